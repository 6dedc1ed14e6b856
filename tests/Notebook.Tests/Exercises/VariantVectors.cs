using System.Diagnostics;
using System.Globalization;
using Adjoint.Algebra;
using Adjoint.LinearAlgebra;

namespace Adjoint.Tests.Exercises;

/// <summary>docs/variants.md: its tables, and its Python.</summary>
internal static class VariantVectors
{
    private static readonly string Page = Find("docs/variants.md");

    /// <summary>The lines of the table whose first headings are given, cell by cell.</summary>
    public static IReadOnlyList<string[]> Table(string heading) =>
    [
        .. Page.Split('\n').SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => Array.ConvertAll(line.Split('|')[1..^1], cell => cell.Replace("`", string.Empty, StringComparison.Ordinal).Trim())),
    ];

    /// <summary>What the page's Python prints when the given lines follow it, or null where there is no python3.</summary>
    public static Task<string?> Python(string lines, CancellationToken cancel)
    {
        var program = Page[(Page.IndexOf("```python", StringComparison.Ordinal) + "```python".Length)..];
        return Run(program[..program.IndexOf("```", StringComparison.Ordinal)] + lines, cancel);
    }

    /// <summary>What a Python program prints, or null where there is no python3.</summary>
    public static async Task<string?> Run(string program, CancellationToken cancel)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", "-") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            await python.StandardInput.WriteAsync(program.AsMemory(), cancel);
            python.StandardInput.Close();
            var output = await python.StandardOutput.ReadToEndAsync(cancel);
            await python.WaitForExitAsync(cancel);
            return python.ExitCode == 0 ? output : throw new InvalidOperationException($"python3 ended with {python.ExitCode}.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public static string Text(IEnumerable<int> items) => string.Join(", ", items.Select(n => n.ToString(CultureInfo.InvariantCulture)));

    public static string Text(ExactMatrix<Rational> a) => a.ToString();

    public static string Text(ExactMatrix<Residue> a) => ExactMatrix.Build(a.Shape.Rows, a.Shape.Columns, (i, j) => a[i, j].Value).ToString();

    /// <summary>The text of a file of the repository, by its path from the root.</summary>
    public static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Notebooks.sln")))
            {
                return File.ReadAllText(Path.Combine(folder.FullName, path));
            }
        }

        throw new FileNotFoundException("The repository's root was not found.");
    }
}
