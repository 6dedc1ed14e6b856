using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Adjoint.Jupyter.Wire;

/// <summary>Turns messages into signed frames and back.</summary>
/// <remarks>Jupyter messaging, section "The wire protocol": identities, delimiter, signature, header, parent header, metadata, content, buffers.</remarks>
internal sealed class MessageCodec(string key)
{
    /// <summary>The version of the protocol that is spoken.</summary>
    public const string Version = "5.5";

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly byte[] key = Encoding.UTF8.GetBytes(key);
    private readonly string session = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
    private long count;

    /// <summary>The frames of a message.</summary>
    public List<byte[]> Write(IReadOnlyList<byte[]> identities, string type, byte[]? parent, Action<Utf8JsonWriter> content)
    {
        byte[][] signed = [Header(type), parent ?? EmptyObject, EmptyObject, Json(content)];
        return [.. identities, Delimiter, Sign(signed), .. signed];
    }

    /// <summary>Reads frames; null, with a reason, where they are no message signed with the key.</summary>
    public Message? Read(IReadOnlyList<byte[]> frames, long sequence, out string? fault)
    {
        var delimiter = -1;
        for (var i = 0; i < frames.Count && delimiter < 0; i++)
        {
            delimiter = frames[i].AsSpan().SequenceEqual(Delimiter) ? i : -1;
        }

        if (delimiter < 0 || frames.Count < delimiter + 6)
        {
            fault = "a message without delimiter or with too few frames was dropped";
            return null;
        }

        byte[][] signed = [frames[delimiter + 2], frames[delimiter + 3], frames[delimiter + 4], frames[delimiter + 5]];
        if (!CryptographicOperations.FixedTimeEquals(Sign(signed), frames[delimiter + 1]))
        {
            fault = "a message whose signature is wrong was dropped";
            return null;
        }

        try
        {
            fault = null;
            return Message.Read([.. frames.Take(delimiter)], signed, sequence);
        }
        catch (JsonException reason)
        {
            fault = $"a message that cannot be read was dropped: {reason.Message}";
            return null;
        }
    }

    private static byte[] Json(Action<Utf8JsonWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private byte[] Header(string type) => Json(writer =>
    {
        writer.WriteString("msg_id", string.Create(CultureInfo.InvariantCulture, $"{session}_{Interlocked.Increment(ref count)}"));
        writer.WriteString("session", session);
        writer.WriteString("username", "kernel");
        writer.WriteString("date", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        writer.WriteString("msg_type", type);
        writer.WriteString("version", Version);
    });

    // An empty key means that messages carry an empty signature.
    private byte[] Sign(IReadOnlyList<byte[]> signed)
    {
        if (key.Length == 0)
        {
            return [];
        }

        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var frame in signed)
        {
            hash.AppendData(frame);
        }

        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
