using System.Globalization;
using Adjoint.Drawing;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Drawing;

public sealed class FigureAxisLaws
{
    private static readonly Gen<(double From, double To)> Intervals = Gen.OneOf(
        Gen.Select(Gen.Double[-1e3, 1e3], Gen.Double[1e-6, 1e3]).Select((a, length) => (a, a + length)),
        Gen.Select(Gen.Int[-250, 250], Gen.Double[0.1, 9]).Select((e, m) => (-m * Math.Pow(10, e), 2 * m * Math.Pow(10, e))),
        Gen.Select(Gen.Double[1, 1e6], Gen.Int[-8, 0]).Select((a, e) => (a, a * (1 + Math.Pow(10, e)))));

    private static readonly Gen<(double From, double To)> PositiveIntervals = Gen.Select(Gen.Double[-290, 290], Gen.Double[0.001, 15]).Select((a, length) => (Math.Pow(10, a), Math.Pow(10, a + length)));

    [Fact]
    public void Linear_ticks_are_multiples_of_1_2_or_5_times_a_power_of_ten() => Intervals.Sample(i =>
    {
        var labels = new FigureAxis(i.From, i.To, false).Ticks.Select(t => decimal.Parse(t.Label.Replace('−', '-'), CultureInfo.InvariantCulture)).ToList();
        var step = labels[1] - labels[0];
        Assert.Contains(step.ToString("E", CultureInfo.InvariantCulture)[0], "125");
        Assert.Equal(1, step.ToString(CultureInfo.InvariantCulture).Count(c => c is > '0' and <= '9'));
        Assert.All(labels, label => Assert.Equal(0, label % step));
        Assert.All(labels.Zip(labels.Skip(1)), pair => Assert.Equal(step, pair.Second - pair.First));
    });

    [Fact]
    public void Linear_ticks_cover_the_interval() => Intervals.Sample(i =>
    {
        var ticks = new FigureAxis(i.From, i.To, false).Ticks;
        var step = (ticks[^1].Value - ticks[0].Value) / (ticks.Count - 1);
        Assert.InRange(ticks.Count, 4, 11);
        Assert.InRange(ticks[0].Value, i.From - (1e-6 * step), i.From + (step * 1.001));
        Assert.InRange(ticks[^1].Value, i.To - (step * 1.001), i.To + (1e-6 * step));
    });

    [Fact]
    public void Label_times_factor_is_the_tick() => Intervals.Sample(i =>
    {
        var axis = new FigureAxis(i.From, i.To, false);
        var factor = axis.Factor.Length == 0 ? 1 : Math.Pow(10, Exponent(axis.Factor["×10".Length..]));
        var step = axis.Ticks[1].Value - axis.Ticks[0].Value;
        Assert.All(axis.Ticks, t => Assert.InRange((double.Parse(t.Label.Replace('−', '-'), CultureInfo.InvariantCulture) * factor) - t.Value, -1e-3 * step, 1e-3 * step));
    });

    [Fact]
    public void Labels_are_distinct_and_short() => Intervals.Sample(i =>
    {
        var labels = new FigureAxis(i.From, i.To, false).Ticks.Select(t => t.Label).ToList();
        Assert.Distinct(labels);
        Assert.All(labels, label => Assert.InRange(label.Length, 1, 15));
    });

    [Fact]
    public void Logarithmic_ticks_cover_the_interval() => PositiveIntervals.Sample(i =>
    {
        var axis = new FigureAxis(i.From, i.To, true);
        var places = axis.Ticks.Select(t => axis.Place(t.Value)).ToList();
        Assert.InRange(places.Count, 3, 12);
        Assert.Equal(places.Order(), places);
        Assert.InRange(places[0], -1e-6, 0.5);
        Assert.InRange(places[^1], 0.5, 1 + 1e-6);
    });

    [Fact]
    public void Logarithmic_ticks_are_powers_of_ten_where_there_are_three() => PositiveIntervals.Where(i => i.To / i.From >= 1000).Sample(i =>
        Assert.All(new FigureAxis(i.From, i.To, true).Ticks, t => Assert.Equal(Exponent(t.Label["10".Length..]), Math.Log10(t.Value), 1e-6)));

    [Fact]
    public void Ends_are_at_0_and_1() => Intervals.Sample(i =>
    {
        var axis = new FigureAxis(i.From, i.To, false);
        Assert.Equal(0, axis.Place(i.From), 1e-9);
        Assert.Equal(1, axis.Place(i.To), 1e-9);
    });

    [Theory]
    [InlineData(0, 0, 0.5)]
    [InlineData(7, 7, 0.5)]
    [InlineData(-1e300, -1e300, 0.5)]
    [InlineData(double.MinValue, double.MaxValue, 0.5)]
    [InlineData(double.Epsilon, double.Epsilon, 0.5)]
    public void Axis_around_one_number_or_all_numbers_has_its_middle_in_the_middle(double from, double to, double expected)
    {
        var axis = FigureAxis.Around(from, to, false);
        Assert.Equal(expected, axis.Place((from / 2) + (to / 2)), 1e-6);
        Assert.InRange(axis.Ticks.Count, 2, 12);
    }

    [Fact]
    public void Logarithmic_axis_around_the_least_positive_number_has_no_ticks() => Assert.Empty(FigureAxis.Around(double.Epsilon, double.Epsilon, true).Ticks);

    private static int Exponent(string superscript) =>
        int.Parse(string.Concat(superscript.Select(c => c == '⁻' ? '-' : (char)('0' + "⁰¹²³⁴⁵⁶⁷⁸⁹".IndexOf(c, StringComparison.Ordinal)))), CultureInfo.InvariantCulture);
}
