namespace Adjoint.Extension.Commands;

/// <summary><c>#!lsmagic</c>, <c>#!about</c> and <c>#!adjoint</c>.</summary>
internal static class HelpCommands
{
    public static MagicCommand List { get; } = new("lsmagic", "Lists the commands.", "#!lsmagic")
    {
        Run = static (arguments, _) => Task.FromResult<object?>(new CommandList([.. arguments.Commands.Commands])),
    };

    public static MagicCommand About { get; } = new("about", "Shows the versions and licences of what is at work here.", "#!about")
    {
        Run = static (_, _) => Task.FromResult<object?>(AboutReport.Now()),
    };

    public static MagicCommand Help { get; } = new("adjoint", "Shows how a command is called; without a name, lists the commands.", "#!adjoint help matrix")
    {
        Main = new("question", "help, or help and the name of a command.", new ParameterType.Text("help NAME"))
        {
            Completions = static _ => [new("help", "help NAME shows how a command is called.")],
        },
        Run = static (arguments, notebook) =>
        {
            var words = arguments.Main.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return words switch
            {
                [] or ["help"] => List.Run(arguments, notebook),
                ["help", var name] => Task.FromResult<object?>(new CommandHelp(arguments.Commands.Find(name.StartsWith("#!", StringComparison.Ordinal) ? name[2..] : name))),
                _ => throw new CommandException($"#!adjoint understands help NAME, as in {arguments.Command.Example}, and got {arguments.Main}."),
            };
        },
    };
}
