using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;

namespace Adjoint.Courses.MatrixCalculus;

/// <summary>Steps that a constraint allows, and how eigenvalues and eigenvectors move.</summary>
public static class ConstraintsAndEigenvalues
{
    public static Exercise TangentialPart { get; } = new Exercise<(ExactMatrix<Rational> X, ExactMatrix<Rational> G), ExactMatrix<Rational>>("matrix-calculus/tangential-part-of-a-gradient")
    {
        Generate = draw => draw.Until(d => (X: UnitVector(d), G: d.Matrix(3, 1, -5, 5)), v => !Inner(v.X, v.G).IsZero && Normal(v) != v.G),
        Statement = v => $"At the point $x = {v.X}$ of the unit sphere a function has the gradient $g = {v.G}$. What is the part of $g$ that is tangent to the sphere?",
        Answer = _ => Answers.Vector(3),
        Solution = v => v.G - Normal(v),
        Misconceptions =
        [
            new("normal-part", v => Normal(v), "That part stands perpendicular on the sphere. What is left of $g$ without it?"),
            new("subtracts-the-point", v => v.G - v.X, "Not $x$ itself has to be subtracted, but the multiple of it that is contained in $g$."),
            new("adds-the-normal-part", v => v.G + Normal(v), "Is your vector orthogonal to $x$?"),
            new("whole-gradient", v => v.G, "A step along $g$ would leave the sphere: $x · g$ is not zero."),
        ],
        Evidence = (v, t) => Counterexample.Unequal("$x · t$", v.X.Transpose() * t, ExactMatrix.Zero(1, 1)),
        Hints = [_ => $"Tangent means orthogonal to $x$.", v => $"$x · g = {Inner(v.X, v.G)}$."],
        Explanation = v => $"It is $g - (x · g) x$ with $x · g = {Inner(v.X, v.G)}$.",
    };

    public static Exercise GradientOfAnEigenvalue { get; } = new Exercise<(ExactMatrix<Rational> U, int Low, int K), ExactMatrix<Rational>>("matrix-calculus/gradient-of-an-eigenvalue")
    {
        Generate = draw => draw.Until(d => (U: d.Matrix(2, 1, -3, 3), Low: d.Integer(-4, 4), K: d.Integer(1, 2)), v => !v.U.Entries.Contains(Rational.Zero) && !(v.U[0, 0] * v.U[0, 0] == v.U[1, 0] * v.U[1, 0] && v.U[0, 0] * v.U[0, 0] != 1)),
        Statement = v => $"$A = {Symmetric(v)}$ has the eigenvalues ${v.Low}$ and ${v.Low + (v.K * Inner(v.U, v.U))}$. What is the gradient of the larger one, as a function of all four entries of $A$?",
        Answer = _ => Answers.Matrix(),
        Solution = v => Projection(v.U),
        Misconceptions =
        [
            new("eigenvector-not-normalised", v => v.U * v.U.Transpose(), v => $"That is $x x^T$ for the eigenvector ${v.U}$. It has to have length 1. (If all of $A$ grows by $t I$, by how much does the eigenvalue grow?)"),
            new("divides-by-the-length", v => 1 / Inner(v.U, v.U) * Projection(v.U), "You have divided twice: $x x^T$ contains $x$ twice, its length once in each."),
            new("the-smaller-eigenvalue", v => ExactMatrix.Identity(2) - Projection(v.U), "That is the gradient of the smaller one."),
            new("symmetric-entries-counted-twice", v => ExactMatrix.Build(2, 2, (i, j) => i == j ? Projection(v.U)[i, j] : 2 * Projection(v.U)[i, j]), "That is right if both entries beside the diagonal are one variable. Here each entry counts for itself."),
        ],
        Hints = [_ => $"It is $q q^T$ for an eigenvector $q$ of length 1.", v => $"${v.U}$ is an eigenvector, and not of length 1."],
        Explanation = v => $"For the eigenvector $x = {v.U}$ it is $x x^T$ divided by $x^T x = {Inner(v.U, v.U)}$.",
        Points = 2,
    };

    public static Exercise DerivativeOfAnEigenvector { get; } = new Exercise<(IReadOnlyList<int> Values, ExactMatrix<Rational> E, int I), ExactMatrix<Rational>>("matrix-calculus/derivative-of-an-eigenvector")
    {
        Generate = draw => draw.Until(d => (Values: d.Distinct(3, e => e.Integer(-5, 5)), E: d.Matrix(3, 3, -4, 4) is var m ? ExactMatrix.Build(3, 3, (i, j) => i <= j ? m[i, j] : m[j, i]) : m, I: d.Integer(0, 2)), v => Enumerable.Range(0, 3).All(j => !v.E[v.I, j].IsZero)),
        Statement = v => $"$q(t)$ is an eigenvector of $D + t E$ of length 1, with $q(0) = {Unit(v.I)}$, for $D = {Diagonal(v.Values)}$ and $E = {v.E}$. What is the derivative of $q$ at $t = 0$?",
        Answer = _ => Answers.Vector(3),
        Solution = v => Turn(v, 1),
        Misconceptions =
        [
            new("denominators-turned-around", v => Turn(v, -1), "The sign: divide by the own eigenvalue less the other one."),
            new("no-denominators", v => ExactMatrix.Build(3, 1, (j, _) => j == v.I ? 0 : v.E[j, v.I]), "The closer the eigenvalues, the faster the eigenvector turns. Where are their distances?"),
            new("part-along-itself", v => Turn(v, 1) + (v.E[v.I, v.I] * Unit(v.I)), "An eigenvector of length 1 has no part of its velocity along itself. That number is the velocity of the eigenvalue."),
            new("step-applied-to-the-vector", v => v.E * Unit(v.I), "That is $E q$. How does it make $q$ turn?"),
        ],
        Hints = [v => $"The component along $q$ itself is $0$, since the length stays $1$.", v => $"$E q = {v.E * Unit(v.I)}$. Divide each other component by a difference of two eigenvalues."],
        Explanation = v => $"Component $j$ is that of $E q = {v.E * Unit(v.I)}$, divided by ${v.Values[v.I]}$ less the $j$-th eigenvalue; the component along $q$ is $0$.",
        Points = 3,
    };

    public static Exercise Nonsymmetric { get; } = new Exercise<(ExactMatrix<Rational> S, IReadOnlyList<int> Values, ExactMatrix<Rational> E), Rational>("matrix-calculus/eigenvalue-of-a-nonsymmetric-matrix")
    {
        Generate = draw => draw.Until(d => (S: d.UnimodularMatrix(2, 3), Values: d.Distinct(2, e => e.Integer(-4, 5)), E: d.Matrix(2, 2, -4, 4)), v => Conjugate(v) is var a && a != a.Transpose()),
        Statement = v => $"$A = {Conjugate(v)}$ has the eigenvalue ${v.Values[0]}$ with the eigenvector $x = {v.S.Column(0)}$. How fast does it move in $A + t E$ with $E = {v.E}$, at $t = 0$?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => Velocities(v)[0, 0],
        Misconceptions =
        [
            new("right-eigenvector-on-both-sides", v => Inner(v.S.Column(0), v.E * v.S.Column(0)) / Inner(v.S.Column(0), v.S.Column(0)), "$A$ is not symmetric: from the left, the left eigenvector multiplies, $y^T A = λ y^T$."),
            new("the-other-eigenvalue", v => Velocities(v)[1, 1], "That is how fast the other eigenvalue moves."),
            new("both-together", v => v.E.Trace(), "The trace of $E$ is how fast the sum of both eigenvalues moves."),
        ],
        Hints = [v => $"First find a left eigenvector: $y^T A = {v.Values[0]} y^T$.", v => $"$y = {v.S.Inverse().Row(0).Transpose()}$ is one. Then take $y^T E x$, divided by $y^T x$."],
        Explanation = v => $"With the left eigenvector $y = {v.S.Inverse().Row(0).Transpose()}$ it is $y^T E x$, divided by $y^T x$.",
        Points = 3,
    };

    public static Exercise DoubleEigenvalue { get; } = new Exercise<(int C, int Low, int K, ExactMatrix<Rational> U), Rational>("matrix-calculus/slope-at-a-double-eigenvalue")
    {
        Generate = draw => draw.Until(d => (C: d.Integer(2, 9), Low: d.Integer(-5, 3), K: d.Integer(1, 2), U: d.Matrix(2, 1, -2, 2)), v => !v.U.Entries.Contains(Rational.Zero) && v.Low + (v.K * Inner(v.U, v.U)) != -v.Low),
        Statement = v => $"${v.C} I + t E$ with $E = {Symmetric((v.U, v.Low, v.K))}$ has a double eigenvalue at $t = 0$. The eigenvalues of $E$ are ${v.Low}$ and ${v.Low + (v.K * Inner(v.U, v.U))}$. For $t < 0$, what is the derivative in $t$ of the larger eigenvalue?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => v.Low,
        Misconceptions =
        [
            new("slope-of-the-other-side", v => v.Low + (v.K * Inner(v.U, v.U)), "That is the slope for $t > 0$. Which of $t μ$ is larger when $t$ is negative?"),
            new("first-unit-vector", v => Symmetric((v.U, v.Low, v.K))[0, 0], "That is $q^T E q$ for $q = (1, 0)$. Is it an eigenvector once $t$ is not zero?"),
            new("mean-of-both", v => v.Low + (v.K * Inner(v.U, v.U) / 2), "That is how fast the mean of both moves. The larger one has a kink."),
            new("falls-by-the-larger", v => -v.Low - (v.K * Inner(v.U, v.U)), "The derivative in $t$ is asked for, with $t$ growing."),
        ],
        Hints = [v => $"The eigenvalues are ${v.C} + t μ$ for the two eigenvalues $μ$ of $E$.", _ => $"If $t$ is negative, the smaller $μ$ makes the larger $t μ$."],
        Explanation = v => $"For $t < 0$ the larger one is {Written.Formula(Written.Sum((v.C, ""), (v.Low, "t")))}, and for $t > 0$ the other: the slope jumps.",
        Points = 2,
    };

    public static Exercise StepOfAnOrthogonalMatrix { get; } = new Exercise<(ExactMatrix<Rational> Q, ExactMatrix<Rational> M), ExactMatrix<Rational>>("matrix-calculus/step-of-an-orthogonal-matrix")
    {
        Generate = draw => draw.Until(
            d =>
            {
                var (c, s, sign) = d.Coin() ? (new Rational(3, 5), new Rational(4, 5), d.Choice(1, -1)) : (new Rational(5, 13), new Rational(12, 13), d.Choice(1, -1));
                return (Q: ExactMatrix.FromRows([c, -(sign * s)], [sign * s, c]), M: d.Matrix(2, 2, -5, 5));
            },
            v => !Skew(v.M)[0, 1].IsZero && !Skew(v.Q.Transpose() * v.M)[0, 1].IsZero),
        Statement = v => $"$Q = {v.Q}$ is orthogonal. Among all steps $dQ$ that keep it orthogonal, which is nearest to $M = {v.M}$? It is $Q S$, where $S$ is the antisymmetric part of $Q^T M$.",
        Answer = _ => Answers.Matrix(),
        Solution = v => v.Q * Skew(v.Q.Transpose() * v.M),
        Misconceptions =
        [
            new("antisymmetric-part-of-the-matrix", v => Skew(v.M), "$dQ$ itself need not be antisymmetric; $Q^T dQ$ must be."),
            new("symmetric-part", v => v.M - (v.Q * Skew(v.Q.Transpose() * v.M)), "That is the part which is not allowed: with it, $Q^T dQ$ is symmetric."),
            new("not-brought-back", v => Skew(v.Q.Transpose() * v.M), "That is $S$. The step is $Q S$."),
            new("not-halved", v => 2 * (v.Q * Skew(v.Q.Transpose() * v.M)), "The antisymmetric part of $B$ is half of $B - B^T$."),
        ],
        Evidence = (v, d) => Counterexample.Unequal("$Q^T dQ + dQ^T Q$", (v.Q.Transpose() * d) + (d.Transpose() * v.Q), ExactMatrix.Zero(2, 2)),
        Hints = [_ => $"The antisymmetric part of $B$ is half of $B - B^T$.", v => $"$S = {Skew(v.Q.Transpose() * v.M)}$."],
        Explanation = v => $"$Q^T M = {v.Q.Transpose() * v.M}$, and its antisymmetric part $S$ is multiplied by $Q$.",
        Points = 3,
    };

    private static ExactMatrix<Rational> UnitVector(Draw draw)
    {
        var (n, entries) = draw.Coin() ? (3, draw.Shuffle(1, 2, 2)) : (7, draw.Shuffle(2, 3, 6));
        return ExactMatrix.Build(3, 1, (i, _) => new Rational(entries[i] * draw.Choice(1, -1), n));
    }

    private static ExactMatrix<Rational> Normal((ExactMatrix<Rational> X, ExactMatrix<Rational> G) v) => Inner(v.X, v.G) * v.X;

    private static ExactMatrix<Rational> Projection(ExactMatrix<Rational> u) => 1 / Inner(u, u) * (u * u.Transpose());

    private static ExactMatrix<Rational> Symmetric((ExactMatrix<Rational> U, int Low, int K) v) => (v.Low * ExactMatrix.Identity(2)) + (v.K * (v.U * v.U.Transpose()));

    private static ExactMatrix<Rational> Unit(int i) => ExactMatrix.Identity(3).Column(i);

    private static ExactMatrix<Rational> Diagonal(IReadOnlyList<int> values) => ExactMatrix.Build(3, 3, (i, j) => i == j ? values[i] : 0);

    private static ExactMatrix<Rational> Turn((IReadOnlyList<int> Values, ExactMatrix<Rational> E, int I) v, int sign) =>
        ExactMatrix.Build(3, 1, (j, _) => j == v.I ? 0 : sign * v.E[j, v.I] / (v.Values[v.I] - v.Values[j]));

    private static ExactMatrix<Rational> Conjugate((ExactMatrix<Rational> S, IReadOnlyList<int> Values, ExactMatrix<Rational> E) v) =>
        v.S * ExactMatrix.Build(2, 2, (i, j) => i == j ? v.Values[i] : 0) * v.S.Inverse();

    private static ExactMatrix<Rational> Velocities((ExactMatrix<Rational> S, IReadOnlyList<int> Values, ExactMatrix<Rational> E) v) => v.S.Inverse() * v.E * v.S;

    private static ExactMatrix<Rational> Skew(ExactMatrix<Rational> a) => new Rational(1, 2) * (a - a.Transpose());

    private static Rational Inner(ExactMatrix<Rational> a, ExactMatrix<Rational> b) => (a.Transpose() * b)[0, 0];
}
