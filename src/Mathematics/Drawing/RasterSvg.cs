namespace Adjoint.Drawing;

/// <summary>Draws heat maps and images, as PNG in the document.</summary>
internal static class RasterSvg
{
    private const int FewCells = 40_000;
    private const int MostWide = 400;
    private const int MostHigh = 380;
    private const int MostBytes = 180_000;
    private const byte HatchInk = ColourScale.Count;
    private const byte HatchPaper = ColourScale.Count + 1;

    /// <summary>Cells in the colours of their values; of many cells in one pixel, the colour of their mean. What is not finite is hatched.</summary>
    public static void WriteHeatMap(SvgWriter svg, FigureLayout layout, HeatMapMark mark)
    {
        if (mark.Rows == 0 || mark.Columns == 0 || Visible(layout, mark.X, mark.Y) is not var (left, top, right, bottom))
        {
            return;
        }

        var isSmall = (long)mark.Rows * mark.Columns <= FewCells;
        var (width, height) = (Math.Max(1, (int)(isSmall ? 2 * (right - left) : Math.Min(right - left, MostWide))), Math.Max(1, (int)(isSmall ? 2 * (bottom - top) : Math.Min(bottom - top, MostHigh))));
        var columns = Cells(left, right, width, layout.ValueX, mark.X, mark.Columns);
        var rows = Cells(top, bottom, height, layout.ValueY, mark.Y, mark.Rows);
        var pixels = new byte[width * height];
        for (var i = 0; i < height; i++)
        {
            Cancellation.Poll();
            for (var j = 0; j < width; j++)
            {
                pixels[(i * width) + j] = layout.Scale is { } scale && mark.Mean(rows[i], columns[j]) is { } value ? (byte)scale.Index(value) : (i + j) % 8 < 2 ? HatchInk : HatchPaper;
            }
        }

        // Nothing to hatch has colours of its own to spare.
        var palette = (layout.Scale?.Palette ?? []).Concat(Enumerable.Repeat(((byte)0x7a, (byte)0x7a, (byte)0x7a), 256)).Take(256).ToList();
        svg.Picture(left, top, right, bottom, Png.OfIndices(width, height, pixels, palette, opaque: HatchPaper));
    }

    /// <summary>Pixels as they are, where the axes are linear and the file is not too large; otherwise fewer of them.</summary>
    public static void WriteImage(SvgWriter svg, FigureLayout layout, ImageMark mark)
    {
        if (Visible(layout, mark.X, mark.Y) is not var (left, top, right, bottom))
        {
            return;
        }

        svg.Picture(left, top, right, bottom, Small(mark, (width, height) =>
            Resampled(mark, Cells(left, right, width, layout.ValueX, mark.X, mark.Columns), Cells(top, bottom, height, layout.ValueY, (mark.Y.To, mark.Y.From), mark.Rows))));
    }

    /// <summary>The whole image as a PNG file that is not too large.</summary>
    public static byte[] Reduced(ImageMark mark) => Small(mark, (width, height) =>
        Resampled(mark, Cells(0, 1, width, t => t, (0, 1), mark.Columns), Cells(0, 1, height, t => t, (0, 1), mark.Rows)));

    private static byte[] Small(ImageMark mark, Func<int, int, byte[]> draw)
    {
        var (width, height) = (Math.Min(mark.Columns, 1280), Math.Min(mark.Rows, 1280));
        while (true)
        {
            var png = draw(width, height);
            if (png.Length <= MostBytes)
            {
                return png;
            }

            var factor = Math.Min(0.9, Math.Sqrt((double)MostBytes / png.Length));
            (width, height) = (Math.Max(1, (int)(width * factor)), Math.Max(1, (int)(height * factor)));
        }
    }

    // Row 0 is at the upper side.
    private static byte[] Resampled(ImageMark mark, (int From, int To)[] columns, (int From, int To)[] rows)
    {
        var (width, height) = (columns.Length, rows.Length);
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < height; i++)
        {
            Cancellation.Poll();
            for (var j = 0; j < width; j++)
            {
                var (r, g, b, n) = (0, 0, 0, 0);
                for (var row = rows[i].From; row < rows[i].To; row++)
                {
                    for (var column = columns[j].From; column < columns[j].To; column++, n++)
                    {
                        var c = mark[row, column];
                        (r, g, b) = (r + c.R, g + c.G, b + c.B);
                    }
                }

                var at = 3 * ((i * width) + j);
                (pixels[at], pixels[at + 1], pixels[at + 2]) = ((byte)(r / n), (byte)(g / n), (byte)(b / n));
            }
        }

        return Png.OfColours(width, height, pixels);
    }

    private static (double Left, double Top, double Right, double Bottom)? Visible(FigureLayout layout, (double From, double To) x, (double From, double To) y)
    {
        var frame = layout.Frame;
        var (left, right) = (Math.Max(frame.Left, layout.Across(x.From)), Math.Min(frame.Right, layout.Across(x.To)));
        var (a, b) = (layout.Down(y.From), layout.Down(y.To));
        var (top, bottom) = (Math.Max(frame.Top, Math.Min(a, b)), Math.Min(frame.Bottom, Math.Max(a, b)));
        return left < right && top < bottom ? (left, top, right, bottom) : null;
    }

    // For each pixel from side to side the cells that it covers, at least one. Many pixels in one cell have their middle in it.
    private static (int From, int To)[] Cells(double start, double end, int pixels, Func<double, double> value, (double From, double To) side, int cells)
    {
        double Cell(double pixel) => ((value(start + (pixel * (end - start) / pixels)) / 2) - (side.From / 2)) / ((side.To / 2) - (side.From / 2)) * cells;
        return [.. Enumerable.Range(0, pixels).Select(k =>
        {
            var (a, b, middle) = (Cell(k), Cell(k + 1), Cell(k + 0.5));
            var nearest = Math.Clamp((int)Math.Floor(middle), 0, cells - 1);
            return Math.Abs(b - a) < 1.01
                ? (nearest, nearest + 1)
                : (Math.Clamp((int)Math.Round(Math.Min(a, b)), 0, nearest), Math.Clamp((int)Math.Round(Math.Max(a, b)), nearest + 1, cells));
        })];
    }
}
