using System.Globalization;
using System.Text;

namespace Adjoint.Cli.Grading;

/// <summary>Text from submissions, made fit to be shown.</summary>
internal static class GradeText
{
    private const int Longest = 120;

    /// <summary>One short line without what a terminal or a reader would take for something else: control characters and changes of direction.</summary>
    public static string Shown(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Longest)
            {
                return $"{shown}…";
            }

            shown.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                ? "�"
                : rune.ToString());
        }

        return shown.ToString();
    }
}
