using System.Globalization;
using System.Xml.Linq;
using Adjoint.Drawing;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Drawing;

public sealed class BarsLaws
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly Gen<double> Datum = Gen.Frequency((8, Gen.Double[-10, 10]), (1, Gen.Int[0, 3].Select(n => (double)n)), (1, Gen.Const(double.NaN)), (1, Gen.Const(1e300)), (1, Gen.Const(double.NegativeInfinity)));

    [Fact]
    public void Counts_and_missing_data_sum_to_the_size_of_the_sample() => Gen.Select(Datum.Array[0, 200], Gen.Int[0, 30]).Sample((sample, bins) =>
    {
        var mark = Histogram(Figure.Empty.Histogram(sample, bins == 0 ? null : bins));
        Assert.Equal(sample.Length, mark.Vertices.Sum(v => v.Y) + mark.Missing);
        Assert.Equal(sample.Count(x => !double.IsFinite(x)), mark.Missing);
        Assert.True(bins == 0 || mark.Vertices.Count is 0 || mark.Vertices.Count == bins);
    });

    [Fact]
    public void Each_bin_has_the_data_between_its_ends() => Gen.Select(Gen.Int[-50, 50].Array[2, 100], Gen.Int[1, 20]).Where((sample, _) => sample.Min() < sample.Max()).Sample((sample, bins) =>
    {
        // Exact: ends in units of (max − min)/bins.
        var (low, high) = (sample.Min(), sample.Max());
        var counts = Histogram(Figure.Empty.Histogram(sample.Select(n => (double)n), bins)).Vertices.Select(v => v.Y).ToList();
        var expected = Enumerable.Range(0, bins).Select(k => sample.Count(n => ((n - low) * bins / (high - low)) == k || (k == bins - 1 && n == high))).ToList();
        Assert.Equal(sample.Length, expected.Sum());
        Assert.True(counts.Zip(expected).Sum(p => Math.Abs(p.First - p.Second)) <= 2 * sample.Count(n => (n - low) * bins % (high - low) == 0), "Only a number at an end can be counted on its other side, by rounding.");
    });

    [Fact]
    public void Rule_of_the_bins_is_said()
    {
        Assert.Contains("in 7 bins by the rule of Sturges", Figure.Empty.Histogram(Enumerable.Repeat(1.0, 62).Append(0).Append(5)).Description, StringComparison.Ordinal);
        Assert.Contains("by the rule of Freedman–Diaconis", Figure.Empty.Histogram(Enumerable.Range(0, 100).Select(k => k * 1.0)).Description, StringComparison.Ordinal);
        Assert.Contains("(2 not finite)", Figure.Empty.Histogram([1, 2, double.NaN, double.PositiveInfinity]).Description, StringComparison.Ordinal);
        Assert.Contains("without data", Figure.Empty.Histogram([]).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_of_several_series_stand_side_by_side_without_overlap() => Gen.Select(Gen.Int[1, 5], Gen.Int[1, 6]).Sample((series, categories) =>
    {
        var figure = Enumerable.Range(0, series).Aggregate(Figure.Empty, (f, s) => f.Bars(Enumerable.Range(0, categories).Select(c => ($"c{c}", s + c + 1.0)), $"s{s}"));
        var places = new BarPlaces(figure);
        var bars = figure.Marks.OfType<BarsMark>().SelectMany(m => places[m]).OrderBy(b => b.Left).ToList();
        Assert.Equal(series * categories, bars.Count);
        Assert.All(bars.Zip(bars.Skip(1)), p => Assert.True(p.First.Right <= p.Second.Left + 1e-9));
        Assert.All(bars, b => Assert.InRange(((b.Left + b.Right) / 2) - Math.Round((b.Left + b.Right) / 2), -0.4, 0.4));
    });

    [Fact]
    public void Stacked_bars_end_at_the_sums_of_each_sign() => Gen.Double[-5, 5].Array[1, 6].Sample(sizes =>
    {
        var figure = sizes.Select((size, i) => (size, i)).Aggregate(Figure.Empty.Stack(), (f, s) => f.Bars([("c", s.size)], $"s{s.i}"));
        var places = new BarPlaces(figure);
        var ends = figure.Marks.OfType<BarsMark>().SelectMany(m => places[m]).Select(b => b.To).Append(0).ToList();
        Assert.Equal(sizes.Where(s => s > 0).Sum(), ends.Max(), 1e-9);
        Assert.Equal(sizes.Where(s => s < 0).Sum(), ends.Min(), 1e-9);
    });

    [Fact]
    public void Each_bar_is_a_rectangle_as_high_as_its_number()
    {
        var d = XDocument.Parse(Figure.Empty.Bars([("a", 1.0), ("b", 2), ("c", -1)]).ToSvg()).Root!.Elements(Svg + "path").Last().Attribute("d")!.Value;
        var heights = d.Split('v').Skip(1).Select(part => double.Parse(part.Split('h')[0], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(3, heights.Count);
        Assert.Equal(2, heights[1] / heights[0], 0.02);
        Assert.Equal(heights[0], heights[2], 0.2);
    }

    [Fact]
    public void Categories_of_all_series_share_the_axis()
    {
        var figure = Figure.Empty.Bars([("a", 1.0), ("b", 2)], "one").Bars([("b", 3.0), ("c", 4)], "two");
        Assert.Equal([(1.0, 3.0), (2.0, 4.0)], figure.Marks[1].Vertices);
        Assert.All(["a", "b", "c"], name => Assert.Contains($">{name}</text>", figure.ToSvg(), StringComparison.Ordinal));
        Assert.Equal("Each category has one bar of a series, and \"a\" occurs 2 times.", Assert.Throws<ArgumentException>(() => figure.Bars([("a", 1.0), ("a", 2)])).Message.Split(" (")[0]);
        Assert.Throws<ArgumentException>(() => Figure.Empty.Histogram([1], 0));
    }

    private static BarsMark Histogram(Figure figure) => Assert.IsType<BarsMark>(Assert.Single(figure.Marks));
}
