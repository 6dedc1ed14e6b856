namespace Adjoint.Drawing;

/// <summary>Chooses the points of a function's graph.</summary>
internal static class FunctionGraph
{
    private const int Cells = 192;
    private const int Deepest = 6;
    private const int Bisections = 60;

    /// <summary>
    /// The vertices, with a gap at each jump and pole, and those that the picture should contain. The second are fewer where f is unbounded: the frame then shows
    /// where most of the graph is.
    /// </summary>
    public static (List<(double X, double Y)> Vertices, IReadOnlyList<(double X, double Y)> Framed) Sample(Func<double, double> f, double from, double to)
    {
        var grid = Grid(from, to).Select(x => (X: x, Y: Evaluate(f, x))).ToList();
        var heights = grid.Where(FigureMark.IsFinite).Select(p => p.Y).Order().ToList();
        if (heights.Count < 2)
        {
            return (grid, grid);
        }

        // Differences of halves: the difference of two doubles can be infinite.
        var half = (heights[^1] / 2) - (heights[0] / 2);
        var (low, high) = (heights[heights.Count / 20], heights[^(1 + (heights.Count / 20))]);
        var middle = (high / 2) - (low / 2);
        var isUnbounded = IsUnbounded(f, grid);
        var scale = isUnbounded && middle > 0 ? middle : half;
        var vertices = new List<(double X, double Y)> { grid[0] };
        for (var i = 1; i < grid.Count; i++)
        {
            Connect(f, grid[i - 1], grid[i], scale, Deepest, vertices);
        }

        if (!isUnbounded || half <= 4 * middle)
        {
            return (vertices, vertices);
        }

        var (bottom, top) = (Math.Max(heights[0], low - (2 * middle)), Math.Min(heights[^1], high + (2 * middle)));
        return (vertices, [(from, bottom), (to, top)]);
    }

    // Evenly spaced; over several powers of ten also evenly spaced in the logarithm, for a logarithmic axis.
    private static IEnumerable<double> Grid(double from, double to)
    {
        var even = Enumerable.Range(0, Cells + 1).Select(i => i == Cells ? to : from + (i * ((to / Cells) - (from / Cells))));
        if (from > 0 && to / from > 20)
        {
            even = even.Concat(Enumerable.Range(0, Cells + 1).Select(i => Math.Exp(Math.Log(from) + (i * (Math.Log(to) - Math.Log(from)) / Cells))).Where(x => x > from && x < to));
        }

        return even.Distinct().Order().ToList();
    }

    private static double Evaluate(Func<double, double> f, double x)
    {
        Cancellation.Poll();
        return f(x);
    }

    private static void Connect(Func<double, double> f, (double X, double Y) a, (double X, double Y) b, double scale, int depth, List<(double X, double Y)> vertices)
    {
        var m = (X: (a.X / 2) + (b.X / 2), Y: 0.0);
        if (m.X <= a.X || m.X >= b.X)
        {
            vertices.Add(b);
            return;
        }

        m.Y = Evaluate(f, m.X);
        var isWhole = double.IsFinite(a.Y) && double.IsFinite(b.Y) && double.IsFinite(m.Y);
        if (isWhole && Math.Abs((m.Y / 2) - (a.Y / 4) - (b.Y / 4)) <= 0.001 * scale)
        {
            vertices.Add(b);
        }
        else if (depth > 0)
        {
            Connect(f, a, m, scale, depth - 1, vertices);
            Connect(f, m, b, scale, depth - 1, vertices);
        }
        else if (isWhole && Jump(f, a, b) is { } jump)
        {
            vertices.Add(jump.Left);
            vertices.Add((jump.Left.X, double.NaN));
            vertices.Add(jump.Right);
            vertices.Add(b);
        }
        else
        {
            vertices.Add(m);
            vertices.Add(b);
        }
    }

    // Where f is continuous, the difference over the half that has more of it goes to zero.
    private static ((double X, double Y) Left, (double X, double Y) Right)? Jump(Func<double, double> f, (double X, double Y) a, (double X, double Y) b)
    {
        var before = Math.Abs((b.Y / 2) - (a.Y / 2));
        for (var k = 0; k < Bisections; k++)
        {
            var x = (a.X / 2) + (b.X / 2);
            if (x <= a.X || x >= b.X)
            {
                break;
            }

            var m = (X: x, Y: Evaluate(f, x));
            if (!double.IsFinite(m.Y))
            {
                return (a, b);
            }

            (a, b) = Math.Abs((m.Y / 2) - (a.Y / 2)) > Math.Abs((b.Y / 2) - (m.Y / 2)) ? (a, m) : (m, b);
        }

        return Math.Abs((b.Y / 2) - (a.Y / 2)) > before / 2 ? (a, b) : null;
    }

    // Close to a pole |f| keeps growing by a factor as the distance is halved; close to a peak it stops.
    private static bool IsUnbounded(Func<double, double> f, List<(double X, double Y)> grid)
    {
        if (grid.Exists(p => double.IsInfinity(p.Y)))
        {
            return true;
        }

        var peak = 0;
        for (var i = 1; i < grid.Count; i++)
        {
            peak = double.IsNaN(grid[peak].Y) || Math.Abs(grid[i].Y) > Math.Abs(grid[peak].Y) ? i : peak;
        }

        return Grows(f, grid[peak], grid[Math.Max(0, peak - 1)].X) || Grows(f, grid[peak], grid[Math.Min(grid.Count - 1, peak + 1)].X);
    }

    private static bool Grows(Func<double, double> f, (double X, double Y) peak, double end)
    {
        var (height, earlier) = (Math.Abs(peak.Y), Math.Abs(peak.Y));
        var (a, b) = (peak.X, end);
        for (var k = 0; k < 40; k++)
        {
            var (left, right) = (a + ((b - a) / 3), b - ((b - a) / 3));
            var (yLeft, yRight) = (Math.Abs(Evaluate(f, left)), Math.Abs(Evaluate(f, right)));
            if (double.IsInfinity(yLeft) || double.IsInfinity(yRight))
            {
                return true;
            }

            // What is not a number is taken for lower than all.
            (a, b) = yLeft > yRight || double.IsNaN(yRight) ? (a, right) : (left, b);
            height = Math.Max(height, Math.Max(double.IsNaN(yLeft) ? 0 : yLeft, double.IsNaN(yRight) ? 0 : yRight));
            earlier = k == 29 ? height : earlier;
        }

        return height > 4 * earlier;
    }
}
