using Adjoint.Exercises;
using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Formatters.Exercises;

/// <summary>Exercises as text/markdown, whose formulas each front end typesets itself, and as text/plain.</summary>
internal static class ExerciseFormatters
{
    /// <summary>Text with formulas between dollars.</summary>
    public const string MarkdownMimeType = "text/markdown";

    public static void Register()
    {
        Text<Statement>(static s => s.Markdown, static s => s.ToString());
        Text<Question>(QuestionText.Markdown, QuestionText.Plain);
        Text<Verdict>(VerdictText.Markdown, VerdictText.Plain);
    }

    private static void Text<T>(Func<T, string> markdown, Func<T, string> plain) where T : notnull
    {
        Formatter.Register(new TextFormatter<T>(MarkdownMimeType, markdown));
        Formatter.Register(new TextFormatter<T>(PlainTextFormatter.MimeType, plain));
        Formatter.SetPreferredMimeTypesFor(typeof(T), MarkdownMimeType, PlainTextFormatter.MimeType);
    }
}
