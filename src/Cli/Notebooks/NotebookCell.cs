using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Adjoint.Cli.Notebooks;

/// <summary>One cell of a notebook file, a view of its JSON.</summary>
internal sealed class NotebookCell(JsonObject json, int number)
{
    /// <summary>Its place in the notebook, from 1.</summary>
    public int Number { get; } = number;

    /// <summary><c>code</c>, <c>markdown</c> or <c>raw</c>.</summary>
    public string Kind { get; } = (string)json["cell_type"]!;

    /// <summary>Its text.</summary>
    public string Source
    {
        get => json["source"] is JsonArray lines ? string.Concat(lines.Select(l => (string?)l)) : (string)json["source"]!;
        set => json["source"] = value;
    }

    /// <summary>Its metadata; what is added to it stays.</summary>
    public JsonObject Metadata
    {
        get
        {
            if (json["metadata"] is not JsonObject metadata)
            {
                json["metadata"] = metadata = [];
            }

            return metadata;
        }
    }

    /// <summary>The language of a cell that is neither C# nor Markdown; null for others.</summary>
    public string? OtherLanguage => (string?)json["metadata"]?["dotnet_interactive"]?["language"];

    /// <summary>Whether its author expects it to fail: the tag <c>raises-exception</c>, as for nbconvert.</summary>
    public bool MayFail => Tags.Contains("raises-exception");

    /// <summary>The tags in its metadata.</summary>
    public IEnumerable<string> Tags => (json["metadata"]?["tags"] as JsonArray)?.Select(t => t?.ToString() ?? string.Empty) ?? [];

    /// <summary>The exercise to which it belongs by its metadata; null if to none.</summary>
    public string? Exercise => (json["metadata"] as JsonObject)?["adjoint"] is JsonObject own && own["exercise"] is JsonValue value && value.TryGetValue<string>(out var id) && id.Length is > 0 and <= 200 ? id : null;

    /// <summary>The files attached to a markdown cell: name to MIME type and base64 content.</summary>
    public IEnumerable<(string Name, string MimeType, string Content)> Attachments =>
        from attachment in json["attachments"] as JsonObject ?? []
        from representation in attachment.Value as JsonObject ?? []
        select (attachment.Key, representation.Key, representation.Value?.ToString() ?? string.Empty);

    /// <summary>Its outputs; a code cell only.</summary>
    public JsonArray Outputs
    {
        get => json["outputs"] as JsonArray ?? [];
        set => json["outputs"] = value;
    }

    /// <summary>How often cells had run when it ran.</summary>
    public int ExecutionCount
    {
        set => json["execution_count"] = value;
    }

    /// <summary>Removes the attachments that are not wanted.</summary>
    public void KeepAttachments(Func<string, bool> isWanted)
    {
        if (json["attachments"] is JsonObject attachments)
        {
            foreach (var name in attachments.Select(attachment => attachment.Key).Where(name => !isWanted(name)).ToList())
            {
                attachments.Remove(name);
            }
        }
    }

    /// <summary>Whether it is the view of this JSON.</summary>
    public bool IsOf(JsonNode? node) => ReferenceEquals(node, json);

    /// <summary>Removes what an earlier run left.</summary>
    public void Clear()
    {
        json["outputs"] = new JsonArray();
        json["execution_count"] = null;
    }

    /// <summary>Gives the cell an identifier that no earlier cell has, derived from its place and text so that it is the same every time.</summary>
    public void Identify(HashSet<string> seen)
    {
        json["metadata"] ??= new JsonObject();
        var present = json["id"] is JsonValue value && value.TryGetValue<string>(out var text)
            && text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? text : null;
        for (var salt = 0; present is null || !seen.Add(present); salt++)
        {
            present = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{Number} {salt} {Source}"))))[..8];
        }

        json["id"] = present;
    }
}
