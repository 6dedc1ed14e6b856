using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Adjoint.Exercises;

/// <summary>A line of a progress log: JSON, a tab, and the first 64 bits of its SHA-256 in hexadecimal.</summary>
/// <param name="Header">Whose log it is, if the line says that.</param>
/// <param name="Entry">The entry, if the line is one.</param>
internal readonly record struct ProgressLine((string Course, string Learner)? Header, ProgressEntry? Entry)
{
    /// <summary>The bytes of the tab and the checksum.</summary>
    public const int Ending = Digits + 1;

    private const int Version = 1;
    private const int Digits = 16;
    private const string Format = "adjoint progress";
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What ends a line that was cut off, so that the next one starts afresh. No whole line ends so.
    public static ReadOnlySpan<byte> Torn => "\ttorn"u8;

    public static ReadOnlySpan<byte> Start => "{\"v\":"u8;

    public static byte[] Encode(string course, string learner) => Frame(json =>
    {
        json.WriteString("log", Format);
        json.WriteString("course", course);
        json.WriteString("learner", learner);
    });

    public static byte[] Encode(ProgressEntry entry) => Frame(json =>
    {
        json.WriteString("id", entry.Id);
        json.WriteString("time", entry.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("exercise", entry.Exercise);
        json.WriteNumber("attempt", entry.Attempt);
        json.WriteString("event", entry.Event.ToString());
        WriteIfAny(json, "answer", entry.Answer);
        WriteIfAny(json, "verdict", entry.Verdict);
        WriteIfAny(json, "tag", entry.Tag);
        if (entry.Hint is { } hint)
        {
            json.WriteNumber("hint", hint);
        }
    });

    /// <summary>The line, without what ended it; null if it was damaged, or is of a kind that is not known.</summary>
    public static ProgressLine? Decode(ReadOnlySpan<byte> line)
    {
        line = line is [.., (byte)'\r'] ? line[..^1] : line;
        if (line.Length < Ending || line[^Ending] != (byte)'\t' || !Checksum(line[..^Ending]).AsSpan().SequenceEqual(line[^Digits..]))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(line[..^Ending].ToArray());
            return Read(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            // The checksum is right, and yet this is none of our lines: another version's, or a forgery.
            return null;
        }
    }

    private static ProgressLine? Read(JsonElement json) =>
        json.GetProperty("v").GetInt32() != Version ? null
        : json.TryGetProperty("log", out var log) ? (log.GetString() == Format ? new ProgressLine((Text(json, "course"), Text(json, "learner")), null) : null)
        : new ProgressLine(null, new(
            Text(json, "id"),
            DateTimeOffset.ParseExact(Text(json, "time"), "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            Text(json, "exercise"),
            json.GetProperty("attempt").GetInt32(),
            Enum.Parse<ProgressEvent>(Text(json, "event")))
        {
            Answer = TextIfAny(json, "answer"),
            Verdict = TextIfAny(json, "verdict"),
            Tag = TextIfAny(json, "tag"),
            Hint = json.TryGetProperty("hint", out var hint) ? hint.GetInt32() : null,
        });

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    private static string? TextIfAny(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static byte[] Frame(Action<Utf8JsonWriter> write)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Writing))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            write(json);
            json.WriteEndObject();
        }

        var checksum = Checksum(line.GetBuffer().AsSpan(0, (int)line.Length));
        line.WriteByte((byte)'\t');
        line.Write(checksum);
        line.WriteByte((byte)'\n');
        return line.ToArray();
    }

    private static byte[] Checksum(ReadOnlySpan<byte> json) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, Digits / 2)));
}
