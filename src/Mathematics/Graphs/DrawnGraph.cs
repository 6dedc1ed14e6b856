namespace Adjoint.Graphs;

/// <summary>A diagram as the algorithms see it: vertices are numbers with sizes, edges are pairs of numbers.</summary>
internal sealed class DrawnGraph
{
    private const double LoopReach = 26;

    private DrawnGraph(Diagram diagram)
    {
        Diagram = diagram;
        Edges = [.. diagram.Edges.Select(e => (diagram.PlaceOf(e.From), diagram.PlaceOf(e.To)))];
        Labels = [.. diagram.Edges.Select(e => e.Label is null ? null : DiagramLabel.Of(e.Label))];
        Layout = diagram.Format.Layout ?? (Edges.Count > 0 && diagram.Edges.All(e => e.IsDirected) && !CycleBreaking.Backward(Count, Edges).Contains(true)
            ? DiagramLayout.Layered
            : DiagramLayout.Stress);
        var usual = diagram.Format.Shape ?? (diagram.Format.IsOrder ? VertexShape.Plain : Layout == DiagramLayout.Layered ? VertexShape.Box : VertexShape.Ellipse);
        Shapes = [.. diagram.Vertices.Select(v => v.Shape ?? usual)];
        Sizes = [.. diagram.Vertices.Select((v, i) => Size(DiagramLabel.Of(v.Label), Shapes[i]))];
        Loops = [.. Enumerable.Range(0, Count).Select(_ => new List<int>())];
        foreach (var (e, (from, to)) in Edges.Index())
        {
            if (from == to)
            {
                Loops[from].Add(e);
            }
        }
    }

    public Diagram Diagram { get; }

    public int Count => Diagram.Vertices.Count;

    public DiagramLayout Layout { get; }

    public IReadOnlyList<(int From, int To)> Edges { get; }

    public IReadOnlyList<DiagramLabel?> Labels { get; }

    public IReadOnlyList<VertexShape> Shapes { get; }

    public IReadOnlyList<(double Width, double Height)> Sizes { get; }

    /// <summary>For each vertex, the edges from it to itself.</summary>
    public IReadOnlyList<List<int>> Loops { get; }

    public static DrawnGraph Of(Diagram diagram) => new(diagram);

    /// <summary>How far the loops of a vertex and their labels reach past its right side.</summary>
    public double LoopRoom(int vertex) => Loops[vertex].Sum(e => LoopReach + (Labels[e] is { } label ? label.Width + 6 : 0));

    /// <summary>The loops of a vertex, one outside the other, each with its label on its right.</summary>
    public IEnumerable<(int Edge, EdgeCurve Curve, Box? Label)> DrawLoops(int vertex, Box box)
    {
        var x = box.Right;
        foreach (var (i, e) in Loops[vertex].Index())
        {
            x += LoopReach;
            var half = Math.Min(box.Height / 2, 8 + (5 * i));
            var edge = Math.Abs(half) < box.Height / 2 ? Border(Shapes[vertex], box, new(box.Right, box.Y - half)) : new Point(box.Right, box.Y - half);
            var reach = edge.X + (4.0 / 3 * (x - 6 - edge.X));
            var (a, b) = (edge, edge with { Y = (2 * box.Y) - edge.Y });
            var curve = new EdgeCurve([a, new(reach, box.Y - (2 * half) - 6), new(reach, box.Y + (2 * half) + 6), b]);
            if (Labels[e] is { } label)
            {
                yield return (e, curve, new Box(x + (label.Width / 2), box.Y, label.Width, label.Height));
                x += label.Width + 6;
            }
            else
            {
                yield return (e, curve, null);
            }
        }
    }

    /// <summary>Where the line from the centre towards a place leaves the outline.</summary>
    public static Point Border(VertexShape shape, Box box, Point towards)
    {
        var d = towards - box.Centre;
        if (d.Length < 1e-9)
        {
            return box.Centre;
        }

        var (a, b) = (box.Width / 2, box.Height / 2);
        var t = shape == VertexShape.Ellipse
            ? 1 / Math.Sqrt((d.X * d.X / (a * a)) + (d.Y * d.Y / (b * b)))
            : Math.Min(d.X == 0 ? double.PositiveInfinity : a / Math.Abs(d.X), d.Y == 0 ? double.PositiveInfinity : b / Math.Abs(d.Y));
        return box.Centre + (t * d);
    }

    // A label may be a fraction of its ellipse's size only; a short one stands in a circle.
    private static (double Width, double Height) Size(DiagramLabel label, VertexShape shape)
    {
        switch (shape)
        {
            case VertexShape.Box:
                return (Math.Max(label.Width + 18, 34), Math.Max(label.Height + 12, 30));
            case VertexShape.Plain:
                return (label.Width + 10, label.Height + 6);
            default:
                var (width, height) = (Math.Max((1.25 * label.Width) + 12, 34), Math.Max((1.25 * label.Height) + 10, 34));
                return width < 1.4 * height ? (Math.Max(width, height), Math.Max(width, height)) : (width, height);
        }
    }
}
