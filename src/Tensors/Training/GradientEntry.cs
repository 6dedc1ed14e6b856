using System.Globalization;

namespace Adjoint.Tensors;

/// <summary>One partial derivative, compared.</summary>
/// <param name="Input">The number of the argument, from 0.</param>
/// <param name="Index">The place in it; null for the derivative along a random direction through all entries.</param>
/// <param name="Gradient">What the gradient says.</param>
/// <param name="Quotient">The central difference quotient, at the step where it is steadiest.</param>
/// <param name="Left">The difference quotient to the left.</param>
/// <param name="Right">The difference quotient to the right.</param>
/// <param name="Verdict">How they compare.</param>
public sealed record GradientEntry(int Input, IReadOnlyList<long>? Index, double Gradient, double Quotient, double Left, double Right, GradientVerdict Verdict)
{
    /// <summary>|g − q| / max(|g|, |q|), and 0 where both are 0.</summary>
    public double RelativeError => Gradient == Quotient ? 0 : Math.Abs(Gradient - Quotient) / Math.Max(Math.Abs(Gradient), Math.Abs(Quotient));

    internal string Place(int inputs) => Index is null ? "a random direction" : $"{(inputs > 1 ? $"argument {(Input + 1).ToString(CultureInfo.InvariantCulture)} " : string.Empty)}[{string.Join(", ", Index)}]";

    internal string Remark => Verdict switch
    {
        GradientVerdict.Agrees => "agrees",
        GradientVerdict.NotDifferentiable => "no derivative",
        _ => "differs",
    };

    // Adding 0 takes the sign from −0.
    internal static string Number(double value) => (value + 0.0).ToString("G6", CultureInfo.InvariantCulture);
}
