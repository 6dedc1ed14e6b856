using TorchSharp;
using static TorchSharp.torch;

namespace Adjoint.Tensors.Statistics;

/// <summary>Statistics of a tensor that lies on another device, by that device.</summary>
/// <remarks>
/// Of floats: three reductions (aminmax, std and mean, count of nonzeros) and a strided sample, in one small copy to this machine; nothing as large as the tensor is allocated. NaN and ∞ show in the
/// extremes, and only then each piece is reduced again with what is not finite masked. Other types are converted in pieces of at most 2²⁶ entries. On a device without float64 sums are in float32.
/// </remarks>
internal static class DeviceStatistics
{
    private const long Piece = 1 << 26;

    /// <summary>The statistics of a strided tensor on any device. Temporary tensors are disposed.</summary>
    public static TensorStatistics Of(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var dtype = tensor.dtype;
        var wide = tensor.device_type == DeviceType.MPS ? ScalarType.Float32 : ScalarType.Float64;
        var (distinct, repeats) = Distinct(tensor.detach());
        var n = distinct.numel();
        if (n == 0)
        {
            return StatisticsPass.Summary(new Moments(), dtype, 0, 1, 1, [], isSampled: false);
        }

        var pieces = Pieces(distinct, dtype is ScalarType.Float32 or ScalarType.Float64);
        var sampled = Sample(distinct);
        var sums = pieces.ConvertAll(piece => Reduce(piece, wide));
        var read = cat([.. sums, Modulus(sampled).to(wide).reshape(-1)], 0).cpu().to(ScalarType.Float64).data<double>().ToArray();

        var moments = new Moments();
        for (var p = 0; p < pieces.Count; p++)
        {
            Cancellation.Poll();
            moments.Join(Joined(read.AsSpan(5 * p, 5), pieces[p], wide));
        }

        if (dtype == ScalarType.Int64)
        {
            const double Exact = 1L << 53;
            var areExact = moments.Min >= -Exact && moments.Max <= Exact;
            (moments.LeastInteger, moments.GreatestInteger) = areExact ? ((long)moments.Min, (long)moments.Max) : (long.MaxValue, long.MinValue);
        }

        var statistics = StatisticsPass.Summary(moments, dtype, n * repeats, repeats, 1, read.AsSpan(5 * pieces.Count), sampled.numel() < n);
        return statistics.Integers is { } integers && integers.Min > integers.Max ? statistics with { Integers = null } : statistics;
    }

    // min, max, mean, Σ(x − mean)², nonzeros
    private static Tensor Reduce(Tensor piece, ScalarType wide)
    {
        using var scope = NewDisposeScope();
        var x = Widened(piece, wide);
        var (min, max) = x.aminmax();
        var (deviation, mean) = x.std_mean(unbiased: false);
        return stack([min.to(wide), max.to(wide), mean.to(wide), deviation.to(wide).square() * x.numel(), x.count_nonzero().to(wide)]).MoveToOuterDisposeScope();
    }

    private static Moments Joined(ReadOnlySpan<double> sums, Tensor piece, ScalarType wide)
    {
        if (double.IsFinite(sums[0]) && double.IsFinite(sums[1]))
        {
            var n = piece.numel();
            return new() { Finite = n, Zeros = n - (long)sums[4], Min = sums[0], Max = sums[1], Mean = sums[2], Squares = sums[3] };
        }

        using var scope = NewDisposeScope();
        var x = Widened(piece, wide);
        var finite = x.isfinite();
        var count = finite.sum(type: ScalarType.Int64);
        var isNaN = x.isnan().sum(type: ScalarType.Int64);
        var isPositive = x.isposinf().sum(type: ScalarType.Int64);
        var zeros = x.numel() - x.count_nonzero();
        using var infinity = full_like(x, double.PositiveInfinity);
        var (min, max) = (where(finite, x, infinity).min(), where(finite, x, -infinity).max());
        using var nothing = zeros_like(x);
        var mean = where(finite, x, nothing).to(wide).sum() / count;
        var squares = where(finite, (x - mean).square(), nothing).to(wide).sum();
        var r = stack([count.to(wide), isNaN.to(wide), isPositive.to(wide), zeros.to(wide), min.to(wide), max.to(wide), mean.to(wide), squares]).cpu().to(ScalarType.Float64).data<double>().ToArray();
        return new()
        {
            Finite = (long)r[0],
            NotNumbers = (long)r[1],
            PositiveInfinities = (long)r[2],
            NegativeInfinities = x.numel() - (long)r[0] - (long)r[1] - (long)r[2],
            Zeros = (long)r[3],
            Min = r[4],
            Max = r[5],
            Mean = r[0] == 0 ? 0 : r[6],
            Squares = r[0] == 0 ? 0 : r[7],
        };
    }

    // One of each entry that a dimension of stride 0 repeats; flat where the rest is dense.
    private static (Tensor Distinct, long Repeats) Distinct(Tensor tensor)
    {
        var (repeats, shape, strides) = (1L, tensor.shape, tensor.stride());
        for (var d = 0; d < shape.Length; d++)
        {
            if (strides[d] == 0 && shape[d] > 1)
            {
                repeats *= shape[d];
                tensor = tensor.narrow(d, 0, 1);
            }
        }

        var order = Enumerable.Range(0, shape.Length).Where(d => tensor.shape[d] != 1).OrderBy(d => strides[d]);
        var dense = 1L;
        foreach (var d in order)
        {
            if (strides[d] != dense)
            {
                return (tensor, repeats);
            }

            dense *= tensor.shape[d];
        }

        return tensor.is_conj() || tensor.is_neg() ? (tensor, repeats) : (tensor.as_strided([dense], [1], tensor.storage_offset()), repeats);
    }

    private static List<Tensor> Pieces(Tensor tensor, bool asIs)
    {
        var n = tensor.numel();
        if (asIs || n <= Piece)
        {
            return [tensor];
        }

        var (axis, size) = (Array.IndexOf(tensor.shape, tensor.shape.Max()), tensor.shape.Max());
        var length = Math.Max(1, size * Piece / n);
        var pieces = new List<Tensor>();
        for (var start = 0L; start < size; start += length)
        {
            pieces.Add(tensor.narrow(axis, start, Math.Min(length, size - start)));
        }

        return pieces;
    }

    private static Tensor Widened(Tensor tensor, ScalarType wide) => Modulus(tensor) is var real && real.dtype is ScalarType.Float32 or ScalarType.Float64 ? real
        : real.to(real.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? ScalarType.Float32 : wide);

    private static Tensor Modulus(Tensor tensor) => tensor.is_complex() ? tensor.abs() : tensor.is_neg() ? tensor.resolve_neg() : tensor;

    // At most a sample's size, by steps along the longest dimensions: a view, of which only what it shows is copied.
    private static Tensor Sample(Tensor tensor)
    {
        while (tensor.numel() > StatisticsPass.MostInHistogram || (tensor.numel() > StatisticsPass.SampleSize && tensor.shape.Max() < tensor.numel()))
        {
            var size = tensor.shape.Max();
            var axis = Array.IndexOf(tensor.shape, size);

            // Odd, so that it shares no factor with the usual sizes.
            var step = Math.Clamp((tensor.numel() + StatisticsPass.SampleSize - 1) / StatisticsPass.SampleSize, 2, size) | 1;
            tensor = tensor.slice(axis, 0, size, step);
        }

        return tensor;
    }
}
