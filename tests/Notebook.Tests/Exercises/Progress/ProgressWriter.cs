using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Adjoint.Exercises;

namespace Adjoint.Tests.Exercises;

/// <summary>A process of its own that appends to a log, says what was appended, and is killed after so many bytes.</summary>
internal static class ProgressWriter
{
    private const string Job = "ADJOINT_TESTS_PROGRESS_WRITER";

    /// <summary>Starts one. It prints the id of each entry once <see cref="ProgressLog.Append"/> has returned.</summary>
    public static Process Start(string path, int entries, long killAfter)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Adjoint.Notebook.Tests" + (OperatingSystem.IsWindows() ? ".exe" : string.Empty));
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        start.Environment[Job] = string.Create(CultureInfo.InvariantCulture, $"{entries} {killAfter} {path}");
        return Process.Start(start)!;
    }

    // Before the tests' own entry point, which this process never comes to.
    [ModuleInitializer]
    public static void WriteIfTold()
    {
        if (Environment.GetEnvironmentVariable(Job)?.Split(' ', 3) is [var entries, var killAfter, var path])
        {
            Write(path, int.Parse(entries, CultureInfo.InvariantCulture), long.Parse(killAfter, CultureInfo.InvariantCulture));
            Environment.Exit(0);
        }
    }

    private static void Write(string path, int entries, long killAfter)
    {
        var log = ProgressLog.Open(path, "course", "ada", file => new BreakingStream(file, killAfter - file.Length, Die));
        for (var n = 0; n < entries; n++)
        {
            var entry = log.Append(ProgressEntry.Answered(TimeProvider.System.GetUtcNow(), "e", n, "1 2; 3 4", Verdict.Right));
            Console.WriteLine(entry.Id);
        }
    }

    private static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
