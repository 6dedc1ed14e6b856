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

    // Writing is rounding: what is read back differs by at most half a unit of the last place.
    [Fact]
    public void Written_number_differs_by_half_a_unit_of_its_last_place_at_most() => Families.Sample(family =>
    {
        var layout = DecimalLayout.Of(family, Default);
        foreach (var value in family)
        {
            var written = Exact(Assert.IsType<Node.NumberNode>(layout.Describe(value)).Digits, layout.Scale);
            var exact = Exact(value.ToString("R", CultureInfo.InvariantCulture), 0);
            var unit = Power(layout.Scale - layout.Decimals);
            var difference = BigInteger.Abs((written.Numerator * exact.Denominator) - (exact.Numerator * written.Denominator));
            Assert.True(2 * difference * unit.Denominator <= unit.Numerator * written.Denominator * exact.Denominator, $"{value:R} as {layout.Describe(value)}");
        }
    });

    [Fact]
    public void Largest_number_keeps_five_significant_digits() => Families.Sample(family =>
    {
        var layout = DecimalLayout.Of(family, Default);
        var largest = family.MaxBy(Math.Abs);
        var written = double.Parse(Assert.IsType<Node.NumberNode>(layout.Describe(largest)).Digits, CultureInfo.InvariantCulture);
        Assert.True(Math.Abs((written * Math.Pow(10, layout.Scale)) - largest) <= 5.1e-5 * Math.Abs(largest) || layout.Scale is < -300 or > 300);
    });

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
    [InlineData(new[] { 12345.678 }, 4, "1.2346")]
    [InlineData(new[] { 5e-324 }, -324, "5")]
    [InlineData(new[] { double.MaxValue, -0.001 }, 308, "1.7977 -0.0000")]
    [InlineData(new[] { 9007199254740993.0 }, 15, "9.0072")]
    [InlineData(new[] { 1000.25, -0.125 }, 0, "1000.2 -0.1")]
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
    [InlineData(1, double.NaN, "1 + NaNi")]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity, "-∞ - ∞i")]
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
