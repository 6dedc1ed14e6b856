using System.Text.Json.Nodes;

namespace Adjoint.Formatters.Charts;

/// <summary>Brings what XPlot writes for plotly 1 up to what plotly 4 reads.</summary>
internal static class XPlotTitles
{
    /// <summary>A title that is a text becomes an object with that text, and its font goes into it; what is not finite becomes null. All levels deep.</summary>
    public static void Upgrade(JsonNode? node)
    {
        if (node is JsonObject parent)
        {
            if (parent["title"] is JsonValue title && title.TryGetValue<string>(out var text))
            {
                parent["title"] = new JsonObject { ["text"] = text };
            }

            if (parent["titlefont"] is JsonObject font && (parent["title"] ??= new JsonObject()) is JsonObject owner)
            {
                parent.Remove("titlefont");
                owner["font"] = font;
            }

            parent.Remove("_isSubplotObj");
            foreach (var child in parent.Select(p => p.Value).ToList())
            {
                Upgrade(child);
            }
        }
        else if (node is JsonArray array)
        {
            for (var i = 0; i < array.Count; i++)
            {
                if (array[i] is JsonValue value && value.TryGetValue<string>(out var word) && word is "NaN" or "Infinity" or "-Infinity")
                {
                    array[i] = null;
                }
                else
                {
                    Upgrade(array[i]);
                }
            }
        }
    }
}
