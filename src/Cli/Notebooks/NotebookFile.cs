using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Adjoint.Cli.Commands;

namespace Adjoint.Cli.Notebooks;

/// <summary>A notebook as a file: nbformat 4, or a .NET Interactive script. What it does not understand it keeps.</summary>
internal sealed class NotebookFile
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject root;

    private NotebookFile(JsonObject root, string path)
    {
        (this.root, Path) = (root, path);
        Cells = [.. root["cells"]!.AsArray().Select((cell, i) => new NotebookCell(cell!.AsObject(), i + 1))];
    }

    /// <summary>Where it was read from.</summary>
    public string Path { get; }

    /// <summary>The cells in order.</summary>
    public IReadOnlyList<NotebookCell> Cells { get; private set; }

    /// <summary>The metadata of the whole notebook; what is added to it stays.</summary>
    public JsonObject Metadata
    {
        get
        {
            if (root["metadata"] is not JsonObject metadata)
            {
                root["metadata"] = metadata = [];
            }

            return metadata;
        }
    }

    /// <summary>The text of its first heading, else its file name.</summary>
    public string Title => Cells.Where(c => c.Kind == "markdown")
        .SelectMany(c => c.Source.Split('\n'))
        .FirstOrDefault(l => l.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Reads a notebook.</summary>
    /// <exception cref="UsageException">The file is missing, no notebook, or of a format before nbformat 4; the message says which.</exception>
    public static NotebookFile Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(Directory.Exists(path) ? $"{path} is a folder; name a notebook in it." : $"{path} cannot be read: {fault.Message}");
        }

        return System.IO.Path.GetExtension(path).Equals(".dib", StringComparison.OrdinalIgnoreCase)
            ? new NotebookFile(InteractiveScript.Parse(text), path)
            : new NotebookFile(ParseJson(text, path), path);
    }

    /// <summary>Removes a cell.</summary>
    public void Remove(NotebookCell cell)
    {
        var cells = root["cells"]!.AsArray();
        cells.Remove(cells.Single(cell.IsOf));
        Cells = [.. Cells.Where(other => other != cell)];
    }

    /// <summary>Writes the notebook as nbformat 4.5: every cell has an identifier.</summary>
    public void Write(string path)
    {
        root["nbformat"] = 4;
        root["nbformat_minor"] = Math.Max(5, (int?)root["nbformat_minor"] ?? 5);
        var metadata = root["metadata"] as JsonObject ?? [];
        root["metadata"] = metadata;
        metadata["kernelspec"] = new JsonObject { ["display_name"] = Jupyter.Wire.KernelInfo.DisplayName, ["language"] = "C#", ["name"] = KernelSpec.Name };
        metadata["language_info"] = new JsonObject { ["file_extension"] = ".cs", ["mimetype"] = "text/x-csharp", ["name"] = "C#", ["pygments_lexer"] = "csharp", ["version"] = "14.0" };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in Cells)
        {
            cell.Identify(seen);
        }

        File.WriteAllText(path, root.ToJsonString(Indented) + "\n");
    }

    private static JsonObject ParseJson(string text, string path)
    {
        JsonObject root;
        try
        {
            root = JsonNode.Parse(text) as JsonObject ?? throw new UsageException($"{path} is no notebook: its JSON is no object.");
        }
        catch (JsonException fault)
        {
            throw new UsageException(FormattableString.Invariant($"{path} is no notebook: it is no JSON from line {fault.LineNumber + 1} on."));
        }

        var major = root["nbformat"] is JsonValue number && number.TryGetValue<int>(out var n) ? n : 0;
        if (major != 4)
        {
            throw new UsageException(major is > 0 and < 4
                ? FormattableString.Invariant($"{path} is in nbformat {major}; convert it with `jupyter nbconvert --to notebook` first.")
                : $"{path} is no notebook: it does not say nbformat 4.");
        }

        if ((Member(root["metadata"], "kernelspec", "language") ?? Member(root["metadata"], "language_info", "name")) is JsonValue written && written.TryGetValue<string>(out var language)
            && !language.Contains("C#", StringComparison.OrdinalIgnoreCase) && !language.Contains("csharp", StringComparison.OrdinalIgnoreCase) && language != "polyglot-notebook")
        {
            throw new UsageException($"{path} is a notebook in {language}; adjoint runs C#.");
        }

        if (root["cells"] is not JsonArray cells || !cells.All(IsCell))
        {
            throw new UsageException($"{path} is no notebook: its cells must be a list of objects with a cell_type and a source.");
        }

        return root;
    }

    private static JsonNode? Member(JsonNode? node, string first, string second) => node is JsonObject outer && outer[first] is JsonObject inner ? inner[second] : null;

    private static bool IsCell(JsonNode? node) => node is JsonObject cell
        && cell["cell_type"] is JsonValue kind && kind.TryGetValue<string>(out _)
        && (cell["source"] is JsonArray lines ? lines.All(l => l is JsonValue v && v.TryGetValue<string>(out _)) : cell["source"] is JsonValue text && text.TryGetValue<string>(out _))
        && (cell["metadata"] is null or JsonObject);
}
