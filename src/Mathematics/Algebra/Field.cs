using System.Globalization;
using Adjoint.Notation;

namespace Adjoint.Algebra;

/// <summary>Fields by their names.</summary>
public static class Field
{
    private const string Names = "Q, or F_p with a prime p < 2³¹ such as F_7";

    /// <summary>The field called <c>Q</c>, <c>QQ</c> or <c>ℚ</c>; or <c>F_7</c>, <c>F7</c>, <c>𝔽_7</c>, <c>𝔽₇</c>, <c>GF(7)</c>, <c>Z/7</c>. Upper and lower case alike.</summary>
    /// <exception cref="NotationParseException">No field has this name; for a composite p the message gives its smallest factor.</exception>
    public static IField Parse(string text)
    {
        var name = text.AsSpan().Trim();
        var start = text.Length - text.AsSpan().TrimStart().Length;
        if (name is "Q" or "q" or "QQ" or "ℚ")
        {
            return Rationals.Field;
        }

        foreach (var (open, close) in Forms)
        {
            if (!name.StartsWith(open, StringComparison.OrdinalIgnoreCase) || !name.EndsWith(close, StringComparison.OrdinalIgnoreCase)
                || name.Length <= open.Length + close.Length)
            {
                continue;
            }

            Span<char> digits = stackalloc char[Math.Min(name.Length - open.Length - close.Length, 12)];
            name.Slice(open.Length, digits.Length).CopyTo(digits);
            for (var i = 0; i < digits.Length; i++)
            {
                digits[i] = digits[i] is >= '₀' and <= '₉' ? (char)(digits[i] - '₀' + '0') : digits[i];
            }

            // A number of 12 or more digits, of which only the first 12 are looked at, is past 2³¹ anyhow.
            if (digits.ContainsAnyExceptInRange('0', '9'))
            {
                continue;
            }

            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var p) || p < 2 || Primes.SmallestFactor((uint)p) is var q && q != p)
            {
                throw new NotationParseException(
                    text, start + open.Length, $"{NotationParseException.Quote(name)} is no field that can be computed in here: {Reason(digits)}", Names);
            }

            return new PrimeField(p);
        }

        throw new NotationParseException(text, start, name.IsEmpty ? "There is no name of a field" : $"{NotationParseException.Quote(name)} is no field known here", Names);
    }

    // The longest opening first.
    private static (string Open, string Close)[] Forms => [("GF(", ")"), ("GF", ""), ("F_{", "}"), ("F_", ""), ("F", ""), ("𝔽_", ""), ("𝔽", ""), ("Z/", ""), ("ℤ/", "")];

    private static string Reason(ReadOnlySpan<char> digits) =>
        !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var p) ? "the prime must be below 2³¹"
        : p < 2 ? $"{digits} is no prime"
        : string.Create(CultureInfo.InvariantCulture, $"{p} is divisible by {Primes.SmallestFactor((uint)p)}");
}
