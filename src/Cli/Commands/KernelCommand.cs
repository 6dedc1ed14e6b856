using System.CommandLine;
using Adjoint.Extension;
using Adjoint.Jupyter.Scripting;
using Adjoint.Jupyter.Wire;

namespace Adjoint.Cli.Commands;

/// <summary><c>adjoint kernel install|uninstall|serve</c>.</summary>
internal static class KernelCommand
{
    public static Command Create()
    {
        var prefix = new Option<DirectoryInfo>("--prefix")
        {
            Description = "Install for an environment instead of the current user: into PREFIX/share/jupyter/kernels.", HelpName = "PREFIX",
        };
        var install = new Command("install", "Registers the kernel “C# (Adjoint)” for the current user.") { prefix };
        install.SetAction(parsed =>
        {
            Console.WriteLine($"Installed the kernel {KernelInfo.DisplayName} in {KernelSpec.Install(KernelSpec.Folder(parsed.GetValue(prefix)?.FullName))}");
            return ExitCode.Done;
        });
        var uninstall = new Command("uninstall", "Removes it.") { prefix };
        uninstall.SetAction(parsed =>
        {
            var folder = KernelSpec.Folder(parsed.GetValue(prefix)?.FullName);
            Console.WriteLine(KernelSpec.Uninstall(folder) ? $"Removed {folder}" : $"There was no kernel in {folder}");
            return ExitCode.Done;
        });
        var file = new Argument<string>("CONNECTION_FILE") { Description = "The connection file that a front end wrote." };
        var serve = new Command("serve", "Serves one front end; Jupyter calls it.") { file };
        serve.SetAction(parsed =>
        {
            KernelHost.Serve(parsed.GetRequiredValue(file), CommandSet.Standard);
            return ExitCode.Done;
        });
        var rehearse = new Command("rehearse", "Warms up as a kernel does and ends, so that the next start knows what to load.") { Hidden = true };
        rehearse.SetAction(_ =>
        {
            new NotebookSession(CommandSet.Standard).WarmUp();
            return ExitCode.Done;
        });
        return new Command("kernel", "Registers the Jupyter kernel, or serves as one.") { install, uninstall, serve, rehearse };
    }
}
