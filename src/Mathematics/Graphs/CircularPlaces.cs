namespace Adjoint.Graphs;

/// <summary>Places on circles about one centre, the first vertex of each at its top.</summary>
internal static class CircularPlaces
{
    private const double Gap = 26;
    private const double RingGap = 40;

    /// <summary>The centre of each vertex.</summary>
    public static Point[] Of(DrawnGraph graph)
    {
        var rings = graph.Diagram.Format.Rings.Select(ring => ring.Select(graph.Diagram.PlaceOf).ToList()).Where(ring => ring.Count > 0).ToList();
        var inner = rings.SelectMany(ring => ring).ToHashSet();
        if (Enumerable.Range(0, graph.Count).Where(v => !inner.Contains(v)).ToList() is { Count: > 0 } outer)
        {
            rings.Add(outer);
        }

        var result = new Point[graph.Count];
        var radius = 0.0;
        var before = 0.0;
        foreach (var ring in rings)
        {
            var reach = ring.Max(v => Math.Sqrt(Math.Pow(graph.Sizes[v].Width + (2 * graph.LoopRoom(v)), 2) + Math.Pow(graph.Sizes[v].Height, 2)) / 2);
            var around = ring.Count == 1 ? 0 : ((2 * reach) + Gap) / (2 * Math.Sin(Math.PI / ring.Count));

            // One vertex within all others is their centre; else each circle lies outside the one before.
            radius = Math.Max(around, before == 0 ? 0 : radius + before + reach + RingGap);
            foreach (var (i, v) in ring.Index())
            {
                var (sin, cos) = Math.SinCos(Math.Tau * i / ring.Count);
                result[v] = new(radius * sin, -radius * cos);
            }

            before = reach;
        }

        return result;
    }
}
