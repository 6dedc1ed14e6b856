namespace Adjoint.Extension;

/// <summary>What <c>--help</c> shows: a command's summary, usage, parameters and example.</summary>
public sealed record CommandHelp(MagicCommand Command) : IReport
{
    /// <inheritdoc cref="IReport.ToTable"/>
    ReportTable IReport.ToTable() => new(
        $"#!{Command.Name}: {Command.Summary}",
        [],
        [
            ["usage", ReportTable.Code(Command.Usage)],
            .. Command.Main is { } main ? [[main.Name, $"{main.Summary} {Place()}"]] : Array.Empty<string[]>(),
            .. Command.AllOptions.Select(o => new[] { ReportTable.Code($"--{o.Name}"), o.Summary + Detail(o) }),
            ["example", ReportTable.Code(Command.Example)],
        ]);

    private static string Detail(CommandParameter option) =>
        $" It is {option.Type.Expected}{(option.Default is { } value ? $"; {value} if it is not given" : string.Empty)}{(option.Required ? "; always needed" : string.Empty)}.";

    private string Place() => Command.TakesCode ? "All that follows, commands too."
        : Command.Main is { Required: true } ? "On the command's line, or on the lines below it."
        : "On the command's line; it may be left out.";
}
