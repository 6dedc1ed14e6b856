using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using Adjoint.Notation;

namespace Adjoint.Algebra;

/// <summary>A rational number n/d, exact, in lowest terms with d &gt; 0. <c>default</c> is 0.</summary>
/// <remarks>While n and d fit into 63 bits and a sign, no operation allocates.</remarks>
public readonly struct Rational :
    IEquatable<Rational>, IComparable<Rational>, IComparable, ISpanParsable<Rational>, IFormattable, IHasNotation,
    IAdditionOperators<Rational, Rational, Rational>, ISubtractionOperators<Rational, Rational, Rational>,
    IMultiplyOperators<Rational, Rational, Rational>, IDivisionOperators<Rational, Rational, Rational>,
    IUnaryNegationOperators<Rational, Rational>, IUnaryPlusOperators<Rational, Rational>, IComparisonOperators<Rational, Rational, bool>,
    IAdditiveIdentity<Rational, Rational>, IMultiplicativeIdentity<Rational, Rational>
{
    internal const string Syntax = "an integer, a fraction such as 1/2 or a decimal such as 2.5";

    // Either large is null and the value is small / (smallDenominatorLessOne + 1), with |small| < 2⁶³ and a denominator below 2⁶³,
    // or at least one of its parts does not fit, and large holds both. One value has one form, so equality is by parts.
    private readonly long small;
    private readonly long smallDenominatorLessOne;
    private readonly Parts? large;

    /// <summary>n/d in lowest terms.</summary>
    /// <exception cref="NotInvertibleException">d = 0.</exception>
    public Rational(BigInteger n, BigInteger d)
    {
        if (d.IsZero)
        {
            throw new NotInvertibleException("0", "Q");
        }

        var g = BigInteger.GreatestCommonDivisor(n, d);
        this = FromLowestTerms(n / (d.Sign < 0 ? -g : g), BigInteger.Abs(d) / g);
    }

    private Rational(long n, long d) => (small, smallDenominatorLessOne) = (n, d - 1);

    private Rational(Parts parts) => large = parts;

    /// <summary>0.</summary>
    public static Rational Zero => default;

    /// <summary>1.</summary>
    public static Rational One => new(1L, 1L);

    /// <summary>0, with 0 + a = a.</summary>
    public static Rational AdditiveIdentity => default;

    /// <summary>1, with 1·a = a.</summary>
    public static Rational MultiplicativeIdentity => One;

    /// <summary>n.</summary>
    public BigInteger Numerator => large?.Numerator ?? small;

    /// <summary>d &gt; 0.</summary>
    public BigInteger Denominator => large?.Denominator ?? SmallDenominator;

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => large?.Numerator.Sign ?? Math.Sign(small);

    /// <summary>Whether d = 1.</summary>
    public bool IsInteger => large is null ? smallDenominatorLessOne == 0 : large.Denominator.IsOne;

    /// <summary>Whether the value is 0.</summary>
    public bool IsZero => large is null && small == 0;

    private long SmallDenominator => smallDenominatorLessOne + 1;

    /// <summary>n/1.</summary>
    public static implicit operator Rational(int n) => new(n, 1L);

    /// <summary>n/1.</summary>
    public static implicit operator Rational(long n) => n == long.MinValue ? FromLowestTerms(n, BigInteger.One) : new(n, 1L);

    /// <summary>n/1.</summary>
    public static implicit operator Rational(BigInteger n) => FromLowestTerms(n, BigInteger.One);

    /// <summary>Exactly the number that x stands for: 0.5 is 1/2, and 0.1 is 3602879701896397/36028797018963968.</summary>
    /// <exception cref="OverflowException">x is infinite or NaN.</exception>
    public static explicit operator Rational(double x)
    {
        if (!double.IsFinite(x))
        {
            throw new OverflowException($"{x.ToString(CultureInfo.InvariantCulture)} is no rational number.");
        }

        var bits = BitConverter.DoubleToInt64Bits(x);
        var biased = (int)((bits >> 52) & 0x7FF);
        var mantissa = (bits & 0xF_FFFF_FFFF_FFFF) | (biased == 0 ? 0 : 1L << 52);
        var exponent = Math.Max(biased, 1) - 1075;
        var n = bits < 0 ? -(BigInteger)mantissa : mantissa;
        return exponent >= 0 ? n << exponent : new Rational(n, BigInteger.One << -exponent);
    }

    /// <summary>Exactly the decimal number x.</summary>
    public static explicit operator Rational(decimal x)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(x, bits);
        var n = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return new Rational(bits[3] < 0 ? -n : n, BigInteger.Pow(10, (bits[3] >> 16) & 0xFF));
    }

    /// <summary>The nearest double, ties to even; ±∞ past the largest.</summary>
    public static explicit operator double(Rational a)
    {
        var (n, d) = (BigInteger.Abs(a.Numerator), a.Denominator);
        if (n.IsZero)
        {
            return 0;
        }

        // q = ⌊n·2ˢ/d⌋ has 65 or 66 bits (fewer near 0, where doubles have fewer too), and its last bit also stands for the rest.
        var shift = Math.Min(65 - (n.GetBitLength() - d.GetBitLength()), 1076);
        if (shift < -1024)
        {
            return a.Sign * double.PositiveInfinity;
        }

        var q = BigInteger.DivRem(shift > 0 ? n << (int)shift : n, shift < 0 ? d << (int)-shift : d, out var rest);
        var rounded = (double)(UInt128)(rest.IsZero ? q : q | BigInteger.One);
        return a.Sign * Math.ScaleB(rounded, (int)-shift);
    }

    /// <summary>a + b.</summary>
    public static Rational operator +(Rational a, Rational b)
    {
        if (a.large is not null || b.large is not null)
        {
            return AddLarge(a, b.Numerator, b.Denominator);
        }

        if ((a.smallDenominatorLessOne | b.smallDenominatorLessOne) == 0)
        {
            return FromInt128((Int128)a.small + b.small, 1);
        }

        // Knuth, TAOCP vol. 2, §4.5.1: with g = gcd(d, d′) only g can share a factor with the new numerator.
        var (da, db) = (a.SmallDenominator, b.SmallDenominator);
        var g = Gcd((ulong)da, (ulong)db);
        var n = ((Int128)a.small * (db / (long)g)) + ((Int128)b.small * (da / (long)g));
        var h = g == 1 ? 1 : (long)Gcd((ulong)(UInt128)((n < 0 ? -n : n) % (Int128)g), g);
        return FromInt128(n / h, (Int128)(da / (long)g) * (db / h));
    }

    /// <summary>a − b.</summary>
    public static Rational operator -(Rational a, Rational b) => a + -b;

    /// <summary>−a.</summary>
    public static Rational operator -(Rational a) => a.large is { } parts
        ? new(new Parts(-parts.Numerator, parts.Denominator))
        : new(-a.small, a.SmallDenominator);

    /// <summary>a.</summary>
    public static Rational operator +(Rational a) => a;

    /// <summary>a·b.</summary>
    public static Rational operator *(Rational a, Rational b)
    {
        if (a.large is not null || b.large is not null)
        {
            return MultiplyLarge(a.Numerator, a.Denominator, b.Numerator, b.Denominator);
        }

        if ((a.smallDenominatorLessOne | b.smallDenominatorLessOne) == 0)
        {
            return FromInt128((Int128)a.small * b.small, 1);
        }

        var g = (long)Gcd((ulong)Math.Abs(a.small), (ulong)b.SmallDenominator);
        var h = (long)Gcd((ulong)Math.Abs(b.small), (ulong)a.SmallDenominator);
        return FromInt128((Int128)(a.small / g) * (b.small / h), (Int128)(a.SmallDenominator / h) * (b.SmallDenominator / g));
    }

    /// <summary>a / b.</summary>
    /// <exception cref="NotInvertibleException">b = 0.</exception>
    public static Rational operator /(Rational a, Rational b) => a * b.Invert();

    /// <summary>a &lt; b.</summary>
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    /// <summary>a ≤ b.</summary>
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    /// <summary>a &gt; b.</summary>
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    /// <summary>a ≥ b.</summary>
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    /// <summary>a = b.</summary>
    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    /// <summary>a ≠ b.</summary>
    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    /// <summary>|a|.</summary>
    public static Rational Abs(Rational a) => a.Sign < 0 ? -a : a;

    /// <summary>aⁿ; a⁰ = 1, also for a = 0.</summary>
    /// <exception cref="NotInvertibleException">a = 0 and n &lt; 0.</exception>
    public static Rational Pow(Rational a, int n) => n < 0
        ? Pow(a.Invert(), -(long)n)
        : Pow(a, (long)n);

    /// <summary>a⁻¹ = d/n.</summary>
    /// <exception cref="NotInvertibleException">a = 0.</exception>
    public Rational Invert()
    {
        if (large is { } parts)
        {
            return parts.Numerator.Sign < 0 ? FromLowestTerms(-parts.Denominator, -parts.Numerator) : FromLowestTerms(parts.Denominator, parts.Numerator);
        }

        return small switch
        {
            0 => throw new NotInvertibleException("0", "Q"),
            < 0 => new(-SmallDenominator, -small),
            _ => new(SmallDenominator, small),
        };
    }

    /// <summary>Reads <c>3</c>, <c>-1/2</c>, <c>2.5</c>, <c>1e-3</c> exactly; the minus may be U+2212. Both parts of a fraction may be decimals.</summary>
    /// <exception cref="NotationParseException">The text is no rational number.</exception>
    public static Rational Parse(string s) => Rationals.Field.Parse(s);

    /// <inheritdoc cref="Parse(string)"/>
    public static Rational Parse(string s, IFormatProvider? provider) => Rationals.Field.Parse(s);

    /// <inheritdoc cref="Parse(string)"/>
    public static Rational Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => TryParse(s, out var a) ? a : Rationals.Field.Parse(s.ToString());

    /// <summary>Reads a number as <see cref="Parse(string)"/> does; false, and 0, if it is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Rational a) => RationalReader.TryRead(text, out a);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out Rational)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Rational result) => TryParse(s, out result);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out Rational)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Rational result) => TryParse(s, out result);

    /// <summary>By value.</summary>
    public bool Equals(Rational other) => small == other.small && smallDenominatorLessOne == other.smallDenominatorLessOne && Equals(large, other.large);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(small, smallDenominatorLessOne, large);

    /// <summary>The order of ℚ.</summary>
    public int CompareTo(Rational other) => large is null && other.large is null
        ? ((Int128)small * other.SmallDenominator).CompareTo((Int128)other.small * SmallDenominator)
        : Sign != other.Sign ? Sign.CompareTo(other.Sign)
        : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>The order of ℚ; everything is greater than null.</summary>
    /// <exception cref="ArgumentException"><paramref name="obj"/> is no rational number.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Rational other => CompareTo(other),
        _ => throw new ArgumentException($"A {obj.GetType().Name} is no rational number.", nameof(obj)),
    };

    /// <summary>Writes <c>3</c> or <c>-1/2</c>.</summary>
    public override string ToString() => large is { } parts
        ? parts.Denominator.IsOne ? parts.Numerator.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{parts.Numerator}/{parts.Denominator}")
        : smallDenominatorLessOne == 0 ? small.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{small}/{SmallDenominator}");

    /// <summary>As <see cref="ToString()"/>; there is no other format and no culture.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>n, or the fraction n/d with its sign in front.</summary>
    public Node Describe(NotationOptions options)
    {
        if (IsInteger)
        {
            return Node.Number(Numerator, options);
        }

        var fraction = Node.Fraction(Node.Number(BigInteger.Abs(Numerator), options), Node.Number(Denominator, options));
        return Sign < 0 ? Node.Row(Node.Operator("−"), fraction) : fraction;
    }

    /// <summary>n/d, which the caller knows to be in lowest terms with d &gt; 0.</summary>
    internal static Rational FromLowestTerms(BigInteger n, BigInteger d) => n.GetBitLength() <= 63 && d.GetBitLength() <= 63 && n != long.MinValue
        ? new((long)n, (long)d)
        : new(new Parts(n, d));

    /// <summary>n and d as machine words, if they fit.</summary>
    internal bool TryGetWords(out long n, out long d)
    {
        (n, d) = (small, SmallDenominator);
        return large is null;
    }

    private static Rational FromInt128(Int128 n, Int128 d) => n <= long.MaxValue && n >= -long.MaxValue && d <= long.MaxValue
        ? new((long)n, (long)d)
        : new(new Parts((BigInteger)n, (BigInteger)d));

    private static Rational AddLarge(Rational a, BigInteger n, BigInteger d)
    {
        var (an, ad) = (a.Numerator, a.Denominator);
        if (ad.IsOne && d.IsOne)
        {
            return FromLowestTerms(an + n, BigInteger.One);
        }

        var g = BigInteger.GreatestCommonDivisor(ad, d);
        var sum = (an * (d / g)) + (n * (ad / g));
        var h = BigInteger.GreatestCommonDivisor(sum, g);
        return FromLowestTerms(sum / h, ad / g * (d / h));
    }

    private static Rational MultiplyLarge(BigInteger n, BigInteger d, BigInteger m, BigInteger e)
    {
        var g = BigInteger.GreatestCommonDivisor(n, e);
        var h = BigInteger.GreatestCommonDivisor(m, d);
        return FromLowestTerms(n / g * (m / h), d / h * (e / g));
    }

    private static Rational Pow(Rational a, long n)
    {
        // A power of a fraction in lowest terms is in lowest terms.
        var power = One;
        for (var bit = 63 - BitOperations.LeadingZeroCount((ulong)n); bit >= 0; bit--)
        {
            Cancellation.Poll();
            power *= power;
            power = ((n >> bit) & 1) == 0 ? power : power * a;
        }

        return power;
    }

    // Stein's algorithm: shifts and subtractions, no division.
    private static ulong Gcd(ulong a, ulong b)
    {
        if (a == 0 || b == 0)
        {
            return a | b;
        }

        var twos = BitOperations.TrailingZeroCount(a | b);
        a >>= BitOperations.TrailingZeroCount(a);
        while (b != 0)
        {
            b >>= BitOperations.TrailingZeroCount(b);
            (a, b) = a < b ? (a, b - a) : (b, a - b);
        }

        return a << twos;
    }

    /// <summary>A numerator and a denominator, of which one at least does not fit into a machine word.</summary>
    private sealed record Parts(BigInteger Numerator, BigInteger Denominator);
}
