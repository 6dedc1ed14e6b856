using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Adjoint.Formatters;
using Adjoint.Tensors.Cards;
using Adjoint.Tensors.Statistics;
using TorchSharp;
using static TorchSharp.torch;

namespace Adjoint.Tensors;

/// <summary>What there is to say of a tensor, taken at one moment: it needs the tensor no longer, and follows no later change.</summary>
/// <remarks>Statistics cost one pass over the storage; values are kept of tensors of at most 10⁴ entries.</remarks>
public sealed record TensorCard
{
    /// <summary>The most entries whose values are kept.</summary>
    internal const int MostValues = 10_000;

    private TensorCard()
    {
    }

    /// <summary>The sizes; empty of a scalar.</summary>
    public required IReadOnlyList<long> Shape { get; init; }

    /// <summary>The names of the dimensions, null for one without; empty where none has one.</summary>
    public IReadOnlyList<string?> AxisNames { get; private init; } = [];

    /// <summary>The type of the entries as PyTorch writes it: <c>float32</c>.</summary>
    public required string EntryType { get; init; }

    /// <summary>Where it lies: <c>cpu</c>, <c>cuda:0</c>.</summary>
    public required string Place { get; init; }

    /// <summary>The bytes of the entries that are stored: of repeated, overlapping and sparse ones fewer than the shape has.</summary>
    public long StoredBytes { get; private init; }

    /// <summary>The strides where they are not those of a contiguous tensor; empty where they are.</summary>
    public IReadOnlyList<long> Strides { get; private init; } = [];

    /// <summary>Whether gradients are computed for it.</summary>
    public bool RequiresGradient { get; private init; }

    /// <summary>Statistics of the entries; null where there is no memory to look at.</summary>
    public TensorStatistics? Statistics { get; private init; }

    /// <summary>The card of <c>tensor.grad</c>; null where there is none.</summary>
    public TensorCard? Gradient { get; private init; }

    /// <summary>How it is stored where that is not by strides and one number for each entry: <c>sparse COO, 50 stored (2%)</c>, <c>quantized</c>, <c>meta, no memory</c>; else empty.</summary>
    public string Layout { get; private init; } = "";

    /// <summary>What has to be known to read the card, in one sentence; empty for nothing.</summary>
    public string Remark { get; private init; } = "";

    /// <summary>Whether the tensor was disposed when it was looked at.</summary>
    public bool IsDisposed { get; private init; }

    /// <summary>The pictures below the numbers; null for none.</summary>
    internal IPicture? Picture { get; private init; }

    /// <summary>What else could be asked for.</summary>
    internal string Offer { get; private init; } = "";

    /// <summary>The entries in row-major order, as an array of double, float, long, bool, Complex or pairs of floats; null where they are too many.</summary>
    internal Array? Values { get; private init; }

    /// <summary>The entries of all dimensions; −1 where the tensor is disposed.</summary>
    public long Count => IsDisposed ? -1 : Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>float32[2×3].</summary>
    public string Name => $"{EntryType}[{string.Join("×", Shape.Select(size => size.ToString(CultureInfo.InvariantCulture)))}]";

    /// <summary>The card of a tensor on any device, of any layout and type, disposed ones too. The tensor stays as it is and remains the caller's; nothing has to be disposed.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static TensorCard Of(Tensor tensor) => Of(tensor, hasPicture: true);

    /// <summary>The line that text/plain begins with.</summary>
    public override string ToString() => TensorText.Line(this);

    /// <summary>The card, or what its line needs.</summary>
    internal static TensorCard Of(Tensor tensor, bool hasPicture)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.IsInvalid)
        {
            return new() { Shape = [], EntryType = "", Place = "", IsDisposed = true, Remark = "disposed tensor: its memory has been given back; MoveToOuterDisposeScope() keeps one past a scope" };
        }

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return Read(tensor, hasPicture, hasGradient: true);
    }

    private static TensorCard Read(Tensor tensor, bool hasPicture, bool hasGradient)
    {
        var card = new TensorCard
        {
            Shape = tensor.shape,
            AxisNames = tensor.has_names() ? tensor.names : [],
            EntryType = Tensors.EntryType.NameOf(tensor.dtype),
            Place = tensor.device.ToString(),
            RequiresGradient = tensor.requires_grad,
            Gradient = hasGradient && tensor.is_leaf && tensor.grad is { } gradient ? Read(gradient, hasPicture: false, hasGradient: false) : null,
        };
        var plain = tensor.has_names() ? tensor.rename(null) : tensor;
        return plain.is_sparse ? card.WithSparse(plain, hasPicture)
            : plain.device_type == DeviceType.META ? card with { Layout = "a shape without memory" }
            : card.WithStrided(plain, hasPicture);
    }

    private TensorCard WithStrided(Tensor tensor, bool hasPicture)
    {
        var card = this;
        var strides = tensor.stride();
        var repeats = Shape.Where((size, d) => size > 1 && strides[d] == 0).Aggregate(1L, (product, size) => product * size);
        card = card with { Strides = tensor.is_contiguous() ? [] : strides, StoredBytes = Math.Min(Count / Math.Max(1, repeats), Reach(strides)) * tensor.ElementSize };
        if (is_quantized(tensor.dtype))
        {
            return (card with { Layout = "quantized", Remark = Levels(tensor) }).WithStatistics(tensor.dequantize(), hasPicture);
        }

        return card.WithStatistics(tensor, hasPicture);
    }

    // Entries from the first to the last in memory: fewer than those of the shape where windows overlap.
    private long Reach(long[] strides) => Count == 0 ? 0 : 1 + Shape.Select((size, d) => (size - 1) * strides[d]).Sum();

    private TensorCard WithStatistics(Tensor tensor, bool hasPicture)
    {
        var card = this with { Statistics = TensorReading.Statistics(tensor), Values = Count <= MostValues ? ValuesOf(tensor) : null };
        return !hasPicture || TensorText.HasValues(card, NotebookDisplay.Current.Options) ? card : card with { Picture = Pictures.Of(tensor, card, out var offer), Offer = offer };
    }

    private TensorCard WithSparse(Tensor tensor, bool hasPicture)
    {
        var (indices, values) = (tensor.SparseIndices, tensor.SparseValues);
        var stored = values.shape.Length == 0 ? 0 : values.shape[0];
        var places = Shape.Take((int)indices.shape[0]).Aggregate(1.0, (product, size) => product * size);
        var density = places == 0 ? 0 : stored / places;
        return this with
        {
            StoredBytes = (indices.numel() * indices.ElementSize) + (values.numel() * values.ElementSize),
            Layout = string.Create(CultureInfo.InvariantCulture, $"sparse COO, {stored} stored ({TensorText.Percent(density)})"),
            Remark = "Statistics are those of the stored entries.",
            Statistics = TensorReading.Statistics(values),
            Picture = hasPicture ? SpyPicture.Of(indices, values, Shape) : null,
        };
    }

    private static string Levels(Tensor tensor)
    {
        try
        {
            return string.Create(CultureInfo.InvariantCulture, $"x = {tensor.q_scale()}·(q − {tensor.q_zero_point()}); the numbers are those of x.");
        }
        catch (ExternalException)
        {
            // libtorch has no single scale of a tensor that has one for each channel.
            return "Each channel has a scale of its own; the numbers are those after it.";
        }
    }

    private static Array ValuesOf(Tensor tensor)
    {
        // Bits of conjugation and sign are resolved first: what is copied is memory.
        var here = tensor.detach().resolve_conj().resolve_neg().cpu().contiguous().reshape(-1);
        return tensor.dtype switch
        {
            ScalarType.Bool => here.data<bool>().ToArray(),
            ScalarType.ComplexFloat32 => here.data<(float, float)>().ToArray(),
            ScalarType.ComplexFloat64 => here.data<Complex>().ToArray(),
            ScalarType.Float64 => here.data<double>().ToArray(),
            ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 => here.to(ScalarType.Float32).data<float>().ToArray(),
            _ => here.to(ScalarType.Int64).data<long>().ToArray(),
        };
    }

    /// <summary>float32[2×3], of a tensor that is not disposed.</summary>
    internal static string NameOf(Tensor tensor) => new TensorCard { Shape = tensor.shape, EntryType = Tensors.EntryType.NameOf(tensor.dtype), Place = "" }.Name;
}
