namespace Adjoint.MatrixCalculus;

/// <summary>The derivative at 0 of a function of a number with values in ℝⁿ, from central differences.</summary>
/// <param name="Value">The derivative.</param>
/// <param name="Uncertainty">For each entry by how much two steps disagree, and the rounding that is to be expected.</param>
/// <param name="Step">The largest step of those that were used.</param>
/// <param name="FunctionSize">The largest entry of the function there.</param>
internal sealed record DifferenceQuotient(double[] Value, double[] Uncertainty, double Step, double FunctionSize)
{
    private const int Rounds = 7;
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>The largest entry of <see cref="Value"/>.</summary>
    public double Size { get; } = Value.Max(Math.Abs);

    /// <summary>The largest entry of <see cref="Uncertainty"/>.</summary>
    public double WorstUncertainty { get; } = Uncertainty.Max();

    /// <summary>
    /// Richardson's extrapolation of central differences with steps h, h/2, h/4, for h = 2⁻⁵, 2⁻⁸, … until the last two columns agree; the best of them otherwise. null where the function is
    /// finite for no h.
    /// </summary>
    /// <param name="function">t ↦ g(t); the array may be reused.</param>
    /// <remarks>Ridders, <i>Accurate computation of F′(x) and F′(x)F″(x)</i>, 1982.</remarks>
    public static DifferenceQuotient? Of(Func<double, double[]> function)
    {
        var found = new List<DifferenceQuotient>(Rounds);
        for (var round = 0; round < Rounds; round++)
        {
            var quotient = At(function, Math.ScaleB(1, -5 - (3 * round)));
            if (quotient is null)
            {
                continue;
            }

            found.Add(quotient);
            if (quotient.WorstUncertainty <= 1e-8 * quotient.Size || (found.Count > 2 && quotient.WorstUncertainty > found[^2].WorstUncertainty && found[^2].WorstUncertainty > found[^3].WorstUncertainty))
            {
                break;
            }
        }

        return found.MinBy(static q => q.WorstUncertainty);
    }

    /// <summary>The extrapolation with steps h, h/2, h/4; null where the function is not finite.</summary>
    public static DifferenceQuotient? At(Func<double, double[]> function, double h)
    {
        var magnitude = 0.0;
        if (Central(function, h, ref magnitude) is not { } d0 || Central(function, h / 2, ref magnitude) is not { } d1 || Central(function, h / 4, ref magnitude) is not { } d2)
        {
            return null;
        }

        var rounding = 4 * Epsilon * magnitude / (h / 4);
        var (value, uncertainty) = (d0, d1);
        for (var i = 0; i < d0.Length; i++)
        {
            var (coarse, fine) = (((4 * d1[i]) - d0[i]) / 3, ((4 * d2[i]) - d1[i]) / 3);
            var finest = ((16 * fine) - coarse) / 15;
            (value[i], uncertainty[i]) = (finest, Math.Abs(finest - fine) + rounding);
        }

        return Array.TrueForAll(value, double.IsFinite) && Array.TrueForAll(uncertainty, double.IsFinite) ? new(value, uncertainty, h, magnitude) : null;
    }

    private static double[]? Central(Func<double, double[]> function, double h, ref double magnitude)
    {
        var difference = (double[])function(h).Clone();
        var before = function(-h);
        for (var i = 0; i < difference.Length; i++)
        {
            magnitude = Math.Max(magnitude, Math.Abs(before[i]));
            difference[i] = (difference[i] - before[i]) / (2 * h);
            if (!double.IsFinite(difference[i]))
            {
                return null;
            }
        }

        return difference;
    }
}
