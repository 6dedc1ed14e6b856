using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Adjoint.Tests.Commands;

/// <summary>The tool as a process: what it prints, where, and its exit codes.</summary>
public sealed class ToolTests
{
    [Fact]
    public void Eval_prints_the_aligned_matrix()
    {
        var run = Repository.Adjoint("eval", "#!matrix 1 2; 3 4");
        Assert.Equal((0, "⎡1  2⎤\n⎣3  4⎦\n", string.Empty), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void Eval_of_an_inverse_is_exact() =>
        Assert.Equal("⎡ -2     1⎤\n⎣3/2  -1/2⎦\n", Repository.Adjoint("eval", "ExactMatrix.Parse(\"1 2; 3 4\").Inverse()").Output);

    [Fact]
    public void Bundle_is_one_json_object_per_display()
    {
        var lines = Repository.Adjoint("eval", "#!matrix 1 2; 3 4\ndisplay(\"text\"); Console.WriteLine(\"aside\"); 5", "--bundle").Output.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        var matrix = JsonNode.Parse(lines[0])!.AsObject();
        Assert.StartsWith(@"$\displaystyle \begin{bmatrix}", (string)matrix["text/latex"]!, StringComparison.Ordinal);
        Assert.Equal("⎡1  2⎤\n⎣3  4⎦", (string)matrix["text/plain"]!);
        Assert.False(matrix.ContainsKey("text/html"));
        Assert.Equal("{\"text/plain\":\"text\"}", lines[1]);
    }

    [Fact]
    public void Html_of_a_matrix_is_mathml_without_scripts()
    {
        var html = Repository.Adjoint("eval", "#!matrix 1 2; 3 4", "--mime", "text/html").Output;
        var math = XDocument.Parse(html).Root!;
        Assert.Equal("{http://www.w3.org/1998/Math/MathML}math", math.Name.ToString());
        Assert.Equal(4, math.Descendants("{http://www.w3.org/1998/Math/MathML}mn").Count());
        Assert.DoesNotContain("script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Representation_that_a_value_lacks_is_said()
    {
        var run = Repository.Adjoint("eval", "5", "--mime", "image/png");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("has no image/png", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Dash_reads_standard_input() => Assert.Equal("42\n", Repository.Run(Repository.Tool, ["eval", "-"], input: "var x = 6;\nx * 7\n").Output);

    [Theory]
    [InlineData(1, "CS0103", "eval", "missing")]
    [InlineData(1, "System.Exception: boom", "eval", "throw new Exception(\"boom\");")]
    [InlineData(1, "did you mean #!matrix", "eval", "#!matrx 1")]
    [InlineData(2, "evla", "evla", "1")]
    [InlineData(2, "--bundel", "eval", "1", "--bundel")]
    [InlineData(2, "give one of the two", "eval", "1", "--bundle", "--mime", "text/html")]
    [InlineData(2, "cannot be read", "run", "no-such.ipynb")]
    [InlineData(2, "no notebook", "run", "README.md")]
    [InlineData(2, "--output DIR", "run", "README.md", "--html")]
    [InlineData(2, "connection file", "kernel", "serve", "no-such.json")]
    [InlineData(2, "there is no folder", "lab", "no-such-folder")]
    public void Mistake_is_one_sentence_on_standard_error(int exitCode, string fact, params string[] arguments)
    {
        var run = Repository.Adjoint(arguments);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(fact, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.DoesNotContain("   at Adjoint.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_names_every_command()
    {
        var help = Repository.Adjoint("--help").Output;
        Assert.All(new[] { "lab", "run", "eval", "kernel", "doctor", "grade" }, c => Assert.Matches($@"\n\s+{c}\b", help));
    }

    [Fact]
    public void Kernel_is_installed_and_removed()
    {
        var prefix = Directory.CreateTempSubdirectory("adjoint-prefix");
        try
        {
            Assert.Equal(0, Repository.Adjoint("kernel", "install", "--prefix", prefix.FullName).ExitCode);
            var file = Path.Combine(prefix.FullName, "share", "jupyter", "kernels", "adjoint", "kernel.json");
            var spec = JsonNode.Parse(File.ReadAllText(file))!;
            Assert.Equal(("C# (Adjoint)", "C#", "message"), ((string)spec["display_name"]!, (string)spec["language"]!, (string)spec["interrupt_mode"]!));
            Assert.True(File.Exists((string)spec["argv"]![0]!));
            Assert.Equal("{connection_file}", (string)spec["argv"]!.AsArray()[^1]!);
            Assert.Equal(0, Repository.Adjoint("kernel", "uninstall", "--prefix", prefix.FullName).ExitCode);
            Assert.False(File.Exists(file));
        }
        finally
        {
            prefix.Delete(recursive: true);
        }
    }

    [Fact]
    public void Doctor_finds_what_the_tests_installed()
    {
        Assert.NotEmpty(Repository.Jupyter);
        var run = Repository.Adjoint("doctor");
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("C# (Adjoint)", run.Output, StringComparison.Ordinal);
        Assert.Contains("Jupyter Notebook", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_writes_a_valid_notebook_and_a_page_that_needs_no_network()
    {
        var folder = Directory.CreateTempSubdirectory("adjoint-run");
        try
        {
            var run = Repository.Adjoint("run", "notebooks/LinearAlgebra.ipynb", "--output", folder.FullName, "--html");
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.Matches(@"\[1/\d+\] ok \d+\.\d\d s", run.Output);
            var written = Path.Combine(folder.FullName, "LinearAlgebra.ipynb");
            var valid = Repository.Run("/usr/bin/python3", ["-c", "import sys, nbformat; nbformat.validate(nbformat.read(sys.argv[1], as_version=nbformat.NO_CONVERT))", written]);
            Assert.True(valid.ExitCode == 0, valid.Error);
            var notebook = JsonNode.Parse(File.ReadAllText(written))!;
            Assert.Equal((4, 5), ((int)notebook["nbformat"]!, (int)notebook["nbformat_minor"]!));
            Assert.All(notebook["cells"]!.AsArray().Where(c => (string?)c!["cell_type"] == "code"), c => Assert.NotNull(c!["execution_count"]));
            var page = File.ReadAllText(Path.Combine(folder.FullName, "LinearAlgebra.html"));
            Assert.Contains("<math", page, StringComparison.Ordinal);
            Assert.DoesNotMatch(new Regex("(src|href)\\s*=\\s*[\"']?(https?:)?//", RegexOptions.IgnoreCase), page);
            Assert.DoesNotMatch(new Regex(@"url\((?!data:)", RegexOptions.IgnoreCase), page);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Run_keeps_what_it_has_when_a_cell_ends_the_process()
    {
        var folder = Directory.CreateTempSubdirectory("adjoint-exit");
        try
        {
            var path = Path.Combine(folder.FullName, "exit.dib");
            File.WriteAllText(path, "#!csharp\n\n6 * 7\n\n#!fsharp\n\nlet x = 1\n\n#!csharp\n\nEnvironment.Exit(7);\n");
            var run = Repository.Adjoint("run", path, "--output", folder.FullName, "--html");
            Assert.Contains("a cell ended the process", run.Error, StringComparison.Ordinal);
            Assert.Contains("1 cell(s) in other languages (fsharp) are not run", run.Output, StringComparison.Ordinal);
            Assert.Contains("42", File.ReadAllText(Path.Combine(folder.FullName, "exit.html")), StringComparison.Ordinal);
            Assert.Contains("\"42\"", File.ReadAllText(Path.Combine(folder.FullName, "exit.ipynb")), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Run_stops_at_the_first_failing_cell_and_names_it()
    {
        var folder = Directory.CreateTempSubdirectory("adjoint-fail");
        try
        {
            var path = Path.Combine(folder.FullName, "failing.dib");
            File.WriteAllText(path, "#!markdown\n\n# Title\n\n#!csharp\n\nvar x = 1;\n\n#!csharp\n\nx / (x - 1)\n\n#!csharp\n\nConsole.WriteLine(\"never\");\n");
            var output = Path.Combine(folder.FullName, "out");
            var run = Repository.Adjoint("run", path, "--output", output);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("code cell 2 (cell 3 of the notebook)", run.Error, StringComparison.Ordinal);
            Assert.Contains("  | x / (x - 1)", run.Error, StringComparison.Ordinal);
            Assert.Contains("DivideByZeroException", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("never", run.Output, StringComparison.Ordinal);
            var cells = JsonNode.Parse(File.ReadAllText(Path.Combine(output, "failing.ipynb")))!["cells"]!.AsArray();
            Assert.Equal("error", (string)cells[2]!["outputs"]![0]!["output_type"]!);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
