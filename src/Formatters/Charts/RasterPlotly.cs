using System.Text.Json.Nodes;
using Adjoint.Drawing;
using static Adjoint.Formatters.Charts.ChartText;

namespace Adjoint.Formatters.Charts;

/// <summary>Heat maps and images as plotly has them.</summary>
internal static class RasterPlotly
{
    private const int MostCells = 200;

    /// <summary>A trace with the values, or with the means over blocks of a large map.</summary>
    public static JsonObject Of(HeatMapMark map, FigureLayout layout, List<string> notes)
    {
        var (rows, columns) = (Math.Min(map.Rows, MostCells), Math.Min(map.Columns, MostCells));
        if (rows < map.Rows || columns < map.Columns)
        {
            notes.Add($"a heat map of {map.Rows}×{map.Columns} cells is shown by the means of {rows}×{columns} blocks");
        }

        var z = new JsonArray();
        for (var i = 0; i < rows; i++)
        {
            Cancellation.Poll();
            var row = new JsonArray();
            for (var j = 0; j < columns; j++)
            {
                row.Add(Rounded(map.Mean(Block(i, rows, map.Rows), Block(j, columns, map.Columns)) ?? double.NaN));
            }

            z.Add(row);
        }

        var (dx, dy) = (Length(map.X, Math.Max(columns, 1)), Length(map.Y, Math.Max(rows, 1)));
        var trace = new JsonObject
        {
            ["type"] = "heatmap", ["name"] = ChartText.Literal(map.Label), ["showlegend"] = false, ["hoverongaps"] = false, ["z"] = z,
            ["x0"] = map.X.From + (dx / 2), ["dx"] = dx, ["y0"] = map.Y.From + (dy / 2), ["dy"] = dy,
            ["colorbar"] = new JsonObject { ["title"] = new JsonObject { ["text"] = ChartText.Literal(map.Label) }, ["thickness"] = 14, ["outlinecolor"] = SvgWriter.Ink },
        };
        if (layout.Scale is { } scale)
        {
            (trace["zmin"], trace["zmax"]) = (Number(scale.Ends.From), Number(scale.Ends.To));
            trace["colorscale"] = PlotlyChartJson.Colours(scale);
        }

        return trace;
    }

    /// <summary>An image of a layout.</summary>
    public static JsonObject Of(ImageMark image) => new()
    {
        ["source"] = "data:image/png;base64," + Convert.ToBase64String(RasterSvg.Reduced(image)),
        ["xref"] = "x", ["yref"] = "y", ["x"] = image.X.From, ["y"] = image.Y.To, ["sizex"] = Length(image.X, 1), ["sizey"] = Length(image.Y, 1),
        ["sizing"] = "stretch", ["layer"] = "below",
    };

    // The n-th part of a side, which for a side from −10³⁰⁸ to 10³⁰⁸ is larger than all numbers if n = 1.
    private static double Length((double From, double To) side, int n) => Math.Clamp((side.To / n) - (side.From / n), -double.MaxValue, double.MaxValue);

    private static (int From, int To) Block(int i, int blocks, int count) => ((int)((long)i * count / blocks), (int)((long)(i + 1) * count / blocks));
}
