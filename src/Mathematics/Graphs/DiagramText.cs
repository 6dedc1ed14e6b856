using System.Globalization;
using System.Text;
using Adjoint.Notation;

namespace Adjoint.Graphs;

/// <summary>What a diagram says about itself in words.</summary>
internal static class DiagramText
{
    private const int MostEdges = 24;
    private const int MostLines = 20;
    private const int MostListed = 60;
    private const int LongestLabel = 40;

    /// <summary>One sentence: what it is, how large, and its edges as far as they fit.</summary>
    public static string Describe(Diagram diagram)
    {
        var text = new StringBuilder(Heading(diagram));
        if (diagram.Edges.Count > 0)
        {
            text.Append(": ").AppendJoin("; ", diagram.Edges.Take(MostEdges).Select(e => Edge(diagram, e)));
            text.Append(diagram.Edges.Count > MostEdges ? string.Create(CultureInfo.InvariantCulture, $"; and {diagram.Edges.Count - MostEdges} more") : "");
        }

        return text.Append('.').ToString();
    }

    /// <summary>The heading, then the levels of a small diagram drawn in layers and its edges, in at most 20 lines.</summary>
    public static string Lines(Diagram diagram)
    {
        var lines = new List<string> { Heading(diagram) };
        if (diagram.Vertices.Count is > 0 and <= MostListed && diagram.Edges.Count <= 4 * MostListed && DrawnGraph.Of(diagram).Layout == DiagramLayout.Layered)
        {
            lines.AddRange(Levels(diagram));
        }

        if (lines.Count == 1 || !diagram.Format.IsOrder)
        {
            lines.AddRange(diagram.Edges.Select(e => "  " + Edge(diagram, e)));
        }

        if (diagram.Edges.Count == 0 && lines.Count == 1)
        {
            lines.AddRange(diagram.Vertices.Select(v => "  " + Label(v)));
        }

        return string.Join('\n', lines.Count <= MostLines ? lines : [.. lines.Take(MostLines - 1), string.Create(CultureInfo.InvariantCulture, $"  … and {lines.Count - MostLines + 1} more lines")]);
    }

    /// <summary>The label of a vertex in one line.</summary>
    public static string Label(DiagramVertex vertex) => Line(vertex.Label) is { Length: > 0 } label ? label : Shorten(vertex.Id);

    /// <summary>A label in one line.</summary>
    public static string Line(Node label) => Shorten(PlainText.LineOf(label));

    private static string Heading(Diagram diagram)
    {
        var (v, e) = (diagram.Vertices.Count, diagram.Edges.Count);
        var kind = diagram.Format.IsOrder ? "Hasse diagram" : e > 0 && diagram.Edges.All(a => a.IsDirected) ? "Directed graph" : "Graph";
        var title = diagram.Format.Title.Length == 0 ? kind : $"{kind} \"{Shorten(Symbols.Clean(diagram.Format.Title))}\"";
        var edges = diagram.Format.IsOrder ? (e == 1 ? "cover" : "covers") : e > 0 && diagram.Edges.All(a => a.IsDirected) ? (e == 1 ? "arrow" : "arrows") : e == 1 ? "edge" : "edges";
        var elements = diagram.Format.IsOrder ? (v == 1 ? "element" : "elements") : v == 1 ? "vertex" : "vertices";
        return string.Create(CultureInfo.InvariantCulture, $"{title} with {v} {elements} and {e} {edges}");
    }

    private static string Edge(Diagram diagram, DiagramEdge edge)
    {
        var (from, to) = (Label(diagram.Vertices[diagram.PlaceOf(edge.From)]), Label(diagram.Vertices[diagram.PlaceOf(edge.To)]));
        var sign = diagram.Format.IsOrder ? "<" : edge.IsDirected ? "→" : "—";
        return edge.Label is null ? $"{from} {sign} {to}" : $"{from} {sign} {to} [{Line(edge.Label)}]";
    }

    // The vertices by level, as the picture has them: an order from above.
    private static IEnumerable<string> Levels(Diagram diagram)
    {
        var drawing = DiagramDrawing.Of(diagram);
        var isAcross = diagram.Format.Direction == FlowDirection.Right;
        var across = diagram.Vertices.Index().GroupBy(v => Math.Round(isAcross ? drawing.Vertices[v.Index].X : drawing.Vertices[v.Index].Y, 3)).OrderBy(g => g.Key);
        foreach (var level in across)
        {
            var names = level.OrderBy(v => isAcross ? drawing.Vertices[v.Index].Y : drawing.Vertices[v.Index].X).Select(v => Label(v.Item));
            var line = "  " + string.Join("   ", names);
            var label = diagram.Format.LevelLabels.Length > 0 && level.First().Item.Level is { } l ? $"  {Line(diagram.Format.LevelLabels[l])}:" : "";
            yield return label + (line.Length <= PlainText.Columns - label.Length ? line : line[..(PlainText.Columns - label.Length - 1)] + "…");
        }
    }

    private static string Shorten(string text) => new StringInfo(text) is var elements && text.Length <= 8 * LongestLabel && elements.LengthInTextElements <= LongestLabel
        ? text
        : new StringInfo(text[..Math.Min(text.Length, 8 * LongestLabel)]) is var part ? part.SubstringByTextElements(0, Math.Min(LongestLabel - 1, part.LengthInTextElements)) + "…" : text;
}
