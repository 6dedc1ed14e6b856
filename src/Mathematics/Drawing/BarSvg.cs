using System.Globalization;
using System.Text;

namespace Adjoint.Drawing;

/// <summary>Draws bars and histograms.</summary>
internal static class BarSvg
{
    private const int MostBars = 1200;

    // Series differ in more than their hue.
    private static readonly string[] Opacities = [".65", ".2", ".42", ".08"];

    /// <summary>The attributes of the bars of series k.</summary>
    public static string Style(int style) =>
        $"""fill="{MarkStyle.Colour(style)}" fill-opacity="{Opacities[style % Opacities.Length]}" stroke="{MarkStyle.Colour(style)}" stroke-width="1.2" stroke-linejoin="miter" """;

    /// <summary>The parts of all bars that are in the frame. Of very many, in each column of pixels the longest up and the longest down.</summary>
    public static void Write(SvgWriter svg, FigureLayout layout, BarsMark mark, int style)
    {
        var frame = layout.Frame;
        var boxes = new List<(double Left, double Top, double Right, double Bottom)>();
        foreach (var bar in layout.Bars[mark])
        {
            var (x, y) = mark.IsHorizontal ? ((bar.From, bar.To), (bar.Left, bar.Right)) : ((bar.Left, bar.Right), (bar.From, bar.To));
            var (left, right) = Sorted(layout.Across(x.Item1), layout.Across(x.Item2));
            var (top, bottom) = Sorted(layout.Down(y.Item1), layout.Down(y.Item2));
            if (right > frame.Left && left < frame.Right && bottom >= frame.Top && top <= frame.Bottom)
            {
                boxes.Add((Math.Max(left, frame.Left), Math.Max(top, frame.Top), Math.Min(right, frame.Right), Math.Min(bottom, frame.Bottom)));
            }
        }

        if (boxes.Count > MostBars)
        {
            boxes = mark.IsHorizontal
                ? [.. boxes.GroupBy(b => Math.Round(b.Top)).Select(Hull)]
                : [.. boxes.GroupBy(b => Math.Round(b.Left)).Select(Hull)];
        }

        if (boxes.Count > 0)
        {
            var path = new StringBuilder();
            foreach (var (left, top, right, bottom) in boxes)
            {
                var (l, t) = (Math.Round(left, 1), Math.Round(top, 1));
                var (w, h) = (Math.Round(right, 1) - l, Math.Round(bottom, 1) - t);
                path.Append(CultureInfo.InvariantCulture, $"M{MarkStyle.Number(l)} {MarkStyle.Number(t)}h{MarkStyle.Number(w)}v{MarkStyle.Number(h)}h{MarkStyle.Number(-w)}z");
            }

            svg.Path(Style(style), path.ToString());
        }
    }

    private static (double Left, double Top, double Right, double Bottom) Hull(IEnumerable<(double Left, double Top, double Right, double Bottom)> boxes) => boxes.Aggregate(
        (a, b) => (Math.Min(a.Left, b.Left), Math.Min(a.Top, b.Top), Math.Max(a.Right, b.Right), Math.Max(a.Bottom, b.Bottom)));

    private static (double, double) Sorted(double a, double b) => a <= b ? (a, b) : (b, a);
}
