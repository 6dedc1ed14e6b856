using System.Text;

namespace Adjoint.Drawing;

/// <summary>Draws arrows.</summary>
internal static class ArrowSvg
{
    private const int MostArrows = 2500;

    /// <summary>One arrow, with its label at the tip.</summary>
    public static void WriteOne(SvgWriter svg, FigureLayout layout, FigureMark mark, int style)
    {
        var frame = layout.Frame;
        var (from, to) = (layout.Map(mark.Vertices[0]), layout.Map(mark.Vertices[1]));
        if (double.IsNaN(from.X) || double.IsNaN(to.X) || frame.Segment(from, to) is not var (a, b))
        {
            return;
        }

        Write(svg, a, b, frame.Contains(to), style, 2.2);
        if (mark.Label.Length > 0)
        {
            var (ux, uy) = Direction(from, to);
            var label = FigureText.Shorten(mark.Label, 40);
            var anchor = ux > 0.4 ? "start" : ux < -0.4 ? "end" : "middle";
            var space = SvgWriter.Extent(label);
            anchor = b.X + space > frame.Right + 20 ? "end" : b.X - space < frame.Left ? "start" : anchor;
            svg.Text(
                b.X + (anchor == "middle" ? 0 : 7 * ux),
                Math.Clamp(b.Y + (uy * 9) + (uy > 0.4 ? 8 : uy < -0.4 ? 0 : -7), frame.Top + 14, frame.Bottom - 4),
                label, anchor, MarkStyle.Colour(style), """ font-weight="600" """);
        }
    }

    /// <summary>Many arrows; of too many, some evenly spread among them. One without length is a dot.</summary>
    public static void WriteMany(SvgWriter svg, FigureLayout layout, FigureMark mark, int style)
    {
        var frame = layout.Frame;
        var stride = ((mark.Vertices.Count / 2) + MostArrows - 1) / MostArrows;
        var (shafts, heads) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i + 1 < mark.Vertices.Count; i += 2 * Math.Max(stride, 1))
        {
            var (from, to) = (layout.Map(mark.Vertices[i]), layout.Map(mark.Vertices[i + 1]));
            if (double.IsNaN(from.X) || double.IsNaN(to.X) || frame.Segment(from, to) is not var (a, b))
            {
                continue;
            }

            var size = Math.Clamp(0.4 * Distance(from, to), 2, 7);
            var (shaft, head) = Shapes(a, b, frame.Contains(to), size);
            if (Distance(a, b) < 0.5)
            {
                heads.Append(MarkStyle.Marker(a, 0, 1.2));
                continue;
            }

            shafts.Append(shaft);
            heads.Append(head);
        }

        if (shafts.Length > 0)
        {
            svg.Path($"""fill="none" stroke="{MarkStyle.Colour(style)}" stroke-width="1.4" """, shafts.ToString());
        }

        if (heads.Length > 0)
        {
            svg.Path($"""fill="{MarkStyle.Colour(style)}" """, heads.ToString());
        }
    }

    /// <summary>The visible part from a to b of an arrow, with its head if that is in it.</summary>
    public static void Write(SvgWriter svg, (double X, double Y) a, (double X, double Y) b, bool isTipSeen, int style, double thickness)
    {
        var (shaft, head) = Shapes(a, b, isTipSeen, 11);
        svg.Path($"""fill="none" stroke="{MarkStyle.Colour(style)}" stroke-width="{MarkStyle.Number(thickness)}" """, shaft);
        if (head.Length > 0)
        {
            svg.Path($"""fill="{MarkStyle.Colour(style)}" """, head);
        }
    }

    private static (string Shaft, string Head) Shapes((double X, double Y) a, (double X, double Y) b, bool isTipSeen, double size)
    {
        var length = Distance(a, b);
        var (ux, uy) = Direction(a, b);

        // Of an arrow that comes from outside, no more than the part inside is its head.
        var head = Math.Min(size, length);
        var neck = isTipSeen && length > 0 ? (b.X - (head * 0.8 * ux), b.Y - (head * 0.8 * uy)) : b;
        var shaft = $"M{SvgWriter.At(a)}L{SvgWriter.At(neck)}";
        if (!isTipSeen || length == 0)
        {
            return (shaft, "");
        }

        var (wx, wy) = (-uy * head * 0.42, ux * head * 0.42);
        var corner = (X: b.X - (head * ux), Y: b.Y - (head * uy));
        return (shaft, $"M{SvgWriter.At(b)}L{SvgWriter.At((corner.X + wx, corner.Y + wy))}L{SvgWriter.At((corner.X - wx, corner.Y - wy))}z");
    }

    private static double Distance((double X, double Y) a, (double X, double Y) b) => Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y)));

    private static (double X, double Y) Direction((double X, double Y) from, (double X, double Y) to) =>
        Distance(from, to) is var length && length > 0 ? ((to.X - from.X) / length, (to.Y - from.Y) / length) : (1, 0);
}
