using System.Text.Json;
using System.Text.Json.Nodes;
using Adjoint.Drawing;
using Adjoint.Formatters;
using Adjoint.Formatters.Charts;
using CsCheck;
using XPlot.Plotly;
using Xunit;
using Figure = Adjoint.Drawing.Figure;

namespace Adjoint.Tests.Formatters;

/// <summary>The static form of a chart of XPlot has the chart's data.</summary>
[Collection(nameof(FormatterState))]
public sealed class XPlotTests
{
    private static readonly Gen<double> Number = Gen.Frequency((8, Gen.Double[-1e3, 1e3]), (1, Gen.Const(double.NaN)));

    [Fact]
    public void Line_has_the_same_points_names_and_titles() => Gen.Select(Number.Array[1, 30], Gen.String[Gen.Char['a', 'z'], 1, 8]).Sample((y, name) =>
    {
        var x = y.Select((_, i) => i * 0.5).ToArray();
        var chart = Chart.Plot([new Scatter { x = x, y = y, name = name, mode = "lines" }, new Scatter { x = x, y = x, name = "identity", mode = "markers" }]);
        chart.WithTitle("Title");
        chart.WithXTitle("time");
        chart.WithYTitle("length");
        var figure = Static(chart);
        Assert.Equal(x.Zip(y), figure.Marks[0].Vertices);
        Assert.Equal([(MarkShape.Curve, name), (MarkShape.Points, "identity")], figure.Marks.Select(m => (m.Shape, m.Label)));
        Assert.Equal(("Title", "time", "length"), (figure.Frame.Title, figure.Frame.X, figure.Frame.Y));
    });

    [Fact]
    public void Bars_are_as_many_and_as_long_upright_and_lying() => Gen.Double[-9, 9].Array[1, 9].Sample(sizes =>
    {
        var data = sizes.Select((s, i) => Tuple.Create($"c{i}", s)).ToList();
        var (column, bar) = (Static(Chart.Column(data)), Static(Chart.Bar(data)));
        Assert.Equal(sizes, Assert.IsType<BarsMark>(column.Marks[0]).Vertices.Select(v => v.Y));
        Assert.Equal(sizes, Assert.IsType<BarsMark>(bar.Marks[0]).Vertices.Select(v => v.X));
        Assert.Equal(sizes.Select((_, i) => $"c{i}"), ((BarsMark)bar.Marks[0]).Categories);
    });

    [Fact]
    public void Histogram_counts_the_whole_sample() => Gen.Double[-9, 9].Array[1, 60].Sample(sample =>
        Assert.Equal(sample.Length, Static(Chart.Plot([new Histogram { x = sample }])).Marks[0].Vertices.Sum(v => v.Y)));

    [Fact]
    public void Heat_map_contours_and_surface_have_the_same_values()
    {
        double[][] z = [[1, 2, 3], [4, 5, 6]];
        var map = Assert.IsType<HeatMapMark>(Static(Chart.Plot([new Heatmap { z = z, x = new[] { 10, 20, 30 } }])).Marks[0]);
        Assert.Equal((2, 3, 6.0, (5.0, 35.0)), (map.Rows, map.Columns, map[1, 2], map.X));
        Assert.Equal(5, Assert.IsType<ContoursMark>(Static(Chart.Plot([new Contour { z = z }])).Marks[0]).Grid[1, 1]);
        var surface = Assert.IsType<SurfaceFigure>(Assert.Single(Form(Chart.Plot([new Surface { z = z }])).Figures));
        Assert.Equal(6, surface.Grid[1, 2]);
    }

    [Fact]
    public void Logarithmic_axis_stays_logarithmic_and_what_it_cannot_show_is_a_gap()
    {
        var chart = Chart.Plot([new Scatter { x = new[] { 1.0, 10, 100 }, y = new[] { 1.0, 0, 5 } }]);
        chart.WithLayout(new Layout.Layout { yaxis = new Yaxis { type = "log" } });
        var figure = Static(chart);
        Assert.Equal((false, true), (figure.Frame.IsLogX, figure.Frame.IsLogY));
        Assert.True(double.IsNaN(figure.Marks[0].Vertices[1].Y));
    }

    [Fact]
    public void Names_on_an_axis_are_categories()
    {
        var figure = Static(Chart.Plot([new Scatter { x = new[] { "Mon", "Tue" }, y = new[] { 1.0, 2 } }]));
        Assert.Equal(["Mon", "Tue"], figure.Frame.CategoriesX);
        Assert.Equal([(0, 1), (1, 2)], figure.Marks[0].Vertices);
    }

    [Fact]
    public void Stacked_bars_are_stacked()
    {
        var chart = Chart.Plot([new Bar { x = new[] { "a" }, y = new[] { 1 } }, new Bar { x = new[] { "a" }, y = new[] { 2 } }]);
        chart.WithLayout(new Layout.Layout { barmode = "stack" });
        Assert.True(Static(chart).Frame.IsStacked);
    }

    [Theory]
    [InlineData("candlestick", "The trace \"c\" is of type candlestick, which has no static picture.")]
    [InlineData("scatter3d", "The trace \"c\" is of type scatter3d, which has no static picture.")]
    [InlineData("choropleth", "The trace \"c\" is of type choropleth, which has no static picture.")]
    public void Trace_without_a_static_form_is_named(string type, string sentence)
    {
        var data = new JsonArray(new JsonObject { ["type"] = type, ["name"] = "c" }, new JsonObject { ["type"] = "scatter", ["y"] = new JsonArray(1, 2) });
        var html = XPlotChart.Of(data, null).Picture();
        Assert.Contains($"<p>{System.Net.WebUtility.HtmlEncode(sentence)}</p>", html, StringComparison.Ordinal);
        Assert.Contains("<img", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_make_no_mark_are_said_and_lose_nothing_else()
    {
        var form = Form(Chart.Plot(new Trace[] { new Bar { x = new[] { "a", "a" }, y = new[] { 1, 2 } }, new Surface { z = new[] { new[] { 1.0 } } }, new Scatter { y = new[] { 1.0, 2 } } }));
        Assert.Equal(
            ["The trace 1 (bar) has no static picture: Each category has one bar of a series, and \"a\" occurs 2 times.", "The trace 2 (surface) has no static picture: A grid has from 2×2 to 16000000 values, and this one has 1×1."],
            form.Notes);
        Assert.Equal(2, Assert.IsType<Figure>(Assert.Single(form.Figures)).Marks.Count);
    }

    [Fact]
    public void Pie_and_box_have_a_static_form()
    {
        Assert.Equal([1, 3], Static(Chart.Pie(new[] { Tuple.Create("a", 1.0), Tuple.Create("b", 3.0) })).Marks[0].Vertices.Select(v => v.X));
        var box = Static(Chart.Plot([new Box { y = new[] { 1.0, 2, 3, 4, 100 }, name = "A" }]));
        Assert.Equal([1.75, 1.75, 28, 28], box.Marks[0].Vertices.Select(v => v.Y));
        Assert.Equal([(0, 100)], box.Marks[2].Vertices);
        Assert.Equal(["A"], box.Frame.CategoriesX);
    }

    [Fact]
    public void Titles_are_objects_as_this_plotly_wants_and_gaps_are_null()
    {
        var chart = Chart.Plot([new Scatter { y = new[] { 1.0, double.NaN } }]);
        chart.WithTitle("T");
        chart.WithXTitle("x");
        var json = JsonDocument.Parse(MimeBundle.Of(chart).Single(r => r.MimeType == "application/vnd.plotly.v1+json").Content).RootElement;
        Assert.Equal("T", json.GetProperty("layout").GetProperty("title").GetProperty("text").GetString());
        Assert.Equal("x", json.GetProperty("layout").GetProperty("xaxis").GetProperty("title").GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("data")[0].GetProperty("y")[1].ValueKind);
    }

    [Fact]
    public void Long_data_are_thinned_and_it_is_said()
    {
        var chart = Chart.Plot([new Scatter { x = Enumerable.Range(0, 100_000).ToArray(), y = Enumerable.Range(0, 100_000).ToArray() }]);
        var json = JsonDocument.Parse(MimeBundle.Of(chart).Single(r => r.MimeType == "application/vnd.plotly.v1+json").Content).RootElement;
        Assert.Equal((5000, 5000), (json.GetProperty("data")[0].GetProperty("x").GetArrayLength(), json.GetProperty("data")[0].GetProperty("y").GetArrayLength()));
        Assert.Equal("5000 of 100000 points are shown", json.GetProperty("layout").GetProperty("meta").GetProperty("leftOut").GetString());
    }

    [Fact]
    public void Chart_without_traces_is_an_empty_picture() => Assert.Contains("nothing to draw", Static(Chart.Plot(Array.Empty<Trace>())).ToSvg(), StringComparison.Ordinal);

    private static StaticChart Form(PlotlyChart chart)
    {
        var json = JsonNode.Parse(MimeBundle.Of(chart).Single(r => r.MimeType == "application/vnd.plotly.v1+json").Content)!;
        return StaticChart.Of((JsonArray)json["data"]!, (JsonObject)json["layout"]!);
    }

    private static Figure Static(PlotlyChart chart) => Assert.IsType<Figure>(Assert.Single(Form(chart).Figures));
}
