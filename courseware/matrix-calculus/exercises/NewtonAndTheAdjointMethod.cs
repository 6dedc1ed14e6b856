using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;

namespace Adjoint.Courses.MatrixCalculus;

/// <summary>Steps of Newton's method, and derivatives of solutions of linear systems.</summary>
public static class NewtonAndTheAdjointMethod
{
    public static Exercise StepForASystem { get; } = new Exercise<(int A, int B, ExactMatrix<Rational> P), ExactMatrix<Rational>>("matrix-calculus/newton-step-for-a-system")
    {
        Generate = draw => draw.Until(d => (A: d.Integer(2, 9), B: d.NonZero(-4, 4), P: ExactMatrix.Column((Rational)d.NonZero(-3, 3), d.NonZero(-3, 3))), v => !Jacobian(v.P).Determinant().IsZero && !Residual(v).Entries.Contains(Rational.Zero)),
        Statement = v => $"{Written.Formula("f(x, y) = (" + Written.Sum((1, "x^2"), (1, "y^2"), (-v.A, "")) + ", " + Written.Sum((1, "x y"), (-v.B, "")) + ")")}. To which point does one step of Newton's method lead from $({v.P[0, 0]}, {v.P[1, 0]})$?",
        Answer = _ => Answers.Vector(2),
        Solution = v => v.P - (Jacobian(v.P).Inverse() * Residual(v)),
        Misconceptions =
        [
            new("adds-the-step", v => v.P + (Jacobian(v.P).Inverse() * Residual(v)), "You went the other way: $f + J δ = 0$ has a minus sign in its solution."),
            new("multiplies-by-the-jacobian", v => v.P - (Jacobian(v.P) * Residual(v)), "Dividing by a derivative means solving a system with it, not multiplying by it."),
            new("transposed-jacobian", v => v.P - (Jacobian(v.P).Transpose().Inverse() * Residual(v)), "Your Jacobian lies on its side: each row belongs to one component of $f$."),
            new("one-equation-at-a-time", v => v.P - ExactMatrix.Column(Residual(v)[0, 0] / Jacobian(v.P)[0, 0], Residual(v)[1, 0] / Jacobian(v.P)[1, 1]), "Both equations depend on both unknowns; they are solved together."),
            new("step-instead-of-point", v => -(Jacobian(v.P).Inverse() * Residual(v)), "That is the step. Where does it lead?"),
        ],
        Evidence = (v, q) => Counterexample.Unequal("$J δ$, with the step $δ$ to your point,", Jacobian(v.P) * (q - v.P), -Residual(v)),
        Hints = [v => $"$f = {Residual(v)}$ and $J = {Jacobian(v.P)}$ at this point.", _ => $"Solve $J δ = -f$, and add $δ$ to the point."],
        Explanation = v => $"$J δ = -f$ gives $δ = {-(Jacobian(v.P).Inverse() * Residual(v))}$.",
        Points = 2,
    };

    public static Exercise OnADeterminant { get; } = new Exercise<(ExactMatrix<Rational> A, Rational Z), Rational>("matrix-calculus/newton-on-a-determinant")
    {
        Generate = draw => draw.Until(d => (A: d.Matrix(2, 2, -3, 4), Z: (Rational)d.Integer(5, 9)), v => !Characteristic(v).IsZero && v.A.Trace() != 2 * v.Z),
        Statement = v => $"$A = {v.A}$. One step of Newton's method for $det(z I - A) = 0$, from $z = {v.Z}$: where does it lead?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => v.Z - (Characteristic(v) / Slope(v)),
        Misconceptions =
        [
            new("adds-the-step", v => v.Z + (Characteristic(v) / Slope(v)), "You went the other way."),
            new("does-not-divide-by-the-derivative", v => v.Z - Characteristic(v), "The determinant is still to be divided by its derivative in $z$."),
            new("subtracts-the-trace", v => v.Z - (Slope(v) / Characteristic(v)), "$f'/f$ is the trace of $(z I - A)^-1$. The step is $f/f'$."),
        ],
        Hints = [v => $"$det(z I - A) = {Characteristic(v)}$ at $z = {v.Z}$.", _ => $"The step is $-1/t$ with the trace $t$ of $(z I - A)^-1$; or find $det(z I - A)$ as a polynomial of degree 2, and its derivative."],
        Explanation = v => $"$f = {Characteristic(v)}$ and $f' = 2 z - tr(A) = {Slope(v)}$, so the step is ${-(Characteristic(v) / Slope(v))}$.",
        Points = 2,
    };

    public static Exercise DerivativeOfASolution { get; } = new Exercise<(ExactMatrix<Rational> A, ExactMatrix<Rational> E, ExactMatrix<Rational> X), ExactMatrix<Rational>>("matrix-calculus/derivative-of-a-solution")
    {
        Generate = draw => draw.Until(d => (A: d.UnimodularMatrix(2, 4), E: d.Matrix(2, 2, -3, 3), X: d.Matrix(2, 1, -4, 4)), v => v.E * v.X != ExactMatrix.Zero(2, 1)),
        Statement = v => $"$x(t)$ solves $(A + t E) x = b$ with $A = {v.A}$, $E = {v.E}$ and $b = {v.A * v.X}$. What is the derivative of $x$ at $t = 0$?",
        Answer = _ => Answers.Vector(2),
        Solution = v => -(v.A.Inverse() * v.E * v.X),
        Misconceptions =
        [
            new("sign-of-the-inverse", v => v.A.Inverse() * v.E * v.X, "The sign: from $E x + A x' = 0$ follows a minus."),
            new("does-not-solve-again", v => -(v.E * v.X), "That is $A x'$. There is one more system to solve."),
            new("square-of-the-inverse", v => -(v.A.Inverse() * v.A.Inverse() * v.E * v.A * v.X), "The derivative of $A^-1$ is $-A^-1 E A^-1$, with $E$ in the middle."),
            new("inverse-of-the-derivative", v => -(v.E * v.A.Inverse() * v.X), "In which order do $E$ and $A^-1$ act on $x$?"),
        ],
        Evidence = (v, d) => Counterexample.Unequal("$A x' + E x$", (v.A * d) + (v.E * v.X), ExactMatrix.Zero(2, 1)),
        Hints = [_ => $"Differentiate both sides of $(A + t E) x = b$.", v => $"$x = {v.X}$ at $t = 0$, and $A x' = -E x$."],
        Explanation = v => $"$E x + A x' = 0$ with $x = {v.X}$, so $A x' = {-(v.E * v.X)}$.",
        Points = 2,
    };

    public static Exercise AdjointGradient { get; } = new Exercise<(ExactMatrix<Rational> A, ExactMatrix<Rational> X, ExactMatrix<Rational> V), ExactMatrix<Rational>>("matrix-calculus/adjoint-gradient")
    {
        Generate = draw => draw.Until(d => (A: d.UnimodularMatrix(3, 4), X: d.Matrix(3, 1, -3, 3), V: d.Matrix(3, 1, -3, 3)), v => v.A != v.A.Transpose() && !v.X.Entries.Contains(Rational.Zero)),
        Statement = v => $"$x$ solves $(A + D) x = b$ with $A = {v.A}$, $b = {v.A * v.X}$, and $D$ diagonal with the parameters $p_1, p_2, p_3$. Let $g = c^T x$ with $c = {v.A.Transpose() * v.V}$. What is the gradient of $g$ in $p$, at $p = 0$?",
        Answer = _ => Answers.Vector(3),
        Solution = v => -Entrywise(v.V, v.X),
        Misconceptions =
        [
            new("adjoint-without-transpose", v => -Entrywise(v.A.Inverse() * v.A.Transpose() * v.V, v.X), "You have solved $A v = c$. In $c^T A^-1$ the inverse acts from the other side."),
            new("sign-of-the-inverse", v => Entrywise(v.V, v.X), "The sign: the derivative of an inverse has a minus."),
            new("no-adjoint-solve", v => -Entrywise(v.A.Transpose() * v.V, v.X), "That is $-c_k x_k$. The movement of $x$ is $-A^-1 D x$, not $-D x$."),
            new("adjoint-alone", v => -v.V, "That is $-v$. Where $x$ is zero, a parameter changes nothing."),
        ],
        Hints = [_ => $"Two systems: $A x = b$, and $A^T v = c$.", v => $"$x = {v.X}$. The derivative of $A + D$ in $p_k$ has a single one, in row $k$ and column $k$."],
        Explanation = v => $"$A^T v = c$ has the solution $v = {v.V}$, and the derivative in $p_k$ is $-v_k x_k$.",
        Points = 3,
    };

    public static Exercise NumberOfSolves { get; } = new Exercise<(int Parameters, int Results), Rational>("matrix-calculus/number-of-solves")
    {
        Generate = draw => draw.Until(d => (Parameters: d.Integer(3, 40), Results: d.Integer(3, 40)), v => Math.Abs(v.Parameters - v.Results) > 2),
        Statement = v => $"$A(p) x = b$ has ${v.Parameters}$ parameters, and you are interested in ${v.Results}$ numbers that depend on $x$. For $x$ and all ${v.Parameters}$ times ${v.Results}$ derivatives, how many linear systems must be solved at least, by the better of the two methods of this lesson?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => Math.Min(v.Parameters, v.Results) + 1,
        Misconceptions =
        [
            new("the-other-method", v => Math.Max(v.Parameters, v.Results) + 1, v => v.Parameters > v.Results ? (Statement)$"That is one for each parameter. Put the brackets on the other side." : $"That is one adjoint system for each result. Here there are fewer parameters."),
            new("always-two", _ => 2, "Two are enough for a single number. Each result has its own right side $c$."),
            new("one-for-each-derivative", v => v.Parameters * v.Results, "Systems can be shared: one $v$ serves all parameters, one movement of $x$ all results."),
            new("forgets-the-first", v => Math.Min(v.Parameters, v.Results), "And $x$ itself?"),
        ],
        Hints = [_ => $"Forwards there is one system for each parameter; with adjoints, one for each result.", _ => $"And one for $x$."],
        Explanation = v => $"The smaller of ${v.Parameters}$ and ${v.Results}$, and one for $x$.",
    };

    public static Exercise RankOneUpdate { get; } = new Exercise<(ExactMatrix<Rational> P, ExactMatrix<Rational> X), ExactMatrix<Rational>>("matrix-calculus/gradient-of-a-rank-one-update")
    {
        Generate = draw => draw.Until(d => (P: d.Matrix(2, 1, -2, 2), X: d.Matrix(2, 1, -4, 4)), v => !v.P.Entries.Contains(Rational.Zero) && !Inner(v.P, v.X).IsZero && !ExactMatrix.FromRows([v.P[0, 0], v.P[1, 0]], [v.X[0, 0], v.X[1, 0]]).Determinant().IsZero),
        Statement = v => $"$A(p) = I + p p^T$ and $g(p) = |A(p)^-1 b|^2$ with $b = {Update(v.P) * v.X}$. What is the gradient of $g$ at $p = {v.P}$?",
        Answer = _ => Answers.Vector(2),
        Solution = v => -2 * Terms(v.P, v.X),
        Misconceptions =
        [
            new("derivative-of-p-p-t-has-one-term", v => -4 * Inner(v.P, v.X) * (Update(v.P).Inverse() * v.X), "$p$ stands in two places of $p p^T$, and the two terms are not the same."),
            new("forgets-the-square", v => -Terms(v.P, v.X), "The gradient of $|x|^2$ is $2 x$."),
            new("sign-of-the-inverse", v => 2 * Terms(v.P, v.X), "The sign: the derivative of an inverse has a minus."),
            new("no-adjoint-solve", v => -4 * Inner(v.P, v.X) * v.X, "You have put $x$ in place of $v$. It solves $A^T v = x$."),
        ],
        Hints = [v => $"$x = A^-1 b = {v.X}$, and $v$ solves $A^T v = x$.", _ => $"When $p$ moves by $d$, $A$ moves by $d p^T + p d^T$, and $g$ by $-2 v^T (d p^T + p d^T) x$."],
        Explanation = v => $"With $v = {Update(v.P).Inverse() * v.X}$ the gradient is $-2 ((p^T x) v + (v^T p) x)$.",
        Points = 3,
    };

    private static ExactMatrix<Rational> Residual((int A, int B, ExactMatrix<Rational> P) v) =>
        ExactMatrix.Column((v.P[0, 0] * v.P[0, 0]) + (v.P[1, 0] * v.P[1, 0]) - v.A, (v.P[0, 0] * v.P[1, 0]) - v.B);

    private static ExactMatrix<Rational> Jacobian(ExactMatrix<Rational> p) => ExactMatrix.FromRows([2 * p[0, 0], 2 * p[1, 0]], [p[1, 0], p[0, 0]]);

    private static Rational Characteristic((ExactMatrix<Rational> A, Rational Z) v) => ((v.Z * ExactMatrix.Identity(2)) - v.A).Determinant();

    private static Rational Slope((ExactMatrix<Rational> A, Rational Z) v) => (2 * v.Z) - v.A.Trace();

    private static ExactMatrix<Rational> Entrywise(ExactMatrix<Rational> a, ExactMatrix<Rational> b) => ExactMatrix.Build(a.Shape.Rows, 1, (i, j) => a[i, j] * b[i, j]);

    private static ExactMatrix<Rational> Update(ExactMatrix<Rational> p) => ExactMatrix.Identity(2) + (p * p.Transpose());

    private static ExactMatrix<Rational> Terms(ExactMatrix<Rational> p, ExactMatrix<Rational> x) =>
        Update(p).Inverse() * x is var v ? (Inner(p, x) * v) + (Inner(v, p) * x) : x;

    private static Rational Inner(ExactMatrix<Rational> a, ExactMatrix<Rational> b) => (a.Transpose() * b)[0, 0];
}
