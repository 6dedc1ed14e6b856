namespace Adjoint.Graphs;

/// <summary>How an edge runs: cubic Bézier curves end to end, each given by two control points and its end, after the beginning of the first.</summary>
internal sealed record EdgeCurve(IReadOnlyList<Point> Points)
{
    public Point Start => Points[0];

    public Point End => Points[^1];

    /// <summary>Whether it is one line without a bend.</summary>
    public bool IsStraight => Points.Count == 4 && (Points[1] - Start - (1.0 / 3 * (End - Start))).Length + (Points[2] - End - (1.0 / 3 * (Start - End))).Length < 1e-6;

    public static EdgeCurve Straight(Point a, Point b) => new([a, a + (1.0 / 3 * (b - a)), b - (1.0 / 3 * (b - a)), b]);

    /// <summary>The arc with the given height over its middle.</summary>
    public static EdgeCurve Arc(Point a, Point b, double height)
    {
        var up = 4.0 / 3 * height * (b - a).Unit().Normal();
        return new([a, a + (0.3 * (b - a)) + up, b - (0.3 * (b - a)) + up, b]);
    }

    public EdgeCurve Map(Func<Point, Point> map) => new([.. Points.Select(map)]);

    public EdgeCurve Reverse() => new([.. Points.Reverse()]);

    /// <summary>The direction in which it arrives.</summary>
    public Point Arrival() => (Points.Reverse().FirstOrDefault(p => (End - p).Length > 1e-6, Start) is var before ? End - before : default).Unit();

    /// <summary>The same curve up to <paramref name="length"/> before its end.</summary>
    public EdgeCurve Shorten(double length)
    {
        var back = length * Arrival();
        return IsStraight ? Straight(Start, End - back) : new([.. Points.SkipLast(2), Points[^2] - back, End - back]);
    }

    /// <summary>The place at t, from 0 at the beginning to 1 at the end, each Bézier curve taking as long as the others.</summary>
    public Point At(double t)
    {
        var pieces = (Points.Count - 1) / 3;
        var piece = Math.Clamp((int)(t * pieces), 0, pieces - 1);
        var s = (t * pieces) - piece;
        var (a, b, c, d) = (Points[3 * piece], Points[(3 * piece) + 1], Points[(3 * piece) + 2], Points[(3 * piece) + 3]);
        var r = 1 - s;
        return (r * r * r * a) + (3 * r * r * s * b) + (3 * r * s * s * c) + (s * s * s * d);
    }

    /// <summary>Places along the curve, both ends among them.</summary>
    public IReadOnlyList<Point> Samples(int perPiece = 8)
    {
        var count = IsStraight ? 1 : perPiece * ((Points.Count - 1) / 3);
        return [.. Enumerable.Range(0, count + 1).Select(i => At((double)i / count))];
    }

    /// <summary>Whether a part of it lies in the box.</summary>
    public bool Meets(Box box)
    {
        var samples = Samples();
        for (var i = 1; i < samples.Count; i++)
        {
            if (box.Meets(samples[i - 1], samples[i]))
            {
                return true;
            }
        }

        return false;
    }
}
