using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;

namespace Adjoint.Courses.LinearAlgebra;

/// <summary>Orthogonal complements, Gram–Schmidt, least squares and quadratic forms, all over ℚ.</summary>
public static class Orthogonality
{
    // The points of the line are at 0, 1, 2 and 3.
    private static readonly ExactMatrix<Rational> Ones = ExactMatrix.FromRows([1, 1, 1, 1]);
    private static readonly ExactMatrix<Rational> T = ExactMatrix.FromRows([0, 1, 2, 3]);
    private static readonly ExactMatrix<Rational> A = Ones.Stack(T).Transpose();

    public static Exercise Complement { get; } = new Exercise<ExactMatrix<Rational>, Subspace<Rational>>("linear-algebra/orthogonal-complement")
    {
        Generate = draw => draw.Until(d => d.MatrixOfRank(2, 4, 2, 5), a => Enumerable.Range(0, 4).All(j => a.Column(j) != ExactMatrix.Zero(2, 1)), "a column is zero"),
        Statement = a => $"$U$ is spanned by the rows of ${a}$. Which vectors span its orthogonal complement?",
        Answer = _ => Answers.Subspace(Rationals.Field, 4),
        Solution = a => a.Nullspace(),
        Misconceptions =
        [
            new("space-itself", a => a.RowSpace(), "That is $U$. Which vectors are orthogonal to all of it?"),
            new("orthogonal-to-the-first-only", a => a.Row(0).Nullspace(), "These vectors are orthogonal to the first row. What about the second?"),
            new("one-vector-is-enough", a => a.Nullspace()[0].ColumnSpace(), "Your vectors are orthogonal to $U$, but there are more. What do the dimensions of $U$ and of its complement add up to?")
            {
                Recognises = (a, w) => w.Dimension == 1 && (a * w[0]) == ExactMatrix.Zero(2, 1),
            },
        ],
        Hints = [_ => $"$x$ is orthogonal to both rows if $A x = 0$, where $A$ is the matrix of the rows.", a => $"Reduced, the matrix is ${a.RowReduce()}$."],
        Explanation = a => $"The complement is the nullspace of the matrix: it is spanned by ${a.Nullspace()[0]}$ and ${a.Nullspace()[1]}$.",
    };

    public static Exercise GramSchmidt { get; } = new Exercise<(ExactMatrix<Rational> W, int A, int B, int C), ExactMatrix<Rational>>("linear-algebra/gram-schmidt")
    {
        Generate = draw => (draw.Until(Orthogonal, w => w is not null, "an entry is too large")!, draw.NonZero(-2, 2), draw.NonZero(-2, 2), draw.NonZero(-2, 2)),
        Statement = v => $"Gram–Schmidt makes $v_1 = {V(v, 0)}$, $v_2 = {V(v, 1)}$, $v_3 = {V(v, 2)}$ orthogonal, without changing lengths to $1$. What does $v_3$ become?",
        Answer = _ => Answers.Vector(3),
        Solution = v => v.W.Column(2),
        Misconceptions =
        [
            new("projects-onto-the-given-vectors", v => V(v, 2) - Along(V(v, 2), V(v, 0)) - Along(V(v, 2), V(v, 1)), "You have projected onto $v_2$ as it was given. By then it has become another vector."),
            new("subtracts-one-projection", v => V(v, 2) - Along(V(v, 2), V(v, 0)), "Your vector is orthogonal to $v_1$. Is it to the second one?"),
            new("projection-of-the-second-only", v => V(v, 2) - Along(V(v, 2), v.W.Column(1)), "Your vector is orthogonal to what $v_2$ became. Is it to $v_1$?"),
            new("adds-the-projections", v => V(v, 2) + Along(V(v, 2), V(v, 0)) + Along(V(v, 2), v.W.Column(1)), "Projections are taken away. Check an inner product."),
        ],
        Evidence = (v, x) => Counterexample.Unequal("$v_1 · x$", v.W.Column(0).Transpose() * x, ExactMatrix.Zero(1, 1)),
        Hints = [_ => $"First make $v_2$ orthogonal to $v_1$. Then subtract from $v_3$ its projections onto both.", v => $"$v_2$ becomes ${v.W.Column(1)}$."],
        Explanation = v => $"$v_2$ becomes ${v.W.Column(1)}$; from $v_3$ its projections ${Along(V(v, 2), v.W.Column(0))}$ and ${Along(V(v, 2), v.W.Column(1))}$ are subtracted.",
        Points = 2,
    };

    public static Exercise LeastSquares { get; } = new Exercise<(int C, int D, int K, int L), ExactMatrix<Rational>>("linear-algebra/least-squares-line")
    {
        Generate = draw => (draw.Integer(-4, 4), draw.NonZero(-3, 3), draw.Integer(-2, 2), draw.Integer(-2, 2)),
        Statement = v => $"Which line $y = c + d t$ fits the points {(Statement)Points(v)} best in the sense of least squares? Give $(c, d)$.",
        Answer = _ => Answers.Vector(2),
        Solution = v => ExactMatrix.Column(v.C, v.D),
        Misconceptions =
        [
            new("line-through-the-ends", v => ExactMatrix.Column(Y(v)[0, 0], (Y(v)[3, 0] - Y(v)[0, 0]) / 3), "Your line goes through the first and the last point, and does not look at the others."),
            new("slope-comes-first", v => ExactMatrix.Column(v.D, v.C), "Which of your two numbers is the slope?"),
            new("line-through-the-origin", v => ExactMatrix.Column(0, (T * Y(v))[0, 0] / (T * T.Transpose())[0, 0]), "That is the best line through $(0, 0)$. The best of all lines need not go through it."),
        ],
        Evidence = (v, x) => Counterexample.Unequal("the inner product of $(1, 1, 1, 1)$ and the residuals", Ones * (Y(v) - (A * x)), ExactMatrix.Zero(1, 1)),
        Hints = [_ => $"The residuals are orthogonal to $(1, 1, 1, 1)$ and to $(0, 1, 2, 3)$.", v => $"Two equations: $4 c + 6 d = {(Ones * Y(v))[0, 0]}$, and $6 c + 14 d = {(T * Y(v))[0, 0]}$."],
        Explanation = v => $"With the columns $(1, 1, 1, 1)$ and $(0, 1, 2, 3)$ of $A$ the normal equations are $A^T A x = A^T y$. The residuals are ${(Y(v) - (A * ExactMatrix.Column(v.C, v.D))).Transpose()}$.",
        Points = 2,
    };

    public static Exercise QuadraticForm { get; } = new Exercise<(int A, int B, int C), ExactMatrix<Rational>>("linear-algebra/matrix-of-a-quadratic-form")
    {
        Generate = draw => (draw.NonZero(-9, 9), draw.NonZero(-9, 9), draw.NonZero(-9, 9)),
        Statement = v => $"For which symmetric matrix $A$ is {(Statement)Form(v)} equal to $z^T A z$ with $z = (x, y)$?",
        Answer = _ => Answers.Matrix(),
        Solution = v => ExactMatrix.FromRows([v.A, new Rational(v.B, 2)], [new Rational(v.B, 2), v.C]),
        Misconceptions =
        [
            new("cross-term-not-halved", v => ExactMatrix.FromRows([v.A, v.B], [v.B, v.C]), "Multiply out: how often does $x y$ occur in $z^T A z$?"),
            new("not-symmetric", v => ExactMatrix.FromRows([v.A, v.B], [0, v.C]), "Your matrix gives the form, but it is not symmetric."),
            new("loses-the-cross-term", v => ExactMatrix.Diagonal(v.A, v.C), "Where in your matrix is the term with $x y$?"),
        ],
        Evidence = (v, m) => m.Shape == new Shape(2, 2) ? Counterexample.Unequal("$z^T A z$ at $z = (1, 1)$", (ExactMatrix.Column(1, 1).Transpose() * m * ExactMatrix.Column(1, 1))[0, 0], v.A + v.B + v.C) : null,
        Hints = [_ => $"Multiply $z^T A z$ out for a matrix with the entries $a$, $b$, $b$, $c$.", _ => $"The squares give the diagonal; the term with $x y$ is shared by two places."],
        Explanation = v => $"The coefficients of the squares, ${v.A}$ and ${v.C}$, stand on the diagonal, and half of ${v.B}$ on either side of it.",
    };

    // Both second differences are orthogonal to all lines.
    private static ExactMatrix<Rational> Y((int C, int D, int K, int L) v) =>
        (A * ExactMatrix.Column(v.C, v.D)) + (v.K * ExactMatrix.Column(1, -2, 1, 0)) + (v.L * ExactMatrix.Column(0, 1, -2, 1));

    private static string Points((int C, int D, int K, int L) v) => string.Join(", ", Enumerable.Range(0, 4).Select(t => $"$({t}, {Y(v)[t, 0]})$"));

    private static string Form((int A, int B, int C) v) => $"${v.A} x^2 {Signed(v.B)} x y {Signed(v.C)} y^2$";

    private static string Signed(int n) => n < 0 ? $"- {-n}" : $"+ {n}";

    private static ExactMatrix<Rational> Along(ExactMatrix<Rational> b, ExactMatrix<Rational> a) => (a.Transpose() * b)[0, 0] / (a.Transpose() * a)[0, 0] * a;

    private static ExactMatrix<Rational> V((ExactMatrix<Rational> W, int A, int B, int C) v, int i) => i switch
    {
        0 => v.W.Column(0),
        1 => v.W.Column(1) + (v.A * v.W.Column(0)),
        _ => v.W.Column(2) + (v.B * v.W.Column(0)) + (v.C * v.W.Column(1)),
    };

    // Three orthogonal columns; null if an entry is past ±6, or one has a single entry that is not zero.
    private static ExactMatrix<Rational>? Orthogonal(Draw draw)
    {
        var u = draw.Matrix(3, 1, -2, 2);
        var v = Cross(u, draw.Matrix(3, 1, -1, 1));
        var w = Cross(u, v);
        var all = u.Augment(v).Augment(w);
        foreach (var entry in all.Entries)
        {
            if (Rational.Abs(entry) > 6)
            {
                return null;
            }
        }

        return Enumerable.Range(0, 3).All(j => all.Column(j).Entries.Count(Rational.Zero) < 2) ? all : null;
    }

    private static ExactMatrix<Rational> Cross(ExactMatrix<Rational> u, ExactMatrix<Rational> v) =>
        ExactMatrix.Build(3, 1, (i, _) => (u[(i + 1) % 3, 0] * v[(i + 2) % 3, 0]) - (u[(i + 2) % 3, 0] * v[(i + 1) % 3, 0]));
}
