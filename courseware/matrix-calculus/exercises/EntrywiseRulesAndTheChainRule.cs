using System.Globalization;
using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;
using Adjoint.MatrixCalculus;

namespace Adjoint.Courses.MatrixCalculus;

/// <summary>Diagonal Jacobians, sums, and the chain rule for vectors.</summary>
public static class EntrywiseRulesAndTheChainRule
{
    public static Exercise JacobianOfAQuotient { get; } = new Exercise<(ExactMatrix<Rational> W, ExactMatrix<Rational> X), ExactMatrix<Rational>>("matrix-calculus/jacobian-of-a-quotient")
    {
        Generate = draw => draw.Until(d => (W: d.Matrix(2, 1, -6, 6), X: d.Matrix(2, 1, -4, 4)), v => !v.W.Entries.Contains(Rational.Zero) && !v.X.Entries.Contains(Rational.Zero)),
        Statement = v => $"$w = {v.W}$ and $x = {v.X}$ are divided entry by entry, $w$ by $x$. What is the Jacobian by $x$?",
        Answer = _ => Answers.Matrix(),
        Solution = v => Diagonal(Quotient(v, -1, 2)),
        Misconceptions =
        [
            new("quotient-by-the-numerator", v => Diagonal(Quotient(v, 0, 1)), "That is the Jacobian by $w$."),
            new("minus-of-the-quotient-rule", v => Diagonal(Quotient(v, 1, 2)), "The sign: if the denominator grows, the quotient falls."),
            new("vector-in-place-of-a-diagonal", v => Quotient(v, -1, 2), "Two outputs and two inputs: the Jacobian is a matrix. Where do these numbers stand in it?"),
            new("every-output-by-every-input", v => ExactMatrix.Build(2, 2, (i, j) => -v.W[i, 0] / (v.X[j, 0] * v.X[j, 0])), "Does the first quotient move if the second entry of $x$ does?"),
        ],
        Hints = [_ => $"The Jacobian of an operation entry by entry is diagonal.", _ => $"The derivative of $w / x$ by $x$ is $-w / x^2$."],
        Explanation = v => $"On the diagonal stand ${Quotient(v, -1, 2)}$, and beside it zeros.",
    };

    public static Exercise PlacesOfAVariable { get; } = new Exercise<(int A, int B, int X), Rational>("matrix-calculus/places-of-a-variable")
    {
        Generate = draw => (draw.NonZero(-5, 5), draw.NonZero(-5, 5), draw.NonZero(-4, 4)),
        Statement = v => $"{Written.Formula("u = " + Written.Sum((v.A, "x^2")))}, and then {Written.Formula("y = " + Written.Sum((1, "u x"), (v.B, "x")))}. What is the total derivative of $y$ by $x$ at $x = {v.X}$?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => (3 * v.A * v.X * v.X) + v.B,
        Misconceptions =
        [
            new("only-through-u", v => (Rational)(2 * v.A * v.X * v.X), "That is the way through $u$. On which other ways does $x$ get to $y$?"),
            new("u-held-fixed", v => (Rational)((v.A * v.X * v.X) + v.B), "That is the partial derivative, with $u$ held fixed. But $u$ moves as well."),
            new("last-term-forgotten", v => (Rational)(3 * v.A * v.X * v.X), "One more way: the last term."),
            new("ways-multiplied", v => (Rational)(2 * v.A * v.X * v.X * ((v.A * v.X * v.X) + v.B)), "Along a way, slopes are multiplied. Different ways are added."),
        ],
        Hints = [_ => $"In how many places does $x$ stand, counting the one inside $u$?", v => $"The partial derivatives of $y$ are ${v.X}$ by $u$, and ${(v.A * v.X * v.X) + v.B}$ by $x$."],
        Explanation = v => $"The direct way contributes ${(v.A * v.X * v.X) + v.B}$, and the way through $u$ ${2 * v.A * v.X * v.X}$.",
        Points = 2,
    };

    public static Exercise OrderOfTwoJacobians { get; } = new Exercise<(ExactMatrix<Rational> B, ExactMatrix<Rational> X), ExactMatrix<Rational>>("matrix-calculus/order-of-two-jacobians")
    {
        Generate = draw => draw.Until(d => (B: d.Matrix(2, 2, -4, 4), X: d.Matrix(2, 1, -3, 3)), v => !v.X.Entries.Contains(Rational.Zero) && !v.B.Entries.Contains(Rational.Zero) && v.X[0, 0] != v.X[1, 0]),
        Statement = v => $"$g$ squares every entry of $x$, and then $f(u) = B u$ with $B = {v.B}$. What is the Jacobian of $f(g(x))$ at $x = {v.X}$?",
        Answer = _ => Answers.Matrix(),
        Solution = v => v.B * Diagonal(2 * v.X),
        Misconceptions =
        [
            new("inner-on-the-left", v => Diagonal(2 * v.X) * v.B, "The outer function is $B$, so its matrix stands on the left."),
            new("inner-derivative-forgotten", v => v.B, "That is the outer derivative. Multiply it by the inner one."),
            new("squares-not-differentiated", v => v.B * Diagonal(Squares(v.X)), "You have used the squares themselves; their derivatives are wanted."),
            new("applied-to-the-point", v => v.B * (2 * v.X), "A Jacobian is a matrix. The slopes of the inner function stand on a diagonal."),
        ],
        Hints = [_ => $"Two matrices: that of $f$ is $B$, that of $g$ is diagonal.", v => $"The Jacobian of $g$ is ${Diagonal(2 * v.X)}$."],
        Explanation = v => $"$B$ on the left, the diagonal matrix ${Diagonal(2 * v.X)}$ on the right: its columns are multiplied.",
        Points = 2,
    };

    public static Exercise JacobianOfALayer { get; } = new Exercise<(int K, Activation F), MatrixExpression>("matrix-calculus/jacobian-of-a-layer")
    {
        Generate = draw => (draw.Integer(2, 9), draw.Choice(Activations)),
        Statement = v => $"{Written.Formula($"y = {Text(v.K)} {v.F.Name}(W x + b)")}, with the function {v.F.Word} taken entry by entry. Write the Jacobian of $y$ by $x$.",
        Answer = v => Answers.Derivative($"{Text(v.K)}*{v.F.Name}(W*x + b)", "x", Layer),
        Solution = v => Parse($"{Text(v.K)}*diag({v.F.Slope})*W"),
        Misconceptions =
        [
            new("columns-in-place-of-rows", v => Parse($"{Text(v.K)}*W*diag({v.F.Slope})"), "The slopes belong to the outputs, which are the rows: the outer derivative stands on the left."),
            new("slopes-without-diag", v => Parse($"{Text(v.K)}*W*({v.F.Slope})"), "A vector multiplies a matrix here, which gives a vector. The Jacobian of an entrywise function is a diagonal matrix."),
            new("weights-forgotten", v => Parse($"{Text(v.K)}*diag({v.F.Slope})"), "That is the Jacobian by $b$. The inner derivative is missing."),
            new("weights-transposed", v => Parse($"{Text(v.K)}*W'*diag({v.F.Slope})"), "That is the transpose. It takes a gradient back, but a Jacobian has a row for every output."),
        ],
        Hints = [v => $"First the slopes of {v.F.Word} at $W x + b$; then what the diagonal matrix of them multiplies.", _ => $"`diag` of a vector is a diagonal matrix. Outer on the left."],
        Explanation = _ => $"The chain rule: the diagonal matrix of the slopes, times $W$.",
        Points = 2,
    };

    public static Exercise GradientOfASummedLayer { get; } = new Exercise<(int K, Activation F), MatrixExpression>("matrix-calculus/gradient-of-a-summed-layer")
    {
        Generate = draw => (draw.Integer(2, 9), draw.Choice(Activations)),
        Statement = v => $"{Written.Formula($"f(x) = {Text(v.K)} sum({v.F.Name}(W x + b))")}, the sum of all entries. Write the gradient by $x$.",
        Answer = v => Answers.Derivative($"{Text(v.K)}*sum({v.F.Name}(W*x + b))", "x", Layer),
        Solution = v => Parse($"{Text(v.K)}*W'*({v.F.Slope})"),
        Misconceptions =
        [
            new("not-transposed-on-the-way-back", v => Parse($"{Text(v.K)}*W*({v.F.Slope})"), "The row $1^T J$ has the matrix on its right. As a column it is $J^T 1$: the matrix is transposed."),
            new("left-a-jacobian", v => Parse($"{Text(v.K)}*diag({v.F.Slope})*W"), "That is the Jacobian of the layer. The sum comes after it."),
            new("row-of-parr-and-howard", v => Parse($"{Text(v.K)}*({v.F.Slope})'*W"), "As a row it is right. In this course a gradient has the shape of its variable."),
            new("sum-of-the-slopes", v => Parse($"{Text(v.K)}*sum({v.F.Slope})*W'*ones(n)"), "The slopes of different outputs go to different rows: they may not be added first."),
        ],
        Hints = [_ => $"The gradient of a sum is $J^T 1$.", _ => $"A diagonal matrix times $1$ is the vector on its diagonal."],
        Explanation = _ => $"$J^T 1$: the transposed $W$ times the vector of the slopes.",
        Points = 3,
    };

    private const string Layer = "W: n×n, x: n, b: n";

    private static IReadOnlyList<Activation> Activations =>
    [
        new("tanh", "tanh", "1 - tanh(W*x + b).^2"),
        new("sin", "sin", "cos(W*x + b)"),
        new("exp", "exp", "exp(W*x + b)"),
        new("arctan", "arctan", "1./(1 + (W*x + b).^2)"),
    ];

    private static MatrixExpression Parse(string text) => MatrixExpression.Parse(text, Layer);

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static ExactMatrix<Rational> Diagonal(ExactMatrix<Rational> v) => ExactMatrix.Build(2, 2, (i, j) => i == j ? v[i, 0] : 0);

    private static ExactMatrix<Rational> Squares(ExactMatrix<Rational> v) => ExactMatrix.Build(2, 1, (i, _) => v[i, 0] * v[i, 0]);

    // factor·w/xᵏ entry by entry; with the factor 0 it is 1/xᵏ.
    private static ExactMatrix<Rational> Quotient((ExactMatrix<Rational> W, ExactMatrix<Rational> X) v, int factor, int power) =>
        ExactMatrix.Build(2, 1, (i, _) => (factor == 0 ? 1 : factor * v.W[i, 0]) / (power == 1 ? v.X[i, 0] : v.X[i, 0] * v.X[i, 0]));

    private sealed record Activation(string Name, string Word, string Slope);
}
