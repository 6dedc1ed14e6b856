namespace Adjoint.Graphs;

/// <summary>The layered drawing: levels, order within the levels, places, and the courses of the edges.</summary>
/// <remarks>The framework of Sugiyama, Tagawa and Toda (1981). A cyclic graph is drawn with a few edges leading backwards.</remarks>
internal static class LayeredDrawing
{
    public static DiagramDrawing Draw(DrawnGraph graph)
    {
        var hasLevels = graph.Count > 0 && graph.Diagram.Vertices.All(v => v.Level is not null);
        var parts = hasLevels ? [[.. Enumerable.Range(0, graph.Count)]] : Components.Of(graph.Count, graph.Edges);
        var drawn = parts.Select(p => new LayeredPart(graph, p, hasLevels)).ToList();
        var offsets = Components.Pack([.. drawn.Select(d => d.Extent)]);
        var boxes = new Box[graph.Count];
        var curves = new EdgeCurve[graph.Edges.Count];
        var labels = new Box?[graph.Edges.Count];
        for (var i = 0; i < drawn.Count; i++)
        {
            var by = offsets[i];
            foreach (var (v, box) in drawn[i].Boxes)
            {
                boxes[v] = box.Move(by);
            }

            foreach (var (e, curve, label) in drawn[i].Edges)
            {
                curves[e] = curve.Map(p => p + by);
                labels[e] = label?.Move(by);
            }
        }

        var extent = Box.Around(drawn.Select((d, i) => d.Extent.Move(offsets[i])));
        var levels = hasLevels ? LevelLabels(graph, boxes, extent) : [];
        return new(boxes, graph.Shapes, curves, labels, levels, Box.Around(levels.Select(l => l.Box).Append(extent)));
    }

    // At the left side, or above where the levels stand side by side.
    private static List<(Notation.Node Label, Box Box)> LevelLabels(DrawnGraph graph, Box[] boxes, Box extent)
    {
        const double Gap = 26;
        var result = new List<(Notation.Node, Box)>();
        foreach (var (level, node) in graph.Diagram.Format.LevelLabels.Index())
        {
            var at = Enumerable.Range(0, graph.Count).First(v => graph.Diagram.Vertices[v].Level == level);
            var label = DiagramLabel.Of(node);
            result.Add((node, graph.Diagram.Format.Direction == FlowDirection.Right
                ? new Box(boxes[at].X, extent.Top - Gap - (label.Height / 2), label.Width, label.Height)
                : new Box(extent.Left - Gap - (label.Width / 2), boxes[at].Y, label.Width, label.Height)));
        }

        return result;
    }
}
