using System.Runtime.CompilerServices;
using Adjoint.Formatters;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Which device to compute on: <c>Device.Best</c>, <c>Device.Current</c> and <c>using var on = Device.Use("cuda:0");</c>.</summary>
public static class DeviceChoice
{
    // A notebook is known by what it settled about its display, which the host sets around each of its cells.
    private static readonly ConditionalWeakTable<NotebookDisplay, torch.Device> Chosen = [];

    extension(torch.Device)
    {
        /// <summary>The first CUDA device, else Apple's MPS, else the CPU.</summary>
        public static torch.Device Best => torch.cuda.is_available() && torch.cuda.device_count() > 0 ? new(DeviceType.CUDA, 0)
            : torch.mps_is_available() ? new(DeviceType.MPS, 0)
            : torch.CPU;

        /// <summary>Where the running cell's notebook makes new tensors: what <c>#!device</c> or <see cref="Use(torch.Device)"/> chose, else TorchSharp's default.</summary>
        public static torch.Device Current => Chosen.TryGetValue(NotebookDisplay.Current, out var device) ? device : torch.get_default_device();

        /// <summary>The devices that are here, with what they are.</summary>
        public static DeviceList All => DeviceList.Here();

        /// <summary>
        /// Chooses a device until the result is disposed: <see cref="get_Current"/> says so, and <c>torch.rand(3, 3)</c> and its like make tensors there
        /// (<c>torch.set_default_device</c>, which is the process's). Existing tensors stay where they are.
        /// </summary>
        /// <returns>Dispose it, innermost first, to choose again what was chosen before.</returns>
        /// <exception cref="ArgumentException">The device is not here; the message names those that are.</exception>
        public static DeviceUse Use(torch.Device device) => new(device);

        /// <inheritdoc cref="Use(torch.Device)"/>
        public static DeviceUse Use(string device) => new(DeviceList.Here().Find(device));
    }

    /// <summary>What the notebook chose; null for nothing.</summary>
    internal static torch.Device? ChosenHere => Chosen.TryGetValue(NotebookDisplay.Current, out var device) ? device : null;

    /// <summary>Chooses for the running cell's notebook; null takes the choice back.</summary>
    internal static void Choose(torch.Device? device)
    {
        if (device is null)
        {
            Chosen.Remove(NotebookDisplay.Current);
        }
        else
        {
            Chosen.AddOrUpdate(NotebookDisplay.Current, device);
        }
    }
}
