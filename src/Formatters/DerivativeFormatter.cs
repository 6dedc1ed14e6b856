using System.Text;
using Adjoint.Formatters.Exercises;
using Adjoint.MatrixCalculus;
using Adjoint.Notation;
using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Formatters;

/// <summary>Derivatives, and code made of them: text/markdown with the formula, what it is and its certificate; text/latex with the formula alone; text/plain whose first line is the derivative.</summary>
internal static class DerivativeFormatter
{
    private const string Course = "matrix-calculus";

    public static void Register()
    {
        Formatter.Register(new TextFormatter<MatrixDerivative>(ExerciseFormatters.MarkdownMimeType, Markdown));
        Formatter.Register(new NotationFormatter(typeof(MatrixDerivative), AdjointFormatters.LatexMimeType, static (value, options) => ((MatrixDerivative)value).Describe(options)));
        Formatter.Register(new TextFormatter<MatrixDerivative>(PlainTextFormatter.MimeType, static d => d.ToString()));
        Formatter.Register(new TextFormatter<GeneratedCode>(ExerciseFormatters.MarkdownMimeType, static c => $"```csharp\n{c.Source}\n```"));
        Formatter.Register(new TextFormatter<GeneratedCode>(PlainTextFormatter.MimeType, static c => c.Source));
        Formatter.SetPreferredMimeTypesFor(typeof(GeneratedCode), ExerciseFormatters.MarkdownMimeType, PlainTextFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(MatrixDerivative), ExerciseFormatters.MarkdownMimeType, AdjointFormatters.LatexMimeType, PlainTextFormatter.MimeType);
    }

    private static string Markdown(MatrixDerivative derivative)
    {
        var text = new StringBuilder();
        if (derivative.ShowsSteps)
        {
            foreach (var line in derivative.Steps)
            {
                var lesson = LessonPath(line.Lesson) is { } path ? $" ([lesson]({path}))" : string.Empty;
                text.Append("1. ").Append(Formula(line.Describe())).Append(" — ").Append(MarkdownText.Escaped(line.Reason)).Append(lesson).Append('\n');
            }

            text.Append('\n');
        }

        text.Append(Formula(derivative.Formula));
        foreach (var remark in derivative.Remarks)
        {
            text.Append("  \n").Append(MarkdownText.Escaped(remark)).Append('.');
        }

        text.Append("  \n").Append(MarkdownText.Escaped(derivative.Certificate.ToString()));
        return derivative.Code is { } code ? text.Append("\n\n```csharp\n").Append(code.Source).Append("\n```").ToString() : text.ToString();
    }

    private static string Formula(Node node) => $@"$\displaystyle {Latex.Of(node)}$";

    // Where the notebook's folder, or one around it, has the course.
    private static string? LessonPath(string lesson)
    {
        var up = string.Empty;
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent, up += "../")
        {
            foreach (var relative in new[] { string.Empty, $"{Course}/", $"courseware/{Course}/" })
            {
                if (File.Exists(Path.Combine(folder.FullName, relative, lesson + ".ipynb")))
                {
                    return $"{up}{relative}{lesson}.ipynb";
                }
            }
        }

        return null;
    }
}
