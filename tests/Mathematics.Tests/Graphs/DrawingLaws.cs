using System.Globalization;
using System.Xml.Linq;
using Adjoint.Graphs;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Graphs;

/// <summary>What holds for the drawing of every graph, whatever its layout.</summary>
public sealed class DrawingLaws
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Every_edge_is_drawn_once_from_the_outline_of_one_end_to_that_of_the_other() => DiagramGen.Any.Sample(diagram =>
    {
        var drawing = DiagramDrawing.Of(diagram);
        Assert.Equal(diagram.Edges.Count, drawing.Edges.Count);
        foreach (var (e, edge) in diagram.Edges.Index())
        {
            var (from, to) = (drawing.Vertices[diagram.PlaceOf(edge.From)], drawing.Vertices[diagram.PlaceOf(edge.To)]);
            Assert.True(IsOnBorder(from, drawing.Edges[e].Start) && IsOnBorder(to, drawing.Edges[e].End), $"{edge}");
            Assert.Equal(edge.Label is null, drawing.Labels[e] is null);
        }
    });

    [Fact]
    public void No_two_vertices_overlap() => DiagramGen.Any.Sample(diagram =>
    {
        var boxes = DiagramDrawing.Of(diagram).Vertices;
        Assert.Equal(diagram.Vertices.Count, boxes.Count);
        for (var i = 0; i < boxes.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Assert.False(boxes[i].Overlaps(boxes[j]), $"{i} and {j} overlap.");
            }
        }
    });

    [Fact]
    public void Everything_lies_within_the_picture() => DiagramGen.Any.Sample(diagram =>
    {
        var drawing = DiagramDrawing.Of(diagram);
        var extent = drawing.Extent.Grow(1);
        Assert.All(drawing.Vertices.Concat(drawing.Labels.OfType<Box>()), box => Assert.True(
            box.Left >= extent.Left && box.Right <= extent.Right && box.Top >= extent.Top && box.Bottom <= extent.Bottom));
        Assert.All(drawing.Edges.SelectMany(e => e.Samples()), p => Assert.True(p.X >= extent.Left && p.X <= extent.Right && p.Y >= extent.Top && p.Y <= extent.Bottom));
    });

    [Fact]
    public void Every_vertex_edge_and_arrowhead_is_in_the_SVG_which_is_well_formed_and_loads_nothing() => DiagramGen.Any.Sample(diagram =>
    {
        var root = XDocument.Parse(diagram.ToSvg()).Root!;
        int Count(string kind) => root.Elements().Count(e => (string?)e.Attribute("class") == kind);
        Assert.Equal(diagram.Vertices.Count, Count("vertex"));
        Assert.Equal(diagram.Edges.Count, Count("edge"));
        Assert.Equal(diagram.Edges.Count(e => e.IsDirected), Count("arrowhead"));
        Assert.Equal("title", root.Elements().First().Name.LocalName);
        Assert.DoesNotContain(root.Descendants(), e => e.Name.LocalName is "script" or "style" or "a" or "link" or "use" or "image");
        Assert.DoesNotContain(root.Descendants().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name.LocalName is "href" or "src");
    });

    [Fact]
    public void Every_formula_has_a_text_for_viewers_without_MathML() => DiagramGen.Any.Sample(diagram =>
        Assert.All(XDocument.Parse(diagram.ToSvg()).Descendants(Svg + "switch"), s =>
        {
            Assert.Equal([Svg + "foreignObject", Svg + "text"], s.Elements().Select(e => e.Name));
            Assert.Equal("http://www.w3.org/1998/Math/MathML", s.Elements().First().Attribute("requiredExtensions")!.Value);
        }));

    [Fact]
    public void Equal_diagrams_give_equal_text() => DiagramGen.Any.Sample(diagram => Assert.Equal(diagram.ToSvg(), diagram.Title(diagram.Format.Title).ToSvg()));

    // Ids name vertices; the picture shows labels.
    [Fact]
    public void Drawing_does_not_depend_on_the_ids() => DiagramGen.Any.Where(d => d.Format.Layout != DiagramLayout.Circular).Sample(diagram =>
    {
        static string Other(string id) => $"z{9999 - int.Parse(id, CultureInfo.InvariantCulture)}";
        var renamed = diagram.Vertices.Aggregate(Diagram.Empty, (d, v) => d.Vertex(Other(v.Id), v.Label, v.Shape));
        renamed = diagram.Edges.Aggregate(renamed, (d, e) => e.IsDirected ? d.Arrow(Other(e.From), Other(e.To), e.Label) : d.Edge(Other(e.From), Other(e.To), e.Label)).With(diagram.Format);
        Assert.Equal(DiagramDrawing.Of(diagram).Vertices, DiagramDrawing.Of(renamed).Vertices);
    });

    [Fact]
    public void Text_has_at_most_20_lines() => DiagramGen.Any.Sample(diagram => Assert.InRange(diagram.ToText().Split('\n').Length, 1, 20));

    private static bool IsOnBorder(Box box, Point p) =>
        Math.Abs(p.X - box.X) <= (box.Width / 2) + 0.1 && Math.Abs(p.Y - box.Y) <= (box.Height / 2) + 0.1;
}
