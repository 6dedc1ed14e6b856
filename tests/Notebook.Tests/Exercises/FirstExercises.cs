using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;
using Adjoint.Symbolic;

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

    public static Exercise Derivative { get; } = new Exercise<(int A, int N), ScalarExpression>("first/derivative")
    {
        Generate = draw => (draw.NonZero(-9, 9), draw.Integer(2, 6)),
        Statement = v => $"Differentiate ${v.A} x^{v.N} sin(x)$ with respect to $x$.",
        Answer = _ => Answers.Expression("x"),
        Solution = v => Expression($"{v.A}*({v.N}*x^{v.N - 1}*sin(x) + x^{v.N}*cos(x))"),
        Misconceptions =
        [
            new("product-of-derivatives", v => Expression($"{v.A}*{v.N}*x^{v.N - 1}*cos(x)"), "The derivative of a product is not the product of the derivatives."),
            new("sign-of-cosine", v => Expression($"{v.A}*({v.N}*x^{v.N - 1}*sin(x) - x^{v.N}*cos(x))"), "What is the derivative of $sin(x)$, with its sign?"),
        ],
    };

    public static Exercise Eigenvector { get; } = new Exercise<(ExactMatrix<Rational> A, int Value), ExactMatrix<Rational>>("first/eigenvector")
    {
        Generate = draw => draw.Distinct(2, d => d.Integer(-4, 4)) is var values ? (draw.MatrixWithEigenvalues(values), values[0]) : default,
        Statement = v => $"Give an eigenvector of $A = {v.A}$ with eigenvalue ${v.Value}$.",
        Answer = _ => Answers.Vector(2),
        Solution = v => Shifted(v.A, v.Value).Nullspace()[0],
        Check = (v, x) => x == ExactMatrix.Zero(2, 1) ? Verdict.Wrong("An eigenvector is not zero.")
            : Counterexample.Unequal("$A x$", v.A * x, v.Value * x) is { } unequal ? Verdict.Wrong("$A x$ is no multiple of $x$ by this eigenvalue.", unequal)
            : Verdict.Right,
        Misconceptions =
        [
            new("zero-vector", _ => ExactMatrix.Zero(2, 1), "Every matrix maps zero to zero; an eigenvector is another vector."),
            new("other-eigenvalue", v => Shifted(v.A, v.A.Trace() - v.Value).Nullspace()[0], "This is an eigenvector, but with the other eigenvalue.")
            {
                Recognises = (v, x) => v.A * x == (v.A.Trace() - v.Value) * x,
            },
        ],
    };

    public static Exercise IsDivisible { get; } = new Exercise<int, Func<int, bool>>("first/is-divisible")
    {
        Generate = draw => draw.Integer(3, 9),
        Statement = d => $"Write a function that says whether an integer is divisible by ${d}$.",
        Answer = _ => Answers.Function<int, bool>("a function from int to bool", draw => draw.Integer(-1000, 1000)),
        Solution = d => n => n % d == 0,
        Misconceptions =
        [
            new("quotient", d => n => n / d == 0, "A quotient of 0 means that the number is smaller than the divisor. What is left over?"),
            new("last-digit", d => n => n % 10 == d, "The last digit decides for few divisors only."),
        ],
    };

    public static Exercise Of(string name) => (Exercise)typeof(FirstExercises).GetProperty(name)!.GetValue(null)!;

    private static ScalarExpression Expression(FormattableString text) => ScalarExpression.Parse(FormattableString.Invariant(text));

    private static ExactMatrix<Rational> Shifted(ExactMatrix<Rational> a, Rational value) => a - (value * ExactMatrix.Identity(2));

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
