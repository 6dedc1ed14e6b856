namespace Adjoint.Drawing;

/// <summary>Level lines of a function known on a grid.</summary>
/// <remarks>
/// In each cell the function is taken for the bilinear interpolant of its corners, along each edge for linear; lines end at cells with a corner that is not finite. Where all
/// four edges are crossed, the value at the saddle point of the interpolant says which corners are connected: G. M. Nielson and B. Hamann, <i>The asymptotic decider</i>, 1991.
/// </remarks>
internal static class MarchingSquares
{
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
                lines.Add(new(level, Follow(grid, level, start, neighbours)));
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

    private static (double X, double Y) Crossing(SampleGrid grid, double level, Edge edge)
    {
        var (i, j, isUpright) = edge;
        var (to, x, y) = isUpright ? (grid[i + 1, j], grid.X[j], grid.Y[i + 1]) : (grid[i, j + 1], grid.X[j + 1], grid.Y[i]);
        var (room, whole) = ((level / 2) - (grid[i, j] / 2), (to / 2) - (grid[i, j] / 2));
        var t = Math.Clamp(room / whole, 0, 1);
        return (grid.X[j] + (t * (x - grid.X[j])), grid.Y[i] + (t * (y - grid.Y[i])));
    }

    // The edge from the grid's point (i, j) to the next along x, or along y if it is upright.
    private readonly record struct Edge(int Row, int Column, bool IsUpright);
}
