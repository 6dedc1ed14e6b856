using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;

namespace Adjoint.Courses.MatrixCalculus;

/// <summary>Hessians as bilinear forms, definiteness, and methods that look for minima.</summary>
public static class SecondDerivatives
{
    public static Exercise InTwoDirections { get; } = new Exercise<(int A, int B, ExactMatrix<Rational> X, ExactMatrix<Rational> U, ExactMatrix<Rational> V), Rational>("matrix-calculus/second-derivative-in-two-directions")
    {
        Generate = draw => draw.Until(d => (A: d.NonZero(-3, 3), B: d.NonZero(-3, 3), X: d.Matrix(2, 1, -3, 3), U: d.Matrix(2, 1, -3, 3), V: d.Matrix(2, 1, -3, 3)), v => !v.X.Entries.Contains(Rational.Zero) && !v.U.Entries.Contains(Rational.Zero) && !v.V.Entries.Contains(Rational.Zero)),
        Statement = v => $"{Written.Formula("f(x, y) = " + Written.Sum((v.A, "x^2 y"), (v.B, "x y^2")))}. What is the second derivative $f''[u, v]$ at $({v.X[0, 0]}, {v.X[1, 0]})$, for $u = {v.U}$ and $v = {v.V}$?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => Inner(v.U, Hessian(v) * v.V),
        Misconceptions =
        [
            new("twice-the-same-direction", v => Inner(v.U, Hessian(v) * v.U), "That is $f''[u, u]$. The second step goes in the direction $v$."),
            new("half-of-the-form", v => new Rational(1, 2) * Inner(v.U, Hessian(v) * v.V), "The half belongs to the prediction of $f$, not to its second derivative."),
            new("mixed-derivatives-left-out", v => (v.U[0, 0] * Hessian(v)[0, 0] * v.V[0, 0]) + (v.U[1, 0] * Hessian(v)[1, 1] * v.V[1, 0]), "The entries beside the diagonal of $H$ count, too."),
            new("product-of-slopes", v => Inner(Gradient(v), v.U) * Inner(Gradient(v), v.V), "That is $f'[u] f'[v]$, a product of first derivatives."),
        ],
        Hints = [_ => $"It is $u^T H v$ with the Hessian $H$.", v => $"$H = {Hessian(v)}$ at this point."],
        Explanation = v => $"$H = {Hessian(v)}$, and $u^T H v$ is the inner product of $u$ and $H v = {Hessian(v) * v.V}$.",
        Points = 2,
    };

    public static Exercise OfLogDet { get; } = new Exercise<(ExactMatrix<Rational> X, ExactMatrix<Rational> U, ExactMatrix<Rational> V), Rational>("matrix-calculus/second-derivative-of-logdet")
    {
        Generate = draw => draw.Until(d => (X: d.UnimodularMatrix(2, 3), U: d.Matrix(2, 2, -3, 3), V: d.Matrix(2, 2, -3, 3)), v => v.X.Determinant() == 1),
        Statement = v => $"$f(X) = log(det(X))$. What is $f''(X)[U, V]$ at $X = {v.X}$, for $U = {v.U}$ and $V = {v.V}$?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => -(v.X.Inverse() * v.U * v.X.Inverse() * v.V).Trace(),
        Misconceptions =
        [
            new("sign-of-the-inverse", v => (v.X.Inverse() * v.U * v.X.Inverse() * v.V).Trace(), "The logarithm bends downwards: for $X = I$ and $U = V = I$ the result is negative."),
            new("inverses-side-by-side", v => -(v.X.Inverse() * v.X.Inverse() * v.U * v.V).Trace(), "The derivative of $X^-1$ is $-X^-1 U X^-1$: the two inverses stand apart."),
            new("product-of-first-derivatives", v => -(v.X.Inverse() * v.U).Trace() * (v.X.Inverse() * v.V).Trace(), "Not a product of two traces: the trace of one product."),
            new("second-inverse-missing", v => -(v.X.Inverse() * v.U * v.V).Trace(), "Differentiating $X^-1$ leaves two inverses."),
        ],
        Hints = [_ => $"$f'(X)[V]$ is the trace of $X^-1 V$. Now let $X$ move by $U$.", v => $"$X^-1 = {v.X.Inverse()}$."],
        Explanation = v => $"It is minus the trace of $X^-1 U X^-1 V$, with $X^-1 = {v.X.Inverse()}$.",
        Points = 3,
    };

    public static Exercise DefiniteEntry { get; } = new Exercise<ExactMatrix<Rational>, Rational>("matrix-calculus/smallest-definite-entry")
    {
        Generate = draw => draw.Until(
            d => ExactMatrix.Build(3, 3, (i, j) => i == j ? d.Integer(1, 3) : j < i ? d.NonZero(-3, 3) : 0),
            l => (l * l.Transpose()) is var a && !a[0, 2].IsZero && !a[1, 2].IsZero),
        Statement = l => $"$A = {WithoutCorner(l)}$, and then $t$ is added to the zero at the bottom right. For $t$ greater than which number is the matrix positive definite?",
        Answer = _ => Answers.ExactNumber,
        Solution = l => (l[2, 0] * l[2, 0]) + (l[2, 1] * l[2, 1]),
        Misconceptions =
        [
            new("positive-diagonal-is-enough", _ => Rational.Zero, "A positive diagonal is necessary, but not enough. Eliminate, and look at the last pivot."),
            new("diagonal-dominance", l => Rational.Abs(WithoutCorner(l)[0, 2]) + Rational.Abs(WithoutCorner(l)[1, 2]), "A diagonal that outweighs its row is another condition; it is not the same."),
            new("first-step-only", l => l[2, 0] * l[2, 0], "That is after one column. Clear the second one, too."),
            new("second-step-from-the-original", l => (l[2, 0] * l[2, 0]) + (WithoutCorner(l)[1, 2] * WithoutCorner(l)[1, 2] / WithoutCorner(l)[1, 1]), "The second column is cleared with the second pivot, after the first step has changed it."),
        ],
        Hints = [_ => $"Eliminate without exchanging rows. The last pivot is $t$ less a number.", l => $"The first step subtracts ${l[2, 0] * l[2, 0]}$ from $t$."],
        Explanation = l => $"The first step subtracts ${l[2, 0] * l[2, 0]}$ from the corner, and the second one ${l[2, 1] * l[2, 1]}$. The other pivots are positive.",
        Points = 2,
    };

    public static Exercise NewtonStep { get; } = new Exercise<(int A, int B, int C, ExactMatrix<Rational> X), ExactMatrix<Rational>>("matrix-calculus/newton-step-of-a-function")
    {
        Generate = draw => draw.Until(d => (A: d.NonZero(-2, 2), B: d.NonZero(-3, 3), C: d.NonZero(-3, 3), X: d.Matrix(2, 1, -3, 3)), v => !v.X.Entries.Contains(Rational.Zero) && !Curvature(v).Determinant().IsZero && !Slopes(v).Entries.Contains(Rational.Zero)),
        Statement = v => $"{Written.Formula("f(x, y) = " + Written.Sum((v.A, "x^3"), (v.B, "x y"), (v.C, "y^2")))}. To which point does one full step of Newton's method for a minimum lead from $({v.X[0, 0]}, {v.X[1, 0]})$?",
        Answer = _ => Answers.Vector(2),
        Solution = v => v.X - (Curvature(v).Inverse() * Slopes(v)),
        Misconceptions =
        [
            new("gradient-step", v => v.X - Slopes(v), "That is a step of gradient descent. Newton's method solves $H δ = -g$."),
            new("adds-the-step", v => v.X + (Curvature(v).Inverse() * Slopes(v)), "The sign: $g + H δ = 0$."),
            new("diagonal-of-the-hessian", v => ExactMatrix.Column(v.X[0, 0] - (Slopes(v)[0, 0] / Curvature(v)[0, 0]), v.X[1, 0] - (Slopes(v)[1, 0] / Curvature(v)[1, 1])), "You have divided by the diagonal of $H$. The two equations belong together."),
            new("multiplies-by-the-hessian", v => v.X - (Curvature(v) * Slopes(v)), "Solve with $H$, do not multiply by it."),
        ],
        Evidence = (v, p) => Counterexample.Unequal("$H δ$, with the step $δ$ to your point,", Curvature(v) * (p - v.X), -Slopes(v)),
        Hints = [v => $"The gradient is $g = {Slopes(v)}$ here.", v => $"The Hessian is $H = {Curvature(v)}$."],
        Explanation = v => $"$H δ = -g$ gives $δ = {-(Curvature(v).Inverse() * Slopes(v))}$.",
        Points = 2,
    };

    public static Exercise WhereNewtonEnds { get; } = new Exercise<(int A, int B, int C, int X, int Y), ExactMatrix<Rational>>("matrix-calculus/where-newton-ends")
    {
        Generate = draw => draw.Until(d => (A: d.Integer(1, 4), B: d.Integer(1, 5), C: d.NonZero(-5, 5), X: d.Integer(-9, -1), Y: d.Integer(-5, 5)), v => v.X != -v.A && v.Y != v.C),
        Statement = v => $"{Written.Formula("f(x, y) = " + Written.Sum((1, "x^3"), (-3 * v.A * v.A, "x")) + " + " + Written.Sum((v.B, "(" + Written.Sum((1, "y"), (-v.C, "")) + ")^2")))}. Newton's method for a minimum, with full steps, starts at $({v.X}, {v.Y})$. Where does it end?",
        Answer = _ => Answers.Vector(2),
        Solution = v => ExactMatrix.Column((Rational)(-v.A), v.C),
        Misconceptions =
        [
            new("always-the-minimum", v => ExactMatrix.Column((Rational)v.A, v.C), v => $"That is the minimum. Take one step in $x$ from ${v.X}$: which sign does the new $x$ have?"),
            new("one-step-only", v => ExactMatrix.Column(new Rational((v.X * v.X) + (v.A * v.A), 2 * v.X), v.C), "That is the point after one step. In $y$ it has arrived; in $x$ not yet."),
            new("sign-of-the-shift", v => ExactMatrix.Column((Rational)(-v.A), -v.C), v => $"Where is {Written.Formula(Written.Sum((1, "y"), (-v.C, "")))} zero?"),
        ],
        Hints = [_ => $"$x$ and $y$ do not mix: take the steps apart.", v => $"In $x$, a step leads from $x$ to $(x^2 + {v.A * v.A}) / (2 x)$. Can that change the sign of $x$?"],
        Explanation = v => $"In $x$ the sign never changes, so $x$ goes to ${-v.A}$. There is no minimum but a saddle: Newton's method only looks for a zero of the gradient.",
        Points = 2,
    };

    public static Exercise BfgsUpdate { get; } = new Exercise<(ExactMatrix<Rational> S, ExactMatrix<Rational> Y), ExactMatrix<Rational>>("matrix-calculus/bfgs-update")
    {
        Generate = draw => draw.Until(d => (S: d.Matrix(2, 1, -2, 2), Y: d.Matrix(2, 1, -3, 3)), v => Inner(v.S, v.Y) > 0 && !v.S.Entries.Contains(Rational.Zero) && (v.S[0, 0] * v.Y[1, 0]) != (v.S[1, 0] * v.Y[0, 0])),
        Statement = v => $"BFGS starts with $B = I$. A step $s = {v.S}$ has changed the gradient by $y = {v.Y}$. What is the new $B$?",
        Answer = _ => Answers.Matrix(),
        Solution = v => Bfgs(v.S, v.Y),
        Misconceptions =
        [
            new("roles-exchanged", v => Bfgs(v.Y, v.S), "Your matrix takes $y$ to $s$: it is made for the inverse. Here $B s = y$."),
            new("nothing-taken-away", v => ExactMatrix.Identity(2) + (1 / Inner(v.Y, v.S) * (v.Y * v.Y.Transpose())), "What $B$ said about the direction $s$ before has to be taken away first."),
            new("not-symmetric", v => ExactMatrix.Identity(2) + (1 / Inner(v.S, v.S) * ((v.Y - v.S) * v.S.Transpose())), "It satisfies $B s = y$, but a Hessian is symmetric. (This is Broyden's update, for systems.)"),
            new("divides-by-the-square-of-y", v => ExactMatrix.Identity(2) - (1 / Inner(v.S, v.S) * (v.S * v.S.Transpose())) + (1 / Inner(v.Y, v.Y) * (v.Y * v.Y.Transpose())), "The last term is divided by $y^T s$, so that $B s$ becomes $y$."),
        ],
        Evidence = (v, b) => Counterexample.Unequal("$B s$", b * v.S, v.Y),
        Hints = [_ => $"With $B = I$ the update is $I - s s^T / (s^T s) + y y^T / (y^T s)$.", v => $"$s^T s = {Inner(v.S, v.S)}$ and $y^T s = {Inner(v.Y, v.S)}$."],
        Explanation = _ => $"The first two terms take $s$ to $0$, and the last one takes it to $y$. Check $B s = y$.",
        Points = 3,
    };

    private static ExactMatrix<Rational> Gradient((int A, int B, ExactMatrix<Rational> X, ExactMatrix<Rational> U, ExactMatrix<Rational> V) v)
    {
        var (x, y) = (v.X[0, 0], v.X[1, 0]);
        return ExactMatrix.Column((2 * v.A * x * y) + (v.B * y * y), (v.A * x * x) + (2 * v.B * x * y));
    }

    private static ExactMatrix<Rational> Hessian((int A, int B, ExactMatrix<Rational> X, ExactMatrix<Rational> U, ExactMatrix<Rational> V) v)
    {
        var (x, y) = (v.X[0, 0], v.X[1, 0]);
        var mixed = (2 * v.A * x) + (2 * v.B * y);
        return ExactMatrix.FromRows([2 * v.A * y, mixed], [mixed, 2 * v.B * x]);
    }

    private static ExactMatrix<Rational> WithoutCorner(ExactMatrix<Rational> l) =>
        l * l.Transpose() is var a ? ExactMatrix.Build(3, 3, (i, j) => i == 2 && j == 2 ? 0 : a[i, j]) : l;

    private static ExactMatrix<Rational> Slopes((int A, int B, int C, ExactMatrix<Rational> X) v)
    {
        var (x, y) = (v.X[0, 0], v.X[1, 0]);
        return ExactMatrix.Column((3 * v.A * x * x) + (v.B * y), (v.B * x) + (2 * v.C * y));
    }

    private static ExactMatrix<Rational> Curvature((int A, int B, int C, ExactMatrix<Rational> X) v) =>
        ExactMatrix.FromRows([6 * v.A * v.X[0, 0], v.B], [v.B, 2 * v.C]);

    private static ExactMatrix<Rational> Bfgs(ExactMatrix<Rational> s, ExactMatrix<Rational> y) =>
        ExactMatrix.Identity(2) - (1 / Inner(s, s) * (s * s.Transpose())) + (1 / Inner(y, s) * (y * y.Transpose()));

    private static Rational Inner(ExactMatrix<Rational> a, ExactMatrix<Rational> b) => (a.Transpose() * b)[0, 0];
}
