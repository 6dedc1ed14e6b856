using System.Reflection;

namespace Adjoint.Formatters.Charts;

/// <summary>plotly.js, from inside this assembly, as a script element.</summary>
internal static class PlotlyLibrary
{
    /// <summary>The name under which a notebook remembers that it has the library: <see cref="NotebookDisplay.Deliver"/>.</summary>
    public const string Asset = "plotly.js 4.1.2";

    // What the scripts of all charts of a page share: a promise of the library, which may come before or after them.
    private const string Shared =
        "(window.adjointPlotly = window.adjointPlotly || (function () { var give, ready = new Promise(function (done) { give = done; }); return { ready: ready, give: give }; })())";

    /// <summary>The element that brings the library to a page, about 2 MB. A page needs it once; more than one does no harm.</summary>
    public static string Script() => $"<script>{Source("library.js")}(\"{Convert.ToBase64String(Bytes("plotly.min.js.gz"))}\");</script>";

    /// <summary>The element that draws a chart in place of the picture in the element with the attribute data-adjoint-chart="<paramref name="id"/>".</summary>
    /// <param name="id">Letters and digits.</param>
    /// <param name="json">The chart, as JSON in which &lt; is escaped.</param>
    public static string ChartScript(string id, string json) => $"<script>{Source("chart.js")}(\"{id}\",{json});</script>";

    private static string Source(string name)
    {
        using var reader = new StreamReader(new MemoryStream(Bytes(name)));
        return string.Join('\n', reader.ReadToEnd().TrimEnd().Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith("//", StringComparison.Ordinal)))
            .Replace("ADJOINT_SHARED", Shared, StringComparison.Ordinal);
    }

    private static byte[] Bytes(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new NotSupportedException($"The assembly lacks its resource {name}.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
