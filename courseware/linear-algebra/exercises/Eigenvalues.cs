using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;
using Adjoint.Symbolic;

namespace Adjoint.Courses.LinearAlgebra;

/// <summary>Eigenvalues and changes of basis.</summary>
public static class Eigenvalues
{
    public static Exercise SetOfEigenvalues { get; } = new Exercise<(ExactMatrix<Rational> A, IReadOnlyList<int> Values), IReadOnlyList<Rational>>("linear-algebra/eigenvalues")
    {
        Generate = draw => draw.Distinct(2, d => d.NonZero(-5, 5)) is var values ? (draw.MatrixWithEigenvalues(values), values) : default,
        Statement = v => $"Which eigenvalues does $A = {v.A}$ have?",
        Answer = _ => Answers.SetOf(Answers.ExactNumber),
        Solution = v => [.. v.Values.Select(n => (Rational)n)],
        Misconceptions =
        [
            new("reads-the-diagonal", v => [v.A[0, 0], v.A[1, 1]], "The diagonal shows the eigenvalues of a triangular matrix. Is this one triangular?"),
            new("signs-of-the-roots", v => [.. v.Values.Select(n => (Rational)(-n))], "If $t - 3$ divides the characteristic polynomial, the eigenvalue is $3$, not $-3$."),
            new("trace-and-determinant", v => [v.A.Trace(), v.A.Determinant()], "Trace and determinant are the sum and the product of the eigenvalues."),
        ],
        Hints = [v => $"The eigenvalues add up to ${v.A.Trace()}$.", v => $"Their product is ${v.A.Determinant()}$."],
        Explanation = v => $"They are the roots of $t^2 - s t + d$ with the trace $s = {v.A.Trace()}$ and the determinant $d = {v.A.Determinant()}$.",
        Points = 2,
    };

    public static Exercise CharacteristicPolynomial { get; } = new Exercise<ExactMatrix<Rational>, ScalarExpression>("linear-algebra/characteristic-polynomial")
    {
        Generate = draw => draw.Matrix(2, 2, -6, 6),
        Statement = a => $"What is the characteristic polynomial $det(t I - A)$ of $A = {a}$?",
        Answer = _ => Answers.Expression("t"),
        Solution = a => ScalarExpression.Parse($"t^2 - ({a.Trace()})*t + ({a.Determinant()})"),
        Misconceptions =
        [
            new("sign-of-the-trace", a => ScalarExpression.Parse($"t^2 + ({a.Trace()})*t + ({a.Determinant()})"), "What is the coefficient of $t$ in $(t - a)(t - d)$?"),
            new("determinant-negated", a => ScalarExpression.Parse($"t^2 - ({a.Trace()})*t - ({a.Determinant()})"), "Put $t = 0$: what is $det(-A)$ for two rows and columns?"),
            new("ignores-the-other-diagonal", a => ScalarExpression.Parse($"(t - ({a[0, 0]}))*(t - ({a[1, 1]}))"), "The product of the two entries beside the diagonal is missing."),
        ],
        Hints = [a => $"$t I - A$ has ${-a[0, 1]}$ and ${-a[1, 0]}$ beside its diagonal.", a => $"The trace of $A$ is ${a.Trace()}$, and its determinant ${a.Determinant()}$."],
        Explanation = _ => $"For two rows and columns it is $t^2 - s t + d$ with the trace $s$ and the determinant $d$.",
    };

    public static Exercise ChangeOfBasis { get; } = new Exercise<(ExactMatrix<Rational> A, ExactMatrix<Rational> S), ExactMatrix<Rational>>("linear-algebra/change-of-basis")
    {
        Generate = draw => (draw.Matrix(2, 2, -3, 3), draw.UnimodularMatrix(2, 3)),
        Statement = v => $"A linear map has the matrix $A = {v.A}$ in the standard basis. Which matrix has it in the basis of the columns of $S = {v.S}$?",
        Answer = _ => Answers.Matrix(),
        Solution = v => v.S.Inverse() * v.A * v.S,
        Misconceptions =
        [
            new("wrong-way-round", v => v.S * v.A * v.S.Inverse(), "$S$ takes new coordinates to old ones. Which factor has to act first?"),
            new("only-one-side", v => v.A * v.S, "The columns of $A S$ are the images of the basis, in the old coordinates."),
            new("transposes-instead-of-inverting", v => v.S.Transpose() * v.A * v.S, "$S^T A S$ is how a quadratic form changes, not a linear map."),
        ],
        Evidence = (v, b) => Counterexample.Unequal("$S B$", v.S * b, v.A * v.S),
        Hints = [_ => $"Column $j$ of the answer holds the new coordinates of the image of column $j$ of $S$.", v => $"$S^-1 = {v.S.Inverse()}$."],
        Explanation = _ => $"New coordinates, by $S$ to old ones, by $A$ to those of the image, and by $S^-1$ back: $S^-1 A S$.",
        Points = 3,
    };
}
