using System.Net;
using System.Text;
using Adjoint.Drawing;
using Adjoint.Notation;

namespace Adjoint.Formatters;

/// <summary>Figures as HTML: the picture as an image that loads nothing, and its data as a table.</summary>
internal static class FigureFormatter
{
    private const int MostMarks = 16;
    private const int MostRows = 12;
    private const int LongestAlternative = 1000;

    /// <summary>An img with alternative text, then a table in details. What is long is shown by points evenly spread over it, and says so.</summary>
    public static string Html(Figure figure)
    {
        var svg = Convert.ToBase64String(Encoding.UTF8.GetBytes(figure.ToSvg()));
        var description = figure.Description;
        var alternative = description.Length <= LongestAlternative ? description : description[..(LongestAlternative - 1)] + "…";
        var html = new StringBuilder($"<img width=\"640\" alt=\"{Encode(alternative)}\" src=\"data:image/svg+xml;base64,{svg}\">");
        if (figure.Marks.Count == 0)
        {
            return html.ToString();
        }

        html.Append("<details><summary>Data of the picture</summary><table><thead><tr><th>mark</th><th>x</th><th>y</th></tr></thead><tbody>");
        foreach (var mark in figure.Marks.Take(MostMarks))
        {
            Rows(html, mark);
        }

        if (figure.Marks.Count > MostMarks)
        {
            html.Append($"<tr><td>… and {figure.Marks.Count - MostMarks} more</td><td></td><td></td></tr>");
        }

        return html.Append("</tbody></table></details>").ToString();
    }

    private static void Rows(StringBuilder html, FigureMark mark)
    {
        var count = mark.Vertices.Count;
        var rows = Math.Min(count, MostRows);
        var kind = mark.Shape.ToString().ToLowerInvariant();
        var name = Encode(mark.Label.Length == 0 ? kind : $"{kind} {Short(mark.Label)}") + (count > rows ? $" ({rows} of {count} points)" : count == 0 ? " (no points)" : "");
        for (var row = 0; row < Math.Max(rows, 1); row++)
        {
            var (x, y) = count == 0 ? ("", "") : Texts(mark.Vertices[(int)((long)row * (count - 1) / Math.Max(rows - 1, 1))]);
            html.Append($"<tr><td>{(row == 0 ? name : "")}</td><td>{x}</td><td>{y}</td></tr>");
        }
    }

    private static (string X, string Y) Texts((double X, double Y) vertex) => (Text(vertex.X), Text(vertex.Y));

    private static string Text(double value) => PlainText.Of(RealNotation.Number(value, NotationOptions.Default));

    private static string Short(string label) => label.Length <= 100 ? label : label[..99] + "…";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
