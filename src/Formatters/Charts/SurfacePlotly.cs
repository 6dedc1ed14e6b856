using System.Text.Json.Nodes;
using Adjoint.Drawing;
using static Adjoint.Formatters.Charts.ChartText;

namespace Adjoint.Formatters.Charts;

/// <summary>A surface as a chart of plotly.</summary>
internal static class SurfacePlotly
{
    private const int MostPlaces = 120;

    /// <summary>The chart, seen from the same side as the picture.</summary>
    public static JsonObject Of(SurfaceFigure figure)
    {
        var (columns, rows) = (PlotlyThinning.Places(figure.Grid.X.Count, MostPlaces), PlotlyThinning.Places(figure.Grid.Y.Count, MostPlaces));
        List<string> notes = columns.Length < figure.Grid.X.Count || rows.Length < figure.Grid.Y.Count
            ? [$"{columns.Length}×{rows.Length} of {figure.Grid.X.Count}×{figure.Grid.Y.Count} places are shown"]
            : [];
        var trace = new JsonObject
        {
            ["type"] = "surface",
            ["x"] = NumberList(columns.Select(j => figure.Grid.X[j])),
            ["y"] = NumberList(rows.Select(i => figure.Grid.Y[i])),
            ["z"] = new JsonArray([.. rows.Select(i => (JsonNode)new JsonArray([.. columns.Select(j => Rounded(figure.Grid[i, j]))]))]),
            ["colorbar"] = new JsonObject { ["thickness"] = 14, ["outlinecolor"] = SvgWriter.Ink },
        };
        if (figure.Heights is { } heights)
        {
            var scale = new ColourScale(heights.Low, heights.High);
            (trace["cmin"], trace["cmax"], trace["colorscale"]) = (Number(scale.Ends.From), Number(scale.Ends.To), PlotlyChartJson.Colours(scale));
        }

        var layout = PlotlyChartJson.Layout(figure.Heading, figure.Description, notes);
        var (x, y, z) = figure.AxisTitles;
        var (azimuth, elevation) = (figure.Viewpoint.Azimuth * Math.PI / 180, figure.Viewpoint.Elevation * Math.PI / 180);
        layout["height"] = 480;
        layout["scene"] = new JsonObject
        {
            ["xaxis"] = Axis(x), ["yaxis"] = Axis(y), ["zaxis"] = Axis(z),
            ["aspectmode"] = "manual", ["aspectratio"] = new JsonObject { ["x"] = 1, ["y"] = 1, ["z"] = 0.75 },
            ["camera"] = new JsonObject
            {
                ["eye"] = new JsonObject { ["x"] = 1.3 * Math.Cos(azimuth) * Math.Cos(elevation), ["y"] = 1.3 * Math.Sin(azimuth) * Math.Cos(elevation), ["z"] = 1.3 * Math.Sin(elevation) },
                ["projection"] = new JsonObject { ["type"] = "orthographic" },
            },
        };
        return PlotlyChartJson.Of([trace], layout);
    }

    private static JsonObject Axis(string title) => new() { ["title"] = new JsonObject { ["text"] = ChartText.Literal(title) }, ["gridcolor"] = "rgba(122,122,122,0.4)" };
}
