using System.Globalization;
using System.IO.Compression;
using TorchSharp;

namespace Adjoint.Tensors.Exchange;

/// <summary>Several arrays in a zip archive.</summary>
internal static class Npz
{
    // Deflate codes at most 258 bytes in two bits.
    private const long MostDeflated = 1032;

    /// <summary>The arrays of the given names, or all.</summary>
    /// <exception cref="TensorFormatException">The stream is no archive of arrays, or is damaged.</exception>
    internal static TensorCollection Read(Stream stream, string source, IReadOnlyCollection<string> names)
    {
        var length = stream.Length;
        var tensors = new TensorCollection();
        try
        {
            using var archive = OpenArchive(stream, source);
            var members = Members(archive, source);
            foreach (var name in names.Count == 0 ? members.Keys : names)
            {
                if (!members.TryGetValue(name, out var member))
                {
                    throw new KeyNotFoundException($"{source} has no array '{name}'; it has {TensorCollection.Names(members.Keys)}.");
                }

                if (!tensors.ContainsKey(name))
                {
                    tensors.Add(name, Member(member, length, $"{source}, member '{member.FullName}'"));
                }
            }

            return tensors;
        }
        catch
        {
            tensors.Dispose();
            throw;
        }
    }

    private static ZipArchive OpenArchive(Stream stream, string source)
    {
        try
        {
            var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            _ = archive.Entries.Count;
            return archive;
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw new TensorFormatException(source, "the table of contents at its end is missing or damaged; it was cut short, or is no .npz archive", error);
        }
    }

    private static OrderedDictionary<string, ZipArchiveEntry> Members(ZipArchive archive, string source)
    {
        var members = new OrderedDictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        foreach (var member in archive.Entries)
        {
            var name = member.FullName.EndsWith(".npy", StringComparison.Ordinal) ? member.FullName[..^4] : member.FullName;
            if (!members.TryAdd(name, member))
            {
                throw new TensorFormatException(source, $"two members are named '{name}'");
            }
        }

        return members;
    }

    private static torch.Tensor Member(ZipArchiveEntry member, long archiveLength, string source)
    {
        var (length, compressed) = (member.Length, member.CompressedLength);
        if (member.IsEncrypted)
        {
            throw new TensorFormatException(source, "it is encrypted");
        }

        if (compressed < 0 || compressed > archiveLength)
        {
            throw new TensorFormatException(source, string.Create(CultureInfo.InvariantCulture, $"it is said to take {compressed} bytes of an archive of {archiveLength}"));
        }

        if (length < 0 || length / MostDeflated > compressed)
        {
            throw new TensorFormatException(source, string.Create(
                CultureInfo.InvariantCulture, $"it is said to have {length} bytes, which cannot be packed in {compressed}"));
        }

        try
        {
            using var inner = member.Open();
            using var stream = new ChecksumStream(inner);
            var tensor = Npy.Read(stream, length, source);
            if (stream.Checksum == member.Crc32)
            {
                return tensor;
            }

            tensor.Dispose();
            throw new TensorFormatException(source, "its bytes do not have the checksum that the archive states");
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw new TensorFormatException(source, "its bytes are damaged", error);
        }
    }

    // What the archive of the base library throws where bytes make no sense.
    private static bool IsDamage(Exception error) =>
        error is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException or IndexOutOfRangeException
        or IOException { InnerException: null, HResult: unchecked((int)0x80131620) };
}
