using Adjoint.Tensors;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Adjoint.Formatters;
using Xunit;
using static TorchSharp.torch;

namespace Adjoint.Tests.Cards;

/// <summary>Heat maps, frames and images of tensors.</summary>
public sealed class TensorPicturesTests
{
    public TensorPicturesTests() => TensorFormatters.Register();

    [Fact]
    public void Cells_of_small_slices_are_the_entries()
    {
        using var scope = NewDisposeScope();
        var x = arange(2 * 3 * 4 * 5).to(ScalarType.Float32).reshape(2, 3, 4, 5);
        var slices = x.Facets().Slices;
        Assert.Equal(["[0, 0, :, :]", "[0, 1, :, :]", "[0, 2, :, :]", "[1, 0, :, :]", "[1, 1, :, :]", "[1, 2, :, :]"], slices.Select(s => s.Label));
        Assert.Equal(x.data<float>().ToArray().Select(e => (double)e), slices.SelectMany(s => s.Cells.Cast<double>()));
        Assert.Equal((0.0, 119.0), x.Facets().Range);
    }

    [Fact]
    public void Rows_and_columns_can_be_any_two_axes_and_count_from_the_end()
    {
        using var scope = NewDisposeScope();
        var x = arange(24).to(ScalarType.Float64).reshape(2, 3, 4);
        var slice = x.Facets(rowAxis: -1, columnAxis: 0).Slices[1];
        Assert.Equal("[:, 1, :]", slice.Label);
        Assert.Equal((4, 2), (slice.Cells.GetLength(0), slice.Cells.GetLength(1)));
        Assert.Equal(x[1, 1, 3].item<double>(), slice.Cells[3, 1]);
    }

    [Fact]
    public void Of_many_slices_the_first_the_last_and_evenly_spaced_ones_are_shown()
    {
        using var x = zeros(31, 4, 4);
        var facets = x.Facets();
        Assert.Equal(16, facets.Slices.Count);
        Assert.Equal(("[0, :, :]", "[2, :, :]", "[30, :, :]"), (facets.Slices[0].Label, facets.Slices[1].Label, facets.Slices[15].Label));
        Assert.Contains("16 of 31 slices", facets.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_slices_show_block_means_and_keep_what_is_far_off_and_what_is_not_finite()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var x = randn(1024, 2048, generator: generator);
        var mean = x.slice(0, 0, 4, 1).slice(1, 8, 16, 1).mean().item<float>();
        x[500, 700] = 90;
        x[900, 33] = float.NegativeInfinity;
        var facets = x.Facets();
        var cells = facets.Slices[0].Cells;
        Assert.Equal((256, 256), (cells.GetLength(0), cells.GetLength(1)));
        Assert.Equal(mean, cells[0, 1], 1e-5);
        Assert.Equal(90, cells[125, 87]);
        Assert.True(double.IsNaN(cells[225, 4]));
        Assert.Equal((1, 90.0), (facets.NotFinite, facets.Range.High));
        Assert.Contains("1 cell has NaN or infinity", facets.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_shows_the_same_facets()
    {
        Assert.SkipUnless(cuda.is_available(), "no CUDA device is here");
        using var scope = NewDisposeScope();
        var x = randn(3, 4, 5);
        Assert.Equal(x.Facets().ToSvg(), x.cuda().Facets().ToSvg());
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 3000, 2)]
    [InlineData(16, 5, 400)]
    [InlineData(64, 10, 10)]
    [InlineData(2, 1, 100000)]
    public void The_picture_is_well_formed_and_says_what_it_shows(int slices, int rows, int columns)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var x = randn(slices, rows, columns, generator: generator);
        x[0, 0, 0] = float.NaN;
        var facets = x.Facets(most: 64);
        var svg = XDocument.Parse(facets.ToSvg()).Root!;
        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.Equal(facets.Description, svg.Element(ns + "title")!.Value);
        var pictures = svg.Descendants(ns + "image").ToList();
        Assert.True(pictures.Count >= slices);
        Assert.All(pictures, p => Assert.True((double)p.Attribute("x")! >= 0 && (double)p.Attribute("width")! > 0 && (double)p.Attribute("x")! + (double)p.Attribute("width")! <= 640));
        Assert.All(pictures, p => Assert.True((double)p.Attribute("y")! + (double)p.Attribute("height")! <= (double)svg.Attribute("height")!));
    }

    [Fact]
    public void Pictures_of_unusual_types_are_drawn()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var x = randn(30, 40, generator: generator);
        foreach (var y in new[] { x.to(ScalarType.BFloat16), x.to(ScalarType.Float16), x > 0, x.to(ScalarType.Int8), x.to(ScalarType.ComplexFloat64), x.to_sparse(), quantize_per_tensor(x, 0.1, 0, ScalarType.QInt8), x.rename(["a", "b"]) })
        {
            Assert.Single(y.Facets().Slices);
        }
    }

    [Fact]
    public void Frames_cut_along_an_axis()
    {
        using var scope = NewDisposeScope();
        var x = arange(120).to(ScalarType.Float32).reshape(2, 3, 4, 5);
        var frames = x[0].Frames(-2).Frames;
        Assert.Equal(["[:, 0, :]", "[:, 1, :]", "[:, 2, :]", "[:, 3, :]"], frames.Select(f => f.Label));
        var map = Assert.IsType<Drawing.HeatMapMark>(Assert.Single(frames[1].Figure.Marks));
        Assert.Equal((3, 5, x[0, 2, 1, 4].item<float>()), (map.Rows, map.Columns, (float)map[2, 4]));
        Assert.Equal(2, x.Frames().Frames.Count);
        Assert.Equal(24, zeros(100, 2, 2).Frames().Frames.Count);
        Assert.Contains("<details", MimeBundle.As(x.Frames(), "text/html")!, StringComparison.Ordinal);
        Assert.Equal(4, zeros(3, 4).Frames(1).Frames.Count);
    }

    [Theory]
    [InlineData(new long[] { 5, 3, 20, 30 }, "NCHW")]
    [InlineData(new long[] { 5, 20, 30, 3 }, "NHWC")]
    [InlineData(new long[] { 5, 3, 30, 3 }, null)]
    [InlineData(new long[] { 5, 2, 30, 7 }, null)]
    [InlineData(new long[] { 3, 20, 30 }, "CHW")]
    [InlineData(new long[] { 20, 30, 4 }, "HWC")]
    [InlineData(new long[] { 7, 20, 30 }, "NHW")]
    [InlineData(new long[] { 3, 30, 4 }, null)]
    [InlineData(new long[] { 20, 30 }, "HW")]
    [InlineData(new long[] { 20 }, null)]
    public void The_order_of_axes_is_guessed_only_where_one_is_possible(long[] shape, string? order)
    {
        using var x = zeros(shape, ScalarType.Byte);
        if (order is null)
        {
            Assert.Contains("give one of HW, CHW", Assert.Throws<ArgumentException>(() => x.AsImage()).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains($"as {order};", x.AsImage().Description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Pixels_are_the_entries_of_every_order_of_axes()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var x = randint(0, 256, [2, 3, 9, 14], ScalarType.Byte, generator: generator);
        var expected = Enumerable.Range(0, 2).Select(n => x[n].permute(1, 2, 0).contiguous().data<byte>().ToArray()).ToList();
        Assert.Equal(expected, x.AsImage().Images.Select(i => Pixels(i.Png)));
        Assert.Equal(expected, x.permute(0, 2, 3, 1).AsImage().Images.Select(i => Pixels(i.Png)));
        Assert.Equal(expected, ((x.to(ScalarType.Float32) / 255 * 4) - 2).AsImage("nchw", (-2, 2)).Images.Select(i => Pixels(i.Png)));
        Assert.Equal(expected[1], Pixels(x[1].AsImage().Images[0].Png));
    }

    [Fact]
    public void Values_that_are_no_colours_need_a_range()
    {
        using var x = tensor(new[] { -2f, 2.5f, 0, 1 }).reshape(2, 2);
        Assert.StartsWith("Colours lie between 0 and 1, or between 0 and 255 as uint8, and these entries between -2 and 2.5: give the values of black and white, as range: (-2, 2.5).", Assert.Throws<ArgumentException>(() => x.AsImage()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => x.AsImage(range: (1, 1)));
        Assert.Throws<ArgumentException>(() => x.AsImage("CHW"));
        Assert.Throws<ArgumentException>(() => x.AsImage("WHAT"));
    }

    [Fact]
    public void Images_appear_as_png_with_alternative_text()
    {
        using var x = rand(3, 4, 30, 40);
        var html = System.Net.WebUtility.HtmlDecode(MimeBundle.As(x.AsImage(), "text/html")!);
        Assert.Equal(3, Regex.Count(html, "<img [^>]*alt=\"Image \\[\\d\\]. 3 images of 40×30 pixels, RGB with opacity[^\"]*\" src=\"data:image/png;base64,"));
        Assert.Contains("AsImage() shows them", MimeBundle.As(x, "text/html")!, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused_in_a_sentence()
    {
        using var scope = NewDisposeScope();
        var disposed = zeros(2, 2);
        disposed.Dispose();
        Assert.Throws<ObjectDisposedException>(() => disposed.Facets());
        Assert.Throws<ObjectDisposedException>(() => disposed.Frames());
        Assert.Throws<ObjectDisposedException>(() => disposed.AsImage());
        Assert.Throws<ObjectDisposedException>(() => disposed.Statistics());
        var meta = zeros(2, 2, device: device("meta"));
        Assert.Throws<ArgumentException>(() => meta.Facets());
        Assert.Throws<ArgumentException>(() => meta.Statistics());
        Assert.Throws<ArgumentException>(() => zeros(3).Facets());
        Assert.Throws<ArgumentException>(() => zeros(3).Frames());
        Assert.Throws<ArgumentException>(() => zeros(0, 3).Facets());
        Assert.Throws<ArgumentException>(() => zeros(0, 3).AsImage());
        Assert.Throws<ArgumentException>(() => zeros(3, 3).Facets(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => zeros(3, 3).Facets(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => zeros(3, 3).Frames(-3));
        Assert.Throws<ArgumentOutOfRangeException>(() => zeros(3, 3).Facets(most: 0));
    }

    [Fact]
    public void Pictures_of_a_huge_expanded_tensor_cost_what_they_show()
    {
        using var scope = NewDisposeScope();
        var x = arange(6).to(ScalarType.Float32).reshape(2, 3, 1).expand(2, 3, 1_000_000_000_000);
        Assert.Equal(2, x.Facets().Slices.Count);
        Assert.Equal((0.0, 5.0), x.Facets().Range);
        Assert.Equal(24, x.Frames(-1).Frames.Count);
        Assert.NotEmpty(x.AsImage("NHW", (0, 5)).Images);
    }

    // 8 bits, three colours, filters 0 to 4.
    private static byte[] Pixels(byte[] png)
    {
        var (width, height) = (Read(png, 16), Read(png, 20));
        using var data = new MemoryStream();
        for (var at = 8; at < png.Length; at += Read(png, at) + 12)
        {
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                data.Write(png, at + 8, Read(png, at));
            }
        }

        data.Position = 0;
        using var zip = new ZLibStream(data, CompressionMode.Decompress);
        var (pixels, stride) = (new byte[3 * width * height], 3 * width);
        for (var i = 0; i < height; i++)
        {
            var filter = zip.ReadByte();
            zip.ReadExactly(pixels, i * stride, stride);
            for (var k = 0; k < stride; k++)
            {
                var at = (i * stride) + k;
                int left = k < 3 ? 0 : pixels[at - 3], up = i == 0 ? 0 : pixels[at - stride], corner = k < 3 || i == 0 ? 0 : pixels[at - stride - 3];
                var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
                pixels[at] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => a <= b && a <= c ? left : b <= c ? up : corner, _ => 0 });
            }
        }

        return pixels;
    }

    private static int Read(byte[] png, int at) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
}
