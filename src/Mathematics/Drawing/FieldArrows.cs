namespace Adjoint.Drawing;

/// <summary>A vector field as arrows from the points of a grid.</summary>
internal static class FieldArrows
{
    private const int MostAcross = 17;

    // Of the distance between two points of the grid.
    private const double Longest = 0.9;

    /// <summary>The arrows. Where the field has no finite value, or is 0, there is none.</summary>
    public static IReadOnlyList<((double X, double Y) From, (double X, double Y) To)> Of(
        Func<double, double, (double U, double V)> field, (double From, double To) x, (double From, double To) y)
    {
        SampleGrid.CheckSides(x, y);
        var cell = 2 * Math.Max((x.To / 2 / MostAcross) - (x.From / 2 / MostAcross), (y.To / 2 / MostAcross) - (y.From / 2 / MostAcross));
        var places = new List<(double X, double Y, double U, double V)>();
        foreach (var b in Middles(y, cell))
        {
            foreach (var a in Middles(x, cell))
            {
                Cancellation.Poll();
                var (u, v) = field(a, b);
                if (double.IsFinite(u) && double.IsFinite(v))
                {
                    places.Add((a, b, u, v));
                }
            }
        }

        var lengths = places.Select(p => Length(p.U, p.V)).Where(l => l > 0).Order().ToList();
        if (lengths.Count == 0)
        {
            return [];
        }

        var unit = lengths[(int)(0.95 * (lengths.Count - 1))];
        return [.. places.Where(p => Length(p.U, p.V) > 0).Select(p =>
        {
            var length = Length(p.U, p.V);
            var drawn = Longest * cell * Math.Min(1, length / unit);
            return ((p.X, p.Y), (p.X + (drawn * (p.U / length)), p.Y + (drawn * (p.V / length))));
        })];
    }

    /// <summary>∇f by central differences.</summary>
    public static Func<double, double, (double U, double V)> Gradient(Func<double, double, double> f, (double From, double To) x, (double From, double To) y)
    {
        // The cube root of the unit roundoff balances truncation and rounding.
        const double Relative = 1e-5;
        var (h, k) = ((Relative * x.To) - (Relative * x.From), (Relative * y.To) - (Relative * y.From));
        return (a, b) => ((f(a + h, b) - f(a - h, b)) / (2 * h), (f(a, b + k) - f(a, b - k)) / (2 * k));
    }

    private static double Length(double u, double v) => double.Hypot(u, v);

    // At least two, in the middle of their cells.
    private static IEnumerable<double> Middles((double From, double To) side, double cell)
    {
        // Of a side near 0 the cell may be 0.
        var n = (int)Math.Clamp(Math.Round(((side.To / 2) - (side.From / 2)) / (cell / 2)), 2, MostAcross);
        return Enumerable.Range(0, n).Select(i => ((1 - ((i + 0.5) / n)) * side.From) + ((i + 0.5) / n * side.To));
    }
}
