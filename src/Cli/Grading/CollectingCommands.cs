using Adjoint.Extension;

namespace Adjoint.Cli.Grading;

/// <summary>The standard commands, where those of exercises only say what was called: for reading a notebook without running it.</summary>
/// <param name="shown">Takes the id of an exercise that is shown, if the call names one.</param>
/// <param name="answered">Takes the id that an answer names, if any, and the answer.</param>
internal sealed class CollectingCommands(Action<string?> shown, Action<string?, string> answered)
{
    /// <summary>The commands.</summary>
    public CommandSet Set { get; } = CommandSet.Empty.With(CommandSet.Standard.Commands.Select(command => command.Name switch
    {
        "exercise" => command with { Run = (arguments, _) => Took(() => shown(string.IsNullOrWhiteSpace(arguments.Main) ? null : arguments.Main.Trim())) },
        "answer" => command with { Run = (arguments, _) => Took(() => answered(arguments.Text("exercise"), arguments.Main)) },
        _ => command,
    }));

    private static Task<object?> Took(Action take)
    {
        take();
        return Task.FromResult<object?>(null);
    }
}
