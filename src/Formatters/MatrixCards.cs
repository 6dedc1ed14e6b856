using System.Globalization;
using System.Net;
using System.Text;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Formatters;

/// <summary>What is more than a formula about a matrix: a picture of its structure, a heat map beside its entries. HTML that loads nothing, and text.</summary>
internal static class MatrixCards
{
    /// <summary>Registers the cards.</summary>
    public static void Register()
    {
        Card<SparsityPicture>(Html, picture => picture.ToString());
        Card<MatrixHeatMap>(Html, map => PlainText.Of(map));
    }

    private static void Card<T>(Func<T, string> html, Func<T, string> text) where T : notnull
    {
        Formatter.Register(new TextFormatter<T>(HtmlFormatter.MimeType, html));
        Formatter.Register(new TextFormatter<T>(PlainTextFormatter.MimeType, text));
        Formatter.SetPreferredMimeTypesFor(typeof(T), HtmlFormatter.MimeType, PlainTextFormatter.MimeType);
    }

    private static string Html(SparsityPicture picture)
    {
        var pattern = picture.Pattern;
        var html = new StringBuilder(Image(picture.ToSvg(), picture.Description, picture.Width));
        html.Append("<details><summary>Numbers of the picture</summary><table><tbody>");
        Row(html, "rows × columns", pattern.Shape.ToString());
        Row(html, "nonzeros", pattern.Nonzeros.ToString(CultureInfo.InvariantCulture));
        Row(html, "fill", pattern.FillInPercent);
        Row(html, "bandwidth below the diagonal", pattern.LowerBandwidth.ToString(CultureInfo.InvariantCulture));
        Row(html, "bandwidth above the diagonal", pattern.UpperBandwidth.ToString(CultureInfo.InvariantCulture));
        Row(html, "symmetric structure", pattern.IsSymmetric switch { true => "yes", false => "no", _ => "not looked at" });
        if (!pattern.IsExact)
        {
            Row(html, "bins", string.Create(CultureInfo.InvariantCulture, $"{pattern.BinRows}×{pattern.BinColumns}"));
            Row(html, "most nonzeros in a bin", pattern.MostInABin.ToString(CultureInfo.InvariantCulture));
        }

        return html.Append("</tbody></table></details>").ToString();
    }

    private static string Html(MatrixHeatMap map)
    {
        var (rows, factor) = map.Cells(NotebookDisplay.Current.Options);
        var html = new StringBuilder("<table><tbody><tr><td>").Append(Image(map.ToSvg(), map.Description, 240)).Append("</td><td>").Append(factor.Length > 0 ? factor + " ·" : string.Empty).Append("<table><tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            foreach (var cell in row)
            {
                html.Append("<td style=\"text-align:right\">").Append(WebUtility.HtmlEncode(cell)).Append("</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table></td></tr></tbody></table>").ToString();
    }

    private static string Image(string svg, string alternative, int width) => string.Create(
        CultureInfo.InvariantCulture,
        $"<img width=\"{width}\" alt=\"{WebUtility.HtmlEncode(alternative)}\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\">");

    private static void Row(StringBuilder html, string name, string value) => html.Append($"<tr><td>{name}</td><td>{WebUtility.HtmlEncode(value)}</td></tr>");
}
