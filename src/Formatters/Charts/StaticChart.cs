using System.Text.Json.Nodes;
using Adjoint.Drawing;

namespace Adjoint.Formatters.Charts;

/// <summary>A chart of plotly as pictures: the same data, axes, titles and names. What cannot be drawn is said.</summary>
internal sealed class StaticChart
{
    private readonly List<object> figures = [];
    private readonly List<string> notes = [];

    private StaticChart()
    {
    }

    /// <summary>Pictures, each a <see cref="Figure"/> or a <see cref="SurfaceFigure"/>.</summary>
    public IReadOnlyList<object> Figures => figures;

    /// <summary>A sentence for each thing that the pictures lack.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Reads traces and a layout.</summary>
    public static StaticChart Of(JsonArray data, JsonObject layout)
    {
        var chart = new StaticChart();
        var plane = new StaticTraces(layout, data.Count);
        foreach (var (node, i) in data.Select((node, i) => (node, i)))
        {
            Cancellation.Poll();
            var trace = node as JsonObject ?? [];
            var type = TraceData.Text(trace["type"]) ?? "scatter";
            var name = TraceData.Plain(TraceData.Text(trace["name"]));
            try
            {
                if (type == "surface")
                {
                    chart.figures.Add(Surface(trace, layout));
                }
                else if (plane.Add(trace, type, i) is { } note)
                {
                    chart.notes.Add(note);
                }
            }
            catch (ArgumentException error)
            {
                // Of data that plotly shows in some way and a figure refuses.
                chart.notes.Add($"The trace {(name is null ? i + 1 : $"\"{FigureText.Shorten(name, 60)}\"")} ({type}) has no static picture: {TraceData.Message(error)}");
            }
        }

        if (plane.IsUsed || (chart.figures.Count == 0 && chart.notes.Count == 0))
        {
            chart.figures.Insert(0, plane.Figure());
            chart.notes.AddRange(plane.Notes);
        }

        return chart;
    }

    private static SurfaceFigure Surface(JsonObject trace, JsonObject layout)
    {
        var scene = layout["scene"] as JsonObject;
        var z = TraceData.Matrix(trace["z"]);
        var (x, y) = (TraceData.Places(trace["x"], z.GetLength(1)), TraceData.Places(trace["y"], z.GetLength(0)));
        return SurfaceFigure.Of(SampleGrid.Of(z, x, y))
            .Title(TraceData.Title(layout) ?? "")
            .Axes(TraceData.Title(scene?["xaxis"]) ?? "x", TraceData.Title(scene?["yaxis"]) ?? "y", TraceData.Title(scene?["zaxis"]) ?? "z");
    }
}
