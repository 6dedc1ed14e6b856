using Adjoint.Drawing;

namespace Adjoint.Formatters.Charts;

/// <summary>A sample as a box from quartile to quartile with its median, lines to the farthest data within 1.5 times its height, and points beyond.</summary>
/// <remarks>J. W. Tukey, <i>Exploratory Data Analysis</i>, 1977. Quartiles are those of plotly: the datum at place n·p + ½, interpolated (Hazen).</remarks>
internal static class BoxPlot
{
    /// <summary>Adds the box of a sorted sample at a place on the x-axis.</summary>
    public static Figure Add(Figure figure, double place, double[] sorted, string label)
    {
        var (low, middle, high) = (Quantile(sorted, 0.25), Quantile(sorted, 0.5), Quantile(sorted, 0.75));
        var reach = 1.5 * (high - low);
        var inside = sorted.Where(v => v >= low - reach && v <= high + reach).ToList();
        var (bottom, top) = (inside[0], inside[^1]);
        return figure
            .Polygon([(place - 0.3, low), (place + 0.3, low), (place + 0.3, high), (place - 0.3, high)], label)
            .Curve([(place - 0.3, middle), (place + 0.3, middle), (double.NaN, double.NaN), (place, low), (place, bottom), (double.NaN, double.NaN), (place, high), (place, top)], label)
            .Points(sorted.Where(v => v < bottom || v > top).Select(v => (place, v)), label);
    }

    private static double Quantile(double[] sorted, double p)
    {
        var at = Math.Clamp((p * sorted.Length) - 0.5, 0, sorted.Length - 1);
        var next = Math.Min((int)at + 1, sorted.Length - 1);
        return sorted[(int)at] + ((at - (int)at) * (sorted[next] - sorted[(int)at]));
    }
}
