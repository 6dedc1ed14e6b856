using System.Globalization;
using System.Runtime;
using Adjoint.Cli.Commands;
using Adjoint.Cli.Grading;
using Adjoint.Extension;
using Adjoint.Jupyter.Wire;

// Most of a cold start is spent compiling Roslyn's generics; with a list of what the last start compiled, the second processor does it ahead.
// A kernel that ends early leaves a short one, which the next start would go by: the rehearsal's is then put back.
var (profile, rehearsed) = (Path.Combine(AppContext.BaseDirectory, "kernel.startup"), Path.Combine(AppContext.BaseDirectory, "kernel.rehearsed"));
if (args is ["kernel", "serve", ..] && File.Exists(rehearsed) && new FileInfo(profile) is var recorded && (!recorded.Exists || recorded.Length < new FileInfo(rehearsed).Length / 2))
{
    try
    {
        var fresh = $"{profile}.{Environment.ProcessId}";
        File.Copy(rehearsed, fresh, overwrite: true);
        File.Move(fresh, profile, overwrite: true);
    }
    catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
    {
        // The tool lies where this user may not write: then nothing else writes there, either.
    }
}

ProfileOptimization.SetProfileRoot(AppContext.BaseDirectory);

// In its sandbox a worker cannot write; it goes by what the kernel's rehearsal has recorded.
ProfileOptimization.StartProfile(args is ["kernel", ..] ? "kernel.startup" : args is [GradeWorker.Name, ..] ? "kernel.rehearsed" : "tool.startup");

if (args is [GradeWorker.Name, ..])
{
    return args is [_, SandboxProbe.Argument, var canary, var port, var grader]
        ? SandboxProbe.Try(canary, int.Parse(port, CultureInfo.InvariantCulture), int.Parse(grader, CultureInfo.InvariantCulture))
        : GradeWorker.Run();
}

// Front ends start the kernel by this line, and wait: the command tree is not built for it.
if (args is ["kernel", "serve", var connectionFile])
{
    try
    {
        KernelHost.Serve(connectionFile, CommandSet.Standard);
        return ExitCode.Done;
    }
    catch (InvalidDataException fault)
    {
        await Console.Error.WriteLineAsync(fault.Message);
        return ExitCode.WrongUsage;
    }
}

return await CommandTree.InvokeAsync(args);
