using Adjoint.Extension;

namespace Adjoint.Cli.Grading;

/// <summary>The commands of exercises where there is no course: they only say what was called.</summary>
/// <param name="shown">Takes the id of an exercise that is shown.</param>
/// <param name="answered">Takes the id that an answer names, if any, and the answer.</param>
internal sealed class CollectingCommands(Action<string> shown, Action<string?, string> answered)
{
    private static readonly string[] Others = ["hint", "lesson", "progress", "solution"];

    /// <summary>The standard commands, those of exercises replaced.</summary>
    public CommandSet Set { get; } = CommandSet.Empty.With(
        CommandSet.Standard.Commands.Where(c => c.Name is not "exercise" and not "answer" && !Others.Contains(c.Name))
            .Append(As("exercise", arguments => shown(arguments.Main)))
            .Append(As("answer", arguments => answered(arguments.Text("exercise"), arguments.Main)))
            .Concat(Others.Select(name => As(name, _ => { }))));

    // The real command's syntax, without what it does.
    private static MagicCommand As(string name, Action<Arguments> run)
    {
        var known = CommandSet.Standard.Commands.FirstOrDefault(c => c.Name == name) ?? new MagicCommand(name, name, $"#!{name}")
        {
            Options = [new("exercise", "Which exercise.", new ParameterType.Text("an exercise"))],
            Main = new("text", "What it is about.", new ParameterType.Text("a text")) { Required = name == "answer" },
            Run = (_, _) => Task.FromResult<object?>(null),
        };
        return known with
        {
            Run = (arguments, _) =>
            {
                run(arguments);
                return Task.FromResult<object?>(null);
            },
        };
    }
}
