using System.Numerics;

namespace Adjoint.MatrixCalculus;

/// <summary>The differential calculus of matrices: df, linear in dX, by one rule for each operation.</summary>
/// <remarks>Source: Magnus and Neudecker, <em>Matrix Differential Calculus</em>, chapters 8 and 9; Higham, <em>Functions of Matrices</em>, section 3 for the Fréchet derivatives.</remarks>
internal sealed class Differentiation(MatrixVariable variable, List<DerivativeStep>? steps = null)
{
    private const int LargestPower = 64;

    private readonly Dictionary<MatrixTerm, MatrixTerm> known = [];

    /// <summary>dX.</summary>
    public MatrixTerm Differential { get; } = MatrixAlgebra.Variable(variable with { IsDifferential = true });

    /// <summary>d of a term.</summary>
    /// <exception cref="NotSupportedException">A power is too high to be written out.</exception>
    public MatrixTerm Of(MatrixTerm term)
    {
        if (!term.Contains(variable.Name))
        {
            return MatrixAlgebra.Zero(term.Shape);
        }

        if (term.Operation == Operation.Variable)
        {
            return Differential;
        }

        if (known.TryGetValue(term, out var differential))
        {
            return differential;
        }

        Cancellation.Poll();
        if (steps is not null)
        {
            // The rule once with d(a) for the differentials of the arguments, to be read, and once with themselves.
            var (formal, rule) = Apply(term, Formal);
            steps.Add(new(rule, new(Operation.Differential, term.Shape, term), formal));
        }

        return known[term] = Apply(term, Of).Differential;
    }

    private MatrixTerm Formal(MatrixTerm term) => !term.Contains(variable.Name) ? MatrixAlgebra.Zero(term.Shape)
        : term.Operation == Operation.Variable ? Differential
        : new(Operation.Differential, term.Shape, term);

    private (MatrixTerm Differential, DifferentialRule Rule) Apply(MatrixTerm t, Func<MatrixTerm, MatrixTerm> d)
    {
        switch (t.Operation)
        {
            case Operation.Sum:
                return (MatrixAlgebra.Sum(t.Shape, Each(t, d)), DifferentialRule.Sum);
            case Operation.Times:
            case Operation.Hadamard:
                return (EntrywiseProduct(t, d), DifferentialRule.EntrywiseProduct);
            case Operation.Scale:
                return (MatrixAlgebra.Add(MatrixAlgebra.Scale(d(t.First), t.Second), MatrixAlgebra.Scale(t.First, d(t.Second))), ProductRule(t));
            case Operation.Chain:
                return (Product(t, d), ProductRule(t));
            case Operation.Power:
                return Power(t, d);
            case Operation.MatrixPower:
                return (MatrixPower(t.First, t.Order, d(t.First)), t.Order == -1 ? DifferentialRule.Inverse : DifferentialRule.MatrixPower);
            case Operation.Transpose:
                return (MatrixAlgebra.Transpose(d(t.First)), DifferentialRule.Transpose);
            case Operation.Elementwise:
                return (EntrywiseAlgebra.Product(EntrywiseAlgebra.Derivative(t.Function, t.First), d(t.First)), DifferentialRule.Chain);
            case Operation.Determinant:
                return (MatrixAlgebra.Scale(t, LogDeterminant(t.First, d)), DifferentialRule.Determinant);
            case Operation.LogDeterminant:
                return (LogDeterminant(t.First, d), DifferentialRule.LogDeterminant);
            case Operation.Norm:
                return (MatrixAlgebra.Scale(EntrywiseAlgebra.Power(t, MatrixAlgebra.MinusOne), Collection.Inner(t.First, d(t.First))), DifferentialRule.Norm);
            case Operation.MaxEntry:
                return (Collection.Inner(LinearMaps.MaxPlace(t.First), d(t.First)), DifferentialRule.Maximum);
            case Operation.MaxPlace:
                return (MatrixAlgebra.Zero(t.Shape), DifferentialRule.Maximum);
            case Operation.Kron:
                return (MatrixAlgebra.Add(LinearMaps.Kron(d(t.First), t.Second), LinearMaps.Kron(t.First, d(t.Second))), DifferentialRule.Kron);
            case Operation.Softmax:
                var dx = d(t.First);
                return (MatrixAlgebra.Subtract(EntrywiseAlgebra.Product(t, dx), MatrixAlgebra.Multiply(t, MatrixAlgebra.Multiply(MatrixAlgebra.Transpose(t), dx))), DifferentialRule.Softmax);
            case Operation.LogSumExp:
                return (MatrixAlgebra.Multiply(MatrixAlgebra.Transpose(LinearMaps.Softmax(LinearMaps.Vec(t.First))), LinearMaps.Vec(d(t.First))), DifferentialRule.LogSumExp);
            case Operation.MatrixFunction:
                return (MatrixFunction(t, d), DifferentialRule.MatrixFunction);
            case Operation.Select:
                return (EntrywiseAlgebra.Select(t.Arguments[0], d(t.Arguments[1]), d(t.Arguments[2]), t.Order == 1), DifferentialRule.Cases);
            case Operation.Entry or Operation.IndexSum or Operation.Tensor:
                return (TermRebuilder.Rebuild(t, d), DifferentialRule.Indices);
            default:
                return (TermRebuilder.Rebuild(t, d), DifferentialRule.Linear);
        }
    }

    private DifferentialRule ProductRule(MatrixTerm t)
    {
        var count = 0;
        foreach (var factor in t.Arguments)
        {
            count += factor.Contains(variable.Name) ? 1 : 0;
        }

        return count == 1 ? DifferentialRule.Constant : DifferentialRule.Product;
    }

    private static MatrixTerm LogDeterminant(MatrixTerm x, Func<MatrixTerm, MatrixTerm> d) => LinearMaps.Trace(MatrixAlgebra.Multiply(SquareAlgebra.Inverse(x), d(x)));

    private static MatrixTerm[] Each(MatrixTerm t, Func<MatrixTerm, MatrixTerm> d)
    {
        var parts = new MatrixTerm[t.Arguments.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = d(t.Arguments[i]);
        }

        return parts;
    }

    // With one factor after the other replaced by its differential.
    private static MatrixTerm EntrywiseProduct(MatrixTerm t, Func<MatrixTerm, MatrixTerm> d)
    {
        var parts = new List<MatrixTerm>();
        for (var i = 0; i < t.Arguments.Length; i++)
        {
            if (d(t.Arguments[i]) is { IsZero: false } differential)
            {
                parts.Add(EntrywiseAlgebra.Product(t.Shape, [.. t.Arguments[..i], differential, .. t.Arguments[(i + 1)..]]));
            }
        }

        return MatrixAlgebra.Sum(t.Shape, [.. parts]);
    }

    private static MatrixTerm Product(MatrixTerm t, Func<MatrixTerm, MatrixTerm> d)
    {
        var parts = new List<MatrixTerm>();
        for (var i = 0; i < t.Arguments.Length; i++)
        {
            if (d(t.Arguments[i]) is { IsZero: false } differential)
            {
                parts.Add(MatrixProduct.Of([.. t.Arguments[..i], differential, .. t.Arguments[(i + 1)..]]));
            }
        }

        return MatrixAlgebra.Sum(t.Shape, [.. parts]);
    }

    private (MatrixTerm, DifferentialRule) Power(MatrixTerm t, Func<MatrixTerm, MatrixTerm> d)
    {
        var (a, b) = (t.First, t.Second);
        var byBase = a.Contains(variable.Name)
            ? EntrywiseAlgebra.Product(EntrywiseAlgebra.Product(b, EntrywiseAlgebra.Power(a, MatrixAlgebra.Subtract(b, MatrixAlgebra.Ones(b.Shape)))), d(a))
            : MatrixAlgebra.Zero(t.Shape);
        var byExponent = b.Contains(variable.Name)
            ? EntrywiseAlgebra.Product(EntrywiseAlgebra.Product(EntrywiseAlgebra.Apply(EntryFunction.Log, a), t), d(b))
            : MatrixAlgebra.Zero(t.Shape);
        return (MatrixAlgebra.Add(byBase, byExponent), b.Contains(variable.Name) ? DifferentialRule.Exponential : DifferentialRule.Power);
    }

    // d(Xᵏ) = Σ Xⁱ dX Xᵏ⁻¹⁻ⁱ, and d(X⁻ᵏ) = −Σ X⁻ⁱ dX X⁻⁽ᵏ⁺¹⁻ⁱ⁾ for i from 1 to k.
    private static MatrixTerm MatrixPower(MatrixTerm x, int k, MatrixTerm dx)
    {
        if (BigInteger.Abs(k) > LargestPower)
        {
            throw new NotSupportedException($"The derivative of a matrix to the power {k} has {BigInteger.Abs(k)} terms; up to {LargestPower} are written out.");
        }

        var parts = new MatrixTerm[Math.Abs(k)];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = k > 0
                ? MatrixProduct.Of(SquareAlgebra.Power(x, i), dx, SquareAlgebra.Power(x, k - 1 - i))
                : MatrixAlgebra.Negate(MatrixProduct.Of(SquareAlgebra.Power(x, -1 - i), dx, SquareAlgebra.Power(x, k + i)));
        }

        return MatrixAlgebra.Sum(x.Shape, parts);
    }

    private static MatrixTerm MatrixFunction(MatrixTerm t, Func<MatrixTerm, MatrixTerm> d)
    {
        var parts = new MatrixTerm[t.Arguments.Length];
        parts[0] = SquareAlgebra.Function(t.Function, [.. t.Arguments, d(t.First)]);
        for (var i = 1; i < parts.Length; i++)
        {
            parts[i] = SquareAlgebra.Function(t.Function, [.. t.Arguments[..i], d(t.Arguments[i]), .. t.Arguments[(i + 1)..]]);
        }

        return MatrixAlgebra.Sum(t.Shape, parts);
    }
}
