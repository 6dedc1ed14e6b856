using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Adjoint.Tensors.Memory;

/// <summary>Where a tensor's data is and how much there is of it, without a conversion or a copy.</summary>
/// <remarks>
/// TorchSharp's public <c>Storage&lt;T&gt;</c> converts the tensor to T first, and knows no half precision, so its own native functions are called. They crash the process on a tensor without
/// storage: sparse ones are asked for their parts instead.
/// </remarks>
internal static class TensorStorage
{
    private static readonly Func<nint, ulong>? Size = Native<Func<nint, ulong>>("THSStorage_nbytes");
    private static readonly Func<nint, nint>? Start = Native<Func<nint, nint>>("THSStorage_data_ptr");

    /// <summary>The address of the storage, 0 where it has none, and its bytes. The tensor is valid.</summary>
    public static (nint Address, long Bytes) Of(torch.Tensor tensor)
    {
        if (tensor.is_sparse)
        {
            return (0, Sparse(tensor));
        }

        var own = tensor.numel() * tensor.element_size();
        if (Size is null || Start is null || tensor.is_meta)
        {
            return (0, tensor.is_meta ? 0 : own);
        }

        var (address, bytes) = (Start(tensor.Handle), (long)Size(tensor.Handle));
        GC.KeepAlive(tensor);
        return (address, bytes);
    }

    private static long Sparse(torch.Tensor tensor)
    {
        try
        {
            using var indices = tensor.SparseIndices;
            using var values = tensor.SparseValues;
            return (indices.numel() * indices.element_size()) + (values.numel() * values.element_size());
        }
        catch (ExternalException)
        {
            // Not coalesced: libtorch does not hand out its parts.
            return 0;
        }
    }

    private static T? Native<T>(string name) where T : Delegate =>
        typeof(torch).Assembly.GetType("TorchSharp.PInvoke.NativeMethods")?.GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)?.CreateDelegate<T>();
}
