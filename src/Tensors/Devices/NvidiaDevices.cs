using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;

namespace Adjoint.Tensors.Devices;

/// <summary>What NVIDIA's driver says about its GPUs, through libcuda and, for free memory, NVML. It makes no context.</summary>
/// <remarks>
/// CUDA Driver API and NVML API reference. Device attributes are CUdevice_attribute: 13 clock rate in kHz, 16 multiprocessor count, 75 and 76 compute capability.
/// The indices of NVML do not obey CUDA_VISIBLE_DEVICES, so that a device is found there by its PCI bus identifier.
/// </remarks>
internal sealed unsafe class NvidiaDevices : IDisposable
{
    private const int ClockRate = 13;
    private const int MultiprocessorCount = 16;
    private const int CapabilityMajor = 75;
    private const int CapabilityMinor = 76;

    private readonly nint library;

    private NvidiaDevices(nint library) => this.library = library;

    /// <summary>Loads the driver's library; null if there is none.</summary>
    public static NvidiaDevices? Open() => !OperatingSystem.IsMacOS() && NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out var library) ? new(library) : null;

    /// <summary>The facts of one GPU; null if the driver does not know it.</summary>
    public ComputeDevice? Describe(int index)
    {
        int device;
        if (Export("cuInit") is not (var init and not 0) || ((delegate* unmanaged<uint, int>)init)(0) != 0
            || Export("cuDeviceGet") is not (var get and not 0) || ((delegate* unmanaged<int*, int, int>)get)(&device, index) != 0)
        {
            return null;
        }

        var (total, free) = NvidiaManagement.Memory(BusIdentifier(device)) ?? (Total(device), null);
        return new(new(DeviceType.CUDA, index), Name(device) ?? "a CUDA device", total)
        {
            FreeBytes = free,
            Units = Attribute(device, MultiprocessorCount),
            ClockMegahertz = Attribute(device, ClockRate) / 1000.0,
            ComputeCapability = Attribute(device, CapabilityMajor) is { } major && Attribute(device, CapabilityMinor) is { } minor ? new(major, minor) : null,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => NativeLibrary.Free(library);

    private string? Name(int device) => Text("cuDeviceGetName", device);

    private string? BusIdentifier(int device) => Text("cuDeviceGetPCIBusId", device);

    private string? Text(string function, int device)
    {
        const int Length = 256;
        var text = stackalloc byte[Length];
        if (Export(function) is not (var get and not 0) || ((delegate* unmanaged<byte*, int, int, int>)get)(text, Length, device) != 0)
        {
            return null;
        }

        var bytes = new ReadOnlySpan<byte>(text, Length);
        return Encoding.UTF8.GetString(bytes[..Math.Max(bytes.IndexOf((byte)0), 0)]);
    }

    private long? Total(int device)
    {
        nuint bytes;
        return Export("cuDeviceTotalMem_v2") is var get and not 0 && ((delegate* unmanaged<nuint*, int, int>)get)(&bytes, device) == 0 ? (long)bytes : null;
    }

    private int? Attribute(int device, int attribute)
    {
        int value;
        return Export("cuDeviceGetAttribute") is var get and not 0 && ((delegate* unmanaged<int*, int, int, int>)get)(&value, attribute, device) == 0 ? value : null;
    }

    private nint Export(string name) => NativeLibrary.TryGetExport(library, name, out var address) ? address : 0;
}
