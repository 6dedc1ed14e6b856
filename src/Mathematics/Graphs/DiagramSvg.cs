using System.Globalization;
using System.Net;
using System.Text;
using Adjoint.Notation;

namespace Adjoint.Graphs;

/// <summary>Writes a placed diagram as SVG.</summary>
/// <remarks>
/// Labels are dark on white plates, so that they are crisp on white paper and legible on black. Mathematics is MathML in a foreignObject, with its text for viewers that set
/// none: they skip what requires an extension that they do not know, and take the next child of the switch (SVG 2, §5.8).
/// </remarks>
internal sealed class DiagramSvg(Diagram diagram, DiagramDrawing drawing)
{
    /// <summary>Lines; 4.3 times as bright as black and less bright than white.</summary>
    internal const string Ink = "#7a7a7a";

    /// <summary>What stands out.</summary>
    internal const string Accent = "#d1490c";

    private const string LabelInk = "#15181c";
    private const string Paper = "#ffffff";
    private const double Margin = 10;
    private const double ArrowLength = 9;

    private readonly StringBuilder svg = new();

    /// <summary>The document.</summary>
    public string Write()
    {
        var extent = drawing.Extent.Grow(Margin);
        var (width, height) = (Math.Max(extent.Width, diagram.Vertices.Count == 0 ? 100 : 40), Math.Max(extent.Height, 40));
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="{Number(extent.X - (width / 2))} {Number(extent.Y - (height / 2))} {Number(width)} {Number(height)}" """)
            .Append(CultureInfo.InvariantCulture, $"""width="{Number(width)}" height="{Number(height)}" """)
            .Append("""font-family="system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif" stroke-linecap="round" stroke-linejoin="round">""")
            .Append(CultureInfo.InvariantCulture, $"<title>{Escape(diagram.Description)}</title>");
        if (diagram.Vertices.Count == 0)
        {
            WriteText(["no vertices"], extent.Centre, Ink);
        }

        foreach (var (e, edge) in diagram.Edges.Index().OrderBy(e => e.Item.IsHighlighted))
        {
            WriteEdge(edge, drawing.Edges[e]);
        }

        foreach (var (v, vertex) in diagram.Vertices.Index())
        {
            Cancellation.Poll();
            WriteOutline(vertex, drawing.Vertices[v], drawing.Shapes[v]);
            WriteLabel(vertex.Label, drawing.Vertices[v].Centre);
        }

        foreach (var (e, edge) in diagram.Edges.Index())
        {
            if (drawing.Labels[e] is { } box)
            {
                WritePlate(box with { Width = box.Width + 4 });
                WriteLabel(edge.Label!, box.Centre);
            }
        }

        foreach (var (label, box) in drawing.Levels)
        {
            WritePlate(box.Grow(3));
            WriteLabel(label, box.Centre);
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(Symbols.Clean(text));

    private static string At(Point p) => $"{Number(p.X)} {Number(p.Y)}";

    private void WriteEdge(DiagramEdge edge, EdgeCurve curve)
    {
        var (colour, width) = edge.IsHighlighted ? (Accent, 3.4) : (Ink, 1.5);
        var head = ArrowLength + (edge.IsHighlighted ? 4 : 0);
        var line = edge.IsDirected ? curve.Shorten(head - 1) : curve;
        svg.Append("""<path class="edge" fill="none" d="M""").Append(At(line.Start));
        if (line.IsStraight)
        {
            svg.Append('L').Append(At(line.End));
        }
        else
        {
            for (var i = 1; i < line.Points.Count; i += 3)
            {
                svg.Append(CultureInfo.InvariantCulture, $"C{At(line.Points[i])} {At(line.Points[i + 1])} {At(line.Points[i + 2])}");
            }
        }

        svg.Append($"\" stroke=\"{colour}\" stroke-width=\"{Number(width)}\"/>");
        if (edge.IsDirected)
        {
            var along = curve.Arrival();
            var (tip, side) = (curve.End, 0.42 * head * along.Normal());
            var back = tip - (head * along);
            svg.Append(CultureInfo.InvariantCulture, $"""<path class="arrowhead" fill="{colour}" d="M{At(tip)}L{At(back + side)}L{At(back + (0.2 * head * along))}L{At(back - side)}z"/>""");
        }
    }

    private void WriteOutline(DiagramVertex vertex, Box box, VertexShape shape)
    {
        var isPlain = shape == VertexShape.Plain && !vertex.IsHighlighted;
        var (stroke, width) = vertex.IsHighlighted ? (Accent, 2.6) : isPlain ? ("none", 0) : (Ink, 1.3);
        WriteShape("vertex", box, shape, Paper, stroke, width);
        if (vertex.IsHighlighted)
        {
            WriteShape("highlight", box.Grow(4), shape, "none", Accent, 1.2);
        }
    }

    private void WriteShape(string kind, Box box, VertexShape shape, string fill, string stroke, double width)
    {
        svg.Append(shape == VertexShape.Ellipse
            ? $"""<ellipse class="{kind}" cx="{Number(box.X)}" cy="{Number(box.Y)}" rx="{Number(box.Width / 2)}" ry="{Number(box.Height / 2)}" """
            : $"""<rect class="{kind}" x="{Number(box.Left)}" y="{Number(box.Top)}" width="{Number(box.Width)}" height="{Number(box.Height)}" rx="6" """);
        svg.Append($"""fill="{fill}" stroke="{stroke}" stroke-width="{Number(width)}"/>""");
    }

    private void WritePlate(Box box) => svg.Append(
        $"""<rect class="plate" x="{Number(box.Left)}" y="{Number(box.Top)}" width="{Number(box.Width)}" height="{Number(box.Height)}" rx="4" fill="{Paper}"/>""");

    private void WriteLabel(Node node, Point centre)
    {
        var label = DiagramLabel.Of(node);
        if (label.IsText)
        {
            WriteText(label.Lines, centre);
            return;
        }

        // The box is wider than the estimate, and the formula stands in its middle: a font that sets it wider still shows it whole.
        var room = Box.Around([new(centre.X, centre.Y, label.Width, label.Height)]).Grow(12);
        svg.Append("""<switch><foreignObject requiredExtensions="http://www.w3.org/1998/Math/MathML" """)
            .Append($"""x="{Number(room.Left)}" y="{Number(room.Top)}" width="{Number(room.Width)}" height="{Number(room.Height)}" style="overflow:visible">""")
            .Append("""<div xmlns="http://www.w3.org/1999/xhtml" style="display:flex;width:100%;height:100%;align-items:center;justify-content:center;""")
            .Append(CultureInfo.InvariantCulture, $"""font-size:{Number(DiagramLabel.MathSize)}px;line-height:normal;white-space:nowrap;color:{LabelInk}">{MathMl.Of(node)}</div></foreignObject>""");
        WriteText([PlainText.LineOf(node)], centre);
        svg.Append("</switch>");
    }

    private void WriteText(IReadOnlyList<string> lines, Point centre, string ink = LabelInk)
    {
        var first = centre.Y - ((lines.Count - 1) * DiagramLabel.LineHeight / 2) + (0.35 * DiagramLabel.TextSize);
        svg.Append(CultureInfo.InvariantCulture, $"""<text font-size="{Number(DiagramLabel.TextSize)}" text-anchor="middle" fill="{ink}" """);
        if (lines.Count == 1)
        {
            svg.Append($"""x="{Number(centre.X)}" y="{Number(first)}">{Escape(lines[0])}</text>""");
            return;
        }

        svg.Append('>');
        foreach (var (i, line) in lines.Index())
        {
            svg.Append($"""<tspan x="{Number(centre.X)}" y="{Number(first + (i * DiagramLabel.LineHeight))}">{Escape(line)}</tspan>""");
        }

        svg.Append("</text>");
    }
}
