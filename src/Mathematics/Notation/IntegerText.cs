using System.Globalization;
using System.Numerics;

namespace Adjoint.Notation;

/// <summary>Long integers by their first and last digits.</summary>
internal static class IntegerText
{
    private const int Shown = 5;

    /// <summary>The first five digits with the sign, the last five, and how many there are; null where there are at most <paramref name="limit"/>.</summary>
    /// <remarks>Linear in the length of the number where its decimal digits would cost more.</remarks>
    public static (string First, string Last, long Digits)? Abbreviate(BigInteger value, int limit)
    {
        const double BitsPerDigit = 3.3219280948873626;
        const int AlwaysExact = 10_000;
        var magnitude = BigInteger.Abs(value);
        var bits = magnitude.GetBitLength();
        if (bits <= limit * BitsPerDigit)
        {
            // 2^bits ≤ 10^limit, so the number has at most that many digits.
            return null;
        }

        if (bits > AlwaysExact * BitsPerDigit && bits > (limit + 1) * BitsPerDigit && FromLogarithm(magnitude, value.Sign) is { } estimated)
        {
            return estimated;
        }

        var text = magnitude.ToString(CultureInfo.InvariantCulture);
        return text.Length <= limit ? null : ((value.Sign < 0 ? "-" : string.Empty) + text[..Shown], text[^Shown..], text.Length);
    }

    // log₁₀ is good to about 10 digits past the point even for 10⁶ bits. Where the estimate is too near a boundary, the caller takes the digits.
    private static (string First, string Last, long Digits)? FromLogarithm(BigInteger magnitude, int sign)
    {
        const double Doubt = 1e-3;
        var logarithm = BigInteger.Log10(magnitude);
        var whole = Math.Floor(logarithm);
        var leading = Math.Pow(10, logarithm - whole + Shown - 1);
        var first = Math.Floor(leading);
        if (logarithm > 1e9 || leading - first < Doubt || leading - first > 1 - Doubt)
        {
            return null;
        }

        var last = (int)(magnitude % 100_000);
        return ((sign < 0 ? "-" : string.Empty) + first.ToString("F0", CultureInfo.InvariantCulture), last.ToString("D5", CultureInfo.InvariantCulture), (long)whole + 1);
    }
}
