using System.Numerics;
using TorchSharp;

namespace Adjoint.Tensors.Statistics;

/// <summary>The entries of a strided CPU tensor where they lie: nothing is copied, and the storage is held until <see cref="Dispose"/>.</summary>
/// <remarks>
/// Dimensions of stride 0 repeat entries and are counted, not walked. The others are put in the order of memory and merged where one goes on where the other ends, so that every dense tensor,
/// transposed or not, is one run.
/// </remarks>
internal sealed unsafe class TensorMemory : IDisposable
{
    private readonly torch.Tensor? anchor;
    private readonly (long Size, long Stride)[] outer;
    private readonly long runLength;
    private readonly long runStride;

    private TensorMemory(torch.Tensor tensor)
    {
        (Dtype, Shape, Strides, Count) = (tensor.dtype, tensor.shape, tensor.stride(), tensor.numel());
        (IsConjugated, IsNegated) = (tensor.is_conj(), tensor.is_neg());
        (outer, runLength, runStride, Repeats, IsOverlapping) = Walk(Shape, Strides);
        Stored = Count == 0 ? 0 : Count / Repeats;
        if (Count > 0)
        {
            // One entry of the same storage: .bytes of the whole refuses what is not contiguous, and more than 2 GB.
            using var detached = tensor.detach();
            anchor = detached.as_strided([1], [1], tensor.storage_offset()).DetachFromDisposeScope();
            fixed (byte* start = anchor.bytes)
            {
                Address = start;
            }
        }
    }

    /// <summary>The type of the entries.</summary>
    public torch.ScalarType Dtype { get; }

    /// <summary>The sizes.</summary>
    public long[] Shape { get; }

    /// <summary>How many entries lie between neighbours along each dimension.</summary>
    public long[] Strides { get; }

    /// <summary>Entries, repeated ones counted as often as they occur.</summary>
    public long Count { get; }

    /// <summary>How often dimensions of stride 0 repeat each entry.</summary>
    public long Repeats { get; }

    /// <summary>Entries that are walked: Count / Repeats.</summary>
    public long Stored { get; }

    /// <summary>Whether different indices can lie at one address for another reason than stride 0, as in an unfolded window.</summary>
    public bool IsOverlapping { get; }

    /// <summary>Whether what lies there is the conjugate of the entries.</summary>
    public bool IsConjugated { get; }

    /// <summary>Whether what lies there is the negative of the entries.</summary>
    public bool IsNegated { get; }

    /// <summary>Where the first entry lies; null of an empty tensor.</summary>
    public byte* Address { get; }

    /// <summary>The memory of a strided tensor on the CPU. The caller disposes it; the tensor stays the caller's.</summary>
    public static TensorMemory Of(torch.Tensor tensor) => new(tensor);

    /// <summary>Entries at offset, offset + stride, … from the first as doubles; of complex ones the modulus. The caller keeps within the storage.</summary>
    public void Gather(long offset, long stride, Span<double> to)
    {
        switch (Dtype)
        {
            case torch.ScalarType.Float32:
                Numbers((float*)Address + offset, stride, to);
                break;
            case torch.ScalarType.Float64:
                Numbers((double*)Address + offset, stride, to);
                break;
            case torch.ScalarType.Float16:
                Numbers((Half*)Address + offset, stride, to);
                break;
            case torch.ScalarType.Int8:
                Numbers((sbyte*)Address + offset, stride, to);
                break;
            case torch.ScalarType.Int16:
                Numbers((short*)Address + offset, stride, to);
                break;
            case torch.ScalarType.Int32:
                Numbers((int*)Address + offset, stride, to);
                break;
            case torch.ScalarType.Int64:
                Numbers((long*)Address + offset, stride, to);
                break;
            case torch.ScalarType.Byte or torch.ScalarType.Bool:
                Numbers(Address + offset, stride, to);
                break;
            default:
                Exotic(offset, stride, to);
                break;
        }

        for (var i = 0; IsNegated && i < to.Length; i++)
        {
            to[i] = -to[i];
        }
    }

    /// <summary>The walked entries from <paramref name="start"/> on: as they lie if they lie together, else gathered into the buffer. At least one, at most as many as the buffer holds.</summary>
    public ReadOnlySpan<T> Read<T>(long start, long end, Span<T> buffer) where T : unmanaged
    {
        var most = (int)Math.Min(buffer.Length, end - start);
        var (run, within) = Math.DivRem(start, runLength);
        if (runStride == 1 && Math.Min(runLength - within, most) is var together && (together == most || together >= 256))
        {
            return new((T*)Address + Offset(run) + within, (int)together);
        }

        var filled = 0;
        while (filled < most)
        {
            var from = (T*)Address + Offset(run) + (within * runStride);
            var n = (int)Math.Min(runLength - within, most - filled);
            for (var k = 0; k < n; k++)
            {
                buffer[filled + k] = from[k * runStride];
            }

            (run, within, filled) = (run + 1, 0, filled + n);
        }

        return buffer[..filled];
    }

    /// <summary>Gives the storage back.</summary>
    public void Dispose() => anchor?.Dispose();

    private static void Numbers<T>(T* from, long stride, Span<double> to) where T : unmanaged, INumberBase<T>
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = double.CreateTruncating(from[i * stride]);
        }
    }

    private void Exotic(long offset, long stride, Span<double> to)
    {
        for (var i = 0; i < to.Length; i++)
        {
            var at = offset + (i * stride);
            to[i] = Dtype switch
            {
                torch.ScalarType.BFloat16 => BitConverter.UInt32BitsToSingle((uint)((ushort*)Address)[at] << 16),
                torch.ScalarType.ComplexFloat32 => double.Hypot(((float*)Address)[2 * at], ((float*)Address)[(2 * at) + 1]),
                torch.ScalarType.ComplexFloat64 => double.Hypot(((double*)Address)[2 * at], ((double*)Address)[(2 * at) + 1]),
                var other => throw new NotSupportedException($"Entries of {other} cannot be read."),
            };
        }
    }

    private long Offset(long run)
    {
        var offset = 0L;
        foreach (var (size, stride) in outer)
        {
            (run, var place) = Math.DivRem(run, size);
            offset += place * stride;
        }

        return offset;
    }

    private static ((long Size, long Stride)[] Outer, long RunLength, long RunStride, long Repeats, bool IsOverlapping) Walk(long[] shape, long[] strides)
    {
        var (repeats, dimensions) = (1L, new List<(long Size, long Stride)>());
        for (var d = 0; d < shape.Length; d++)
        {
            if (shape[d] > 1 && strides[d] == 0)
            {
                repeats *= shape[d];
            }
            else if (shape[d] != 1)
            {
                dimensions.Add((shape[d], strides[d]));
            }
        }

        dimensions.Sort((a, b) => a.Stride.CompareTo(b.Stride));
        var (merged, isOverlapping, span) = (new List<(long Size, long Stride)>(), false, 0L);
        foreach (var (size, stride) in dimensions)
        {
            isOverlapping |= merged.Count > 0 && stride <= span;
            span += (size - 1) * stride;
            if (merged.Count > 0 && merged[^1] is var (innerSize, innerStride) && stride == innerSize * innerStride)
            {
                merged[^1] = (innerSize * size, innerStride);
            }
            else
            {
                merged.Add((size, stride));
            }
        }

        return merged.Count == 0 ? ([], 1, 1, repeats, false) : ([.. merged.Skip(1)], merged[0].Size, merged[0].Stride, repeats, isOverlapping);
    }
}
