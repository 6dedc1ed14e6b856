using System.Globalization;

namespace Adjoint.Notation;

/// <summary>A floating-point number as the shortest decimal that reads back as it, ±Mantissa·10^Exponent: 0.1f is 1·10⁻¹, not 0.100000001490116.</summary>
/// <remarks>G. L. Steele, J. L. White, <i>How to print floating-point numbers accurately</i>, PLDI 1990; the digits are .NET's.</remarks>
internal readonly struct ShortestDecimal
{
    private static readonly ulong[] Powers = [.. Enumerable.Range(0, 20).Select(k => (ulong)System.Numerics.BigInteger.Pow(10, k))];

    private readonly string? name;

    private ShortestDecimal(string name) => (this.name, IsNegative) = (name, name[0] == '-');

    private ShortestDecimal(bool negative, ulong mantissa, int exponent)
    {
        while (mantissa != 0 && mantissa % 10 == 0)
        {
            mantissa /= 10;
            exponent++;
        }

        (IsNegative, Mantissa, Exponent) = (negative && mantissa != 0, mantissa, mantissa == 0 ? 0 : exponent);
        Magnitude = mantissa == 0 ? 0 : exponent + Count(mantissa) - 1;
    }

    /// <summary>Whether the number is neither NaN nor infinite.</summary>
    public bool IsFinite => name is null;

    /// <summary>Whether the number is 0; −0 is 0.</summary>
    public bool IsZero => name is null && Mantissa == 0;

    /// <summary>Whether the number is below 0.</summary>
    public bool IsNegative { get; }

    /// <summary>The digits, without trailing zeros; at most 17.</summary>
    public ulong Mantissa { get; }

    /// <summary>The power of ten of the last digit; 0 for 0.</summary>
    public int Exponent { get; }

    /// <summary>⌊log₁₀|v|⌋, the power of ten of the first digit; 0 for 0.</summary>
    public int Magnitude { get; }

    /// <summary>Whether the number is an integer below 2⁵³, which a double holds exactly and tells from its neighbours.</summary>
    public bool IsExactInteger => name is null && Exponent is >= 0 and < 16 && Magnitude < 16 && Mantissa * Powers[Exponent] < 1L << 53;

    /// <summary>|v|.</summary>
    public ShortestDecimal Absolute => name is null ? new(false, Mantissa, Exponent) : name == "NaN" ? this : new("∞");

    /// <summary>v·10^<paramref name="scale"/>, exactly.</summary>
    public ShortestDecimal Shifted(int scale) => IsFinite ? new(IsNegative, Mantissa, Exponent + scale) : this;

    /// <summary>Whether <see cref="ToFixed"/> writes zeros alone.</summary>
    public bool RoundsToZero(int scale, int decimals)
    {
        var shift = Exponent - (scale - decimals);
        return IsFinite && (Mantissa == 0 || (shift < 0 && (-shift >= Powers.Length || Mantissa <= Powers[-shift] / 2)));
    }

    /// <summary>The double, to at most 17 digits.</summary>
    public static ShortestDecimal Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return Named(double.IsNaN(value), value < 0);
        }

        if (Math.Abs(value) < 1L << 53 && value == Math.Truncate(value))
        {
            return new(value < 0, (ulong)Math.Abs(value), 0);
        }

        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        return Parse(text[..length]);
    }

    /// <summary>The float, to at most 9 digits.</summary>
    public static ShortestDecimal Of(float value)
    {
        if (!float.IsFinite(value))
        {
            return Named(float.IsNaN(value), value < 0);
        }

        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        return Parse(text[..length]);
    }

    /// <summary>v / 10^<paramref name="scale"/> with <paramref name="decimals"/> digits after the point, ties to even; 0 is <c>0</c> and what is not finite <c>NaN</c>, <c>∞</c>, <c>-∞</c>.</summary>
    public string ToFixed(int scale, int decimals)
    {
        if (name is not null || Mantissa == 0)
        {
            return name ?? "0";
        }

        var shift = Exponent - (scale - decimals);
        if (shift > 0)
        {
            // The zeros of a large number, of which there may be hundreds.
            return Point(Mantissa.ToString(CultureInfo.InvariantCulture) + new string('0', shift), decimals);
        }

        Span<char> digits = stackalloc char[20];
        Rounded(shift).TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        return Point(digits[..length], decimals);
    }

    // The digits with a point before the last ones, and at least one zero before it.
    private string Point(ReadOnlySpan<char> digits, int decimals)
    {
        const int Short = 64;
        var whole = Math.Max(1, digits.Length - decimals);
        var length = (IsNegative ? 1 : 0) + whole + (decimals > 0 ? 1 + decimals : 0);
        var text = length <= Short ? stackalloc char[Short] : new char[length];
        text = text[..length];
        text.Fill('0');
        if (IsNegative)
        {
            text[0] = '-';
        }

        var fraction = Math.Min(decimals, digits.Length);
        digits[^fraction..].CopyTo(text[^fraction..]);
        if (digits.Length > decimals)
        {
            digits[..^fraction].CopyTo(text[(IsNegative ? 1 : 0)..]);
        }

        if (decimals > 0)
        {
            text[^(decimals + 1)] = '.';
        }

        return new string(text);
    }

    // Mantissa·10^shift for shift ≤ 0, rounded to an integer.
    private ulong Rounded(int shift)
    {
        if (-shift >= Powers.Length)
        {
            return 0;
        }

        var (quotient, rest) = Math.DivRem(Mantissa, Powers[-shift]);
        var half = Powers[-shift] / 2;
        var up = shift < 0 && (rest > half || (rest == half && quotient % 2 == 1));
        return up ? quotient + 1 : quotient;
    }

    private static ShortestDecimal Named(bool isNaN, bool negative) => new(isNaN ? "NaN" : negative ? "-∞" : "∞");

    // Digits, one point, a sign and an exponent, as the format "R" writes them.
    private static ShortestDecimal Parse(ReadOnlySpan<char> text)
    {
        var mantissa = 0UL;
        var exponent = 0;
        var fraction = false;
        var i = text[0] == '-' ? 1 : 0;
        for (; i < text.Length && text[i] != 'E'; i++)
        {
            if (text[i] == '.')
            {
                fraction = true;
                continue;
            }

            mantissa = (10 * mantissa) + (ulong)(text[i] - '0');
            exponent -= fraction ? 1 : 0;
        }

        if (i < text.Length)
        {
            exponent += int.Parse(text[(i + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        return new(text[0] == '-', mantissa, exponent);
    }

    private static int Count(ulong mantissa)
    {
        var count = 1;
        while (count < Powers.Length && mantissa >= Powers[count])
        {
            count++;
        }

        return count;
    }
}
