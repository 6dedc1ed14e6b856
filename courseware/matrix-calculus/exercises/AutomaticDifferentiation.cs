using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;
using Adjoint.Symbolic;

namespace Adjoint.Courses.MatrixCalculus;

/// <summary>Dual numbers, bars, and what they cost.</summary>
public static class AutomaticDifferentiation
{
    public static Exercise DualProduct { get; } = new Exercise<(int A, int B, int C, int D), ExactMatrix<Rational>>("matrix-calculus/dual-product")
    {
        Generate = draw => (draw.NonZero(-6, 6), draw.NonZero(-6, 6), draw.NonZero(-6, 6), draw.NonZero(-6, 6)),
        Statement = v => $"{Written.Formula("(" + Written.Sum((v.A, ""), (v.B, "ε")) + ")(" + Written.Sum((v.C, ""), (v.D, "ε")) + ") = p + q ε")} for dual numbers. What is $(p, q)$?",
        Answer = _ => Answers.Vector(2),
        Solution = v => Pair(v.A * v.C, (v.A * v.D) + (v.B * v.C)),
        Misconceptions =
        [
            new("epsilon-squared-is-one", v => Pair((v.A * v.C) + (v.B * v.D), (v.A * v.D) + (v.B * v.C)), "$ε^2$ is $0$, not $1$."),
            new("complex-numbers", v => Pair((v.A * v.C) - (v.B * v.D), (v.A * v.D) + (v.B * v.C)), "That is how complex numbers multiply, with $i^2 = -1$. Here $ε^2 = 0$."),
            new("slopes-are-multiplied", v => Pair(v.A * v.C, v.B * v.D), "The derivative of a product is not the product of the derivatives."),
            new("second-factor-alone-moves", v => Pair(v.A * v.C, v.A * v.D), "Both factors move."),
        ],
        Hints = [_ => $"Multiply out, and leave away what contains $ε^2$.", _ => $"$p = a c$ and $q = a d + b c$: the product rule."],
        Explanation = v => $"$p = {v.A * v.C}$, and $q$ has two terms, ${v.A * v.D}$ and ${v.B * v.C}$.",
    };

    public static Exercise Loop { get; } = new Exercise<(int X, int C, int Start), ExactMatrix<Rational>>("matrix-calculus/dual-numbers-in-a-loop")
    {
        Generate = draw => draw.Until(d => (X: d.NonZero(-3, 4), C: d.NonZero(-5, 5), Start: d.NonZero(-3, 3)), v => Run(v, 2)[0, 0] != 0),
        Statement = v => $"A program starts with $y = {v.Start}$, and replaces $y$ three times by {Written.Formula(Written.Sum((1, "x y"), (v.C, "")))}. It runs on dual numbers, with $x = {v.X} + ε$. Which dual number $p + q ε$ is $y$ in the end? Give $(p, q)$.",
        Answer = _ => Answers.Vector(2),
        Solution = v => Run(v, 3),
        Misconceptions =
        [
            new("last-step-only", v => Pair(Run(v, 3)[0, 0], Run(v, 2)[0, 0]), "In the last product $y$ moves, too: it was made from $x$."),
            new("start-moves-too", v => Pair(Run(v, 3)[0, 0], Run(v, 3)[1, 0] + (v.X * v.X * v.X)), "The start is a constant: its slope is $0$."),
            new("slope-of-the-constant", v => Pair(Run(v, 3)[0, 0], Run(v, 3)[1, 0] + 1 + v.X + (v.X * v.X)), v => $"The ${v.C}$ that is added does not move."),
            new("stops-a-step-early", v => Run(v, 2), "Three times."),
        ],
        Hints = [v => $"After the first step {Written.Formula("y = " + Written.Sum(((v.Start * v.X) + v.C, ""), (v.Start, "ε")))}.", _ => $"$(x + ε)(p + q ε) = x p + (x q + p) ε$."],
        Explanation = v => $"After two steps {Written.Formula("y = " + Written.Sum(((int)(double)Run(v, 2)[0, 0], ""), ((int)(double)Run(v, 2)[1, 0], "ε")))}. The third makes $q$ into $x q + p$.",
        Points = 2,
    };

    public static Exercise ReusedVariable { get; } = new Exercise<(int X, int Y, int C), Rational>("matrix-calculus/bar-of-a-reused-variable")
    {
        Generate = draw => draw.Until(d => (X: d.NonZero(-4, 4), Y: d.NonZero(-4, 4), C: d.NonZero(-9, 9)), v => v.X + v.Y != 0),
        Statement = v => $"$u = x + y$, $v = u x$, {Written.Formula("w = " + Written.Sum((1, "u v"), (v.C, "x")))}, at $x = {v.X}$ and $y = {v.Y}$. What is $∂w/∂x$, the bar of $x$ after a backward pass?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => v.C + (U(v) * U(v)) + (2 * U(v) * v.X),
        Misconceptions =
        [
            new("last-path-overwrites", v => U(v) * v.X, "This is what = leaves in place of +=. How many paths lead from $x$ to $w$?"),
            new("direct-uses-only", v => v.C + (U(v) * U(v)), "$x$ also acts through $u$."),
            new("u-used-once", v => v.C + (U(v) * U(v)) + (U(v) * v.X), "$u$ goes into $v$ and into $w$: its bar has two terms."),
            new("forgets-the-direct-term", v => (U(v) * U(v)) + (2 * U(v) * v.X), v => $"$w$ also contains $x$ directly, ${v.C}$ times."),
        ],
        Hints = [v => $"$u = {U(v)}$ and $v = {U(v) * v.X}$. Begin with the bar of $w$, which is $1$, and go back.", v => $"The bar of $v$ is $u = {U(v)}$; that of $u$ is $v + u x = {2 * U(v) * v.X}$."],
        Explanation = v => $"Into the bar of $x$ go ${v.C}$ from $w$, $u^2 = {U(v) * U(v)}$ through $v$, and ${2 * U(v) * v.X}$ through $u$.",
        Points = 2,
    };

    public static Exercise AllPaths { get; } = new Exercise<(int A, int C), ScalarExpression>("matrix-calculus/derivative-along-all-paths")
    {
        Generate = draw => (draw.Integer(2, 3), draw.NonZero(-5, 5)),
        Statement = v => $"$v = x^{v.A} y$ and {Written.Formula("f = sin(v)" + (v.C < 0 ? " - " : " + ") + Written.Sum((Math.Abs(v.C), "x v")))}. What is $∂f/∂x$, in terms of $x$ and $y$?",
        Answer = _ => Answers.Expression("x", "y"),
        Solution = v => Bar(v, $"cos({V(v)}) + {v.C}*x", $"{v.C}*{V(v)}"),
        Misconceptions =
        [
            new("last-path-overwrites", v => ScalarExpression.Parse($"{v.C}*{V(v)}"), "That is the direct path. $x$ also acts through $v$."),
            new("forgets-the-direct-path", v => Bar(v, $"cos({V(v)}) + {v.C}*x", "0"), "$x$ also stands beside $v$ in the last product."),
            new("v-used-once", v => Bar(v, $"cos({V(v)})", $"{v.C}*{V(v)}"), "$v$ goes into the sine, and into the product: its bar has two terms."),
            new("no-inner-derivative", v => ScalarExpression.Parse($"cos({V(v)}) + {v.C}*x + {v.C}*{V(v)}"), "A bar is passed on times a partial derivative. What is $∂v/∂x$?"),
        ],
        Hints = [_ => $"First the bar of $v$: in how many places is $v$ used?", v => $"It is {Written.Formula("cos(v)" + (v.C < 0 ? " - " : " + ") + Written.Sum((Math.Abs(v.C), "x")))}. And $∂v/∂x$ is {Written.Formula(v.A == 2 ? "2 x y" : "3 x^2 y")}."],
        Explanation = _ => $"The bar of $v$ times $∂v/∂x$, and the direct path besides.",
        Points = 2,
    };

    public static Exercise OrderOfJacobians { get; } = new Exercise<(int M, int K, int L, int N), Rational>("matrix-calculus/cheapest-order-of-jacobians")
    {
        Generate = draw => draw.Until(d => (M: d.Integer(1, 9), K: d.Integer(2, 9), L: d.Integer(2, 9), N: d.Integer(1, 9)), v => Left(v) != Right(v) && v.M != v.N),
        Statement = v => $"From a column of ${v.N}$ inputs a program computes a column of ${v.L}$ numbers, from this one of ${v.K}$, and from this its result, one of ${v.M}$. Its Jacobian matrix is $J_3 J_2 J_1$. By the better of the two orders, how many multiplications of numbers does this product take?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => Math.Min(Left(v), Right(v)),
        Misconceptions =
        [
            new("the-other-order", v => Math.Max(Left(v), Right(v)), v => Left(v) < Right(v) ? (Statement)$"That is forward mode. Begin at the results, with $J_3 J_2$." : $"That is backward mode. Begin at the inputs, with $J_2 J_1$."),
            new("product-of-all-sizes", v => v.M * v.K * v.L * v.N, "Two products are computed one after the other: their costs are added."),
            new("second-product-forgotten", v => Left(v) < Right(v) ? v.M * v.K * v.L : v.K * v.L * v.N, "That is the first of the two products."),
        ],
        Hints = [_ => $"A product of an $a$ by $b$ matrix and a $b$ by $c$ matrix takes $a b c$ multiplications.", v => $"$J_1$ is ${v.L}$ by ${v.N}$, $J_2$ is ${v.K}$ by ${v.L}$, and $J_3$ is ${v.M}$ by ${v.K}$."],
        Explanation = v => $"$(J_3 J_2) J_1$ takes ${Left(v)}$, and $J_3 (J_2 J_1)$ takes ${Right(v)}$.",
        Points = 2,
    };

    public static Exercise HessianVector { get; } = new Exercise<(int A, int B, ExactMatrix<Rational> X, ExactMatrix<Rational> V), ExactMatrix<Rational>>("matrix-calculus/hessian-times-a-vector")
    {
        Generate = draw => draw.Until(d => (A: d.NonZero(-3, 3), B: d.NonZero(-3, 3), X: d.Matrix(2, 1, -3, 3), V: d.Matrix(2, 1, -2, 2)), v => !v.X.Entries.Contains(Rational.Zero) && !v.V.Entries.Contains(Rational.Zero)),
        Statement = v => $"{Written.Formula("f(x, y) = " + Written.Sum((v.A, "x^2 y"), (v.B, "y^3")))}. What is $H v$, the Hessian at $(x, y) = ({v.X[0, 0]}, {v.X[1, 0]})$ times $v = {v.V}$?",
        Answer = _ => Answers.Vector(2),
        Solution = v => Hessian(v) * v.V,
        Misconceptions =
        [
            new("diagonal-only", v => Pair(Hessian(v)[0, 0] * v.V[0, 0], Hessian(v)[1, 1] * v.V[1, 0]), "The mixed derivative is not zero: the slope in $x$ changes when $y$ moves."),
            new("gradient", v => Gradient(v), "That is the gradient. $H v$ says how it moves when $x$ moves along $v$."),
            new("gradient-times-entries", v => Pair(Gradient(v)[0, 0] * v.V[0, 0], Gradient(v)[1, 0] * v.V[1, 0]), "Differentiate the gradient once more, in the direction $v$."),
            new("mixed-derivative-counted-once", v => Pair((Hessian(v) * v.V)[0, 0], Hessian(v)[1, 1] * v.V[1, 0]), "The Hessian is symmetric: the mixed derivative stands in both rows."),
        ],
        Hints = [_ => $"$H v$ is the derivative of the gradient in the direction $v$.", v => $"$H = {Hessian(v)}$ at this point."],
        Explanation = v => $"$H = {Hessian(v)}$, and each row of it is multiplied by $v$.",
        Points = 2,
    };

    private static ExactMatrix<Rational> Pair(Rational p, Rational q) => ExactMatrix.Column(p, q);

    private static ExactMatrix<Rational> Run((int X, int C, int Start) v, int steps)
    {
        Rational p = v.Start;
        Rational q = 0;
        for (var k = 0; k < steps; k++)
        {
            (p, q) = ((v.X * p) + v.C, (v.X * q) + p);
        }

        return Pair(p, q);
    }

    private static int U((int X, int Y, int C) v) => v.X + v.Y;

    private static string V((int A, int C) v) => $"x^{Written.Number(v.A)}*y";

    private static ScalarExpression Bar((int A, int C) v, string barOfV, string direct) =>
        ScalarExpression.Parse($"({barOfV})*{Written.Number(v.A)}*x^{Written.Number(v.A - 1)}*y + ({direct})");

    private static int Left((int M, int K, int L, int N) v) => (v.M * v.K * v.L) + (v.M * v.L * v.N);

    private static int Right((int M, int K, int L, int N) v) => (v.K * v.L * v.N) + (v.M * v.K * v.N);

    private static ExactMatrix<Rational> Gradient((int A, int B, ExactMatrix<Rational> X, ExactMatrix<Rational> V) v) =>
        (v.X[0, 0], v.X[1, 0]) is var (x, y) ? Pair(2 * v.A * x * y, (v.A * x * x) + (3 * v.B * y * y)) : v.X;

    private static ExactMatrix<Rational> Hessian((int A, int B, ExactMatrix<Rational> X, ExactMatrix<Rational> V) v) =>
        (v.X[0, 0], v.X[1, 0]) is var (x, y) ? ExactMatrix.FromRows([2 * v.A * y, 2 * v.A * x], [2 * v.A * x, 6 * v.B * y]) : v.X;
}
