namespace Adjoint.MatrixCalculus;

/// <summary>A function and its derivative, to be compared at points of the same sizes.</summary>
internal sealed class Setting
{
    private readonly MatrixTerm function;
    private readonly MatrixTerm derivative;
    private readonly DerivativeForm? form;
    private readonly ArrayEvaluator evaluator;

    public Setting(MatrixTerm function, MatrixTerm derivative, MatrixVariable variable, DerivativeForm? form, IReadOnlyDictionary<string, int> sizes)
    {
        (this.function, this.derivative, this.form, Sizes) = (function, derivative, form, sizes);
        evaluator = new(function, sizes);
        Domain = new(variable, sizes);
    }

    /// <summary>The numbers for the names of dimensions.</summary>
    public IReadOnlyDictionary<string, int> Sizes { get; }

    /// <summary>Where the variable lives.</summary>
    public VariableDomain Domain { get; }

    /// <summary>The shape of f.</summary>
    public SymbolicShape Shape => function.Shape;

    /// <summary>The quotient and, where it is finite, the derivative; null where f is not finite, too large, or has no quotient.</summary>
    public Comparison? Compare(EvaluationPoint point, TangentDirection direction)
    {
        const double LargestMagnitude = 1e100;
        if (!Array.TrueForAll(evaluator.Evaluate(point.Values), double.IsFinite) || !(evaluator.Magnitude < LargestMagnitude))
        {
            return null;
        }

        var magnitude = evaluator.Magnitude;
        var quotient = DifferenceQuotient.Of(Along(point, direction, evaluator.Evaluate));
        if (quotient is null)
        {
            return null;
        }

        var derived = Derivative(point, direction, DenseEvaluator.Evaluate);
        return new(point, direction, quotient, Array.TrueForAll(derived, double.IsFinite) ? derived : null, magnitude);
    }

    /// <summary>Whether both evaluators give f the same value.</summary>
    public bool EvaluatorsAgree(EvaluationPoint point) => IsClose(evaluator.Evaluate(point.Values), DenseEvaluator.Evaluate(function, point), evaluator.Magnitude);

    /// <summary>
    /// Whether a contradiction is one: both evaluators give D the same value, the quotient is found again by the other evaluator with another step, and f has no kink. A function that oscillates faster than
    /// any step can see has random quotients, and seldom the same twice.
    /// </summary>
    public bool Confirms(Comparison comparison)
    {
        var (point, direction, quotient, derived) = (comparison.Point, comparison.Direction, comparison.Quotient, comparison.Derivative!);
        var other = DifferenceQuotient.At(Along(point, direction, values => DenseEvaluator.Evaluate(function, point with { Values = values })), 0.09 * quotient.Step);
        var (again, magnitude) = DerivativeAgain(comparison);
        if (other is null || !EvaluatorsAgree(point) || !IsClose(again, derived, 0) || !IsSmooth(comparison))
        {
            return false;
        }

        var change = other.Value.Zip(quotient.Value, static (a, b) => Math.Abs(a - b)).ToArray();
        var difference = Math.Abs(derived[comparison.WorstEntry] - quotient.Value[comparison.WorstEntry]);
        var isFoundAgain = quotient.WorstUncertainty <= 1e-5 * quotient.Size && change.Max() <= 1e-3 * quotient.Size;

        // Or f is constant, but for rounding.
        var (size, claimed) = (Math.Max(quotient.FunctionSize, other.FunctionSize), derived.Max(Math.Abs));
        var isConstant = 1e3 * Math.Max(quotient.Size + quotient.WorstUncertainty, other.Size + other.WorstUncertainty) <= claimed
            && (other.WorstUncertainty * other.Step <= 1e-4 * size || (size <= 1e-10 * claimed && claimed <= 1e6));
        return (isFoundAgain || isConstant) && change[comparison.WorstEntry] <= 0.2 * difference && difference > 1e-12 * magnitude * direction.Tangent.Max(Math.Abs);
    }

    /// <summary>Whether D·V is 0 but for the rounding of D.</summary>
    public bool Vanishes(Comparison comparison) => DerivativeAgain(comparison) is var (value, magnitude) && value.Max(Math.Abs) <= 1e-10 * magnitude;

    /// <summary>Whether the derivative vanishes on the directions that leave the domain, which is a convention; null where there are none.</summary>
    public bool? IsProjected(EvaluationPoint point, SplitMix64 random)
    {
        if (Domain.Normal(point.Values[Domain.Variable.Name], random) is not { } normal)
        {
            return null;
        }

        var size = DenseEvaluator.Evaluate(derivative, point).Max(Math.Abs);
        return Derivative(point, new(normal, null), DenseEvaluator.Evaluate).Max(Math.Abs) <= 1e-7 * size * Domain.Count;
    }

    // Whether the two one-sided quotients tend to each other.
    private bool IsSmooth(Comparison comparison)
    {
        var along = Along(comparison.Point, comparison.Direction, evaluator.Evaluate);
        var (far, near) = (Bend(along, Math.ScaleB(comparison.Quotient.Step, -2)), Bend(along, Math.ScaleB(comparison.Quotient.Step, -5)));
        return near < 0.4 * far || near < 1e-3 * comparison.Quotient.Size || near < 1e-9 * comparison.Magnitude;
    }

    /// <summary>A contradiction at a point with small integers, in the direction of one entry; null if none was found.</summary>
    public Comparison? Readable(Comparison comparison, PointSampler sampler, SplitMix64 random)
    {
        if ((Domain.Variable.Traits & ~VariableTraits.Positive) != 0)
        {
            return null;
        }

        for (var attempt = 0; attempt < 8; attempt++)
        {
            var point = sampler.IntegerPoint(Sizes, random);
            for (var j = 0; j < Math.Min(Domain.Count, 6); j++)
            {
                var unit = new double[Domain.Count];
                unit[j] = 1;
                if (Compare(point, new(unit, null)) is { Contradicts: true } found && found.HasSettled(1e-6) && found.Error > 1e-3 && Confirms(found))
                {
                    return found;
                }
            }
        }

        return null;
    }

    private static bool IsClose(double[] a, double[] b, double scale)
    {
        foreach (var x in a)
        {
            scale = Math.Max(scale, Math.Abs(x));
        }

        for (var i = 0; i < a.Length; i++)
        {
            if (!(Math.Abs(a[i] - b[i]) <= 1e-6 * scale))
            {
                return false;
            }
        }

        return true;
    }

    private static double Bend(Func<double, double[]> along, double h)
    {
        var middle = (double[])along(0).Clone();
        var after = (double[])along(h).Clone();
        var before = along(-h);
        var most = 0.0;
        for (var i = 0; i < middle.Length; i++)
        {
            most = Math.Max(most, Math.Abs(after[i] - (2 * middle[i]) + before[i]) / h);
        }

        return most;
    }

    private Func<double, double[]> Along(EvaluationPoint point, TangentDirection direction, Func<IReadOnlyDictionary<string, double[]>, double[]> evaluate)
    {
        var name = Domain.Variable.Name;
        var (start, values) = (point.Values[name], new Dictionary<string, double[]>(point.Values));
        return t =>
        {
            values[name] = Domain.Move(start, direction, t);
            return evaluate(values);
        };
    }

    // By the other evaluator, with the largest number on the way.
    private (double[] Value, double Magnitude) DerivativeAgain(Comparison comparison)
    {
        var magnitude = 0.0;
        var value = Derivative(comparison.Point, comparison.Direction, (term, at) =>
        {
            var array = new ArrayEvaluator(term, at.Sizes);
            var entries = array.Evaluate(at.Values);
            magnitude = array.Magnitude;
            return entries;
        });
        return (value, magnitude);
    }

    private double[] Derivative(EvaluationPoint point, TangentDirection direction, Func<MatrixTerm, EvaluationPoint, double[]> evaluate)
    {
        if (form is null)
        {
            return evaluate(derivative, point.With("d" + Domain.Variable.Name, direction.Tangent));
        }

        var entries = evaluate(derivative, point);
        var applied = new double[entries.Length / Domain.Count];
        for (var place = 0; place < entries.Length; place++)
        {
            applied[place % applied.Length] += entries[place] * direction.Tangent[place / applied.Length];
        }

        return applied;
    }
}
