using System.Text.Json;
using Adjoint.Formatters;

namespace Adjoint.Jupyter.Wire;

/// <summary>Pieces of content that several messages have.</summary>
internal static class Replies
{
    /// <summary>Writes <c>data</c> and <c>metadata</c>.</summary>
    public static void WriteData(Utf8JsonWriter writer, IReadOnlyList<(string MimeType, string Content)> bundle)
    {
        writer.WritePropertyName("data");
        MimeBundle.Write(writer, bundle);
        writer.WriteStartObject("metadata");
        writer.WriteEndObject();
    }

    /// <summary>Writes the members of an error; its status too, unless that is null.</summary>
    public static void Error(Utf8JsonWriter writer, string name, string message, IReadOnlyList<string> trace, string? status = "error")
    {
        if (status is not null)
        {
            writer.WriteString("status", status);
        }

        writer.WriteString("ename", name);
        writer.WriteString("evalue", message);
        writer.WriteStartArray("traceback");
        foreach (var line in trace)
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
    }
}
