using Adjoint.Extension;
using Adjoint.Formatters;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using Adjoint.Tests.Formatters;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Adjoint.Tests.Extension;

[Collection(nameof(FormatterState))]
public sealed class DisplayCommandTests : IDisposable
{
    private readonly NotebookDisplay display = new();

    public DisplayCommandTests() => NotebookDisplay.Current = display;

    public void Dispose() => NotebookDisplay.Current = null!;

    [Fact]
    public async Task Alone_it_holds_for_the_notebook()
    {
        var report = Assert.IsType<DisplayReport>(Assert.Single(await Shown("#!display --digits 8 --limit 20")));
        Assert.Equal((8, 20), (report.Options.Digits, report.Options.Limit));
        Assert.Equal(report.Options, display.Options);
        Assert.Equal("[0.33333333]", PlainOf(Matrix<double>.Build.Dense(1, 1, 1.0 / 3)));
    }

    [Fact]
    public async Task Above_code_it_holds_for_that_code()
    {
        var seen = "";
        var notebook = new RecordingNotebook { Evaluated = () => seen = PlainOf(Matrix<double>.Build.Dense(1, 1, 1.0 / 3)) };
        await notebook.RunAsync("#!display --digits 3\n1 + 1");
        Assert.Equal("[0.333]", seen);
        Assert.Equal(NotationOptions.Default, display.Options);
    }

    [Fact]
    public async Task Failing_code_leaves_the_settings_as_they_were()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Shown("#!display --digits 3\nthrow new Exception();"));
        Assert.Equal(NotationOptions.Default, display.Options);
    }

    [Fact]
    public async Task Settings_add_up_until_they_are_reset()
    {
        await Shown("#!display --digits 8");
        await Shown("#!display --limit 5");
        Assert.Equal((8, 5), (display.Options.Digits, display.Options.Limit));
        await Shown("#!display --reset --limit 6");
        Assert.Equal(NotationOptions.Default with { Limit = 6 }, display.Options);
    }

    [Theory]
    [InlineData("#!display --digits 0", "an integer from 1 to 17")]
    [InlineData("#!display --limit many", "an integer from 3 to 1000")]
    public async Task Wrong_setting_is_one_sentence_and_changes_nothing(string cell, string expected)
    {
        var mistake = await Assert.ThrowsAsync<CommandException>(() => Shown(cell));
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
        Assert.Equal(NotationOptions.Default, display.Options);
    }

    [Fact]
    public void Value_can_have_options_of_its_own()
    {
        Assert.Equal("[0.333333333333]", PlainOf(Matrix<double>.Build.Dense(1, 1, 1.0 / 3).Formatted(digits: 12)));
        Assert.Equal("3.1416", PlainOf(Math.PI.Formatted(digits: 5)));
        Assert.DoesNotContain("⋯", PlainOf(ExactMatrix.Build(14, 14, (i, j) => i + j).Formatted(limit: 14)), StringComparison.Ordinal);
        Assert.Equal("A value of type System.String has no formula whose digits could be chosen.", Assert.Throws<ArgumentException>(() => "x".Formatted(3)).Message.Split(" (")[0]);
    }

    [Fact]
    public void Asset_is_delivered_once_and_again_by_the_cell_that_brought_it()
    {
        display.BeginCell("a");
        Assert.True(display.Deliver("library"));
        Assert.False(display.Deliver("library"));
        display.BeginCell("b");
        Assert.False(display.Deliver("library"));
        display.BeginCell("a");
        Assert.True(display.Deliver("library"));
        Assert.True(new NotebookDisplay().Deliver("library"));
    }

    private static string PlainOf(object value) => MimeBundle.As(value, "text/plain")!;

    private static async Task<IReadOnlyList<object>> Shown(string cell)
    {
        var notebook = new RecordingNotebook();
        await notebook.RunAsync(cell);
        return notebook.Shown;
    }
}
