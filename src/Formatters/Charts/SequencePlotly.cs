using System.Text.Json.Nodes;
using Adjoint.Drawing;

namespace Adjoint.Formatters.Charts;

/// <summary>A sequence of figures as a chart of plotly with frames and a slider.</summary>
internal static class SequencePlotly
{
    private const int MostFrames = 100;

    /// <summary>The chart. Of very many figures it has some, evenly spread.</summary>
    public static JsonObject Of(FigureSequence sequence)
    {
        if (sequence.Frames.Count == 0)
        {
            return FigurePlotly.Of(Figure.Empty);
        }

        var places = PlotlyThinning.Places(sequence.Frames.Count, MostFrames);
        var charts = places.Select(i => (Label: ChartText.Literal(sequence.Frames[i].Label), Chart: FigurePlotly.Of(sequence.Frames[i].Figure))).ToList();

        // plotly replaces traces by their index: where a frame has fewer, the rest must become empty.
        var traces = charts.Max(c => c.Chart["data"]!.AsArray().Count);
        foreach (var data in charts.Select(c => c.Chart["data"]!.AsArray()))
        {
            while (data.Count < traces)
            {
                data.Add(new JsonObject { ["type"] = "scatter", ["x"] = new JsonArray(), ["y"] = new JsonArray(), ["showlegend"] = false });
            }
        }

        var result = (JsonObject)charts[0].Chart.DeepClone();
        var layout = result["layout"]!;
        layout["height"] = (int)layout["height"]! + 90;
        layout["margin"]!["b"] = 130;
        layout["legend"]!["y"] = 1.1;
        layout["meta"]!["description"] = Adjoint.Notation.Symbols.Clean(sequence.Description);
        if (places.Length < sequence.Frames.Count)
        {
            layout["meta"]!["leftOut"] = $"{places.Length} of {sequence.Frames.Count} figures are shown";
        }

        layout["sliders"] = new JsonArray(new JsonObject
        {
            ["pad"] = new JsonObject { ["t"] = 50 },
            ["steps"] = new JsonArray([.. charts.Select((c, i) => (JsonNode)Step(c.Label, i))]),
        });
        result["frames"] = new JsonArray([.. charts.Select((c, i) => (JsonNode)new JsonObject
        {
            ["name"] = FrameName(i),
            ["data"] = c.Chart["data"]!.DeepClone(),
            ["layout"] = Changing(c.Chart["layout"]!.AsObject()),
        })]);
        return result;
    }

    private static string FrameName(int index) => FormattableString.Invariant($"frame {index}");

    private static JsonObject Step(string label, int index) => new()
    {
        ["label"] = label,
        ["method"] = "animate",
        ["args"] = new JsonArray(new JsonArray(FrameName(index)), new JsonObject
        {
            ["mode"] = "immediate",
            ["frame"] = new JsonObject { ["duration"] = 0, ["redraw"] = true },
            ["transition"] = new JsonObject { ["duration"] = 0 },
        }),
    };

    private static JsonObject Changing(JsonObject layout)
    {
        // Without them the arrows of the frame before would stay.
        var part = new JsonObject
        {
            ["annotations"] = layout["annotations"]?.DeepClone() ?? new JsonArray(),
            ["images"] = layout["images"]?.DeepClone() ?? new JsonArray(),
        };
        if (layout["title"] is { } title)
        {
            part["title"] = title.DeepClone();
        }

        return part;
    }
}
