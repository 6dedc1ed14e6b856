using Adjoint.Extension;
using Adjoint.Tensors;
using Adjoint.Tensors.Training;
using Adjoint.Tests.Memory;
using Microsoft.DotNet.Interactive.Formatting;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Adjoint.Tests.Training;

public sealed class TrainingTests
{
    private readonly VariableNotebook notebook = new();

    [Fact]
    public void Least_squares_reaches_the_solution_and_its_history_is_that_of_the_plain_loop()
    {
        using var scope = NewDisposeScope();
        var (x, y, model) = Line(2, 1);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        var run = notebook.Train(model, optimizer, _ => (model.forward(x) - y).pow(2).mean(), steps: 50);
        var (_, _, other) = Line(2, 1);
        using var plain = optim.SGD(other.parameters(), 0.1);
        foreach (var (i, loss) in run.Losses)
        {
            plain.zero_grad();
            var expected = (other.forward(x) - y).pow(2).mean();
            Assert.Equal(expected.item<float>(), loss, 1e-6);
            expected.backward();
            plain.step();
        }

        Assert.Equal(TrainingOutcome.Completed, run.Outcome);
        Assert.Equal(50, run.Losses.Count);
        Assert.Equal(model.weight!.data<float>().ToArray(), other.weight!.data<float>().ToArray());
        Assert.True(run.LastLoss < run.Losses[0].Loss / 100);
    }

    [Theory]
    [InlineData("adam")]
    [InlineData("momentum")]
    [InlineData("rmsprop")]
    public void State_of_the_optimizer_outlives_a_step_and_nothing_else_does(string kind)
    {
        using var scope = NewDisposeScope();
        var (x, y, model) = Line(2, 1);
        optim.Optimizer Make() => kind switch
        {
            "adam" => optim.Adam(model.parameters()),
            "momentum" => optim.SGD(model.parameters(), 0.01, momentum: 0.9),
            _ => optim.RMSProp(model.parameters()),
        };
        using var optimizer = Make();
        notebook.Train(model, optimizer, _ => (model.forward(x) - y).pow(2).mean(), steps: 2);
        var count = LiveTensors.Count;
        var run = notebook.Train(model, optimizer, _ => (model.forward(x) - y).pow(2).mean(), steps: 20);
        Assert.Equal(count, LiveTensors.Count);
        Assert.Equal(TrainingOutcome.Completed, run.Outcome);
    }

    [Fact]
    public void Patience_stops_and_the_best_weights_come_back()
    {
        using var scope = NewDisposeScope();
        var (x, y, model) = Line(2, 1);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        var validations = new[] { 5.0, 3, 1, 2, 1, 1.5, 0.1 };
        var weights = new List<float>();
        var run = notebook.Train(
            model, optimizer, _ => (model.forward(x) - y).pow(2).mean(), steps: 100, patience: 3, validateEvery: 2,
            validation: () =>
            {
                Assert.False(model.training);
                weights.Add(model.weight!.item<float>());
                return tensor(validations[weights.Count - 1]);
            });
        Assert.True(model.training);
        Assert.Equal((TrainingOutcome.StoppedEarly, 12, 6), (run.Outcome, run.Losses.Count, run.Validations.Count));
        Assert.Equal((5, 1.0), run.Best);
        Assert.True(run.HasBestWeights);
        Assert.Equal(weights[2], model.weight!.item<float>());
        Assert.NotEqual(weights[5], model.weight!.item<float>());
        Assert.Contains("nothing better since step 5 (1)", run.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Less_than_the_minimal_gain_is_no_gain()
    {
        var losses = new[] { 1.0, 0.99, 0.98, 0.5, 0.49, 0.48, 0.47 };
        var run = notebook.Train(7, i => losses[i], patience: 3, minDelta: 0.1);
        Assert.Equal((TrainingOutcome.StoppedEarly, (3, 0.5)), (run.Outcome, run.Best));
    }

    [Fact]
    public void Best_weights_without_validation_are_those_that_had_the_loss()
    {
        using var scope = NewDisposeScope();
        var (x, y, model) = Line(2, 1);
        using var optimizer = optim.SGD(model.parameters(), 3);
        var run = notebook.Train(model, optimizer, _ => (model.forward(x) - y).pow(2).mean(), steps: 100, patience: 5);
        Assert.Equal(TrainingOutcome.StoppedEarly, run.Outcome);
        Assert.Equal(run.Best!.Value.Loss, (model.forward(x) - y).pow(2).mean().item<float>(), 1e-6);
    }

    [Fact]
    public void NaN_stops_before_the_weights_are_spoilt_and_its_parameter_is_named()
    {
        using var scope = NewDisposeScope();
        var (x, y, model) = Line(2, 1);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        var run = notebook.Train(model, optimizer, i => (model.forward(x) - y).pow(2).mean() * (i == 3 ? float.NaN : 1), steps: 10);
        Assert.Equal((TrainingOutcome.NotFinite, 4, "weight"), (run.Outcome, run.Losses.Count, run.FaultyParameter));
        Assert.True(float.IsFinite(model.weight!.item<float>()));
        Assert.Contains("the loss is NaN at step 3; the first gradient that is not finite is that of weight. The weights are those before that step.", run.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Gradient_that_is_infinite_under_a_finite_loss_stops_too()
    {
        using var scope = NewDisposeScope();
        var (_, _, model) = Line(2, 1);
        nn.init.zeros_(model.bias!);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        var run = notebook.Train(model, optimizer, _ => model.weight!.pow(2).sum() + model.bias!.sqrt().sum(), steps: 10);
        Assert.Equal((TrainingOutcome.NotFinite, "bias"), (run.Outcome, run.FaultyParameter));
        Assert.Contains("the gradient of bias is not finite at step 0", run.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Interrupt_keeps_the_weights_and_leaves_the_run()
    {
        using var scope = NewDisposeScope();
        var (x, y, model) = Line(2, 1);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        using var source = new CancellationTokenSource();
        Cancellation.Current = source.Token;
        try
        {
            Assert.Throws<OperationCanceledException>(() => notebook.Train(
                model, optimizer,
                i =>
                {
                    if (i == 7)
                    {
                        source.Cancel();
                    }

                    return (model.forward(x) - y).pow(2).mean();
                },
                steps: 100));
        }
        finally
        {
            Cancellation.Current = CancellationToken.None;
        }

        Assert.True(notebook.TryGet("Out", out var value));
        var run = Assert.IsType<TrainingRun>(value);
        Assert.Equal((TrainingOutcome.Interrupted, 8), (run.Outcome, run.Losses.Count));
        Assert.Same(run, Assert.Single(notebook.Shown));
    }

    [Fact]
    public void Chart_is_shown_live_to_a_watcher_at_most_four_times_a_second()
    {
        var (clock, watched) = (new Clock(), new VariableNotebook { IsInteractive = true });
        var loop = new TrainingLoop(watched, "training", 100, null, null, 0, clock)
        {
            Step = i =>
            {
                clock.Now += TimeSpan.FromMilliseconds(50);
                return (1.0 / (i + 1), null);
            },
        };
        var run = loop.Run();
        Assert.Same(run, Assert.Single(watched.Shown));
        Assert.InRange(watched.Updates.Count, 10, 20);
    }

    [Fact]
    public void Nobody_watching_sees_the_last_chart_only()
    {
        var run = notebook.Train(1000, i => 1.0 / (i + 1));
        Assert.Same(run, Assert.Single(notebook.Shown));
        Assert.Empty(notebook.Updates);
    }

    [Fact]
    public void Run_appears_as_a_picture_and_as_text()
    {
        var run = notebook.Train(1000, i => 1.0 / (i + 1), validation: () => 0.5);
        Assert.StartsWith("<div><img ", run.ToDisplayString(HtmlFormatter.MimeType), StringComparison.Ordinal);
        Assert.Contains("training: 1000 of 1000 steps in ", run.ToDisplayString(PlainTextFormatter.MimeType), StringComparison.Ordinal);
        Assert.All(run.ToDisplayString(PlainTextFormatter.MimeType).Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        Assert.Equal(2, run.ToFigure().Marks.Count);
        Assert.All(run.ToFigure().Marks, m => Assert.InRange(m.Vertices.Count, 1, 400));
        Assert.Equal(999, run.ToFigure().Marks[0].Vertices[^1].X);
    }

    [Fact]
    public void Run_without_a_finite_loss_appears_too()
    {
        var run = notebook.Train(3, _ => double.NaN);
        Assert.Equal((TrainingOutcome.NotFinite, null), (run.Outcome, run.Best));
        Assert.NotEmpty(run.ToDisplayString(HtmlFormatter.MimeType));
        Assert.Contains("the loss is NaN at step 0", run.ToDisplayString(PlainTextFormatter.MimeType), StringComparison.Ordinal);
    }

    [Fact]
    public void Loss_that_cannot_be_minimised_is_refused_in_a_sentence()
    {
        using var scope = NewDisposeScope();
        var (x, y, model) = Line(2, 1);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        Assert.Contains("the loss of step 0 has the shape [20×1]", Assert.Throws<ArgumentException>(() => notebook.Train(model, optimizer, _ => model.forward(x), steps: 3)).Message, StringComparison.Ordinal);
        Assert.Contains("depends on no parameter", Assert.Throws<ArgumentException>(() => notebook.Train(model, optimizer, _ => model.forward(x).detach().sum(), steps: 3)).Message, StringComparison.Ordinal);
        Assert.Contains("the loss of step 0 is null", Assert.Throws<ArgumentException>(() => notebook.Train(model, optimizer, _ => null!, steps: 3)).Message, StringComparison.Ordinal);
        Assert.Equal("A training needs steps of at least 1, and it is 0.", Assert.Throws<ArgumentException>(() => notebook.Train(0, _ => 1)).Message);
        Assert.Equal("A training needs patience of at least 1, and it is 0.", Assert.Throws<ArgumentException>(() => notebook.Train(1, _ => 1, patience: 0)).Message);
        Assert.Contains("it is NaN", Assert.Throws<ArgumentException>(() => notebook.Train(1, _ => 1, minDelta: double.NaN)).Message, StringComparison.Ordinal);
    }

    // As the host does it: the token is cancelled, and the thread woken out of every wait.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Interrupt_leaves_what_was_reached(bool isWaiting)
    {
        var woken = new WaitingNotebook();
        using var source = new CancellationTokenSource();
        Cancellation.Current = source.Token;
        try
        {
            var caught = Record.Exception(() => woken.Train(10, i =>
            {
                if (i == 2)
                {
                    source.Cancel();
                    Thread.CurrentThread.Interrupt();
                    if (isWaiting)
                    {
                        Thread.Sleep(1);
                    }
                }

                return 1;
            }));
            Assert.True(caught is OperationCanceledException or ThreadInterruptedException, caught?.ToString());
        }
        finally
        {
            Cancellation.Current = CancellationToken.None;
            Record.Exception(() => Thread.Sleep(1));
        }

        var run = Assert.IsType<TrainingRun>(woken.Out);
        Assert.Equal((TrainingOutcome.Interrupted, isWaiting ? 2 : 3), (run.Outcome, run.Losses.Count));
        Assert.Same(run, woken.Shown);
    }

    [Fact]
    public void Nothing_is_said_of_weights_that_the_step_itself_changes() =>
        Assert.DoesNotContain("weights", notebook.Train(3, i => i == 1 ? double.NaN : 1).ToString(), StringComparison.Ordinal);

    private static (Tensor X, Tensor Y, Linear Model) Line(double slope, double intercept)
    {
        var x = linspace(-1, 1, 20).unsqueeze(1);
        var model = nn.Linear(1, 1);
        nn.init.zeros_(model.weight!);
        nn.init.zeros_(model.bias!);
        return (x, (slope * x) + intercept, model);
    }

    // Its display waits and polls, as a front end's and a formatter do.
    private sealed class WaitingNotebook : INotebook, IDisplayed
    {
        public object? Out { get; private set; }

        public object? Shown { get; private set; }

        public IReadOnlyList<string> Names => [];

        public bool IsInteractive => true;

        public bool TryGet(string name, out object? value) => (value = null) is not null;

        public Task SetAsync(string name, object value)
        {
            Out = value;
            return Task.CompletedTask;
        }

        public Task RunAsync(string code) => throw new NotSupportedException();

        public Task<object?> EvaluateAsync(string expression) => throw new NotSupportedException();

        public IDisplayed Display(object value)
        {
            Update(value);
            return this;
        }

        public void Update(object value)
        {
            Thread.Sleep(1);
            Cancellation.Poll();
            Shown = value;
        }
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
