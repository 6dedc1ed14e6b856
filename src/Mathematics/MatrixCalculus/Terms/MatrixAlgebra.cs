using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>Makes terms, and simplifies them as it makes them.</summary>
internal static class MatrixAlgebra
{
    /// <summary>1.</summary>
    public static MatrixTerm One { get; } = Number(1);

    /// <summary>A number.</summary>
    public static MatrixTerm Number(Rational value) => new(Operation.Number, SymbolicShape.Scalar, [], new(Value: value));

    /// <summary>aᵇ entry by entry.</summary>
    public static MatrixTerm Power(MatrixTerm a, MatrixTerm b) => new(Operation.Power, a.Shape, a, b);
}
