using System.Text.Json.Nodes;

namespace Adjoint.Cli.Notebooks;

/// <summary>The <c>.dib</c> format of .NET Interactive: cells that begin with a line naming their language.</summary>
internal static class InteractiveScript
{
    /// <summary>The script as a notebook. Cells in other languages than C# and Markdown become raw cells.</summary>
    public static JsonObject Parse(string text)
    {
        var cells = new JsonArray();
        var language = "csharp";
        var lines = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (Language(line) is { } next)
            {
                Add(cells, language, lines);
                language = next;
                lines.Clear();
            }
            else
            {
                lines.Add(line);
            }
        }

        Add(cells, language, lines);
        return new JsonObject { ["cells"] = cells, ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5 };
    }

    private static string? Language(string line) => line.TrimEnd() switch
    {
        "#!csharp" or "#!c#" or "#!C#" => "csharp",
        "#!markdown" => "markdown",
        "#!meta" => "meta",
        "#!fsharp" or "#!f#" or "#!pwsh" or "#!powershell" or "#!javascript" or "#!js" or "#!html" or "#!sql" or "#!kql" or "#!mermaid" or "#!http" or "#!value" => line.Trim()[2..],
        _ => null,
    };

    private static void Add(JsonArray cells, string language, List<string> lines)
    {
        var source = string.Join('\n', lines).Trim('\n');
        if (source.Length == 0 || language == "meta")
        {
            return;
        }

        var cell = new JsonObject
        {
            ["cell_type"] = language switch { "csharp" => "code", "markdown" => "markdown", _ => "raw" },
            ["metadata"] = language is "csharp" or "markdown" ? new JsonObject() : new JsonObject { ["dotnet_interactive"] = new JsonObject { ["language"] = language } },
            ["source"] = source,
        };
        if (language == "csharp")
        {
            cell["execution_count"] = null;
            cell["outputs"] = new JsonArray();
        }

        cells.Add(cell);
    }
}
