using Adjoint.Extension;
using Adjoint.Tensors.Benchmarking;
using Adjoint.Tensors.Commands;
using Adjoint.Tensors.Devices;
using Adjoint.Tensors.Loading;
using Adjoint.Tensors.Modules;

namespace Adjoint.Tensors;

/// <summary>The add-on Tensors: what a host loads before the first cell that mentions a tensor.</summary>
public static class TensorsAddOn
{
    /// <summary>Its usings, commands and formatters.</summary>
    public static AddOn AddOn { get; } = new("Tensors")
    {
        Usings = ["TorchSharp", "Adjoint.Tensors", "Tensor = TorchSharp.torch.Tensor", "Device = TorchSharp.torch.Device"],
        Commands = [AutogradCommand.Command, BenchCommand.Command, DeviceCommand.Command, TorchCommand.Command],
        Register = Register,
        Prepare = Prepare,
        Reword = static exception => TorchMessage.Of(exception),
        Explain = OutOfMemoryExplanation.Of,
        AfterCell = TensorLedger.AfterCell,
        Examine = TorchDoctor.Examine,
    };

    private static void Register()
    {
        TensorFormatters.Register();
        UsingFormatters.Register();
        ModuleFormatters.Register();
    }

    private static string? Prepare()
    {
        try
        {
            return TorchLibrary.Load();
        }
        catch (TorchUnavailableException fault)
        {
            throw new CommandException(fault.Message);
        }
    }
}
