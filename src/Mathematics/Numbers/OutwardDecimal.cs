using System.Globalization;
using System.Numerics;
using Adjoint.Notation;

namespace Adjoint.Numbers;

/// <summary>A double as its exact decimal value, written rounded down or up.</summary>
internal readonly struct OutwardDecimal(double value, bool up)
{
    private const int MostDigits = 17;

    private int Magnitude => value == 0 || !double.IsFinite(value) ? int.MinValue : MagnitudeOf(value);

    /// <summary>The common exponent and the digits after the point for the two ends of an interval.</summary>
    public static (int Scale, int Decimals) Layout(OutwardDecimal lower, OutwardDecimal upper, double width, NotationOptions options)
    {
        var largest = Math.Max(lower.Magnitude, upper.Magnitude);
        if (largest == int.MinValue)
        {
            return default;
        }

        var digits = double.IsFinite(width) && width > 0 ? Math.Clamp(largest - MagnitudeOf(width) + 2, options.Digits, MostDigits) : options.Digits;
        var scale = options.NumberStyle switch
        {
            NumberStyle.Fixed when largest is >= -16 and < 16 => 0,
            NumberStyle.Scientific => largest,
            NumberStyle.Engineering => largest - (((largest % 3) + 3) % 3),
            _ => largest >= -3 && largest < Math.Max(options.Digits - 1, 7) ? 0 : largest,
        };
        var needed = Math.Max(lower.Decimals(scale), upper.Decimals(scale));
        return (scale, Math.Min(Math.Max(0, digits - 1 - (largest - scale)), needed));
    }

    /// <summary>v / 10^<paramref name="scale"/> with <paramref name="decimals"/> digits after the point, rounded down or up from the exact value.</summary>
    public string ToFixed(int scale, int decimals)
    {
        if (!double.IsFinite(value))
        {
            return value > 0 ? "∞" : "-∞";
        }

        var (numerator, denominator) = Exact();
        var shift = decimals - scale;
        (numerator, denominator) = shift >= 0 ? (numerator * BigInteger.Pow(10, shift), denominator) : (numerator, denominator * BigInteger.Pow(10, -shift));
        var (quotient, rest) = BigInteger.DivRem(numerator, denominator);
        quotient += rest.IsZero || rest.Sign > 0 != up ? 0 : rest.Sign;
        var text = BigInteger.Abs(quotient).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return quotient.IsZero ? "0" : (quotient.Sign < 0 ? "-" : string.Empty) + (decimals == 0 ? text : text[..^decimals] + "." + text[^decimals..]);
    }

    // Digits after the point of v/10^scale, at most 17: enough for what is exact with fewer.
    private int Decimals(int scale)
    {
        if (!double.IsFinite(value))
        {
            return 0;
        }

        var (numerator, denominator) = Exact();
        numerator *= BigInteger.Pow(10, Math.Max(0, -scale));
        denominator *= BigInteger.Pow(10, Math.Max(0, scale));
        for (var places = 0; places < MostDigits; places++)
        {
            if ((numerator % denominator).IsZero)
            {
                return places;
            }

            numerator *= 10;
        }

        return MostDigits;
    }

    private (BigInteger Numerator, BigInteger Denominator) Exact()
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7ff);
        var mantissa = bits & ((1L << 52) - 1);
        var signed = (value < 0 ? -1 : 1) * (exponent == 0 ? mantissa : mantissa | (1L << 52));
        var power = Math.Max(exponent, 1) - 1075;
        return power >= 0 ? (signed * (BigInteger.One << power), BigInteger.One) : (signed, BigInteger.One << -power);
    }

    private static int MagnitudeOf(double value) => ShortestDecimal.Of(value).Magnitude;
}
