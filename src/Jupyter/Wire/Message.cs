using System.Text.Json;

namespace Adjoint.Jupyter.Wire;

/// <summary>A message as received. Its header is kept as the bytes that came, for replies must echo it verbatim.</summary>
internal sealed class Message
{
    private Message(IReadOnlyList<byte[]> identities, byte[] header, JsonElement content, string type, string id, string session) =>
        (Identities, Header, Content, Type, Id, Session) = (identities, header, content, type, id, session);

    /// <summary>The routing prefix of the client.</summary>
    public IReadOnlyList<byte[]> Identities { get; }

    /// <summary>The header, as it came.</summary>
    public byte[] Header { get; }

    public JsonElement Content { get; }

    /// <summary>The front end's id of the cell that is run, if it says it: JupyterLab, Notebook 7 and VS Code do.</summary>
    public string? CellId { get; init; }

    public string Type { get; }

    public string Id { get; }

    public string Session { get; }

    /// <summary>In which order it arrived among the messages of its socket.</summary>
    public long Sequence { get; init; }

    /// <summary>Reads the frames after the delimiter: header, parent header, metadata, content.</summary>
    /// <exception cref="JsonException">A frame is no JSON object, or the header lacks msg_type or msg_id.</exception>
    public static Message Read(IReadOnlyList<byte[]> identities, IReadOnlyList<byte[]> frames, long sequence)
    {
        using var header = JsonDocument.Parse(frames[0]);
        using var content = JsonDocument.Parse(frames[3]);
        if (header.RootElement.ValueKind != JsonValueKind.Object || content.RootElement.ValueKind != JsonValueKind.Object
            || header.RootElement.Text("msg_type") is not { } type || header.RootElement.Text("msg_id") is not { } id)
        {
            throw new JsonException("The header needs msg_type and msg_id, and the content must be an object.");
        }

        using var metadata = JsonDocument.Parse(frames[2]);
        return new Message(identities, frames[0], content.RootElement.Clone(), type, id, header.RootElement.Text("session") ?? string.Empty)
        {
            Sequence = sequence,
            CellId = metadata.RootElement.ValueKind == JsonValueKind.Object ? metadata.RootElement.Text("cellId") : null,
        };
    }
}
