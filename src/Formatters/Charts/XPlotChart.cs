using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Adjoint.Drawing;
using XPlot.Plotly;

namespace Adjoint.Formatters.Charts;

/// <summary>A chart of XPlot: its JSON, as this version of plotly reads it, and its static form.</summary>
internal sealed class XPlotChart
{
    private const int MostCells = 200;

    private readonly JsonArray data;
    private readonly JsonObject layout;
    private readonly StaticChart form;

    private XPlotChart(JsonArray data, JsonObject layout)
    {
        (this.data, this.layout) = (data, layout);
        form = StaticChart.Of(data, layout);
    }

    /// <summary>What the static form shows, in words.</summary>
    public string Description => string.Join("\n", form.Figures.Select(f => f.ToString()).Concat(form.Notes));

    /// <summary>Reads a chart. XPlot shows its data in one place only, the script that it would write.</summary>
    /// <exception cref="NotSupportedException">The script has no data.</exception>
    public static XPlotChart Of(PlotlyChart chart)
    {
        var script = chart.GetInlineJS();
        return Of(Assigned(script, "var data =") as JsonArray, Assigned(script, "var layout =") as JsonObject);
    }

    /// <summary>Reads traces and a layout.</summary>
    /// <exception cref="NotSupportedException">There are no traces.</exception>
    public static XPlotChart Of(JsonArray? data, JsonObject? layout)
    {
        var own = layout ?? [];
        XPlotTitles.Upgrade(own);
        foreach (var trace in data?.OfType<JsonObject>() ?? [])
        {
            XPlotTitles.Upgrade(trace);
        }

        return new(data ?? throw new NotSupportedException("The chart has no array of traces."), own);
    }

    /// <summary>The static form as HTML: pictures with their tables, and a line for each trace that has none.</summary>
    public string Picture()
    {
        var html = new StringBuilder();
        foreach (var figure in form.Figures)
        {
            html.Append(figure is SurfaceFigure surface ? FigureFormatter.Html(surface) : FigureFormatter.Html((Figure)figure));
        }

        foreach (var note in form.Notes)
        {
            html.Append("<p>").Append(FigureFormatter.Encode(note)).Append("</p>");
        }

        return html.ToString();
    }

    /// <summary>The chart for plotly; of very long data every so many, which its meta data say.</summary>
    public JsonObject Bounded()
    {
        var notes = new List<string>();
        var traces = new JsonArray([.. data.Select(trace => trace is JsonObject item ? Bounded(item, notes) : trace?.DeepClone())]);
        var own = (JsonObject)layout.DeepClone();
        own["width"] ??= SvgWriter.Width;
        own["height"] ??= 440;

        // Plotly's own paper is white, whatever the notebook's is.
        own["paper_bgcolor"] ??= "rgba(0,0,0,0)";
        own["plot_bgcolor"] ??= "rgba(122,122,122,0.06)";
        own["font"] ??= new JsonObject { ["color"] = SvgWriter.Ink, ["size"] = 13 };
        foreach (var axis in new[] { "xaxis", "yaxis" })
        {
            if ((own[axis] ??= new JsonObject()) is JsonObject lines)
            {
                lines["gridcolor"] ??= "rgba(122,122,122,0.28)";
                lines["zerolinecolor"] ??= "rgba(122,122,122,0.6)";
            }
        }

        if (notes.Count > 0)
        {
            own["meta"] = new JsonObject { ["leftOut"] = string.Join("; ", notes) };
        }

        return PlotlyChartJson.Of(traces, own);
    }

    private static JsonNode? Assigned(string script, string name)
    {
        var at = script.IndexOf(name, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(script[(at + name.Length)..]));
        return JsonDocument.TryParseValue(ref reader, out var document) ? JsonNode.Parse(document.RootElement.GetRawText()) : null;
    }

    // The colours of the static form, unless the chart has its own.
    private static void Colour(JsonObject trace, JsonArray z)
    {
        var values = z.OfType<JsonArray>().SelectMany(TraceData.NumberList).Where(double.IsFinite).ToList();
        if (values.Count > 0 && trace["colorscale"] is null && trace["zmin"] is null && trace["cmin"] is null)
        {
            var scale = new ColourScale(values.Min(), values.Max());
            var (low, high) = (string?)trace["type"] == "surface" ? ("cmin", "cmax") : ("zmin", "zmax");
            trace["colorscale"] = PlotlyChartJson.Colours(scale);
            (trace[low], trace[high]) = (scale.Ends.From, scale.Ends.To);
        }
    }

    private static JsonNode Bounded(JsonObject trace, List<string> notes)
    {
        var length = trace.Select(p => p.Value).OfType<JsonArray>().Where(a => a.Count > 0 && a[0] is not JsonArray).Select(a => a.Count).DefaultIfEmpty(0).Max();
        var result = (JsonObject)trace.DeepClone();
        if (result["z"] is JsonArray { Count: > 0 } z && z[0] is JsonArray)
        {
            Colour(result, z);
            var width = z.OfType<JsonArray>().Max(row => row.Count);
            var (rows, columns) = (PlotlyThinning.Places(z.Count, MostCells), PlotlyThinning.Places(width, MostCells));
            if (rows.Length < z.Count || columns.Length < width)
            {
                notes.Add($"{rows.Length}×{columns.Length} of {z.Count}×{width} values are shown");
                Thin(result, "y", z.Count, rows);
                Thin(result, "x", width, columns);
                result["z"] = new JsonArray([.. rows.Select(i => (JsonNode)new JsonArray([.. columns.Select(j => z[i] is JsonArray row && j < row.Count ? row[j]?.DeepClone() : null)]))]);
            }
        }
        else if (length > FigurePlotly.MostPoints)
        {
            var places = PlotlyThinning.Places(length, FigurePlotly.MostPoints);
            notes.Add($"{places.Length} of {length} points are shown");
            foreach (var name in result.Select(p => p.Key).ToList())
            {
                Thin(result, name, length, places);
            }

            if (result["marker"] is JsonObject marker)
            {
                foreach (var name in marker.Select(p => p.Key).ToList())
                {
                    Thin(marker, name, length, places);
                }
            }
        }

        return result;
    }

    private static void Thin(JsonObject parent, string name, int length, int[] places)
    {
        if (parent[name] is JsonArray array && array.Count == length)
        {
            parent[name] = new JsonArray([.. places.Select(i => array[i]?.DeepClone())]);
        }
    }
}
