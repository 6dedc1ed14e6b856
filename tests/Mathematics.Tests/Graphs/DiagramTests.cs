using System.Xml.Linq;
using Adjoint.Graphs;
using Adjoint.Notation;
using Adjoint.Tests.Notation;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Graphs;

public sealed class DiagramTests
{
    [Fact]
    public void Edges_make_the_vertices_that_they_name()
    {
        var diagram = Diagram.Empty.Edge("x", "x*y").Edge("y", "x*y");
        Assert.Equal(["x", "x*y", "y"], diagram.Vertices.Select(v => v.Id));
        Assert.Equal(diagram.ToSvg(), Diagram.OfEdges(("x", "x*y"), ("y", "x*y")).ToSvg());
        Assert.Equal(Node.Text("product"), diagram.Vertex("x*y", "product").Vertices[1].Label);
    }

    [Fact]
    public void Wrong_ids_are_named()
    {
        var diagram = Diagram.OfArrows(("a", "b")).Vertex("c");
        AssertRefuses("A vertex is added once, and the diagram has a vertex \"c\" already.", () => diagram.Vertex("c"));
        AssertRefuses("A vertex is added once, and the diagram has a vertex \"a\" already.", () => diagram.Vertex("a", "label").Vertex("a"));
        AssertRefuses("Highlight names the vertex \"z\", and the diagram has no such vertex.", () => diagram.Highlight("a", "z"));
        AssertRefuses("A path goes along edges, and there is none between \"b\" and \"c\".", () => diagram.HighlightPath("a", "b", "c"));
        AssertRefuses("Circular names the vertex \"z\", and the diagram has no such vertex.", () => diagram.Circular([["z"]]));
        AssertRefuses("A vertex stands on one circle, and \"a\" is named twice.", () => diagram.Circular([["a"], ["a"]]));
    }

    [Fact]
    public void Too_large_a_diagram_says_its_size()
    {
        var error = Assert.Throws<NotSupportedException>(() => Enumerable.Range(0, 1001).Aggregate(Diagram.Empty, (d, i) => d.Vertex($"{i}")).ToSvg());
        Assert.Equal("A picture shows at most 1000 vertices and 3000 edges, and this diagram has 1001 and 0.", error.Message);
    }

    [Fact]
    public void Any_text_is_shown_as_text() => Gen.Select(NodeGen.AnyText, NodeGen.AnyText, NodeGen.AnyText).Sample((a, b, label) =>
    {
        var diagram = Diagram.Empty.Arrow(a, b, label).Title(label);
        var root = XDocument.Parse(diagram.ToSvg()).Root!;
        Assert.All(root.Descendants(), e => Assert.Contains(e.Name.LocalName, new[] { "title", "path", "rect", "ellipse", "text", "tspan" }));
        Assert.DoesNotContain('\u202e', diagram.ToText());
        Assert.DoesNotContain('\u001b', diagram.ToText() + diagram.Description);
    });

    [Fact]
    public void Text_lists_the_levels_of_arrows_and_the_edges() => Assert.Equal(
        """
        Directed graph "product" with 4 vertices and 3 arrows
          x   y
          x*y
          f
          x → x*y [y]
          y → x*y [x]
          x*y → f
        """.ReplaceLineEndings("\n"),
        Diagram.Empty.Title("product").Arrow("x", "x*y", "y").Arrow("y", "x*y", "x").Arrow("x*y", "f").ToText());

    [Fact]
    public void Description_has_the_edges_as_far_as_they_fit()
    {
        Assert.Equal("Graph with 3 vertices and 2 edges: a — b [1/2]; b — c.", Diagram.Empty.Edge("a", "b", Node.Fraction(Node.Number("1"), Node.Number("2"))).Edge("b", "c").Description);
        Assert.Equal("Graph with 0 vertices and 0 edges.", Diagram.Empty.Description);
        Assert.EndsWith("; and 176 more.", Diagram.OfEdges(Enumerable.Range(0, 200).Select(i => ("a", $"{i}"))).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Highlighting_differs_in_more_than_colour()
    {
        var root = XDocument.Parse(Diagram.OfArrows(("a", "b"), ("b", "c")).HighlightPath("a", "b").ToSvg()).Root!;
        Assert.Equal(2, root.Elements().Count(e => (string?)e.Attribute("class") == "highlight"));
        var widths = root.Elements().Where(e => (string?)e.Attribute("class") == "edge").Select(e => (double)e.Attribute("stroke-width")!).ToList();
        Assert.Equal([1.5, 3.4], widths);
    }

    // The contrast of the Web Content Accessibility Guidelines 2.1, of which graphics need 3.
    [Theory]
    [InlineData(DiagramSvg.Ink)]
    [InlineData(DiagramSvg.Accent)]
    public void Lines_are_legible_on_white_and_on_black_paper(string colour)
    {
        double Channel(int at) => Convert.ToInt32(colour[at..(at + 2)], 16) / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        var luminance = (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
        Assert.InRange(1.05 / (luminance + 0.05), 3, 21);
        Assert.InRange((luminance + 0.05) / 0.05, 3, 21);
    }

    [Fact]
    public void Picture_within_notation_is_an_image_with_the_description()
    {
        var diagram = Diagram.OfEdges(("a", "b"));
        Assert.Contains("<img", MathMl.Of(diagram.Picture), StringComparison.Ordinal);
        Assert.Equal($"[{diagram.Description}]", PlainText.Of(diagram.Picture));
    }

    [Fact]
    public void Picture_within_a_label_has_its_room() => Assert.True(
        DiagramDrawing.Of(Diagram.Empty.Vertex("v", Diagram.OfEdges(("a", "b"), ("b", "c")).Picture)).Vertices[0].Width
            >= DiagramDrawing.Of(Diagram.OfEdges(("a", "b"), ("b", "c"))).Extent.Width);

    private static void AssertRefuses(string message, Func<Diagram> build) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(build).Message, StringComparison.Ordinal);
}
