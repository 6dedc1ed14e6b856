using System.Globalization;
using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;
using Adjoint.MatrixCalculus;

namespace Adjoint.Courses.MatrixCalculus;

/// <summary>Cofactors, Jacobi's formula, and the derivatives of the inverse and of the exponential.</summary>
public static class DeterminantAndInverse
{
    private const string Square = "X: n×n, A: n×n, B: n×n, E: n×n";

    public static Exercise VolumeAfterAChange { get; } = new Exercise<(ExactMatrix<Rational> X, int Row, int Column, int Step), Rational>("matrix-calculus/volume-after-a-change")
    {
        Generate = draw => draw.Until(d => (X: d.Matrix(3, 3, -4, 4), Row: d.Integer(0, 2), Column: d.Integer(0, 2), Step: d.NonZero(-5, 5)), v => (v.Row + v.Column) % 2 == 1 && !Minor(v.X, v.Row, v.Column).IsZero),
        Statement = v => $"$X = {v.X}$. The entry in row {Written.Number(v.Row + 1)} and column {Written.Number(v.Column + 1)} grows by ${v.Step}$. By how much does the determinant grow?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => -v.Step * Minor(v.X, v.Row, v.Column),
        Misconceptions =
        [
            new("sign-of-the-chessboard", v => v.Step * Minor(v.X, v.Row, v.Column), "The size is right. The signs of the cofactors alternate, as on a chessboard."),
            new("row-and-column-exchanged", v => -v.Step * Minor(v.X, v.Column, v.Row), "You have crossed out the row and the column of the entry on the other side of the diagonal."),
            new("change-per-unit", v => -Minor(v.X, v.Row, v.Column), v => $"That is the slope. The entry grows by ${v.Step}$, not by 1."),
            new("entry-counts-too", v => -v.Step * v.X[v.Row, v.Column] * Minor(v.X, v.Row, v.Column), "The determinant is linear in each entry: its slope does not contain the entry itself."),
        ],
        Hints = [_ => $"Only one entry moves, and the determinant is linear in it.", v => $"Cross out row {Written.Number(v.Row + 1)} and column {Written.Number(v.Column + 1)}. What is left has the determinant ${Minor(v.X, v.Row, v.Column)}$."],
        Explanation = v => $"The cofactor is ${-Minor(v.X, v.Row, v.Column)}$, and the entry moves by ${v.Step}$.",
    };

    public static Exercise GradientWithLogDet { get; } = new Exercise<(int K, int L), MatrixExpression>("matrix-calculus/gradient-with-logdet")
    {
        Generate = draw => draw.Until(d => (K: d.Integer(2, 9), L: d.Integer(2, 9)), v => v.K != v.L),
        Statement = v => $"$f(X) = {v.K} log(det(X)) + {v.L} tr(B X)$. Write the gradient.",
        Answer = v => Answers.Derivative($"{Text(v.K)}*log(det(X)) + {Text(v.L)}*tr(B*X)", "X", "X: n×n, B: n×n"),
        Solution = v => Parse($"{Text(v.K)}*inv(X)' + {Text(v.L)}*B'"),
        Misconceptions =
        [
            new("inverse-not-transposed", v => Parse($"{Text(v.K)}*inv(X) + {Text(v.L)}*B'"), "Which entry of the gradient belongs to row 1 and column 2 of $X$? The inverse is to be transposed."),
            new("nothing-transposed", v => Parse($"{Text(v.K)}*inv(X) + {Text(v.L)}*B"), "The gradient is $G$ in $tr(G^T dX)$, with a transpose. What stands before $dX$ is $G^T$."),
            new("trace-not-transposed", v => Parse($"{Text(v.K)}*inv(X)' + {Text(v.L)}*B"), "$tr(B dX) = tr(G^T dX)$: then $B$ is not $G$ but $G^T$."),
            new("logarithm-forgotten", v => Parse($"{Text(v.K)}*det(X)*inv(X)' + {Text(v.L)}*B'"), "The first term is the gradient of the determinant, not of its logarithm."),
        ],
        Hints = [_ => $"Take the differential of each term, and write it as a trace with $dX$ at the end.", v => $"$df = tr(({v.K} X^-1 + {v.L} B) dX)$."],
        Explanation = _ => $"What stands before $dX$ under the trace is the transposed gradient.",
        Points = 2,
    };

    public static Exercise MovementOfAnInverse { get; } = new Exercise<(int K, bool Left), MatrixExpression>("matrix-calculus/movement-of-an-inverse")
    {
        Generate = draw => (draw.Integer(2, 9), draw.Coin()),
        Statement = v => v.Left ? $"$F(X) = {v.K} A X^-1$. Write $F'(X)[E]$, the derivative in the direction $E$." : $"$F(X) = {v.K} X^-1 A$. Write $F'(X)[E]$, the derivative in the direction $E$.",
        Answer = _ => Answers.MatrixExpression("X: n×n, A: n×n, E: n×n"),
        Solution = v => Sided(v, "-", "inv(X)*E*inv(X)"),
        Misconceptions =
        [
            new("inverses-on-one-side", v => Sided(v, "-", "inv(X)*inv(X)*E"), "That is the rule for numbers. Differentiate $X X^-1 = I$, and keep the order."),
            new("plus-for-the-inverse", v => Sided(v, string.Empty, "inv(X)*E*inv(X)"), "The sign: if $X$ grows, its inverse shrinks."),
            new("inverse-of-the-step", v => Sided(v, string.Empty, "inv(E)"), "The inverse is not linear: the inverse of a sum is no sum of inverses."),
            new("constant-inside", v => v.Left ? Parse($"-{Text(v.K)}*inv(X)*A*E*inv(X)") : Parse($"-{Text(v.K)}*inv(X)*E*A*inv(X)"), "The constant factor $A$ stays where it is, outside."),
        ],
        Hints = [_ => $"$A$ is a constant factor, and stays outside.", _ => $"$dX X^-1 + X d(X^-1) = 0$."],
        Explanation = _ => $"The derivative of $X^-1$ has an inverse on each side of the step. The constant factors remain.",
        Points = 2,
    };

    public static Exercise GradientOfATrace { get; } = new Exercise<int, MatrixExpression>("matrix-calculus/gradient-of-a-weighted-inverse")
    {
        Generate = draw => draw.Integer(2, 99),
        Statement = k => $"$f(X) = {k} tr(A X^-1)$. Write the gradient.",
        Answer = k => Answers.Derivative($"{Text(k)}*tr(A*inv(X))", "X", "X: n×n, A: n×n"),
        Solution = k => Parse($"-{Text(k)}*(inv(X)*A*inv(X))'"),
        Misconceptions =
        [
            new("lies-on-its-side", k => Parse($"-{Text(k)}*inv(X)*A*inv(X)"), "That is what stands before $dX$ under the trace: the transposed gradient."),
            new("rule-for-numbers-in-a-trace", k => Parse($"-{Text(k)}*(A*inv(X)*inv(X))'"), "In $d(X^-1)$ the step stands between two inverses. Bring it to the end by going round in the circle."),
            new("only-outer-transposed", k => Parse($"-{Text(k)}*inv(X)'*A*inv(X)'"), "A transpose of a product transposes every factor, the one in the middle too."),
            new("sign-lost-on-the-way", k => Parse($"{Text(k)}*(inv(X)*A*inv(X))'"), "The derivative of the inverse has a minus sign."),
        ],
        Hints = [_ => $"$d(X^-1) = -X^-1 dX X^-1$.", _ => $"Under the trace, the last factor may be moved to the front, until $dX$ is last."],
        Explanation = k => $"$df = -{k} tr(X^-1 A X^-1 dX)$. The gradient is the transpose of what stands before $dX$.",
        Points = 3,
    };

    public static Exercise MovementOfAnExponential { get; } = new Exercise<(int P, ExactMatrix<Rational> E), ExactMatrix<Rational>>("matrix-calculus/movement-of-an-exponential")
    {
        Generate = draw => draw.Until(d => (P: d.NonZero(-4, 4), E: d.Matrix(2, 2, -4, 4)), v => !v.E[1, 0].IsZero && v.E[0, 0] != v.E[1, 1]),
        Statement = v => $"$A = {Nilpotent(v)}$ and $E = {v.E}$. What is the derivative of the exponential (of matrices) at $A$ in the direction $E$?",
        Answer = _ => Answers.Matrix(),
        Solution = v => v.E + (new Rational(1, 2) * ((Nilpotent(v) * v.E) + (v.E * Nilpotent(v)))) + (new Rational(1, 6) * (Nilpotent(v) * v.E * Nilpotent(v))),
        Misconceptions =
        [
            new("exponential-times-step", v => (ExactMatrix.Identity(2) + Nilpotent(v)) * v.E, "That is $e^A E$, which is right if $A$ and $E$ commute. Do they?"),
            new("step-times-exponential", v => v.E * (ExactMatrix.Identity(2) + Nilpotent(v)), "That is $E e^A$, which is right if $A$ and $E$ commute. Do they?"),
            new("mean-of-both-orders", v => v.E + (new Rational(1, 2) * ((Nilpotent(v) * v.E) + (v.E * Nilpotent(v)))), "Nearly: in the term of degree 3, $E$ can stand between two $A$."),
            new("middle-counted-too-often", v => v.E + (new Rational(1, 2) * ((Nilpotent(v) * v.E) + (v.E * Nilpotent(v)))) + (new Rational(1, 2) * (Nilpotent(v) * v.E * Nilpotent(v))), "Of which power of $X$ is that term, and which factor has this power in the series?"),
        ],
        Hints = [_ => $"$A^2 = 0$. Which products of $A$, $A$ and $E$ are left?", v => $"$A E = {Nilpotent(v) * v.E}$, $E A = {v.E * Nilpotent(v)}$ and $A E A = {Nilpotent(v) * v.E * Nilpotent(v)}$."],
        Explanation = _ => $"It is $E + (A E + E A) / 2 + A E A / 6$, and all later terms are zero.",
        Points = 3,
    };

    private static Rational Minor(ExactMatrix<Rational> x, int row, int column) =>
        ExactMatrix.Build(2, 2, (i, j) => x[i < row ? i : i + 1, j < column ? j : j + 1]).Determinant();

    private static ExactMatrix<Rational> Nilpotent((int P, ExactMatrix<Rational> E) v) => ExactMatrix.FromRows([0, v.P], [0, 0]);

    private static MatrixExpression Sided((int K, bool Left) v, string sign, string moved) =>
        Parse(v.Left ? $"{sign}{Text(v.K)}*A*{moved}" : $"{sign}{Text(v.K)}*{moved}*A");

    private static MatrixExpression Parse(string text) => MatrixExpression.Parse(text, Square);

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);
}
