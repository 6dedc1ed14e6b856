using System.Globalization;
using System.Numerics;
using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;
using Adjoint.MatrixCalculus;

namespace Adjoint.Courses.MatrixCalculus;

/// <summary>Matrices of maps that take matrices to matrices.</summary>
public static class JacobiansVecAndKronecker
{
    private const string Square = "X: n×n, A: n×n, B: n×n";

    public static Exercise MatrixOfAMultiplication { get; } = new Exercise<(ExactMatrix<Rational> A, bool Left), ExactMatrix<Rational>>("matrix-calculus/matrix-of-a-multiplication")
    {
        Generate = draw => draw.Until(d => (A: d.Matrix(2, 2, -9, 9), Left: d.Coin()), v => v.A[0, 1] != v.A[1, 0] && !v.A.Entries.Contains(Rational.Zero)),
        Statement = v => $"$A = {v.A}$. Which matrix takes $vec(X)$ to {(v.Left ? (Statement)$"$vec(A X)$" : $"$vec(X A)$")}, for $X$ with 2 rows and 2 columns? ($vec$ writes the columns under each other.)",
        Answer = _ => Answers.Matrix(),
        Solution = v => v.Left ? Kron(ExactMatrix.Identity(2), v.A) : Kron(v.A.Transpose(), ExactMatrix.Identity(2)),
        Misconceptions =
        [
            new("vec-by-rows", v => v.Left ? Kron(v.A, ExactMatrix.Identity(2)) : Kron(ExactMatrix.Identity(2), v.A.Transpose()), "That is right if the rows are written under each other. Here it is the columns."),
            new("transpose-misplaced", v => v.Left ? Kron(ExactMatrix.Identity(2), v.A.Transpose()) : Kron(v.A, ExactMatrix.Identity(2)), "The blocks are in the right places. Try $X$ with a single 1 in it, to see whether $A$ is to be transposed."),
            new("other-side", v => v.Left ? Kron(v.A.Transpose(), ExactMatrix.Identity(2)) : Kron(ExactMatrix.Identity(2), v.A), "You have multiplied from the other side."),
        ],
        Hints = [_ => $"$vec(A X B) = (B^T ⊗ A) vec(X)$, and one of the factors is $I$ here.", v => v.Left ? (Statement)$"Each column of $X$ is multiplied by $A$, apart from the others." : $"The columns of $X A$ are sums of columns of $X$."],
        Explanation = v => v.Left ? (Statement)$"It is $I ⊗ A$, with $A$ in the blocks on the diagonal." : $"It is $A^T ⊗ I$: each entry of $A^T$ times a block $I$.",
    };

    public static Exercise JacobianOfASandwich { get; } = new Exercise<(int K, bool Second), MatrixExpression>("matrix-calculus/jacobian-of-a-sandwich")
    {
        Generate = draw => (draw.Integer(2, 9), draw.Coin()),
        Statement = v => $"{(v.Second ? (Statement)$"$F(X) = {v.K} A X B^T$" : $"$F(X) = {v.K} A^T X B$")}. Write the Jacobian, the matrix before $vec(dX)$. (The Kronecker product is typed as kron(P, Q).)",
        Answer = v => Answers.Derivative($"{Text(v.K)}*{(v.Second ? "A*X*B'" : "A'*X*B")}", "X", Square),
        Solution = v => Parse($"{Text(v.K)}*kron({(v.Second ? "B, A" : "B', A'")})"),
        Misconceptions =
        [
            new("factors-in-order-of-writing", v => Parse($"{Text(v.K)}*kron({(v.Second ? "A, B'" : "A', B")})"), "The right factor comes first, and transposed."),
            new("right-factor-not-transposed", v => Parse($"{Text(v.K)}*kron({(v.Second ? "B', A" : "B, A'")})"), "The order is right. The factor on the right of $X$ is to be transposed, as it stands there."),
            new("both-transposed", v => Parse($"{Text(v.K)}*kron({(v.Second ? "B, A'" : "B', A")})"), "Only the factor on the right of $X$ is transposed, not the one on the left."),
            new("ordinary-product", v => Parse($"{Text(v.K)}*{(v.Second ? "A*B'" : "A'*B")}"), "A Jacobian of matrices by matrices has a row for each of the $n^2$ entries."),
        ],
        Hints = [_ => $"$vec(P X Q) = (Q^T ⊗ P) vec(X)$.", v => v.Second ? (Statement)$"Here $Q = B^T$." : $"Here $P = A^T$."],
        Explanation = _ => $"The right factor, transposed, and then the left one.",
        Points = 2,
    };

    public static Exercise JacobianWithAMiddle { get; } = new Exercise<int, MatrixExpression>("matrix-calculus/jacobian-with-a-middle")
    {
        Generate = draw => draw.Integer(2, 60),
        Statement = k => $"$F(X) = {k} X A X$. Write the Jacobian, the matrix before $vec(dX)$. (The identity is typed as eye(n).)",
        Answer = k => Answers.Derivative($"{Text(k)}*X*A*X", "X", "X: n×n, A: n×n"),
        Solution = k => Parse($"{Text(k)}*(kron((A*X)', eye(n)) + kron(eye(n), X*A))"),
        Misconceptions =
        [
            new("twice-one-side", k => Parse($"{Text(2 * k)}*kron(eye(n), X*A)"), "The step can stand in the place of either $X$, and the two terms are not the same."),
            new("left-place-forgotten", k => Parse($"{Text(k)}*kron(eye(n), X*A)"), "That is the step in the place of the second $X$. The first one moves as well."),
            new("transpose-forgotten", k => Parse($"{Text(k)}*(kron(A*X, eye(n)) + kron(eye(n), X*A))"), "What stands on the right of the step is transposed."),
            new("sides-exchanged", k => Parse($"{Text(k)}*(kron(eye(n), A*X) + kron((X*A)', eye(n)))"), "What stands on the left of the step belongs to the right of the Kronecker product."),
        ],
        Hints = [_ => $"$dF$ has two terms: $dX A X$ and $X A dX$.", _ => $"In the first one there is $I$ on the left of the step, in the second one on its right."],
        Explanation = _ => $"Each term of $dF$ becomes a Kronecker product, by $vec(P dX Q) = (Q^T ⊗ P) vec(dX)$.",
        Points = 3,
    };

    public static Exercise VolumeOfTheSquare { get; } = new Exercise<ExactMatrix<Rational>, Rational>("matrix-calculus/volume-of-the-square")
    {
        Generate = draw => draw.Until(d => d.Matrix(2, 2, -5, 5), x => !x.Determinant().IsZero && !x.Trace().IsZero && x[0, 1] != x[1, 0] && x.Determinant() != 1),
        Statement = x => $"What is the determinant of the Jacobian of $X^2$ at $X = {x}$?",
        Answer = _ => Answers.ExactNumber,
        Solution = x => 4 * x.Determinant() * x.Trace() * x.Trace(),
        Misconceptions =
        [
            new("derivative-taken-for-2x", x => 4 * x.Determinant(), "That is the determinant of $2 X$. The Jacobian has 4 rows."),
            new("step-on-one-side-only", x => 16 * x.Determinant() * x.Determinant(), "That is the determinant of $2 (I ⊗ X)$. In $d(X X)$ there are two places for $dX$, and only one of them is before $X$."),
            new("terms-apart", x => 2 * x.Determinant() * x.Determinant(), "The determinant of a sum is not the sum of the determinants."),
            new("trace-not-squared", x => 4 * x.Determinant() * x.Trace(), "The sum of both eigenvalues occurs twice: as $λ_1 + λ_2$ and as $λ_2 + λ_1$."),
        ],
        Hints = [_ => $"The eigenvalues of the Jacobian are the sums of any two eigenvalues of $X$: $2 λ_1$, $2 λ_2$, and twice $λ_1 + λ_2$.", x => $"The trace is ${x.Trace()}$, the determinant ${x.Determinant()}$."],
        Explanation = _ => $"The product of the four eigenvalues is $4 λ_1 λ_2 (λ_1 + λ_2)^2$: four times the determinant, times the square of the trace.",
        Points = 2,
    };

    public static Exercise MultiplicationsSaved { get; } = new Exercise<(int M, int N), Rational>("matrix-calculus/multiplications-saved")
    {
        Generate = draw => draw.Until(d => (M: d.Integer(2, 12) * 10, N: d.Integer(2, 12) * 10), v => v.M != v.N),
        Statement = v => $"$A$ is square with {Written.Number(v.M)} rows, $B$ is square with {Written.Number(v.N)} rows, and $X$ has {Written.Number(v.M)} rows and {Written.Number(v.N)} columns. Somebody has $J = B^T ⊗ A$ in memory already, and multiplies it by $vec(X)$. How many multiplications of numbers does that take more than $(A X) B$?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => Big(v) - Plain(v),
        Misconceptions =
        [
            new("cost-of-the-jacobian-alone", v => Big(v), "That is what the Jacobian takes. Subtract what $(A X) B$ takes."),
            new("one-product-only", v => Big(v) - ((BigInteger)v.M * v.M * v.N), "There are two products: $A X$, and the result times $B$."),
            new("as-many-as-entries", v => ((BigInteger)v.M * v.M * v.N * v.N) - (2 * (BigInteger)v.M * v.N), "An entry of a product is a sum with many terms, each of which is a multiplication."),
        ],
        Hints = [_ => $"A matrix times a vector takes as many multiplications as the matrix has entries.", v => $"$J$ is square with ${v.M * v.N}$ rows. $A X$ takes ${v.M * v.M * v.N}$ multiplications."],
        Explanation = v => $"${Big(v)}$ against ${Plain(v)}$.",
        Points = 2,
    };

    private static Rational Big((int M, int N) v) => BigInteger.Pow((BigInteger)v.M * v.N, 2);

    private static Rational Plain((int M, int N) v) => (BigInteger)v.M * v.N * (v.M + v.N);

    private static MatrixExpression Parse(string text) => MatrixExpression.Parse(text, Square);

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static ExactMatrix<Rational> Kron(ExactMatrix<Rational> a, ExactMatrix<Rational> b) =>
        ExactMatrix.Build(4, 4, (i, j) => a[i / 2, j / 2] * b[i % 2, j % 2]);
}
