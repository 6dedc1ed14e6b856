using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Adjoint.Cli.Release;

/// <summary>What is packed in some bytes: gzip, zlib and zip wherever they begin, and what a compiler puts beside code.</summary>
internal static class Containers
{
    private const int MostUnpacked = 32 << 20;
    private const int MostTried = 4096;

    // The document's own source, embedded in a portable PDB.
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    /// <summary>A thing found, or a problem that keeps one from being looked at.</summary>
    /// <param name="Where">What it is called.</param>
    /// <param name="Content">Its bytes; empty if there is a problem.</param>
    /// <param name="Problem">Why it cannot be looked at; null if it can.</param>
    internal sealed record Part(string Where, byte[] Content, string? Problem = null);

    /// <summary>The parts, in the order in which they stand.</summary>
    public static IEnumerable<Part> In(byte[] data)
    {
        if (Unknown(data) is { } unknown)
        {
            yield return new(string.Empty, [], unknown);
        }

        var tried = 0;
        for (var i = 0; i + 4 < data.Length && tried < MostTried; i++)
        {
            var part = (data[i], data[i + 1]) switch
            {
                (0x1f, 0x8b) when data[i + 2] == 8 => Unpack(data, i, "gzip", stream => new GZipStream(stream, CompressionMode.Decompress), ref tried),
                (0x78, 0x01 or 0x5e or 0x9c or 0xda) => Unpack(data, i, "zlib", stream => new ZLibStream(stream, CompressionMode.Decompress), ref tried),
                ((byte)'P', (byte)'K') when data[i + 2] == 3 && data[i + 3] == 4 => Zipped(data, i, ref tried),
                ((byte)'M', (byte)'P') when data.AsSpan(i).StartsWith("MPDB"u8) => Unpack(data, i + 8, "debug information", stream => new DeflateStream(stream, CompressionMode.Decompress), ref tried),
                _ => null,
            };
            if (part is not null)
            {
                yield return part;
            }
        }

        foreach (var source in Sources(data))
        {
            yield return source;
        }
    }

    /// <summary>Whether the bytes are compiled .NET code.</summary>
    public static bool IsAssembly(byte[] data)
    {
        try
        {
            using var reader = new PEReader(new MemoryStream(data));
            return reader.HasMetadata;
        }
        catch (Exception error) when (error is BadImageFormatException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    private static string? Unknown(ReadOnlySpan<byte> data) =>
        data.StartsWith("7z\xbc\xaf\x27\x1c"u8) || data.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7a, 0xbc, 0xaf]) ? "a 7z archive, which cannot be looked into"
        : data.StartsWith("Rar!"u8) ? "a RAR archive, which cannot be looked into"
        : data.StartsWith((ReadOnlySpan<byte>)[0xfd, 0x37, 0x7a, 0x58, 0x5a]) ? "an xz archive, which cannot be looked into"
        : data.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) ? "a Zstandard archive, which cannot be looked into"
        : data.StartsWith("BZh"u8) ? "a bzip2 archive, which cannot be looked into"
        : null;

    private static Part? Zipped(byte[] data, int at, ref int tried)
    {
        const int Header = 30;
        if (at + Header > data.Length)
        {
            return null;
        }

        var (flags, method) = (BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(at + 6)), BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(at + 8)));
        var (nameLength, extra) = (BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(at + 26)), BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(at + 28)));
        var start = at + Header + nameLength + extra;
        if (start > data.Length)
        {
            return null;
        }

        var name = Encoding.UTF8.GetString(data, at + Header, nameLength);
        return (flags & 1) != 0 ? new(name, [], "it is encrypted, and cannot be looked into")
            : method == 8 ? Unpack(data, start, name, stream => new DeflateStream(stream, CompressionMode.Decompress), ref tried)
            : method == 0 ? new(name, [])
            : new(name, [], "it is packed in a way that cannot be looked into");
    }

    // What is no such stream gives nothing, or a few bytes before it fails.
    private static Part? Unpack(byte[] data, int at, string name, Func<Stream, Stream> open, ref int tried)
    {
        tried++;
        using var packed = new MemoryStream(data, at, data.Length - at);
        using var stream = open(packed);
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                content.Write(buffer, 0, read);
                if (content.Length > MostUnpacked)
                {
                    return new(name, content.ToArray(), "it unpacks to more than 32 MiB, of which only the beginning was looked at");
                }
            }
        }
        catch (InvalidDataException)
        {
            // It was cut off, or none.
        }

        return content.Length > 0 ? new(name, content.ToArray()) : null;
    }

    private static List<Part> Sources(byte[] data)
    {
        List<Part> sources = [];
        if (!data.AsSpan().StartsWith("BSJB"u8))
        {
            return sources;
        }

        try
        {
            using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(data));
            var reader = provider.GetMetadataReader();
            foreach (var handle in reader.CustomDebugInformation)
            {
                var information = reader.GetCustomDebugInformation(handle);
                if (reader.GetGuid(information.Kind) != EmbeddedSource)
                {
                    continue;
                }

                // Four bytes: 0, or the length that it unpacks to.
                var blob = reader.GetBlobBytes(information.Value);
                var tried = 0;
                if (blob.Length > sizeof(int) && (BinaryPrimitives.ReadInt32LittleEndian(blob) == 0 ? new Part("embedded source", blob[sizeof(int)..])
                    : Unpack(blob, sizeof(int), "embedded source", stream => new DeflateStream(stream, CompressionMode.Decompress), ref tried)) is { } part)
                {
                    sources.Add(part);
                }
            }
        }
        catch (BadImageFormatException)
        {
            // No debug information after all.
        }

        return sources;
    }
}
