using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using TorchSharp;

namespace Adjoint.Tensors.Exchange;

/// <summary>The header of a safetensors file: eight bytes with its length, then JSON, name → dtype, shape and data_offsets, and <c>__metadata__</c>.</summary>
/// <remarks>
/// The format is that of github.com/huggingface/safetensors (docs/source/index and the README's "Format"): the length at most 100 MB, no name twice, and the tensors' bytes
/// tile what follows the header, without holes.
/// </remarks>
/// <param name="Entries">The tensors, in the order of their bytes.</param>
/// <param name="Metadata">The texts under <c>__metadata__</c>.</param>
/// <param name="Length">The bytes before the tensors.</param>
internal sealed record SafeTensorsHeader(
    OrderedDictionary<string, SafeTensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata, long Length)
{
    /// <summary>The name under which the header keeps texts.</summary>
    internal const string MetadataName = "__metadata__";

    private const long MaximumLength = 100_000_000;
    private const int MaximumDepth = 4;

    /// <summary>Reads and checks the header of a file of <paramref name="fileLength"/> bytes.</summary>
    /// <param name="read">Reads exactly so many bytes from a position.</param>
    /// <param name="fileLength">The length of the file.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="TensorFormatException">It breaks a rule of the format, or a type of elements is none of TorchSharp's.</exception>
    internal static SafeTensorsHeader Read(Action<Memory<byte>, long> read, long fileLength, string source)
    {
        if (fileLength < 8)
        {
            throw new TensorFormatException(source, string.Create(CultureInfo.InvariantCulture, $"it has {fileLength} bytes, and a safetensors file begins with 8 that state the length of its header"));
        }

        var prefix = new byte[8];
        read(prefix, 0);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaximumLength || length > (ulong)(fileLength - 8))
        {
            throw new TensorFormatException(source, length > (ulong)(fileLength - 8)
                ? string.Create(CultureInfo.InvariantCulture, $"its header is said to have {length} bytes, and {fileLength - 8} follow: it was cut short, or is no safetensors file")
                : string.Create(CultureInfo.InvariantCulture, $"its header is said to have {length} bytes; the format allows {MaximumLength}"));
        }

        var json = new byte[length];
        read(json, 8);
        return Parse(json, (long)length + 8, fileLength, source);
    }

    /// <summary>The header's bytes with the length before them and blanks after them, so that the tensors begin at a multiple of 8.</summary>
    internal static byte[] Write(IEnumerable<SafeTensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            if (metadata.Count > 0)
            {
                writer.WriteStartObject(MetadataName);
                foreach (var (key, value) in metadata)
                {
                    writer.WriteString(key, value);
                }

                writer.WriteEndObject();
            }

            foreach (var entry in entries)
            {
                writer.WriteStartObject(entry.Name);
                writer.WriteString("dtype", Name(entry.Dtype));
                WriteNumbers(writer, "shape", entry.Shape);
                WriteNumbers(writer, "data_offsets", [entry.Begin, entry.End]);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        var length = (json.WrittenCount + 7) / 8 * 8;
        var header = new byte[8 + length];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        json.WrittenSpan.CopyTo(header.AsSpan(8));
        header.AsSpan(8 + json.WrittenCount).Fill((byte)' ');
        return header;
    }

    /// <summary>The format's name of a type of elements; null if it has none.</summary>
    internal static string? Name(torch.ScalarType dtype) => dtype switch
    {
        torch.ScalarType.Bool => "BOOL",
        torch.ScalarType.Byte => "U8",
        torch.ScalarType.Int8 => "I8",
        torch.ScalarType.Int16 => "I16",
        torch.ScalarType.Int32 => "I32",
        torch.ScalarType.Int64 => "I64",
        torch.ScalarType.Float16 => "F16",
        torch.ScalarType.BFloat16 => "BF16",
        torch.ScalarType.Float32 => "F32",
        torch.ScalarType.Float64 => "F64",
        torch.ScalarType.ComplexFloat32 => "C64",
        _ => null,
    };

    private static void WriteNumbers(Utf8JsonWriter writer, string name, IReadOnlyList<long> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var n in numbers)
        {
            writer.WriteNumberValue(n);
        }

        writer.WriteEndArray();
    }

    private static SafeTensorsHeader Parse(byte[] json, long length, long fileLength, string source)
    {
        if (json.Length == 0 || json[0] != (byte)'{')
        {
            throw new TensorFormatException(source, "its header does not begin with '{' at byte 8, as a safetensors file's does");
        }

        var entries = new List<SafeTensorsEntry>();
        Dictionary<string, string>? metadata = null;
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaximumDepth });
            var names = new HashSet<string>(StringComparer.Ordinal);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (!names.Add(name))
                {
                    throw new TensorFormatException(source, $"its header has the name '{name}' twice");
                }

                reader.Read();
                if (name == MetadataName)
                {
                    metadata = Texts(ref reader, source);
                }
                else
                {
                    entries.Add(Entry(ref reader, name, source));
                }
            }

            // Nothing but blanks may follow the object.
            while (reader.Read())
            {
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            var at = error is JsonException { BytePositionInLine: { } column, LineNumber: { } line }
                ? string.Create(CultureInfo.InvariantCulture, $" (line {line + 1}, byte {column} of it)") : string.Empty;
            throw new TensorFormatException(source, $"its header is no JSON of at most {MaximumDepth} levels{at}", error);
        }

        return new(Tiled(entries, fileLength - length, source), metadata ?? [], length);
    }

    private static Dictionary<string, string> Texts(ref Utf8JsonReader reader, string source)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new TensorFormatException(source, $"{MetadataName} is no object of texts");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String || !texts.TryAdd(key, reader.GetString()!))
            {
                throw new TensorFormatException(source, $"{MetadataName} has '{key}' twice or as something other than a text");
            }
        }

        return texts;
    }

    private static SafeTensorsEntry Entry(ref Utf8JsonReader reader, string name, string source)
    {
        torch.ScalarType? dtype = null;
        long[]? shape = null;
        long[]? offsets = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Wrong(source, name, "is described by something other than an object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            switch (key)
            {
                case "dtype" when dtype is null:
                    dtype = Dtype(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Wrong(source, name, "has a dtype that is no text"), name, source);
                    break;
                case "shape" when shape is null:
                    shape = Numbers(ref reader, key, name, source);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = Numbers(ref reader, key, name, source);
                    break;
                default:
                    throw Wrong(source, name, $"has '{key}', and has dtype, shape and data_offsets once each");
            }
        }

        var (type, sizes) = (dtype ?? throw Wrong(source, name, "has no dtype"), shape ?? throw Wrong(source, name, "has no shape"));
        if (offsets is not [var begin, var end] || begin > end)
        {
            throw Wrong(source, name, "has data_offsets that are no two numbers in order");
        }

        return ElementCount.TryOf(sizes, EntryType.SizeOf(type), out var count) && count * EntryType.SizeOf(type) == end - begin
            ? new(name, type, sizes, begin, end)
            : throw Wrong(source, name, string.Create(
                CultureInfo.InvariantCulture, $"has the shape {TensorName.Of(sizes)} of {EntryType.SizeOf(type)} bytes each, and {end - begin} bytes by its data_offsets"));
    }

    private static torch.ScalarType Dtype(string text, string name, string source) => text switch
    {
        "BOOL" => torch.ScalarType.Bool,
        "U8" => torch.ScalarType.Byte,
        "I8" => torch.ScalarType.Int8,
        "I16" => torch.ScalarType.Int16,
        "I32" => torch.ScalarType.Int32,
        "I64" => torch.ScalarType.Int64,
        "F16" => torch.ScalarType.Float16,
        "BF16" => torch.ScalarType.BFloat16,
        "F32" => torch.ScalarType.Float32,
        "F64" => torch.ScalarType.Float64,
        "C64" => torch.ScalarType.ComplexFloat32,
        _ => throw Wrong(source, name, $"has elements of type '{text}', which TorchSharp's tensors cannot have; it has BOOL, U8, I8 to I64, F16, BF16, F32, F64 and C64"),
    };

    private static long[] Numbers(ref Utf8JsonReader reader, string key, string name, string source)
    {
        var numbers = new List<long>();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Wrong(source, name, $"has '{key}' that is no list of integers from 0 to 2⁶³ − 1");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var n) || n < 0)
            {
                throw Wrong(source, name, $"has '{key}' that is no list of integers from 0 to 2⁶³ − 1");
            }

            numbers.Add(n);
            if (numbers.Count > ElementCount.MaximumRank)
            {
                throw Wrong(source, name, string.Create(CultureInfo.InvariantCulture, $"has '{key}' of more than {ElementCount.MaximumRank} numbers"));
            }
        }

        return [.. numbers];
    }

    private static OrderedDictionary<string, SafeTensorsEntry> Tiled(List<SafeTensorsEntry> entries, long bytes, string source)
    {
        var tiled = new OrderedDictionary<string, SafeTensorsEntry>(StringComparer.Ordinal);
        long reached = 0;
        foreach (var entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.Begin != reached || entry.End > bytes)
            {
                throw Wrong(source, entry.Name, entry.End > bytes
                    ? string.Create(CultureInfo.InvariantCulture, $"ends at byte {entry.End} after the header, and the file at {bytes}")
                    : string.Create(CultureInfo.InvariantCulture, $"begins at byte {entry.Begin} after the header, and the tensor before it ends at {reached}"));
            }

            reached = entry.End;
            tiled.Add(entry.Name, entry);
        }

        return reached == bytes
            ? tiled
            : throw new TensorFormatException(source, string.Create(CultureInfo.InvariantCulture, $"its tensors end at byte {reached} after the header, and the file at {bytes}"));
    }

    private static TensorFormatException Wrong(string source, string name, string reason) => new(source, $"the tensor '{name}' {reason}");
}
