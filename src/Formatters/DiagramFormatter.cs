using System.Net;
using System.Text;
using Adjoint.Graphs;
using Adjoint.Notation;

namespace Adjoint.Formatters;

/// <summary>Diagrams as HTML: the picture as an image that loads nothing, and its vertices and edges as tables.</summary>
internal static class DiagramFormatter
{
    private const int MostRows = 60;
    private const int LongestAlternative = 1000;

    /// <summary>An img with alternative text, then a table in details. What is too large for a picture has the table alone, and says so.</summary>
    public static string Html(Diagram diagram)
    {
        var html = new StringBuilder();
        if (diagram.Vertices.Count > Diagram.MostVertices || diagram.Edges.Count > Diagram.MostEdges)
        {
            html.Append($"<p>{Encode(diagram.Description)} A picture shows at most {Diagram.MostVertices} vertices and {Diagram.MostEdges} edges.</p>");
        }
        else
        {
            var description = diagram.Description;
            var alternative = description.Length <= LongestAlternative ? description : description[..(LongestAlternative - 1)] + "…";
            html.Append($"<img alt=\"{Encode(alternative)}\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(diagram.ToSvg()))}\">");
        }

        return diagram.Vertices.Count == 0 ? html.ToString() : html.Append(Table(diagram)).ToString();
    }

    private static string Table(Diagram diagram)
    {
        var html = new StringBuilder("<details><summary>Vertices and edges of the picture</summary><table><thead><tr><th>kind</th><th>from</th><th>to</th><th>label</th></tr></thead><tbody>");
        var names = diagram.Vertices.ToDictionary(v => v.Id, v => Text(v.Label), StringComparer.Ordinal);
        foreach (var edge in diagram.Edges.Take(MostRows))
        {
            var kind = (edge.IsDirected ? "arrow" : "edge") + (edge.IsHighlighted ? ", highlighted" : "");
            html.Append($"<tr><td>{kind}</td><td>{names[edge.From]}</td><td>{names[edge.To]}</td><td>{(edge.Label is null ? "" : Text(edge.Label))}</td></tr>");
        }

        More(html, diagram.Edges.Count, 4);
        html.Append("</tbody></table><table><thead><tr><th>vertex</th><th>label</th></tr></thead><tbody>");
        foreach (var vertex in diagram.Vertices.Take(MostRows))
        {
            html.Append($"<tr><td>{Text(Node.Text(vertex.Id))}{(vertex.IsHighlighted ? ", highlighted" : "")}</td><td>{Text(vertex.Label)}</td></tr>");
        }

        More(html, diagram.Vertices.Count, 2);
        return html.Append("</tbody></table></details>").ToString();
    }

    private static void More(StringBuilder html, int count, int columns)
    {
        if (count > MostRows)
        {
            html.Append($"<tr><td>… and {count - MostRows} more</td>{string.Concat(Enumerable.Repeat("<td></td>", columns - 1))}</tr>");
        }
    }

    private static string Text(Node label) => PlainText.LineOf(label) is var text && text.Length <= 100 ? Encode(text) : Encode(text[..99] + "…");

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
