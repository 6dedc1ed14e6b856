using System.Runtime.InteropServices;

namespace Adjoint.Tensors.Exchange;

/// <summary>DLPack's <c>DLManagedTensor</c>, with the <c>DLTensor</c> that it begins with (dlpack.h, ABI of version 0; the one behind capsules named "dltensor").</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DLManagedTensor
{
    /// <summary>kDLCPU, kDLCUDA and kDLCUDAHost.</summary>
    internal const int Cpu = 1, Cuda = 2, CudaHost = 3;

    /// <summary>Where the memory begins.</summary>
    internal nint Data;

    /// <summary>The kind of device.</summary>
    internal int DeviceType;

    /// <summary>Which of its kind.</summary>
    internal int DeviceId;

    /// <summary>How many dimensions.</summary>
    internal int Rank;

    /// <summary>Integer 0, unsigned 1, float 2, bfloat 4, complex 5, bool 6.</summary>
    internal byte Code;

    /// <summary>Bits of an element.</summary>
    internal byte Bits;

    /// <summary>Elements of a vector; 1.</summary>
    internal ushort Lanes;

    /// <summary>The sizes.</summary>
    internal long* Shape;

    /// <summary>The strides in elements; null means row-major.</summary>
    internal long* Strides;

    /// <summary>From <see cref="Data"/> to the first element.</summary>
    internal ulong ByteOffset;

    /// <summary>What the producer needs to release the memory.</summary>
    internal nint Context;

    /// <summary>Releases the memory and this; null means that nothing is to be done.</summary>
    internal delegate* unmanaged[Cdecl]<DLManagedTensor*, void> Deleter;
}
