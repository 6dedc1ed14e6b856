using System.Globalization;
using System.Text;

namespace Adjoint.Extension;

/// <summary>Points at a place in what somebody typed.</summary>
internal static class Caret
{
    private const int Window = 100;

    /// <summary>The line that holds character <paramref name="at"/>, and below it a caret under that character. Of a long line, what surrounds it.</summary>
    public static string Under(string text, int at)
    {
        var start = at == 0 ? 0 : text.LastIndexOfAny(['\r', '\n'], at - 1) + 1;
        var end = text.AsSpan(at).IndexOfAny('\r', '\n') is >= 0 and var length ? at + length : text.Length;
        var (before, after) = (text[start..at], text[at..end]);
        if (before.Length > Window)
        {
            before = "…" + before[^(Window - 1)..];
        }

        if (after.Length > Window)
        {
            after = after[..(Window - 1)] + "…";
        }

        return $"  {before}{after}\n  {Blanks(before)}^";
    }

    // As wide as the text: combining marks take no column, and a tab stays one.
    private static string Blanks(string text)
    {
        var blanks = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            blanks.Append(rune.Value == '\t' ? "\t"
                : Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? string.Empty
                : " ");
        }

        return blanks.ToString();
    }
}
