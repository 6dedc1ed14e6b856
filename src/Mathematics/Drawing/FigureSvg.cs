using System.Text;

namespace Adjoint.Drawing;

/// <summary>Writes a figure as SVG: the frame with its axes, the marks in it, the colour bar and the legend.</summary>
internal sealed class FigureSvg
{
    private const string Ink = SvgWriter.Ink;

    private readonly Figure figure;
    private readonly FigureLayout layout;
    private readonly SvgWriter svg;

    public FigureSvg(Figure figure)
    {
        this.figure = figure;
        layout = new(figure);
        svg = new(layout.Height, figure.Description);
    }

    /// <summary>The document.</summary>
    public string Write()
    {
        var frame = layout.Frame;
        WriteFrame();
        var contours = new ContourSvg(svg, layout);
        for (var i = 0; i < figure.Marks.Count; i++)
        {
            Cancellation.Poll();
            Write(figure.Marks[i], layout.Styles[i], contours);
        }

        if (!figure.Marks.Any(m => m.Framed.Concat(m.Vertices).Any(FigureMark.IsFinite)))
        {
            svg.Text((frame.Left + frame.Right) / 2, (frame.Top + frame.Bottom) / 2, "nothing to draw", "middle", Ink);
        }

        if (layout.ColourAxis is { } axis && layout.Scale is { } scale)
        {
            ColourBarSvg.Write(svg, frame.Right + 12, frame.Top, frame.Bottom, axis, scale, layout.ColourTitle);
        }

        layout.Legend.Write(svg, layout.LegendTop);
        return svg.Close();
    }

    private void Write(FigureMark mark, int style, ContourSvg contours)
    {
        switch (mark)
        {
            case HeatMapMark heatMap:
                RasterSvg.WriteHeatMap(svg, layout, heatMap);
                break;
            case ImageMark image:
                RasterSvg.WriteImage(svg, layout, image);
                break;
            case ContoursMark lines:
                contours.Write(lines);
                break;
            case BarsMark bars:
                BarSvg.Write(svg, layout, bars, style);
                break;
            case { Shape: MarkShape.Curve }:
                LineSvg.WriteCurve(svg, layout, mark, style);
                break;
            case { Shape: MarkShape.Points }:
                LineSvg.WritePoints(svg, layout, mark, style);
                break;
            case { Shape: MarkShape.Polygon }:
                LineSvg.WritePolygon(svg, layout, mark, style);
                break;
            case { Shape: MarkShape.Arrow }:
                ArrowSvg.WriteOne(svg, layout, mark, style);
                break;
            case { Shape: MarkShape.Arrows }:
                ArrowSvg.WriteMany(svg, layout, mark, style);
                break;
            default:
                WriteLabel(mark);
                break;
        }
    }

    private void WriteLabel(FigureMark mark)
    {
        var frame = layout.Frame;
        if (layout.Map(mark.Vertices[0]) is var place && frame.Contains(place))
        {
            var anchor = place.X > frame.Left + (0.75 * (frame.Right - frame.Left)) ? "end" : "start";
            svg.Text(place.X + (anchor == "end" ? -6 : 6), Math.Max(place.Y - 6, frame.Top + 14), FigureText.Shorten(mark.Label, 60), anchor, Ink);
        }
    }

    private void WriteFrame()
    {
        var (format, frame, x, y) = (layout.Format, layout.Frame, layout.X, layout.Y);
        if (format.Title.Length > 0)
        {
            var title = FigureText.Shorten(format.Title, 78);
            var half = Math.Min(SvgWriter.Extent(title), SvgWriter.Width) / 2;
            svg.Text(Math.Clamp((layout.Frame.Left + layout.Frame.Right) / 2, half, SvgWriter.Width - half), 26, title, "middle", Ink, """ font-weight="600" """);
        }

        svg.Rectangle(frame.Left, frame.Top, frame.Right, frame.Bottom, $"""fill="{Ink}" fill-opacity=".06" stroke="{Ink}" """);
        var grid = new StringBuilder();
        foreach (var (value, _) in x.IsCategories ? [] : x.Ticks)
        {
            grid.Append($"M{MarkStyle.Number(layout.Across(value))} {MarkStyle.Number(frame.Top)}V{MarkStyle.Number(frame.Bottom)}");
        }

        foreach (var (value, _) in y.IsCategories ? [] : y.Ticks)
        {
            grid.Append($"M{MarkStyle.Number(frame.Left)} {MarkStyle.Number(layout.Down(value))}H{MarkStyle.Number(frame.Right)}");
        }

        svg.Path($"""fill="none" stroke="{Ink}" stroke-opacity=".28" """, grid.ToString());
        WriteTicks();
        if (x.Factor.Length > 0)
        {
            svg.Text(frame.Right + 8, frame.Bottom + 5, x.Factor, "start", Ink);
        }

        if (y.Factor.Length > 0)
        {
            svg.Text(frame.Left, frame.Top - 8, y.Factor, "start", Ink);
        }

        if (format.X.Length > 0)
        {
            svg.Text((frame.Left + frame.Right) / 2, frame.Bottom + layout.TickHeight + 22, FigureText.Shorten(format.X, 70), "middle", Ink);
        }

        if (format.Y.Length > 0)
        {
            var middle = (frame.Top + frame.Bottom) / 2;
            svg.Text(18, middle, FigureText.Shorten(format.Y, 40), "middle", Ink, $""" transform="rotate(-90 18 {MarkStyle.Number(middle)})" """);
        }
    }

    // A label that would run into the one before is left out.
    private void WriteTicks()
    {
        var frame = layout.Frame;
        var end = double.NegativeInfinity;
        foreach (var (value, label) in layout.X.Ticks)
        {
            var at = layout.Across(value);
            var half = layout.AreTicksSlanted ? 8 : SvgWriter.Extent(label) / 2;
            if (at - half < end)
            {
                continue;
            }

            end = at + half;
            if (layout.AreTicksSlanted)
            {
                var (left, top) = (MarkStyle.Number(at + 4), MarkStyle.Number(frame.Bottom + 12));
                svg.Text(at + 4, frame.Bottom + 12, FigureText.Shorten(label, 16), "end", Ink, $""" transform="rotate(-40 {left} {top})" """);
            }
            else
            {
                svg.Text(at, frame.Bottom + 19, label, "middle", Ink);
            }
        }

        var last = double.NaN;
        foreach (var (value, label) in layout.Y.Ticks)
        {
            var at = layout.Down(value);
            if (!(Math.Abs(at - last) < 14))
            {
                svg.Text(frame.Left - 7, at + 5, label, "end", Ink);
                last = at;
            }
        }
    }
}
