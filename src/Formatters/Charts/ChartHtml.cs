using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Adjoint.Formatters.Charts;

/// <summary>A static picture that a script replaces by a chart.</summary>
internal static class ChartHtml
{
    /// <summary>The static form, then scripts: the library if this notebook has not got it yet, and the chart.</summary>
    public static string Of(string picture, JsonObject chart)
    {
        // Written with < > & and all but ASCII escaped, so that it cannot end the script element.
        var json = chart.ToJsonString();
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..16];
        var library = NotebookDisplay.Current.Deliver(PlotlyLibrary.Asset) ? PlotlyLibrary.Script() : "";
        return $"<div data-adjoint-chart=\"{id}\">{picture}</div>{library}{PlotlyLibrary.ChartScript(id, json)}";
    }
}
