using Adjoint.Extension;
using Adjoint.Tensors.Loading;

namespace Adjoint.Tensors.Commands;

/// <summary><c>#!torch</c>.</summary>
internal static class TorchCommand
{
    public static MagicCommand Command { get; } = new("torch", "Says what TorchSharp needs and finds, and what tensors hold.", "#!torch doctor")
    {
        Options =
        [
            new("fix", "Mends what can be mended: fetches a missing or damaged package, allows the repair of TorchSharp's native library.", new ParameterType.Flag()),
            new("no-fix", "Refuses the repaired copy of TorchSharp's native library, for this user, until --fix.", new ParameterType.Flag()),
        ],
        Main = new("what", "doctor: what is there and what is missing.", new ParameterType.Choice(["doctor"])) { Default = "doctor" },
        Run = static (arguments, _) =>
        {
            if (arguments.Flag("no-fix"))
            {
                if (arguments.Flag("fix"))
                {
                    throw new CommandException("#!torch: --fix allows the repair and --no-fix refuses it: give one of the two.");
                }

                LibStdCxxRepair.OfUser.IsRefused = true;
            }

            return Task.FromResult<object?>(new DoctorReport(TorchDoctor.Examine(arguments.Flag("fix"))));
        },
    };
}
