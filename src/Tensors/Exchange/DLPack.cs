using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Adjoint.Tensors.Exchange;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Tensors shared with other libraries of the process through DLPack, by a pointer to a <c>DLManagedTensor</c>.</summary>
/// <remarks>
/// Exported are dense tensors on the CPU and on CUDA devices, with any strides. Imported are those in the CPU's memory, also pinned by CUDA; TorchSharp has no way
/// to make a tensor over memory of a GPU that is not its own, so those are refused. The pointer is the one that Python's capsules named "dltensor" hold;
/// the versioned form ("dltensor_versioned", DLPack 1.0) is not read.
/// </remarks>
public static unsafe class DLPack
{
    /// <summary>A pointer to a <c>DLManagedTensor</c> that shares the tensor's memory and keeps it alive until its deleter is called, by a consumer or by <see cref="Release"/>.</summary>
    /// <remarks>The tensor itself may be disposed before. Work on a GPU must be finished before another library reads: <c>torch.cuda.synchronize()</c>.</remarks>
    /// <exception cref="UnsuitableTensorException">The tensor is sparse, quantised, without values, on another kind of device, requires a gradient, or is a conjugated view.</exception>
    public static nint ToDLPack(this torch.Tensor tensor)
    {
        const string Operation = "ToDLPack";
        SharedMemory.RequireDense(Operation, tensor);
        RequireExportable(Operation, tensor);
        var rank = (int)tensor.ndim;
        var (code, bits) = CodeOf(tensor.dtype);
        var shared = tensor.alias();
        shared.DetachFromDisposeScope();
        var block = (DLManagedTensor*)NativeMemory.AllocZeroed((nuint)(sizeof(DLManagedTensor) + (2 * rank * sizeof(long))));
        var sizes = (long*)(block + 1);
        shared.shape.CopyTo(new Span<long>(sizes, rank));
        shared.stride().CopyTo(new Span<long>(sizes + rank, rank));
        *block = new DLManagedTensor
        {
            Data = shared.numel() == 0 ? 0 : SharedMemory.Address(shared),
            DeviceType = shared.device_type == DeviceType.CPU ? DLManagedTensor.Cpu : DLManagedTensor.Cuda,
            DeviceId = shared.device_type == DeviceType.CPU ? 0 : shared.device_index,
            Rank = rank,
            Code = code,
            Bits = bits,
            Lanes = 1,
            Shape = sizes,
            Strides = sizes + rank,
            Context = GCHandle.ToIntPtr(GCHandle.Alloc(shared)),
            Deleter = &Delete,
        };
        return (nint)block;
    }

    /// <summary>A tensor over the memory that the pointer describes, which it shares; when the last tensor over it is gone, the producer's deleter is called. The caller disposes the tensor.</summary>
    /// <remarks>The pointer is used up: neither release nor import it again. Where this throws, it still belongs to the caller.</remarks>
    /// <exception cref="DLPackException">The memory is not the CPU's, or the elements, sizes or strides are none of a tensor; the message says which.</exception>
    public static torch.Tensor FromDLPack(nint pointer)
    {
        if (pointer == 0)
        {
            throw new DLPackException("the pointer is null");
        }

        var managed = (DLManagedTensor*)pointer;
        var dtype = DtypeOf(managed);
        var (shape, strides, extent) = LayoutOf(managed);
        if (extent == 0)
        {
            var empty = torch.empty(shape, dtype);
            Release(pointer);
            return empty;
        }

        var first = managed->Data + (nint)managed->ByteOffset;
        if (first % (managed->Bits / 8) != 0)
        {
            throw new DLPackException(string.Create(CultureInfo.InvariantCulture, $"its elements do not lie at multiples of their {managed->Bits / 8} bytes, as libtorch needs"));
        }

        using var whole = SharedMemory.Over(first, dtype, [extent], () => Release(pointer));
        return whole.as_strided(shape, strides);
    }

    /// <summary>Calls the deleter of a <c>DLManagedTensor</c> that nobody imported.</summary>
    public static void Release(nint pointer)
    {
        var managed = (DLManagedTensor*)pointer;
        if (managed != null && managed->Deleter != null)
        {
            managed->Deleter(managed);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(DLManagedTensor* block)
    {
        var handle = GCHandle.FromIntPtr(block->Context);
        ((torch.Tensor)handle.Target!).Dispose();
        handle.Free();
        NativeMemory.Free(block);
    }

    private static void RequireExportable(string operation, torch.Tensor tensor)
    {
        if (tensor.device_type is not (DeviceType.CPU or DeviceType.CUDA))
        {
            throw new UnsuitableTensorException(operation, "a tensor on the CPU or a CUDA device", tensor);
        }

        if (tensor.requires_grad)
        {
            throw new UnsuitableTensorException(operation, "a tensor that requires no gradient, which would not follow (detach() shares the memory)", tensor);
        }

        if (SharedMemory.IsConjugated(tensor))
        {
            throw new UnsuitableTensorException(operation, "a tensor whose memory holds its values, not their conjugates (clone() of it has one)", tensor);
        }
    }

    private static (byte Code, byte Bits) CodeOf(torch.ScalarType dtype) => dtype switch
    {
        torch.ScalarType.Int8 => (0, 8),
        torch.ScalarType.Int16 => (0, 16),
        torch.ScalarType.Int32 => (0, 32),
        torch.ScalarType.Int64 => (0, 64),
        torch.ScalarType.Byte => (1, 8),
        torch.ScalarType.Float16 => (2, 16),
        torch.ScalarType.Float32 => (2, 32),
        torch.ScalarType.Float64 => (2, 64),
        torch.ScalarType.BFloat16 => (4, 16),
        torch.ScalarType.ComplexFloat32 => (5, 64),
        torch.ScalarType.ComplexFloat64 => (5, 128),
        torch.ScalarType.Bool => (6, 8),
        _ => throw new NotSupportedException($"DLPack has no elements of type {EntryType.NameOf(dtype)}."),
    };

    private static torch.ScalarType DtypeOf(DLManagedTensor* managed)
    {
        if (managed->Lanes != 1)
        {
            throw new DLPackException(string.Create(CultureInfo.InvariantCulture, $"its elements are vectors of {managed->Lanes}"));
        }

        return (managed->Code, managed->Bits) switch
        {
            (0, 8) => torch.ScalarType.Int8,
            (0, 16) => torch.ScalarType.Int16,
            (0, 32) => torch.ScalarType.Int32,
            (0, 64) => torch.ScalarType.Int64,
            (1, 8) => torch.ScalarType.Byte,
            (2, 16) => torch.ScalarType.Float16,
            (2, 32) => torch.ScalarType.Float32,
            (2, 64) => torch.ScalarType.Float64,
            (4, 16) => torch.ScalarType.BFloat16,
            (5, 64) => torch.ScalarType.ComplexFloat32,
            (5, 128) => torch.ScalarType.ComplexFloat64,
            (6, 8) => torch.ScalarType.Bool,
            var (code, bits) => throw new DLPackException(string.Create(CultureInfo.InvariantCulture, $"its elements, of code {code} with {bits} bits, are none of a tensor's")),
        };
    }

    // The sizes, the strides, and how many elements lie between the first and the last.
    private static (long[] Shape, long[] Strides, long Extent) LayoutOf(DLManagedTensor* managed)
    {
        if (managed->DeviceType is not (DLManagedTensor.Cpu or DLManagedTensor.CudaHost))
        {
            throw new DLPackException(string.Create(
                CultureInfo.InvariantCulture, $"its memory is on a device of kind {managed->DeviceType}{(managed->DeviceType == DLManagedTensor.Cuda ? " (CUDA)" : string.Empty)}; copy it to the CPU in the library that it comes from"));
        }

        var rank = managed->Rank;
        if (rank is < 0 or > ElementCount.MaximumRank || (rank > 0 && managed->Shape == null))
        {
            throw new DLPackException(string.Create(CultureInfo.InvariantCulture, $"it has {rank} dimensions{(rank > 0 && managed->Shape == null ? " and no sizes" : string.Empty)}"));
        }

        var shape = new ReadOnlySpan<long>(managed->Shape, rank).ToArray();
        var size = managed->Bits / 8;
        if (!ElementCount.TryOf(shape, size, out var count))
        {
            throw new DLPackException($"its shape {TensorName.Of(shape)} is none");
        }

        var strides = managed->Strides == null ? RowMajor(shape) : new ReadOnlySpan<long>(managed->Strides, rank).ToArray();
        var extent = Int128.One;
        for (var i = 0; i < rank && count > 0; i++)
        {
            extent += (Int128)(shape[i] - 1) * strides[i];
            if (strides[i] < 0 || extent > long.MaxValue / size)
            {
                throw new DLPackException($"its strides {TensorName.Of(strides)} are negative or too large");
            }
        }

        if (count > 0 && managed->Data == 0)
        {
            throw new DLPackException("its memory is null");
        }

        return (shape, strides, count == 0 ? 0 : (long)extent);
    }

    private static long[] RowMajor(long[] shape)
    {
        var strides = new long[shape.Length];
        long stride = 1;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= Math.Max(shape[i], 1);
        }

        return strides;
    }
}
