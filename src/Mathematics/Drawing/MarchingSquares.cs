namespace Adjoint.Drawing;

/// <summary>Level lines of a function known on a grid.</summary>
/// <remarks>
/// In each cell the function is taken for the bilinear interpolant of its corners, along each edge for linear; lines end at cells with a corner that is not finite, and at jumps of a function that is known. Where all
/// four edges are crossed, the value at the saddle point of the interpolant says which corners are connected: G. M. Nielson and B. Hamann, <i>The asymptotic decider</i>, 1991.
/// </remarks>
internal static class MarchingSquares
{
    private const int Bisections = 30;

    /// <summary>The lines of one level, each connected and as long as it can be.</summary>
    public static List<ContourLine> Lines(SampleGrid grid, double level)
    {
        // A crossed edge belongs to two cells, so it has at most two neighbours along the line.
        var neighbours = new Dictionary<Edge, (Edge First, Edge? Second)>();
        for (var i = 0; i + 1 < grid.Y.Count; i++)
        {
            Cancellation.Poll();
            for (var j = 0; j + 1 < grid.X.Count; j++)
            {
                Cell(grid, level, i, j, neighbours);
            }
        }

        var lines = new List<ContourLine>();
        var ends = neighbours.Where(n => n.Value.Second is null).Select(n => n.Key);
        foreach (var start in ends.Concat(neighbours.Keys).ToList())
        {
            if (neighbours.ContainsKey(start))
            {
                lines.AddRange(Unbroken(Follow(grid, level, start, neighbours)).Select(vertices => new ContourLine(level, vertices)));
            }
        }

        return lines;
    }

    private static void Cell(SampleGrid grid, double level, int i, int j, Dictionary<Edge, (Edge First, Edge? Second)> neighbours)
    {
        var (a, b, c, d) = (grid[i, j], grid[i, j + 1], grid[i + 1, j + 1], grid[i + 1, j]);
        if (!double.IsFinite(a) || !double.IsFinite(b) || !double.IsFinite(c) || !double.IsFinite(d))
        {
            return;
        }

        var code = (a > level ? 1 : 0) | (b > level ? 2 : 0) | (c > level ? 4 : 0) | (d > level ? 8 : 0);
        var (bottom, right, top, left) = (new Edge(i, j, false), new Edge(i, j + 1, true), new Edge(i + 1, j, false), new Edge(i, j, true));
        switch (code)
        {
            case 1 or 14: Join(left, bottom); break;
            case 2 or 13: Join(bottom, right); break;
            case 4 or 11: Join(right, top); break;
            case 8 or 7: Join(top, left); break;
            case 3 or 12: Join(left, right); break;
            case 6 or 9: Join(bottom, top); break;
            case 5 or 10:
                // Scaled, so that products stay finite.
                var scale = Math.Max(Math.Max(Math.Abs(a - level), Math.Abs(b - level)), Math.Max(Math.Abs(c - level), Math.Abs(d - level)));
                var (p, q, r, s) = ((a - level) / scale, (b - level) / scale, (c - level) / scale, (d - level) / scale);
                var isHighJoined = ((p * r) - (q * s)) / (p + r - q - s) > 0;
                if (isHighJoined == (code == 5))
                {
                    Join(bottom, right);
                    Join(top, left);
                }
                else
                {
                    Join(left, bottom);
                    Join(right, top);
                }

                break;
            default: break;
        }

        void Join(Edge one, Edge other)
        {
            Add(one, other);
            Add(other, one);
        }

        void Add(Edge edge, Edge other) => neighbours[edge] = neighbours.TryGetValue(edge, out var found) ? (found.First, other) : (other, null);
    }

    // Takes the edges it passes out of the table.
    private static List<(double X, double Y)> Follow(SampleGrid grid, double level, Edge start, Dictionary<Edge, (Edge First, Edge? Second)> neighbours)
    {
        var line = new List<(double X, double Y)>();
        var isClosed = neighbours[start].Second is not null;
        Edge? at = start;
        while (at is { } edge && neighbours.Remove(edge, out var next))
        {
            line.Add(Crossing(grid, level, edge));
            at = neighbours.ContainsKey(next.First) ? next.First : next.Second;
        }

        if (isClosed)
        {
            line.Add(line[0]);
        }

        return line;
    }

    // At a jump there is no point of the level.
    private static IEnumerable<List<(double X, double Y)>> Unbroken(List<(double X, double Y)> line)
    {
        if (!line.Exists(p => double.IsNaN(p.X)))
        {
            yield return line;
            yield break;
        }

        var piece = new List<(double X, double Y)>();
        foreach (var p in line.Append((double.NaN, double.NaN)))
        {
            if (!double.IsNaN(p.Item1))
            {
                piece.Add(p);
            }
            else
            {
                if (piece.Count > 1)
                {
                    yield return piece;
                }

                piece = [];
            }
        }
    }

    private static (double X, double Y) Crossing(SampleGrid grid, double level, Edge edge)
    {
        var (i, j, isUpright) = edge;
        var (to, x, y) = isUpright ? (grid[i + 1, j], grid.X[j], grid.Y[i + 1]) : (grid[i, j + 1], grid.X[j + 1], grid.Y[i]);
        var (room, whole) = ((level / 2) - (grid[i, j] / 2), (to / 2) - (grid[i, j] / 2));
        var t = Math.Clamp(room / whole, 0, 1);
        (double X, double Y) At(double part) => (grid.X[j] + (part * (x - grid.X[j])), grid.Y[i] + (part * (y - grid.Y[i])));
        var (least, most) = grid.Middle;
        var refined = grid.Function is { } f ? Refined(s => At(s) is var p ? f(p.X, p.Y) : 0, level, grid[i, j], to, t, most - least) : t;
        return refined is { } found ? At(found) : (double.NaN, double.NaN);
    }

    // Where f is not as good as linear along the edge, by bisection: if f is continuous, the difference over the half that crosses the level goes to zero. Null at a jump.
    private static double? Refined(Func<double, double> along, double level, double from, double to, double crossing, double spread)
    {
        Cancellation.Poll();
        var whole = Math.Abs((to / 2) - (from / 2));

        // Beside a pole the values of the grid are out of all proportion.
        whole = spread > 0 ? Math.Min(whole, spread) : whole;
        if (Math.Abs((along(crossing) / 2) - (level / 2)) <= whole / 1000)
        {
            return crossing;
        }

        var (a, b, low, high) = (0.0, 1.0, from, to);
        for (var k = 0; k < Bisections; k++)
        {
            Cancellation.Poll();
            var middle = along((a + b) / 2);
            if (!double.IsFinite(middle))
            {
                return null;
            }

            (a, b, low, high) = middle > level == low > level ? ((a + b) / 2, b, middle, high) : (a, (a + b) / 2, low, middle);
            var rest = (high / 2) - (low / 2);
            if (Math.Abs(rest) <= whole / 16)
            {
                return a + ((b - a) * Math.Clamp(((level / 2) - (low / 2)) / rest, 0, 1));
            }
        }

        return null;
    }

    // The edge from the grid's point (i, j) to the next along x, or along y if it is upright.
    private readonly record struct Edge(int Row, int Column, bool IsUpright);
}
