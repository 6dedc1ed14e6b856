using System.Diagnostics;

namespace Adjoint.Cli.Commands;

/// <summary>The Jupyter programs on the PATH.</summary>
internal static class FrontEnd
{
    /// <summary>In the order in which they are preferred: what a learner sees, and the program behind it.</summary>
    public static readonly IReadOnlyList<(string Title, string Program)> Known =
        [("JupyterLab", "jupyter-lab"), ("Jupyter Notebook", "jupyter-notebook"), ("Jupyter Server", "jupyter-server")];

    /// <summary>The front ends that are installed.</summary>
    public static IEnumerable<(string Title, string Path)> Installed() => Known
        .Select(k => (k.Title, Path: Find(k.Program)))
        .Where(k => k.Path is not null)
        .Select(k => (k.Title, k.Path!));

    /// <summary>The path of a program, or null.</summary>
    public static string? Find(string program)
    {
        var names = OperatingSystem.IsWindows() ? new[] { $"{program}.exe", $"{program}.cmd", $"{program}.bat" } : [program];
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a program in this terminal until it ends.</summary>
    public static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>What a program prints, or null if it cannot be run.</summary>
    public static async Task<string?> OutputAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var printed = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? (await printed).Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
