using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;
using MathNet.Numerics;

namespace Adjoint.Courses.LinearAlgebra;

/// <summary>Linear systems, rank and row operations.</summary>
public static class Systems
{
    public static Exercise UniqueSolution { get; } = new Exercise<(ExactMatrix<Rational> A, ExactMatrix<Rational> X), ExactMatrix<Rational>>("linear-algebra/unique-solution")
    {
        Generate = draw => (draw.UnimodularMatrix(3, 5), draw.Matrix(3, 1, -4, 4)),
        Statement = v => $"Solve $A x = b$ for $A = {v.A}$ and $b = {v.A * v.X}$.",
        Answer = _ => Answers.Vector(3),
        Solution = v => v.X,
        Misconceptions =
        [
            new("multiplies-by-the-matrix", v => v.A * v.A * v.X, "You have computed $A b$. The unknown stands on the other side: $A$ times $x$ is $b$."),
            new("solves-the-transposed-system", v => v.A.Transpose().Inverse() * v.A * v.X, "Each row of $A$ is one equation; you have read the columns as equations."),
        ],
        Evidence = (v, x) => Counterexample.Unequal("$A x$", v.A * x, v.A * v.X),
        Hints = [_ => $"Write $b$ beside $A$, and reduce the rows.", v => $"The first entry of $x$ is ${v.X[0, 0]}$."],
        Explanation = v => $"Reduce $A$ with $b$ beside it: beside the identity stands $x$. Or multiply $b$ by $A^-1 = {v.A.Inverse()}$.",
        Points = 2,
    };

    public static Exercise Rank { get; } = new Exercise<ExactMatrix<Rational>, Rational>("linear-algebra/rank")
    {
        Generate = draw => draw.MatrixOfRank(4, 5, draw.Integer(1, 3)),
        Statement = a => $"What is the rank of $A = {a}$?",
        Answer = _ => Answers.ExactNumber,
        Solution = a => a.Rank(),
        Misconceptions =
        [
            new("counts-nonzero-rows", a => Enumerable.Range(0, a.Shape.Rows).Count(i => a.Row(i).Rank() > 0), "Rows that are not zero may depend on each other. Reduce first, and count then."),
            new("nullity", a => a.Shape.Columns - a.Rank(), "That is the dimension of the nullspace. The two add up to the number of columns."),
        ],
        Hints = [_ => $"The rank is the number of pivots in the echelon form.", _ => $"The last row of the echelon form is zero here."],
        Explanation = a => $"The reduced row echelon form is {a.RowReduce()}.",
    };

    public static Exercise RowPermutation { get; } = new Exercise<(ExactMatrix<Rational> A, Permutation Sigma), Permutation>("linear-algebra/row-permutation")
    {
        Generate = draw =>
        {
            var rows = draw.Distinct(5, d => d.Matrix(1, 2, -9, 9));
            return (rows.Aggregate((a, b) => a.Stack(b)), new([.. draw.Shuffle<int>([.. Enumerable.Range(0, 5)])]));
        },
        Statement = v => $"$P$ is a permutation matrix, and $P A = B$ for $A = {v.A}$ and $B = {Permuted(v.A, v.Sigma)}$. Which permutation takes $i$ to $j$ if row $i$ of $A$ is row $j$ of $B$?",
        Answer = _ => Answers.Permutation(5),
        Solution = v => v.Sigma,
        Misconceptions =
        [
            new("inverse-permutation", v => v.Sigma.Inverse(), "You say where each row of $B$ comes from. Where does each row of $A$ go?"),
            new("reverse-order", v => new([.. Enumerable.Range(0, 5).Select(i => 4 - v.Sigma[i])]), "Rows are counted from the top."),
        ],
        Hints = [_ => $"Look for each row of $A$ among the rows of $B$.", v => $"The first row of $A$ is row ${v.Sigma[0] + 1}$ of $B$."],
        Explanation = _ => $"Each row of $A$ occurs once in $B$; where it stands there is its image.",
    };

    private static ExactMatrix<Rational> Permuted(ExactMatrix<Rational> a, Permutation sigma)
    {
        var inverse = sigma.Inverse();
        return ExactMatrix.Build(a.Shape.Rows, a.Shape.Columns, (i, j) => a[inverse[i], j]);
    }
}
