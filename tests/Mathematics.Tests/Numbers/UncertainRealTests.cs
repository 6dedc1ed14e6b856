using Adjoint.Notation;
using Adjoint.Numbers;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Numbers;

public sealed class UncertainRealTests
{
    private static readonly Gen<UncertainReal> Quantities = Gen.Select(Gen.Double[1, 10], Gen.Double[0, 0.01], Gen.Bool, (x, u, negative) => new UncertainReal(negative ? -x : x, u));

    // The definition: u² is the sum of the squared partial derivatives times the squared uncertainties, here by central differences.
    [Fact]
    public void Uncertainty_is_that_of_the_linearised_function() => Gen.Select(Quantities, Quantities).Sample((x, y) =>
    {
        AssertPropagates(x + y, (a, b) => a + b, x, y);
        AssertPropagates(x - y, (a, b) => a - b, x, y);
        AssertPropagates(x * y, (a, b) => a * b, x, y);
        AssertPropagates(x / y, (a, b) => a / b, x, y);
        AssertPropagates(x.Power(3), (a, _) => a * a * a, x, y);
    });

    [Theory]
    [InlineData(1.23456, 0.0067, "1.2346 ± 0.0067", "1.2346(67)")]
    [InlineData(1.2345, 0.0996, "1.23 ± 0.10", "1.23(10)")]
    [InlineData(12345678, 1234, "(1.23457 ± 0.00012)·10⁷", "1.23457(12)·10⁷")]
    [InlineData(6.62607015e-34, 1.2e-41, "(6.62607015 ± 0.00000012)·10⁻³⁴", "6.62607015(12)·10⁻³⁴")]
    [InlineData(0.002, 15, "0 ± 15", "0(15)")]
    [InlineData(3.14159, 1.25, "3.1 ± 1.2", "3.1(1.2)")]
    [InlineData(2.5, 0, "2.5", "2.5")]
    [InlineData(double.NaN, 1, "NaN ± 1", "NaN ± 1")]
    [InlineData(0, 0.1, "0.00 ± 0.10", "0.00(10)")]
    [InlineData(0, 1e-7, "(0.0 ± 1.0)·10⁻⁷", "0.0(1.0)·10⁻⁷")]
    [InlineData(0, 15, "0 ± 15", "0(15)")]
    [InlineData(1, 1e-300, "1 ± 10⁻³⁰⁰", "1 ± 10⁻³⁰⁰")]
    [InlineData(0.1, 2.5e-30, "0.1 ± 2.5·10⁻³⁰", "0.1 ± 2.5·10⁻³⁰")]
    public void Uncertainty_has_two_digits_and_the_value_as_many(double value, double uncertainty, string expected, string concise)
    {
        var quantity = new UncertainReal(value, uncertainty);
        Assert.Equal(expected, quantity.ToString());
        Assert.Equal(concise, PlainText.Of(quantity.DescribeConcisely(NotationOptions.Default)));
    }

    [Fact]
    public void Powers_of_ten_are_those_of_the_options() => Assert.Equal(
        "(12.35 ± 0.12)·10³", PlainText.Of(new UncertainReal(12346, 123), new NotationOptions { NumberStyle = NumberStyle.Engineering }));

    [Fact]
    public void Nonsense_is_refused_in_a_sentence()
    {
        Assert.Equal("An uncertainty must be a finite number and not negative, and is -1.", Assert.Throws<ArgumentException>(() => new UncertainReal(1, -1)).Message);
        Assert.Equal("(1.00 ± 0.10) / (0.0 ± 1.0): the value of the divisor is 0.", Assert.Throws<DivideByZeroException>(() => new UncertainReal(1, 0.1) / new UncertainReal(0, 1)).Message);
    }

    private static void AssertPropagates(UncertainReal actual, Func<double, double, double> f, UncertainReal x, UncertainReal y)
    {
        const double H = 1e-5;
        var dx = (f(x.Value + H, y.Value) - f(x.Value - H, y.Value)) / (2 * H);
        var dy = (f(x.Value, y.Value + H) - f(x.Value, y.Value - H)) / (2 * H);
        Assert.Equal(f(x.Value, y.Value), actual.Value, 1e-9);
        Assert.Equal(Math.Sqrt((dx * x.Uncertainty * dx * x.Uncertainty) + (dy * y.Uncertainty * dy * y.Uncertainty)), actual.Uncertainty, 1e-5 * (1 + Math.Abs(actual.Uncertainty)));
    }
}
