using System.Numerics;
using Adjoint.Algebra;

namespace Adjoint.Exercises;

/// <summary>The real numbers from (m − r)·2⁻²⁵⁶ to (m + r)·2⁻²⁵⁶. Operations enclose: what is true of all numbers of the operands is true of the result.</summary>
internal readonly record struct Ball(BigInteger Middle, BigInteger Radius)
{
    /// <summary>Binary places.</summary>
    public const int Places = 256;

    // Fixed point has no use for numbers past 2⁵¹².
    private const int MostBits = Places + 512;

    public static Ball Zero => new(0, 0);

    public bool IsZero => Middle.IsZero && Radius.IsZero;

    public bool MayBeZero => BigInteger.Abs(Middle) <= Radius;

    public bool IsPositive => Middle > Radius;

    public bool IsNegative => -Middle > Radius;

    /// <summary>Whether the numbers are too large for fixed point, or so uncertain that nothing follows.</summary>
    public bool IsLost => BigInteger.Abs(Middle).GetBitLength() > MostBits || Radius.GetBitLength() > MostBits;

    /// <summary>Whether all numbers agree to 30 digits, relative to the larger of 1 and the number.</summary>
    public bool IsSharp => Radius.GetBitLength() + 100 < Math.Max(Places, BigInteger.Abs(Middle).GetBitLength());

    public static Ball Of(Rational a)
    {
        var scaled = a.Numerator << Places;
        return new(scaled / a.Denominator, (scaled % a.Denominator).IsZero ? 0 : 1);
    }

    public static Ball operator +(Ball a, Ball b) => new(a.Middle + b.Middle, a.Radius + b.Radius);

    public static Ball operator -(Ball a, Ball b) => new(a.Middle - b.Middle, a.Radius + b.Radius);

    public static Ball operator -(Ball a) => new(-a.Middle, a.Radius);

    public static Ball operator *(Ball a, Ball b)
    {
        var exact = a.Middle * b.Middle;
        var isExact = a.Radius.IsZero && b.Radius.IsZero && (exact & Mask).IsZero;
        return new(
            exact >> Places,
            isExact ? 0 : ((BigInteger.Abs(a.Middle) * b.Radius) + (BigInteger.Abs(b.Middle) * a.Radius) + (a.Radius * b.Radius) >> Places) + 2);
    }

    /// <summary>a/b, for b that is not <see cref="MayBeZero"/>.</summary>
    public static Ball operator /(Ball a, Ball b)
    {
        // |a/b − m/n| ≤ (r·|n| + |m|·s) / (|n|·(|n| − s)) for a = m ± r, b = n ± s.
        var (m, n) = (BigInteger.Abs(a.Middle), BigInteger.Abs(b.Middle));
        var isExact = a.Radius.IsZero && b.Radius.IsZero && ((m << Places) % n).IsZero;
        return new((a.Middle << Places) / b.Middle, isExact ? 0 : (((a.Radius * n) + (m * b.Radius) << Places) / (n * (n - b.Radius))) + 2);
    }

    /// <summary>Whether no number is in both.</summary>
    public bool IsApartFrom(Ball other) => BigInteger.Abs(Middle - other.Middle) > Radius + other.Radius;

    /// <summary>The least ball that has all numbers of both ends, and <paramref name="error"/> more.</summary>
    public static Ball Hull(BigInteger low, BigInteger high, BigInteger error) => new((low + high) >> 1, ((high - low) >> 1) + 1 + error);

    /// <summary>The middle, as a rational number.</summary>
    public Rational ToRational() => new(Middle, BigInteger.One << Places);

    private static readonly BigInteger Mask = (BigInteger.One << Places) - 1;
}
