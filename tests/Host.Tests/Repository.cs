using System.Diagnostics;
using System.Text;

namespace Adjoint.Tests;

/// <summary>The repository's files and its built tool.</summary>
internal static class Repository
{
    /// <summary>The folder of Notebooks.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>The tool as <c>./adjoint</c> builds it.</summary>
    public static string Tool { get; } = Path.Combine(Root, "artifacts", "tool", "adjoint");

    /// <summary>Where the tests install the kernel, so that the user's own list of kernels is left alone.</summary>
    public static string Jupyter { get; } = InstallKernel();

    /// <summary>Runs a program to its end.</summary>
    public static Result Run(string program, IEnumerable<string> arguments, string input = "", string? folder = null, int seconds = 120)
    {
        using var process = Start(program, arguments, folder);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(seconds)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end in {seconds} s.");
        }

        return new Result(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Runs the tool.</summary>
    public static Result Adjoint(params string[] arguments) => Run(Tool, arguments);

    /// <summary>Starts a program with its streams redirected.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
        };
        start.Environment["JUPYTER_DATA_DIR"] = Path.Combine(Root, "artifacts", "jupyter");
        start.Environment["JUPYTER_CONFIG_DIR"] = Path.Combine(Root, "artifacts", "jupyter", "config");
        start.Environment["PYTHONIOENCODING"] = "utf-8";

        // Of the browser's pictures: half the size says as much, and weighs a quarter.
        start.Environment["SCALE"] = "0.5";
        return Process.Start(start)!;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Notebooks.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    private static string InstallKernel()
    {
        var result = Run(Tool, ["kernel", "install"]);
        return result.ExitCode == 0 ? Path.Combine(Root, "artifacts", "jupyter") : throw new InvalidOperationException(result.Error);
    }

    /// <summary>How a program ended.</summary>
    internal sealed record Result(int ExitCode, string Output, string Error);
}
