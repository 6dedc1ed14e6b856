using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Adjoint.Cli.Grading;

/// <summary>Tries every barrier of the sandbox from within before a submission is let in.</summary>
internal static partial class SandboxProbe
{
    /// <summary>The argument of the worker that makes it a probe.</summary>
    public const string Argument = "--probe";

    private const string Held = "held";
    private static readonly TimeSpan Startup = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);
    private static readonly string[] Variables = ["HOME", "PATH", "LANG", "TMPDIR", "PWD", "OLDPWD", "SHLVL", "_", "DOTNET_HOST_PATH"];

    /// <summary>Runs the probe.</summary>
    /// <exception cref="SandboxRefusedException">A barrier does not hold; the message says which.</exception>
    public static void Run(SandboxCommand command, SandboxLimits limits)
    {
        var outside = Directory.CreateTempSubdirectory("adjoint-probe");
        try
        {
            // Anybody might read and write it, were it to be seen.
            var canary = Path.Combine(outside.FullName, "canary");
            File.WriteAllText(canary, Held);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(outside.FullName, (UnixFileMode)0b111_111_111);
                File.SetUnixFileMode(canary, (UnixFileMode)0b110_110_110);
            }

            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
            using var sandbox = Sandbox.Start(command, limits with { Time = Startup }, 0, GradeWorker.Name, Argument, canary, port, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            var open = new List<string>();
            var isDone = false;
            while (!isDone && sandbox.Receive() is { } line)
            {
                isDone = line == Held;
                if (!isDone)
                {
                    open.Add(line);
                }
            }

            if (!isDone)
            {
                var said = sandbox.Errors.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? $"it ended with code {sandbox.ExitCode}";
                throw new SandboxRefusedException(
                    $"the sandbox does not start ({said.TrimEnd('.')}); bubblewrap has to be allowed to make namespaces, in a container with --security-opt seccomp=unconfined and --cap-add SYS_ADMIN or with user namespaces");
            }

            // It goes on working, as a notebook that does not end.
            sandbox.Allow(Rest);
            while (sandbox.Receive() is not null)
            {
            }

            if (sandbox.Ending != SandboxEnding.TooLate)
            {
                open.Add("the time is not limited");
            }

            if (File.ReadAllText(canary) != Held || Directory.EnumerateFileSystemEntries(outside.FullName).Count() != 1)
            {
                open.Add("files outside of it can be changed");
            }

            if (open.Count > 0)
            {
                throw new SandboxRefusedException($"in the sandbox of this machine {string.Join(", ", open.Distinct().Take(5))}");
            }
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    /// <summary>The probe itself: one line for each barrier that does not hold, then a last one; then it works on until it is ended.</summary>
    public static int Try(string canary, int port, int grader)
    {
        using var isFileTooLarge = GradeWorker.FileTooLargeIsAnError();
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        foreach (var (weakness, isOpen) in Barriers(canary, port, grader))
        {
            if (isOpen())
            {
                output.WriteLine(weakness);
            }
        }

        output.WriteLine(Held);
        while (true)
        {
            Thread.SpinWait(1000);
        }
    }

    private static IEnumerable<(string Weakness, Func<bool> IsOpen)> Barriers(string canary, int port, int grader) =>
    [
        ("the network can be reached", () => Connects(port)),
        ("files outside of it can be read", () => File.Exists(canary) || Directory.Exists("/home") || Directory.Exists("/root") || File.Exists("/etc/passwd")),
        ("files outside of it can be changed", () => Writes(canary) || Writes($"{canary}.more")),
        ("the runtime can be changed", () => new[] { "/x", "/dev/x", "/usr/lib/x", "/opt/x", Path.Combine(AppContext.BaseDirectory, "x"), Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "x") }.Any(Writes)),
        ("its own folder cannot be written", () => !Writes("/tmp/x")),
        ("the size of files is not limited", () => WritesMuch("/tmp/x", SandboxLimits.FileMegabytes + 1)),
        ("variables of the environment can be read", () => Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(name => !Variables.Contains(name) && !name.StartsWith("DOTNET_", StringComparison.Ordinal))),
        ("other processes can be seen", () => Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{grader}")) && grader > 9),
        ("it runs with privileges", () => !Says("CapEff:\t0000000000000000") || !Says("CapBnd:\t0000000000000000") || !Says("NoNewPrivs:\t1") || Says("Uid:\t0\t")),
        ("system calls are not filtered", () => !Says("Seccomp:\t2") || MemoryFile("x", 0) >= 0 || Unshare(0x10000000) >= 0),
        ("memory is not limited", () => Allocates()),
        ("the number of processes is not limited", Multiplies),
    ];

    private static bool Connects(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return File.ReadAllLines("/proc/net/dev").Any(line => line.Contains(':', StringComparison.Ordinal) && !line.TrimStart().StartsWith("lo:", StringComparison.Ordinal));
        }
    }

    private static bool Writes(string path)
    {
        try
        {
            File.WriteAllText(path, "changed");
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool WritesMuch(string path, int megabytes)
    {
        try
        {
            using var file = File.Create(path);
            var block = new byte[1 << 20];
            for (var i = 0; i < megabytes; i++)
            {
                file.Write(block);
            }

            return true;
        }
        catch (Exception fault) when (fault is IOException or ArgumentException)
        {
            return false;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static bool Says(string start) => File.ReadAllText("/proc/self/status").Contains($"\n{start}", StringComparison.Ordinal);

    // Only asked for, not touched: what counts is what could be written.
    private static unsafe bool Allocates()
    {
        var blocks = new List<nint>();
        try
        {
            for (var i = 0; i < 64; i++)
            {
                blocks.Add((nint)NativeMemory.Alloc(1 << 30));
            }

            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
        finally
        {
            blocks.ForEach(block => NativeMemory.Free((void*)block));
        }
    }

    private static bool Multiplies()
    {
        using var end = new ManualResetEventSlim();
        try
        {
            for (var i = 0; i < 2 * SandboxLimits.Processes; i++)
            {
                new Thread(() => end.Wait(), 1 << 17) { IsBackground = true }.Start();
            }

            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
        finally
        {
            end.Set();
        }
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MemoryFile(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "unshare")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unshare(int flags);
}
