using Adjoint.Algebra;
using Adjoint.LinearAlgebra;

namespace Adjoint.Exercises;

/// <summary>The kinds of answers.</summary>
public static class Answers
{
    /// <summary>A rational number, compared exactly.</summary>
    public static AnswerKind<Rational> Rational { get; } = new FieldElementKind<Rational>(Rationals.Field);

    /// <summary>An element of a field, compared exactly.</summary>
    public static AnswerKind<T> Element<T>(IField<T> field) => new FieldElementKind<T>(field);

    /// <summary>A matrix over ℚ, compared entry by entry; one of another shape than the solution's is invalid, unless a misconception leads to it.</summary>
    public static AnswerKind<ExactMatrix<Rational>> Matrix() => Matrix(Rationals.Field);

    /// <summary>A matrix over a field, compared entry by entry; one of another shape than the solution's is invalid, unless a misconception leads to it.</summary>
    public static AnswerKind<ExactMatrix<T>> Matrix<T>(IField<T> field) => new MatrixKind<T>(field);

    /// <summary>A subspace of Fⁿ, typed as vectors that span it, compared whatever the vectors are.</summary>
    public static AnswerKind<Subspace<T>> Subspace<T>(IField<T> field, int dimension) => new SubspaceKind<T>(field, dimension);
}
