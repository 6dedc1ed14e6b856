using System.Runtime.InteropServices;
using TorchSharp;

namespace Adjoint.Tensors.Exchange;

/// <summary>Tensors over memory that is already there, and the memory of tensors.</summary>
/// <remarks>
/// TorchSharp shares managed arrays of the types that it knows (<c>torch.from_array</c>), but neither complex pairs of singles nor native memory,
/// and it gives no address; so the same two entry points of its native library are called here directly. A lease holds what the memory belongs to
/// until libtorch frees the last tensor over it, views included, from whichever thread.
/// </remarks>
internal static unsafe partial class SharedMemory
{
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Deleter(nint memory);

    /// <summary>A tensor over the array: what is written through one is read through the other; for complex128 one with a copy of it. The caller disposes it.</summary>
    /// <remarks>
    /// The array is pinned while a tensor over it lives. An empty array has nothing to share. Libtorch moves complex128 elements with instructions that end the
    /// process where they do not lie at multiples of 16 bytes, and .NET's arrays begin at multiples of 8.
    /// </remarks>
    internal static torch.Tensor Over(Array array, torch.ScalarType dtype, ReadOnlySpan<long> shape)
    {
        if (array.LongLength == 0 || dtype == torch.ScalarType.ComplexFloat64)
        {
            var apart = torch.empty(shape.ToArray(), dtype, torch.CPU);
            MoveBytes(array, apart, toTensor: true);
            return apart;
        }

        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        return Over(pin.AddrOfPinnedObject(), dtype, shape, pin.Free);
    }

    /// <summary>A tensor over m·n… elements at an address of the CPU's memory; <paramref name="release"/> is called once, when the last tensor over it is gone, or before this throws.</summary>
    internal static torch.Tensor Over(nint address, torch.ScalarType dtype, ReadOnlySpan<long> shape, Action release)
    {
        // TorchSharp finds its native library when it is first used, and the entry points below with it.
        torch.InitializeDeviceType(DeviceType.CPU);
        var keep = default(GCHandle);
        Deleter deleter = _ =>
        {
            release();
            keep.Free();
        };
        keep = GCHandle.Alloc(deleter);
        fixed (long* sizes = shape)
        {
            var handle = THSTensor_new(
                address, Marshal.GetFunctionPointerForDelegate(deleter), (nint)sizes, shape.Length, (sbyte)dtype, (sbyte)dtype, (int)DeviceType.CPU, -1, 0);
            if (handle == 0)
            {
                deleter(address);
                torch.CheckForErrors();
            }

            return torch.Tensor.UnsafeCreateTensor(handle);
        }
    }

    /// <summary>Copies the tensor's values into the array, converted to <paramref name="dtype"/>, the type of the array's elements.</summary>
    internal static void CopyInto(Array array, torch.ScalarType dtype, ReadOnlySpan<long> shape, torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        if (dtype == torch.ScalarType.ComplexFloat64)
        {
            MoveBytes(array, Readable(tensor.to(dtype)), toTensor: false);
        }
        else if (array.LongLength > 0)
        {
            Over(array, dtype, shape).copy_(tensor);
        }
    }

    /// <summary>Whether the memory holds the conjugates of the values.</summary>
    /// <remarks>TorchSharp does not say; libtorch refuses to view such a tensor as pairs of real numbers.</remarks>
    internal static bool IsConjugated(torch.Tensor tensor)
    {
        if (!tensor.is_complex())
        {
            return false;
        }

        try
        {
            tensor.view_as_real().Dispose();
            return false;
        }
        catch (ExternalException)
        {
            return true;
        }
    }

    /// <summary>The tensor, or where its complex128 elements do not lie at multiples of 16 bytes a copy of it; the copy belongs to the current scope.</summary>
    /// <remarks>TorchSharp makes such tensors from arrays of complex numbers (see <see cref="Over(Array, torch.ScalarType, ReadOnlySpan{long})"/>). Gradients flow through the copy.</remarks>
    internal static torch.Tensor Aligned(torch.Tensor tensor)
    {
        if (tensor.dtype != torch.ScalarType.ComplexFloat64 || tensor.device_type != DeviceType.CPU || tensor.numel() == 0 || Address(tensor) % 16 == 0)
        {
            return tensor;
        }

        return IsConjugated(tensor) ? tensor.conj().view_as_real().clone().view_as_complex().conj() : tensor.view_as_real().clone().view_as_complex();
    }

    /// <summary>The address of the first element, on whichever device.</summary>
    internal static nint Address(torch.Tensor tensor)
    {
        var address = THSTensor_data(tensor.Handle);
        if (address == 0)
        {
            torch.CheckForErrors();
        }

        return address;
    }

    /// <summary>The bytes from <paramref name="offset"/> on of a contiguous tensor on the CPU, at most <paramref name="length"/> and at most 64 MiB.</summary>
    internal static Span<byte> Chunk(torch.Tensor tensor, long offset, long length) =>
        new((byte*)Address(tensor) + offset, (int)Math.Min(length, 1 << 26));

    /// <summary>
    /// A contiguous tensor on the CPU with the same values, whose memory can be read as it stands: the tensor itself under a new name, or a copy.
    /// The caller disposes it.
    /// </summary>
    /// <remarks>
    /// A conjugated view is contiguous though its memory holds the conjugates, and the imaginary part of one has a sign that its memory lacks; TorchSharp
    /// says of neither. Only complex tensors and strided ones (or those of one element, whose stride says nothing) can be such, and those are copied.
    /// </remarks>
    internal static torch.Tensor Readable(torch.Tensor tensor)
    {
        using var noGradient = torch.no_grad();
        if (tensor.device_type == DeviceType.CPU && tensor.is_contiguous() && !tensor.is_complex() && tensor.numel() > 1)
        {
            return tensor.alias();
        }

        using var scope = torch.NewDisposeScope();
        return torch.empty(tensor.shape, tensor.dtype, torch.CPU).copy_(Aligned(tensor)).MoveToOuterDisposeScope();
    }

    /// <summary>Refuses what has no memory of its own to read: disposed, meta, sparse and quantised tensors.</summary>
    internal static void RequireDense(string operation, torch.Tensor tensor)
    {
        RequireAlive(operation, tensor);
        if (tensor.is_sparse)
        {
            throw new UnsuitableTensorException(operation, "a dense tensor (to_dense() makes one)", tensor);
        }

        if (torch.is_quantized(tensor.dtype))
        {
            throw new UnsuitableTensorException(operation, "a tensor that is not quantised (dequantize() makes one)", tensor);
        }
    }

    /// <summary>Refuses disposed and meta tensors.</summary>
    internal static void RequireAlive(string operation, torch.Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.IsInvalid)
        {
            throw new UnsuitableTensorException(operation, "a tensor", tensor);
        }

        if (tensor.device_type == DeviceType.META)
        {
            throw new UnsuitableTensorException(operation, "a tensor with values", tensor);
        }
    }

    private static void MoveBytes(Array array, torch.Tensor tensor, bool toTensor)
    {
        var size = tensor.numel() * tensor.element_size();
        if (size == 0)
        {
            return;
        }

        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        try
        {
            var (from, to) = toTensor ? (pin.AddrOfPinnedObject(), Address(tensor)) : (Address(tensor), pin.AddrOfPinnedObject());
            Buffer.MemoryCopy((void*)from, (void*)to, size, size);
        }
        finally
        {
            pin.Free();
        }
    }

    [LibraryImport("LibTorchSharp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [UnmanagedCallConv(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static partial nint THSTensor_new(
        nint data, nint deleter, nint sizes, int dimensions, sbyte type, sbyte dtype, int deviceType, int deviceIndex, byte requiresGradient);

    [LibraryImport("LibTorchSharp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [UnmanagedCallConv(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static partial nint THSTensor_data(nint tensor);
}
