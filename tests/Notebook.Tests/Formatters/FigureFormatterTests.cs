using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Adjoint.Drawing;
using Adjoint.Formatters;
using Xunit;

namespace Adjoint.Tests.Formatters;

[Collection(nameof(FormatterState))]
public sealed partial class FigureFormatterTests
{
    private const string Hostile = "</td><script>alert(1)</script>\" onerror=\"x";

    private static readonly Figure[] Figures =
    [
        Figure.Empty, Figure.Empty.Curve(Math.Sin, -3, 3, "sin x").Title("A & B"), Figure.Empty.Points([(1, 2), (double.NaN, 3)], Hostile).Axes(Hostile, Hostile).Title(Hostile),
        Enumerable.Range(0, 40).Aggregate(Figure.Empty, (f, i) => f.Text(i, i, $"t{i}")),
        Figure.Empty.Bars([(Hostile, 1.0), ("b", 2)], Hostile), Figure.Empty.Histogram([1, 2, 2, 3], null, Hostile), Figure.Empty.HeatMap(new double[,] { { 1, double.NaN } }, Hostile),
        Figure.Empty.Contours((x, y) => x * y, (-1, 1), (-1, 1), 5, Hostile).Arrows([((0, 0), (1, 1))], Hostile), Figure.Empty.Image((0, 1), (0, 1), 2, 2, (i, j) => ((byte)i, (byte)j, 0), Hostile),
    ];

    [Fact]
    public void Figure_has_HTML_a_chart_and_text() => Assert.All(Figures, f => Assert.Equal(["text/html", "application/vnd.plotly.v1+json", "text/plain"], MimeBundle.Of(f).Select(r => r.MimeType)));

    [Fact]
    public void Picture_is_an_image_that_loads_nothing_and_says_what_it_shows() => Assert.All(Figures, f =>
    {
        var (_, html) = MimeBundle.Of(f)[0];
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("svg", XDocument.Parse(Picture(html)).Root!.Name.LocalName);
        Assert.Equal(Adjoint.Notation.Symbols.Clean(f.Description), System.Net.WebUtility.HtmlDecode(Alternative().Match(html).Groups[1].Value));
    });

    [Fact]
    public void Table_has_the_data()
    {
        var (_, html) = MimeBundle.Of(Figure.Empty.Points([(1, 0.5), (2, double.NaN)], "p"))[0];
        Assert.Contains("<tr><td>points p</td><td>1</td><td>0.5</td></tr><tr><td></td><td>2</td><td>NaN</td></tr>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_data_are_elided_and_say_so()
    {
        var (_, html) = MimeBundle.Of(Figure.Empty.Points(Enumerable.Range(0, 1000).Select(i => ((double)i, (double)i)), "p"))[0];
        Assert.Contains("(12 of 1000 points)", html, StringComparison.Ordinal);
        Assert.Contains("<td>999</td><td>999</td>", html, StringComparison.Ordinal);
        Assert.Equal(13, html.Split("<tr>").Length - 1);
        Assert.Contains("… and 24 more", MimeBundle.Of(Figures[3])[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_and_table_survive_the_sanitiser_of_JupyterLab()
    {
        var html = Figures.Select(f => MimeBundle.Of(f)[0].Content).ToList();
        var left = FrontEnds.Sanitise(html);
        Assert.All(html.Zip(left), pair =>
        {
            Assert.Equal(Picture(pair.First), Picture(pair.Second));
            Assert.Equal(pair.First.Split("<td").Length, pair.Second.Split("<td").Length);
            Assert.Matches(Alternative(), pair.Second);
        });
    }

    private static string Picture(string html) => Encoding.UTF8.GetString(Convert.FromBase64String(Data().Match(html).Groups[1].Value));

    [GeneratedRegex("src=\"data:image/svg\\+xml;base64,([A-Za-z0-9+/=]+)\"")]
    private static partial Regex Data();

    [GeneratedRegex("alt=\"([^\"]+)\"")]
    private static partial Regex Alternative();
}
