using System.Globalization;
using System.Numerics;
using Adjoint.Notation;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Notation;

public sealed class DecimalLayoutTests
{
    private static readonly NotationOptions Default = NotationOptions.Default;

    private static readonly Gen<double[]> Families = Gen.OneOf(
        Gen.Double[-10, 10], Gen.Double[-1e9, 1e9], Gen.Int[-20, 20].Select(e => Math.Pow(10, e)), Gen.Const(0.0), Gen.Double.Where(double.IsFinite)).Array[1, 6];

    private static readonly Gen<NotationOptions> Options = Gen.Select(Gen.Enum<NumberStyle>(), Gen.Bool, Gen.Int[1, 17], (style, factor, digits) =>
        new NotationOptions { NumberStyle = style, CommonFactor = factor, Digits = digits });

    // Writing is rounding: what is read back differs by at most half a unit of the last place written.
    [Fact]
    public void Written_number_differs_by_half_a_unit_of_its_last_place_at_most() => Gen.Select(Families, Options).Sample((family, options) =>
    {
        var layout = DecimalLayout.Of(family, options);
        foreach (var value in family)
        {
            var (digits, scale) = Read(layout.Describe(value));
            var written = Exact(digits, scale + layout.Scale);
            var exact = Exact(value.ToString("R", CultureInfo.InvariantCulture), 0);
            var places = digits.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? digits.Length - point - 1 : 0;
            var unit = value == 0 ? Power(0) : Power(scale + layout.Scale - places);
            var difference = BigInteger.Abs((written.Numerator * exact.Denominator) - (exact.Numerator * written.Denominator));
            Assert.True(2 * difference * unit.Denominator <= unit.Numerator * written.Denominator * exact.Denominator, $"{value:R} as {layout.Describe(value)}");
        }
    });

    [Fact]
    public void Largest_number_keeps_its_significant_digits() => Gen.Select(Families, Options).Sample((family, options) =>
    {
        var layout = DecimalLayout.Of(family, options);
        var largest = family.MaxBy(Math.Abs);
        var (digits, scale) = Read(layout.Describe(largest));
        var (written, exact) = (Exact(digits, scale + layout.Scale), Exact(largest.ToString("R", CultureInfo.InvariantCulture), 0));
        var difference = BigInteger.Abs((written.Numerator * exact.Denominator) - (exact.Numerator * written.Denominator));
        Assert.True(difference * 2 * BigInteger.Pow(10, options.Digits - 1) <= BigInteger.Abs(exact.Numerator) * written.Denominator, $"{largest:R} as {layout.Describe(largest)}");
    });

    // Zeros alone are written for zero, and for what is lost beside the largest number in rounding.
    [Fact]
    public void No_number_vanishes_but_rounding_error() => Families.Sample(family =>
    {
        var layout = DecimalLayout.Of(family, Default);
        var largest = family.Max(Math.Abs);
        Assert.All(
            family.Where(v => Math.Abs(v) > 1e-13 * largest || (v != 0 && Math.Abs(v) / largest < 1e-41)),
            v => Assert.Contains(Read(layout.Describe(v)).Digits, c => c is >= '1' and <= '9'));
    });

    [Fact]
    public void Styles_choose_the_exponents() => Gen.Select(Families, Options).Sample((family, options) =>
    {
        var layout = DecimalLayout.Of(family, options);
        foreach (var (digits, scale) in family.Where(v => v != 0).Select(v => Read(layout.Describe(v))))
        {
            var whole = digits.TrimStart('-').Split('.')[0];
            Assert.True(options.NumberStyle != NumberStyle.Engineering || scale % 3 == 0);
            Assert.True(options.NumberStyle != NumberStyle.Scientific || whole.Length == 1 || whole == "10");
            Assert.True(options.CommonFactor || family.Length == 1 || layout.Scale == 0);
        }
    });

    [Theory]
    [InlineData(NumberStyle.Fixed, new[] { 1.5e-7, 2.5e-8 }, "0.000000150 0.000000025")]
    [InlineData(NumberStyle.Fixed, new[] { 123456.789, 1.0 }, "123457 1")]
    [InlineData(NumberStyle.Scientific, new[] { 1.2e8, -3.456e-7, 0.0 }, "1.200·10⁸ -3.456·10⁻⁷ 0")]
    [InlineData(NumberStyle.Engineering, new[] { 12345.678, 0.5, 1e6 }, "12.346·10³ 500·10⁻³ 1·10⁶")]
    [InlineData(NumberStyle.Automatic, new[] { 1.2e8, 3.4e7 }, "1.2·10⁸ 3.4·10⁷")]
    public void Powers_are_written_as_the_options_ask(NumberStyle style, double[] family, string expected)
    {
        var layout = DecimalLayout.Of(family, Default with { NumberStyle = style, CommonFactor = false });
        Assert.Equal(expected, string.Join(' ', family.Select(v => System.Text.RegularExpressions.Regex.Replace(layout.Describe(v).ToString(), " ", string.Empty))));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void Options_out_of_range_are_refused_in_a_sentence(int value)
    {
        Assert.Equal($"Limit must be at least 3, and is {value}.", Assert.Throws<ArgumentOutOfRangeException>(() => new NotationOptions { Limit = value }).Message);
        Assert.Equal($"Digits must be from 1 to 17, and is {value + 30}.", Assert.Throws<ArgumentOutOfRangeException>(() => new NotationOptions { Digits = value + 30 }).Message);
        Assert.Equal(
            $"NumberStyle must be one of Automatic, Fixed, Scientific, Engineering, and is {value + 9}.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new NotationOptions { NumberStyle = (NumberStyle)(value + 9) }).Message);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2.0, -3.0 }, 0, "1 2 -3")]
    [InlineData(new[] { 0.5, 0.25, 0.0 }, 0, "0.50 0.25 0")]
    [InlineData(new[] { 0.99999999, 1.0 }, 0, "1.0000 1.0000")]
    [InlineData(new[] { 1.0, 1e-17, -0.0 }, 0, "1.0000 0.0000 0")]
    [InlineData(new[] { 1.2e8, 3.4e7 }, 8, "1.20 0.34")]
    [InlineData(new[] { 123456789.0, 1.0 }, 0, "123456789 1")]
    [InlineData(new[] { 100000.5, 2.0 }, 0, "100000.5 2.0")]
    [InlineData(new[] { 1.5e-7, 2.5e-8 }, -7, "1.50 0.25")]
    [InlineData(new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1.5 }, 0, "NaN ∞ -∞ 1.5")]
    [InlineData(new[] { double.NaN }, 0, "NaN")]
    [InlineData(new[] { 2.675, 1.005 }, 0, "2.675 1.005")]
    [InlineData(new[] { 12345.678 }, 0, "12345.678")]
    [InlineData(new[] { 12345.6789 }, 4, "1.2346")]
    [InlineData(new[] { 1, 1.0000001 }, 0, "1.0000000 1.0000001")]
    [InlineData(new[] { 1, 1.00000001 }, 0, "1.0000 1.0000")]
    [InlineData(new[] { 1, 1e-7 }, 0, "1 10⁻⁷")]
    [InlineData(new[] { 5e-324 }, -324, "5")]
    [InlineData(new[] { double.MaxValue, -0.001 }, 0, "1.7977·10³⁰⁸ -0.001")]
    [InlineData(new[] { 9007199254740993.0 }, 15, "9.0072")]
    [InlineData(new[] { 9007199254740991.0, 1.0 }, 0, "9007199254740991 1")]
    [InlineData(new[] { 1e-300, 1.0, 1e300 }, 0, "10⁻³⁰⁰ 1 10³⁰⁰")]
    [InlineData(new[] { 1.0, 0.25, 2e-8 }, 0, "1.00 0.25 2·10⁻⁸")]
    [InlineData(new[] { 1e20, 3.0, 4.0 }, 0, "10²⁰ 3 4")]
    [InlineData(new[] { 2.5e-310, 5e-320 }, 0, "2.5·10⁻³¹⁰ 5·10⁻³²⁰")]
    [InlineData(new[] { 1000.25, -0.125 }, 0, "1000.250 -0.125")]
    public void Family_is_written_in_common_decimals(double[] family, int scale, string expected)
    {
        var layout = DecimalLayout.Of(family, Default);
        Assert.Equal(scale, layout.Scale);
        Assert.Equal(expected, string.Join(' ', family.Select(v => layout.Describe(v))));
    }

    [Fact]
    public void Float_is_written_in_its_own_digits() => Assert.Equal(
        "[0.1  0.3]", PlainText.Of(RealNotation.Matrix(1, 2, (_, j) => (float?)(j == 0 ? 0.1f : 0.3f), Default)));

    [Fact]
    public void Common_factor_stands_before_the_matrix() => Assert.Equal(
        @"10^{8}\cdot\left[\begin{array}{rr} 1.2 & 3.4 \end{array}\right]", Latex.Of(RealNotation.Matrix(1, 2, (_, j) => (double?)(j == 0 ? 1.2e8 : 3.4e8), Default)));

    [Theory]
    [InlineData(1, 2, "1 + 2i")]
    [InlineData(0, -1, "-i")]
    [InlineData(-2.5, 0, "-2.5")]
    [InlineData(0, 0, "0")]
    [InlineData(1, double.NaN, "1 + NaN·i")]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity, "-∞ - ∞·i")]
    [InlineData(-1, 1.2246467991473532E-16, "-1 + 1.2246·10⁻¹⁶·i")]
    public void Complex_number_is_the_sum_of_its_parts(double re, double im, string expected) =>
        Assert.Equal(expected, PlainText.Of(RealNotation.Number(new Complex(re, im), Default)));

    [Fact]
    public void Parts_of_complex_entries_stand_under_each_other()
    {
        Complex[] entries = [new(1, 2), new(0, 3), new(-2.25, 0), new(10, -12.5)];
        Assert.Equal(
            "⎡ 1.00 +  2.00i⎤\n⎢         3.00i⎥\n⎢-2.25         ⎥\n⎣10.00 - 12.50i⎦",
            PlainText.Of(RealNotation.Matrix(4, 1, (i, _) => (Complex?)entries[i], Default)));
    }

    [Fact]
    public void Entries_out_of_sight_are_never_asked_for()
    {
        var asked = 0;
        PlainText.Of(RealNotation.Matrix(int.MaxValue, int.MaxValue, (_, _) => (double?)++asked, Default));
        Assert.Equal(11 * 11, asked);
    }

    // The decimal, and the exponent of its own power of ten.
    private static (string Digits, int Scale) Read(Node node) => node switch
    {
        Node.NumberNode number => (number.Digits, 0),
        Node.ScriptsNode { Super: Node.NumberNode exponent } => ("1", int.Parse(exponent.Digits, CultureInfo.InvariantCulture)),
        Node.RowNode { Items: [Node.NumberNode number, .., Node.PhantomNode] } row => (number.Digits, Read(row.Items[^2]).Scale),
        Node.RowNode { Items: [Node.NumberNode number, .., var power] } => (number.Digits, Read(power).Scale),
        _ => throw new NotSupportedException($"{node} is no number."),
    };

    private static (BigInteger Numerator, BigInteger Denominator) Exact(string text, int scale)
    {
        var parts = text.Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var exponent = scale + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0) - (point < 0 ? 0 : parts[0].Length - point - 1);
        var digits = BigInteger.Parse(parts[0].Replace(".", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture);
        var power = Power(exponent);
        return (digits * power.Numerator, power.Denominator);
    }

    private static (BigInteger Numerator, BigInteger Denominator) Power(int exponent) =>
        exponent >= 0 ? (BigInteger.Pow(10, exponent), BigInteger.One) : (BigInteger.One, BigInteger.Pow(10, -exponent));
}
