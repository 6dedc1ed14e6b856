namespace Adjoint.Drawing;

/// <summary>Counts a sample in bins of equal width.</summary>
internal static class HistogramBins
{
    private const int Most = 200;

    /// <summary>The histogram. Bins are closed on the left, the last on both sides; data that are not finite are counted apart.</summary>
    /// <remarks>
    /// Without a number of bins, their width is 2·IQR·n^(−1/3) (D. Freedman and P. Diaconis, <i>On the histogram as a density estimator</i>, 1981), and where the quartiles
    /// coincide their number is ⌈log₂ n⌉ + 1 (H. A. Sturges, <i>The choice of a class interval</i>, 1926).
    /// </remarks>
    public static BarsMark Of(List<double> sample, int? bins, string label)
    {
        var data = sample.Where(double.IsFinite).ToArray();
        Array.Sort(data);
        var missing = sample.Count - data.Length;
        if (data.Length == 0)
        {
            return new(MarkShape.Histogram, label, [], 1) { Missing = missing };
        }

        var (count, rule) = bins is { } chosen ? (chosen, "") : Choose(data);
        var (low, high) = (data[0], data[^1]);
        if (low == high)
        {
            var half = Math.Max(0.5, Math.Abs(low) * 1e-9);
            (low, high) = (Math.Max(low - half, double.MinValue), Math.Min(low + half, double.MaxValue));
        }

        // Halves: the difference of two doubles can be infinite.
        var width = 2 * ((high / 2 / count) - (low / 2 / count));
        var heights = new int[count];
        foreach (var value in data)
        {
            heights[Math.Clamp((int)(((value / 2) - (low / 2)) / (width / 2)), 0, count - 1)]++;
        }

        var vertices = heights.Select((height, i) => (low + ((i + 0.5) * width), (double)height)).ToList();
        return new(MarkShape.Histogram, label, vertices, width) { Missing = missing, Rule = rule };
    }

    private static (int Count, string Rule) Choose(double[] sorted)
    {
        var n = sorted.Length;
        var spread = (Quantile(sorted, 0.75) / 2) - (Quantile(sorted, 0.25) / 2);
        if (spread > 0)
        {
            var width = 2 * spread / Math.Cbrt(n);
            return ((int)Math.Clamp(Math.Ceiling(((sorted[^1] / 2) - (sorted[0] / 2)) / width), 1, Most), "Freedman–Diaconis");
        }

        return (sorted[0] == sorted[^1] ? 1 : (int)Math.Ceiling(Math.Log2(n)) + 1, "Sturges");
    }

    // Linear between order statistics: definition 7 of R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, 1996.
    private static double Quantile(double[] sorted, double p)
    {
        var place = p * (sorted.Length - 1);
        var below = (int)place;
        var next = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * 2 * ((sorted[next] / 2) - (sorted[below] / 2)));
    }
}
