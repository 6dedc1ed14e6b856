using System.Runtime;
using Adjoint.Cli.Commands;
using Adjoint.Extension;
using Adjoint.Jupyter.Wire;

// Most of a cold start is spent compiling Roslyn's generics; with a list of what the last start compiled, the second processor does it ahead.
ProfileOptimization.SetProfileRoot(AppContext.BaseDirectory);
ProfileOptimization.StartProfile(args is ["kernel", ..] ? "kernel.startup" : "tool.startup");

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
