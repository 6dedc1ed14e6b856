namespace Adjoint.MatrixCalculus;

/// <summary>The derivative of a term by a variable, without a certificate.</summary>
internal sealed record SymbolicDerivative(MatrixTerm Function, MatrixVariable Variable, MatrixTerm Differential, MatrixTerm Value, DerivativeForm Form, IReadOnlyList<DerivativeStep> Steps)
{
    /// <summary>Finds it.</summary>
    /// <param name="function">What is differentiated.</param>
    /// <param name="variable">By what.</param>
    /// <param name="withSteps">Whether the rules used are recorded.</param>
    /// <param name="asTensor">Whether it is wanted in index notation.</param>
    public static SymbolicDerivative Of(MatrixTerm function, MatrixVariable variable, bool withSteps = false, bool asTensor = false)
    {
        var steps = withSteps ? new List<DerivativeStep>() : null;
        var differential = new Differentiation(variable, steps).Of(function);
        var (value, form) = asTensor ? (Tensor(differential, variable), DerivativeForm.Tensor) : Collected(differential, variable);
        return new(function, variable, differential, Factoring.Of(WithoutIndices(value)), form, steps ?? []);
    }

    // What was said with indices is said with matrices where that is possible: tensor[k](sum[j](A[k, j]*x[j])) is A*x.
    private static MatrixTerm WithoutIndices(MatrixTerm value)
    {
        if (value.Shape.IsTensor || !HasIndices(value))
        {
            return value;
        }

        try
        {
            var matrix = Recognition.ToMatrix(IndexForm.Of(value), value.Shape);
            return HasIndices(matrix) && matrix.Weight >= value.Weight ? value : matrix;
        }
        catch (NotSupportedException)
        {
            return value;
        }
    }

    private static bool HasIndices(MatrixTerm term) => term.Any(static t => t.Operation is Operation.IndexSum or Operation.Tensor);

    private static (MatrixTerm, DerivativeForm) Collected(MatrixTerm differential, MatrixVariable variable)
    {
        if (variable.Shape.IsScalar)
        {
            return (Collection.InDirection(differential, MatrixAlgebra.One), DerivativeForm.Entrywise);
        }

        if (differential.IsScalar)
        {
            return (ProjectedGradient(Collection.Gradient(differential, variable), variable), DerivativeForm.Gradient);
        }

        return !differential.Shape.IsTensor && Collection.Jacobian(differential, variable) is { } jacobian
            ? (ProjectedJacobian(jacobian, variable), DerivativeForm.Jacobian)
            : (Tensor(differential, variable), DerivativeForm.Tensor);
    }

    private static MatrixTerm Tensor(MatrixTerm differential, MatrixVariable variable)
    {
        // A direction of the variable's domain: of a unit matrix, which is symmetric or not, its projection.
        var dx = MatrixAlgebra.Variable(variable with { IsDifferential = true, Traits = VariableTraits.None });
        return Collection.Tensor(Collection.InDirection(differential, ProjectedGradient(dx, variable)), variable);
    }

    /// <summary>The orthogonal projection of a matrix on the directions that a variable's domain has.</summary>
    private static MatrixTerm ProjectedGradient(MatrixTerm g, MatrixVariable variable)
    {
        if (variable.Traits.HasFlag(VariableTraits.Diagonal))
        {
            return LinearMaps.Diagonal(LinearMaps.DiagonalPart(g));
        }

        if (variable.Traits.HasFlag(VariableTraits.Orthogonal))
        {
            // Directions at Q are Q·S with Sᵀ = −S.
            var q = MatrixAlgebra.Variable(variable);
            return MatrixAlgebra.Multiple(new Algebra.Rational(1, 2), MatrixAlgebra.Subtract(g, MatrixAlgebra.Multiply(q, MatrixAlgebra.Transpose(g), q)));
        }

        return variable.IsSymmetric ? MatrixAlgebra.Multiple(new Algebra.Rational(1, 2), MatrixAlgebra.Add(g, MatrixAlgebra.Transpose(g))) : g;
    }

    private static MatrixTerm ProjectedJacobian(MatrixTerm jacobian, MatrixVariable variable)
    {
        var n = variable.Shape.Rows;
        var identity = MatrixAlgebra.Eye(variable.Shape.Size);
        if (variable.Traits.HasFlag(VariableTraits.Diagonal))
        {
            return MatrixAlgebra.Multiply(jacobian, LinearMaps.Diagonal(LinearMaps.Vec(MatrixAlgebra.Eye(n))));
        }

        var half = new Algebra.Rational(1, 2);
        if (variable.Traits.HasFlag(VariableTraits.Orthogonal))
        {
            var q = MatrixAlgebra.Variable(variable);
            var mirrored = MatrixAlgebra.Multiply(LinearMaps.Kron(MatrixAlgebra.Transpose(q), q), SquareAlgebra.Commutation(n, n));
            return MatrixAlgebra.Multiple(half, MatrixAlgebra.Multiply(jacobian, MatrixAlgebra.Subtract(identity, mirrored)));
        }

        return variable.IsSymmetric
            ? MatrixAlgebra.Multiple(half, MatrixAlgebra.Multiply(jacobian, MatrixAlgebra.Add(identity, SquareAlgebra.Commutation(n, n))))
            : jacobian;
    }
}
