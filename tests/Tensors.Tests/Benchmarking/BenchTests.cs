using Adjoint.Extension;
using Adjoint.Tensors;
using Adjoint.Tensors.Benchmarking;
using Adjoint.Tests.Extension;
using Microsoft.DotNet.Interactive.Formatting;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.Benchmarking;

public sealed class BenchTests
{
    private static readonly CommandSet Commands = CommandSet.Standard.With(BenchCommand.Command);

    [Fact]
    public void Product_of_integers_is_refused_in_a_sentence() =>
        Assert.EndsWith("and int64 is none.", Assert.Throws<ArgumentException>(() => Bench.MatMul(4, torch.ScalarType.Int64)).Message, StringComparison.Ordinal);

    [Fact]
    public void Times_are_in_order_and_the_work_was_done_that_often()
    {
        var runs = 0;
        var timing = Assert.Single(Bench.Measure(() => { runs++; }, seconds: 0.05).Timings);
        Assert.True(TimeSpan.Zero <= timing.Minimum && timing.Minimum <= timing.Median && timing.Median <= timing.Percentile95);
        Assert.InRange(timing.Repetitions, 3, runs - 1);
    }

    [Fact]
    public void Work_longer_than_the_time_is_measured_once()
    {
        var runs = 0;
        var timing = Assert.Single(Bench.Measure(() => { runs++; Thread.SpinWait(1_000_000); }, seconds: 1e-6).Timings);
        Assert.Equal((1, 2), (timing.Repetitions, runs));
    }

    [Fact]
    public void Tensors_of_a_run_are_counted_and_disposed()
    {
        using var a = torch.ones(10, 10);
        var count = LiveTensors.Count;
        var timing = Assert.Single(Bench.Measure(() => a.mm(a) + a, seconds: 0.05).Timings);
        Assert.Equal(2, timing.Tensors);
        Assert.True(timing.AllocatedBytes > 0);
        Assert.Equal(count, LiveTensors.Count);
    }

    [Fact]
    public void Interrupt_stops_the_measurement()
    {
        using var source = new CancellationTokenSource();
        Cancellation.Current = source.Token;
        var runs = 0;
        try
        {
            Assert.Throws<OperationCanceledException>(() => Bench.Measure(() => { if (++runs == 5) { source.Cancel(); } }, seconds: 600));
        }
        finally
        {
            Cancellation.Current = CancellationToken.None;
        }

        Assert.Equal(5, runs);
    }

    [Fact]
    public void Matrix_product_stays_below_the_roof_of_the_device()
    {
        var report = Bench.MatMul(256, seconds: 0.2);
        Assert.Equal(torch.Device.All.Select(d => d.Device.ToString()), report.Timings.Select(t => t.Device.ToString()));
        Assert.All(report.Timings, t => Assert.Equal((2.0 * 256 * 256 * 256, 3.0 * 256 * 256 * 4), (t.Flops!.Value, t.Bytes!.Value)));
        Assert.All(report.Roofs, r =>
        {
            Assert.InRange(r.FlopsPerSecond, 1e8, 1e17);
            Assert.InRange(r.BytesPerSecond, 1e8, 1e15);
            Assert.Equal(r.FlopsPerSecond, r.At(1e9));
            Assert.Equal(r.FlopsPerSecond, r.At(r.Ridge), r.FlopsPerSecond * 1e-9);
        });
        Assert.Same(report.Roofs[0], DeviceRoof.Of(report.Roofs[0].Device));
        Assert.Equal(2 * report.Timings.Count, report.ToFigure()!.Marks.Count);
    }

    [Theory]
    [InlineData("a.mm(b)", 2 * 3 * 4 * 5, (12 + 20 + 15) * 4)]
    [InlineData(" torch.matmul(a, b);\n", 2 * 3 * 4 * 5, (12 + 20 + 15) * 4)]
    [InlineData("p.bmm(q)", 2 * 7 * 3 * 4 * 5, ((7 * 12) + (7 * 20) + (7 * 15)) * 4)]
    [InlineData("a * a", 12, 3 * 12 * 4)]
    [InlineData("a.mm(b).sum()", null, null)]
    [InlineData("b.mm(a)", null, null)]
    [InlineData("a + b", null, null)]
    [InlineData("a.mm(unknown)", null, null)]
    public void Operations_and_bytes_of_common_operations_are_known(string code, int? flops, int? bytes)
    {
        using var scope = torch.NewDisposeScope();
        var tensors = new Dictionary<string, torch.Tensor>
        {
            ["a"] = torch.ones(3, 4), ["b"] = torch.ones(4, 5), ["p"] = torch.ones(7, 3, 4), ["q"] = torch.ones(7, 4, 5),
        };
        var size = WorkSize.Recognise(code, tensors);
        Assert.Equal(((double?)flops, (double?)bytes), (size.Flops, size.Bytes));
    }

    [Theory]
    [InlineData("a.mm(a)")]
    [InlineData("a + a")]
    [InlineData("var c = a.mm(a);\nc.sum()")]
    [InlineData("var c = a.mm(a);\nc = c + 1;")]
    [InlineData("Console.Out.Flush()")]
    [InlineData("foreach (var a in new[] { 1, 2 }) { }")]
    [InlineData("TorchSharp.torch.ones(3).sum()")]
    public async Task Expressions_and_statements_are_measured(string code)
    {
        var report = await RunAsync("#!bench --seconds 1 --on cpu\n" + code, await NotebookAsync());
        Assert.Equal("cpu", Assert.Single(report.Timings).Device.ToString());
    }

    [Fact]
    public async Task Code_works_on_copies()
    {
        var notebook = await NotebookAsync();
        await RunAsync("#!bench --seconds 1 --on cpu a.add_(1)", notebook);
        Assert.True(notebook.TryGet("a", out var a));
        Assert.Equal(16, ((torch.Tensor)a!).sum().item<float>());
    }

    [Fact]
    public async Task Product_of_variables_has_its_place_under_the_roof()
    {
        var report = await RunAsync("#!bench --seconds 1 a.mm(a)", await NotebookAsync());
        Assert.All(report.Timings, t => Assert.Equal(128, t.Flops));
        Assert.NotNull(report.ToFigure());
        Assert.Contains("operations per byte", report.ToDisplayString(PlainTextFormatter.MimeType), StringComparison.Ordinal);
        Assert.Contains("<img ", report.ToDisplayString(HtmlFormatter.MimeType), StringComparison.Ordinal);
        Assert.All(report.ToDisplayString(PlainTextFormatter.MimeType).Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public async Task Operations_and_bytes_may_be_given()
    {
        var timing = (await RunAsync("#!bench --seconds 1 --on cpu --flops 2*1000 --bytes 500\na.sum()", await NotebookAsync())).Timings[0];
        Assert.Equal((2000, 500), (timing.Flops, timing.Bytes));
    }

    [Theory]
    [InlineData("#!bench --on cuda:77 a", "--on: There is no device cuda:77 here")]
    [InlineData("#!bench --on , a", "--on names no device")]
    [InlineData("#!bench --with nothing a", "--with: there is no variable nothing.")]
    [InlineData("#!bench --with n a", "--with: n is of the type Int32")]
    [InlineData("#!bench --flops 0 a", "--flops must be a positive number, and 0 is 0")]
    [InlineData("#!bench a.nothing()", "The code does not compile: ")]
    [InlineData("#!bench", "#!bench needs code")]
    public async Task Mistake_is_one_sentence(string cell, string expected) =>
        Assert.StartsWith(expected, (await Assert.ThrowsAsync<CommandException>(async () => await RunAsync(cell, await NotebookAsync()))).Message, StringComparison.Ordinal);

    private static async Task<RecordingNotebook> NotebookAsync()
    {
        var notebook = new RecordingNotebook();
        await notebook.EvaluateAsync("var a = TorchSharp.torch.ones(4, 4); var n = 3;");
        return notebook;
    }

    private static async Task<BenchReport> RunAsync(string cell, RecordingNotebook notebook)
    {
        var call = Assert.IsType<CellPart.Call>(Assert.Single(Commands.Split(cell)));
        await Commands.RunAsync(call, notebook);
        return Assert.IsType<BenchReport>(notebook.Shown[^1]);
    }
}
