using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Adjoint.Tensors.Statistics;

/// <summary>One pass over the memory of a tensor: moments, counts, and a sample for the histogram.</summary>
/// <remarks>
/// The memory is cut into pieces that processors take in any order; their results are joined in order, so that equal tensors give equal statistics on every machine of one vector width.
/// The sample has one entry from each of as many stretches of equal length, at a place that a fixed hash of its number chooses.
/// </remarks>
internal sealed class StatisticsPass
{
    /// <summary>The histogram of more entries than this is of a sample.</summary>
    public const int MostInHistogram = 1 << 20;

    /// <summary>The size of a sample.</summary>
    public const int SampleSize = 1 << 17;

    private const int Block = 2048;
    private const long Piece = 1 << 18;

    private readonly TensorMemory memory;
    private readonly double[] sample;
    private readonly int sampleSize;
    private readonly double scale;

    private StatisticsPass(TensorMemory memory, double[] sample, int sampleSize, double scale) =>
        (this.memory, this.sample, this.sampleSize, this.scale) = (memory, sample, sampleSize, scale);

    /// <summary>The statistics of what lies in memory.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static TensorStatistics Of(TensorMemory memory)
    {
        if (memory.IsOverlapping && OverlapPass.IsCheaper(memory))
        {
            return OverlapPass.Of(memory);
        }

        var isSampled = memory.Stored > MostInHistogram;
        var size = isSampled ? SampleSize : (int)memory.Stored;
        var sample = ArrayPool<double>.Shared.Rent(size);
        try
        {
            var moments = new StatisticsPass(memory, sample, size, 1).Run();
            var scale = 1.0;
            if (moments.Finite > 0 && !(double.IsFinite(moments.Mean) && double.IsFinite(moments.Squares)))
            {
                scale = double.ScaleB(1, -600);
                moments = new StatisticsPass(memory, sample, size, scale).Run();
            }

            if (memory.IsNegated)
            {
                (moments.Min, moments.Max, moments.Mean) = (-moments.Max, -moments.Min, -moments.Mean);
                (moments.PositiveInfinities, moments.NegativeInfinities) = (moments.NegativeInfinities, moments.PositiveInfinities);
                for (var i = 0; i < size; i++)
                {
                    sample[i] = -sample[i];
                }
            }

            return Summary(moments, memory.Dtype, memory.Count, memory.Repeats, scale, sample.AsSpan(0, size), isSampled);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(sample);
        }
    }

    /// <summary>Moments of entries that each occur <paramref name="repeats"/> times, as statistics.</summary>
    internal static TensorStatistics Summary(in Moments moments, ScalarType dtype, long count, long repeats, double scale, ReadOnlySpan<double> sample, bool isSampled)
    {
        var finite = moments.Finite * (double)repeats;
        var (min, max) = moments.Finite == 0 ? (double.NaN, double.NaN) : (moments.Min, moments.Max);
        var areIntegers = dtype is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;
        return new()
        {
            Count = count,
            FiniteCount = moments.Finite * repeats,
            NaNCount = moments.NotNumbers * repeats,
            PositiveInfinityCount = moments.PositiveInfinities * repeats,
            NegativeInfinityCount = moments.NegativeInfinities * repeats,
            ZeroCount = moments.Zeros * repeats,
            Min = min,
            Max = max,
            Mean = moments.Finite == 0 ? double.NaN : Math.Clamp(moments.Mean / scale, min, max),
            StandardDeviation = finite < 2 ? double.NaN : Math.Sqrt(moments.Squares / (finite - 1) * repeats) / scale,
            IsOfModulus = dtype is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64,
            Integers = dtype == ScalarType.Int64 && moments.Finite > 0 ? (moments.LeastInteger, moments.GreatestInteger) : null,
            Histogram = TensorHistogram.Of(sample, min, max, areIntegers, isSampled, isSampled ? 1 : repeats),
        };
    }

    private Moments Run()
    {
        var pieces = (int)((memory.Stored + Piece - 1) / Piece);
        if (pieces == 0)
        {
            return new Moments();
        }

        if (pieces == 1)
        {
            return Of(0, memory.Stored);
        }

        // Several pieces per result, so that their number is bounded.
        var stride = (pieces + 1023) / 1024;
        var results = new Moments[(pieces + stride - 1) / stride];
        var token = Cancellation.Current;
        Parallel.For(0, results.Length, new ParallelOptions { CancellationToken = token }, r =>
        {
            var moments = new Moments();
            for (var p = (long)r * stride; p < Math.Min(pieces, (long)(r + 1) * stride); p++)
            {
                token.ThrowIfCancellationRequested();
                moments.Join(Of(p * Piece, Math.Min(memory.Stored, (p + 1) * Piece)));
            }

            results[r] = moments;
        });
        var total = new Moments();
        foreach (ref readonly var moments in results.AsSpan())
        {
            total.Join(moments);
        }

        return total;
    }

    private Moments Of(long from, long to) => memory.Dtype switch
    {
        ScalarType.Float32 => Singles<float>(from, to, null),
        ScalarType.Float16 => Singles<ushort>(from, to, Widening.OfHalf),
        ScalarType.BFloat16 => Singles<ushort>(from, to, Widening.OfBrain),
        ScalarType.Bool => Singles<byte>(from, to, Widening.OfBool),
        ScalarType.Byte => Singles<byte>(from, to, Widening.OfInteger),
        ScalarType.Int8 => Singles<sbyte>(from, to, Widening.OfInteger),
        ScalarType.Int16 => Singles<short>(from, to, Widening.OfInteger),
        ScalarType.Float64 => Doubles<double>(from, to, null),
        ScalarType.Int32 => Doubles<int>(from, to, Widening.OfInteger),
        ScalarType.Int64 => Integers(from, to),
        ScalarType.ComplexFloat32 => Doubles<(float, float)>(from, to, Widening.OfModulus),
        ScalarType.ComplexFloat64 => Doubles<Complex>(from, to, Widening.OfModulus),
        var other => throw new NotSupportedException($"Statistics of {other} entries are not known."),
    };

    private Moments Singles<T>(long from, long to, Action<ReadOnlySpan<T>, Span<float>>? widen) where T : unmanaged
    {
        var (moments, next) = (new Moments(), FirstOfSample(from));
        Span<T> gathered = stackalloc T[Block];
        Span<float> widened = stackalloc float[Block];
        for (var at = from; at < to;)
        {
            var read = memory.Read(at, to, gathered);
            scoped ReadOnlySpan<float> block;
            if (widen is null)
            {
                block = MemoryMarshal.Cast<T, float>(read);
            }
            else
            {
                widen(read, widened);
                block = widened[..read.Length];
            }

            moments.Join(Moments.Of(block));
            Sample(block, at, ref next);
            at += block.Length;
        }

        return moments;
    }

    private Moments Doubles<T>(long from, long to, Action<ReadOnlySpan<T>, Span<double>>? widen) where T : unmanaged
    {
        var (moments, next) = (new Moments(), FirstOfSample(from));
        Span<T> gathered = stackalloc T[Block];
        Span<double> widened = stackalloc double[Block];
        for (var at = from; at < to;)
        {
            var read = memory.Read(at, to, gathered);
            scoped ReadOnlySpan<double> block;
            if (widen is null)
            {
                block = MemoryMarshal.Cast<T, double>(read);
            }
            else
            {
                widen(read, widened);
                block = widened[..read.Length];
            }

            moments.Join(Moments.Of(block, scale));
            Sample(block, at, ref next);
            at += block.Length;
        }

        return moments;
    }

    // Keeps the members of the sample among the entries from a place on.
    private void Sample<T>(ReadOnlySpan<T> block, long at, ref int next) where T : INumberBase<T>
    {
        if (sampleSize == memory.Stored)
        {
            for (var i = 0; i < block.Length; i++)
            {
                sample[at + i] = double.CreateTruncating(block[i]);
            }

            return;
        }

        for (var place = PlaceOfSample(next); place < at + block.Length; place = PlaceOfSample(++next))
        {
            sample[next] = double.CreateTruncating(block[(int)(place - at)]);
        }
    }

    private Moments Integers(long from, long to)
    {
        var (least, greatest) = (long.MaxValue, long.MinValue);
        var moments = Doubles<long>(from, to, (read, widened) =>
        {
            var (low, high) = Widening.OfInteger(read, widened);
            (least, greatest) = (Math.Min(least, low), Math.Max(greatest, high));
        });
        (moments.LeastInteger, moments.GreatestInteger) = (least, greatest);
        return moments;
    }

    // The number of the first member of the sample that lies at or after a place.
    private int FirstOfSample(long place)
    {
        var i = (int)((Int128)place * sampleSize / memory.Stored);
        while (PlaceOfSample(i) < place)
        {
            i++;
        }

        return i;
    }

    private long PlaceOfSample(int i)
    {
        if (i >= sampleSize)
        {
            return long.MaxValue;
        }

        var count = memory.Stored;
        var start = i * count / sampleSize;
        var hash = (ulong)(i + 1) * 0x9e3779b97f4a7c15;
        hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
        return start + (long)((hash >> 32) % (ulong)(((i + 1) * count / sampleSize) - start));
    }
}
