using System.Globalization;
using System.Net;
using System.Text;

namespace Adjoint.Drawing;

/// <summary>Lays a figure out and writes it as SVG.</summary>
internal sealed class FigureSvg
{
    private const int Width = 640;
    private const double LetterWidth = 7.6;
    private const int MostEntries = 24;
    private const string Ink = "#7a7a7a";

    private readonly Figure figure;
    private readonly FigureAxis x;
    private readonly FigureAxis y;
    private readonly FrameClip frame;
    private readonly int height;
    private readonly Dictionary<string, int> styles = new(StringComparer.Ordinal);
    private readonly List<(string Label, int Style, HashSet<MarkShape> Shapes)> legend = [];
    private readonly StringBuilder svg = new();

    public FigureSvg(Figure figure)
    {
        this.figure = figure;
        var format = figure.Frame;
        var framed = figure.Marks.SelectMany(m => m.Framed).Where(FigureMark.IsFinite).ToList();
        (x, y) = Axes(format, framed);
        var numbered = figure.Marks.Select((mark, i) => (mark, Style: StyleOf(mark, i))).ToList();
        foreach (var (mark, style) in numbered.Where(m => m.mark.Label.Length > 0 && m.mark.Shape is not (MarkShape.Text or MarkShape.Arrow)))
        {
            if (legend.FindIndex(l => l.Style == style) is >= 0 and var at)
            {
                legend[at].Shapes.Add(mark.Shape);
            }
            else
            {
                legend.Add((FigureText.Shorten(mark.Label, 60), style, [mark.Shape]));
            }
        }

        var top = 18 + (format.Title.Length > 0 ? 26 : 0) + (y.Factor.Length > 0 ? 18 : 0);
        var left = 14 + (format.Y.Length > 0 ? 22 : 0) + Math.Max(3 * LetterWidth, y.Ticks.Select(t => Extent(t.Label)).DefaultIfEmpty(0).Max());
        var right = Width - 28 - (x.Factor.Length > 0 ? 22 : 0);
        var inner = format.IsEqual ? 400 : 300;
        if (format.IsEqual)
        {
            var (across, down) = (x.Span / (right - left), y.Span / inner);
            (x, y) = across < down ? (x.Stretch(down / across), y) : (x, y.Stretch(across / down));
            (x, y) = (x.SpacedAs(y), y.SpacedAs(x));
        }

        frame = new(left, top, right, top + inner);
        height = (int)frame.Bottom + 30 + (format.X.Length > 0 ? 22 : 0) + (22 * LegendRows().Count) + 8;
    }

    /// <summary>The document.</summary>
    public string Write()
    {
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}" """)
            .Append("""font-family="system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif" font-size="14" stroke-linecap="round" stroke-linejoin="round">""")
            .Append(CultureInfo.InvariantCulture, $"<title>{Escape(figure.Description)}</title>");
        WriteFrame();
        for (var i = 0; i < figure.Marks.Count; i++)
        {
            Cancellation.Poll();
            Write(figure.Marks[i], StyleOf(figure.Marks[i], i));
        }

        if (!figure.Marks.Any(m => m.Vertices.Any(FigureMark.IsFinite)))
        {
            WriteText((frame.Left + frame.Right) / 2, (frame.Top + frame.Bottom) / 2, "nothing to draw", "middle", Ink);
        }

        WriteLegend();
        return svg.Append("</svg>").ToString();
    }

    private static (FigureAxis X, FigureAxis Y) Axes(FigureFrame format, List<(double X, double Y)> framed)
    {
        if (format.Window is { } w)
        {
            return (new(w.XFrom, w.XTo, format.IsLogX), new(w.YFrom, w.YTo, format.IsLogY));
        }

        return framed.Count == 0
            ? (new(format.IsLogX ? 1 : 0, format.IsLogX ? 10 : 1, format.IsLogX), new(format.IsLogY ? 1 : 0, format.IsLogY ? 10 : 1, format.IsLogY))
            : (FigureAxis.Around(framed.Min(p => p.X), framed.Max(p => p.X), format.IsLogX), FigureAxis.Around(framed.Min(p => p.Y), framed.Max(p => p.Y), format.IsLogY));
    }

    private static string Escape(string text)
    {
        var legal = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // XML has no way to write the others, and half of a pair arrives here as U+FFFD.
            legal.Append(rune.Value is >= 0x20 and not (>= 0x7f and <= 0x9f or >= 0x202a and <= 0x202e or >= 0x2066 and <= 0x2069 or 0xfffe or 0xffff) ? rune.ToString() : "\ufffd");
        }

        return WebUtility.HtmlEncode(legal.ToString());
    }

    private static string At((double X, double Y) p) => $"{MarkStyle.Number(p.X)} {MarkStyle.Number(p.Y)}";

    // Fonts differ: this is the length in one of average width, in which letters from Hangul and Chinese on are twice as wide as Latin ones.
    private static double Extent(string text) => text.EnumerateRunes().Sum(r => r.Value is >= 0x1100 and (< 0x1160 or >= 0x2e80) ? 2 * LetterWidth : LetterWidth);

    private int StyleOf(FigureMark mark, int index)
    {
        var key = mark.Label.Length == 0 || mark.Shape == MarkShape.Text ? FormattableString.Invariant($"\0{index}") : mark.Label;
        if (mark.Shape == MarkShape.Text)
        {
            return 0;
        }

        if (!styles.TryGetValue(key, out var style))
        {
            styles[key] = style = styles.Count;
        }

        return style;
    }

    private (double X, double Y) Map((double X, double Y) vertex) => FigureMark.IsFinite(vertex)
        ? (frame.Left + (x.Place(vertex.X) * (frame.Right - frame.Left)), frame.Bottom - (y.Place(vertex.Y) * (frame.Bottom - frame.Top)))
        : (double.NaN, double.NaN);

    private void WriteFrame()
    {
        var format = figure.Frame;
        if (format.Title.Length > 0)
        {
            WriteText(Width / 2.0, 26, FigureText.Shorten(format.Title, 78), "middle", Ink, """ font-weight="600" """);
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{MarkStyle.Number(frame.Left)}" y="{MarkStyle.Number(frame.Top)}" width="{MarkStyle.Number(frame.Right - frame.Left)}" height="{MarkStyle.Number(frame.Bottom - frame.Top)}" """)
            .Append(CultureInfo.InvariantCulture, $"""fill="{Ink}" fill-opacity=".06" stroke="{Ink}"/><path fill="none" stroke="{Ink}" stroke-opacity=".28" d=""").Append('"');
        foreach (var (value, _) in x.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"M{MarkStyle.Number(Map((value, y.Ticks.Count > 0 ? y.Ticks[0].Value : 1)).X)} {MarkStyle.Number(frame.Top)}V{MarkStyle.Number(frame.Bottom)}");
        }

        foreach (var (value, _) in y.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"M{MarkStyle.Number(frame.Left)} {MarkStyle.Number(Map((x.Ticks.Count > 0 ? x.Ticks[0].Value : 1, value)).Y)}H{MarkStyle.Number(frame.Right)}");
        }

        svg.Append("\"/>");
        foreach (var (value, label) in x.Ticks)
        {
            WriteText(Map((value, 1)).X, frame.Bottom + 19, label, "middle", Ink);
        }

        foreach (var (value, label) in y.Ticks)
        {
            WriteText(frame.Left - 7, Map((1, value)).Y + 5, label, "end", Ink);
        }

        if (x.Factor.Length > 0)
        {
            WriteText(frame.Right + 8, frame.Bottom + 5, x.Factor, "start", Ink);
        }

        if (y.Factor.Length > 0)
        {
            WriteText(frame.Left, frame.Top - 8, y.Factor, "start", Ink);
        }

        if (format.X.Length > 0)
        {
            WriteText((frame.Left + frame.Right) / 2, frame.Bottom + 41, FigureText.Shorten(format.X, 70), "middle", Ink);
        }

        if (format.Y.Length > 0)
        {
            var middle = (frame.Top + frame.Bottom) / 2;
            WriteText(18, middle, FigureText.Shorten(format.Y, 40), "middle", Ink, $""" transform="rotate(-90 18 {MarkStyle.Number(middle)})" """);
        }
    }

    private void Write(FigureMark mark, int style)
    {
        switch (mark.Shape)
        {
            case MarkShape.Curve:
                WriteLine([.. Thinning.Line([.. mark.Vertices.Select(Map)])], style);
                break;
            case MarkShape.Points:
                WriteMarkers(Thinning.Points([.. mark.Vertices.Where(FigureMark.IsFinite).Select(Map).Where(p => frame.Contains(p))]), style);
                break;
            case MarkShape.Polygon:
                var corners = Thinning.Line([.. mark.Vertices.Where(FigureMark.IsFinite).Select(Map)]).ToList();
                if (frame.Area(corners) is { Count: > 0 } area)
                {
                    svg.Append(CultureInfo.InvariantCulture, $"""<path fill="{MarkStyle.Colour(style)}" fill-opacity=".16" d="M{string.Join("L", area.Select(At))}z"/>""");
                    WriteLine(corners.Count == 1 ? corners : [.. corners, corners[0]], style);
                }

                break;
            case MarkShape.Arrow:
                WriteArrow(mark, style);
                break;
            default:
                if (Map(mark.Vertices[0]) is var place && frame.Contains(place))
                {
                    var anchor = place.X > frame.Left + (0.75 * (frame.Right - frame.Left)) ? "end" : "start";
                    WriteText(place.X + (anchor == "end" ? -6 : 6), Math.Max(place.Y - 6, frame.Top + 14), FigureText.Shorten(mark.Label, 60), anchor, Ink);
                }

                break;
        }
    }

    private void WriteLine(List<(double X, double Y)> points, int style)
    {
        var path = new StringBuilder();
        var alone = new StringBuilder();
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
                // A point between two gaps.
                if ((i + 1 == points.Count || double.IsNaN(points[i + 1].X)) && frame.Contains(p))
                {
                    alone.Append(MarkStyle.Marker(p, 0, 2.5));
                }
            }
            else if (frame.Segment(previous, p) is var (a, b))
            {
                var (start, end) = (At(a), At(b));
                path.Append(start == pen ? "" : $"M{start}").Append(start == end && start == pen ? "" : $"L{end}");
                pen = end;
            }

            previous = p;
        }

        if (alone.Length > 0)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<path fill="{MarkStyle.Colour(style)}" d="{alone}"/>""");
        }

        if (path.Length > 0)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<path fill="none" {MarkStyle.Stroke(style)}d="{path}"/>""");
        }
    }

    private void WriteMarkers(List<(double X, double Y)> points, int style)
    {
        if (points.Count > 0)
        {
            // A cloud of big markers would be one patch.
            var size = points.Count <= 500 ? 3.5 : points.Count <= 1500 ? 2 : 1.2;
            svg.Append(CultureInfo.InvariantCulture, $"""<path fill="{(style % 6 < 4 ? MarkStyle.Colour(style) : "none")}" stroke="{MarkStyle.Colour(style)}" stroke-width="{(points.Count > 500 ? ".5" : "1.6")}" d="{string.Concat(points.Select(p => MarkStyle.Marker(p, style, size)))}"/>""");
        }
    }

    private void WriteArrow(FigureMark mark, int style)
    {
        var (from, to) = (Map(mark.Vertices[0]), Map(mark.Vertices[1]));
        if (double.IsNaN(from.X) || double.IsNaN(to.X) || frame.Segment(from, to) is not var (a, b))
        {
            return;
        }

        var length = Math.Sqrt(((to.X - from.X) * (to.X - from.X)) + ((to.Y - from.Y) * (to.Y - from.Y)));
        var (ux, uy) = length > 0 ? ((to.X - from.X) / length, (to.Y - from.Y) / length) : (1, 0);
        // Of an arrow that comes from outside, no more than the part inside is its head.
        var head = Math.Min(11, Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y))));
        var isTipSeen = frame.Contains(to);
        var neck = isTipSeen ? (b.X - (head * 0.8 * ux), b.Y - (head * 0.8 * uy)) : b;
        svg.Append(CultureInfo.InvariantCulture, $"""<path fill="none" stroke="{MarkStyle.Colour(style)}" stroke-width="2.2" d="M{At(a)}L{At(length > 0 ? neck : b)}"/>""");
        if (isTipSeen && length > 0)
        {
            var (wx, wy) = (-uy * head * 0.42, ux * head * 0.42);
            var corner = (X: b.X - (head * ux), Y: b.Y - (head * uy));
            svg.Append(CultureInfo.InvariantCulture, $"""<path fill="{MarkStyle.Colour(style)}" d="M{At(b)}L{At((corner.X + wx, corner.Y + wy))}L{At((corner.X - wx, corner.Y - wy))}z"/>""");
        }

        if (mark.Label.Length > 0)
        {
            var label = FigureText.Shorten(mark.Label, 40);
            var anchor = ux > 0.4 ? "start" : ux < -0.4 ? "end" : "middle";
            var space = Extent(label);
            anchor = b.X + space > frame.Right + 20 ? "end" : b.X - space < frame.Left ? "start" : anchor;
            WriteText(b.X + (anchor == "middle" ? 0 : 7 * ux), Math.Clamp(b.Y + (uy * 9) + (uy > 0.4 ? 8 : uy < -0.4 ? 0 : -7), frame.Top + 14, frame.Bottom - 4), label, anchor, MarkStyle.Colour(style), """ font-weight="600" """);
        }
    }

    private List<List<(string Label, int Style, HashSet<MarkShape> Shapes)>> LegendRows()
    {
        var rows = new List<List<(string, int, HashSet<MarkShape>)>>();
        var used = 0.0;
        var entries = legend.Count <= MostEntries ? legend : [.. legend.Take(MostEntries), ($"… and {legend.Count - MostEntries} more", 0, [])];
        foreach (var entry in entries)
        {
            var needed = 58 + Extent(entry.Label);
            if (rows.Count == 0 || used + needed > Width - 30)
            {
                rows.Add([]);
                used = 0;
            }

            rows[^1].Add(entry);
            used += needed;
        }

        return rows;
    }

    private void WriteLegend()
    {
        var line = frame.Bottom + 30 + (figure.Frame.X.Length > 0 ? 22 : 0) + 12;
        foreach (var row in LegendRows())
        {
            var at = 20.0;
            foreach (var (label, style, shapes) in row)
            {
                var middle = line - 5;
                if (shapes.Contains(MarkShape.Polygon))
                {
                    svg.Append(CultureInfo.InvariantCulture, $"""<path fill="{MarkStyle.Colour(style)}" fill-opacity=".16" {MarkStyle.Stroke(style)}d="M{MarkStyle.Number(at)} {MarkStyle.Number(middle - 6)}h32v12h-32z"/>""");
                }

                if (shapes.Contains(MarkShape.Curve))
                {
                    svg.Append(CultureInfo.InvariantCulture, $"""<path fill="none" {MarkStyle.Stroke(style)}d="M{MarkStyle.Number(at)} {MarkStyle.Number(middle)}h32"/>""");
                }

                if (shapes.Contains(MarkShape.Points))
                {
                    WriteMarkers([(at + 16, middle)], style);
                }

                WriteText(at + 40, line, label, "start", Ink);
                at += 58 + Extent(label);
            }

            line += 22;
        }
    }

    private void WriteText(double atX, double atY, string text, string anchor, string colour, string more = "") => svg.Append(
        CultureInfo.InvariantCulture, $"""<text x="{MarkStyle.Number(atX)}" y="{MarkStyle.Number(atY)}" text-anchor="{anchor}" fill="{colour}"{more}>{Escape(text)}</text>""");
}
