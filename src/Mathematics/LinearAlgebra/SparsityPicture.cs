using System.Globalization;
using System.Text;
using Adjoint.Drawing;

namespace Adjoint.LinearAlgebra;

/// <summary>A picture of where the nonzeros of a matrix lie: a square for each, or shades of how many lie in each bin of a large matrix.</summary>
public sealed class SparsityPicture
{
    private const int Largest = 400;
    private const int Smallest = 24;
    private const int MostSquares = 100;
    private const int Shades = 15;
    private const int Top = 26;

    internal SparsityPicture(SparsityPattern pattern) => Pattern = pattern;

    /// <summary>What is drawn.</summary>
    public SparsityPattern Pattern { get; }

    /// <summary>The width of the picture in pixels.</summary>
    public int Width => Math.Max(220, Size().Width + Margin + 12);

    /// <summary>Pattern, and what a shade means.</summary>
    public string Description => Pattern.IsExact
        ? $"Nonzero entries of a {Pattern}."
        : string.Create(
            CultureInfo.InvariantCulture, $"Nonzero entries of a {Pattern}. Counted in {Pattern.BinRows}×{Pattern.BinColumns} bins; the darkest holds {Pattern.MostInABin}.");

    /// <summary>The picture: white paper, dark entries, and the numbers of the first and last row and column.</summary>
    public string ToSvg()
    {
        var (width, height) = Size();
        var margin = Margin;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" viewBox=\"0 0 {Width} {height + Top + 28}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#7a7a7a\">");
        svg.Append("<title>").Append(Description).Append("</title>");
        svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({margin} {Top})\">");
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"-1.5\" y=\"-1.5\" width=\"{width + 3}\" height=\"{height + 3}\" fill=\"#fff\" stroke=\"#7a7a7a\"/>");
        if (Pattern.BinRows <= MostSquares && Pattern.BinColumns <= MostSquares && Pattern.IsExact)
        {
            WriteSquares(svg, width, height);
        }
        else if (Pattern.Nonzeros > 0)
        {
            WriteShades(svg, width, height);
        }

        svg.Append("</g>");
        if (Pattern.BinRows > 0 && Pattern.BinColumns > 0)
        {
            WriteNumbers(svg, margin, width, height);
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>
    /// The picture in Braille dots, at most 40×20 characters, and the numbers. A dot stands for at least the square root of the most nonzeros in a dot, so that a band shows
    /// among scattered entries; in a matrix of at most 80×80 that is one nonzero.
    /// </summary>
    public override string ToString()
    {
        const int MostAcross = 80;
        var (across, down) = (Math.Min(Pattern.BinColumns, MostAcross), Math.Min(Pattern.BinRows, MostAcross));
        var dots = new long[down, across];
        for (var r = 0; r < Pattern.BinRows; r++)
        {
            for (var c = 0; c < Pattern.BinColumns; c++)
            {
                dots[r * down / Pattern.BinRows, c * across / Pattern.BinColumns] += Pattern[r, c];
            }
        }

        var least = Math.Max(1, (long)Math.Sqrt(dots.Length == 0 ? 0 : dots.Cast<long>().Max()));
        var text = new StringBuilder();
        for (var y = 0; y < down; y += 4)
        {
            text.Append('│');
            for (var x = 0; x < across; x += 2)
            {
                text.Append(Braille(dots, y, x, least));
            }

            text.Append("│\n");
        }

        return text.Append(Description).Append(least > 1 ? string.Create(CultureInfo.InvariantCulture, $" A dot: at least {least}.") : string.Empty).ToString();
    }

    // Unicode numbers the dots of a cell down its columns, and the lowest row after them.
    private static char Braille(long[,] dots, int y, int x, long least)
    {
        var cell = 0x2800;
        for (var dy = 0; dy < 4 && y + dy < dots.GetLength(0); dy++)
        {
            for (var dx = 0; dx < 2 && x + dx < dots.GetLength(1); dx++)
            {
                cell |= dots[y + dy, x + dx] < least ? 0 : dy == 3 ? 0x40 << dx : 1 << (dy + (3 * dx));
            }
        }

        return (char)cell;
    }

    // Room for the number of the last row.
    private int Margin => 14 + (8 * Pattern.Shape.Rows.ToString(CultureInfo.InvariantCulture).Length);

    // Entries are squares where that leaves both sides visible.
    private (int Width, int Height) Size()
    {
        if (Pattern.Shape.Rows == 0 || Pattern.Shape.Columns == 0)
        {
            return (Smallest, Smallest);
        }

        var scale = (double)Largest / Math.Max(Pattern.Shape.Rows, Pattern.Shape.Columns);
        scale = Pattern.IsExact ? Math.Min(scale, Smallest) : scale;
        return ((int)Math.Max(Smallest, scale * Pattern.Shape.Columns), (int)Math.Max(Smallest, scale * Pattern.Shape.Rows));
    }

    // A run of neighbours is one rectangle; a gap of a tenth keeps squares apart where they are large enough.
    private void WriteSquares(StringBuilder svg, int width, int height)
    {
        var (x, y) = ((double)width / Pattern.BinColumns, (double)height / Pattern.BinRows);
        var gap = Math.Min(x, y) >= 8 ? 0.1 : 0;
        svg.Append(CultureInfo.InvariantCulture, $"<path transform=\"scale({x:0.####} {y:0.####})\" fill=\"#1f4e8c\" d=\"");
        for (var r = 0; r < Pattern.BinRows; r++)
        {
            for (var c = 0; c < Pattern.BinColumns; c++)
            {
                if (Pattern[r, c] == 0)
                {
                    continue;
                }

                var start = c;
                while (gap == 0 && c + 1 < Pattern.BinColumns && Pattern[r, c + 1] > 0)
                {
                    c++;
                }

                var across = c - start + 1 - gap;
                svg.Append(CultureInfo.InvariantCulture, $"M{start + (gap / 2)} {r + (gap / 2)}h{across}v{1 - gap}h{-across}z");
            }
        }

        svg.Append("\"/>");
    }

    // Darker for more, on a scale of logarithms; a bin with a single nonzero is seen well.
    private void WriteShades(StringBuilder svg, int width, int height)
    {
        var most = Pattern.MostInABin;
        var pixels = new byte[Pattern.BinRows * Pattern.BinColumns];
        for (var r = 0; r < Pattern.BinRows; r++)
        {
            for (var c = 0; c < Pattern.BinColumns; c++)
            {
                var count = Pattern[r, c];
                pixels[(r * Pattern.BinColumns) + c] = (byte)(count == 0 ? 0 : most == 1 ? Shades : 1 + (int)((Shades - 1) * Math.Log(count) / Math.Log(most)));
            }
        }

        var palette = Enumerable.Range(0, Shades + 1).Select(k => k == 0 ? ((byte)255, (byte)255, (byte)255) : Shade((k - 1) / (Shades - 1.0))).ToList();
        var png = Convert.ToBase64String(Raster.Png(Pattern.BinColumns, Pattern.BinRows, pixels, palette));
        svg.Append(CultureInfo.InvariantCulture, $"<image width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{png}\"/>");
    }

    // From light to dark blue.
    private static (byte R, byte G, byte B) Shade(double t) => ((byte)(158 - (150 * t)), (byte)(202 - (154 * t)), (byte)(225 - (118 * t)));

    private void WriteNumbers(StringBuilder svg, int margin, int width, int height)
    {
        var (top, bottom) = (Top, Top + height);
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{margin}\" y=\"{top - 8}\">0</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{margin + width}\" y=\"{top - 8}\" text-anchor=\"end\">{(Pattern.Shape.Columns > 1 ? Pattern.Shape.Columns - 1 : string.Empty)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{margin - 6}\" y=\"{top + 11}\" text-anchor=\"end\">0</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{margin - 6}\" y=\"{bottom}\" text-anchor=\"end\">{(Pattern.Shape.Rows > 1 ? Pattern.Shape.Rows - 1 : string.Empty)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{margin}\" y=\"{bottom + 18}\">{Pattern.Nonzeros} nonzeros, {Pattern.FillInPercent}</text>");
    }
}
