using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Adjoint.Cli.Commands;

namespace Adjoint.Cli.Grading;

/// <summary>The command line that starts this tool inside a sandbox: bubblewrap (bwrap) and the kernel's limits.</summary>
/// <remarks>
/// In the sandbox there are the runtime, this tool and the C library, all read-only, and an empty folder in memory; no network, no other process, no variable of the environment. Bubblewrap ends with
/// the thread that started it, and with it everything inside. RLIMIT_DATA counts private memory that can be written; RLIMIT_AS would count what the runtime only reserves.
/// </remarks>
internal sealed class SandboxCommand : IDisposable
{
    // Where nobody's files are: the range that systemd gives to services for a while.
    private const int FirstUser = 61184;
    private const int Users = 4000;

    private const string Runtime = "/opt/dotnet";
    private const string Tool = "/opt/adjoint";
    private const string Programs = "/opt/bin";

    private readonly string filter = Path.Combine(Path.GetTempPath(), $"adjoint-{Guid.NewGuid():N}.bpf");
    private readonly string bubblewrap;
    private readonly string prlimit;
    private readonly string? setpriv;

    /// <summary>Finds the programs that it needs.</summary>
    /// <exception cref="SandboxRefusedException">One is missing, or the system is not Linux.</exception>
    public SandboxCommand()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new SandboxRefusedException("that takes Linux; on Windows, WSL 2 will do");
        }

        if (!SystemCallFilter.IsKnown)
        {
            throw new SandboxRefusedException($"that takes a processor of type x64 or arm64, and this is {RuntimeInformation.ProcessArchitecture}");
        }

        bubblewrap = Find("bwrap", "bubblewrap");
        prlimit = Find("prlimit", "util-linux");

        // The kernel does not limit the number of root's processes.
        setpriv = Environment.IsPrivilegedProcess ? Find("setpriv", "util-linux") : null;
        File.WriteAllBytes(filter, SystemCallFilter.Bytes());
    }

    /// <summary>How to start the tool in a sandbox.</summary>
    /// <param name="limits">What it may take.</param>
    /// <param name="slot">Sandboxes that run at the same time have different numbers.</param>
    /// <param name="arguments">The tool's arguments.</param>
    public ProcessStartInfo Create(SandboxLimits limits, int slot, params IEnumerable<string> arguments)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec 3<\"$0\" && exec \"$@\"", filter, bubblewrap, .. Namespaces(), .. Files(), .. Variables(limits), .. Limits(limits, slot), $"{Runtime}/dotnet", $"{Tool}/adjoint.dll", .. arguments])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
        };
        start.Environment.Clear();
        return start;
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(filter);

    private static string Find(string program, string package) => FrontEnd.Find(program)
        ?? throw new SandboxRefusedException($"there is no {program} on the PATH; install it, on Debian and Ubuntu with apt-get install {package}");

    private IEnumerable<string> Namespaces() =>
    [
        "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-net", "--unshare-cgroup-try", .. setpriv is null ? new[] { "--unshare-user", "--uid", "1000", "--gid", "1000" } : [],
        "--hostname", "sandbox", "--new-session", "--die-with-parent", "--clearenv", "--seccomp", "3",
    ];

    private IEnumerable<string> Files()
    {
        List<string> arguments = [];
        foreach (var folder in new[] { "/usr", "/etc", "/opt", Runtime, $"{Runtime}/shared", Programs })
        {
            arguments.AddRange(["--dir", folder]);
        }

        foreach (var libraries in new[] { "/usr/lib", "/usr/lib64", "/lib", "/lib64" })
        {
            var folder = new DirectoryInfo(libraries);
            arguments.AddRange(!folder.Exists ? [] : folder.LinkTarget is { } target ? ["--symlink", target, libraries] : ["--ro-bind", libraries, libraries]);
        }

        var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        void Show(string from, string to) => arguments.AddRange(["--ro-bind", from, to]);
        if (File.Exists("/etc/ld.so.cache"))
        {
            Show("/etc/ld.so.cache", "/etc/ld.so.cache");
        }

        Show(Path.Combine(runtime, "dotnet"), $"{Runtime}/dotnet");
        Show(Path.Combine(runtime, "host"), $"{Runtime}/host");
        Show(Path.Combine(runtime, "shared", "Microsoft.NETCore.App"), $"{Runtime}/shared/Microsoft.NETCore.App");
        Show(AppContext.BaseDirectory, Tool);
        Show(prlimit, $"{Programs}/prlimit");
        if (setpriv is not null)
        {
            Show(setpriv, $"{Programs}/setpriv");
        }

        // All that can be written lies in memory and has a size.
        arguments.AddRange(["--proc", "/proc", "--dev", "/dev", .. Scratch("/dev/shm", 1), "--remount-ro", "/dev", .. Scratch("/tmp", SandboxLimits.FolderMegabytes), "--chdir", "/tmp", "--remount-ro", "/"]);
        return arguments;
    }

    private static string[] Scratch(string folder, int megabytes) => ["--size", Text((long)megabytes << 20), "--perms", "1777", "--tmpfs", folder];

    private static IEnumerable<string> Variables(SandboxLimits limits)
    {
        (string Name, string Value)[] variables =
        [
            ("HOME", "/tmp"), ("PATH", Programs), ("LANG", "C.UTF-8"), ("TMPDIR", "/tmp"),
            ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_EnableDiagnostics", "0"),

            // Writable and executable views of the same memory would be a file larger than files may be.
            ("DOTNET_EnableWriteXorExecute", "0"), ("DOTNET_TieredPGO", "0"), ("DOTNET_gcServer", "0"), ("DOTNET_gcConcurrent", "0"),
            ("DOTNET_GCHeapHardLimit", ((long)limits.Megabytes << 19).ToString("x", CultureInfo.InvariantCulture)),
        ];
        return variables.SelectMany(v => new[] { "--setenv", v.Name, v.Value });
    }

    private IEnumerable<string> Limits(SandboxLimits limits, int slot)
    {
        var user = Text(FirstUser + ((((long)Environment.ProcessId * 61) + slot) % Users));
        return
        [
            .. setpriv is null ? [] : new[] { $"{Programs}/setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs" },
            $"{Programs}/prlimit", $"--data={Text((long)limits.Megabytes << 20)}", $"--nproc={Text(SandboxLimits.Processes)}", $"--fsize={Text((long)SandboxLimits.FileMegabytes << 20)}", "--core=0",
            $"--nofile={Text(SandboxLimits.OpenFiles)}", $"--cpu={Text((long)Math.Ceiling(limits.Time.TotalSeconds * 4) + 60)}", "--memlock=65536", "--msgqueue=0",
        ];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
