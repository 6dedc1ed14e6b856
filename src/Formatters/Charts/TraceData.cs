using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Adjoint.Formatters.Charts;

/// <summary>Reads the values in the JSON of a chart.</summary>
internal static partial class TraceData
{
    /// <summary>The text of a string or number; null for anything else.</summary>
    public static string? Text(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number => node.ToJsonString(),
        _ => null,
    };

    /// <summary>The number; NaN for what is none.</summary>
    public static double Number(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Number => double.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture),
        JsonValueKind.String when double.TryParse(node.GetValue<string>(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        _ => double.NaN,
    };

    /// <summary>The text of the title of a layout or an axis, without plotly's tags for bold and italic letters; null where there is none.</summary>
    public static string? Title(JsonNode? parent) =>
        Plain(Text((parent as JsonObject)?["title"] is JsonObject title ? title["text"] : (parent as JsonObject)?["title"]));

    /// <summary>The text without the tags that plotly reads as line breaks and styles.</summary>
    public static string? Plain(string? text) => text is null ? null : Styles().Replace(Breaks().Replace(text, " "), "");

    /// <summary>The message of an exception without the name of a parameter that means nothing to whom it is shown.</summary>
    public static string Message(ArgumentException error) => error.Message.Split(" (Parameter")[0];

    /// <summary>The items of an array; none for anything else.</summary>
    public static IReadOnlyList<JsonNode?> Items(JsonNode? node) => node is JsonArray array ? [.. array] : [];

    /// <summary>The numbers of an array.</summary>
    public static List<double> NumberList(JsonNode? node) => [.. Items(node).Select(Number)];

    /// <summary>Whether an array has texts that are no numbers, as categories and dates.</summary>
    public static bool HasNames(JsonNode? node) => Items(node).Any(item => item?.GetValueKind() == JsonValueKind.String && double.IsNaN(Number(item)));

    /// <summary>The items of an array as names.</summary>
    public static List<string> Names(JsonNode? node) => [.. Items(node).Select(item => Text(item) ?? "")];

    /// <summary>Numbers of rows and columns; short rows are filled with NaN.</summary>
    /// <exception cref="ArgumentException">It is no array of rows.</exception>
    public static double[,] Matrix(JsonNode? node)
    {
        var rows = Items(node).Select(NumberList).ToList();
        if (rows.Count == 0 || rows.Max(row => row.Count) == 0)
        {
            throw new ArgumentException("It has no rows of values.", nameof(node));
        }

        var matrix = new double[rows.Count, rows.Max(row => row.Count)];
        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            for (var j = 0; j < matrix.GetLength(1); j++)
            {
                matrix[i, j] = j < rows[i].Count ? rows[i][j] : double.NaN;
            }
        }

        return matrix;
    }

    /// <summary>n increasing places: those given, where they are, else 0, 1, 2, …</summary>
    public static List<double> Places(JsonNode? node, int n)
    {
        var given = NumberList(node);
        return given.Count == n && given.TrueForAll(double.IsFinite) && given.Zip(given.Skip(1)).All(p => p.First < p.Second)
            ? given
            : [.. Enumerable.Range(0, n).Select(i => (double)i)];
    }

    [GeneratedRegex("<br ?/?>", RegexOptions.IgnoreCase)]
    private static partial Regex Breaks();

    [GeneratedRegex("</?(b|i|em|strong|sub|sup)>", RegexOptions.IgnoreCase)]
    private static partial Regex Styles();
}
