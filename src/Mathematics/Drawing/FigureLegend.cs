using System.Globalization;

namespace Adjoint.Drawing;

/// <summary>The lines below a picture that say what its marks are called.</summary>
internal sealed class FigureLegend
{
    private const int MostEntries = 24;

    /// <summary>An entry for each series with a label. What the picture names at its place, as arrows and a colour bar, has none.</summary>
    public FigureLegend(Figure figure, IReadOnlyList<int> styles, bool hasColourBar)
    {
        var entries = new List<(string Label, int Style, HashSet<MarkShape> Shapes)>();
        foreach (var (mark, style) in figure.Marks.Zip(styles))
        {
            if (mark.Label.Length == 0 || mark.Shape is MarkShape.Text or MarkShape.Arrow || (mark.Shape == MarkShape.HeatMap && hasColourBar))
            {
                continue;
            }

            // Images and contours have no style of their own.
            var isPlain = mark.Shape is MarkShape.Image or MarkShape.Contours or MarkShape.HeatMap;
            if (!isPlain && entries.FindIndex(e => e.Style == style && !e.Shapes.Overlaps([MarkShape.Image, MarkShape.Contours, MarkShape.HeatMap])) is >= 0 and var at)
            {
                entries[at].Shapes.Add(mark.Shape);
            }
            else
            {
                entries.Add((FigureText.Shorten(mark.Label, 60), style, [mark.Shape]));
            }
        }

        Rows = RowsOf(entries.Count <= MostEntries ? entries : [.. entries.Take(MostEntries), ($"… and {entries.Count - MostEntries} more", 0, [])]);
    }

    /// <summary>The entries, as many in a row as there is space for.</summary>
    public IReadOnlyList<IReadOnlyList<(string Label, int Style, HashSet<MarkShape> Shapes)>> Rows { get; }

    /// <summary>Writes the entries.</summary>
    public void Write(SvgWriter svg, double top)
    {
        var line = top + 12;
        foreach (var row in Rows)
        {
            var at = 20.0;
            foreach (var (label, style, shapes) in row)
            {
                WriteSample(svg, at, line - 5, style, shapes);
                svg.Text(at + 40, line, label, "start", SvgWriter.Ink);
                at += 58 + SvgWriter.Extent(label);
            }

            line += 22;
        }
    }

    private static void WriteSample(SvgWriter svg, double at, double middle, int style, HashSet<MarkShape> shapes)
    {
        var box = $"M{MarkStyle.Number(at)} {MarkStyle.Number(middle - 6)}h32v12h-32z";
        if (shapes.Contains(MarkShape.Polygon))
        {
            svg.Path($"""fill="{MarkStyle.Colour(style)}" fill-opacity=".16" {MarkStyle.Stroke(style)}""", box);
        }

        if (shapes.Contains(MarkShape.Bars) || shapes.Contains(MarkShape.Histogram))
        {
            svg.Path(BarSvg.Style(style), box);
        }

        if (shapes.Contains(MarkShape.Curve))
        {
            svg.Path($"""fill="none" {MarkStyle.Stroke(style)}""", $"M{MarkStyle.Number(at)} {MarkStyle.Number(middle)}h32");
        }

        if (shapes.Contains(MarkShape.Contours))
        {
            svg.Path($"""fill="none" stroke="{ColourScale.Ink(0.5)}" stroke-width="1.6" """, string.Create(CultureInfo.InvariantCulture, $"M{MarkStyle.Number(at)} {MarkStyle.Number(middle + 4)}q16 -12 32 -2m-32 -5q16 -9 32 -1"));
        }

        if (shapes.Contains(MarkShape.Arrows))
        {
            ArrowSvg.Write(svg, (at, middle), (at + 30, middle), true, style, 1.6);
        }

        if (shapes.Contains(MarkShape.Points))
        {
            LineSvg.WriteMarkers(svg, [(at + 16, middle)], style);
        }
    }

    private static List<List<(string Label, int Style, HashSet<MarkShape> Shapes)>> RowsOf(List<(string Label, int Style, HashSet<MarkShape> Shapes)> entries)
    {
        var rows = new List<List<(string, int, HashSet<MarkShape>)>>();
        var used = 0.0;
        foreach (var entry in entries)
        {
            var needed = 58 + SvgWriter.Extent(entry.Label);
            if (rows.Count == 0 || used + needed > SvgWriter.Width - 30)
            {
                rows.Add([]);
                used = 0;
            }

            rows[^1].Add(entry);
            used += needed;
        }

        return rows;
    }
}
