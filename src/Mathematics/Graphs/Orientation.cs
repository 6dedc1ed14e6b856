namespace Adjoint.Graphs;

/// <summary>How a drawing that may be turned is turned.</summary>
internal static class Orientation
{
    private const int SmallGraph = 64;
    private const int Angles = 360;

    /// <summary>The places turned about their mean: as symmetric from left to right as can be, rather wide than high, with level and upright edges, the first vertex at the top. Large drawings stay as they are.</summary>
    public static Point[] Upright(IReadOnlyList<Point> places, IReadOnlyList<(int From, int To)> edges)
    {
        if (places.Count is < 2 or > SmallGraph)
        {
            return [.. places];
        }

        var mean = 1.0 / places.Count * places.Aggregate((a, b) => a + b);
        var centred = places.Select(p => p - mean).ToArray();
        var size = centred.Sum(p => p.Length * p.Length) / places.Count;
        return Enumerable.Range(0, Angles).Select(k => Turn(centred, Math.Tau * k / Angles)).MinBy(turned => Math.Round(Cost(turned, size, edges), 6))!;
    }

    private static Point[] Turn(Point[] points, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return [.. points.Select(p => new Point((cos * p.X) - (sin * p.Y), (sin * p.X) + (cos * p.Y)))];
    }

    // The mean squared distance of mirror images to the nearest point, in units of the drawing's size, and small preferences.
    private static double Cost(Point[] points, double size, IReadOnlyList<(int From, int To)> edges)
    {
        var asymmetry = points.Sum(p => points.Min(q => ((p.X + q.X) * (p.X + q.X)) + ((p.Y - q.Y) * (p.Y - q.Y)))) / points.Length;
        var (width, height) = (points.Max(p => p.X) - points.Min(p => p.X), points.Max(p => p.Y) - points.Min(p => p.Y));

        // cos 4φ of an edge with direction φ: 1 where it is level or upright, −1 where it is a diagonal.
        var straight = edges.Select(e => (points[e.To] - points[e.From]).Unit()).Select(d => 1 - (8 * d.X * d.X * d.Y * d.Y)).DefaultIfEmpty(0).Average();
        return (asymmetry / size) - (0.03 * straight) + (0.15 * Math.Max(0, (height / Math.Max(width, 1e-9)) - 1.25)) + (0.01 * points[0].Y / Math.Sqrt(size));
    }
}
