namespace Adjoint.Drawing;

/// <summary>A function of two variables, known at the points (xⱼ, yᵢ) of a grid.</summary>
public sealed class SampleGrid
{
    private const int MostSamples = 16_000_000;

    private readonly double[] values;
    // Quantiles of a larger grid are taken from so many rows and columns of it.
    private const int MostSorted = 500;

    private readonly Lazy<double[]> sorted;
    private readonly Lazy<(double Low, double High, int Missing)> extent;

    private SampleGrid(IReadOnlyList<double> x, IReadOnlyList<double> y, double[] values)
    {
        (X, Y, this.values) = (x, y, values);

        // Not the modes that keep an exception, as that of an interrupted cell.
        sorted = new(Sorted, LazyThreadSafetyMode.PublicationOnly);
        extent = new(Extent, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>The places along x, increasing.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>The places along y, increasing.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>f(xⱼ, yᵢ) for row i and column j; NaN or infinite where the function has no value.</summary>
    public double this[int row, int column] => values[(row * X.Count) + column];

    /// <summary>The function itself, where it is known; null for values without one.</summary>
    internal Func<double, double, double>? Function { get; private init; }

    /// <summary>The least and the largest finite value; null where there is none.</summary>
    internal (double Low, double High)? Range => extent.Value is var (low, high, _) && low <= high ? (low, high) : null;

    /// <summary>How many values are not finite.</summary>
    internal int Missing => extent.Value.Missing;

    /// <summary>The interval that has the middle nine tenths of the finite values; from 0 to 0 where there are none.</summary>
    internal (double Low, double High) Middle => sorted.Value is { Length: > 0 } s ? (s[s.Length / 20], s[^(1 + (s.Length / 20))]) : (0, 0);

    /// <summary>f at <paramref name="columns"/>×<paramref name="rows"/> places, evenly spaced from side to side.</summary>
    /// <exception cref="ArgumentException">A side has no length or is not finite, or there are fewer than 2 or too many places.</exception>
    public static SampleGrid Of(Func<double, double, double> f, (double From, double To) x, (double From, double To) y, int columns = 101, int rows = 101)
    {
        CheckSides(x, y);
        CheckSize(rows, columns);
        return Of(f, Places(x, columns), Places(y, rows));
    }

    /// <summary>Values by rows: row i belongs to yᵢ, column j to xⱼ.</summary>
    /// <exception cref="ArgumentException">The places do not increase, are not finite, or are not as many as the rows and columns.</exception>
    public static SampleGrid Of(double[,] values, IEnumerable<double> x, IEnumerable<double> y)
    {
        var (xs, ys) = (Figure.Collect(x).ToArray(), Figure.Collect(y).ToArray());
        if (ys.Length != values.GetLength(0) || xs.Length != values.GetLength(1))
        {
            throw new ArgumentException($"A grid of {values.GetLength(0)} rows and {values.GetLength(1)} columns needs as many y and x, and there are {ys.Length} y and {xs.Length} x.", nameof(values));
        }

        CheckIncreasing(xs, "x");
        CheckIncreasing(ys, "y");
        CheckSize(ys.Length, xs.Length);
        return new(xs, ys, [.. values.Cast<double>()]);
    }

    /// <summary>Sees to it that both sides are intervals with a length.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    internal static void CheckSides((double From, double To) x, (double From, double To) y)
    {
        if (!double.IsFinite(x.From) || !double.IsFinite(x.To) || !double.IsFinite(y.From) || !double.IsFinite(y.To) || x.From >= x.To || y.From >= y.To)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"A rectangle needs finite sides from a to b with a < b, and this one has x from {x.From} to {x.To} and y from {y.From} to {y.To}."), nameof(x));
        }
    }

    /// <summary>n places from side to side, both among them.</summary>
    internal static double[] Places((double From, double To) side, int n) =>
        [.. Enumerable.Range(0, n).Select(i => i == n - 1 ? side.To : side.From + (i * ((side.To / (n - 1)) - (side.From / (n - 1)))))];

    /// <summary>Every so many columns and rows, the last among them, that at most <paramref name="most"/> remain of each.</summary>
    internal SampleGrid Thinned(int most)
    {
        var (columns, rows) = (Kept(X.Count, most), Kept(Y.Count, most));
        return columns.Length == X.Count && rows.Length == Y.Count
            ? this
            : new([.. columns.Select(j => X[j])], [.. rows.Select(i => Y[i])], [.. rows.SelectMany(i => columns.Select(j => this[i, j]))]);
    }

    private static SampleGrid Of(Func<double, double, double> f, double[] x, double[] y)
    {
        var values = new double[x.Length * y.Length];
        for (var i = 0; i < y.Length; i++)
        {
            for (var j = 0; j < x.Length; j++)
            {
                Cancellation.Poll();
                values[(i * x.Length) + j] = f(x[j], y[i]);
            }
        }

        return new(x, y, values) { Function = f };
    }

    private double[] Sorted()
    {
        var finite = Thinned(MostSorted).values.Where(double.IsFinite).ToArray();
        Array.Sort(finite);
        return finite;
    }

    private (double Low, double High, int Missing) Extent()
    {
        var (low, high, missing) = (double.PositiveInfinity, double.NegativeInfinity, 0);
        for (var start = 0; start < values.Length; start += X.Count)
        {
            Cancellation.Poll();
            foreach (var value in values.AsSpan(start, X.Count))
            {
                (low, high, missing) = double.IsFinite(value) ? (Math.Min(low, value), Math.Max(high, value), missing) : (low, high, missing + 1);
            }
        }

        return (low, high, missing);
    }

    private static int[] Kept(int count, int most) => count <= most ? [.. Enumerable.Range(0, count)] : [.. Enumerable.Range(0, most).Select(k => (int)((long)k * (count - 1) / (most - 1)))];

    private static void CheckIncreasing(double[] places, string name)
    {
        for (var i = 0; i < places.Length; i++)
        {
            if (!double.IsFinite(places[i]) || (i > 0 && places[i] <= places[i - 1]))
            {
                throw new ArgumentException(FormattableString.Invariant($"The places of a grid increase, and {name} number {i} is {places[i]}{(i > 0 ? $" after {places[i - 1]}" : "")}."), nameof(places));
            }
        }
    }

    private static void CheckSize(int rows, int columns)
    {
        if (rows < 2 || columns < 2 || (long)rows * columns > MostSamples)
        {
            throw new ArgumentException($"A grid has from 2×2 to {MostSamples} values, and this one has {rows}×{columns}.", nameof(rows));
        }
    }
}
