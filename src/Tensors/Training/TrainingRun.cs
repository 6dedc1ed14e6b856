using System.Globalization;
using System.Net;
using Adjoint.Drawing;
using Adjoint.Extension;
using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Tensors;

/// <summary>What a training has reached: its losses, and how it ended. It appears as a chart of the losses.</summary>
[Adjoint.Extension.ShownWhileItRuns]
public sealed class TrainingRun
{
    private const int MostPoints = 400;

    internal TrainingRun(ProgressReport progress, IReadOnlyList<(int Step, double Loss)> losses, IReadOnlyList<(int Step, double Loss)> validations) =>
        (Progress, Losses, Validations) = (progress, losses, validations);

    /// <summary>How far it came, and how long that took.</summary>
    public ProgressReport Progress { get; }

    /// <summary>The loss of each step, steps from 0.</summary>
    public IReadOnlyList<(int Step, double Loss)> Losses { get; }

    /// <summary>The losses on the validation data, where they were measured.</summary>
    public IReadOnlyList<(int Step, double Loss)> Validations { get; }

    /// <summary>How it ended.</summary>
    public TrainingOutcome Outcome { get; internal init; }

    /// <summary>The step with the least validation loss, or, without validation, the least loss; null before the first finite one.</summary>
    public (int Step, double Loss)? Best { get; internal init; }

    /// <summary>Whether the module has the weights of the best step now.</summary>
    public bool HasBestWeights { get; internal init; }

    /// <summary>The first parameter whose gradient was NaN or infinite when the training ended for that; null for none.</summary>
    public string? FaultyParameter { get; internal init; }

    /// <summary>Whether the step whose loss is not finite may have changed the weights.</summary>
    internal bool HasFaultyUpdate { get; init; }

    /// <summary>The loss of the last step; NaN before the first.</summary>
    public double LastLoss => Losses.Count > 0 ? Losses[^1].Loss : double.NaN;

    /// <summary>The losses over the steps, with a logarithmic axis where they range over more than a factor of 20. Long histories are thinned.</summary>
    public Figure ToFigure()
    {
        var (losses, validations) = (Thinned(Losses), Thinned(Validations));
        var figure = Figure.Empty.Axes("step", "loss");
        if (losses.Count > 0)
        {
            figure = figure.Curve(losses, validations.Count > 0 ? "training" : string.Empty);
        }

        if (validations.Count > 0)
        {
            figure = figure.Curve(validations, "validation");
        }

        if (Best is { } best && Outcome is not TrainingOutcome.Running && HasBestWeights)
        {
            figure = figure.Points([(best.Step, best.Loss)], "best");
        }

        var finite = losses.Concat(validations).Select(p => p.Y).Where(double.IsFinite).ToList();
        return finite.Count > 1 && finite.Min() > 0 && finite.Max() > 20 * finite.Min() ? figure.LogY() : figure;
    }

    /// <summary>One or two sentences: how far it came, and how it ended.</summary>
    public override string ToString()
    {
        var last = Losses.Count == 0 ? string.Empty : $"; loss {Number(LastLoss)}{(Validations.Count > 0 ? $", validation {Number(Validations[^1].Loss)}" : string.Empty)}";
        var best = Best is { } b ? $"step {b.Step.ToString(CultureInfo.InvariantCulture)} ({Number(b.Loss)})" : "no step";
        var weights = HasBestWeights ? $" The weights are those of the best, {best}." : string.Empty;
        return Outcome switch
        {
            TrainingOutcome.Running => $"{Progress}{last}",
            TrainingOutcome.Completed => $"{Ended}{last}.{weights}",
            TrainingOutcome.StoppedEarly => $"{Ended}{last}: nothing better since {best}.{weights}",
            TrainingOutcome.NotFinite when double.IsFinite(LastLoss) => $"{Ended}: the gradient of {FaultyParameter} is not finite at step {Step}, where the loss is {Number(LastLoss)}.{Kept}",
            TrainingOutcome.NotFinite => $"{Ended}: the loss is {Number(LastLoss)} at step {Step}{(FaultyParameter is { } parameter ? $"; the first gradient that is not finite is that of {parameter}" : string.Empty)}.{Kept}",
            _ => $"{Ended}{last}: interrupted.{weights}",
        };
    }

    /// <summary>The chart, and the sentences below it.</summary>
    internal string ToHtml() => $"<div>{(Losses.Count > 0 ? ToFigure().ToDisplayString(HtmlFormatter.MimeType) : string.Empty)}{(Outcome == TrainingOutcome.Running ? $"{Progress.ToHtml()}<p>loss {Number(LastLoss)}</p>" : $"<p>{WebUtility.HtmlEncode(ToString())}</p>")}</div>";

    /// <summary>The sentences, and the chart in words.</summary>
    internal string ToText() => new ReportPage(Losses.Count > 0 ? [ToString(), ToFigure().Description] : [ToString()], []).ToText();

    private string Ended => string.Create(CultureInfo.InvariantCulture, $"{(Progress.Label.Length > 0 ? Progress.Label : "training")}: {Progress.Done} of {Progress.Total} steps in {BenchTiming.Written(Progress.Elapsed)}");

    private string Step => Losses[^1].Step.ToString(CultureInfo.InvariantCulture);

    private string Kept => HasBestWeights ? $" The weights are those of the best, step {Best!.Value.Step.ToString(CultureInfo.InvariantCulture)}." : HasFaultyUpdate ? string.Empty : " The weights are those before that step.";

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    // Evenly spread, and the last one always.
    private static List<(double X, double Y)> Thinned(IReadOnlyList<(int Step, double Loss)> history)
    {
        var count = Math.Min(history.Count, MostPoints);
        var points = new List<(double, double)>(count);
        for (var i = 0; i < count; i++)
        {
            var (step, loss) = history[count == 1 ? 0 : (int)((long)i * (history.Count - 1) / (count - 1))];
            points.Add((step, loss));
        }

        return points;
    }
}
