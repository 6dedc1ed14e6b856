using Adjoint.Extension;
using Adjoint.Tensors.Benchmarking;
using Adjoint.Tensors.Commands;
using Adjoint.Tensors.Devices;
using Adjoint.Tensors.Loading;

namespace Adjoint.Tensors;

/// <summary>The add-on Tensors: what a host loads before the first cell that mentions a tensor.</summary>
public static class TensorsAddOn
{
    /// <summary>Its usings, commands and formatters.</summary>
    public static AddOn AddOn { get; } = new("Tensors")
    {
        Usings = ["TorchSharp", "Adjoint.Tensors", "Tensor = TorchSharp.torch.Tensor", "Device = TorchSharp.torch.Device"],
        Commands = [Prepared(AutogradCommand.Command), Prepared(BenchCommand.Command), Prepared(DeviceCommand.Command), TorchCommand.Command],
        Register = Register,
        Prepare = Prepare,
        Reword = static exception => TorchMessage.Of(exception),
        Explain = OutOfMemoryExplanation.Of,
        AfterCell = static (notebook, number) =>
        {
            if (TorchLibrary.IsLoaded)
            {
                TensorLedger.AfterCell(notebook, number);
            }
        },
        Examine = TorchDoctor.Examine,
    };

    // Its options complete, and its example runs, in a notebook that has used no tensor yet.
    private static MagicCommand Prepared(MagicCommand command) => command with
    {
        Run = async (arguments, notebook) =>
        {
            if (Prepare() is { } notice)
            {
                await Console.Error.WriteLineAsync(notice);
            }

            return await command.Run(arguments, notebook);
        },
    };

    private static void Register()
    {
        TorchLibrary.LoadWhenAsked();
        TensorFormatters.Register();
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
