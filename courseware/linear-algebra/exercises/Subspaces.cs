using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;

namespace Adjoint.Courses.LinearAlgebra;

/// <summary>Nullspaces, column spaces and orthogonality.</summary>
public static class Subspaces
{
    public static Exercise ColumnSpaceOverF5 { get; } = new Exercise<ExactMatrix<Residue>, Subspace<Residue>>("linear-algebra/column-space-over-f5")
    {
        Generate = draw => draw.MatrixOfRank(new PrimeField(5), 4, 4, 2),
        Statement = a => $"Over {a.Field}, which vectors span the column space of $A = {a}$?",
        Answer = a => Answers.Subspace(a.Field, 4),
        Solution = a => a.ColumnSpace(),
        Misconceptions =
        [
            new("columns-of-the-echelon-form", a => a.RowReduce().Matrix.ColumnSpace(), "Row operations change the column space. Take the columns of $A$ itself where the pivots are."),
            new("row-space", a => a.RowSpace(), "These are combinations of rows. The column space consists of all $A x$."),
        ],
        Hints = [_ => $"Two columns are enough.", a => $"The pivots are in the columns ${a.RowReduce().Pivots[0] + 1}$ and ${a.RowReduce().Pivots[1] + 1}$."],
        Explanation = a => $"The pivots of the reduced form are in the columns ${a.RowReduce().Pivots[0] + 1}$ and ${a.RowReduce().Pivots[1] + 1}$, so these columns of $A$ itself are a basis.",
    };

    public static Exercise NullityModuloP { get; } = new Exercise<(ExactMatrix<Rational> A, PrimeField F), Rational>("linear-algebra/nullity-modulo-p")
    {
        Generate = draw =>
        {
            var field = draw.Choice<PrimeField>(new(2), new(3));
            return (draw.Until(d => d.Matrix(3, 6, -4, 4), a => Over(a, field).Rank() < a.Rank()), field);
        },
        Statement = v => $"$A = {v.A}$ is read as a matrix over {v.F}. What is the dimension of its nullspace?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => 6 - Over(v.A, v.F).Rank(),
        Misconceptions =
        [
            new("rank-over-q", v => 6 - v.A.Rank(), v => $"That is right over the rational numbers. Which pivots are $0$ in {v.F}?"),
            new("rank", v => Over(v.A, v.F).Rank(), "That is the rank. How many free variables are left?"),
        ],
        Hints = [v => $"Reduce every entry modulo ${v.F.P}$ first.", v => $"The rank over {v.F} is ${Over(v.A, v.F).Rank()}$."],
        Explanation = v => $"Over {v.F} the rank is ${Over(v.A, v.F).Rank()}$, over the rational numbers ${v.A.Rank()}$. Each of the six columns without a pivot is a free variable.",
        Points = 2,
    };

    public static Exercise OrthogonalVector { get; } = new Exercise<ExactMatrix<Rational>, ExactMatrix<Rational>>("linear-algebra/orthogonal-vector")
    {
        Generate = draw => draw.MatrixOfRank(2, 3, 2),
        Statement = a => $"Give a vector $x$ that is not zero and orthogonal to both $u = {a.Row(0).Transpose()}$ and $v = {a.Row(1).Transpose()}$.",
        Answer = _ => Answers.Vector(3),
        Solution = a => a.Nullspace()[0],
        Check = (a, x) => x == ExactMatrix.Zero(3, 1) ? Verdict.Wrong("The zero vector is excluded.")
            : Counterexample.Unequal("$(u · x, v · x)$", a * x, ExactMatrix.Zero(2, 1)) is { } unequal ? Verdict.Wrong("One of the two inner products is not zero.", unequal)
            : Verdict.Right,
        Misconceptions =
        [
            new("zero-vector", _ => ExactMatrix.Zero(3, 1), "The zero vector is orthogonal to everything, and excluded here."),
            new("sum-of-both", a => (a.Row(0) + a.Row(1)).Transpose(), "The sum of $u$ and $v$ lies in the plane that they span; you need a vector outside of it."),
            new("orthogonal-to-one", a => Against(a.Row(0)), "Your vector is orthogonal to $u$, but not to $v$.")
            {
                Recognises = (a, x) => x != ExactMatrix.Zero(3, 1) && (a * x)[0, 0].IsZero && !(a * x)[1, 0].IsZero,
            },
        ],
        Hints = [_ => $"Both conditions are linear equations for $x$.", _ => $"The cross product of $u$ and $v$ is one answer."],
        Explanation = a => $"All multiples of ${a.Nullspace()[0]}$ but the zero vector are right.",
        Points = 2,
    };

    private static ExactMatrix<Residue> Over(ExactMatrix<Rational> a, PrimeField field) => ExactMatrix.Build(field, a.Shape.Rows, a.Shape.Columns, (i, j) => field.FromRational(a[i, j]));

    private static ExactMatrix<Rational> Against(ExactMatrix<Rational> row) => row.Nullspace().Vectors[^1];
}
