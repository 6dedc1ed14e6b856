using Adjoint.Algebra;
using Adjoint.Extension;
using Adjoint.Formatters;
using Adjoint.LinearAlgebra;
using Adjoint.Tests.Formatters;
using CsCheck;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.DotNet.Interactive.Formatting;
using Xunit;

namespace Adjoint.Tests.Extension;

[Collection(nameof(FormatterState))]
public sealed class CommandCallTests : IDisposable
{
    public CommandCallTests() => NotebookDisplay.Current = new();

    public void Dispose() => NotebookDisplay.Current = null!;

    public static TheoryData<string> Names => [.. CommandSet.Standard.Commands.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Example_of_a_command_shows_something(string name)
    {
        var notebook = new RecordingNotebook();
        await notebook.RunAsync(CommandSet.Standard.Find(name).Example);
        Assert.NotEmpty(notebook.Shown);
        Assert.True(notebook.TryGet("Out", out var result));
        Assert.Same(notebook.Shown[^1], result);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Help_names_the_example_and_every_option(string name)
    {
        ExtensionFormatters.Register();
        var notebook = new RecordingNotebook();
        await notebook.RunAsync($"#!{name} --help");
        var help = Assert.IsType<CommandHelp>(Assert.Single(notebook.Shown));
        var text = help.ToDisplayString(PlainTextFormatter.MimeType);
        var html = help.ToDisplayString(HtmlFormatter.MimeType);
        Assert.All(help.Command.AllOptions, o => Assert.Contains($"--{o.Name}", text, StringComparison.Ordinal));
        Assert.Contains(help.Command.Example.Split('\n')[0], text, StringComparison.Ordinal);
        Assert.StartsWith("<table>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.False(notebook.TryGet("Out", out _));
    }

    [Fact]
    public async Task Order_of_options_and_argument_does_not_matter()
    {
        string[] pieces = ["--as A", "--field=F_7", "1 2; 3 4"];
        await Gen.Shuffle(pieces).SampleAsync(async order =>
        {
            var notebook = new RecordingNotebook();
            await notebook.RunAsync("#!matrix " + string.Join(' ', order));
            Assert.True(notebook.TryGet("A", out var a));
            Assert.Equal(ExactMatrix.Parse("1 2; 3 4", new PrimeField(7)), a);
        });
    }

    [Theory]
    [InlineData("#!matrix 1 2; 3 4")]
    [InlineData("#!matrix \"1 2; 3 4\"")]
    [InlineData("#!matrix\n1 2\n3 4")]
    [InlineData("#!matrix --field Q\n\n1 2; 3 4\n")]
    [InlineData("  #!matrix\t1, 2 ; 3 4  ")]
    [InlineData("#!matrix [[1, 2], [3, 4]]\r\n")]
    public async Task Matrix_is_read_from_its_line_or_from_the_lines_below(string cell) =>
        Assert.Equal(ExactMatrix.Parse("1 2; 3 4"), await Result(cell));

    [Fact]
    public async Task Matrix_of_negative_numbers_is_no_option() =>
        Assert.Equal(ExactMatrix.Parse("-1 -2; -3 -4"), await Result("#!matrix -1 -2; -3 -4"));

    [Fact]
    public async Task Real_matrix_is_one_of_MathNet() =>
        Assert.Equal(Matrix<double>.Build.DenseOfArray(new[,] { { 0.5, -1 }, { 1e-3, 4 } }), await Result("#!matrix --field real 1/2 -1; 1e-3 4"));

    [Fact]
    public async Task Variable_becomes_a_matrix()
    {
        Assert.Equal(ExactMatrix.Parse("1 2; 3 4"), await Result("var a = new[,] { { 1, 2 }, { 3, 4 } };\n#!matrix a"));
        Assert.Equal(ExactMatrix.Parse("1 2; 3 4", new PrimeField(3)), await Result("var a = new[] { new long[] { 1, 2 }, new long[] { 3, 4 } };\n#!matrix a --field F_3"));
        Assert.Equal(ExactMatrix.Parse("1/2; 3/4"), await Result("var a = new[] { 0.5, 0.75 };\n#!matrix --field Q a"));
        Assert.Equal(Matrix<double>.Build.Dense(1, 1, double.NaN), await Result("var a = new[,] { { double.NaN } };\n#!matrix a"));
        Assert.Equal(Matrix<double>.Build.Dense(1, 1, 0.5), await Result("#!matrix --as a 1/2\n#!matrix --field real a"));
        Assert.Equal(ExactMatrix.Parse("1/10"), await Result("var a = new[,] { { 0.1m } };\n#!matrix a"));
    }

    [Theory]
    [InlineData("#!matrix", "#!matrix needs a matrix, on its line or below it, as in #!matrix --as A 1 2; 3 4")]
    [InlineData("#!matrix --as", "--as needs a C# name (a letter or _, then letters, digits and _; no keyword), and nothing follows it.")]
    [InlineData("#!matrix --as 3x 1", "--as must be a C# name (a letter or _, then letters, digits and _; no keyword), and is 3x.")]
    [InlineData("#!matrix --as class 1", "--as must be a C# name (a letter or _, then letters, digits and _; no keyword), and is class.")]
    [InlineData("#!matrix --as A --as B 1", "--as is given twice.")]
    [InlineData("#!matrix --fild Q 1", "#!matrix has no option --fild; did you mean --field?")]
    [InlineData("#!matrix --colour 1", "#!matrix has no option --colour; it has --field, --as, --help.")]
    [InlineData("#!matrix --field F_8 1", "--field: F_8 is no field that can be computed in here: 8 is divisible by 2; expected Q, F_p with a prime p such as F_7, or real.")]
    [InlineData("#!matrix B", "B is neither a matrix such as 1 2; 3 4 nor a variable of this notebook.")]
    [InlineData("var basis = 1;\n#!matrix bassis", "bassis is neither a matrix such as 1 2; 3 4 nor a variable; did you mean basis?")]
    [InlineData("var s = \"x\";\n#!matrix s", "s is of type System.String, which is no matrix.")]
    [InlineData("var a = new[,] { { 1.0, double.NaN } };\n#!matrix a --field Q", "The entry of a in row 1, column 2 is NaN, which is no rational number.")]
    [InlineData("var a = new[] { new[] { 1 }, new[] { 1, 2 } };\n#!matrix a", "Row 1 of a has 1 entries and row 2 has 2; rows of a matrix have the same length.")]
    [InlineData("#!matrix --as r --field F_7 1\n#!matrix --field Q r", "r is a matrix over F_7, whose elements have no value in ℚ.")]
    [InlineData("#!about now", "#!about takes no argument, and got now.")]
    [InlineData("#!adjoint explain", "#!adjoint understands help NAME, as in #!adjoint help matrix, and got explain.")]
    [InlineData("#!adjoint help matrx", "#!matrx is no command; did you mean #!matrix? #!lsmagic lists them.")]
    [InlineData("var A = 1;\n#!matrix B", "B is neither a matrix such as 1 2; 3 4 nor a variable of this notebook.")]
    [InlineData("string s = null;\n#!latex s", "s is null, which has no formula.")]
    [InlineData("#!latex \"new object()\"", "new object() is of type System.Object, which has no formula.")]
    [InlineData("#!time", "#!time needs code, on its line or below it, as in #!time ⏎ Enumerable.Range(1, 1000).Sum()")]
    [InlineData("#!time --as t --what x", "#!time has no option --what; it has --as, --help.")]
    public async Task Mistake_is_one_sentence(string cell, string message) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<CommandException>(() => new RecordingNotebook().RunAsync(cell))).Message);

    [Theory]
    [InlineData("#!matrix --as A 1/2 -3; 0 x?", "x?")]
    [InlineData("#!matrix \"1/2 -3; 0 x?\"", "x?")]
    [InlineData("#!matrix\n1/2 -3\n0 x?", "x?")]
    [InlineData("#!matrix 1 2; 3 --as A", "")]
    [InlineData("#!matrix 1 2; 3 4 5 --as A", "5 --as A")]
    public async Task Caret_stands_under_what_was_not_read(string cell, string rest)
    {
        var lines = (await Assert.ThrowsAsync<CommandException>(() => new RecordingNotebook().RunAsync(cell))).Message.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains(lines[1], cell, StringComparison.Ordinal);
        Assert.Equal('^', lines[2][^1]);
        var at = lines[2].Length - 1;
        if (rest.Length == 0)
        {
            Assert.Equal("#!matrix 1 2; 3".Length, at);
        }
        else
        {
            Assert.StartsWith(rest, lines[1][at..], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Latex_shows_the_value_and_its_source()
    {
        var notebook = new RecordingNotebook();
        await notebook.RunAsync("#!matrix --as A 1 2; 3 4\n#!latex A --as source");
        Assert.Equal(3, notebook.Shown.Count);
        Assert.Equal(ExactMatrix.Parse("1 2; 3 4"), notebook.Shown[1]);
        Assert.Equal(@"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}", Assert.IsType<LatexSource>(notebook.Shown[2]).Source);
        Assert.True(notebook.TryGet("source", out var source));
        Assert.Same(notebook.Shown[2], source);
    }

    [Fact]
    public async Task Latex_source_is_whole_where_the_formula_elides()
    {
        Assert.DoesNotContain("dots", Assert.IsType<LatexSource>(await Result("#!latex ExactMatrix.Identity(20)")).Source, StringComparison.Ordinal);
        Assert.DoesNotContain("dots", Assert.IsType<LatexSource>(await Result("#!latex new double[20, 2]")).Source, StringComparison.Ordinal);
        Assert.Contains("dots", Assert.IsType<LatexSource>(await Result("#!latex --limit 12 ExactMatrix.Identity(20)")).Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 + 1;", "2")]
    [InlineData("-1.5e-7", @"-1.5\cdot 10^{-7}")]
    [InlineData("double.NaN", @"\mathrm{NaN}")]
    [InlineData("0.1f", "0.1")]
    [InlineData("new System.Numerics.BigInteger(7)", "7")]
    [InlineData("ulong.MaxValue", "18446744073709551615")]
    public async Task Latex_of_a_number(string expression, string source) =>
        Assert.Equal(source, Assert.IsType<LatexSource>(await Result($"#!latex {expression}")).Source);

    [Fact]
    public async Task Time_is_shown_after_what_the_code_shows()
    {
        var notebook = new RecordingNotebook();
        await notebook.RunAsync("#!time --as t\n#!matrix 1\nvar kept = new byte[5_000_000];");
        Assert.Equal(2, notebook.Shown.Count);
        var timing = Assert.IsType<CellTiming>(notebook.Shown[1]);
        Assert.True(timing.AllocatedBytes >= 5_000_000);
        Assert.True(timing.Wall > TimeSpan.Zero);
        Assert.True(notebook.TryGet("t", out _));
        Assert.True(notebook.TryGet("kept", out _));
    }

    [Fact]
    public async Task Time_is_shown_when_the_code_throws()
    {
        var notebook = new RecordingNotebook();
        await Assert.ThrowsAsync<InvalidOperationException>(() => notebook.RunAsync("#!time\nthrow new InvalidOperationException();"));
        Assert.IsType<CellTiming>(Assert.Single(notebook.Shown));
    }

    [Fact]
    public async Task Timed_code_stands_where_it_stood_in_the_cell()
    {
        var notebook = new RecordingNotebook();
        await notebook.RunAsync("\n#!time var x = 1;\nvar y = 2;");
        Assert.Equal("\n       var x = 1;\nvar y = 2;", Assert.Single(notebook.Ran).Replace("\r", string.Empty, StringComparison.Ordinal));
    }

    [Fact]
    public void Values_of_commands_are_tables_that_escape_their_text()
    {
        ExtensionFormatters.Register();
        ExtensionFormatters.Register();
        var list = new CommandList([new MagicCommand("x", "<b>&", "#!x \"") { Run = static (_, _) => Task.FromResult<object?>(null) }]);
        Assert.Equal(["text/html", "text/plain"], MimeBundle.Of(list).Select(b => b.MimeType));
        var html = list.ToDisplayString(HtmlFormatter.MimeType);
        Assert.Contains("&lt;b&gt;&amp;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Equal("command  what it does  example\n#!x      <b>&          #!x \"", list.ToDisplayString(PlainTextFormatter.MimeType));
    }

    [Fact]
    public void Sanitiser_leaves_the_tables_whole()
    {
        ExtensionFormatters.Register();
        var commands = CommandSet.Standard.Commands.ToList();
        List<object> values = [new CommandList(commands), AboutReport.Now(), new CellTiming(default, default, 0), new LatexSource("a & <b>"), .. commands.Select(c => new CommandHelp(c))];
        var html = values.ConvertAll(v => MimeBundle.Of(v)[0].Content);
        var left = FrontEnds.Sanitise(html);
        Assert.All(html.Zip(left), p => Assert.All(["<table", "<caption", "<th", "<td", "<code", "<pre"], t => Assert.Equal(p.First.Split(t).Length, p.Second.Split(t).Length)));
    }

    [Fact]
    public void About_names_Adjoint_the_runtime_and_their_licences()
    {
        var items = AboutReport.Now().Items;
        Assert.Contains(items, i => i is { Name: "Adjoint", Version: "0.1.0", Licence: "MIT" });
        Assert.Contains(items, i => i.Name == ".NET" && i.Version == Environment.Version.ToString());
        Assert.Contains(items, i => i is { Name: "MathNet.Numerics", Licence: "MIT" } && i.Version.StartsWith("5.", StringComparison.Ordinal));
    }

    [Fact]
    public void Timing_is_written_with_three_digits()
    {
        ExtensionFormatters.Register();
        Assert.Equal(
            "wall time       1.50 s\nprocessor time  12.3 ms\nallocated       5.00 MB",
            new CellTiming(TimeSpan.FromSeconds(1.5), TimeSpan.FromMilliseconds(12.3), 5_000_000).ToDisplayString(PlainTextFormatter.MimeType));
    }

    [Theory]
    [InlineData("#!ma|", "#!matrix", 0, 4)]
    [InlineData("x;\n#!|", "#!about", 3, 5)]
    [InlineData("#!matrix --f| 1 2", "--field", 9, 12)]
    [InlineData("#!matrix --field F_|", "F_7", 17, 19)]
    [InlineData("#!matrix --field=r|", "real", 17, 18)]
    [InlineData("#!latex al|", "alpha", 8, 10)]
    [InlineData("#!latex 1 + al|pha", "alpha", 12, 17)]
    [InlineData("#!time\n#!lat|", "#!latex", 7, 12)]
    [InlineData("#!matrix |", "--field", 9, 9)]
    public async Task Completion_offers(string cell, string text, int start, int end)
    {
        var notebook = new RecordingNotebook();
        await notebook.SetAsync("alpha", 1);
        var completion = CommandSet.Standard.Complete(cell.Replace("|", "", StringComparison.Ordinal), cell.IndexOf('|', StringComparison.Ordinal), notebook);
        Assert.NotNull(completion);
        Assert.Equal((start, end), (completion.Start, completion.End));
        Assert.Contains(completion.Items, i => i.Text == text);
    }

    [Theory]
    [InlineData("var x = |1;")]
    [InlineData("#!matrix\n1 |2")]
    [InlineData("/*\n#!ma|\n*/")]
    public void Completion_is_not_ours_outside_a_command_line(string cell)
    {
        var cursor = cell.IndexOf('|', StringComparison.Ordinal);
        Assert.Null(CommandSet.Standard.Complete(cell.Remove(cursor, 1), cursor, new RecordingNotebook()));
        Assert.Null(CommandSet.Standard.Inspect(cell.Remove(cursor, 1), cursor));
    }

    [Fact]
    public void Given_option_is_not_offered_again() =>
        Assert.DoesNotContain(CommandSet.Standard.Complete("#!matrix --as A --", 18, new RecordingNotebook())!.Items, i => i.Text == "--as");

    [Fact]
    public void Inspection_is_the_help_of_the_command() =>
        Assert.Equal("matrix", CommandSet.Standard.Inspect("#!matrix 1 2", 11)!.Command.Name);

    [Fact]
    public void Command_cannot_be_added_twice() =>
        Assert.Throws<ArgumentException>(() => CommandSet.Standard.With(CommandSet.Standard.Find("time")));

    private static async Task<object?> Result(string cell)
    {
        var notebook = new RecordingNotebook();
        await notebook.RunAsync(cell);
        return notebook.TryGet("Out", out var result) ? result : null;
    }
}
