namespace Adjoint.Drawing;

/// <summary>Leaves out of a picture what would not be seen, so that its size does not grow with its data.</summary>
internal static class Thinning
{
    private const int MostDots = 4000;
    private const int MostVertices = 20_000;

    /// <summary>The points that are not covered by another less than a unit away; of still too many, every n-th.</summary>
    public static List<(double X, double Y)> Points(List<(double X, double Y)> points)
    {
        var distinct = points.DistinctBy(p => (Math.Round(p.X), Math.Round(p.Y))).ToList();
        var stride = (distinct.Count + MostDots - 1) / MostDots;
        return stride <= 1 ? distinct : [.. distinct.Where((_, i) => i % stride == 0)];
    }

    /// <summary>Of a line through very many points: in each column of pixels the first, lowest, highest and last, which cover the same pixels.</summary>
    public static IEnumerable<(double X, double Y)> Line(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count <= MostDots)
        {
            return points;
        }

        var reduced = new List<(double X, double Y)>();
        for (var i = 0; i < points.Count;)
        {
            var (end, low, high) = (i, i, i);
            for (; end < points.Count && FigureMark.IsFinite(points[end]) == FigureMark.IsFinite(points[i]) && (!FigureMark.IsFinite(points[i]) || Math.Round(points[end].X) == Math.Round(points[i].X)); end++)
            {
                low = points[end].Y < points[low].Y ? end : low;
                high = points[end].Y > points[high].Y ? end : high;
            }

            reduced.AddRange(new[] { i, Math.Min(low, high), Math.Max(low, high), end - 1 }.Distinct().Select(k => points[k]));
            i = end;
        }

        // A line that goes to and fro has as many columns as points: then what moves it by less than half a unit goes, and of still too many points all but every n-th.
        return reduced.Count <= MostVertices ? reduced : Sparse(reduced);
    }

    private static List<(double X, double Y)> Sparse(List<(double X, double Y)> points)
    {
        var kept = new List<(double X, double Y)>();
        foreach (var p in points)
        {
            if (kept.Count == 0 || !(Math.Abs(p.X - kept[^1].X) < 0.5 && Math.Abs(p.Y - kept[^1].Y) < 0.5))
            {
                kept.Add(p);
            }
        }

        var stride = (kept.Count + MostVertices - 1) / MostVertices;
        return stride <= 1 ? kept : [.. kept.Where((p, i) => i % stride == 0 || !FigureMark.IsFinite(p))];
    }
}
