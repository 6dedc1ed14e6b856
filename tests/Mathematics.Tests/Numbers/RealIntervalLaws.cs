using System.Globalization;
using System.Numerics;
using Adjoint.Algebra;
using Adjoint.Notation;
using Adjoint.Numbers;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Numbers;

public sealed class RealIntervalLaws
{
    private static readonly Gen<double> Ends = Gen.OneOf(Gen.Double[-10, 10], Gen.Int[-20, 20].Select(n => (double)n), Gen.Double[-1e-300, 1e-300], Gen.Double[-1e300, 1e300], Gen.Double.Where(double.IsFinite),
        Gen.Double[-1, 1].Select(x => x * double.MaxValue), Gen.Bool.Select(negative => negative ? double.MinValue : double.MaxValue));

    private static readonly Gen<RealInterval> Intervals = Gen.OneOf(
        Gen.Select(Ends, Ends).Select((a, b) => new RealInterval(Math.Min(a, b), Math.Max(a, b))),
        Ends.Select(a => new RealInterval(a, a)),
        Ends.Where(a => Math.Abs(a) < 1e307).Select(a => new RealInterval(a, Math.BitIncrement(a))));

    // Compared as rational numbers, so that no rounding hides in the comparison. The corners are the extreme members.
    [Fact]
    public void Sum_product_and_quotient_enclose_those_of_the_ends() => Gen.Select(Intervals, Intervals).Sample((x, y) =>
    {
        foreach (var a in new[] { x.Lower, x.Upper })
        {
            foreach (var b in new[] { y.Lower, y.Upper })
            {
                AssertEncloses(x + y, Exact(a) + Exact(b));
                AssertEncloses(x - y, Exact(a) - Exact(b));
                AssertEncloses(x * y, Exact(a) * Exact(b));
                if (!y.Contains(0))
                {
                    AssertEncloses(x / y, Exact(a) / Exact(b));
                }
            }
        }
    });

    [Fact]
    public void Sum_near_the_largest_numbers_encloses()
    {
        const double A = 1.6154294481197014e307;
        AssertEncloses((RealInterval)A + double.MinValue, Exact(A) + Exact(double.MinValue));
        AssertEncloses((RealInterval)double.MaxValue - A, Exact(double.MaxValue) - Exact(A));
    }

    // Of members far out, where the ends are infinite.
    [Fact]
    public void Operations_on_unbounded_intervals_enclose_those_of_their_members() => Gen.Select(Gen.Double[-10, 10], Gen.Double[0.1, 10], Gen.Bool, Gen.Bool, Gen.Double[0, 1e9], Gen.Double[0, 1e9]).Sample((a, c, up, positive, s, t) =>
    {
        var x = up ? new RealInterval(a, double.PositiveInfinity) : new RealInterval(double.NegativeInfinity, a);
        var y = positive ? new RealInterval(c, double.PositiveInfinity) : new RealInterval(double.NegativeInfinity, -c);
        var (p, q) = (up ? a + s : a - s, positive ? c + t : -c - t);
        Assert.True((x + y).Contains(p + q));
        Assert.True((x - y).Contains(p - q));
        Assert.True((x * y).Contains(p * q));
        Assert.True((x / y).Contains(p / q));
    });

    [Fact]
    public void Arithmetic_on_small_integers_is_exact() => Gen.Select(Gen.Int[-99, 99], Gen.Int[-99, 99], Gen.Int[1, 16]).Sample((a, b, c) =>
    {
        Assert.Equal(new RealInterval(a + b, a + b), (RealInterval)a + b);
        Assert.Equal(new RealInterval(a * b, a * b), (RealInterval)a * b);
        Assert.Equal(new RealInterval(a, a), (RealInterval)(a * c) / c);
    });

    [Fact]
    public void Result_is_at_most_one_unit_wider_on_each_side() => Gen.Select(Gen.Double[-10, 10], Gen.Double[1, 10]).Sample((a, b) =>
        Assert.All(new[] { (RealInterval)a + b, (RealInterval)a * b, (RealInterval)a / b }, z => Assert.True(z.Upper <= Math.BitIncrement(z.Lower), $"{z}")));

    // Exactly: the decimals that are read enclose the doubles.
    [Fact]
    public void Shown_interval_encloses_the_interval() => Gen.Select(Intervals, Gen.Enum<NumberStyle>(), Gen.Int[1, 17]).Sample((x, style, digits) =>
    {
        var (lower, upper, scale) = Read(x.Describe(new NotationOptions { NumberStyle = style, Digits = digits }));
        Assert.True(lower * Power(scale) <= Exact(x.Lower) && Exact(x.Upper) <= upper * Power(scale), $"{x}");
    });

    [Fact]
    public void Width_keeps_its_first_digit() => Gen.Select(Gen.Double[-1e3, 1e3], Gen.Int[-9, 2]).Sample((a, e) =>
    {
        var x = new RealInterval(a, a + Math.Pow(10, e));
        var (lower, upper, scale) = Read(x.Describe(NotationOptions.Default));
        Assert.True((double)((upper - lower) * Power(scale)) <= 1.21 * x.Width, $"{x}");
    });

    [Theory]
    [InlineData(1.23451, 1.23459, "[1.234509, 1.234591]")]
    [InlineData(1.5, 2, "[1.5, 2.0]")]
    [InlineData(2, 2, "[2, 2]")]
    [InlineData(0.1, 0.1, "[0.10000, 0.10001]")]
    [InlineData(-1.0, 0, "[-1, 0]")]
    [InlineData(1.25e8, 1.5e8, "[1.25, 1.50]·10⁸")]
    [InlineData(double.NegativeInfinity, 3, "[-∞, 3]")]
    [InlineData(3.14159265358, 3.14159265359, "[3.141592653580, 3.141592653591]")]
    public void Interval_is_written_in_common_decimals(double lower, double upper, string expected) => Assert.Equal(expected, new RealInterval(lower, upper).ToString());

    [Fact]
    public void Nonsense_is_refused_in_a_sentence()
    {
        Assert.Equal("An interval needs lower ≤ upper with a number between them, and got 2 and 1.", Assert.Throws<ArgumentException>(() => new RealInterval(2, 1)).Message);
        Assert.Throws<ArgumentException>(() => new RealInterval(double.NaN, 1));
        Assert.Equal("[1, 1] / [-1, 1]: the divisor contains 0.", Assert.Throws<DivideByZeroException>(() => (RealInterval)1 / new RealInterval(-1, 1)).Message);
    }

    private static void AssertEncloses(RealInterval interval, Rational value) => Assert.True(
        (double.IsNegativeInfinity(interval.Lower) || Exact(interval.Lower) <= value) && (double.IsPositiveInfinity(interval.Upper) || value <= Exact(interval.Upper)), $"{interval}, {value}");

    private static Rational Exact(double value)
    {
        var (power, x) = (0, value);
        while (x != Math.Truncate(x))
        {
            (x, power) = (x * 2, power + 1);
        }

        return new Rational(new BigInteger(x), BigInteger.Pow(2, power));
    }

    private static (Rational Lower, Rational Upper, int Scale) Read(Node node)
    {
        var (fenced, scale) = node is Node.RowNode { Items: [Node.FencedNode inner, _, Node.ScriptsNode { Super: Node.NumberNode exponent }] }
            ? (inner, int.Parse(exponent.Digits, CultureInfo.InvariantCulture))
            : ((Node.FencedNode)node, 0);
        var items = ((Node.RowNode)fenced.Body).Items;
        return (Decimal(items[0]), Decimal(items[2]), scale);
    }

    private static Rational Decimal(Node node)
    {
        var parts = ((Node.NumberNode)node).Digits.Split('.');
        return new Rational(BigInteger.Parse(string.Concat(parts), CultureInfo.InvariantCulture), BigInteger.Pow(10, parts.Length > 1 ? parts[1].Length : 0));
    }

    private static Rational Power(int exponent) => exponent >= 0 ? new Rational(BigInteger.Pow(10, exponent), 1) : new Rational(1, BigInteger.Pow(10, -exponent));
}
