using System.Globalization;
using Adjoint.Drawing;
using Adjoint.Tensors.Cards;
using Adjoint.Tensors.Statistics;
using TorchSharp;
using static TorchSharp.torch;

namespace Adjoint.Tensors;

/// <summary>Slices of a tensor as heat maps side by side in one colour scale; a picture of one moment that needs the tensor no longer.</summary>
/// <remarks>
/// A slice runs along two axes; of more slices than fit, the first, the last and evenly spaced ones are shown, each with its index. A large slice is averaged in blocks, in which an entry more than four
/// standard deviations from the mean of the tensor stays visible, and so does one that is not finite.
/// </remarks>
public sealed class TensorFacets : IPicture
{
    /// <summary>The most slices that one picture has room for.</summary>
    internal const int MostFacets = 16;

    private const int Cells = 1 << 16;
    private const int MostCells = 256;
    private const int MostOnDevice = 512;
    private const long Thorough = 1L << 28;

    private readonly string name;
    private readonly long count;
    private readonly (long Rows, long Columns) size;
    private readonly bool isSampled;
    private readonly bool isOfModulus;

    private TensorFacets(IReadOnlyList<SliceBins> slices, string name, long count, (long Rows, long Columns) size, bool isSampled, bool isOfModulus)
    {
        (Slices, this.name, this.count, this.size, this.isSampled, this.isOfModulus) = (slices, name, count, size, isSampled, isOfModulus);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var slice in slices)
        {
            foreach (var cell in slice.Cells)
            {
                low = cell < low ? cell : low;
                high = cell > high ? cell : high;
            }
        }

        Range = low <= high ? (low, high) : (double.NaN, double.NaN);
    }

    /// <summary>What the picture shows, in a sentence.</summary>
    public string Description
    {
        get
        {
            var shown = count == 1 ? $"Heat map of {name}" : Slices.Count == count ? string.Create(CultureInfo.InvariantCulture, $"Heat maps of all {count} slices of {name}")
                : string.Create(CultureInfo.InvariantCulture, $"Heat maps of {Slices.Count} of {count} slices of {name}, evenly spaced from the first to the last");
            var cells = Slices[0].Cells;
            var isBinned = cells.GetLength(0) < size.Rows || cells.GetLength(1) < size.Columns;
            var binned = !isBinned ? "" : string.Create(CultureInfo.InvariantCulture, $", {size.Rows}×{size.Columns} entries averaged in {cells.GetLength(0)}×{cells.GetLength(1)} cells{(isSampled ? ", each of a sample of its entries" : "")}");
            var values = double.IsNaN(Range.Low) ? "" : $", {(isOfModulus ? "moduli" : "values")} from {TensorText.Number(Range.Low)} to {TensorText.Number(Range.High)}";
            return $"{shown}{binned}{values}{(NotFinite > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {NotFinite} {(NotFinite == 1 ? "cell has" : "cells have")} NaN or infinity and {(NotFinite == 1 ? "is" : "are")} hatched in magenta") : "")}.";
        }
    }

    /// <summary>The slices shown.</summary>
    internal IReadOnlyList<SliceBins> Slices { get; }

    /// <summary>The least and the greatest value shown; NaN for none.</summary>
    internal (double Low, double High) Range { get; }

    /// <summary>Cells shown with an entry that is not finite.</summary>
    internal int NotFinite => Slices.Sum(s => s.NotFinite);

    int IPicture.Width => SvgWriter.Width;

    /// <summary>The picture as an SVG document without scripts.</summary>
    public string ToSvg() => FacetSvg.Of(this);

    /// <inheritdoc cref="Description"/>
    public override string ToString() => Description;

    /// <summary>The facets of a strided tensor that has entries, along two of its axes.</summary>
    internal static TensorFacets Of(Tensor tensor, int rowAxis, int columnAxis, int most, long budget, TensorStatistics statistics, string name)
    {
        var cells = (int)Math.Clamp(Math.Sqrt((double)Cells / Math.Min(most, tensor.numel() / Math.Max(1, tensor.shape[rowAxis] * (double)tensor.shape[columnAxis]))), 1, MostCells);
        return Of(tensor, rowAxis, columnAxis, most, (cells, cells), budget, statistics, name);
    }

    /// <summary>The same with a chosen number of cells down and across.</summary>
    internal static TensorFacets Of(Tensor tensor, int rowAxis, int columnAxis, int most, (int Rows, int Columns) cells, long budget, TensorStatistics statistics, string name)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var shape = tensor.shape;
        var leading = Enumerable.Range(0, shape.Length).Where(d => d != rowAxis && d != columnAxis).ToArray();
        var all = leading.Aggregate(1L, (product, d) => product * shape[d]);
        long[] shown = [.. Evenly(all, most)];
        var share = Math.Max(1, budget / shown.Length);
        List<SliceBins> slices = [];
        var isSampled = SliceBins.IsSampled(shape[rowAxis], shape[columnAxis], cells, share);
        if (tensor.device_type == DeviceType.CPU)
        {
            using var memory = TensorMemory.Of(tensor);
            foreach (var k in shown)
            {
                var index = Index(k, leading, shape);
                var offset = leading.Select((d, i) => index[i] * memory.Strides[d]).Sum();
                slices.Add(SliceBins.Of(memory, offset, (shape[rowAxis], memory.Strides[rowAxis]), (shape[columnAxis], memory.Strides[columnAxis]), cells, share, statistics, Label(index, leading, shape.Length)));
            }
        }
        else
        {
            var (rowStep, columnStep) = (Math.Max(1, shape[rowAxis] / MostOnDevice), Math.Max(1, shape[columnAxis] / MostOnDevice));
            isSampled |= rowStep > 1 || columnStep > 1;
            using var memory = TensorMemory.Of(stack([.. shown.Select(k => Slice(tensor, Index(k, leading, shape), leading, rowAxis > columnAxis).slice(0, 0, shape[rowAxis], rowStep).slice(1, 0, shape[columnAxis], columnStep))]).cpu());
            for (var k = 0; k < shown.Length; k++)
            {
                slices.Add(SliceBins.Of(memory, k * memory.Strides[0], (memory.Shape[1], memory.Strides[1]), (memory.Shape[2], memory.Strides[2]), cells, Thorough, statistics, Label(Index(shown[k], leading, shape), leading, shape.Length)));
            }
        }

        return new(slices, name, all, (shape[rowAxis], shape[columnAxis]), isSampled, statistics.IsOfModulus);
    }

    /// <summary>The facets that a user asks for: every entry of the slices shown is read, up to 2²⁸.</summary>
    internal static TensorFacets Of(Tensor tensor, int rowAxis, int columnAxis, int most)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var plain = Dense(tensor, "Heat maps");
        var dimensions = (int)plain.dim();
        if (dimensions < 2)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Heat maps need a tensor of two or more dimensions, and this one has {dimensions}."), nameof(tensor));
        }

        var (row, column) = (Axis(rowAxis, dimensions), Axis(columnAxis, dimensions));
        return row == column ? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Rows and columns need different axes, and both are {row}."), nameof(columnAxis))
            : most is < 1 or > 64 ? throw new ArgumentOutOfRangeException(nameof(most), most, "A picture has from 1 to 64 slices.")
            : plain.numel() == 0 ? throw new ArgumentException($"Heat maps need entries, and {TensorCard.NameOf(tensor)} has none.", nameof(tensor))
            : Of(plain, row, column, most, Thorough, TensorReading.Statistics(plain), TensorCard.NameOf(tensor));
    }

    /// <summary>The axis counted from 0, of one that may count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    internal static int Axis(int axis, int dimensions) => axis >= -dimensions && axis < dimensions ? (axis + dimensions) % dimensions
        : throw new ArgumentOutOfRangeException(nameof(axis), axis, string.Create(CultureInfo.InvariantCulture, $"A tensor of {dimensions} dimensions has axes from {-dimensions} to {dimensions - 1}."));

    /// <summary>The tensor as one that has its entries in memory by strides: dequantized, made dense, without names.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    /// <exception cref="ArgumentException">It has no entries in memory.</exception>
    internal static Tensor Dense(Tensor tensor, string what)
    {
        const long MostDense = 1 << 28;
        ArgumentNullException.ThrowIfNull(tensor);
        ObjectDisposedException.ThrowIf(tensor.IsInvalid, tensor);
        var plain = tensor.has_names() ? tensor.rename(null) : tensor;
        return plain.device_type == DeviceType.META ? throw new ArgumentException($"{what} need entries, and a meta tensor has none in memory.", nameof(tensor))
            : plain.is_sparse ? plain.numel() <= MostDense ? plain.detach().to_dense() : throw new ArgumentException($"{what} of a sparse tensor need it dense, and that would have {plain.numel()} entries.", nameof(tensor))
            : is_quantized(plain.dtype) ? plain.dequantize() : plain.detach();
    }

    /// <summary>At most <paramref name="most"/> of n numbers: the first, the last and evenly spaced ones.</summary>
    internal static IEnumerable<long> Evenly(long n, int most) => n <= most
        ? Enumerable.Range(0, (int)n).Select(k => (long)k)
        : most == 1 ? [0] : Enumerable.Range(0, most).Select(k => (long)((Int128)k * (n - 1) / (most - 1)));

    private static Tensor Slice(Tensor tensor, long[] index, int[] leading, bool isTransposed)
    {
        for (var i = leading.Length - 1; i >= 0; i--)
        {
            tensor = tensor.select(leading[i], index[i]);
        }

        return isTransposed ? tensor.t() : tensor;
    }

    private static long[] Index(long k, int[] leading, long[] shape)
    {
        var index = new long[leading.Length];
        for (var i = leading.Length - 1; i >= 0; i--)
        {
            (k, index[i]) = Math.DivRem(k, shape[leading[i]]);
        }

        return index;
    }

    private static string Label(long[] index, int[] leading, int dimensions) => leading.Length == 0 ? ""
        : $"[{string.Join(", ", Enumerable.Range(0, dimensions).Select(d => Array.IndexOf(leading, d) is >= 0 and var i ? index[i].ToString(CultureInfo.InvariantCulture) : ":"))}]";
}
