using System.Globalization;
using System.Net;
using System.Text;

namespace Adjoint.Extension;

/// <summary>A table of text, written as HTML or as aligned columns.</summary>
/// <param name="Title">A line above the table; empty for none.</param>
/// <param name="Columns">The heading of each column; none at all for a table without headings.</param>
/// <param name="Rows">As many cells each as there are columns. A cell that begins with a backquote is code, without it.</param>
internal sealed record ReportTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const string LeftAligned = "style=\"text-align:left\"";

    /// <summary>A cell that holds code.</summary>
    public static string Code(string text) => "`" + text;

    /// <summary>Headings and cells, escaped, without scripts and classes.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder("<table>");
        if (Title.Length > 0)
        {
            html.Append("<caption ").Append(LeftAligned).Append('>').Append(Encode(Title)).Append("</caption>");
        }

        if (Columns.Count > 0)
        {
            html.Append("<thead><tr>");
            foreach (var column in Columns)
            {
                html.Append("<th ").Append(LeftAligned).Append('>').Append(Encode(column)).Append("</th>");
            }

            html.Append("</tr></thead>");
        }

        html.Append("<tbody>");
        foreach (var row in Rows)
        {
            html.Append("<tr>");
            foreach (var cell in row)
            {
                html.Append("<td ").Append(LeftAligned).Append('>')
                    .Append((IsCode(cell) ? $"<code>{Encode(cell[1..])}</code>" : Encode(cell)).Replace("\n", "<br>", StringComparison.Ordinal))
                    .Append("</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    /// <summary>The title, and the columns side by side, two blanks between them.</summary>
    public string ToText()
    {
        var lines = new List<string>();
        if (Title.Length > 0)
        {
            lines.Add(Title);
        }

        List<IReadOnlyList<string>> rows = [.. Columns.Count > 0 ? [Columns] : Array.Empty<IReadOnlyList<string>>(), .. Rows];
        var split = rows.ConvertAll(r => r.Select(c => (IsCode(c) ? c[1..] : c).Split('\n')).ToList());
        var widths = split.Count == 0 ? [] : Enumerable.Range(0, split[0].Count).Select(c => split.Max(r => r[c].Max(Width))).ToList();
        foreach (var row in split)
        {
            for (var line = 0; line < row.Max(c => c.Length); line++)
            {
                lines.Add(string.Join("  ", row.Select((c, i) => line < c.Length
                    ? c[line] + new string(' ', widths[i] - Width(c[line]))
                    : new string(' ', widths[i]))).TrimEnd());
            }
        }

        return string.Join('\n', lines);
    }

    private static bool IsCode(string cell) => cell.StartsWith('`');

    private static int Width(string text) => new StringInfo(text).LengthInTextElements;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
