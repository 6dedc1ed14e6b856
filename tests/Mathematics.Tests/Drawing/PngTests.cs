using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Adjoint.Drawing;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Drawing;

/// <summary>Files are read back by a decoder that shares no code with the writer.</summary>
public sealed class PngTests
{
    private static readonly Gen<(int Width, int Height)> Sizes = Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40]);

    [Fact]
    public void Colours_come_back() => Sizes.SelectMany(size => Gen.Byte.Array[3 * size.Width * size.Height].Select(pixels => (size, pixels))).Sample((size, pixels) =>
        Assert.Equal(pixels, Decode(Png.OfColours(size.Width, size.Height, pixels), size.Width, size.Height, 3).Pixels));

    [Fact]
    public void Smooth_colours_come_back_through_filters()
    {
        byte[] pixels = [.. Enumerable.Range(0, 60 * 50).SelectMany(k => new[] { (byte)(4 * (k % 60)), (byte)(5 * (k / 60)), (byte)((k % 60) + (k / 60)) })];
        var png = Png.OfColours(60, 50, pixels);
        Assert.Equal(pixels, Decode(png, 60, 50, 3).Pixels);
        Assert.InRange(png.Length, 1, pixels.Length / 6);
    }

    [Fact]
    public void Indices_come_back_with_their_palette() => Sizes.SelectMany(size => Gen.Byte[0, 6].Array[size.Width * size.Height].Select(pixels => (size, pixels))).Sample((size, pixels) =>
    {
        var palette = Enumerable.Range(0, 7).Select(i => ((byte)i, (byte)(2 * i), (byte)(3 * i))).ToList();
        var decoded = Decode(Png.OfIndices(size.Width, size.Height, pixels, palette, 6), size.Width, size.Height, 1);
        Assert.Equal(pixels, decoded.Pixels);
        Assert.Equal(palette.SelectMany(c => new[] { c.Item1, c.Item2, c.Item3 }), decoded.Chunks["PLTE"]);
        Assert.Equal([255, 255, 255, 255, 255, 255, 0], decoded.Chunks["tRNS"]);
    });

    private static (byte[] Pixels, Dictionary<string, byte[]> Chunks) Decode(byte[] file, int width, int height, int bytesPerPixel)
    {
        Assert.Equal([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], file[..8]);
        var chunks = new Dictionary<string, byte[]>();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            Assert.Equal(Crc(file.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            chunks[Encoding.ASCII.GetString(file, at + 4, 4)] = file[(at + 8)..(at + 8 + length)];
            at += 12 + length;
        }

        Assert.Equal((width, height), (BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"]), BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"].AsSpan(4))));
        using var zip = new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zip.CopyTo(rows);
        return (Unfilter(rows.ToArray(), width * bytesPerPixel, height, bytesPerPixel), chunks);
    }

    private static byte[] Unfilter(byte[] rows, int length, int height, int bytesPerPixel)
    {
        Assert.Equal(height * (length + 1), rows.Length);
        var pixels = new byte[height * length];
        for (var i = 0; i < height; i++)
        {
            for (var k = 0; k < length; k++)
            {
                int a = k < bytesPerPixel ? 0 : pixels[(i * length) + k - bytesPerPixel], b = i == 0 ? 0 : pixels[((i - 1) * length) + k], c = k < bytesPerPixel || i == 0 ? 0 : pixels[((i - 1) * length) + k - bytesPerPixel];
                var predictors = new[] { 0, a, b, (a + b) / 2, new[] { a, b, c }.MinBy(v => Math.Abs(a + b - c - v)) };
                pixels[(i * length) + k] = (byte)(rows[(i * (length + 1)) + 1 + k] + predictors[rows[i * (length + 1)]]);
            }
        }

        return pixels;
    }

    // Bit by bit, from the polynomial.
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = 0xffffffffu;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320u);
            }
        }

        return ~crc;
    }
}
