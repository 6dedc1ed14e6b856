using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Adjoint.Tensors.Loading;

/// <summary>NVIDIA's driver, asked through its own library and without CUDA's runtime.</summary>
/// <param name="Version">The CUDA version that the driver supports, such as 12.8; null without a driver.</param>
/// <param name="Devices">The names of the GPUs.</param>
/// <param name="Absence">Why there is no driver, in a few words.</param>
internal sealed record CudaDriver(string? Version, IReadOnlyList<string> Devices, string Absence)
{
    private const string ProcFile = "/proc/driver/nvidia/version";

    /// <summary>Whether the driver answers and has a device.</summary>
    public bool IsThere => Version is not null && Devices.Count > 0;

    /// <summary>What there is, for a reader.</summary>
    public string Description => $"{string.Join(", ", Devices)}, driver for CUDA {Version}";

    /// <summary>That of this machine.</summary>
    public static unsafe CudaDriver OfMachine()
    {
        if (OperatingSystem.IsMacOS())
        {
            return new(null, [], OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "Apple's GPU is reached as the device mps" : "no NVIDIA driver");
        }

        if (!NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out var library))
        {
            return new(null, [], File.Exists(ProcFile) ? "the kernel has NVIDIA's driver, but its library libcuda.so.1 is not here (a container without the GPU?)" : "no NVIDIA driver");
        }

        if (!NativeLibrary.TryGetExport(library, "cuInit", out var start)
            || !NativeLibrary.TryGetExport(library, "cuDriverGetVersion", out var version)
            || !NativeLibrary.TryGetExport(library, "cuDeviceGetCount", out var count)
            || !NativeLibrary.TryGetExport(library, "cuDeviceGetName", out var name))
        {
            return new(null, [], "NVIDIA's driver library lacks its functions");
        }

        var code = ((delegate* unmanaged<uint, int>)start)(0);
        if (code != 0)
        {
            return new(null, [], string.Create(CultureInfo.InvariantCulture, $"NVIDIA's driver library is here, but finds no usable device (CUDA error {code})"));
        }

        int number, devices;
        _ = ((delegate* unmanaged<int*, int>)version)(&number);
        _ = ((delegate* unmanaged<int*, int>)count)(&devices);
        var names = new List<string>();
        var buffer = stackalloc byte[256];
        for (var i = 0; i < devices; i++)
        {
            if (((delegate* unmanaged<byte*, int, int, int>)name)(buffer, 256, i) == 0)
            {
                names.Add(Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer)));
            }
        }

        return new(string.Create(CultureInfo.InvariantCulture, $"{number / 1000}.{number % 1000 / 10}"), names, devices == 0 ? "NVIDIA's driver has no device" : string.Empty);
    }
}
