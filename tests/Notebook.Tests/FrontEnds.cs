using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Adjoint.Tests;

/// <summary>Asks the front ends' own JavaScript, one process for all questions.</summary>
internal static class FrontEnds
{
    /// <summary>For each LaTeX, null, or why KaTeX refuses it in strict mode.</summary>
    public static IReadOnlyList<string?> Katex(IEnumerable<string> latex) => Ask("katex", latex);

    /// <summary>What JupyterLab's sanitiser leaves of each HTML.</summary>
    public static IReadOnlyList<string> Sanitise(IEnumerable<string> html) => [.. Ask("sanitise", html).Select(h => h!)];

    private static string?[] Ask(string kind, IEnumerable<string> texts)
    {
        var folder = Path.Combine(Repository(), "tests", "Notebook.Tests", "js");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Run("npm", ["ci"], folder, input: string.Empty);
        }

        return JsonSerializer.Deserialize<string?[]>(Run("node", ["check.mjs"], folder, JsonSerializer.Serialize(texts.Select(t => new[] { kind, t }))))!;
    }

    private static string Run(string program, string[] arguments, string folder, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Result : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error.Result}");
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Notebooks.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
