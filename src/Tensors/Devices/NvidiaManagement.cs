using System.Runtime.InteropServices;
using System.Text;

namespace Adjoint.Tensors.Devices;

/// <summary>NVIDIA's management library, which knows how much memory of a GPU is free without a context on it.</summary>
internal static unsafe class NvidiaManagement
{
    private static string LibraryName => OperatingSystem.IsWindows() ? "nvml.dll" : "libnvidia-ml.so.1";

    /// <summary>The bytes of memory in all and free on the GPU with a PCI bus identifier; null if the library is not there or does not say.</summary>
    public static (long? Total, long? Free)? Memory(string? busIdentifier)
    {
        if (busIdentifier is null || !NativeLibrary.TryLoad(LibraryName, out var library))
        {
            return null;
        }

        try
        {
            return Memory(library, Encoding.UTF8.GetBytes(busIdentifier + '\0'));
        }
        finally
        {
            NativeLibrary.Free(library);
        }
    }

    private static (long? Total, long? Free)? Memory(nint library, byte[] busIdentifier)
    {
        if (!NativeLibrary.TryGetExport(library, "nvmlInit_v2", out var init)
            || !NativeLibrary.TryGetExport(library, "nvmlShutdown", out var shutdown)
            || !NativeLibrary.TryGetExport(library, "nvmlDeviceGetHandleByPciBusId_v2", out var find)
            || !NativeLibrary.TryGetExport(library, "nvmlDeviceGetMemoryInfo", out var ask)
            || ((delegate* unmanaged<int>)init)() != 0)
        {
            return null;
        }

        try
        {
            fixed (byte* identifier = busIdentifier)
            {
                nint device;
                var memory = stackalloc ulong[3]; // total, free, used
                return ((delegate* unmanaged<byte*, nint*, int>)find)(identifier, &device) == 0
                    && ((delegate* unmanaged<nint, ulong*, int>)ask)(device, memory) == 0
                    ? ((long)memory[0], (long)memory[1])
                    : null;
            }
        }
        finally
        {
            _ = ((delegate* unmanaged<int>)shutdown)();
        }
    }
}
