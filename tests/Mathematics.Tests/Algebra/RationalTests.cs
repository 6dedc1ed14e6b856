using System.Globalization;
using System.Numerics;
using Adjoint.Algebra;
using Adjoint.Notation;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Algebra;

public sealed class RationalTests
{
    private static readonly Gen<(Rational A, Rational B)> Pair = Gen.Select(Generators.AnyRational, Generators.AnyRational);

    [Fact]
    public void Default_is_zero()
    {
        Assert.Equal(Rational.Zero, default);
        Assert.Equal("0", default(Rational).ToString());
        Assert.Equal(BigInteger.One, default(Rational).Denominator);
        Assert.Equal((Rational)5, default(Rational) + 5);
    }

    [Fact]
    public void Every_value_is_in_lowest_terms_with_positive_denominator() => Pair.Sample((a, b) =>
    {
        Rational[] results = b.IsZero ? [a + b, a - b, a * b, -a] : [a + b, a - b, a * b, -a, a / b, b.Invert()];
        return results.All(x => x.Denominator.Sign > 0 && BigInteger.GreatestCommonDivisor(x.Numerator, x.Denominator).IsOne);
    });

    // The oracle is the definition on pairs of integers.
    [Fact]
    public void Sum_is_that_of_fractions() => Pair.Sample((a, b) =>
        (a + b) == new Rational((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator));

    [Fact]
    public void Product_is_that_of_fractions() => Pair.Sample((a, b) =>
        (a * b) == new Rational(a.Numerator * b.Numerator, a.Denominator * b.Denominator));

    [Fact]
    public void Order_is_that_of_cross_products() => Pair.Sample((a, b) =>
        Math.Sign(a.CompareTo(b)) == (a.Numerator * b.Denominator).CompareTo(b.Numerator * a.Denominator)
        && (a < b) == (b > a) && (a <= b) == !(a > b));

    [Fact]
    public void Equal_values_have_one_representation() => Gen.Select(Generators.AnyRational, Generators.Integer.Where(k => !k.IsZero)).Sample((a, k) =>
    {
        var b = new Rational(a.Numerator * k, a.Denominator * k);
        return a == b && a.GetHashCode() == b.GetHashCode() && a.ToString() == b.ToString();
    });

    [Fact]
    public void Text_parses_back() => Generators.AnyRational.Sample(a => Rational.Parse(a.ToString()) == a);

    [Fact]
    public void Doubles_convert_exactly_and_back() => Gen.Double.Where(double.IsFinite).Sample(x =>
        BitConverter.DoubleToInt64Bits((double)(Rational)x) == BitConverter.DoubleToInt64Bits(x == 0 ? 0 : x));

    // 17 significant digits round as the runtime's parser does, which rounds correctly.
    [Fact]
    public void Nearest_double_is_that_of_the_decimal_text() => Gen.Select(Gen.Long, Gen.Int[-345, 310]).Sample((digits, exponent) =>
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{digits}e{exponent}");
        return double.Parse(text, CultureInfo.InvariantCulture).Equals((double)Rational.Parse(text) + (digits < 0 ? -0.0 : 0));
    });

    [Theory]
    [InlineData("3", 3, 1)]
    [InlineData("-1/2", -1, 2)]
    [InlineData("−1/2", -1, 2)]
    [InlineData("+4/6", 2, 3)]
    [InlineData("2.5", 5, 2)]
    [InlineData(".5", 1, 2)]
    [InlineData("5.", 5, 1)]
    [InlineData("1e-3", 1, 1000)]
    [InlineData("1.5E+2", 150, 1)]
    [InlineData("1/0.5", 2, 1)]
    [InlineData(" 7 ", 7, 1)]
    [InlineData("-0", 0, 1)]
    [InlineData("007", 7, 1)]
    public void Text_forms_read_exactly(string text, int n, int d) => Assert.Equal(new Rational(n, d), Rational.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1/0")]
    [InlineData("1/")]
    [InlineData("/2")]
    [InlineData("1/-2")]
    [InlineData("1/2/3")]
    [InlineData("1e")]
    [InlineData("e5")]
    [InlineData("1e1000000000")]
    [InlineData("1e99999999999999999999")]
    [InlineData("--1")]
    [InlineData("1 2")]
    [InlineData("1,5")]
    [InlineData("٣")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("0x10")]
    public void What_is_no_number_is_refused(string text)
    {
        Assert.False(Rational.TryParse(text, out var a));
        Assert.Equal(Rational.Zero, a);
        Assert.Throws<NotationParseException>(() => Rational.Parse(text));
    }

    [Fact]
    public void Refusal_names_the_text_and_what_was_expected()
    {
        var error = Assert.Throws<NotationParseException>(() => Rational.Parse("x?"));
        Assert.Equal("x? is no rational number; expected an integer, a fraction such as 1/2 or a decimal such as 2.5.", error.Message);
    }

    [Theory]
    [InlineData("1e1000000000", "1e1000000000 has an exponent past ±100000; ")]
    [InlineData("1/2E-99999999999999999999", "1/2E-99999999999999999999 has an exponent past ±100000; ")]
    [InlineData("1ex", "1ex is no rational number; ")]
    [InlineData("e999999", "e999999 is no rational number; ")]
    public void What_is_too_large_is_called_that(string text, string start) =>
        Assert.StartsWith(start, Assert.Throws<NotationParseException>(() => Rational.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Overlong_text_is_refused_at_once() => Assert.StartsWith(
        new string('7', 40) + "… has more than 1000000 characters; ",
        Assert.Throws<NotationParseException>(() => Rational.Parse(new string('7', 1_000_001))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Division_by_zero_names_the_field()
    {
        Assert.Equal("0 has no inverse in Q.", Assert.Throws<NotInvertibleException>(() => Rational.One / 0).Message);
        Assert.Throws<NotInvertibleException>(() => new Rational(1, 0));
    }

    [Fact]
    public void Nan_and_infinity_are_no_rationals()
    {
        Assert.Throws<OverflowException>(() => (Rational)double.NaN);
        Assert.Throws<OverflowException>(() => (Rational)double.PositiveInfinity);
    }

    [Fact]
    public void Decimal_converts_exactly() => Assert.Equal(Rational.Parse("-79228162514264337593543950335"), (Rational)decimal.MinValue);

    [Fact]
    public void Least_long_is_a_rational()
    {
        Rational least = long.MinValue;
        Assert.Equal(BigInteger.Parse("9223372036854775808", CultureInfo.InvariantCulture), (-least).Numerator);
        Assert.Equal(least, -(-least));
    }

    [Theory]
    [InlineData("-1/2", @"-\frac{1}{2}")]
    [InlineData("3", "3")]
    [InlineData("-3", "-3")]
    public void Latex_has_the_sign_before_the_fraction(string text, string latex) => Assert.Equal(latex, Latex.Of(Rational.Parse(text)));

    [Fact]
    public void Powers_are_exact()
    {
        Assert.Equal("8/27", Rational.Pow(Rational.Parse("2/3"), 3).ToString());
        Assert.Equal("-27/8", Rational.Pow(Rational.Parse("-2/3"), -3).ToString());
        Assert.Equal(Rational.One, Rational.Pow(0, 0));
    }
}
