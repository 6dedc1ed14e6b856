using System.Buffers;

namespace Adjoint.Notation;

/// <summary>Decimal points under each other: what an entry lacks on the right to be as long as the longest of its column.</summary>
internal static class Decimals
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    // Those that nearly all matrices need.
    private static readonly string[] Fill = [.. Enumerable.Range(0, 18).Select(k => new string('0', k))];

    private static readonly string[] PointFill = [.. Fill.Select(zeros => "." + zeros)];

    /// <summary>Per column, the longest fractional part of its numbers, the point counted in.</summary>
    public static int[] ByColumn(Node.MatrixNode matrix)
    {
        var longest = new int[matrix.Columns];
        for (var r = 0; r < matrix.Rows; r++)
        {
            for (var c = 0; c < matrix.Columns; c++)
            {
                longest[c] = Math.Max(longest[c], Tail(matrix[r, c]) ?? 0);
            }
        }

        return longest;
    }

    /// <summary>The invisible digits after a number; empty for what is no finite number.</summary>
    public static string Missing(Node entry, int longest) => Tail(entry) is { } tail && tail < longest
        ? (tail == 0 ? PointAndZeros(longest - 1) : Zeros(longest - tail))
        : string.Empty;

    /// <summary>Whether the text is a decimal number: a minus at most in front, digits, one point at most.</summary>
    public static bool IsDecimal(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        var point = digits.IndexOf('.');
        return point < 0
            ? digits.Length > 0 && digits.IndexOfAnyExcept(Digits) < 0
            : point > 0 && point < digits.Length - 1 && digits[..point].IndexOfAnyExcept(Digits) < 0 && digits[(point + 1)..].IndexOfAnyExcept(Digits) < 0;
    }

    private static string Zeros(int count) => count < Fill.Length ? Fill[count] : new string('0', count);

    private static string PointAndZeros(int count) => count < PointFill.Length ? PointFill[count] : "." + new string('0', count);

    // Dots stand where an integer would.
    private static int? Tail(Node entry) => entry switch
    {
        Node.BoxNode box => Tail(box.Body),
        Node.OperatorNode => 0,
        Node.NumberNode { Digits: var text } when IsDecimal(text) => text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? text.Length - point : 0,
        _ => null,
    };
}
