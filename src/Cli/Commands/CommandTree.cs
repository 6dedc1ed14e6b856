using System.CommandLine;
using System.CommandLine.Parsing;

namespace Adjoint.Cli.Commands;

/// <summary>The commands of the tool.</summary>
internal static class CommandTree
{
    /// <summary>Runs the command that the arguments name and returns its exit code.</summary>
    public static async Task<int> InvokeAsync(string[] args)
    {
        var root = new RootCommand("Adjoint: mathematics in C# notebooks.")
        {
            LabCommand.Create(), RunCommand.Create(), EvalCommand.Create(), KernelCommand.Create(), DoctorCommand.Create(),
            ReleaseCommand.Create(), GradeCommand.Create(), ReportCommand.Create(), ProgressCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"adjoint: {Mistake(parsed)}. Try: {Path(parsed.CommandResult)} --help");
            return ExitCode.WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UsageException mistake)
        {
            await Console.Error.WriteLineAsync($"adjoint: {mistake.Message}");
            return ExitCode.WrongUsage;
        }
#pragma warning disable CA1031 // the boundary of the tool
        catch (Exception defect)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"adjoint: this is a defect of Adjoint, please report it: {defect}");
            return ExitCode.Defect;
        }
    }

    // What was typed and not understood says more than what is then missing.
    private static string Mistake(ParseResult parsed) => (parsed.UnmatchedTokens is [var first, ..] ? first : null) switch
    {
        null => parsed.Errors[0].Message.TrimEnd('.'),
        ['-', ..] and var option => $"{option} is no option of {Path(parsed.CommandResult)}",
        var word when parsed.CommandResult.Command.Subcommands.Count > 0 => $"{word} is no command; there are {string.Join(", ", parsed.CommandResult.Command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}",
        var word => $"{word} is one argument too many for {Path(parsed.CommandResult)}",
    };

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "adjoint";
}
