using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Adjoint.Drawing;

/// <summary>Writes pixels as Portable Network Graphics.</summary>
/// <remarks>W3C, <i>Portable Network Graphics (PNG) Specification (Third Edition)</i>, 2025. Rows have the filter of §9 whose bytes have the least sum of absolute values.</remarks>
internal static class Png
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) != 0 ? 0xedb88320 ^ (c >> 1) : c >> 1))];

    /// <summary>Three bytes for each pixel, by rows from the top.</summary>
    public static byte[] OfColours(int width, int height, byte[] pixels, CompressionLevel level = CompressionLevel.SmallestSize) => Write(width, height, kind: 2, [], [], Filtered(width, height, pixels), level);

    /// <summary>One byte for each pixel, an index into the palette; colours from <paramref name="opaque"/> on are transparent.</summary>
    public static byte[] OfIndices(int width, int height, byte[] pixels, IReadOnlyList<(byte R, byte G, byte B)> palette, int opaque, CompressionLevel level = CompressionLevel.SmallestSize)
    {
        var rows = new byte[height * (width + 1)];
        for (var i = 0; i < height; i++)
        {
            pixels.AsSpan(i * width, width).CopyTo(rows.AsSpan((i * (width + 1)) + 1));
        }

        var (colours, alpha) = (new byte[3 * palette.Count], new byte[palette.Count]);
        for (var i = 0; i < alpha.Length; i++)
        {
            (colours[3 * i], colours[(3 * i) + 1], colours[(3 * i) + 2]) = palette[i];
            alpha[i] = (byte)(i < opaque ? 255 : 0);
        }

        return Write(width, height, kind: 3, colours, opaque < palette.Count ? alpha : [], rows, level);
    }

    private static byte[] Write(int width, int height, byte kind, byte[] palette, byte[] alpha, byte[] rows, CompressionLevel level)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, kind);
        Chunk(file, "IHDR", header);
        if (palette.Length > 0)
        {
            Chunk(file, "PLTE", palette);
        }

        if (alpha.Length > 0)
        {
            Chunk(file, "tRNS", alpha);
        }

        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, level, leaveOpen: true))
        {
            zip.Write(rows);
        }

        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, string name, byte[] data)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] content = [.. Encoding.ASCII.GetBytes(name), .. data];
        file.Write(content);
        var crc = ~0u;
        foreach (var b in content)
        {
            crc = Remainders[(crc ^ b) & 255] ^ (crc >> 8);
        }

        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        file.Write(number);
    }

    private static byte[] Filtered(int width, int height, byte[] pixels)
    {
        var length = 3 * width;
        var rows = new byte[height * (length + 1)];
        var candidates = Enumerable.Range(0, 5).Select(_ => new byte[length]).ToArray();
        for (var i = 0; i < height; i++)
        {
            Cancellation.Poll();
            var row = pixels.AsSpan(i * length, length);
            var above = i == 0 ? new byte[length] : pixels.AsSpan((i - 1) * length, length);
            var (best, least) = (0, long.MaxValue);
            foreach (var filter in (ReadOnlySpan<int>)[0, 1, 2, 4])
            {
                var sum = Filter(filter, row, above, candidates[filter]);
                (best, least) = sum < least ? (filter, sum) : (best, least);
            }

            rows[i * (length + 1)] = (byte)best;
            candidates[best].CopyTo(rows, (i * (length + 1)) + 1);
        }

        return rows;
    }

    private static long Filter(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, byte[] result)
    {
        var sum = 0L;
        for (var k = 0; k < row.Length; k++)
        {
            var (left, up, corner) = (k < 3 ? 0 : row[k - 3], above[k], k < 3 ? 0 : above[k - 3]);
            result[k] = (byte)(row[k] - filter switch { 1 => left, 2 => up, 4 => Paeth(left, up, corner), _ => 0 });
            sum += Math.Abs((sbyte)result[k] + 0);
        }

        return sum;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
