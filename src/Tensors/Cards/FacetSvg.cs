using System.Globalization;
using System.IO.Compression;
using Adjoint.Drawing;

namespace Adjoint.Tensors.Cards;

/// <summary>Draws facets: each slice as a small PNG in one SVG document, their labels above them, one colour bar at the right.</summary>
internal static class FacetSvg
{
    private const int Gap = 10;
    private const int LabelHeight = 16;
    private const int Tallest = 440;
    private const byte Mark = ColourScale.Count;
    private const byte Paper = ColourScale.Count + 1;

    /// <summary>The document.</summary>
    public static string Of(TensorFacets facets)
    {
        var slices = facets.Slices;
        var (rows, columns) = (slices[0].Cells.GetLength(0), slices[0].Cells.GetLength(1));
        var hasRange = !double.IsNaN(facets.Range.Low);
        var scale = hasRange ? new ColourScale(facets.Range.Low, facets.Range.High) : new ColourScale(0, 0);
        var axis = new FigureAxis(scale.Low, scale.High, isLogarithmic: false);
        var bar = hasRange ? 40 + (axis.Ticks.Count == 0 ? 0 : axis.Ticks.Max(t => SvgWriter.Extent(t.Label))) : 0;
        var (across, side) = Layout(slices.Count, Math.Clamp((double)rows / columns, 0.2, 5), SvgWriter.Width - bar - Gap);
        var (width, height) = side;
        var down = (slices.Count + across - 1) / across;
        var label = slices[0].Label.Length > 0 ? LabelHeight : 0;
        var total = (int)Math.Ceiling((down * (height + label + Gap)) + Gap + (axis.Factor.Length > 0 ? 12 : 0) + (facets.NotFinite > 0 ? 20 : 0));
        total = Math.Max(total, hasRange ? 90 : 40);
        var top = Gap + (axis.Factor.Length > 0 ? 12.0 : 0);
        var svg = new SvgWriter(total, facets.Description);
        var letters = Math.Max(3, (int)(width / 6.5));
        for (var k = 0; k < slices.Count; k++)
        {
            Cancellation.Poll();
            var (left, upper) = (Gap + (k % across * (width + Gap)), top + (k / across * (height + label + Gap)));
            if (label > 0)
            {
                svg.Text(left, upper + 11, Fitted(slices[k].Label, letters), "start", SvgWriter.Ink, " font-size=\"11\"");
            }

            svg.Picture(left, upper + label, left + width, upper + label + height, Pixels(slices[k], scale, (int)width));
            svg.Rectangle(left, upper + label, left + width, upper + label + height, $"fill=\"none\" stroke=\"{SvgWriter.Ink}\" stroke-width=\"0.5\"");
        }

        if (hasRange)
        {
            ColourBarSvg.Write(svg, Gap + (across * (width + Gap)) + 8, top + label, Math.Max(top + label + 50, Math.Min(total - Gap - (facets.NotFinite > 0 ? 20 : 0), top + label + 260)), axis, scale, axis.Factor);
        }

        if (facets.NotFinite > 0)
        {
            svg.Rectangle(Gap, total - 18, Gap + 12, total - 6, "fill=\"#e600e6\"");
            svg.Text(Gap + 18, total - 7, string.Create(CultureInfo.InvariantCulture, $"NaN or ∞: {facets.NotFinite} {(facets.NotFinite == 1 ? "cell" : "cells")}"), "start", SvgWriter.Ink, " font-size=\"12\"");
        }

        return svg.Close();
    }

    // The indices alone where the whole does not fit.
    private static string Fitted(string label, int letters) => label.Length <= letters ? label
        : FigureText.Shorten(label.Replace(" ", "", StringComparison.Ordinal).Replace(",:", "", StringComparison.Ordinal).Replace(":,", "", StringComparison.Ordinal), letters);

    // The arrangement with the largest facets.
    private static (int Across, (double Width, double Height) Side) Layout(int count, double aspect, double room)
    {
        const double MostWide = 320;
        var best = (Across: 1, Width: 0.0);
        for (var across = 1; across <= count; across++)
        {
            var down = (count + across - 1) / across;
            var width = Math.Min(Math.Min(MostWide, (room / across) - Gap), ((Tallest / (double)down) - LabelHeight - Gap) / aspect);
            best = width > best.Width + 0.5 ? (across, width) : best;
        }

        return (best.Across, (Math.Max(4, Math.Floor(best.Width)), Math.Max(4, Math.Floor(best.Width * aspect))));
    }

    private static byte[] Pixels(SliceBins slice, ColourScale scale, int width)
    {
        var (rows, columns) = (slice.Cells.GetLength(0), slice.Cells.GetLength(1));

        // Hatching needs several pixels for each cell.
        var zoom = slice.NotFinite == 0 ? 1 : Math.Clamp(width / columns, 1, 24);
        var pixels = new byte[rows * columns * zoom * zoom];
        var (low, high) = (scale.Ends.From / 2, scale.Ends.To / 2);
        var factor = high > low ? (ColourScale.Count - 1) / (high - low) : 0;
        byte Index(double value) => (byte)(factor == 0 ? ColourScale.Count / 2 : Math.Clamp((int)((((value / 2) - low) * factor) + 0.5), 0, ColourScale.Count - 1));
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var value = slice.Cells[i, j];
                if (zoom == 1)
                {
                    pixels[(i * columns) + j] = double.IsFinite(value) ? Index(value) : Mark;
                    continue;
                }

                for (var p = 0; p < zoom * zoom; p++)
                {
                    var (y, x) = ((i * zoom) + (p / zoom), (j * zoom) + (p % zoom));
                    pixels[(y * columns * zoom) + x] = double.IsFinite(value) ? Index(value) : (x + y) % 4 == 0 ? Paper : Mark;
                }
            }
        }

        return Png.OfIndices(columns * zoom, rows * zoom, pixels, [.. scale.Palette, (0xe6, 0, 0xe6), (0xff, 0xff, 0xff)], opaque: 256, CompressionLevel.Fastest);
    }
}
