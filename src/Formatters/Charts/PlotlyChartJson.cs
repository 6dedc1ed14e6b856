using System.Text.Json.Nodes;
using Adjoint.Drawing;

namespace Adjoint.Formatters.Charts;

/// <summary>What the JSON of all our charts has in common.</summary>
internal static class PlotlyChartJson
{
    /// <summary>The type of a bundle's entry that is a chart of plotly.</summary>
    public const string MimeType = "application/vnd.plotly.v1+json";

    /// <summary>A chart of traces and a layout.</summary>
    public static JsonObject Of(JsonArray traces, JsonObject layout) => new() { ["data"] = traces, ["layout"] = layout, ["config"] = Config() };

    /// <summary>How a chart behaves.</summary>
    public static JsonObject Config() => new() { ["displaylogo"] = false };

    /// <summary>The layout that suits white and black paper alike. What was left out of the data stands in its meta data.</summary>
    public static JsonObject Layout(string title, string description, List<string> notes)
    {
        var json = new JsonObject
        {
            ["width"] = SvgWriter.Width,
            ["height"] = 440,
            ["paper_bgcolor"] = "rgba(0,0,0,0)",
            ["plot_bgcolor"] = "rgba(122,122,122,0.06)",
            ["font"] = new JsonObject { ["color"] = SvgWriter.Ink, ["size"] = 13 },
            ["margin"] = new JsonObject { ["l"] = 66, ["r"] = 30, ["t"] = title.Length > 0 ? 50 : 26, ["b"] = 56 },
            ["hovermode"] = "closest",
            ["legend"] = new JsonObject { ["orientation"] = "h", ["y"] = -0.2 },
            ["meta"] = new JsonObject { ["description"] = Adjoint.Notation.Symbols.Clean(description) },
        };
        if (title.Length > 0)
        {
            json["title"] = new JsonObject { ["text"] = ChartText.Literal(title), ["font"] = new JsonObject { ["size"] = 15 } };
        }

        if (notes.Count > 0)
        {
            json["meta"]!["leftOut"] = string.Join("; ", notes.Distinct());
        }

        return json;
    }

    /// <summary>An axis with its title.</summary>
    public static JsonObject Axis(string title) => new()
    {
        ["title"] = new JsonObject { ["text"] = ChartText.Literal(title) },
        ["gridcolor"] = "rgba(122,122,122,0.28)",
        ["linecolor"] = SvgWriter.Ink,
        ["mirror"] = true,
        ["showline"] = true,
        ["zeroline"] = false,
        ["automargin"] = true,
    };

    /// <summary>The colours of a scale.</summary>
    public static JsonArray Colours(ColourScale scale)
    {
        const int Stops = 24;
        return [.. Enumerable.Range(0, Stops + 1).Select(i => (JsonNode)new JsonArray(i / (double)Stops, ColourScale.Hex(scale.Palette[(int)Math.Round(i * (ColourScale.Count - 1.0) / Stops)])))];
    }
}
