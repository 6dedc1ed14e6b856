using System.Globalization;
using System.Text;
using Adjoint.Drawing;
using Adjoint.Notation;

namespace Adjoint.Formatters;

/// <summary>The data of a picture as a table to open below it.</summary>
internal static class FigureTable
{
    private const int MostMarks = 16;
    private const int MostRows = 12;

    /// <summary>For each mark some rows, evenly spread over its data; it says of how many.</summary>
    public static string Html(Figure figure)
    {
        if (figure.Marks.Count == 0)
        {
            return "";
        }

        var hasValues = figure.Marks.Any(m => m is HeatMapMark or ContoursMark);
        var html = Begin(hasValues ? ["mark", "x", "y", "value"] : ["mark", "x", "y"]);
        foreach (var mark in figure.Marks.Take(MostMarks))
        {
            var (count, unit, row) = Data(mark);
            Rows(html, Name(mark), count, unit, row, hasValues);
        }

        if (figure.Marks.Count > MostMarks)
        {
            Row(html, $"… and {figure.Marks.Count - MostMarks} more", ("", "", ""), hasValues);
        }

        return html.Append("</tbody></table></details>").ToString();
    }

    /// <summary>Some heights of a surface.</summary>
    public static string Html(SurfaceFigure figure)
    {
        var (grid, titles) = (figure.Grid, figure.AxisTitles);
        var html = Begin(["mark", titles.X, titles.Y, titles.Z]);
        Rows(html, "surface", grid.X.Count * grid.Y.Count, "places", k => (Text(grid.X[k % grid.X.Count]), Text(grid.Y[k / grid.X.Count]), Text(grid[k / grid.X.Count, k % grid.X.Count])), hasValues: true);
        return html.Append("</tbody></table></details>").ToString();
    }

    private static StringBuilder Begin(IEnumerable<string> heads) => new StringBuilder("<details><summary>Data of the picture</summary><table><thead><tr>")
        .AppendJoin("", heads.Select(head => $"<th>{FigureFormatter.Encode(Short(head))}</th>")).Append("</tr></thead><tbody>");

    private static (int Count, string Unit, Func<int, (string X, string Y, string Value)> Row) Data(FigureMark mark) => mark switch
    {
        HeatMapMark map => (map.Rows * map.Columns, "cells", k => (Text(Middle(map.X, k % map.Columns, map.Columns)), Text(Middle(map.Y, k / map.Columns, map.Rows)), Text(map[k / map.Columns, k % map.Columns]))),
        ImageMark image => (1, "points", _ => ($"{Text(image.X.From)} to {Text(image.X.To)}", $"{Text(image.Y.From)} to {Text(image.Y.To)}", "")),
        ContoursMark contours => (contours.Levels.Count, "levels", k => Level(contours, contours.Levels[k])),
        BarsMark { Shape: MarkShape.Histogram } histogram => (histogram.Vertices.Count, "bins",
            k => ($"{Text(histogram.Vertices[k].X - (histogram.Width / 2))} to {Text(histogram.Vertices[k].X + (histogram.Width / 2))}", Text(histogram.Vertices[k].Y), "")),
        BarsMark { Categories.Count: > 0 } bars => (bars.Vertices.Count, "bars", k => bars.IsHorizontal
            ? (Text(bars.Vertices[k].X), FigureFormatter.Encode(Short(bars.Categories[k])), "")
            : (FigureFormatter.Encode(Short(bars.Categories[k])), Text(bars.Vertices[k].Y), "")),
        { Shape: MarkShape.Arrows } => (mark.Vertices.Count / 2, "arrows", k => (
            $"{Text(mark.Vertices[2 * k].X)} to {Text(mark.Vertices[(2 * k) + 1].X)}", $"{Text(mark.Vertices[2 * k].Y)} to {Text(mark.Vertices[(2 * k) + 1].Y)}", "")),
        _ => (mark.Vertices.Count, "points", k => (Text(mark.Vertices[k].X), Text(mark.Vertices[k].Y), "")),
    };

    private static (string X, string Y, string Value) Level(ContoursMark mark, double level)
    {
        var lines = mark.Lines.Where(line => line.Level == level).ToList();
        var points = lines.SelectMany(line => line.Vertices).ToList();
        return points.Count == 0 ? ("no line", "", Text(level)) : (
            $"{Text(points.Min(p => p.X))} to {Text(points.Max(p => p.X))}", $"{Text(points.Min(p => p.Y))} to {Text(points.Max(p => p.Y))}", Text(level));
    }

    private static void Rows(StringBuilder html, string mark, int count, string unit, Func<int, (string X, string Y, string Value)> row, bool hasValues)
    {
        var shown = Math.Min(count, MostRows);
        var name = mark + (count > shown ? $" ({shown} of {count} {unit})" : count == 0 ? $" (no {unit})" : "");
        for (var i = 0; i < Math.Max(shown, 1); i++)
        {
            Row(html, i == 0 ? name : "", count == 0 ? ("", "", "") : row((int)((long)i * (count - 1) / Math.Max(shown - 1, 1))), hasValues);
        }
    }

    private static void Row(StringBuilder html, string name, (string X, string Y, string Value) cells, bool hasValues) =>
        html.Append(CultureInfo.InvariantCulture, $"<tr><td>{name}</td><td>{cells.X}</td><td>{cells.Y}</td>{(hasValues ? $"<td>{cells.Value}</td>" : "")}</tr>");

    private static string Name(FigureMark mark)
    {
        var kind = mark.Shape == MarkShape.HeatMap ? "heat map" : mark.Shape.ToString().ToLowerInvariant();
        return FigureFormatter.Encode(mark.Label.Length == 0 ? kind : $"{kind} {Short(mark.Label)}");
    }

    private static double Middle((double From, double To) side, int k, int n) => side.From + ((k + 0.5) * ((side.To / n) - (side.From / n)));

    private static string Text(double value) => PlainText.Of(RealNotation.Number(value, NotationOptions.Default));

    private static string Short(string label) => label.Length <= 100 ? label : label[..99] + "…";
}
