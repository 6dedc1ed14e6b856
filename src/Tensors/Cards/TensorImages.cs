using System.Globalization;
using System.IO.Compression;
using Adjoint.Drawing;
using Adjoint.Tensors.Cards;
using Adjoint.Tensors.Statistics;
using TorchSharp;
using static TorchSharp.torch;

namespace Adjoint.Tensors;

/// <summary>A tensor as images, taken at one moment: it needs the tensor no longer.</summary>
/// <remarks>
/// One channel is grey, three are red, green and blue, a fourth is opacity, over a chequered ground. Images of more than 256 pixels a side are averaged in blocks; of more than 16 the first, the last
/// and evenly spaced ones are shown. A pixel with NaN or ∞ is magenta.
/// </remarks>
public sealed class TensorImages
{
    private const int MostImages = 16;
    private const int MostPixels = 256;
    private const long Budget = 1 << 24;

    private static readonly string[] Orders = ["HW", "CHW", "HWC", "NHW", "NCHW", "NHWC"];

    private readonly string description;

    private TensorImages(IReadOnlyList<(string Label, int Width, int Height, byte[] Png)> images, string description) => (Images, this.description) = (images, description);

    /// <summary>What is shown, in a sentence.</summary>
    public string Description => description;

    /// <summary>The images as PNG files, each with its place in the tensor.</summary>
    public IReadOnlyList<(string Label, int Width, int Height, byte[] Png)> Images { get; }

    /// <inheritdoc cref="Description"/>
    public override string ToString() => description;

    /// <summary>The images of a tensor.</summary>
    internal static TensorImages Of(Tensor tensor, string? order, (double Low, double High)? range)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var plain = TensorFacets.Dense(tensor, "Images");
        var shape = plain.shape;
        var name = TensorCard.NameOf(tensor);
        if (plain.is_complex() || plain.numel() == 0)
        {
            throw new ArgumentException(plain.is_complex() ? $"Complex entries are no colours; show abs() or angle() of {name}." : $"Images need entries, and {name} has none.", nameof(tensor));
        }

        var axes = order is null
            ? Guess(shape) ?? throw new ArgumentException($"{name} can be read as images in several ways or in none: give one of {string.Join(", ", Orders)} for the order of its axes.", nameof(order))
            : Array.Find(Orders, o => o.Equals(order, StringComparison.OrdinalIgnoreCase)) ?? throw new ArgumentException($"The order of the axes is one of {string.Join(", ", Orders)}, and \"{order}\" is not.", nameof(order));
        if (axes.Length != shape.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{axes} has {axes.Length} axes, and {name} has {shape.Length}."), nameof(order));
        }

        var channels = axes.Contains('C', StringComparison.Ordinal) ? shape[axes.IndexOf('C', StringComparison.Ordinal)] : 1;
        if (channels is not (1 or 3 or 4))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"An image has 1, 3 or 4 channels, and {name} read as {axes} has {channels}."), nameof(order));
        }

        var statistics = TensorReading.Statistics(plain) with { StandardDeviation = double.NaN };
        var (low, high) = range ?? RangeOf(plain.dtype, statistics) ?? throw new ArgumentException(
            $"Colours lie between 0 and 1, or between 0 and 255 as uint8, and these entries between {TensorText.Number(statistics.Min)} and {TensorText.Number(statistics.Max)}: give the values of black and white, as range: ({TensorText.Plain(statistics.Min)}, {TensorText.Plain(statistics.Max)}).", nameof(range));
        return low < high && double.IsFinite(low) && double.IsFinite(high)
            ? Draw(plain.device_type == DeviceType.CPU ? plain : plain.cpu(), axes, (int)channels, (low, high), statistics, name)
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A range goes from black to white, low < high, and this one from {low} to {high}."), nameof(range));
    }

    /// <summary>The only usual order of axes in which the sizes are those of images; null where there are several or none.</summary>
    internal static string? Guess(IReadOnlyList<long> shape)
    {
        static bool IsChannels(long n) => n is 1 or 3 or 4;
        return shape.Count switch
        {
            2 => "HW",
            3 => (IsChannels(shape[0]), IsChannels(shape[2])) switch { (true, false) => "CHW", (false, true) => "HWC", (false, false) => "NHW", _ => null },
            4 => (IsChannels(shape[1]), IsChannels(shape[3])) switch { (true, false) => "NCHW", (false, true) => "NHWC", _ => null },
            _ => null,
        };
    }

    /// <summary>Whether the entries are most likely images, so that a card offers to show them: at least 8×8 pixels in the range of bytes, or in colour and between 0 and 1.</summary>
    internal static bool AreLikely(TensorCard card) => Guess(card.Shape) is { Length: > 2 } axes && axes.Contains('C', StringComparison.Ordinal)
        && card.Shape[axes.IndexOf('H', StringComparison.Ordinal)] >= 8 && card.Shape[axes.IndexOf('W', StringComparison.Ordinal)] >= 8
        && (card.EntryType == "uint8" || (card.EntryType is "float32" or "float16" or "bfloat16" or "float64" && card.Shape[axes.IndexOf('C', StringComparison.Ordinal)] >= 3 && card.Statistics is { Min: >= 0, Max: <= 1 }));

    private static (double Low, double High)? RangeOf(ScalarType type, TensorStatistics s) => type switch
    {
        ScalarType.Byte => (0, 255),
        ScalarType.Bool => (0, 1),
        _ when s.FiniteCount == 0 || s is { Min: >= 0, Max: <= 1 } => (0, 1),
        ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 when s is { Min: >= 0, Max: <= 255 } => (0, 255),
        _ => null,
    };

    private static TensorImages Draw(Tensor tensor, string axes, int channels, (double Low, double High) range, TensorStatistics statistics, string name)
    {
        using var memory = TensorMemory.Of(tensor);
        (long Size, long Stride) Axis(char axis) => axes.IndexOf(axis, StringComparison.Ordinal) is >= 0 and var d ? (memory.Shape[d], memory.Strides[d]) : (1, 0);
        var (n, h, w, c) = (Axis('N'), Axis('H'), Axis('W'), Axis('C'));
        var factor = Math.Max(1, Math.Max(h.Size, w.Size) / (double)MostPixels);
        var most = (Rows: (int)Math.Max(1, Math.Round(h.Size / factor)), Columns: (int)Math.Max(1, Math.Round(w.Size / factor)));
        var images = new List<(string, int, int, byte[])>();
        foreach (var k in TensorFacets.Evenly(n.Size, MostImages))
        {
            var planes = Enumerable.Range(0, channels).Select(p => SliceBins.Of(memory, (k * n.Stride) + (p * c.Stride), h, w, most, Budget, statistics, "")).ToArray();
            var label = axes.Contains('N', StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"[{k}]") : "";
            images.Add((label, most.Columns, most.Rows, Pixels(planes, range)));
        }

        var shown = n.Size == 1 ? "Image" : n.Size == images.Count ? string.Create(CultureInfo.InvariantCulture, $"{n.Size} images") : string.Create(CultureInfo.InvariantCulture, $"{images.Count} of {n.Size} images, evenly spaced from the first to the last,");
        var kind = channels switch { 1 => "grey", 3 => "RGB", _ => "RGB with opacity" };
        var reduced = factor > 1 ? string.Create(CultureInfo.InvariantCulture, $", reduced to {most.Columns}×{most.Rows}") : "";
        return new(images, string.Create(CultureInfo.InvariantCulture, $"{shown} of {w.Size}×{h.Size} pixels{reduced}, {kind}, from {name} as {axes}; {TensorText.Number(range.Low)} is black, {TensorText.Number(range.High)} white."));
    }

    private static byte[] Pixels(SliceBins[] planes, (double Low, double High) range)
    {
        const int Square = 8;
        var (rows, columns) = (planes[0].Cells.GetLength(0), planes[0].Cells.GetLength(1));
        var pixels = new byte[3 * rows * columns];
        var half = range.Low / 2;
        var factor = 255 / ((range.High / 2) - half);
        for (var i = 0; i < rows; i++)
        {
            Cancellation.Poll();
            for (var j = 0; j < columns; j++)
            {
                var ground = planes.Length < 4 || ((i / Square) + (j / Square)) % 2 == 0 ? 255.0 : 187;
                var opacity = planes.Length < 4 ? 1 : Math.Clamp(((planes[3].Cells[i, j] / 2) - half) * factor / 255, 0, 1);
                var at = 3 * ((i * columns) + j);
                if (Array.Exists(planes, p => double.IsNaN(p.Cells[i, j])))
                {
                    (pixels[at], pixels[at + 1], pixels[at + 2]) = (0xe6, 0, 0xe6);
                    continue;
                }

                for (var k = 0; k < 3; k++)
                {
                    var value = Math.Clamp(((planes[planes.Length < 3 ? 0 : k].Cells[i, j] / 2) - half) * factor, 0, 255);
                    pixels[at + k] = (byte)Math.Round((opacity * value) + ((1 - opacity) * ground));
                }
            }
        }

        return Png.OfColours(columns, rows, pixels, CompressionLevel.Fastest);
    }
}
