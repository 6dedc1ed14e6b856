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
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(validateEvery ?? 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(patience ?? 1);
        ArgumentOutOfRangeException.ThrowIfNegative(minDelta);
        (this.notebook, this.label, this.steps, this.patience, this.minDelta, this.clock) = (notebook, label, steps, patience, minDelta, clock);
        this.validateEvery = validateEvery ?? Math.Max(1, steps / 100);
        began = clock.GetTimestamp();
        nextUpdate = began + Ticks;
    }

    /// <summary>One step: its loss, and a parameter whose gradient is not finite.</summary>
    public required Func<int, (double Loss, string? Faulty)> Step { get; init; }

    /// <summary>Changes the weights, after the step's loss and gradients are known to be finite.</summary>
    public Action Update { get; init; } = static () => { };

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
        catch (OperationCanceledException)
        {
            weights?.Restore();
            var reached = Snapshot(TrainingOutcome.Interrupted, weights);
            Show(reached);
            notebook.SetAsync("Out", reached);
            throw;
        }

        weights?.Restore();
        var run = Snapshot(outcome, weights);
        Show(run);
        return run;
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
    };
}
