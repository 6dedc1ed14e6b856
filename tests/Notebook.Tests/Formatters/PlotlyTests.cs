using System.Text.Json;
using Adjoint.Drawing;
using Adjoint.Formatters;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Formatters;

/// <summary>The plotly JSON of a figure has the figure's data.</summary>
[Collection(nameof(FormatterState))]
public sealed class PlotlyTests
{
    private static readonly Gen<double> Coordinate = Gen.Frequency((8, Gen.Double[-1e3, 1e3]), (1, Gen.Const(double.NaN)), (1, Gen.Const(double.PositiveInfinity)), (1, Gen.Const(1e300)));

    private static readonly Gen<(double X, double Y)[]> Vertices = Gen.Select(Coordinate, Coordinate).Array[0, 30];

    [Fact]
    public void Points_come_back_and_gaps_are_null() => Vertices.Sample(vertices =>
    {
        var trace = Data(Figure.Empty.Points(vertices, "p"))[0];
        Assert.Equal(vertices.Select(v => Finite(v.X)), Numbers(trace.GetProperty("x")));
        Assert.Equal(vertices.Select(v => Finite(v.Y)), Numbers(trace.GetProperty("y")));
    });

    [Fact]
    public void Bars_come_back_with_their_categories() => Coordinate.Array[1, 8].Sample(sizes =>
    {
        var trace = Data(Figure.Empty.Bars(sizes.Select((s, i) => ($"c{i}", s))))[0];
        Assert.Equal("bar", trace.GetProperty("type").GetString());
        Assert.Equal(sizes.Select((_, i) => $"c{i}"), trace.GetProperty("x").EnumerateArray().Select(x => x.GetString()));
        Assert.Equal(sizes.Select(Finite), Numbers(trace.GetProperty("y")));
    });

    [Fact]
    public void Cells_come_back_to_six_digits() => Gen.Double[-100, 100].Array2D[Gen.Int[1, 6], Gen.Int[1, 6]].Sample(values =>
    {
        var rows = Data(Figure.Empty.HeatMap(values))[0].GetProperty("z").EnumerateArray().SelectMany(Numbers).ToList();
        Assert.Equal(values.Length, rows.Count);
        Assert.All(values.Cast<double>().Zip(rows), p => Assert.Equal(p.First, p.Second!.Value, 1e-5 * Math.Max(1, Math.Abs(p.First))));
    });

    [Fact]
    public void Surface_has_its_heights()
    {
        var trace = Data(SurfaceFigure.Of(new double[,] { { 1, 2, 3 }, { 4, double.NaN, 6 } }))[0];
        Assert.Equal("surface", trace.GetProperty("type").GetString());
        Assert.Equal([1, 2, 3, 4, null, 6], trace.GetProperty("z").EnumerateArray().SelectMany(Numbers));
    }

    [Fact]
    public void Axes_have_the_titles_types_and_range_of_the_picture()
    {
        var layout = Chart(Figure.Empty.Curve([(1, 1e-8), (1000, 1)], "c").Axes("n", "error").Title("T").LogLog().Window(1, 1000, 1e-9, 10)).GetProperty("layout");
        Assert.Equal("T", layout.GetProperty("title").GetProperty("text").GetString());
        Assert.Equal(("log", "n"), (layout.GetProperty("xaxis").GetProperty("type").GetString(), layout.GetProperty("xaxis").GetProperty("title").GetProperty("text").GetString()));
        Assert.Equal([-9, 1], Numbers(layout.GetProperty("yaxis").GetProperty("range")).Select(v => Math.Round(v!.Value, 9)));
    }

    [Fact]
    public void Every_mark_is_in_the_chart()
    {
        var figure = Figure.Empty.Curve(Math.Sin, 0, 1, "a").Points([(1, 2)], "b").Polygon([(0, 0), (1, 0), (1, 1)], "c").Text(0, 0, "d").Bars([(0.0, 1.0)], "e").Histogram([1, 2], 2, "f")
            .HeatMap((x, y) => x, (0, 1), (0, 1), "g").Arrows([((0, 0), (1, 1))], "h").Arrow((1, 1), "i").Image((0, 1), (0, 1), 1, 1, (_, _) => default, "j").Contours((x, y) => x, (0, 1), (0, 1), [0.5], "k");
        var chart = Chart(figure);
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g", "h", "k"], chart.GetProperty("data").EnumerateArray().Select(t => t.GetProperty("name").GetString()));
        Assert.Equal(["", "i"], chart.GetProperty("layout").GetProperty("annotations").EnumerateArray().Select(a => a.GetProperty("text").GetString()));
        Assert.Single(chart.GetProperty("layout").GetProperty("images").EnumerateArray());
    }

    [Fact]
    public void Frames_have_as_many_traces_each_and_a_step_of_the_slider()
    {
        var chart = Chart(FigureSequence.Of([0, 1, 2], t => Enumerable.Range(0, (int)t).Aggregate(Figure.Empty, (f, i) => f.Points([(i, t)], $"p{i}")), "time"));
        var frames = chart.GetProperty("frames").EnumerateArray().ToList();
        Assert.Equal([2, 2, 2], frames.Select(f => f.GetProperty("data").GetArrayLength()));
        Assert.Equal(["time = 0", "time = 1", "time = 2"], chart.GetProperty("layout").GetProperty("sliders")[0].GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("label").GetString()));
    }

    [Fact]
    public void Size_is_bounded_and_what_is_left_out_is_said()
    {
        var many = Figure.Empty.Curve(Enumerable.Range(0, 1_000_000).Select(i => (i * 1.0, i == 777_777 ? 5 : Math.Sin(i)))).HeatMap(new double[1000, 1000], (0, 1), (0, 1));
        var chart = Chart(many);
        Assert.InRange(chart.GetProperty("data")[0].GetProperty("x").GetArrayLength(), 1000, 5000);
        Assert.Equal(5, Numbers(chart.GetProperty("data")[0].GetProperty("y")).Max());
        Assert.Equal(200, chart.GetProperty("data")[1].GetProperty("z").GetArrayLength());
        Assert.Contains("of 1000000 points are shown", chart.GetProperty("layout").GetProperty("meta").GetProperty("leftOut").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_no_tags_entities_or_formulas_for_plotly()
    {
        var name = Data(Figure.Empty.Points([(0, 0)], "<b>$x$ &amp; \u202e\ud800</b>"))[0].GetProperty("name").GetString();
        Assert.Equal("&lt;b&gt;&#36;x&#36; &amp;amp; \ufffd\ufffd&lt;/b&gt;", name);
    }

    [Fact]
    public void Long_labels_do_not_make_the_chart_long()
    {
        var label = string.Concat(Enumerable.Repeat("<&\"'>", 20_000));
        Assert.InRange(Chart(Figure.Empty.Points([(0, 0)], label).Bars([(label, 1.0)]).Title(label).Axes(label, label)).GetRawText().Length, 1000, 100_000);
    }

    // The lengths of such sides are larger than all numbers.
    [Fact]
    public void Sides_from_the_least_to_the_largest_number_make_a_chart()
    {
        var side = (double.MinValue, double.MaxValue);
        Assert.NotEmpty(Data(Figure.Empty.HeatMap(new double[,] { { 1 } }, side, side)).EnumerateArray());
        Assert.NotEmpty(Chart(Figure.Empty.Image(side, side, 1, 1, (_, _) => default)).GetProperty("layout").GetProperty("images").EnumerateArray());
        Assert.NotEmpty(Data(Figure.Empty.Histogram([double.MinValue, double.MaxValue], 1)).EnumerateArray());
    }

    private static JsonElement Chart(object value) => JsonDocument.Parse(MimeBundle.Of(value).Single(r => r.MimeType == "application/vnd.plotly.v1+json").Content).RootElement;

    private static JsonElement Data(object value) => Chart(value).GetProperty("data");

    private static IEnumerable<double?> Numbers(JsonElement array) => array.EnumerateArray().Select(x => x.ValueKind == JsonValueKind.Null ? (double?)null : x.GetDouble()).ToList();

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
