using System.Globalization;
using System.Text;
using Adjoint.Drawing;
using Adjoint.Notation;

namespace Adjoint.Tensors.Cards;

/// <summary>A histogram as a small picture.</summary>
internal static class Sparkline
{
    /// <summary>The width in pixels.</summary>
    public const int Width = 320;

    private const int Bars = 48;

    /// <summary>Bars that stand on a line with the ends of the range below it, and a mark where 0 is. A bin with anything in it can be seen.</summary>
    public static string ToSvg(TensorHistogram histogram)
    {
        var (counts, most, (first, last)) = (histogram.Counts, histogram.Counts.Max(), Ends(histogram));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Bars + 18}\" viewBox=\"0 0 {Width} {Bars + 18}\" font-family=\"sans-serif\" font-size=\"11\" fill=\"{SvgWriter.Ink}\"><path fill=\"{ColourScale.Ink(0)}\" d=\"");
        var width = (Width - 2.0) / counts.Count;
        for (var i = 0; i < counts.Count; i++)
        {
            if (counts[i] > 0)
            {
                var height = Math.Max(1, (double)counts[i] / most * (Bars - 2));
                svg.Append(CultureInfo.InvariantCulture, $"M{1 + (i * width):0.##} {Bars}v{-height:0.##}h{Math.Max(1, width - 0.75):0.##}V{Bars}z");
            }
        }

        svg.Append(CultureInfo.InvariantCulture, $"\"/><path stroke=\"{SvgWriter.Ink}\" d=\"M0 {Bars + 0.5}h{Width}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"1\" y=\"{Bars + 14}\">{Number(first)}</text><text x=\"{Width - 1}\" y=\"{Bars + 14}\" text-anchor=\"end\">{Number(last)}</text>");
        if (histogram.From < 0 && histogram.To > 0)
        {
            var zero = 1 + ((Width - 2) * (-histogram.From / 2 / ((histogram.To / 2) - (histogram.From / 2))));
            svg.Append(CultureInfo.InvariantCulture, $"<path stroke=\"{SvgWriter.Ink}\" d=\"M{zero:0.##} {Bars}v5\"/>");
            if (zero is > 70 and < Width - 70)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{zero:0.##}\" y=\"{Bars + 15}\" text-anchor=\"middle\">0</text>");
            }
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>The alternative text.</summary>
    public static string Describe(TensorStatistics statistics)
    {
        var histogram = statistics.Histogram;
        var (bins, most) = (histogram.Counts.Count, histogram.Counts.Max());
        var fullest = Enumerable.Range(0, bins).First(i => histogram.Counts[i] == most);
        var middle = histogram.From + ((fullest + 0.5) * ((histogram.To / bins) - (histogram.From / bins)));
        var what = histogram.IsSampled ? SampleOf(statistics) : string.Create(CultureInfo.InvariantCulture, $"Histogram of {statistics.FiniteCount} entries");
        return string.Create(CultureInfo.InvariantCulture, $"{what} from {Number(Ends(histogram).First)} to {Number(Ends(histogram).Last)} in {bins} bins; the fullest, at {Number(middle)}, holds {most}.");
    }

    /// <summary>That it is of a sample.</summary>
    public static string SampleOf(TensorStatistics statistics) => string.Create(CultureInfo.InvariantCulture, $"Histogram of a sample of {statistics.Histogram.SampleSize} entries");

    // Of whole numbers with a bin for each, the numbers in the middle of the outer bins.
    private static (double First, double Last) Ends(TensorHistogram histogram) => histogram.To - histogram.From == histogram.Counts.Count && histogram.From - Math.Floor(histogram.From) == 0.5
        ? (histogram.From + 0.5, histogram.To - 0.5)
        : (histogram.From, histogram.To);

    private static string Number(double value) => PlainText.LineOf(RealNotation.Number(value, NotationOptions.Default with { Digits = 3 }));
}
