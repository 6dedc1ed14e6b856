using Adjoint.Drawing;

namespace Adjoint.Formatters.Charts;

/// <summary>Keeps charts at a size that a browser draws at once.</summary>
internal static class PlotlyThinning
{
    /// <summary>Of many points, from as many pieces of the sequence the first, lowest, highest and last, and gaps, so that no peak is lost.</summary>
    public static IReadOnlyList<(double X, double Y)> Points(IReadOnlyList<(double X, double Y)> points, int most)
    {
        if (points.Count <= most)
        {
            return points;
        }

        var pieces = most / 5;
        var kept = new List<(double X, double Y)>();
        for (var piece = 0; piece < pieces; piece++)
        {
            var (start, end) = ((int)((long)piece * points.Count / pieces), (int)((long)(piece + 1) * points.Count / pieces));
            var (low, high, gap) = (start, start, -1);
            for (var i = start; i < end; i++)
            {
                low = points[i].Y < points[low].Y || double.IsNaN(points[low].Y) ? i : low;
                high = points[i].Y > points[high].Y || double.IsNaN(points[high].Y) ? i : high;
                gap = gap < 0 && !FigureMark.IsFinite(points[i]) ? i : gap;
            }

            kept.AddRange(new[] { start, low, high, end - 1, gap }.Where(i => i >= 0).Distinct().Order().Select(i => points[i]));
        }

        return kept;
    }

    /// <summary>Places evenly spread over 0, …, count − 1, both ends among them; all of them if they are not too many.</summary>
    public static int[] Places(int count, int most) =>
        count <= most ? [.. Enumerable.Range(0, count)] : [.. Enumerable.Range(0, most).Select(k => (int)((long)k * (count - 1) / (most - 1)))];
}
