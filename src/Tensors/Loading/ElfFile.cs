using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;

namespace Adjoint.Tensors.Loading;

/// <summary>What can be asked of a 64-bit little-endian shared library of Linux without loading it. System V ABI, chapters 4 and 5; the GNU hash section.</summary>
/// <remarks>A library that does not fit its own headers is refused when it is opened, so that what is asked later stays within the file.</remarks>
internal sealed unsafe class ElfFile : IDisposable
{
    private const int Load = 1;
    private const int Dynamic = 2;
    private const int Needed = 1;
    private const int StringTable = 5;
    private const int SymbolTable = 6;
    private const int GnuHash = 0x6ffffef5;
    private const int VersionNeeds = 0x6ffffffe;
    private const int VersionNeedsCount = 0x6fffffff;
    private const int SymbolSize = 24;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly List<(ulong Address, ulong Offset, ulong Size)> segments = [];
    private readonly Dictionary<ulong, ulong> dynamic = [];
    private readonly List<ulong> needed = [];
    private readonly byte* bytes;

    private ElfFile(string path, long length)
    {
        Length = (ulong)length;
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref bytes);
    }

    /// <summary>The file's bytes.</summary>
    public ulong Length { get; }

    /// <summary>Opens a library.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fault">What is wrong with it, as the end of a sentence that begins with its name; null if nothing is.</param>
    /// <returns>The library, or null with the fault.</returns>
    public static ElfFile? Open(string path, out string? fault)
    {
        ElfFile? elf = null;
        try
        {
            // Of what a link leads to, not of the link.
            using var handle = File.OpenHandle(path);
            var length = RandomAccess.GetLength(handle);
            if (length < 64)
            {
                fault = $"is cut off: it has {length} bytes";
                return null;
            }

            elf = new ElfFile(path, length);
            fault = elf.ReadHeaders();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            fault = $"cannot be read: {error.Message}";
        }

        if (fault is not null)
        {
            elf?.Dispose();
            return null;
        }

        return elf;
    }

    /// <summary>The names of the libraries that this one needs.</summary>
    public IReadOnlyList<string> NeededLibraries => needed.ConvertAll(n => Text(dynamic[StringTable] + n));

    /// <summary>The symbols that this library leaves to others to define, weak ones left out.</summary>
    public IReadOnlyList<string> UndefinedSymbols()
    {
        var symbols = new List<string>();
        // The table's length is nowhere said, but in practice the strings follow it.
        var (start, end) = (dynamic[SymbolTable], dynamic[StringTable]);
        for (var at = start + SymbolSize; at + SymbolSize <= end && Holds(at, SymbolSize); at += SymbolSize)
        {
            var binding = bytes[at + 4] >> 4;
            if (UInt16(at + 6) == 0 && binding == 1 && UInt32(at) != 0)
            {
                symbols.Add(Text(dynamic[StringTable] + UInt32(at)));
            }
        }

        return symbols;
    }

    /// <summary>Whether this library defines a symbol, by its GNU hash table.</summary>
    public bool Defines(string symbol)
    {
        if (!dynamic.TryGetValue(GnuHash, out var table))
        {
            return false;
        }

        var name = Encoding.ASCII.GetBytes(symbol);
        var hash = 5381u;
        foreach (var c in name)
        {
            hash = (hash * 33) + c;
        }

        var (buckets, first, words) = (UInt32(table), UInt32(table + 4), UInt32(table + 8));
        if (buckets == 0)
        {
            return false;
        }

        var chains = table + 16 + (8UL * words) + (4UL * buckets);
        var index = UInt32(table + 16 + (8UL * words) + (4UL * (hash % buckets)));
        if (index < first)
        {
            return false;
        }

        while (Holds(chains + (4UL * (index - first)), 4))
        {
            var link = UInt32(chains + (4UL * (index - first)));
            if ((link | 1) == (hash | 1) && Matches(dynamic[StringTable] + UInt32(dynamic[SymbolTable] + ((ulong)index * SymbolSize)), name))
            {
                return UInt16(dynamic[SymbolTable] + ((ulong)index * SymbolSize) + 6) != 0;
            }

            if ((link & 1) != 0)
            {
                return false;
            }

            index++;
        }

        return false;
    }

    /// <summary>Where the flags of a version that this library needs are in the file; null if it needs no such version.</summary>
    /// <param name="version">Such as <c>GLIBCXX_3.4.32</c>.</param>
    public long? FlagsOfNeededVersion(string version)
    {
        if (!dynamic.TryGetValue(VersionNeeds, out var need) || !dynamic.TryGetValue(VersionNeedsCount, out var count))
        {
            return null;
        }

        for (var i = 0UL; i < count && Holds(need, 16); i++)
        {
            var (auxiliaries, auxiliary) = (UInt16(need + 2), need + UInt32(need + 8));
            for (var j = 0; j < auxiliaries && Holds(auxiliary, 16); j++)
            {
                if (Text(dynamic[StringTable] + UInt32(auxiliary + 8)) == version)
                {
                    return (long)auxiliary + 4;
                }

                auxiliary += UInt32(auxiliary + 12);
            }

            need += UInt32(need + 12);
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }

    private string? ReadHeaders()
    {
        if (!new ReadOnlySpan<byte>(bytes, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            return "is no 64-bit shared library of Linux";
        }

        if (RuntimeInformation.ProcessArchitecture == Architecture.X64 ? UInt16(18) != 62 : UInt16(18) != 183)
        {
            return $"is made for another processor than {RuntimeInformation.ProcessArchitecture}";
        }

        var (programs, size, count) = (UInt64(32), (ulong)UInt16(54), (ulong)UInt16(56));
        var (sections, sectionSize, sectionCount) = (UInt64(40), (ulong)UInt16(58), (ulong)UInt16(60));
        var end = Math.Max(Sum(programs, size * count), Sum(sections, sectionSize * sectionCount));
        if (end > Length)
        {
            return CutOff(end);
        }

        (ulong Offset, ulong Size)? table = null;
        for (var i = 0UL; i < count; i++)
        {
            var at = programs + (i * size);
            var (type, offset, address, length) = (UInt32(at), UInt64(at + 8), UInt64(at + 16), UInt64(at + 32));
            if (type is Load or Dynamic && Sum(offset, length) > Length)
            {
                return CutOff(Sum(offset, length));
            }

            if (type == Load)
            {
                segments.Add((address, offset, length));
            }
            else if (type == Dynamic)
            {
                table = (offset, length);
            }
        }

        if (table is not { } entries)
        {
            return "is a program, not a shared library";
        }

        for (var at = entries.Offset; at + 16 <= entries.Offset + entries.Size && UInt64(at) != 0 && needed.Count < 1000; at += 16)
        {
            var (tag, value) = (UInt64(at), UInt64(at + 8));
            if (tag == Needed)
            {
                needed.Add(value);
            }
            else
            {
                dynamic[tag] = tag is StringTable or SymbolTable or GnuHash or VersionNeeds ? OffsetOf(value) : value;
            }
        }

        return dynamic.ContainsKey(StringTable) && dynamic.ContainsKey(SymbolTable) ? null : "has no table of symbols";
    }

    private string CutOff(ulong end) => $"is cut off: it has {Length} bytes, and its headers speak of {end}";

    private static ulong Sum(ulong a, ulong b) => a > ulong.MaxValue - b ? ulong.MaxValue : a + b;

    private ulong OffsetOf(ulong address)
    {
        foreach (var (start, offset, size) in segments)
        {
            if (address >= start && address - start < size)
            {
                return address - start + offset;
            }
        }

        return ulong.MaxValue;
    }

    // Reads outside the file give 0: a library that lies about itself makes a wrong answer here, not a crash.
    private ushort UInt16(ulong at) => Holds(at, 2) ? BinaryPrimitives.ReadUInt16LittleEndian(new ReadOnlySpan<byte>(bytes + at, 2)) : (ushort)0;

    private uint UInt32(ulong at) => Holds(at, 4) ? BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(bytes + at, 4)) : 1;

    private ulong UInt64(ulong at) => Holds(at, 8) ? BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(bytes + at, 8)) : 0;

    private bool Holds(ulong at, ulong size) => at <= Length && size <= Length - at;

    private bool Matches(ulong at, ReadOnlySpan<byte> name) =>
        Holds(at, (ulong)name.Length + 1) && new ReadOnlySpan<byte>(bytes + at, name.Length).SequenceEqual(name) && bytes[at + (ulong)name.Length] == 0;

    private string Text(ulong at)
    {
        if (!Holds(at, 1))
        {
            return string.Empty;
        }

        var rest = new ReadOnlySpan<byte>(bytes + at, (int)Math.Min(Length - at, 4096));
        return Encoding.UTF8.GetString(rest[..Math.Max(0, rest.IndexOf((byte)0))]);
    }
}
