using Adjoint.Tensors.Loading;
using TorchSharp;

namespace Adjoint.Tensors.Devices;

/// <summary>Finds out which devices are here. Nothing it asks makes a CUDA context or allocates on a device.</summary>
internal static class DeviceCensus
{
    /// <summary>The devices, accelerators first in the order of their indices, and the processor last.</summary>
    public static DeviceList Take(torch.Device current)
    {
        var devices = new List<ComputeDevice>();
        var count = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        using var driver = NvidiaDevices.Open();
        for (var i = 0; i < count; i++)
        {
            devices.Add(driver?.Describe(i) ?? new ComputeDevice(new(DeviceType.CUDA, i), "a CUDA device", null));
        }

        if (torch.mps_is_available())
        {
            devices.Add(new(new(DeviceType.MPS, 0), $"the GPU of {Processor.Name}", Processor.MemoryBytes));
        }

        devices.Add(new(torch.CPU, Processor.Name, Processor.MemoryBytes)
        {
            FreeBytes = Processor.FreeBytes,
            Units = Environment.ProcessorCount,
            Threads = torch.get_num_threads(),
            Simd = Processor.Simd,
        });
        return new(devices, current, count > 0 ? null : Remark(CudaDriver.OfMachine()));
    }

    /// <summary>The device's facts now; null for a device that is not here.</summary>
    public static ComputeDevice? Of(torch.Device device) => Take(device).FirstOrDefault(d => DeviceList.Same(d.Device, device));

    // Torch does not use CUDA: the first thing that is missing.
    private static string Remark(CudaDriver driver) => !driver.IsThere
        ? $"CUDA is not used: {driver.Absence}{(Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES") is { } visible ? $"; CUDA_VISIBLE_DEVICES is \"{visible}\"" : string.Empty)}."
        : $"CUDA is not used: {driver.Description}, is here, but the libtorch that is loaded {(LoadedLibrary("torch_cuda") ? "cannot use it" : "is one without CUDA")}; #!torch doctor says more.";

    private static bool LoadedLibrary(string name)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.Modules.Cast<System.Diagnostics.ProcessModule>().Any(m => m.ModuleName.Contains(name, StringComparison.OrdinalIgnoreCase));
    }
}
