using System.Globalization;
using System.Text;

namespace Adjoint.Drawing;

/// <summary>What a figure says about itself in words.</summary>
internal static class FigureText
{
    private const int MostMarks = 8;
    private const int MostBars = 12;

    /// <summary>The shape and the label: <c>curve "sin x"</c>.</summary>
    public static string Name(FigureMark mark)
    {
        var shape = mark.Shape == MarkShape.HeatMap ? "heat map" : mark.Shape.ToString().ToLowerInvariant();
        return mark.Label.Length == 0 ? shape : $"{shape} \"{Shorten(mark.Label, 60)}\"";
    }

    /// <summary>One sentence: the title, each mark with the ranges of its coordinates, and which axes are logarithmic.</summary>
    public static string Describe(Figure figure)
    {
        var text = new StringBuilder(figure.Frame.Title.Length == 0 ? "Figure" : $"Figure \"{Shorten(figure.Frame.Title, 80)}\"");
        if (figure.Marks.Count == 0)
        {
            return text.Append(" without marks.").ToString();
        }

        text.Append(": ").AppendJoin("; ", figure.Marks.Take(MostMarks).Select(Describe));
        if (figure.Marks.Count > MostMarks)
        {
            text.Append(CultureInfo.InvariantCulture, $"; and {figure.Marks.Count - MostMarks} more");
        }

        var (x, y) = (figure.Frame.IsLogX, figure.Frame.IsLogY);
        return text.Append((x, y) switch
        {
            (true, true) => "; both axes are logarithmic.",
            (true, false) => "; the x-axis is logarithmic.",
            (false, true) => "; the y-axis is logarithmic.",
            _ => ".",
        }).ToString();
    }

    /// <summary>One sentence: the title, and the ranges of the coordinates.</summary>
    public static string Describe(SurfaceFigure figure)
    {
        var (grid, name) = (figure.Grid, figure.Heading.Length == 0 ? "Surface" : $"Surface \"{Shorten(figure.Heading, 80)}\"");
        return $"{name} over {grid.X.Count}×{grid.Y.Count} places, x from {Number(grid.X[0])} to {Number(grid.X[^1])}, y from {Number(grid.Y[0])} to {Number(grid.Y[^1])}"
            + $"{(figure.Heights is { } range ? $", height from {Number(range.Low)} to {Number(range.High)}" : "")}{Missing(grid.Missing)}.";
    }

    /// <summary>A number in six significant digits.</summary>
    public static string Number(double value) => value switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "-∞",
        0 => "0",
        _ => value.ToString("G6", CultureInfo.InvariantCulture).Replace("E+0", "e", StringComparison.Ordinal).Replace("E+", "e", StringComparison.Ordinal).Replace("E-0", "e-", StringComparison.Ordinal).Replace("E-", "e-", StringComparison.Ordinal),
    };

    /// <summary>The text in one line of at most <paramref name="longest"/> characters as a reader counts them.</summary>
    public static string Shorten(string text, int longest)
    {
        // A character can be combined from any number of code points; nobody needs to see more than a few of them.
        var line = text.Length > longest * 8 ? text[..(longest * 8)] : text;
        var elements = new StringInfo(line.ReplaceLineEndings(" "));
        return elements.LengthInTextElements <= longest && line.Length == text.Length
            ? elements.String
            : elements.SubstringByTextElements(0, Math.Min(longest - 1, elements.LengthInTextElements)) + "…";
    }

    private static string Describe(FigureMark mark)
    {
        switch (mark)
        {
            case HeatMapMark map:
                return $"{Name(map)} of {map.Rows} rows and {map.Columns} columns{(map.Values is { } range ? $", values from {Number(range.Low)} to {Number(range.High)}" : "")}{Missing(map.Missing)}";
            case ImageMark image:
                return $"{Name(image)} of {image.Columns}×{image.Rows} pixels, x from {Number(image.X.From)} to {Number(image.X.To)}, y from {Number(image.Y.From)} to {Number(image.Y.To)}";
            case ContoursMark contours:
                return $"{Name(contours)} at {Levels(contours)}{(contours.Framed.Count > 0 ? $", x from {Number(contours.Framed[0].X)} to {Number(contours.Framed[1].X)}, y from {Number(contours.Framed[0].Y)} to {Number(contours.Framed[1].Y)}" : "")}";
            case BarsMark { Shape: MarkShape.Histogram } histogram:
                return Histogram(histogram);
            case BarsMark { Categories.Count: > 0 } bars:
                return $"{Name(bars)} {string.Join(", ", bars.Categories.Zip(bars.Vertices, (name, v) => $"{Shorten(name, 30)} {Number(bars.IsHorizontal ? v.X : v.Y)}").Take(MostBars))}{(bars.Categories.Count > MostBars ? $", … {bars.Categories.Count} in all" : "")}";
            case { Shape: MarkShape.Arrows }:
                return $"{mark.Vertices.Count / 2} {Name(mark)}{Range(mark)}";
            default:
                break;
        }

        if (mark.Shape == MarkShape.Text)
        {
            return $"{Name(mark)} at {Pair(mark.Vertices[0])}";
        }

        if (mark.Shape == MarkShape.Arrow)
        {
            return $"{Name(mark)} from {Pair(mark.Vertices[0])} to {Pair(mark.Vertices[1])}";
        }

        var finite = mark.Vertices.Where(FigureMark.IsFinite).ToList();
        var gaps = mark.Vertices.Count - finite.Count;
        var missing = gaps == 0 ? "" : $" ({gaps} not finite)";
        if (finite.Count <= 1)
        {
            return finite.Count == 0 ? $"{Name(mark)} without points{missing}" : $"{Name(mark)} with the point {Pair(finite[0])}{missing}";
        }

        return $"{Name(mark)} with {mark.Vertices.Count} points{missing}, x from {Number(finite.Min(v => v.X))} to {Number(finite.Max(v => v.X))}, "
            + $"y from {Number(finite.Min(v => v.Y))} to {Number(finite.Max(v => v.Y))}";
    }

    private static string Range(FigureMark mark)
    {
        var finite = mark.Vertices.Where(FigureMark.IsFinite).ToList();
        return finite.Count == 0 ? "" : $", x from {Number(finite.Min(v => v.X))} to {Number(finite.Max(v => v.X))}, y from {Number(finite.Min(v => v.Y))} to {Number(finite.Max(v => v.Y))}";
    }

    private static string Histogram(BarsMark mark)
    {
        if (mark.Vertices.Count == 0)
        {
            return $"{Name(mark)} without data{Missing(mark.Missing)}";
        }

        var (total, half) = (mark.Vertices.Sum(v => v.Y), mark.Width / 2);
        var rule = mark.Rule.Length == 0 ? "" : $" by the rule of {mark.Rule}";
        return $"{Name(mark)} of {Number(total)} data from {Number(mark.Vertices[0].X - half)} to {Number(mark.Vertices[^1].X + half)} in {mark.Vertices.Count} bins{rule}, "
            + $"at most {Number(mark.Vertices.Max(v => v.Y))} in one{Missing(mark.Missing)}";
    }

    private static string Levels(ContoursMark mark) => mark.Levels.Count switch
    {
        0 => "no level",
        <= 3 => $"level {string.Join(", ", mark.Levels.Select(Number))}",
        _ => $"{mark.Levels.Count} levels from {Number(mark.Levels[0])} to {Number(mark.Levels[^1])}",
    };

    private static string Missing(int count) => count == 0 ? "" : $" ({count} not finite)";

    private static string Pair((double X, double Y) vertex) => $"({Number(vertex.X)}, {Number(vertex.Y)})";
}
