using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Adjoint.Formatters;
using Adjoint.Graphs;
using Adjoint.Notation;
using Xunit;

namespace Adjoint.Tests.Formatters;

[Collection(nameof(FormatterState))]
public sealed partial class DiagramFormatterTests
{
    private const string Hostile = "</td><script>alert(1)</script>\" onerror=\"x\u202e\ud800$\\";

    private static readonly Diagram[] Diagrams =
    [
        Diagram.Empty, Diagram.Empty.Arrow("x", "x*y", Node.Identifier("y")).Arrow("y", "x*y", Node.Fraction(Node.Number("1"), Node.Identifier("x"))).HighlightPath("x", "x*y"),
        Diagram.Empty.Edge(Hostile, "b", Hostile).Vertex("b", Node.Text(Hostile)).Title(Hostile), HasseDiagram.Of([1, 2, 3, 6], (a, b) => b % a == 0),
        Diagram.OfEdges(Enumerable.Range(0, 100).Select(i => ($"{i}", $"{i / 2}"))),
    ];

    [Fact]
    public void Diagram_has_HTML_and_text() => Assert.All(Diagrams, d =>
    {
        Assert.Equal(["text/html", "text/plain"], MimeBundle.Of(d).Select(r => r.MimeType));
        Assert.Equal(d.ToText(), MimeBundle.Of(d)[1].Content);
    });

    [Fact]
    public void Picture_is_an_image_that_loads_nothing_and_says_what_it_shows() => Assert.All(Diagrams, d =>
    {
        var (_, html) = MimeBundle.Of(d)[0];
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("svg", XDocument.Parse(Picture(html)).Root!.Name.LocalName);
        Assert.StartsWith(System.Net.WebUtility.HtmlDecode(Alternative().Match(html).Groups[1].Value)[..20], d.Description, StringComparison.Ordinal);
    });

    [Fact]
    public void Table_has_the_edges_with_their_labels_and_the_vertices()
    {
        var (_, html) = MimeBundle.Of(Diagrams[1])[0];
        Assert.Contains("<tr><td>arrow, highlighted</td><td>x</td><td>x*y</td><td>y</td></tr><tr><td>arrow</td><td>y</td><td>x*y</td><td>1/x</td></tr>", html, StringComparison.Ordinal);
        Assert.Contains("<tr><td>x, highlighted</td><td>x</td></tr>", html, StringComparison.Ordinal);
        Assert.Contains("… and 40 more", MimeBundle.Of(Diagrams[4])[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagram_too_large_for_a_picture_says_so_and_keeps_its_table()
    {
        var bundle = MimeBundle.Of(Diagram.OfEdges(Enumerable.Range(0, 3001).Select(i => ("a", $"{i % 7}"))));
        Assert.Equal(2, bundle.Count);
        Assert.StartsWith("<p>Graph with 8 vertices and 3001 edges", bundle[0].Content, StringComparison.Ordinal);
        Assert.Contains("A picture shows at most 1000 vertices and 3000 edges.", bundle[0].Content, StringComparison.Ordinal);
        Assert.Contains("… and 2941 more", bundle[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_and_table_survive_the_sanitiser_of_JupyterLab()
    {
        var html = Diagrams.Select(d => MimeBundle.Of(d)[0].Content).ToList();
        var left = FrontEnds.Sanitise(html);
        Assert.All(html.Zip(left), pair =>
        {
            Assert.Equal(Picture(pair.First), Picture(pair.Second));
            Assert.Equal(pair.First.Split("<td").Length, pair.Second.Split("<td").Length);
            Assert.Equal(pair.First.Split("<details").Length, pair.Second.Split("<details").Length);
            Assert.Matches(Alternative(), pair.Second);
        });
    }

    private static string Picture(string html) => Encoding.UTF8.GetString(Convert.FromBase64String(Data().Match(html).Groups[1].Value));

    [GeneratedRegex("src=\"data:image/svg\\+xml;base64,([A-Za-z0-9+/=]+)\"")]
    private static partial Regex Data();

    [GeneratedRegex("alt=\"([^\"]+)\"")]
    private static partial Regex Alternative();
}
