using Adjoint.Cli.Commands;
using Adjoint.Extension;
using Adjoint.Jupyter.Wire;

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
