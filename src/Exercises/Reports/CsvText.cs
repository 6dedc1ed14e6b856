using System.Buffers;

namespace Adjoint.Exercises;

/// <summary>Tables as RFC 4180 has them, which a spreadsheet may open without computing what a learner typed.</summary>
public static class CsvText
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>Writes a table.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="heading">The names of the columns.</param>
    /// <param name="rows">The rows; null is an empty cell.</param>
    public static void Write(TextWriter writer, IReadOnlyList<string> heading, IEnumerable<IReadOnlyList<string?>> rows)
    {
        foreach (var row in rows.Prepend(heading))
        {
            writer.Write(string.Join(',', row.Select(cell => Cell(cell ?? string.Empty))));
            writer.Write("\r\n");
        }
    }

    // A NUL ends the file for some readers.
    private static string Cell(string text)
    {
        var cell = (IsHarmless(text) ? text : "'" + text).Replace('\0', '\uFFFD');
        return cell.AsSpan().ContainsAny(Quoted) || (cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' ')) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    // A spreadsheet computes what begins with one of these, full width too; a plain number does no harm. The apostrophe is among them, so that removing one gives back the text.
    private static bool IsHarmless(string text) =>
        text.AsSpan().TrimStart() is not ['=' or '+' or '-' or '@' or '\'' or '＝' or '＋' or '－' or '＠', ..] || IsNumber(text);

    private static bool IsNumber(string text) =>
        text is ['-', _, ..] && text.Skip(1).All(c => char.IsAsciiDigit(c) || c == '.') && text.Count(c => c == '.') <= 1 && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[^1]);
}
