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

    /// <summary>How far the loops of a vertex and their labels reach past its outline.</summary>
    public double LoopRoom(int vertex) => Loops[vertex].Sum(e => LoopReach + (Labels[e] is { } label ? label.Width + 6 : 0));

    /// <summary>The loops of a vertex, one outside the other, each with its label outside it.</summary>
    /// <param name="vertex">The vertex.</param>
    /// <param name="box">Its outline.</param>
    /// <param name="outwards">Where the loops lie: to the right, to the left, down or up.</param>
    public IEnumerable<(int Edge, EdgeCurve Curve, Box? Label)> DrawLoops(int vertex, Box box, Point outwards)
    {
        var side = outwards.Normal();
        var (depth, breadth) = outwards.Y == 0 ? (box.Width / 2, box.Height / 2) : (box.Height / 2, box.Width / 2);
        Point At(double along, double across) => box.Centre + (along * outwards) + (across * side);
        var reach = depth;
        foreach (var (i, e) in Loops[vertex].Index())
        {
            reach += LoopReach;
            var half = Math.Min(0.9 * breadth, 8 + (5 * i));
            var end = Border(Shapes[vertex], box, At(depth, half)) - box.Centre;
            var along = (end.X * outwards.X) + (end.Y * outwards.Y);
            var far = along + (4.0 / 3 * (reach - 6 - along));
            yield return (e, new EdgeCurve([At(along, -half), At(far, -(2 * half) - 6), At(far, (2 * half) + 6), At(along, half)]), LoopLabel(e, At, reach, outwards));
            reach += Labels[e] is { } label ? label.Width + 6 : 0;
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

    private Box? LoopLabel(int edge, Func<double, double, Point> at, double reach, Point outwards) => Labels[edge] is { } label
        ? at(reach + ((outwards.Y == 0 ? label.Width : label.Height) / 2), 0) is var centre ? new Box(centre.X, centre.Y, label.Width, label.Height) : null
        : null;

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
