using System.Globalization;
using System.Net;
using System.Text;
using Adjoint.Notation;

namespace Adjoint.Tensors.Cards;

/// <summary>Cards as HTML: a table of facts and statistics, a histogram, then values or pictures. Nothing is loaded, and no script runs.</summary>
internal static class TensorHtml
{
    /// <summary>The whole card.</summary>
    public static string Of(TensorCard card, NotationOptions options)
    {
        if (card.IsDisposed)
        {
            return $"<p>{Encode(card.Remark)}</p>";
        }

        var html = new StringBuilder("<div>");
        Table(html, card, options);
        if (card.Statistics is { Histogram.Counts.Count: > 1 } statistics)
        {
            Image(html.Append("<div>"), Sparkline.ToSvg(statistics.Histogram), Sparkline.Describe(statistics), Sparkline.Width);
            html.Append(statistics.Histogram.IsSampled ? $"<br><small>{Encode(Sparkline.SampleOf(statistics))}</small></div>" : "</div>");
        }

        if (card.Remark.Length > 0)
        {
            html.Append($"<p>{Encode(card.Remark)}</p>");
        }

        if (card.Shape.Count > 0 && TensorText.HasValues(card, options))
        {
            Values(html, card, options);
        }

        if (card.Picture is { } picture)
        {
            html.Append(OfPicture(picture));
        }

        if (card.Offer.Length > 0)
        {
            html.Append($"<p><small>{Encode(card.Offer)}</small></p>");
        }

        return html.Append("</div>").ToString();
    }

    /// <summary>A picture alone.</summary>
    public static string OfPicture(IPicture picture)
    {
        var html = new StringBuilder("<div>");
        Image(html, picture.ToSvg(), picture.Description, picture.Width);
        return html.Append($"<br><small>{Encode(picture.Description)}</small></div>").ToString();
    }

    /// <summary>Images in rows of a table. Small ones are enlarged.</summary>
    public static string OfImages(TensorImages images)
    {
        const int Room = 640;
        const int Largest = 256;
        var html = new StringBuilder("<div><table><tbody>");
        var width = Math.Clamp(images.Images[0].Width, images.Images.Count == 1 ? Largest : Largest / 2, Largest);
        var across = Math.Max(1, Room / (width + 8));
        for (var k = 0; k < images.Images.Count; k++)
        {
            var (label, _, _, png) = images.Images[k];
            var alternative = label.Length == 0 ? images.Description : $"Image {label}. {images.Description}";
            html.Append(k % across == 0 ? "<tr>" : "")
                .Append(CultureInfo.InvariantCulture, $"<td style=\"text-align:center\"><img width=\"{width}\" style=\"image-rendering:pixelated\" alt=\"{Encode(alternative)}\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\">")
                .Append(label.Length == 0 ? "" : $"<br><small>{Encode(label)}</small>").Append("</td>").Append(k % across == across - 1 || k == images.Images.Count - 1 ? "</tr>" : "");
        }

        return html.Append($"</tbody></table><small>{Encode(images.Description)}</small></div>").ToString();
    }

    /// <summary>The line, as it stands within another value.</summary>
    public static string Part(TensorCard card) => $"<code>{Encode(TensorText.Line(card))}</code>";

    /// <summary>An image that carries its content.</summary>
    public static void Image(StringBuilder html, string svg, string alternative, int width) => html.Append(
        CultureInfo.InvariantCulture, $"<img width=\"{width}\" alt=\"{Encode(alternative)}\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\">");

    /// <summary>Text as HTML has it.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(Symbols.Clean(text));

    private static void Table(StringBuilder html, TensorCard card, NotationOptions options)
    {
        var (facts, numbers) = (Facts(card), Numbers(card, options));
        html.Append($"<table><thead><tr><th colspan=\"4\" style=\"text-align:left\">{Encode(card.Name)}</th></tr></thead><tbody>");
        for (var i = 0; i < Math.Max(facts.Count, numbers.Count); i++)
        {
            html.Append("<tr>");
            Pair(html, i < facts.Count ? facts[i] : ("", ""), "left");
            Pair(html, i < numbers.Count ? numbers[i] : ("", ""), "right");
            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
    }

    private static void Pair(StringBuilder html, (string Name, string Value) pair, string side) =>
        html.Append($"<td style=\"text-align:left\">{Encode(pair.Name)}</td><td style=\"text-align:{side}\">{Encode(pair.Value)}</td>");

    private static List<(string Name, string Value)> Facts(TensorCard card)
    {
        var shape = card.Shape.Count == 0 ? "scalar" : string.Join(" × ", card.Shape.Select((size, d) =>
            card.AxisNames.Count > d && card.AxisNames[d] is { Length: > 0 } name ? string.Create(CultureInfo.InvariantCulture, $"{name} {size}") : size.ToString(CultureInfo.InvariantCulture)));
        List<(string, string)> facts = [("shape", shape), ("dtype", card.EntryType), ("device", card.Place)];
        if (card.Layout.Length > 0)
        {
            facts.Add(("layout", card.Layout));
        }

        if (card.StoredBytes > 0)
        {
            facts.Add(("memory", card.StoredBytes < 1000 ? ByteCount.Written(card.StoredBytes) : string.Create(CultureInfo.InvariantCulture, $"{ByteCount.Written(card.StoredBytes)} ({card.StoredBytes:#,0} bytes)")));
        }

        if (card.Strides.Count > 0)
        {
            facts.Add(("strides", $"({string.Join(", ", card.Strides)}), not contiguous"));
        }

        facts.Add(("requires_grad", card.RequiresGradient ? "yes" : "no"));
        if (card.Gradient is { } gradient)
        {
            facts.Add(("grad", gradient.Statistics is { FiniteCount: > 0 } g
                ? $"min {TensorText.Number(g.Min)}, max {TensorText.Number(g.Max)}, mean {TensorText.Number(g.Mean)}, std {TensorText.Number(g.StandardDeviation)}{(g.IsFinite ? "" : ", " + TensorText.Others(g))}"
                : TensorText.Line(gradient)));
        }

        return facts;
    }

    private static List<(string Name, string Value)> Numbers(TensorCard card, NotationOptions options)
    {
        if (card.Statistics is not { Count: > 0 } s)
        {
            return card.Count == 0 ? [("entries", "none")] : [];
        }

        var of = (s.IsOfModulus ? " |z|" : "") + (s.IsFinite ? "" : " (finite)");
        var (min, max) = s.FiniteCount == 0 ? ("–", "–") : TensorText.Extremes(card, s);
        List<(string, string)> numbers = card.Shape.Count == 0 && card.Values is { } value ? [("value", PlainText.LineOf(TensorText.Scalar(value, options)))]
            : card.EntryType == "bool" ? [("true", Share(s.Count - s.ZeroCount, s.Count))]
            : [("min" + of, min), ("max" + of, max), ("mean" + of, s.FiniteCount == 0 ? "–" : TensorText.Number(s.Mean)), ("std" + of, s.FiniteCount < 2 ? "–" : TensorText.Number(s.StandardDeviation))];
        numbers.Add((card.EntryType == "bool" ? "false" : "zeros", Share(s.ZeroCount, s.Count)));
        foreach (var (name, count) in new[] { ("NaN", s.NaNCount), ("+∞", s.PositiveInfinityCount), ("−∞", s.NegativeInfinityCount) })
        {
            if (count > 0)
            {
                numbers.Add((name, Share(count, s.Count)));
            }
        }

        return numbers;
    }

    private static string Share(long count, long all) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} ({TensorText.Percent((double)count / all)})");

    // Values, and the gradient's at their side.
    private static void Values(StringBuilder html, TensorCard card, NotationOptions options)
    {
        var (values, gradients) = (TensorText.Slices(card), card.Gradient is { Values: not null } gradient ? TensorText.Slices(gradient) : []);
        html.Append("<table><tbody>");
        if (gradients.Count > 0)
        {
            html.Append("<tr><th style=\"text-align:left\">values</th><th style=\"text-align:left\">gradient</th></tr>");
        }

        for (var k = 0; k < values.Count; k++)
        {
            html.Append("<tr><td style=\"text-align:left\">");
            Entries(html, values[k], options);
            if (gradients.Count > k)
            {
                html.Append("</td><td style=\"text-align:left\">");
                Entries(html, gradients[k], options);
            }

            html.Append("</td></tr>");
        }

        html.Append("</tbody></table>");
    }

    private static void Entries(StringBuilder html, (string Label, Func<NotationOptions, Node> Matrix) slice, NotationOptions options)
    {
        var node = slice.Matrix(options);
        var (inner, factor) = node is Node.RowNode { Items: [Node.ScriptsNode power, Node.OperatorNode, var scaled, ..] } ? (scaled, PlainText.LineOf(power) + " ·") : (node, "");
        html.Append(slice.Label.Length > 0 ? $"<code>{Encode(slice.Label)}</code> " : "").Append(Encode(factor));
        if ((inner as Node.MatrixNode ?? (inner as Node.ScriptsNode)?.Body as Node.MatrixNode) is not { } matrix)
        {
            html.Append($"<pre>{Encode(PlainText.Of(node))}</pre>");
            return;
        }

        html.Append("<table><tbody>");
        for (var r = 0; r < matrix.Rows; r++)
        {
            html.Append("<tr>");
            for (var c = 0; c < matrix.Columns; c++)
            {
                html.Append($"<td style=\"text-align:right\">{Encode(PlainText.LineOf(matrix[r, c]))}</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
    }
}
