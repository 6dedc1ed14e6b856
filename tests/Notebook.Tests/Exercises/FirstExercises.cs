using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;

namespace Adjoint.Tests.Exercises;

/// <summary>Three exercises on which the way of writing them was tried first.</summary>
internal static class FirstExercises
{
    public static Exercise Determinant { get; } = new Exercise<ExactMatrix<Rational>, Rational>("first/determinant")
    {
        Generate = draw => draw.Matrix(2, 2, -5, 5),
        Statement = a => $"What is $det(A)$ for $A = {a}$?",
        Answer = _ => Answers.ExactNumber,
        Solution = a => a.Determinant(),
        Misconceptions =
        [
            new("adds-the-products", a => (a[0, 0] * a[1, 1]) + (a[0, 1] * a[1, 0]), "The product of the second diagonal is subtracted, not added."),
            new("swaps-the-diagonals", a => -a.Determinant(), "Which of the two diagonals counts with the sign $+$?"),
        ],
        Hints = [_ => $"Multiply along the two diagonals.", a => $"One product is ${a[0, 0]} * {a[1, 1]}$."],
    };

    public static Exercise Nullspace { get; } = new Exercise<ExactMatrix<Residue>, Subspace<Residue>>("first/nullspace-over-f5")
    {
        Generate = draw => draw.MatrixOfRank(new PrimeField(5), 2, 4, 2),
        Statement = a => $"Which $x$ over {a.Field} solve $A x = 0$ for $A = {a}$?",
        Answer = a => Answers.Subspace(a.Field, a.Shape.Columns),
        Solution = a => a.Nullspace(),
        Misconceptions =
        [
            new("row-space", a => a.RowSpace(), "These are combinations of the rows of $A$. The solutions are orthogonal to the rows."),
            new("signs", a => new Flipped(a).Nullspace(), "Moving a term to the other side of an equation changes its sign."),
        ],
        Explanation = a => $"The reduced row echelon form of $A$ is {a.RowReduce()}.",
    };

    public static Exercise Inverse { get; } = new Exercise<ExactMatrix<Rational>, ExactMatrix<Rational>>("first/inverse")
    {
        Generate = draw => draw.UnimodularMatrix(2),
        Statement = a => $"Invert $A = {a}$.",
        Answer = _ => Answers.Matrix(),
        Solution = a => a.Inverse(),
        Misconceptions =
        [
            new("transposes", a => a.Transpose(), "That is $A^T$, which is the inverse only if the columns are orthonormal."),
            new("forgets-the-determinant", a => a.Determinant() * a.Inverse(), a => $"The determinant is ${a.Determinant()}$. Where does it enter?"),
        ],
        Evidence = (a, b) => Counterexample.Unequal("$A B$", a * b, ExactMatrix.Identity(2)),
        Points = 2,
    };

    // The reduced form with the signs of its free columns left as they are.
    private sealed class Flipped(ExactMatrix<Residue> a)
    {
        public Subspace<Residue> Nullspace()
        {
            var nullspace = a.Nullspace().Basis;
            var pivots = a.RowReduce().Pivots;
            return ExactMatrix.Build(a.Field, nullspace.Shape.Rows, nullspace.Shape.Columns, (i, j) => pivots.Contains(i) ? -nullspace[i, j] : nullspace[i, j]).ColumnSpace();
        }
    }
}
