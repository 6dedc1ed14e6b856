namespace Adjoint.Graphs;

/// <summary>The layered drawing of one connected part. Here levels go downwards; the other directions are turned at the end.</summary>
internal sealed class LayeredPart
{
    private const double LevelGap = 48;
    private const double LabelGap = 5;
    private const double MostCommonWidth = 90;
    private const double OrderGap = 34;
    private const double MostSlack = 36;

    private readonly DrawnGraph graph;
    private readonly IReadOnlyList<int> vertices;
    private readonly bool hasLabels;
    private readonly List<int> edges;
    private readonly bool[] isReversed;
    private readonly Layering layering;
    private readonly double commonWidth;
    private readonly double[] slack;
    private double[] x;
    private double[] y;

    public LayeredPart(DrawnGraph graph, IReadOnlyList<int> vertices, bool hasLevels)
    {
        (this.graph, this.vertices) = (graph, vertices);
        var number = vertices.Index().ToDictionary(v => v.Item, v => v.Index);
        edges = [.. Enumerable.Range(0, graph.Edges.Count).Where(e => graph.Edges[e].From != graph.Edges[e].To && number.ContainsKey(graph.Edges[e].From))];
        var pairs = edges.Select(e => (From: number[graph.Edges[e].From], To: number[graph.Edges[e].To])).ToList();
        isReversed = hasLevels
            ? [.. pairs.Select(p => graph.Diagram.Vertices[vertices[p.From]].Level > graph.Diagram.Vertices[vertices[p.To]].Level)]
            : CycleBreaking.Feedback(vertices.Count, pairs);
        var forward = pairs.Select((p, e) => isReversed[e] ? (From: p.To, To: p.From) : p).ToList();
        var level = hasLevels ? [.. vertices.Select(v => graph.Diagram.Vertices[v].Level!.Value)] : LevelAssignment.Short(vertices.Count, forward);

        // Every second level is for labels, if there are any.
        hasLabels = edges.Exists(e => graph.Labels[e] is not null);
        var scale = hasLabels ? 2 : 1;
        level = [.. level.Select(l => scale * l)];
        commonWidth = Math.Min(MostCommonWidth, vertices.Max(v => Turn(graph.Sizes[v]).Width));
        slack = new double[edges.Count];
        layering = new(
            [.. vertices.Select(VertexSize)], level, forward,
            (e, l) => graph.Labels[edges[e]] is { } label && l == LabelLevel(level, forward[e]) ? LabelSize(label) : (3, 3, 0));
        CrossingReduction.Apply(layering);
        x = LayerCoordinates.Of(layering, Gap, Weight);
        y = Heights();
        if (hasLabels)
        {
            WidenLabels(forward, level);
            x = LayerCoordinates.Of(layering, Gap, Weight);
            y = Heights();
        }

        var routes = new LayeredRoutes(layering, x, y, [.. vertices.Select(v => graph.Shapes[v])], [.. vertices.Select(v => Turn(graph.Sizes[v]))]);
        var curves = routes.Curves();
        Boxes = [.. vertices.Select((v, i) => (v, Map(new Box(x[i], y[i], Turn(graph.Sizes[v]).Width, Turn(graph.Sizes[v]).Height))))];
        Edges = [.. edges.Select((e, i) => (e, Map(curves[i], isReversed[i]), LabelBox(i, forward[i], level))).Concat(Boxes.SelectMany(b => graph.DrawLoops(b.Vertex, b.Box, new(1, 0))))];
        Extent = Box.Around(Boxes.Select(b => b.Box).Concat(Boxes.Select(b => b.Box with { X = b.Box.X + (graph.LoopRoom(b.Vertex) / 2), Width = b.Box.Width + graph.LoopRoom(b.Vertex) }))
            .Concat(Edges.Where(e => e.Label is not null).Select(e => e.Label!.Value))
            .Concat(Edges.SelectMany(e => e.Curve.Samples()).Select(p => new Box(p.X, p.Y, 2, 2))));
    }

    public IReadOnlyList<(int Vertex, Box Box)> Boxes { get; }

    public IReadOnlyList<(int Edge, EdgeCurve Curve, Box? Label)> Edges { get; }

    public Box Extent { get; }

    private FlowDirection Direction => graph.Diagram.Format.Direction;

    private static int LabelLevel(int[] level, (int From, int To) edge) => (level[edge.From] + level[edge.To]) / 2 is var middle && middle % 2 == 0 ? middle - 1 : middle;

    private (double Width, double Height) Turn((double Width, double Height) size) => Direction == FlowDirection.Right ? (size.Height, size.Width) : size;

    private (double Left, double Right, double Thickness) VertexSize(int v)
    {
        var (width, thickness) = Turn(graph.Sizes[v]);

        // Elements of an order stand at equal distances, whatever the lengths of their names, if these are short.
        width = graph.Diagram.Format.IsOrder ? Math.Max(width, commonWidth) : width;
        return Direction == FlowDirection.Right
            ? (width / 2, width / 2, thickness + (2 * graph.LoopRoom(v)))
            : (width / 2, (width / 2) + graph.LoopRoom(v), thickness);
    }

    // The label stands to the right of its edge, or above it where edges lead to the right.
    private (double Left, double Right, double Thickness) LabelSize(DiagramLabel label) =>
        Direction == FlowDirection.Right ? (label.Height + LabelGap, 3, label.Width) : (3, label.Width + LabelGap + 3, label.Height);

    private Box? LabelBox(int i, (int From, int To) edge, int[] level)
    {
        if (graph.Labels[edges[i]] is not { } label)
        {
            return null;
        }

        var at = layering.Chains[i].First(p => layering.Points[p].Level == LabelLevel(level, edge));
        var place = Map(new Point(x[at], y[at]));
        return Direction == FlowDirection.Right
            ? new Box(place.X, place.Y - LabelGap - slack[i] - (label.Height / 2), label.Width, label.Height)
            : new Box(place.X + LabelGap + slack[i] + (label.Width / 2), place.Y, label.Width, label.Height);
    }

    // A label stands further from a slanting edge, whose course it would otherwise cover.
    private void WidenLabels(List<(int From, int To)> forward, int[] level)
    {
        for (var i = 0; i < edges.Count; i++)
        {
            if (graph.Labels[edges[i]] is { } label)
            {
                var chain = layering.Chains[i];
                var at = Enumerable.Range(0, chain.Count).First(c => layering.Points[chain[c]].Level == LabelLevel(level, forward[i]));
                var (before, after) = (chain[at - 1], chain[at + 1]);
                slack[i] = Math.Min(MostSlack, Math.Abs((x[after] - x[before]) / (y[after] - y[before])) * layering.Points[chain[at]].Thickness / 2);
                var point = layering.Points[chain[at]];
                (point.Left, point.Right) = Direction == FlowDirection.Right ? (point.Left + slack[i], point.Right) : (point.Left, point.Right + slack[i]);
            }
        }
    }

    private double Gap(int a, int b)
    {
        var isOrder = graph.Diagram.Format.IsOrder;
        return (layering.IsVertex(a), layering.IsVertex(b)) switch
        {
            (true, true) => isOrder ? OrderGap : 26,
            (false, false) => 8,

            // Beside an edge of an order as beside an element: then the two sides of a pentagon are alike.
            _ => isOrder ? OrderGap + (commonWidth / 2) - 3 : 14,
        };
    }

    // Long edges weigh more, so that they are straight (Gansner et al. 1993, §4.2).
    private double Weight(int a, int b) => (layering.IsVertex(a), layering.IsVertex(b)) switch
    {
        (true, true) => 1,
        (false, false) => 8,
        _ => graph.Diagram.Format.IsOrder ? 1 : 2,
    };

    // The middle of each point's level; levels with slanting edges between them stand further apart.
    private double[] Heights()
    {
        var middles = new double[layering.Levels.Count];
        var bottom = 0.0;
        for (var l = 0; l < middles.Length; l++)
        {
            var half = layering.Levels[l].Max(p => layering.Points[p].Thickness) / 2;
            if (l > 0)
            {
                var slant = layering.Levels[l].SelectMany(p => layering.Points[p].Above, (p, q) => Math.Abs(x[p] - x[q])).DefaultIfEmpty(0).Max();
                var least = hasLabels ? LevelGap / 2.4 : LevelGap;
                bottom += graph.Diagram.Format.IsOrder ? Math.Clamp(slant / 3.4, LevelGap, 2 * LevelGap) : Math.Clamp(slant / 5, least, 3 * LevelGap);
            }

            middles[l] = bottom + half;
            bottom = middles[l] + half;
        }

        return [.. layering.Points.Select(p => middles[p.Level])];
    }

    private Point Map(Point p) => Direction switch { FlowDirection.Up => p with { Y = -p.Y }, FlowDirection.Right => new(p.Y, p.X), _ => p };

    private Box Map(Box box) => Map(box.Centre) is var centre && Direction == FlowDirection.Right
        ? new(centre.X, centre.Y, box.Height, box.Width)
        : new(centre.X, centre.Y, box.Width, box.Height);

    private EdgeCurve Map(EdgeCurve curve, bool reverse) => reverse ? curve.Map(Map).Reverse() : curve.Map(Map);
}
