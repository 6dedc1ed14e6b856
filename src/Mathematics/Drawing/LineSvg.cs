using System.Globalization;
using System.Text;

namespace Adjoint.Drawing;

/// <summary>Draws curves, polygons and markers.</summary>
internal static class LineSvg
{
    /// <summary>The line through the vertices.</summary>
    public static void WriteCurve(SvgWriter svg, FigureLayout layout, FigureMark mark, int style) =>
        Write(svg, layout.Frame, [.. Thinning.Line([.. mark.Vertices.Select(layout.Map)])], style);

    /// <summary>The closed line, and the area in it.</summary>
    public static void WritePolygon(SvgWriter svg, FigureLayout layout, FigureMark mark, int style)
    {
        var corners = Thinning.Line([.. mark.Vertices.Where(FigureMark.IsFinite).Select(layout.Map)]).ToList();
        if (layout.Frame.Area(corners) is { Count: > 0 } area)
        {
            svg.Path($"""fill="{MarkStyle.Colour(style)}" fill-opacity=".16" """, $"M{string.Join("L", area.Select(SvgWriter.At))}z");
            Write(svg, layout.Frame, corners.Count == 1 ? corners : [.. corners, corners[0]], style);
        }
    }

    /// <summary>Markers in the frame.</summary>
    public static void WritePoints(SvgWriter svg, FigureLayout layout, FigureMark mark, int style)
    {
        var points = Thinning.Points([.. mark.Vertices.Where(FigureMark.IsFinite).Select(layout.Map).Where(p => layout.Frame.Contains(p))]);
        if (layout.IsColoured && points.Count is > 0 and <= 500)
        {
            // A white disc with a dark edge is seen on any colour.
            svg.Path("fill=\"#fff\" stroke=\"#111\" stroke-width=\"1\" ", string.Concat(points.Select(p => MarkStyle.Marker(p, 0, 5))));
        }

        WriteMarkers(svg, points, style);
    }

    /// <summary>Markers; the more there are, the smaller.</summary>
    public static void WriteMarkers(SvgWriter svg, List<(double X, double Y)> points, int style)
    {
        if (points.Count > 0)
        {
            // A cloud of big markers would be one patch.
            var size = points.Count <= 500 ? 3.5 : points.Count <= 1500 ? 2 : 1.2;
            svg.Path(
                $"""fill="{(style % 6 < 4 ? MarkStyle.Colour(style) : "none")}" stroke="{MarkStyle.Colour(style)}" stroke-width="{(points.Count > 500 ? ".5" : "1.6")}" """,
                string.Concat(points.Select(p => MarkStyle.Marker(p, style, size))));
        }
    }

    /// <summary>The parts of a line that are in the frame, as path data. A point between two gaps is given to <paramref name="alone"/>.</summary>
    public static string Path(FrameClip frame, IReadOnlyList<(double X, double Y)> points, Action<(double X, double Y)>? alone = null)
    {
        var path = new StringBuilder();
        var (pen, previous) = ("", (X: double.NaN, Y: double.NaN));
        for (var i = 0; i < points.Count; i++)
        {
            var p = points[i];
            if (double.IsNaN(p.X))
            {
                pen = "";
            }
            else if (double.IsNaN(previous.X))
            {
                if ((i + 1 == points.Count || double.IsNaN(points[i + 1].X)) && frame.Contains(p))
                {
                    alone?.Invoke(p);
                }
            }
            else if (frame.Segment(previous, p) is var (a, b))
            {
                var (start, end) = (SvgWriter.At(a), SvgWriter.At(b));
                path.Append(start == pen ? "" : $"M{start}").Append(start == end && start == pen ? "" : $"L{end}");
                pen = end;
            }

            previous = p;
        }

        return path.ToString();
    }

    private static void Write(SvgWriter svg, FrameClip frame, List<(double X, double Y)> points, int style)
    {
        var alone = new StringBuilder();
        var path = Path(frame, points, p => alone.Append(MarkStyle.Marker(p, 0, 2.5)));
        if (alone.Length > 0)
        {
            svg.Path(string.Create(CultureInfo.InvariantCulture, $"""fill="{MarkStyle.Colour(style)}" """), alone.ToString());
        }

        if (path.Length > 0)
        {
            svg.Path($"""fill="none" {MarkStyle.Stroke(style)}""", path);
        }
    }
}
