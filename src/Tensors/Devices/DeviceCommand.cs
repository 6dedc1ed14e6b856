using Adjoint.Extension;
using TorchSharp;

namespace Adjoint.Tensors.Devices;

/// <summary><c>#!device</c>.</summary>
internal static class DeviceCommand
{
    public static MagicCommand Command { get; } = new(
        "device", "Shows the devices for tensors and why CUDA is not used, or chooses where the notebook makes new tensors.", "#!device cpu")
    {
        Main = new("device", "Where new tensors are made from now on: cpu, cuda:0, best.", new ParameterType.Text("a device such as cpu or cuda:0, or best"))
        {
            Completions = static _ => DeviceList.Here()
                .Select(d => new CommandCompletion.Item(d.Device.ToString(), d.Name))
                .Append(new("best", "CUDA if it can be used, else MPS, else the CPU")),
        },
        Run = static (arguments, _) =>
        {
            UsingFormatters.Register();
            if (arguments.Main.Trim() is { Length: > 0 } asked)
            {
                Choose(arguments, asked);
            }

            return Task.FromResult<object?>(DeviceList.Here());
        },
    };

    private static void Choose(Arguments arguments, string asked)
    {
        try
        {
            var device = asked.Equals("best", StringComparison.OrdinalIgnoreCase) ? torch.Device.Best : DeviceList.Here().Find(asked);
            DeviceChoice.Choose(device);
            torch.set_default_device(device);
        }
        catch (ArgumentException mistake)
        {
            throw arguments.Mistake(mistake.Message, 0);
        }
    }
}
