using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.DotNet.Interactive.Formatting;
using TorchSharp;

namespace Adjoint.Tensors.Modules;

/// <summary>Registers how modules appear: as a tree, one row for each module and each of its parameters.</summary>
internal static class ModuleFormatters
{
    private const int MostRows = 80;
    private const int Widest = 64;

    /// <summary>text/html and text/plain. Calling it again, or after <see cref="Formatter.ResetToDefault"/>, leaves each formatter registered once.</summary>
    public static void Register()
    {
        if (Formatter.RegisteredFormatters(includeDefaults: false).Any(f => f.Type == typeof(ModuleTree)))
        {
            return;
        }

        // TorchSharp may name formatters of its own in an attribute: ours come after them.
        Formatter.GetPreferredMimeTypesFor(typeof(torch.nn.Module));
        TensorFormatters.Register<torch.nn.Module>(m => Html(ModuleTree.Of(m)), m => Text(ModuleTree.Of(m)));
        TensorFormatters.Register<ModuleTree>(Html, Text);
        TensorFormatters.Register<AutogradGraph>(
            g => g.Steps.Count == 0 ? $"<p>{WebUtility.HtmlEncode(g.ToString())}</p>" : g.ToDiagram().ToDisplayString(HtmlFormatter.MimeType),
            g => g.Steps.Count == 0 ? g.ToString() : $"{g}\n{g.ToDiagram().ToText()}");
    }

    private static string Html(ModuleTree tree)
    {
        var (rows, left) = Rows(tree);
        var shapes = rows.Exists(r => r.Output.Length > 0);
        var html = new StringBuilder("<table><caption style=\"text-align:left\">").Append(WebUtility.HtmlEncode(tree.ToString()))
            .Append("</caption><thead><tr><th style=\"text-align:left\">module</th><th style=\"text-align:left\">kind</th>")
            .Append(shapes ? "<th style=\"text-align:left\">output</th>" : string.Empty)
            .Append("<th style=\"text-align:left\">shape</th><th>parameters</th><th>memory</th></tr></thead><tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr><td style=\"text-align:left;white-space:pre\">").Append(WebUtility.HtmlEncode(row.Branch + row.Name))
                .Append("</td><td style=\"text-align:left\">").Append(WebUtility.HtmlEncode(row.Kind)).Append("</td>")
                .Append(shapes ? $"<td style=\"text-align:left\">{WebUtility.HtmlEncode(row.Output)}</td>" : string.Empty)
                .Append("<td style=\"text-align:left\">").Append(WebUtility.HtmlEncode(row.Shape)).Append("</td><td style=\"text-align:right\">")
                .Append(row.Count).Append("</td><td style=\"text-align:right\">").Append(row.Memory).Append("</td></tr>");
        }

        return html.Append("</tbody></table>").Append(left == 0 ? string.Empty : $"<p>and {left} rows more</p>").ToString();
    }

    private static string Text(ModuleTree tree)
    {
        var (rows, left) = Rows(tree);
        string[] Cells((string Branch, string Name, string Kind, string Output, string Shape, string Count, string Memory) r) => [r.Branch + r.Name, r.Kind, r.Shape + (r.Output.Length > 0 ? $"→ {r.Output}" : string.Empty), r.Count, r.Memory];
        var cells = rows.ConvertAll(Cells);
        var widths = Enumerable.Range(0, 5).Select(c => cells.Max(r => r[c].Length)).ToList();
        var text = new StringBuilder(tree.ToString());
        foreach (var row in cells)
        {
            text.Append('\n').Append(string.Join("  ", row.Select((c, i) => i < 3 ? c.PadRight(widths[i]) : c.PadLeft(widths[i]))).TrimEnd());
        }

        return left == 0 ? text.ToString() : text.Append(CultureInfo.InvariantCulture, $"\nand {left} rows more").ToString();
    }

    private static (List<(string Branch, string Name, string Kind, string Output, string Shape, string Count, string Memory)> Rows, int Left) Rows(ModuleTree tree)
    {
        var rows = new List<(string, string, string, string, string, string, string)>();
        var all = 0;
        void Add(ModuleTree module, string branch, string indent)
        {
            if (all++ < MostRows)
            {
                rows.Add((branch, module.Name, module.Kind == module.Name ? string.Empty : module.Kind, module.OutputShape ?? string.Empty, string.Empty, Number(module.Parameters), ByteCount.Written(module.Bytes)));
            }

            var parts = module.Tensors.Count + module.Children.Count;
            for (var i = 0; i < parts; i++)
            {
                var (mark, inner) = i == parts - 1 ? ("└ ", "  ") : ("├ ", "│ ");
                if (i >= module.Tensors.Count)
                {
                    Add(module.Children[i - module.Tensors.Count], indent + mark, indent + inner);
                }
                else if (all++ < MostRows)
                {
                    var t = module.Tensors[i];
                    var kind = t.Kind + (t.IsBuffer ? " buffer" : t.IsTrainable ? string.Empty : " frozen");
                    rows.Add((indent + mark, Fitted(t.Name, Widest - indent.Length), kind, string.Empty, t.Shape, t.IsBuffer ? string.Empty : Number(t.Count), ByteCount.Written(t.Bytes)));
                }
            }
        }

        Add(tree, string.Empty, string.Empty);
        return (rows, all - rows.Count);
    }

    // The path of one far below ends with what tells it from others.
    private static string Fitted(string name, int room) => name.Length <= room ? name : $"…{name[^(room - 1)..]}";

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
