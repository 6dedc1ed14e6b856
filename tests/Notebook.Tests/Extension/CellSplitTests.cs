using Adjoint.Extension;
using Adjoint.Tests.Formatters;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Extension;

[Collection(nameof(FormatterState))]
public sealed class CellSplitTests
{
    // Random text almost never holds a command or a literal, so cells are made of pieces that do.
    private static readonly Gen<string> Cells = Gen.OneOf(
        Gen.OneOf<string>(
            "#!latex", "#!time", "#!lsmagic", "#!about --as x", "#!csharp", "#!adjoint help latex", "#!", "#!nothing", "#! ", "--as", "--help", "\"", "\"\"\"", "$\"{", "}",
            "$$\"\"\"", "{{", "@\"", "/*", "*/", "//", "'", "\\", "\n", "\r\n", "\r", " ", "\t", "#r \"a", "x = 1;", "é𝔽", "\ud800", "\0"),
        Gen.String[0, 4]).List[0, 24].Select(string.Concat);

    [Fact]
    public void Parts_of_a_cell_make_the_cell() => Cells.Sample(cell =>
    {
        try
        {
            var parts = CommandSet.Standard.Split(cell);
            Assert.Equal(cell, string.Concat(parts.Select(p => p.Source)));
        }
        catch (CommandException)
        {
            Assert.Contains("#!", cell, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Line_of_a_part_is_one_more_than_the_line_breaks_before_it() => Cells.Sample(cell =>
    {
        if (Parts(cell) is not { } parts)
        {
            return;
        }

        var before = string.Empty;
        foreach (var part in parts)
        {
            Assert.Equal(before.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\n' or '\r') + 1, part.Line);
            before += part.Source;
        }
    });

    [Fact]
    public void Code_has_as_many_lines_as_its_source() => Cells.Sample(cell =>
    {
        foreach (var code in Parts(cell)?.OfType<CellPart.Code>() ?? [])
        {
            Assert.Equal(code.Source.Count(c => c == '\n'), code.Text.Count(c => c == '\n'));
        }
    });

    [Fact]
    public void Completion_and_inspection_answer_everywhere() => Gen.Select(Cells, Gen.Int[0, 100]).Sample((cell, place) =>
    {
        var cursor = Math.Min(place, cell.Length);
        var completion = CommandSet.Standard.Complete(cell, cursor, new RecordingNotebook());
        if (completion is not null)
        {
            Assert.InRange(cursor, completion.Start, completion.End);
            Assert.InRange(completion.End, 0, cell.Length);
        }

        CommandSet.Standard.Inspect(cell, cursor);
    });

    [Fact]
    public async Task Call_with_random_arguments_fails_only_with_a_sentence() => await Gen.String[0, 30].SampleAsync(async text =>
    {
        var cell = "#!adjoint " + text.ReplaceLineEndings(" ");
        try
        {
            await new RecordingNotebook().RunAsync(cell);
        }
        catch (CommandException error)
        {
            Assert.NotEmpty(error.Message);
        }
    });

    [Theory]
    [InlineData("var s = \"\"\"\n#!latex 1\n\"\"\";")]
    [InlineData("var s = $$\"\"\"\n{{x}} {y}\n#!latex 1\n\"\"\";")]
    [InlineData("var s = @\"a \"\" b\n#!latex 1\n\";")]
    [InlineData("var s = $@\"{x.Format(\"a\")}\n#!latex 1\n\";")]
    [InlineData("var s = @\"\"\"quoted\n#!latex 1\n\";")]
    [InlineData("/* '\n#!latex 1\n*/")]
    [InlineData("var s = $@\"{{\n#!latex 1\n\";")]
    [InlineData("#!/usr/bin/env dotnet\nvar x = 1;")]
    [InlineData("x = 1; #!latex 1")]
    [InlineData("// #!latex 1")]
    public void Mark_inside_a_literal_or_a_comment_calls_nothing(string cell) =>
        Assert.Equal(cell, Assert.IsType<CellPart.Code>(Assert.Single(CommandSet.Standard.Split(cell))).Text);

    [Theory]
    [InlineData("var s = \"it's\";\n#!latex 1")]
    [InlineData("var c = '\"';\n#!latex 1")]
    [InlineData("#region it's \"quoted\n#!latex 1")]
    [InlineData("// it's \"quoted\n#!latex 1")]
    [InlineData("var s = \"open\n#!latex 1")]
    [InlineData("var s = $\"{(x > 0 ? \"a\" : \"b\")}\";\n#!latex 1")]
    [InlineData("var s = $\"{{\";\n#!latex 1")]
    [InlineData("var s = $$\"\"\"{{new { a = \"\" }}}\"\"\";\n#!latex 1")]
    [InlineData("var s = @\"c:\\\";\n  #!latex 1")]
    [InlineData("var @class = \"\"; /* a */\r\n#!latex 1")]
    [InlineData("var s = \"\"\"\"a \"\"\" b\"\"\"\";\n#!latex 1")]
    public void Command_after_a_closed_literal_is_called(string cell)
    {
        var parts = CommandSet.Standard.Split(cell);
        Assert.Equal(2, parts.Count);
        Assert.Equal(2, Assert.IsType<CellPart.Call>(parts[1]).Line);
    }

    [Fact]
    public void Lines_below_belong_to_a_command_whose_argument_is_not_on_its_line()
    {
        var parts = CommandSet.Standard.Split("#!latex --as t\n1 +\n2\n#!latex 3\nvar x = 4;\n#!lsmagic\nx");
        Assert.Collection(
            parts,
            p => Assert.Equal("1 +\n2\n", Assert.IsType<CellPart.Call>(p).Body),
            p => Assert.Equal("#!latex 3\n", Assert.IsType<CellPart.Call>(p).Source),
            p => Assert.Equal(("var x = 4;\n", 5), (Assert.IsType<CellPart.Code>(p).Text, p.Line)),
            p => Assert.Equal("lsmagic", Assert.IsType<CellPart.Call>(p).Command.Name),
            p => Assert.Equal(("x", 7), (Assert.IsType<CellPart.Code>(p).Text, p.Line)));
    }

    [Fact]
    public void Time_takes_the_commands_below_it() =>
        Assert.Equal("#!latex 1\nx", Assert.IsType<CellPart.Call>(Assert.Single(CommandSet.Standard.Split("#!time\n#!latex 1\nx"))).Body);

    [Fact]
    public void Language_marker_is_no_code_and_keeps_its_line()
    {
        var code = Assert.IsType<CellPart.Code>(Assert.Single(CommandSet.Standard.Split("#!csharp\nvar x = 1;")));
        Assert.Equal("\nvar x = 1;", code.Text);
    }

    [Theory]
    [InlineData("#!latx 1", "#!latx is no command; did you mean #!latex? #!lsmagic lists them.")]
    [InlineData("1\n#!Time", "#!Time is no command; did you mean #!time? #!lsmagic lists them.")]
    [InlineData("#!tiem", "#!tiem is no command; did you mean #!time? #!lsmagic lists them.")]
    [InlineData("#!fsharp", "#!fsharp is no command; #!lsmagic lists them.")]
    [InlineData("#!", "#! needs the name of a command after it; #!lsmagic lists them.")]
    [InlineData("#!csharp 1", "#!csharp says that C# follows, and takes nothing on its line; 1 belongs on the next one.")]
    public void Unknown_command_is_refused_in_one_sentence(string cell, string message) =>
        Assert.Equal(message, Assert.Throws<CommandException>(() => CommandSet.Standard.Split(cell)).Message);

    // Each would take minutes, or the stack, if a piece were looked at more than a few times.
    [Theory]
    [InlineData("$\"{")]
    [InlineData("'\\")]
    [InlineData("/*")]
    [InlineData("@\"\"\"")]
    [InlineData("{{{\"")]
    [InlineData("\n \t")]
    public void Hostile_code_is_scanned_in_one_pass(string piece)
    {
        var cell = string.Concat(Enumerable.Repeat(piece, 1_000_000));
        Assert.Single(CommandSet.Standard.Split(cell));
        Assert.Null(CommandSet.Standard.Complete(cell, cell.Length, new RecordingNotebook()));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("--a ")]
    [InlineData("\\\" ")]
    public void Hostile_arguments_are_read_in_one_pass(string piece) =>
        Assert.Single(CommandSet.Standard.Split("#!latex " + string.Concat(Enumerable.Repeat(piece, 200_000))));

    private static IReadOnlyList<CellPart>? Parts(string cell)
    {
        try
        {
            return CommandSet.Standard.Split(cell);
        }
        catch (CommandException)
        {
            return null;
        }
    }
}
