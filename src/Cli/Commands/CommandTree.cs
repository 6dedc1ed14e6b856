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
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"adjoint: {parsed.Errors[0].Message.TrimEnd('.')}. Try: {Path(parsed.CommandResult)} --help");
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

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "adjoint";
}
