using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;

namespace Adjoint.Tensors.Devices;

/// <summary>What NVIDIA's driver says about its GPUs, through libcuda and, for free memory, NVML. It makes no context.</summary>
/// <remarks>
/// CUDA Driver API and NVML API reference. Device attributes are CUdevice_attribute: 13 clock rate in kHz, 16 multiprocessor count, 75 and 76 compute capability.
/// The indices of NVML do not obey CUDA_VISIBLE_DEVICES, so that a device is found there by its PCI bus identifier.
/// </remarks>
internal sealed unsafe class CudaDriver : IDisposable
{
    private const int ClockRate = 13;
    private const int MultiprocessorCount = 16;
    private const int CapabilityMajor = 75;
    private const int CapabilityMinor = 76;

    private readonly nint library;

    private CudaDriver(nint library)
    {
        this.library = library;
        if (Export("cuInit") is var init && init == 0)
        {
            Fault = "it has no cuInit";
            return;
        }

        var result = ((delegate* unmanaged<uint, int>)init)(0);
        if (result != 0)
        {
            Fault = string.Create(CultureInfo.InvariantCulture, $"cuInit returned {result}{Meaning(result)}");
            return;
        }

        int number;
        if (Export("cuDriverGetVersion") is var version and not 0 && ((delegate* unmanaged<int*, int>)version)(&number) == 0)
        {
            Version = new Version(number / 1000, number % 1000 / 10);
        }

        if (Export("cuDeviceGetCount") is var count and not 0 && ((delegate* unmanaged<int*, int>)count)(&number) == 0)
        {
            Count = number;
        }
    }

    /// <summary>The file name of the driver's library.</summary>
    public static string LibraryName => OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    /// <summary>The newest CUDA that the driver can run; null if it does not say.</summary>
    public Version? Version { get; }

    /// <summary>The number of GPUs that this process may use.</summary>
    public int Count { get; }

    /// <summary>Why the driver could not be initialised; null if it was.</summary>
    public string? Fault { get; }

    /// <summary>Loads the driver's library; null if there is none.</summary>
    public static CudaDriver? Open() => !OperatingSystem.IsMacOS() && NativeLibrary.TryLoad(LibraryName, out var library) ? new(library) : null;

    /// <summary>The facts of one GPU; null if the driver does not know it.</summary>
    public ComputeDevice? Describe(int index)
    {
        int device;
        if (Fault is not null || Export("cuDeviceGet") is not (var get and not 0) || ((delegate* unmanaged<int*, int, int>)get)(&device, index) != 0)
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

    private static string Meaning(int result) => result switch
    {
        100 => ", no device",
        802 => ", the system is not ready",
        803 => ", the driver and its kernel module have different versions",
        804 => ", the driver is too old for its forward compatibility package",
        999 => ", unknown error: often a restart, or loading the kernel module nvidia_uvm, helps",
        _ => string.Empty,
    };

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
