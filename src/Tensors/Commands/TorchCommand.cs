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
            new("collect", "With leaks: runs the garbage collector first, and says how many tensors it gave back.", new ParameterType.Flag()),
        ],
        Main = new("what", "doctor: what is there and what is missing; memory: which variables hold how much; leaks: which cells made the tensors that are still alive.", new ParameterType.Choice(["doctor", "memory", "leaks"])) { Default = "doctor" },
        Run = static (arguments, notebook) =>
        {
            var what = arguments.Main.Trim() is { Length: > 0 } given ? given : "doctor";
            if (what is not ("doctor" or "memory" or "leaks"))
            {
                throw arguments.Mistake($"#!torch takes doctor, memory or leaks, not {what}.", 0);
            }

            if (what != "doctor")
            {
                return Task.FromResult<object?>(Holding(what, arguments.Flag("collect"), notebook));
            }

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

    private static object Holding(string what, bool collect, INotebook notebook)
    {
        try
        {
            TorchLibrary.Load();
        }
        catch (TorchUnavailableException fault)
        {
            throw new CommandException(fault.Message);
        }

        return what == "memory" ? MemoryReport.Of(notebook) : LeakReport.Of(notebook, collect);
    }
}
