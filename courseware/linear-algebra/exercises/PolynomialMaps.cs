using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;

namespace Adjoint.Courses.LinearAlgebra;

/// <summary>Spaces of polynomials, and coordinates as linear forms.</summary>
public static class PolynomialMaps
{
    public static Exercise Kernel { get; } = new Exercise<(int A, int B), Subspace<Rational>>("linear-algebra/kernel-of-evaluation")
    {
        Generate = draw => draw.Until(d => (A: d.NonZero(-4, 4), B: d.NonZero(-4, 4)), v => Math.Abs(v.A) != Math.Abs(v.B)),
        Statement = v => $"$T$ takes a polynomial $p = c_0 + c_1 x + c_2 x^2 + c_3 x^3$ to $(p({v.A}), p({v.B}))$. What is the kernel of $T$? Give vectors $(c_0, c_1, c_2, c_3)$ that span it.",
        Answer = _ => Answers.Subspace(Rationals.Field, 4),
        Solution = v => Evaluation(v.A, v.B).Nullspace(),
        Misconceptions =
        [
            new("one-polynomial-is-enough", v => ExactMatrix.Column(v.A * v.B, -v.A - v.B, 1, 0).ColumnSpace(), "Your polynomials are in the kernel, but they are not all. What is the rank of $T$?")
            {
                Recognises = (v, u) => u.Dimension == 1 && Evaluation(v.A, v.B) * u[0] == ExactMatrix.Zero(2, 1),
            },
            new("signs-of-the-roots", v => Evaluation(-v.A, -v.B).Nullspace(), v => $"Evaluate one of your polynomials at ${v.A}$."),
            new("highest-coefficient-first", v => ExactMatrix.Build(4, 2, (i, j) => Evaluation(v.A, v.B).Nullspace().Basis[3 - i, j]).ColumnSpace(), "In which order do the coefficients stand?"),
        ],
        Hints = [v => $"Which polynomials vanish at both ${v.A}$ and ${v.B}$?", v => $"They are the multiples of $q = (x - a)(x - b)$ for the two numbers: $q$ and $x q$."],
        Explanation = v => $"The kernel consists of the multiples of {(Statement)Quadratic(v)}; it is spanned by this polynomial and $x$ times it.",
        Points = 2,
    };

    public static Exercise Shift { get; } = new Exercise<int, ExactMatrix<Rational>>("linear-algebra/matrix-of-a-shift")
    {
        Generate = draw => draw.NonZero(-9, 9),
        Statement = c => $"$T$ takes a polynomial $p(x)$ of degree at most $2$ to {(Statement)(c < 0 ? $"$p(x - {-c})$" : $"$p(x + {c})$")}. What is its matrix in the basis $1$, $x$, $x^2$?",
        Answer = _ => Answers.Matrix(),
        Solution = c => ShiftBy(c, 2 * c),
        Misconceptions =
        [
            new("images-as-rows", c => ShiftBy(c, 2 * c).Transpose(), "The coordinates of the image of a basis vector are a column, not a row."),
            new("squares-each-term", c => ShiftBy(c, 0), "$(x + c)^2$ is not $x^2 + c^2$."),
            new("shifts-the-other-way", c => ShiftBy(-c, -2 * c), "What is $T$ of the polynomial $x$?"),
        ],
        Hints = [_ => $"Column $j$ holds the coordinates of the image of the $j$-th basis vector.", c => $"The image of $x$ has the coordinates $({c}, 1, 0)$."],
        Explanation = c => $"$1$ goes to $1$, $x$ to $x + c$ and $x^2$ to $x^2 + 2 c x + c^2$, with $c = {c}$: these are the columns.",
    };

    public static Exercise DualBasis { get; } = new Exercise<(ExactMatrix<Rational> S, int I), ExactMatrix<Rational>>("linear-algebra/dual-basis")
    {
        Generate = draw => (draw.UnimodularMatrix(3, 4), draw.Integer(0, 2)),
        Statement = v => $"The columns $b_1, b_2, b_3$ of $S = {v.S}$ are a basis. Which row vector $f$ has $f b_{v.I + 1} = 1$, and $f b_j = 0$ for the other two?",
        Answer = _ => Answers.Vector(3),
        Solution = v => v.S.Inverse().Row(v.I).Transpose(),
        Misconceptions =
        [
            new("column-of-the-inverse", v => v.S.Inverse().Column(v.I), "It stands in $S^-1$, but a row vector that multiplies columns is a row of it."),
            new("basis-vector-itself", v => v.S.Column(v.I), "That is right only if the basis is orthonormal."),
            new("standard-coordinate", v => ExactMatrix.Identity(3).Column(v.I), "That form is dual to the standard basis. Apply it to the columns of $S$."),
        ],
        Evidence = (v, f) => Counterexample.Unequal("$f S$", f.Transpose() * v.S, ExactMatrix.Identity(3).Row(v.I)),
        Hints = [_ => $"The three conditions are $f S = e$ for a row $e$ of the identity.", v => $"$S^-1 = {v.S.Inverse()}$."],
        Explanation = v => $"$S^-1 S = I$ says that the rows of $S^-1$ are the dual basis; this one is row ${v.I + 1}$.",
    };

    public static Exercise DependentForOneT { get; } = new Exercise<(ExactMatrix<Rational> A, int X, int Y), Rational>("linear-algebra/dependent-for-one-t")
    {
        Generate = draw => draw.Until(
            d => (A: d.Matrix(3, 2, -4, 4), X: d.NonZero(-3, 3), Y: d.NonZero(-3, 3)),
            v => !v.A[..2, ..].Determinant().IsZero && !v.A[2, 0].IsZero && !v.A[2, 1].IsZero),
        Statement = v => $"$u = {v.A.Column(0)}$, $v = {v.A.Column(1)}$ and {(Statement)Third(v)}. For which $t$ do the three not span the whole space?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => W(v)[2, 0],
        Misconceptions =
        [
            new("adds-without-coefficients", v => v.A[2, 0] + v.A[2, 1], "With your $t$, is $w$ a combination of $u$ and $v$ in its first two entries as well?"),
            new("sign-of-the-root", v => -W(v)[2, 0], "You have the equation; look again at the sign when you solve it for $t$."),
            new("makes-w-orthogonal-to-u", v => -((v.A[0, 0] * W(v)[0, 0]) + (v.A[1, 0] * W(v)[1, 0])) / v.A[2, 0], "With your $t$, $w$ is orthogonal to $u$. The question is when $w$ lies in the plane of $u$ and $v$."),
        ],
        Evidence = (v, t) => new Rational[] { v.A.Augment(ExactMatrix.Column(W(v)[0, 0], W(v)[1, 0], t)).Determinant() } is [var det]
            ? Counterexample.Unequal("$det(u, v, w)$", det, 0) : null,
        Hints = [_ => $"They do not span the space if $w$ is a combination of $u$ and $v$.", v => $"$w = x u + y v$: the first two entries say that $x = {v.X}$ and $y = {v.Y}$."],
        Explanation = v => $"$w = x u + y v$ with $x = {v.X}$ and $y = {v.Y}$, by the first two entries. The third is then ${W(v)[2, 0]}$.",
        Points = 2,
    };

    private static string Quadratic((int A, int B) v) => $"$x^2 {Signed(-v.A - v.B)} x {Signed(v.A * v.B)}$";

    private static string Signed(int n) => n < 0 ? $"- {-n}" : $"+ {n}";

    private static ExactMatrix<Rational> Evaluation(int a, int b) => ExactMatrix.Build(2, 4, (i, j) => Rational.Pow(i == 0 ? a : b, j));

    private static ExactMatrix<Rational> ShiftBy(int c, int middle) => ExactMatrix.FromRows([1, c, c * c], [0, 1, middle], [0, 0, 1]);

    private static ExactMatrix<Rational> W((ExactMatrix<Rational> A, int X, int Y) v) => v.A * ExactMatrix.Column(v.X, v.Y);

    private static string Third((ExactMatrix<Rational> A, int X, int Y) v) => $"$w = ({W(v)[0, 0]}, {W(v)[1, 0]}, t)$";
}
