using System.CommandLine;
using System.Runtime.InteropServices;

namespace Adjoint.Cli.Commands;

/// <summary><c>adjoint lab [FOLDER]</c>: everything a learner needs, in one command.</summary>
internal static class LabCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "The folder to open; the courses if left out.", Arity = ArgumentArity.ZeroOrOne };
        var yes = new Option<bool>("--yes") { Description = "Install Jupyter without asking, if there is none." };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Only print the address." };
        var port = new Option<int?>("--port") { Description = "The port to listen on.", HelpName = "PORT" };
        var command = new Command("lab", "Registers the kernel and opens the courses in Jupyter, which is installed where it is missing.") { folder, yes, noBrowser, port };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(folder)?.FullName, parsed.GetValue(yes), parsed.GetValue(noBrowser), parsed.GetValue(port)));
        return command;
    }

    private static async Task<int> RunAsync(string? folder, bool yes, bool noBrowser, int? port)
    {
        folder ??= Courses();
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"there is no folder {folder}.");
        }

        KernelSpec.Install(KernelSpec.Folder(prefix: null));
        var (title, program) = FrontEnd.Installed().FirstOrDefault();
        if (program is null)
        {
            await InstallJupyterAsync(yes);
            (title, program) = FrontEnd.Installed().FirstOrDefault();
            if (program is null)
            {
                throw new UsageException("Jupyter was installed, but no jupyter-notebook is on the PATH.");
            }
        }

        Console.WriteLine($"Opening {folder} in {title}. Press Ctrl+C twice to stop.");
        var arguments = new List<string> { folder };
        if (noBrowser)
        {
            arguments.Add("--no-browser");
        }

        if (port is { } number)
        {
            arguments.Add(FormattableString.Invariant($"--port={number}"));
        }

        if (!OperatingSystem.IsWindows() && Environment.UserName == "root")
        {
            arguments.Add("--allow-root");
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        return await FrontEnd.RunAsync(program, [.. arguments]) == 0 ? ExitCode.Done : ExitCode.UserFailed;
    }

    /// <summary>The folder <c>courseware</c> of the repository that this program was built in; else the current folder.</summary>
    private static string Courses()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Notebooks.sln")))
            {
                return Path.Combine(folder.FullName, "courseware");
            }
        }

        return Environment.CurrentDirectory;
    }

    private static async Task InstallJupyterAsync(bool yes)
    {
        const string Advice = "no Jupyter front end is installed, and it cannot be installed from here.\n"
            + "Install one, for example `pip install notebook` or your system's package jupyter-notebook, and run this command again.";
        var apt = FrontEnd.Find("apt-get");
        var root = Environment.UserName == "root";
        var sudo = FrontEnd.Find("sudo");
        if (apt is null || (!root && sudo is null))
        {
            throw new UsageException(Advice);
        }

        string[] install = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "install", "-y", "jupyter-notebook", "libjs-mathjax", "fonts-mathjax"];
        string[] update = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "update"];
        if (!yes && !Console.IsInputRedirected)
        {
            Console.Write($"No Jupyter is installed. Install Debian's package jupyter-notebook now (`{string.Join(' ', install)}`)? [Y/n] ");
            if (Console.ReadLine()?.Trim() is ['n' or 'N', ..])
            {
                throw new UsageException("nothing was installed. Install a Jupyter front end and run this command again.");
            }
        }

        Environment.SetEnvironmentVariable("DEBIAN_FRONTEND", "noninteractive");
        foreach (var step in new[] { update, install })
        {
            var full = root ? step : [sudo!, .. step];
            if (await FrontEnd.RunAsync(full[0], full[1..]) != 0)
            {
                throw new UsageException($"`{string.Join(' ', full)}` failed.\nInstall a Jupyter front end, for example `pip install notebook`, and run this command again.");
            }
        }
    }
}
