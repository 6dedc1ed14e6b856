namespace Adjoint.MatrixCalculus;

/// <summary>A derivative in one direction at one point, beside the difference quotient.</summary>
internal sealed class Comparison
{
    private const double Tolerance = 1e-6;
    private const double Contradiction = 1e-4;
    private const double Rounding = 1e-12;

    private readonly double scale;

    public Comparison(EvaluationPoint point, TangentDirection direction, DifferenceQuotient quotient, double[]? derivative, double magnitude)
    {
        (Point, Direction, Quotient, Derivative, Magnitude) = (point, direction, quotient, derivative, magnitude);
        scale = Math.Max(quotient.Size, derivative?.Max(Math.Abs) ?? 0);
        IsFlat = scale <= Math.Max(10 * quotient.WorstUncertainty, Rounding * magnitude);
        if (derivative is null)
        {
            return;
        }

        var most = 0.0;
        Agrees = true;
        for (var i = 0; i < derivative.Length; i++)
        {
            var difference = Math.Abs(derivative[i] - quotient.Value[i]);
            var own = Math.Max(Math.Abs(derivative[i]), Math.Abs(quotient.Value[i]));
            Agrees &= difference <= (Tolerance * own) + (1e-3 * Tolerance * scale) + (10 * quotient.Uncertainty[i]) || (IsFlat && difference <= Rounding * magnitude);
            var contradiction = difference - ((Contradiction * own) + (1e-3 * Contradiction * scale) + (100 * quotient.Uncertainty[i]));
            if (contradiction > most)
            {
                (most, WorstEntry) = (contradiction, i);
            }

            Error = Math.Max(Error, difference / (IsFlat ? Math.Max(magnitude, scale) : scale));
        }

        Contradicts = !Agrees && most > 0 && quotient.WorstUncertainty <= Math.Max(1e-3 * quotient.Size, Rounding * magnitude);
        Error = double.IsNaN(Error) ? 0 : Error;
    }

    /// <summary>Where.</summary>
    public EvaluationPoint Point { get; }

    /// <summary>V.</summary>
    public TangentDirection Direction { get; }

    /// <summary>The difference quotient of f.</summary>
    public DifferenceQuotient Quotient { get; }

    /// <summary>D applied to V, of the shape of f; null where it is not finite.</summary>
    public double[]? Derivative { get; }

    /// <summary>The largest number on the way to f.</summary>
    public double Magnitude { get; }

    /// <summary>Whether both are 0 but for rounding.</summary>
    public bool IsFlat { get; }

    /// <summary>Whether the two are equal, as far as the quotient is certain.</summary>
    public bool Agrees { get; }

    /// <summary>Whether they differ by much more than the quotient is uncertain.</summary>
    public bool Contradicts { get; }

    /// <summary>The place of the entry where they differ most.</summary>
    public int WorstEntry { get; }

    /// <summary>The largest difference of two entries, relative to the largest entry.</summary>
    public double Error { get; }

    /// <summary>Whether the quotient is certain enough.</summary>
    public bool HasSettled(double tolerance) => Quotient.WorstUncertainty <= tolerance * scale;
}
