using System.Globalization;
using Adjoint.Tensors.Training;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>A gradient compared with difference quotients: <c>GradientCheck.Of(x => (x * x).sum(), x)</c>.</summary>
/// <remarks>
/// The function is evaluated in double precision on copies of the arguments, on their device; the arguments, their gradients and the state of the random numbers stay as they are. Of a value with
/// several entries, the inner product with a random cotangent is differentiated, which sees an error in any row of the Jacobian with probability 1. Up to 200 entries are compared one by one, and
/// all of them at once along a random direction. Central differences have an error of order h² from the function and of order ε/h from rounding: where the usual h = ∛ε does not agree, h is taken from
/// the bottom of that valley (N. Higham, <i>Accuracy and Stability of Numerical Algorithms</i>, 2nd ed., §1.14). A kink shows in one-sided quotients whose difference does not vanish with h.
/// </remarks>
public sealed class GradientCheck : IPagedReport
{
    private const int MostRows = 8;

    private readonly int inputs;
    private readonly long total;

    internal GradientCheck(IReadOnlyList<GradientEntry> entries, bool isDeterministic, int inputs, long total)
    {
        Entries = [.. entries.OrderByDescending(e => e.Verdict).ThenByDescending(e => e.RelativeError)];
        Verdict = isDeterministic ? Entries.Select(e => e.Verdict).DefaultIfEmpty(GradientVerdict.Agrees).Max() : GradientVerdict.NotDeterministic;
        (this.inputs, this.total) = (inputs, total);
    }

    /// <summary>How the gradient compares, at the worst.</summary>
    public GradientVerdict Verdict { get; }

    /// <summary>The partial derivatives that were compared, the worst first.</summary>
    public IReadOnlyList<GradientEntry> Entries { get; }

    /// <summary>The worst of them; null if there is none to compare.</summary>
    public GradientEntry? Worst => Entries.Count > 0 ? Entries[0] : null;

    /// <summary>Checks what autograd says of f at x. All that is made is disposed.</summary>
    /// <exception cref="ArgumentException">x has no floating-point entries, or f does not compute in double precision.</exception>
    public static GradientCheck Of(Func<torch.Tensor, torch.Tensor> f, torch.Tensor x)
    {
        ArgumentNullException.ThrowIfNull(f);
        return Of(xs => f(xs[0]), [x]);
    }

    /// <summary>Checks what autograd says of f at (x, y), in both arguments.</summary>
    /// <inheritdoc cref="Of(Func{torch.Tensor, torch.Tensor}, torch.Tensor)" path="/exception"/>
    public static GradientCheck Of(Func<torch.Tensor, torch.Tensor, torch.Tensor> f, torch.Tensor x, torch.Tensor y)
    {
        ArgumentNullException.ThrowIfNull(f);
        return Of(xs => f(xs[0], xs[1]), [x, y]);
    }

    /// <summary>Checks what autograd says of a function of any number of tensors.</summary>
    /// <inheritdoc cref="Of(Func{torch.Tensor, torch.Tensor}, torch.Tensor)" path="/exception"/>
    public static GradientCheck Of(Func<IReadOnlyList<torch.Tensor>, torch.Tensor> f, IReadOnlyList<torch.Tensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(f);
        return new GradientComparison(f, GradientComparison.Autograd(f), inputs).Run();
    }

    /// <summary>Checks a pullback that somebody else wrote or derived.</summary>
    /// <param name="f">x ↦ y.</param>
    /// <param name="pullback">(x, ȳ) ↦ x̄ = Jᵀȳ, of the shape of x.</param>
    /// <param name="x">Where.</param>
    /// <exception cref="ArgumentException">x has no floating-point entries, f does not compute in double precision, or x̄ has another shape than x.</exception>
    public static GradientCheck OfPullback(Func<torch.Tensor, torch.Tensor> f, Func<torch.Tensor, torch.Tensor, torch.Tensor> pullback, torch.Tensor x)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(pullback);
        return new GradientComparison(xs => f(xs[0]), (xs, cotangent) => [pullback(xs[0], cotangent)], [x]).Run();
    }

    /// <summary>The verdict in a sentence.</summary>
    public override string ToString() => Verdict switch
    {
        GradientVerdict.NotDeterministic => "f gave two different values at the same place: it cannot be checked. Randomness such as dropout has to be switched off first, as by eval().",
        _ when Worst is not { } => "There is no entry to check.",
        GradientVerdict.Agrees => $"The gradient agrees with difference quotients at {Counted}; the largest relative error is {Worst.RelativeError.ToString(Worst.RelativeError == 0 ? "0" : "0.0e0", CultureInfo.InvariantCulture)}.",
        GradientVerdict.NotDifferentiable => $"{(Entries.Any(e => e.Verdict == GradientVerdict.Agrees) ? "The gradient agrees where there is one, but f" : "There is nothing to compare: f")} has no derivative at {Worst.Place(inputs)}: {Why(Worst)}.",
        _ => $"The gradient is wrong at {Worst.Place(inputs)}: it says {GradientEntry.Number(Worst.Gradient)}, and the difference quotient {GradientEntry.Number(Worst.Quotient)} (relative error {Worst.RelativeError.ToString(Worst.RelativeError == 0 ? "0" : "0.0e0", CultureInfo.InvariantCulture)}).",
    };

    /// <inheritdoc cref="IPagedReport.ToPage"/>
    ReportPage IPagedReport.ToPage() => new(
        [ToString()],
        [
            new(Entries.Count > MostRows ? $"The worst {MostRows} of {Entries.Count}:" : string.Empty,
                ["entry", "gradient", "quotient", "from the left", "from the right", "error", ""],
                [.. Entries.Take(MostRows).Select(e => (IReadOnlyList<string>)
                [
                    e.Place(inputs), GradientEntry.Number(e.Gradient), GradientEntry.Number(e.Quotient), GradientEntry.Number(e.Left), GradientEntry.Number(e.Right),
                    e.Verdict == GradientVerdict.NotDifferentiable ? string.Empty : e.RelativeError.ToString(e.RelativeError == 0 ? "0" : "0.0e0", CultureInfo.InvariantCulture), e.Remark,
                ])]),
        ]);

    private string Counted
    {
        get
        {
            var single = Entries.Count(e => e.Index is not null);
            return single == total ? $"{(total == 1 ? "the only entry" : $"all {total} entries")}" : $"{single} of {total} entries and along a random direction through all of them";
        }
    }

    private static string Why(GradientEntry e) => double.IsNaN(e.Left) && double.IsNaN(e.Right) ? "it is NaN or infinite there"
        : double.IsInfinity(e.Left) && double.IsInfinity(e.Right) ? "it jumps there"
        : !double.IsFinite(e.Left) || !double.IsFinite(e.Right) ? "it is not defined on one side"
        : $"its slope is {GradientEntry.Number(e.Left)} from the left and {GradientEntry.Number(e.Right)} from the right, and the gradient takes {GradientEntry.Number(e.Gradient)}";
}
