using System.Buffers.Binary;
using System.IO.Compression;

namespace Adjoint.Drawing;

/// <summary>Writes small images with at most 16 colours as PNG.</summary>
/// <remarks>W3C, <i>Portable Network Graphics (PNG) Specification</i>, 3rd ed.: colour type 3 (palette), 4 bits a pixel, no filter. CRC-32 as in its annex D.</remarks>
internal static class Raster
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n =>
    {
        var c = (uint)n;
        for (var k = 0; k < 8; k++)
        {
            c = (c & 1) != 0 ? 0xedb88320 ^ (c >> 1) : c >> 1;
        }

        return c;
    })];

    /// <summary>The PNG of a width×height image, each pixel an index into the palette of RGB colours, by rows.</summary>
    public static byte[] Png(int width, int height, ReadOnlySpan<byte> pixels, IReadOnlyList<(byte R, byte G, byte B)> palette)
    {
        using var stream = new MemoryStream();
        stream.Write([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (4, 3);
        Chunk(stream, "IHDR"u8, header);
        Chunk(stream, "PLTE"u8, [.. palette.SelectMany(c => new[] { c.R, c.G, c.B })]);
        Chunk(stream, "IDAT"u8, Compressed(width, height, pixels));
        Chunk(stream, "IEND"u8, []);
        return stream.ToArray();
    }

    private static byte[] Compressed(int width, int height, ReadOnlySpan<byte> pixels)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var line = new byte[1 + ((width + 1) / 2)];
            for (var y = 0; y < height; y++)
            {
                Array.Clear(line);
                for (var x = 0; x < width; x++)
                {
                    line[1 + (x / 2)] |= (byte)(pixels[(y * width) + x] << (x % 2 == 0 ? 4 : 0));
                }

                zlib.Write(line);
            }
        }

        return data.ToArray();
    }

    private static void Chunk(MemoryStream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        stream.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var b in data)
        {
            crc = Table[(crc ^ b) & 0xff] ^ (crc >> 8);
        }

        return crc;
    }
}
