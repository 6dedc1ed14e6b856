using System.Text;

namespace Adjoint.Drawing;

/// <summary>Draws level lines, each level with its value written in a gap of a line.</summary>
internal sealed class ContourSvg(SvgWriter svg, FigureLayout layout)
{
    private const double Closest = 1.5;
    private const int MostVertices = 12_000;
    private const double LineHeight = 12;

    private static readonly double[] Places = [0.5, 0.3, 0.7, 0.15, 0.85, 0.4, 0.6];

    private readonly List<(double Left, double Top, double Right, double Bottom)> taken = [];

    /// <summary>The lines of a mark. Over a heat map they are dark with a light rim; negative levels are dashed where there are others.</summary>
    public void Write(ContoursMark mark)
    {
        var isOverColours = layout.Scale is not null;
        var hasBothSigns = mark.Levels.Any(level => level < 0) && mark.Levels.Any(level => level >= 0);
        var pieces = mark.Lines.SelectMany(line => Visible([.. line.Vertices.Select(layout.Map)]).Select(piece => (line.Level, Line: piece))).ToList();
        var closest = Closest;
        while (pieces.Sum(p => Simplified(p.Line, closest).Count) > MostVertices && closest < 100)
        {
            closest *= 1.4;
        }

        foreach (var (level, at) in mark.Levels.Select((level, i) => (level, i)))
        {
            Cancellation.Poll();
            var lines = pieces.Where(p => p.Level == level).Select(p => Simplified(p.Line, closest)).ToList();
            var text = FigureText.Number(level).Replace('-', '−');
            var label = LabelOf(lines, text);
            var path = new StringBuilder();
            foreach (var line in lines)
            {
                path.Append(LineSvg.Path(layout.Frame, label is { } box && ReferenceEquals(box.Line, line) ? Without(line, box.Box) : line));
            }

            if (path.Length == 0)
            {
                continue;
            }

            var colour = isOverColours ? "#202020" : ColourScale.Ink(mark.Levels.Count == 1 ? 0.5 : at / (mark.Levels.Count - 1.0));
            if (isOverColours)
            {
                svg.Path("""fill="none" stroke="#ffffff" stroke-opacity=".75" stroke-width="3" """, path.ToString());
            }

            svg.Path($"""fill="none" stroke="{colour}" stroke-width="{(isOverColours ? "1.2" : "1.7")}"{(level < 0 && hasBothSigns && !isOverColours ? " stroke-dasharray=\"6 4\"" : "")}""", path.ToString());
            if (label is { } found)
            {
                var rim = isOverColours ? " stroke=\"#ffffff\" stroke-width=\"3\" stroke-opacity=\".75\" paint-order=\"stroke\"" : "";
                svg.Text((found.Box.Left + found.Box.Right) / 2, found.Box.Bottom - 2, text, "middle", colour, $""" font-size="12"{rim}""");
            }
        }
    }

    // The first free place on the longest lines.
    private (List<(double X, double Y)> Line, (double Left, double Top, double Right, double Bottom) Box)? LabelOf(List<List<(double X, double Y)>> lines, string text)
    {
        var half = (SvgWriter.Extent(text) * 0.43) + 2;
        foreach (var line in lines.OrderByDescending(Length).Take(3))
        {
            var length = Length(line);
            foreach (var place in length > 4 * half ? Places : [])
            {
                var (x, y) = Along(line, place * length);
                var box = (Left: x - half, Top: y - (LineHeight / 2), Right: x + half, Bottom: y + (LineHeight / 2));
                var isInside = box.Left > layout.Frame.Left && box.Right < layout.Frame.Right && box.Top > layout.Frame.Top && box.Bottom < layout.Frame.Bottom;
                if (isInside && taken.TrueForAll(t => t.Left > box.Right + 4 || t.Right < box.Left - 4 || t.Top > box.Bottom + 2 || t.Bottom < box.Top - 2))
                {
                    taken.Add(box);
                    return (line, box);
                }
            }
        }

        return null;
    }

    // The pieces in the frame.
    private IEnumerable<List<(double X, double Y)>> Visible(List<(double X, double Y)> line)
    {
        var piece = new List<(double X, double Y)>();
        foreach (var p in line)
        {
            if (layout.Frame.Contains(p))
            {
                piece.Add(p);
            }
            else
            {
                // With the point outside: the path is cut where it leaves.
                if (piece.Count > 0)
                {
                    piece.Add(p);
                    yield return piece;
                }

                piece = [p];
            }
        }

        if (piece.Count > 1)
        {
            yield return piece;
        }
    }

    private static List<(double X, double Y)> Simplified(List<(double X, double Y)> line, double closest)
    {
        var kept = new List<(double X, double Y)> { line[0] };
        foreach (var p in line.Skip(1).SkipLast(1))
        {
            if (Distance(kept[^1], p) >= closest)
            {
                kept.Add(p);
            }
        }

        kept.Add(line[^1]);
        return kept;
    }

    private static List<(double X, double Y)> Without(List<(double X, double Y)> line, (double Left, double Top, double Right, double Bottom) box)
    {
        var rest = new List<(double X, double Y)> { line[0] };
        var clip = new FrameClip(box.Left, box.Top, box.Right, box.Bottom);
        foreach (var (a, b) in line.Zip(line.Skip(1)))
        {
            if (clip.Segment(a, b) is var (enter, leave))
            {
                rest.AddRange([enter, (double.NaN, double.NaN), leave]);
            }

            rest.Add(b);
        }

        // A segment within the box leaves a piece without length; points between two gaps are not drawn.
        return [.. rest.Where((p, i) => double.IsNaN(p.X) || !clip.Contains(p) || IsOnSide(clip, p))];
    }

    private static bool IsOnSide(FrameClip clip, (double X, double Y) p) => p.X == clip.Left || p.X == clip.Right || p.Y == clip.Top || p.Y == clip.Bottom;

    private static double Length(List<(double X, double Y)> line) => line.Zip(line.Skip(1), Distance).Sum();

    private static (double X, double Y) Along(List<(double X, double Y)> line, double distance)
    {
        foreach (var (a, b) in line.Zip(line.Skip(1)))
        {
            var step = Distance(a, b);
            if (step >= distance && step > 0)
            {
                return (a.X + (distance / step * (b.X - a.X)), a.Y + (distance / step * (b.Y - a.Y)));
            }

            distance -= step;
        }

        return line[^1];
    }

    private static double Distance((double X, double Y) a, (double X, double Y) b) => Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y)));
}
