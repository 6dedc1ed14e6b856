using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;

namespace Adjoint.Courses.LinearAlgebra;

/// <summary>LU by hand, Cramer's rule and the adjugate.</summary>
public static class Factorisations
{
    public static Exercise Multipliers { get; } = new Exercise<(ExactMatrix<Rational> L, ExactMatrix<Rational> U), ExactMatrix<Rational>>("linear-algebra/lu-by-hand")
    {
        Generate = draw => (
            ExactMatrix.Build(3, 3, (i, j) => i == j ? 1 : j < i ? draw.NonZero(-3, 3) : 0),
            ExactMatrix.Build(3, 3, (i, j) => i == j ? draw.NonZero(-3, 3) : j > i ? draw.Integer(-3, 3) : 0)),
        Statement = v => $"$A = {v.L * v.U}$ is $L U$, where $L$ is lower triangular with ones on its diagonal and $U$ is upper triangular. What is $L$?",
        Answer = _ => Answers.Matrix(),
        Solution = v => v.L,
        Misconceptions =
        [
            new("notes-what-was-added", v => (2 * ExactMatrix.Identity(3)) - v.L, "You have noted what you added to each row. $L$ undoes those steps: look at the signs."),
            new("product-of-the-steps", v => v.L.Inverse(), "Your matrix takes $A$ to $U$. $L$ takes $U$ back to $A$."),
            new("does-not-divide-by-the-pivot", v => ExactMatrix.Build(3, 3, (i, j) => i > j ? v.L[i, j] * v.U[j, j] : v.L[i, j]), "A multiplier is how many times the pivot's row is subtracted. What is the pivot?"),
        ],
        Evidence = (v, l) => Counterexample.Unequal("$L U$, with the $U$ of elimination,", l * v.U, v.L * v.U),
        Hints =
        [
            _ => $"Clear the first column. How many times is the first row subtracted from each row below? Write that number where the zero appears.",
            v => $"After the first column the second row is $(0, {v.U[1, 1]}, {v.U[1, 2]})$.",
        ],
        Explanation = v => $"Elimination without exchanges ends in $U = {v.U}$. The multipliers, each in its place, are the entries of $L$ below the diagonal.",
        Points = 2,
    };

    public static Exercise Cramer { get; } = new Exercise<(ExactMatrix<Rational> A, ExactMatrix<Rational> B), Rational>("linear-algebra/cramers-rule")
    {
        Generate = draw => draw.Until(d => (A: d.Matrix(3, 3, -3, 3), B: d.Matrix(3, 1, -4, 4)), v => !v.A.Determinant().IsZero && !Replaced(v.A, v.B, 1).Determinant().IsZero),
        Statement = v => $"$A x = b$ for $A = {v.A}$ and $b = {v.B}$. Use Cramer's rule: what is the second entry $x_2$?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => Replaced(v.A, v.B, 1).Determinant() / v.A.Determinant(),
        Misconceptions =
        [
            new("replaces-the-row", v => Replaced(v.A.Transpose(), v.B, 1).Determinant() / v.A.Determinant(), "You have put $b$ in place of a row. The unknown $x_2$ multiplies a column."),
            new("quotient-upside-down", v => v.A.Determinant() / Replaced(v.A, v.B, 1).Determinant(), "If $b$ is doubled, so is $x$. Is that so with your quotient?"),
            new("numerator-only", v => Replaced(v.A, v.B, 1).Determinant(), "If $b$ is the second column of $A$, then $x_2 = 1$. Is that so with your rule?"),
        ],
        Hints = [_ => $"Two determinants: that of $A$, and that of $A$ with one column replaced by $b$.", v => $"$det(A) = {v.A.Determinant()}$."],
        Explanation = v => $"With $b$ in place of the second column the determinant is ${Replaced(v.A, v.B, 1).Determinant()}$, and $det(A) = {v.A.Determinant()}$; $x_2$ is the quotient.",
        Points = 2,
    };

    public static Exercise Adjugate { get; } = new Exercise<(ExactMatrix<Rational> A, int I, int J), Rational>("linear-algebra/entry-of-the-adjugate")
    {
        Generate = draw => draw.Until(d => (A: d.Matrix(3, 3, -4, 4), I: d.Integer(0, 2), J: d.Integer(0, 2)), v => v.I != v.J && !v.A.Determinant().IsZero),
        Statement = v => $"$A = {v.A}$. What is the entry in row ${v.I + 1}$ and column ${v.J + 1}$ of the adjugate of $A$?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => Cofactor(v.A, v.J, v.I),
        Misconceptions =
        [
            new("cofactor-not-transposed", v => Cofactor(v.A, v.I, v.J), "That is the cofactor of this place. The adjugate is the transpose of the matrix of cofactors."),
            new("minor-without-its-sign", v => Minor(v.A, v.J, v.I), "The size is right. Which places of the chessboard have the sign $-$?"),
            new("entry-of-the-inverse", v => Cofactor(v.A, v.J, v.I) / v.A.Determinant(), "That is the entry of $A^-1$. The adjugate has no denominators."),
        ],
        Hints = [_ => $"$A adj(A) = det(A) I$.", v => $"Cross out row ${v.J + 1}$ and column ${v.I + 1}$ of $A$."],
        Explanation = v => $"Without row ${v.J + 1}$ and column ${v.I + 1}$ the determinant is ${Minor(v.A, v.J, v.I)}$, and the sign of the place is ${((v.I + v.J) % 2 == 0 ? 1 : -1)}$.",
    };

    private static ExactMatrix<Rational> Replaced(ExactMatrix<Rational> a, ExactMatrix<Rational> b, int column) =>
        ExactMatrix.Build(a.Shape.Rows, a.Shape.Columns, (i, j) => j == column ? b[i, 0] : a[i, j]);

    private static Rational Minor(ExactMatrix<Rational> a, int row, int column) =>
        ExactMatrix.Build(a.Shape.Rows - 1, a.Shape.Columns - 1, (i, j) => a[i < row ? i : i + 1, j < column ? j : j + 1]).Determinant();

    private static Rational Cofactor(ExactMatrix<Rational> a, int row, int column) => (row + column) % 2 == 0 ? Minor(a, row, column) : -Minor(a, row, column);
}
