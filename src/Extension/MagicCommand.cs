namespace Adjoint.Extension;

/// <summary>A magic command, as data. Hosts derive parsing, help, completions and documentation from it.</summary>
/// <param name="Name">Without <c>#!</c>: a lower-case word.</param>
/// <param name="Summary">One line.</param>
/// <param name="Example">A call that runs in a fresh notebook.</param>
public sealed record MagicCommand(string Name, string Summary, string Example)
{
    /// <summary>Every command has it: the result as a C# variable.</summary>
    public static CommandParameter As { get; } = new("as", "Leaves the result in this C# variable.", new ParameterType.Identifier());

    /// <summary>The options, besides <see cref="As"/> and <c>--help</c>.</summary>
    public IReadOnlyList<CommandParameter> Options { get; init; } = [];

    /// <summary>
    /// The main argument: what is left of the command's line without the options or, if that is blank and the argument is required, the lines up to the next
    /// command. Code (<see cref="ParameterType.Code"/>) is all that follows, commands included. Null for a command that takes none.
    /// </summary>
    public CommandParameter? Main { get; init; }

    /// <summary>Runs one call. Its result is shown, left as <c>Out</c> and as the variable that <c>--as</c> names; null for none.</summary>
    public required Func<Arguments, INotebook, Task<object?>> Run { get; init; }

    /// <summary>Whether the command owns the rest of the cell.</summary>
    public bool TakesCode => Main?.Type is ParameterType.Code;

    /// <summary>One line: the name, the main argument, the options.</summary>
    public string Usage
    {
        get
        {
            var main = Main is null ? string.Empty : Main.Required ? $" {Main.Name.ToUpperInvariant()}" : $" [{Main.Name.ToUpperInvariant()}]";
            return $"#!{Name}{main}{string.Concat(AllOptions.Select(o => $" [{Shape(o)}]"))}";
        }
    }

    /// <summary>The options of the command and those that every command has.</summary>
    public IEnumerable<CommandParameter> AllOptions => Options.Append(As);

    /// <summary><c>--name VALUE</c>, or <c>--name</c> for a flag.</summary>
    internal static string Shape(CommandParameter option) => option.Type switch
    {
        ParameterType.Flag => $"--{option.Name}",
        ParameterType.Choice choice => $"--{option.Name} {string.Join('|', choice.Values)}",
        ParameterType.Identifier => $"--{option.Name} NAME",
        ParameterType.Field => $"--{option.Name} Q|F_p|real",
        ParameterType.Integer => $"--{option.Name} N",
        _ => $"--{option.Name} {option.Name.ToUpperInvariant()}",
    };
}
