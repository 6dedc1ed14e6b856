using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;
using Adjoint.Symbolic;

namespace Adjoint.Courses.LinearAlgebra;

/// <summary>Minimal polynomials, nilpotent matrices, invariant subspaces, and matrices with wanted properties.</summary>
public static class NormalForms
{
    public static Exercise Companion { get; } = new Exercise<(int A, int B, int C), ExactMatrix<Rational>>("linear-algebra/matrix-with-a-characteristic-polynomial")
    {
        Generate = draw => draw.Distinct(3, d => d.NonZero(-7, 7)) is [var a, var b, var c] ? (a, b, c) : default,
        Statement = v => $"Give a matrix $A$ with {(Statement)Equation(v)}.",
        Answer = _ => Answers.Matrix(),
        Solution = v => CompanionOf(-v.C, -v.B, -v.A),
        Check = (v, a) => a.Shape != new Shape(3, 3) ? Verdict.NoAnswer($"A is {a.Shape}, and the polynomial has degree 3.")
            : new[] { 0, 1, -1 }.Select(t => Counterexample.Unequal(new Statement($"$det(t I - A)$ at $t = {t}$"), ((t * ExactMatrix.Identity(3)) - a).Determinant(), ValueAt(v, t))).FirstOrDefault(c => c is not null) is { } unequal
                ? Verdict.Wrong("The characteristic polynomial of your matrix is another one.", unequal)
            : Verdict.Right,
        Misconceptions =
        [
            new("coefficients-with-their-signs", v => CompanionOf(v.C, v.B, v.A), "The last column holds what $t^3$ is to be replaced by. Which sign have the coefficients on that side?"),
            new("coefficients-in-reverse", v => CompanionOf(-v.A, -v.B, -v.C), "The trace of your matrix is the sum of its eigenvalues. Which coefficient is that?"),
            new("coefficients-on-the-diagonal", v => ExactMatrix.Diagonal(v.A, v.B, v.C), "The diagonal of a diagonal matrix holds the roots, not the coefficients.")
            {
                Recognises = (v, x) => x.Shape == new Shape(3, 3) && x == ExactMatrix.Diagonal(x[0, 0], x[1, 1], x[2, 2]),
            },
        ],
        Hints = [_ => $"Let $A$ take $e_1$ to $e_2$ and $e_2$ to $e_3$. What must it do to $e_3$, by the theorem of Cayley and Hamilton?", v => $"The trace of $A$ has to be ${-v.A}$."],
        Explanation = v => $"The companion matrix ${CompanionOf(-v.C, -v.B, -v.A)}$ has this characteristic polynomial; its last column holds the coefficients with the other sign.",
        Points = 2,
    };

    public static Exercise NilpotentIndex { get; } = new Exercise<(ExactMatrix<Rational> N, int K), Rational>("linear-algebra/nilpotent-index")
    {
        Generate = draw => draw.Choice<int[]>([2, 2], [3, 1], [2, 1, 1]) is var blocks
            ? (draw.Until(d => Conjugated(d.UnimodularMatrix(4, 3), Jordan([.. blocks.Select(size => (0, size))])), n => IsSmall(n) && !IsTriangular(n)), blocks[0]) : default,
        Statement = v => $"$N = {v.N}$ is nilpotent. What is the smallest $k$ with $N^k = 0$?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => v.K,
        Misconceptions =
        [
            new("always-the-size", _ => 4, "$N^4 = 0$ for every nilpotent matrix of this size, but a smaller power may be zero."),
            new("last-power-that-is-not-zero", v => v.K - 1, "That power is not zero yet."),
        ],
        Hints = [_ => $"Compute $N^2$.", v => $"$N^2 = {v.N * v.N}$."],
        Explanation = v => $"$N^2 = {v.N * v.N}$ and $N^3 = {v.N * v.N * v.N}$.",
    };

    public static Exercise MinimalPolynomial { get; } = new Exercise<(ExactMatrix<Rational> M, int A, int B), ScalarExpression>("linear-algebra/minimal-polynomial")
    {
        Generate = draw => draw.Distinct(2, d => d.NonZero(-3, 3)) is [var a, var b]
            ? (draw.Until(d => Conjugated(d.UnimodularMatrix(4, 3), Jordan((a, 2), (a, 1), (b, 1))), IsSmall), a, b) : default,
        Statement = v => $"The eigenvalues of $A = {v.M}$ are ${v.A}$, three times, and ${v.B}$. What is the minimal polynomial of $A$, in $t$?",
        Answer = _ => Answers.Expression("t"),
        Solution = v => Power(v.A, 2, v.B),
        Misconceptions =
        [
            new("characteristic-polynomial", v => Power(v.A, 3, v.B), "That polynomial gives $0$ by the theorem of Cayley and Hamilton. Does one of lower degree?"),
            new("each-root-once", v => Power(v.A, 1, v.B), v => $"That would be so if $A$ were diagonalisable. What is the rank of $A - λ I$ for $λ = {v.A}$?"),
            new("roots-with-the-other-sign", v => Power(-v.A, 2, -v.B), "$t - a$ vanishes at $a$."),
        ],
        Hints =
        [
            _ => $"It has the same roots as the characteristic polynomial, with smaller exponents perhaps.",
            v => $"For $λ = {v.A}$ the rank of $A - λ I$ is ${(v.M - (v.A * ExactMatrix.Identity(4))).Rank()}$, and that of its square is ${(v.M - (v.A * ExactMatrix.Identity(4))).Power(2).Rank()}$.",
        ],
        Explanation = v => $"For $λ = {v.A}$ the rank falls from $A - λ I$ to its square, and from there to the cube no more. So this root counts twice, and the other once.",
        Points = 3,
    };

    public static Exercise InvariantPlane { get; } = new Exercise<(ExactMatrix<Rational> A, IReadOnlyList<int> Values), Subspace<Rational>>("linear-algebra/invariant-plane")
    {
        Generate = draw => draw.Distinct(3, d => d.Integer(-3, 3)) is var values ? (draw.Until(d => d.MatrixWithEigenvalues(values), a => !IsTriangular(a)), values) : default,
        Statement = v => $"$A = {v.A}$ has the eigenvalues ${v.Values[0]}$, ${v.Values[1]}$ and ${v.Values[2]}$. Give two vectors that span a plane $U$ with $A U ⊆ U$.",
        Answer = _ => Answers.Subspace(Rationals.Field, 3),
        Solution = v => Eigenspace(v.A, v.Values[0]).Augment(Eigenspace(v.A, v.Values[1])).ColumnSpace(),
        Check = (v, u) => u.Dimension != 2 ? Verdict.Wrong(new Statement($"Your vectors span a space of dimension ${u.Dimension}$."))
            : u.Vectors.FirstOrDefault(x => !u.Contains(v.A * x)) is { } leaves ? Verdict.Wrong("Some vector of your plane leaves it.", new($"$x = {leaves}$ lies in $U$, and $A x = {v.A * leaves}$ does not", () => u.Contains(leaves) && !u.Contains(v.A * leaves)))
            : Verdict.Right,
        Misconceptions =
        [
            new("line-of-an-eigenvector", v => Eigenspace(v.A, v.Values[0]).ColumnSpace(), "An eigenvector spans an invariant line. A plane needs a second direction.")
            {
                Recognises = (v, u) => u.Dimension == 1 && u.Contains(v.A * u[0]),
            },
            new("vector-and-its-image", v => ExactMatrix.Identity(3).Column(0).Augment(v.A.Column(0)).ColumnSpace(), "The first vector stays in your plane. Where does $A$ take the second one?")
            {
                Recognises = (v, u) => u.Dimension == 2 && u.Contains(ExactMatrix.Identity(3).Column(0)) && u.Contains(v.A.Column(0)) && !u.Contains(v.A * v.A.Column(0)),
            },
            new("coordinate-plane", _ => ExactMatrix.Identity(3)[.., 1..].ColumnSpace(), "A coordinate plane is invariant only if the matrix has zeros in the right places."),
        ],
        Hints = [_ => $"$A$ takes an eigenvector to a multiple of itself. What does it do to a combination of two?", v => $"An eigenvector for ${v.Values[0]}$ is ${Eigenspace(v.A, v.Values[0])}$."],
        Explanation = v => $"${Eigenspace(v.A, v.Values[0])}$ and ${Eigenspace(v.A, v.Values[1])}$ are eigenvectors, and the plane that they span is invariant. Any two of the three eigenvectors do.",
        Points = 2,
    };

    public static Exercise Diagonalise { get; } = new Exercise<(ExactMatrix<Rational> A, IReadOnlyList<int> Values), ExactMatrix<Rational>>("linear-algebra/diagonalising-matrix")
    {
        Generate = draw => draw.Until(
            d => d.Distinct(2, e => e.Integer(-4, 4)) is var values
                ? (A: Conjugated(d.Until(e => e.Matrix(2, 2, -3, 3), s => Rational.Abs(s.Determinant()) == 1), ExactMatrix.Diagonal(values[0], values[1])), values)
                : default,
            v => IsSmall(v.A) && !IsTriangular(v.A)),
        Statement = v => $"Give an invertible matrix $S$ such that $S^-1 A S$ is diagonal, for $A = {v.A}$.",
        Answer = _ => Answers.Matrix(),
        Solution = v => Eigenspace(v.A, v.Values[0]).Augment(Eigenspace(v.A, v.Values[1])),
        Check = (v, s) => s.Shape != new Shape(2, 2) ? Verdict.NoAnswer($"S is {s.Shape}, and A is 2×2.")
            : s.Rank() < 2 ? Verdict.Wrong("Your matrix has no inverse.")
            : Diagonalises(v.A, s) ? Verdict.Right
            : Verdict.Wrong("With your $S$ the product is not diagonal.", new($"$S^-1 A S = {s.Inverse() * v.A * s}$", () => !Diagonalises(v.A, s))),
        Misconceptions =
        [
            new("eigenvectors-as-rows", v => Eigenspace(v.A, v.Values[0]).Augment(Eigenspace(v.A, v.Values[1])).Transpose(), "$A S = S D$ says something about the columns of $S$, not about its rows.")
            {
                Recognises = (v, s) => s.Rank() == 2 && !Diagonalises(v.A, s) && Diagonalises(v.A, s.Transpose()),
            },
            new("diagonal-matrix-itself", v => ExactMatrix.Diagonal(v.Values[0], v.Values[1]), "That is what $S^-1 A S$ should be. $S$ takes $A$ there."),
            new("inverse-of-the-matrix", v => Eigenspace(v.A, v.Values[0]).Augment(Eigenspace(v.A, v.Values[1])).Inverse(), "$S A S^-1$ is diagonal with your $S$. Which of the two is asked for?")
            {
                Recognises = (v, s) => s.Rank() == 2 && !Diagonalises(v.A, s) && Diagonalises(v.A, s.Inverse()),
            },
            new("same-eigenvector-twice", v => Eigenspace(v.A, v.Values[0]) * ExactMatrix.FromRows([1, 1]), "Both of your columns are eigenvectors, but they depend on each other. There is a second eigenvalue.")
            {
                Recognises = (v, s) => s.Rank() == 1 && (v.A * s).Rank() <= 1 && (v.A * s).Augment(s).Rank() == 1,
            },
        ],
        Hints = [_ => $"$A S = S D$: each column of $S$ is taken to a multiple of itself.", v => $"The eigenvalues are ${v.Values[0]}$ and ${v.Values[1]}$."],
        Explanation = v => $"${Eigenspace(v.A, v.Values[0])}$ and ${Eigenspace(v.A, v.Values[1])}$ are eigenvectors for ${v.Values[0]}$ and ${v.Values[1]}$; they are the columns of $S$, in any order and up to factors.",
        Points = 2,
    };

    public static Exercise SquareZero { get; } = new Exercise<(int P, int Q), ExactMatrix<Rational>>("linear-algebra/square-zero-with-a-kernel")
    {
        Generate = draw => draw.Until(d => (P: d.NonZero(-5, 5), Q: d.NonZero(-5, 5)), v => Math.Abs(v.P) != Math.Abs(v.Q)),
        Statement = v => $"Give a matrix $A$ that is not zero, with $A^2 = 0$ and $A v = 0$ for $v = {V(v)}$.",
        Answer = _ => Answers.Matrix(),
        Solution = v => V(v) * Orthogonal(v),
        Check = (v, a) => a.Shape != new Shape(2, 2) ? Verdict.NoAnswer($"A is {a.Shape}, and v has two entries, as has A v.")
            : a == ExactMatrix.Zero(2, 2) ? Verdict.Wrong("The zero matrix is excluded.")
            : (Counterexample.Unequal("$A v$", a * V(v), ExactMatrix.Zero(2, 1)) ?? Counterexample.Unequal("$A^2$", a * a, ExactMatrix.Zero(2, 2))) is { } unequal ? Verdict.Wrong("One of the two conditions does not hold.", unequal)
            : Verdict.Right,
        Misconceptions =
        [
            new("zero-matrix", _ => ExactMatrix.Zero(2, 2), "The zero matrix has both properties, and is excluded."),
            new("kernel-but-not-image", v => ExactMatrix.Column(1, 1) * Orthogonal(v), "$A v = 0$ holds. For $A^2 = 0$ look at the columns of $A$: what does $A$ do to them?")
            {
                Recognises = (v, a) => a.Shape == new Shape(2, 2) && a * V(v) == ExactMatrix.Zero(2, 1) && a * a != ExactMatrix.Zero(2, 2),
            },
            new("image-but-not-kernel", v => V(v) * ExactMatrix.FromRows([1, 1]), "The columns of your matrix are multiples of $v$. Its rows must be orthogonal to $v$.")
            {
                Recognises = (v, a) => a.Shape == new Shape(2, 2) && a != ExactMatrix.Zero(2, 2) && a.Augment(V(v)).Rank() == 1 && a * V(v) != ExactMatrix.Zero(2, 1),
            },
            new("another-kernel", _ => ExactMatrix.FromRows([0, 1], [0, 0]), "$A^2 = 0$ holds, but the kernel of your matrix is another line.")
            {
                Recognises = (v, a) => a.Shape == new Shape(2, 2) && a != ExactMatrix.Zero(2, 2) && a * a == ExactMatrix.Zero(2, 2) && a * V(v) != ExactMatrix.Zero(2, 1),
            },
        ],
        Hints = [_ => $"$A^2 = 0$ says that the columns of $A$ lie in its kernel.", v => $"The rows of $A$ are multiples of ${Orthogonal(v)}$, because $A v = 0$."],
        Explanation = v => $"The rows are multiples of ${Orthogonal(v)}$ and the columns multiples of $v$: $A$ is a multiple of ${V(v) * Orthogonal(v)}$.",
        Points = 2,
    };

    private static string Equation((int A, int B, int C) v) => $"$det(t I - A) = t^3 {Term(v.A, "t^2")} {Term(v.B, "t")} {Term(v.C, string.Empty)}$";

    private static string Term(int n, string power) => $"{(n < 0 ? '-' : '+')} {(Math.Abs(n) == 1 && power.Length > 0 ? string.Empty : Math.Abs(n))} {power}";

    private static Rational ValueAt((int A, int B, int C) v, int t) => (t * t * t) + (v.A * t * t) + (v.B * t) + v.C;

    private static ExactMatrix<Rational> CompanionOf(int first, int second, int third) => ExactMatrix.FromRows([0, 0, first], [1, 0, second], [0, 1, third]);

    private static ExactMatrix<Rational> Jordan(params IReadOnlyList<(int Value, int Size)> blocks)
    {
        int[] values = [.. blocks.SelectMany(block => Enumerable.Repeat(block.Value, block.Size))];
        HashSet<int> starts = [.. blocks.Select((_, k) => blocks.Take(k).Sum(block => block.Size))];
        return ExactMatrix.Build(values.Length, values.Length, (i, j) => i == j ? values[i] : j == i + 1 && !starts.Contains(j) ? 1 : 0);
    }

    private static ExactMatrix<Rational> Conjugated(ExactMatrix<Rational> s, ExactMatrix<Rational> a) => s * a * s.Inverse();

    private static bool IsSmall(ExactMatrix<Rational> a)
    {
        foreach (var entry in a.Entries)
        {
            if (Rational.Abs(entry) > 9)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsTriangular(ExactMatrix<Rational> a)
    {
        var n = a.Shape.Rows;
        var places = Enumerable.Range(0, n).SelectMany(i => Enumerable.Range(0, n).Select(j => (I: i, J: j))).ToList();
        return places.TrueForAll(p => p.I <= p.J || a[p.I, p.J].IsZero) || places.TrueForAll(p => p.I >= p.J || a[p.I, p.J].IsZero);
    }

    private static ScalarExpression Power(int a, int exponent, int b) => ScalarExpression.Parse($"{Factor(a)}^{exponent}*{Factor(b)}");

    private static string Factor(int root) => root < 0 ? $"(t + {-root})" : $"(t - {root})";

    private static ExactMatrix<Rational> Eigenspace(ExactMatrix<Rational> a, int value) => (a - (value * ExactMatrix.Identity(a.Shape.Rows))).Nullspace()[0];

    private static bool Diagonalises(ExactMatrix<Rational> a, ExactMatrix<Rational> s) => s.Shape == new Shape(2, 2) && s.Rank() == 2 && s.Inverse() * a * s is var d && d[0, 1].IsZero && d[1, 0].IsZero;

    private static ExactMatrix<Rational> V((int P, int Q) v) => ExactMatrix.Column(v.P, v.Q);

    private static ExactMatrix<Rational> Orthogonal((int P, int Q) v) => ExactMatrix.FromRows([v.Q, -v.P]);
}
