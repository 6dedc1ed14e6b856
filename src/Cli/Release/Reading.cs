using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Adjoint.Cli.Release;

/// <summary>How texts are read before they are compared, so that the way in which one is written does not hide it.</summary>
internal static partial class Reading
{
    // The most that LaTeX has between two entries.
    private const int Apart = 32;

    // What no text has: bytes that are none.
    private static readonly SearchValues<char> NoSeparators = SearchValues.Create(string.Concat(Enumerable.Range(0, 32).Except(['\t', '\n', '\r']).Select(c => (char)c).Append('\ufffd')));

    /// <summary>Letters and digits alone, in lower case: prose and code, whatever the line breaks, comment signs, quotes and emphasis.</summary>
    public static string Words(string text) => Kept(text, char.IsLetterOrDigit);

    /// <summary>All but blanks, in lower case: where signs count.</summary>
    public static string Signs(string text) => Kept(text, c => !char.IsWhiteSpace(c) && !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format);

    /// <summary>The numbers in a text, each with a comma before and after it, and a semicolon where other things stand between two of them than between entries of a matrix.</summary>
    public static string Numbers(string text)
    {
        var numbers = new StringBuilder(",");
        var end = 0;
        foreach (Match match in Number().Matches(text))
        {
            var between = text.AsSpan(end, match.Index - end);
            numbers.Append(end == 0 || (between.Length <= Apart && !between.ContainsAny(NoSeparators)) ? string.Empty : ";,");
            end = match.Index + match.Length;
            numbers.Append(match.ValueSpan).Append(',');
        }

        return numbers.ToString();
    }

    /// <summary>The line, from 1, of the n-th character that a reading keeps.</summary>
    public static int LineOf(string text, int n, Func<char, bool> isKept)
    {
        var line = 1;
        foreach (var c in text)
        {
            if (isKept(c) && n-- == 0)
            {
                break;
            }

            line += c == '\n' ? 1 : 0;
        }

        return line;
    }

    private static string Kept(string text, Func<char, bool> isKept)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (isKept(c))
            {
                kept.Append(char.ToLowerInvariant(c == '\u2212' ? '-' : c));
            }
        }

        return kept.ToString();
    }

    [GeneratedRegex(@"(?<![\w.])-?\d+(/\d+)?(?![\w.])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
