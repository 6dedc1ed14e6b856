using System.Globalization;
using Adjoint.Extension;
using TorchSharp;

namespace Adjoint.Tensors.Training;

/// <summary>Makes steps until there is a reason to stop, and shows the losses meanwhile.</summary>
internal sealed class TrainingLoop
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly INotebook notebook;
    private readonly string label;
    private readonly int steps;
    private readonly int validateEvery;
    private readonly int? patience;
    private readonly double minDelta;
    private readonly TimeProvider clock;
    private readonly long began;
    private readonly List<(int Step, double Loss)> losses = [];
    private readonly List<(int Step, double Loss)> validations = [];
    private (int Step, double Loss)? best;
    private int sinceBest;
    private string? faulty;
    private IDisplayed? displayed;
    private long nextUpdate;

    public TrainingLoop(INotebook notebook, string label, int steps, int? validateEvery, int? patience, double minDelta, TimeProvider clock)
    {
        RequirePositive(steps, nameof(steps));
        RequirePositive(validateEvery ?? 1, nameof(validateEvery));
        RequirePositive(patience ?? 1, nameof(patience));
        if (!(minDelta >= 0))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"minDelta says by how much a loss must be less to be better: at least 0, and it is {minDelta}."));
        }

        (this.notebook, this.label, this.steps, this.patience, this.minDelta, this.clock) = (notebook, label, steps, patience, minDelta, clock);
        this.validateEvery = validateEvery ?? Math.Max(1, steps / 100);
        began = clock.GetTimestamp();
        nextUpdate = began + Ticks;
    }

    /// <summary>One step: its loss, and a parameter whose gradient is not finite.</summary>
    public required Func<int, (double Loss, string? Faulty)> Step { get; init; }

    /// <summary>Changes the weights, after the step's loss and gradients are known to be finite.</summary>
    public Action Update { get; init; } = static () => { };

    /// <summary>Whether <see cref="Step"/> changes the weights itself.</summary>
    public bool StepUpdates { get; init; }

    /// <summary>The loss on other data.</summary>
    public Func<double>? Validation { get; init; }

    /// <summary>Whose weights are kept, if there is patience.</summary>
    public torch.nn.Module? Model { get; init; }

    /// <summary>Runs, shows, and returns what was reached.</summary>
    public TrainingRun Run()
    {
        UsingFormatters.Register();
        using var weights = patience is not null && Model is not null ? new KeptWeights(Model) : null;
        TrainingOutcome outcome;
        try
        {
            outcome = Steps(weights);
        }
        catch (Exception cause) when (cause is OperationCanceledException or ThreadInterruptedException)
        {
            Undisturbed(() =>
            {
                weights?.Restore();
                var reached = Snapshot(TrainingOutcome.Interrupted, weights);
                notebook.SetAsync("Out", reached);
                Show(reached);
            });
            throw;
        }

        weights?.Restore();
        var run = Snapshot(outcome, weights);
        Show(run);
        return run;
    }

    private static void RequirePositive(int value, string name)
    {
        if (value <= 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A training needs {name} of at least 1, and it is {value}."));
        }
    }

    // A host wakes the interrupted thread out of every wait until its cell has ended, and what draws polls the token of the cell: so another thread does it, without the token.
    private static void Undisturbed(Action action)
    {
        using var ended = new ManualResetEventSlim();
        Exception? fault = null;
        var thread = new Thread(() =>
        {
            Cancellation.Current = CancellationToken.None;
            try
            {
                action();
            }
#pragma warning disable CA1031 // thrown again by the thread that waits
            catch (Exception error)
#pragma warning restore CA1031
            {
                fault = error;
            }

            ended.Set();
        })
        { IsBackground = true };
        thread.Start();
        while (!ended.IsSet)
        {
            try
            {
                ended.Wait(CancellationToken.None);
            }
            catch (ThreadInterruptedException)
            {
            }
        }

        if (fault is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
        }
    }

    private long Ticks => (long)(Interval.TotalSeconds * clock.TimestampFrequency);

    private TrainingOutcome Steps(KeptWeights? weights)
    {
        for (var i = 0; i < steps; i++)
        {
            Cancellation.Poll();
            using var scope = torch.NewDisposeScope();
            (var loss, faulty) = Step(i);
            losses.Add((i, loss));
            if (!double.IsFinite(loss) || faulty is not null)
            {
                return TrainingOutcome.NotFinite;
            }

            if (Validation is null)
            {
                // It is the loss before the weights change, so these are the weights to keep.
                Compare(i, loss, weights);
                Update();
            }
            else
            {
                Update();
                if ((i + 1) % validateEvery == 0 || i == steps - 1)
                {
                    var validation = Validation();
                    validations.Add((i, validation));
                    Compare(i, validation, weights);
                }
            }

            if (sinceBest >= patience)
            {
                return TrainingOutcome.StoppedEarly;
            }

            Refresh();
        }

        return TrainingOutcome.Completed;
    }

    private void Compare(int step, double loss, KeptWeights? weights)
    {
        // A NaN is never better.
        if (best is null ? double.IsFinite(loss) : loss < best.Value.Loss - minDelta)
        {
            (best, sinceBest) = ((step, loss), 0);
            weights?.Keep();
        }
        else
        {
            sinceBest++;
        }
    }

    private void Refresh()
    {
        if (notebook.IsInteractive && clock.GetTimestamp() >= nextUpdate)
        {
            Show(Snapshot(TrainingOutcome.Running, null));

            // From the end of the showing, so that a large chart does not take all the time.
            nextUpdate = clock.GetTimestamp() + Ticks;
        }
    }

    private void Show(TrainingRun run)
    {
        if (displayed is null)
        {
            displayed = notebook.Display(run);
        }
        else
        {
            displayed.Update(run);
        }
    }

    private TrainingRun Snapshot(TrainingOutcome outcome, KeptWeights? weights) => new(
        new(label, losses.Count, steps, clock.GetElapsedTime(began), outcome != TrainingOutcome.Running), [.. losses], [.. validations])
    {
        Outcome = outcome,
        Best = best,
        HasBestWeights = weights?.HasRestored ?? false,
        FaultyParameter = faulty,
        HasFaultyUpdate = StepUpdates,
    };
}
