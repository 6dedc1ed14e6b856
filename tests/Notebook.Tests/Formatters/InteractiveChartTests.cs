using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Adjoint.Drawing;
using Adjoint.Formatters;
using Xunit;
using XPlot.Plotly;
using Figure = Adjoint.Drawing.Figure;

namespace Adjoint.Tests.Formatters;

/// <summary>Charts that scripts draw over a picture.</summary>
[Collection(nameof(FormatterState))]
public sealed partial class InteractiveChartTests : IDisposable
{
    private const string Hostile = "</script><script>alert(1)</script></math>\" onerror=\"x\u202e\ud800\0";

    private readonly NotebookDisplay before = NotebookDisplay.Current;

    public InteractiveChartTests() => NotebookDisplay.Current = new NotebookDisplay();

    public void Dispose() => NotebookDisplay.Current = before;

    [Fact]
    public void First_chart_of_a_notebook_brings_the_library_and_no_other()
    {
        var sizes = Charts().Select(c => Html(c).Length).ToList();
        Assert.InRange(sizes[0], 1_900_000, 2_200_000);
        Assert.All(sizes.Skip(1), size => Assert.InRange(size, 500, 500_000));
    }

    [Fact]
    public void Library_is_the_one_that_its_package_has()
    {
        var packed = Packed().Match(Html(Charts().First())).Groups[1].Value;
        using var zip = new GZipStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        Assert.Equal("2f645d1bade8182fce161b7f10f89402f8b315805250ff4a94672a28d23c390a", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(zip)));
    }

    [Fact]
    public void Bundle_has_a_page_a_chart_and_a_text() => Assert.All(Charts(), c => Assert.Equal(["text/html", "application/vnd.plotly.v1+json", "text/plain"], MimeBundle.Of(c).Select(r => r.MimeType)));

    [Fact]
    public void Plain_figures_have_no_script() => Assert.All(
        new object[] { Figure.Empty.Points([(1, 1)], Hostile), SurfaceFigure.Of(new double[2, 2]), FigureSequence.Of([1], _ => Figure.Empty) },
        f => Assert.DoesNotContain("<script", Html(f), StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Sanitiser_leaves_the_picture_and_the_table_and_nothing_of_the_scripts()
    {
        var html = Charts().Select(Html).ToList();
        Assert.All(html.Zip(FrontEnds.Sanitise(html)), pair =>
        {
            Assert.Equal(Sources().Matches(pair.First).Select(m => m.Value), Sources().Matches(pair.Second).Select(m => m.Value));
            Assert.Equal(pair.First.Split("<td").Length, pair.Second.Split("<td").Length);
            Assert.All(["script", "adjointPlotly", "newPlot", "function"], word => Assert.DoesNotContain(word, Without(pair.Second), StringComparison.OrdinalIgnoreCase));
        });
    }

    [Fact]
    public void Hostile_texts_stay_texts()
    {
        foreach (var chart in HostileCharts())
        {
            var html = Html(chart);

            // Each script element that begins is one of ours, and ends where ours end.
            Assert.Equal(Scripts().Count(html), html.Split("<script").Length - 1);
            Assert.Equal(Scripts().Count(html), html.Split("</script>").Length - 1);
            Assert.DoesNotContain(" onerror=", Scripts().Replace(html, "").Replace("&quot; onerror=", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.All(Sources().Matches(html), m => XDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups[1].Value))));
            Assert.DoesNotContain('\u202e', html);
            var json = MimeBundle.Of(chart).Single(r => r.MimeType == "application/vnd.plotly.v1+json").Content;
            Assert.DoesNotContain('<', json);
            JsonDocument.Parse(json);
        }
    }

    [Fact]
    public void Same_chart_has_the_same_page()
    {
        // The first has the library too.
        var pages = Enumerable.Range(0, 3).Select(_ => Html(Figure.Empty.Points([(1, 2)], "p").Interactive())).ToList();
        Assert.Equal(pages[1], pages[2]);
        Assert.EndsWith(pages[1].Split("</div>")[^1], pages[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_are_details_of_one_name_of_which_the_first_is_open()
    {
        var names = Frames().Matches(Html(FigureSequence.Of([1, 2, 3], t => Figure.Empty.Points([(t, t)])))).ToList();
        Assert.Equal(3, names.Count);
        Assert.Single(names.Select(m => m.Groups[1].Value).Distinct());
        Assert.Equal([true, false, false], names.Select(m => m.Groups[2].Length > 0));
    }

    [Fact]
    public void Very_many_frames_are_bounded_and_it_is_said()
    {
        var html = Html(FigureSequence.Of(Enumerable.Range(0, 300).Select(k => (double)k), t => Figure.Empty.Points([(t, t)])));
        Assert.Equal(24, Frames().Count(html));
        Assert.Contains("24 of 300 figures are shown", html, StringComparison.Ordinal);
    }

    private static IEnumerable<object> Charts() =>
    [
        Figure.Empty.Curve(Math.Sin, -3, 3, "sin x").Interactive(), SurfaceFigure.Of((x, y) => x * y, (0, 1), (0, 1)).Interactive(),
        FigureSequence.Of([0, 1], t => Figure.Empty.Curve(x => x + t, 0, 1)).Interactive(), Chart.Line(new[] { 1.0, 4, 9 }), Figure.Empty.HeatMap(new double[,] { { 1, 2 } }).Interactive(),
    ];

    private static IEnumerable<object> HostileCharts()
    {
        var figure = Figure.Empty.Points([(1, 1)], Hostile).Text(0, 0, Hostile).Arrow((1, 1), Hostile).Bars([(Hostile, 1.0)], Hostile).Title(Hostile).Axes(Hostile, Hostile);
        var line = Chart.Plot([new Scatter { x = new[] { Hostile, "b" }, y = new[] { 1.0, 2 }, name = Hostile, text = new[] { Hostile }, mode = "lines+text" }]);
        line.WithTitle(Hostile);
        line.WithXTitle(Hostile);
        return
        [
            figure.Interactive(), figure, SurfaceFigure.Of(new double[2, 2]).Title(Hostile).Axes(Hostile, Hostile, Hostile).Interactive(),
            FigureSequence.Of([(Hostile, figure), (Hostile, figure)]).Interactive(), line, Chart.Plot([new Candlestick { name = Hostile }]),
        ];
    }

    private static string Html(object value) => MimeBundle.Of(value).Single(r => r.MimeType == "text/html").Content;

    private static string Without(string html) => Sources().Replace(html, "");

    [GeneratedRegex("<script>.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Scripts();

    [GeneratedRegex("src=\"data:image/svg\\+xml;base64,([A-Za-z0-9+/=]+)\"")]
    private static partial Regex Sources();

    [GeneratedRegex("\"(H4sI[A-Za-z0-9+/=]+)\"")]
    private static partial Regex Packed();

    [GeneratedRegex("<details name=\"(frames-[0-9a-f]+)\"( open)?>")]
    private static partial Regex Frames();
}
