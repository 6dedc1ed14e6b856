using System.Net;
using System.Text.Json.Nodes;
using Adjoint.Drawing;
using Adjoint.Notation;

namespace Adjoint.Formatters.Charts;

/// <summary>Numbers and texts as plotly's JSON has them.</summary>
internal static class ChartText
{
    private const int Longest = 500;

    /// <summary>A text of at most 500 characters that plotly shows letter by letter: it would read tags, entities, and formulas between dollars.</summary>
    public static string Literal(string text) => WebUtility.HtmlEncode(Symbols.Clean(FigureText.Shorten(text, Longest))).Replace("$", "&#36;", StringComparison.Ordinal);

    /// <summary>A number; null for one that is not finite, which JSON has no way to write.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>A number in six significant digits, of which a picture shows no more.</summary>
    public static JsonNode? Rounded(double value) =>
        double.IsFinite(value) ? JsonValue.Create(double.Parse(value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture)) : null;

    /// <summary>Numbers in an array.</summary>
    public static JsonArray NumberList(IEnumerable<double> values) => [.. values.Select(Number)];

    /// <summary>Texts in an array.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode?)JsonValue.Create(Literal(t)))];
}
