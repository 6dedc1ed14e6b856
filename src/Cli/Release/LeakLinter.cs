using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Adjoint.Exercises;

namespace Adjoint.Cli.Release;

/// <summary>Looks through every file of a release for what learners are not to see.</summary>
/// <remarks>Texts are looked at as they are and as they are decoded (escapes of HTML, URLs and JSON, base64 and hexadecimal, UTF-8 and UTF-16, gzip, zlib and zip), up to a few levels deep.</remarks>
internal sealed partial class LeakLinter
{
    private const int Deepest = 6;
    private const long MostBytes = 256 << 20;

    private readonly string folder;
    private readonly CourseSecrets secrets;
    private readonly List<Leak> leaks = [];
    private readonly HashSet<(string File, string What)> said = [];
    private string file = string.Empty;
    private long budget;

    private LeakLinter(string folder, CourseSecrets secrets) => (this.folder, this.secrets) = (folder, secrets);

    /// <summary>What was found in a folder, by file.</summary>
    public static IReadOnlyList<Leak> Check(string folder, CourseSecrets secrets)
    {
        var linter = new LeakLinter(Path.GetFullPath(folder), secrets);
        linter.Look(new DirectoryInfo(linter.folder), linter.Referred());
        return linter.leaks;
    }

    // Names that the released course itself gives are no accident.
    private HashSet<string> Referred()
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        try
        {
            foreach (var lesson in Course.Read(folder).Lessons)
            {
                names.Add(lesson.Notebook);
                if (File.Exists(Path.Combine(folder, lesson.Notebook)))
                {
                    names.UnionWith(LessonNotebook.Read(Path.Combine(folder, lesson.Notebook), lesson.Notebook).References
                        .Select(reference => Path.GetRelativePath(folder, Path.GetFullPath(Uri.UnescapeDataString(reference), Path.GetDirectoryName(Path.Combine(folder, lesson.Notebook))!)).Replace('\\', '/')));
                }
            }
        }
        catch (Exception mistake) when (mistake is CourseException or Commands.UsageException or ArgumentException or IOException)
        {
            // A folder that is no course refers to nothing.
        }

        return names;
    }

    private void Look(DirectoryInfo directory, HashSet<string> referred)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            Cancellation.Poll();
            file = Path.GetRelativePath(folder, entry.FullName).Replace('\\', '/');
            budget = MostBytes;
            if (entry.LinkTarget is { } target)
            {
                Say(string.Empty, $"a link to {target}; a release has files alone");
                continue;
            }

            if (entry.Name.StartsWith('.'))
            {
                Say(string.Empty, entry.Name switch
                {
                    ".ipynb_checkpoints" => "Jupyter's copies of notebooks as they were before",
                    ".git" => "a history, in which all earlier files can be read",
                    _ => "a hidden file; a release has none",
                });
            }

            if (entry is DirectoryInfo inner)
            {
                if (FileRules.Problem($"{file}/x") is { } forbidden)
                {
                    Say(string.Empty, forbidden);
                }

                Look(inner, referred);
                continue;
            }

            if (FileRules.Problem(entry.Name) is { } problem)
            {
                Say(string.Empty, problem);
            }

            if (FileRules.IsTelling(entry.Name) && !referred.Contains(file))
            {
                Say(string.Empty, "its name says that it is not for learners, and no lesson refers to it");
            }

            Contents(((FileInfo)entry).Length <= MostBytes ? File.ReadAllBytes(entry.FullName) : null);
        }
    }

    private void Say(string where, string what)
    {
        if (said.Add((file, what)))
        {
            leaks.Add(new(file, where, what));
        }
    }

    private void Contents(byte[]? data)
    {
        if (data is null)
        {
            Say(string.Empty, "it is larger than 256 MiB, and was not looked through");
            return;
        }

        if (Json(data) is { } json)
        {
            Walk(json, file.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase), string.Empty, 0);
            if (file.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
            {
                Notebook(json);
            }

            Comments(data);
            return;
        }

        Bytes(data, string.Empty, 0);
    }

    private static JsonNode? Json(byte[] data)
    {
        try
        {
            return data.AsSpan().TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'{' or (byte)'[' or (byte)'/', ..]
                ? JsonNode.Parse(data.AsSpan(data.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 1024, AllowDuplicateProperties = false })
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // What a reader of JSON leaves out.
    private void Comments(byte[] data)
    {
        var reader = new Utf8JsonReader(data.AsSpan(data.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0), new() { CommentHandling = JsonCommentHandling.Allow, AllowTrailingCommas = true, MaxDepth = 1024 });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Comment)
            {
                Text(reader.GetComment(), string.Create(CultureInfo.InvariantCulture, $"a comment in line {data.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n') + 1}"), 0);
            }
        }
    }

    // What only a notebook has: outputs, tags and marks.
    private void Notebook(JsonNode json)
    {
        var cells = (json as JsonObject)?["cells"] as JsonArray ?? [];
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i] is not JsonObject cell)
            {
                continue;
            }

            var place = string.Create(CultureInfo.InvariantCulture, $"cell {i + 1}");
            if (cell["outputs"] is JsonArray { Count: > 0 })
            {
                Say(place, string.Create(CultureInfo.InvariantCulture, $"it has outputs (cell {i + 1}); a release has none"));
            }
            else if (cell["execution_count"] is not null)
            {
                Say(place, string.Create(CultureInfo.InvariantCulture, $"it was run (cell {i + 1}); a release is as nobody has run it"));
            }

            foreach (var tag in ((cell["metadata"] as JsonObject)?["tags"] as JsonArray ?? []).Select(tag => tag?.ToString() ?? string.Empty).Where(LessonNotebook.HiddenTags.Contains))
            {
                Say(place, string.Create(CultureInfo.InvariantCulture, $"it has the tag {tag} (cell {i + 1}), and is not for learners"));
            }

            var source = cell["source"] is JsonArray lines ? string.Concat(lines.Select(line => line?.ToString())) : cell["source"]?.ToString() ?? string.Empty;
            foreach (var region in Region.All.Where(region => source.Split('\n').Any(region.IsMarked)))
            {
                Say(place, string.Create(CultureInfo.InvariantCulture, $"a region {region.Mark} (cell {i + 1}), which was to be taken out"));
            }
        }
    }

    private void Walk(JsonNode? node, bool isNotebook, string where, int depth)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    var place = Place(where, name, isNotebook);
                    Text(name, $"{place}, the name", depth);
                    if (place.Contains("metadata", StringComparison.Ordinal) && Telling().IsMatch(name)
                        && value?.GetValueKind() is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Object or JsonValueKind.Array)
                    {
                        Say(place, $"metadata called {name}");
                    }

                    Walk(value, isNotebook, place, depth);
                }

                break;
            case JsonArray { Count: > 0 } lines when lines.All(line => line is JsonValue value && value.GetValueKind() == JsonValueKind.String):
                // Lines of one text, as notebooks have them; else texts side by side.
                Text(string.Concat(lines.Select(line => (string)line!)), where, depth);
                if (!isNotebook)
                {
                    Text(string.Join('\n', lines.Select(line => (string)line!)), where, depth);
                }

                break;
            case JsonArray items:
                if (items.Count > 0 && items.All(item => item is JsonValue or JsonArray))
                {
                    Search(items.ToJsonString(), where);
                }

                for (var i = 0; i < items.Count; i++)
                {
                    Walk(items[i], isNotebook, Item(where, i, isNotebook), depth);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                Text((string)value!, where, depth);
                break;
        }
    }

    private static string Place(string where, string name, bool isNotebook) => isNotebook && where.Length == 0 && name == "cells" ? string.Empty
        : isNotebook && name is "outputs" or "data" or "source" or "text" ? where
        : where.Length == 0 ? name
        : where.EndsWith("metadata", StringComparison.Ordinal) ? $"{where} {name}"
        : $"{where}, {name}";

    private static string Item(string where, int i, bool isNotebook)
    {
        var number = (i + 1).ToString(CultureInfo.InvariantCulture);
        return !isNotebook ? $"{where}[{i.ToString(CultureInfo.InvariantCulture)}]"
            : where.Length == 0 ? $"cell {number}"
            : where.StartsWith("cell ", StringComparison.Ordinal) && !where.Contains(',', StringComparison.Ordinal) ? $"{where}, output {number}"
            : $"{where}[{number}]";
    }

    private void Bytes(byte[] data, string where, int depth)
    {
        budget -= data.Length;
        if (depth > Deepest || budget < 0)
        {
            Say(where, "it is packed too often, or unpacks to too much, to be looked through");
            return;
        }

        if (data.Length == 0)
        {
            return;
        }

        if (Json(data) is { } json && depth > 0)
        {
            Walk(json, isNotebook: (json as JsonObject)?.ContainsKey("cells") == true, where, depth);
        }

        Text(Encoding.UTF8.GetString(data), where, depth);
        if (data.AsSpan().Contains((byte)0))
        {
            // UTF-16 of either byte order, wherever it begins.
            Text(Encoding.Unicode.GetString(data), Within(where, "UTF-16"), depth);
            Text(Encoding.Unicode.GetString(data, 1, data.Length - 1), Within(where, "UTF-16"), depth);
        }

        if (Containers.IsAssembly(data))
        {
            Say(where, "compiled code, which may hold exercises with their solutions");
        }

        foreach (var part in Containers.In(data))
        {
            var inner = Within(where, part.Where);
            if (part.Problem is { } problem)
            {
                Say(inner, problem);
            }

            if (part.Where is { Length: > 0 } name && name.Contains('.', StringComparison.Ordinal) && FileRules.Problem(name.Replace('\\', '/')) is { } forbidden)
            {
                Say(inner, forbidden);
            }

            Bytes(part.Content, inner, depth + 1);
        }
    }

    private void Text(string text, string where, int depth)
    {
        if (text.Length < 2)
        {
            return;
        }

        Search(text, where);
        if (depth > Deepest)
        {
            return;
        }

        foreach (var (form, decoded) in TextForms.Of(text))
        {
            if (decoded is { Text: { } unescaped })
            {
                Search(unescaped, Within(where, form));
                foreach (var (second, again) in TextForms.Of(unescaped))
                {
                    if (again.Text is { } twice)
                    {
                        Search(twice, Within(Within(where, form), second));
                    }
                    else if (form != second)
                    {
                        Bytes(again.Bytes!, Within(Within(where, form), second), depth + 1);
                    }
                }
            }
            else
            {
                Bytes(decoded.Bytes!, Within(where, form), depth + 1);
            }
        }
    }

    private void Search(string text, string where)
    {
        foreach (var (secret, line) in secrets.In(text))
        {
            // Bytes have no lines.
            var place = !text.Contains('\0', StringComparison.Ordinal) && (line > 1 || (text.Contains('\n', StringComparison.Ordinal) && text.Length < 1 << 20)) ? Within(where, string.Create(CultureInfo.InvariantCulture, $"line {line}")) : where;
            if (said.Add((file, secret.What)))
            {
                leaks.Add(new(file, place, $"{secret.What}: {secret.Shown}"));
            }
        }
    }

    private static string Within(string where, string inner) => where.Length == 0 ? inner : inner.Length == 0 ? where : $"{where}, {inner}";

    [GeneratedRegex("^(solutions?|answers?|correct|right|expected|answer[-_ ]?keys?|model[-_ ]?answer|secret)$", RegexOptions.IgnoreCase)]
    private static partial Regex Telling();
}
