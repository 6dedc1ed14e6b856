using System.Text.RegularExpressions;

namespace Adjoint.Formatters.Exercises;

/// <summary>Plain text within Markdown.</summary>
public static partial class MarkdownText
{
    /// <summary>Text that means itself: nothing in it is markup, a formula or a tag.</summary>
    public static string Escaped(string text) => Special().Replace(text, static c => c.Value switch
    {
        "&" => "&amp;",
        "<" => "&lt;",
        ">" => "&gt;",
        var other => @"\" + other,
    }).ReplaceLineEndings(" ");

    /// <summary>Text as code within a line.</summary>
    public static string Code(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        var fence = Fence(line, 1);
        return line.Length == 0 ? string.Empty : line.Contains('`', StringComparison.Ordinal) ? $"{fence} {line} {fence}" : $"`{line}`";
    }

    /// <summary>Text as lines of code.</summary>
    public static string Block(string text) => $"{Fence(text, 3)}text\n{text}\n{Fence(text, 3)}";

    // More backquotes in a row than the text has.
    private static string Fence(string text, int least) =>
        new('`', Math.Max(least, 1 + Backquotes().Matches(text).Select(m => m.Length).DefaultIfEmpty(0).Max()));

    [GeneratedRegex(@"[\\`*_{}\[\]<>#|&$~]")]
    private static partial Regex Special();

    [GeneratedRegex("`+")]
    private static partial Regex Backquotes();
}
