namespace Adjoint.Drawing;

/// <summary>Chooses the levels of contour lines.</summary>
internal static class ContourLevels
{
    /// <summary>More lines than that cannot be told apart.</summary>
    public const int Most = 100;

    /// <summary>The levels in increasing order, each once.</summary>
    /// <exception cref="ArgumentException">A level is not finite, or there are too many.</exception>
    public static List<double> Checked(IEnumerable<double> levels)
    {
        var list = levels.Take(Most + 1).ToList();
        return list.Count > Most
            ? throw new ArgumentException($"A picture has at most {Most} levels, and this one has more.", nameof(levels))
            : list.Exists(level => !double.IsFinite(level))
                ? throw new ArgumentException(FormattableString.Invariant($"A level is a finite number, and one of these is {list.Find(level => !double.IsFinite(level))}."), nameof(levels))
                : [.. list.Distinct().Order()];
    }

    /// <summary>About n multiples of 1, 2 or 5 times a power of ten, between the least and the largest value. What is close to a pole counts less.</summary>
    public static List<double> Nice(SampleGrid grid, int n)
    {
        if (grid.Range is not var (low, high) || low == high)
        {
            return [];
        }

        var (q, r) = grid.Middle;
        var middle = (r / 2) - (q / 2);
        if (middle > 0 && (high / 2) - (low / 2) > 8 * middle)
        {
            (low, high) = (Math.Max(low, q - (2 * middle)), Math.Min(high, r + (2 * middle)));
        }

        var raw = (high / (n + 1)) - (low / (n + 1));
        var exponent = (int)Math.Floor(Math.Log10(raw));
        var digit = (raw * Math.Pow(10, -exponent)) switch { < 1.42 => 1, < 3.17 => 2, < 7.08 => 5, _ => 10 };
        var step = FigureAxis.Scale(digit, exponent);
        if (!(step > 0))
        {
            // Between the smallest numbers there is none.
            return [];
        }

        var (first, last) = (Math.Floor(low / step), Math.Ceiling(high / step));
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(k => FigureAxis.Scale((long)(first + k) * digit, exponent)).Where(level => level > low && level < high)];
    }
}
