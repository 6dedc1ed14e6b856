using System.Globalization;
using Adjoint.Exercises;

namespace Adjoint.Formatters.Exercises;

/// <summary>A question, as it is asked.</summary>
public static class QuestionText
{
    /// <summary>What is asked, what there is to choose from, and what may be typed.</summary>
    public static string Markdown(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var options = question.Options.Select((option, i) => $"\n- **{Letter(i)}** {option.Markdown}");
        return $"{question.Statement.Markdown}\n{string.Concat(options)}\n\n*{Expected(question, MarkdownText.Escaped(question.AnswerSyntax))}*";
    }

    /// <summary>The same as plain text, at most 100 columns wide.</summary>
    public static string Plain(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return string.Join('\n', [question.Statement.ToString(), .. question.Options.Select((option, i) => $"  {Letter(i)}  {option}"), Expected(question, question.AnswerSyntax)]);
    }

    private static string Letter(int i) => ((char)('a' + i)).ToString(CultureInfo.InvariantCulture);

    private static string Expected(Question question, string syntax) => question.IsTyped ? $"Answer with {syntax}." : $"Answer in C# with {syntax}.";
}
