namespace Adjoint.Graphs;

/// <summary>Draws the edges between placed vertices: straight lines, bent where a vertex is in the way or where several join the same two, with the labels beside them.</summary>
internal static class StraightDrawing
{
    private const double Clearance = 4;
    private const double ArcHeight = 13;
    private const int MostBends = 8;
    private const int SmallGraph = 60;

    private static readonly double[] Scales = [1, 1.15, 1.35, 1.6, 1.9];

    private static readonly double[] LabelPlaces = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74];

    public static DiagramDrawing Draw(DrawnGraph graph, Point[] places)
    {
        Spread(graph, places);
        var boxes = places.Select((p, v) => new Box(p.X, p.Y, graph.Sizes[v].Width, graph.Sizes[v].Height)).ToArray();
        var curves = new EdgeCurve[graph.Edges.Count];
        var labels = new Box?[graph.Edges.Count];
        foreach (var group in graph.Edges.Index().Where(e => e.Item.From != e.Item.To).GroupBy(e => (Math.Min(e.Item.From, e.Item.To), Math.Max(e.Item.From, e.Item.To))))
        {
            Cancellation.Poll();
            var (a, b) = group.Key;
            foreach (var (i, (e, (from, _))) in group.Index())
            {
                var height = (2 * ArcHeight * i) - (ArcHeight * (group.Count() - 1));
                var curve = group.Count() == 1 ? Clear(graph, boxes, a, b) : Arc(graph, boxes, a, b, height);
                curves[e] = from == a ? curve : curve.Reverse();
            }
        }

        for (var v = 0; v < boxes.Length; v++)
        {
            foreach (var (e, curve, label) in graph.DrawLoops(v, boxes[v], Free(graph, boxes, v)))
            {
                (curves[e], labels[e]) = (curve, label);
            }
        }

        PlaceLabels(graph, boxes, curves, labels);
        var extent = Box.Around(boxes.Concat(labels.OfType<Box>()).Concat(curves.SelectMany(c => c.Samples()).Select(p => new Box(p.X, p.Y, 2, 2))));
        return new(boxes, graph.Shapes, curves, labels, [], extent);
    }

    // The direction among right, left, down and up that is farthest from all edges of a vertex.
    private static Point Free(DrawnGraph graph, Box[] boxes, int v)
    {
        var edges = graph.Edges.Where(e => e.From != e.To && (e.From == v || e.To == v)).Select(e => (boxes[e.From == v ? e.To : e.From].Centre - boxes[v].Centre).Unit()).ToList();
        return new Point[] { new(1, 0), new(-1, 0), new(0, -1), new(0, 1) }.MinBy(d => edges.Select(e => Math.Round((e.X * d.X) + (e.Y * d.Y), 6)).DefaultIfEmpty(0).Max());
    }

    private static EdgeCurve Arc(DrawnGraph graph, Box[] boxes, int a, int b, double height)
    {
        if (height == 0)
        {
            return EdgeCurve.Straight(DrawnGraph.Border(graph.Shapes[a], boxes[a], boxes[b].Centre), DrawnGraph.Border(graph.Shapes[b], boxes[b], boxes[a].Centre));
        }

        var whole = EdgeCurve.Arc(boxes[a].Centre, boxes[b].Centre, height);
        return EdgeCurve.Arc(DrawnGraph.Border(graph.Shapes[a], boxes[a], whole.Points[1]), DrawnGraph.Border(graph.Shapes[b], boxes[b], whole.Points[2]), 0.8 * height);
    }

    // Larger, if then fewer straight edges of a small graph run into vertices.
    private static void Spread(DrawnGraph graph, Point[] places)
    {
        if (graph.Count > SmallGraph || graph.Edges.Count > 3 * SmallGraph)
        {
            return;
        }

        int Hits(double scale) => graph.Edges.Sum(e => Enumerable.Range(0, graph.Count).Count(v => v != e.From && v != e.To
            && new Box(scale * places[v].X, scale * places[v].Y, graph.Sizes[v].Width, graph.Sizes[v].Height).Grow(Clearance + 1).Meets(scale * places[e.From], scale * places[e.To])));
        var best = Scales.MinBy(s => (Hits(s), s));
        for (var v = 0; v < places.Length; v++)
        {
            places[v] = best * places[v];
        }
    }

    // The straight line, or the flattest arc that no other vertex is in the way of, or the straight line after all.
    private static EdgeCurve Clear(DrawnGraph graph, Box[] boxes, int a, int b)
    {
        var straight = Arc(graph, boxes, a, b, 0);
        var near = Box.Of(Math.Min(boxes[a].X, boxes[b].X), Math.Min(boxes[a].Y, boxes[b].Y), Math.Max(boxes[a].X, boxes[b].X), Math.Max(boxes[a].Y, boxes[b].Y)).Grow(MostBends * ArcHeight * 2);
        var obstacles = boxes.Where((box, v) => v != a && v != b && box.Overlaps(near)).Select(box => box.Grow(Clearance)).ToList();
        for (var bend = 0; bend <= 2 * MostBends; bend++)
        {
            var height = ArcHeight * 1.5 * ((bend + 1) / 2) * (bend % 2 == 0 ? 1 : -1);
            var curve = Arc(graph, boxes, a, b, height);
            if (!obstacles.Exists(curve.Meets))
            {
                return curve;
            }
        }

        return straight;
    }

    // Each label beside its edge where it covers least, in the order of the edges.
    private static void PlaceLabels(DrawnGraph graph, Box[] boxes, EdgeCurve[] curves, Box?[] labels)
    {
        var middle = Box.Around(boxes).Centre;
        for (var e = 0; e < curves.Length; e++)
        {
            Cancellation.Poll();
            if (graph.Labels[e] is not { } label || labels[e] is not null)
            {
                continue;
            }

            var least = double.PositiveInfinity;
            foreach (var candidate in Candidates(curves[e], label, middle))
            {
                var cost = candidate.Preference;
                for (var v = 0; v < boxes.Length; v++)
                {
                    cost += 50 * candidate.Box.Grow(2).Common(boxes[v]);
                }

                for (var other = 0; other < labels.Length && cost < least; other++)
                {
                    cost += labels[other] is { } box ? 50 * candidate.Box.Grow(2).Common(box) : 0;
                    cost += curves[other].Meets(candidate.Box) ? 300 : 0;
                }

                if (cost < least)
                {
                    (least, labels[e]) = (cost, candidate.Box);
                }
            }
        }
    }

    private static IEnumerable<(Box Box, double Preference)> Candidates(EdgeCurve curve, DiagramLabel label, Point middle)
    {
        foreach (var t in LabelPlaces)
        {
            var at = curve.At(t);
            var normal = (curve.At(t + 0.02) - curve.At(t - 0.02)).Unit().Normal();
            var reach = (Math.Abs(normal.X) * label.Width / 2) + (Math.Abs(normal.Y) * label.Height / 2) + 5;
            foreach (var side in new[] { 1, -1 })
            {
                var centre = at + (side * reach * normal);

                // Rather near the middle of the edge, and outside the drawing.
                var preference = (60 * Math.Abs(t - 0.5)) + ((centre - middle).Length < (at - middle).Length - 1e-6 ? 6 : 0) + (side * ((normal.Y * 2) - normal.X) > 0 ? 1 : 0);
                yield return (new Box(centre.X, centre.Y, label.Width, label.Height), preference);
            }
        }
    }
}
