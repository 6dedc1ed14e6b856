using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>A device in use from its making until it is disposed: <c>using var on = Device.Use("cuda:0");</c>.</summary>
public sealed class DeviceUse : IDisposable
{
    private readonly torch.Device? chosenBefore = DeviceChoice.ChosenHere;
    private readonly torch.Device defaultBefore = torch.get_default_device();
    private bool ended;

    internal DeviceUse(torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        Device = DeviceList.Here().Find(device.ToString());
        DeviceChoice.Choose(Device);
        torch.set_default_device(Device);
    }

    /// <summary>The device.</summary>
    public torch.Device Device { get; }

    /// <summary>Chooses again what was chosen before. Tensors that were made meanwhile stay where they are.</summary>
    public void Dispose()
    {
        if (!ended)
        {
            ended = true;
            DeviceChoice.Choose(chosenBefore);
            torch.set_default_device(defaultBefore);
        }
    }
}
