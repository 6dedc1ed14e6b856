using System.Buffers;
using System.Globalization;
using Adjoint.Algebra;
using Adjoint.Notation;

namespace Adjoint.LinearAlgebra;

/// <summary>Reads matrix literals.</summary>
/// <remarks>
/// <c>matrix = rows | '[' rows ']' | '[' bracketed (separator? bracketed)* ']'</c>, <c>rows = row ((';' | newline) row)*</c>,
/// <c>bracketed = '[' row ']'</c>, <c>row = entry (separator entry)*</c>, <c>separator = blanks | ','</c>. Lines without entries and a last ';' are skipped.
/// </remarks>
internal sealed class MatrixReader<T>(string text, IField<T> field)
{
    private const string Empty = "at least one entry, as in 1 2; 3 4 (a matrix without entries is written in C#: ExactMatrix.Zero(0, 3))";

    private static readonly SearchValues<char> EndsEntry = SearchValues.Create(",;[]\r\n");

    private readonly List<T> entries = [];
    private int columns = -1;
    private int rows;
    private int at;

    private char Current => at < text.Length ? text[at] : '\0';

    private bool AtEnd => at >= text.Length;

    private bool AtLineBreak => Current is '\r' or '\n' && !AtEnd;

    public ExactMatrix<T> Read()
    {
        SkipBlanksAndLines();
        if (AtEnd)
        {
            throw Refuse(at, "There is no matrix in an empty text", Empty);
        }

        if (Current != '[')
        {
            ReadRows(closed: false);
        }
        else
        {
            var open = at++;
            SkipBlanksAndLines();
            if (Current == '[')
            {
                ReadBracketedRows();
            }
            else
            {
                ReadRows(closed: true);
            }

            Close(open);
            SkipBlanksAndLines();
        }

        return AtEnd
            ? new(field, new(rows, columns), [.. entries])
            : throw Refuse(at, $"{Here()} stands after the end of the matrix", "nothing more");
    }

    private void ReadRows(bool closed)
    {
        while (true)
        {
            SkipBlanksAndLines();
            if ((AtEnd || Current == ']') && rows > 0)
            {
                break;
            }

            ReadRow();
            if (Current == ';')
            {
                at++;
            }
            else if (!AtLineBreak)
            {
                break;
            }
        }

        if (!closed && !AtEnd)
        {
            throw Refuse(at, $"{Here()} stands in a row", $"{field.ElementSyntax}, or ; before the next row");
        }
    }

    private void ReadBracketedRows()
    {
        while (Current == '[')
        {
            var open = at++;
            SkipBlanksAndLines();
            ReadRow();
            SkipBlanksAndLines();
            Close(open);
            SkipBlanksAndLines();
            if (Current is ',' or ';' && !AtEnd)
            {
                at++;
                SkipBlanksAndLines();
                if (Current != '[')
                {
                    throw Refuse(at, $"{Here()} stands where a row should start", "[");
                }
            }
        }
    }

    private void ReadRow()
    {
        var count = 0;
        int? extra = null;
        while (true)
        {
            var start = at;
            ReadEntry();
            count++;
            extra ??= columns >= 0 && count > columns ? start : null;
            var end = at;
            SkipBlanks();
            if (Current == ',')
            {
                at++;
                SkipBlanksAndLines();
            }
            else if (AtEnd || AtLineBreak || Current is ';' or ']' or '[')
            {
                if (columns >= 0 && count != columns)
                {
                    throw Refuse(
                        extra ?? end,
                        string.Create(CultureInfo.InvariantCulture, $"Row 1 has {Entries(columns)} and row {rows + 1} has {count}"),
                        "rows of the same length");
                }

                columns = count;
                rows++;
                return;
            }
        }
    }

    private void ReadEntry()
    {
        var start = at;
        while (!AtEnd && !EndsEntry.Contains(Current) && !char.IsWhiteSpace(Current))
        {
            at++;
        }

        if (at == start)
        {
            throw entries.Count == 0 && (AtEnd || Current == ']')
                ? Refuse(start, "The matrix has no entries", Empty)
                : Refuse(start, AtEnd ? "The text ends where an entry should stand" : $"{Here()} stands where an entry should", field.ElementSyntax);
        }

        var entry = text.AsSpan(start, at - start);
        if (!field.TryParse(entry, out var value))
        {
            throw Refuse(start, field.Refusal(entry), field.ElementSyntax);
        }

        if (entries.Count >= Shape.MaximumCount)
        {
            throw Refuse(start, "The matrix is too large", string.Create(CultureInfo.InvariantCulture, $"at most {Shape.MaximumCount} entries"));
        }

        entries.Add(value);
        if (entries.Count % 1024 == 0)
        {
            Cancellation.Poll();
        }
    }

    private void Close(int open)
    {
        if (AtEnd || Current != ']')
        {
            throw Refuse(at, AtEnd ? $"The [ at character {(open + 1).ToString(CultureInfo.InvariantCulture)} is not closed" : $"{Here()} stands inside [ ]", "]");
        }

        at++;
    }

    private void SkipBlanks()
    {
        while (!AtEnd && char.IsWhiteSpace(Current) && !AtLineBreak)
        {
            at++;
        }
    }

    private void SkipBlanksAndLines()
    {
        while (!AtEnd && char.IsWhiteSpace(Current))
        {
            at++;
        }
    }

    private static string Entries(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "entry" : "entries")}");

    private string Here() => AtEnd ? "The end of the text" : AtLineBreak ? "A line break"
        : NotationParseException.Quote(text.AsSpan(at, char.IsHighSurrogate(Current) && at + 1 < text.Length ? 2 : 1));

    private NotationParseException Refuse(int position, string problem, string expected) => new(text, position, problem, expected);
}
