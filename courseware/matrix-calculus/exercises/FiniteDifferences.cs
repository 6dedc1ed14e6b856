using System.Globalization;
using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;

namespace Adjoint.Courses.MatrixCalculus;

/// <summary>Difference quotients, their errors, and what they tell about a gradient.</summary>
public static class FiniteDifferences
{
    public static Exercise ForwardQuotient { get; } = new Exercise<(int A, int B, int X, Rational H), Rational>("matrix-calculus/forward-difference-of-a-quadratic")
    {
        Generate = draw => (draw.NonZero(-5, 5), draw.NonZero(-9, 9), draw.NonZero(-4, 4), new Rational(1, draw.Choice(10, 100))),
        Statement = v => $"{Written.Formula("f(x) = " + Written.Sum((v.A, "x^2"), (v.B, "x")))}. What exactly is the forward difference quotient of $f$ at $x = {v.X}$ with $h = {v.H}$?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => (2 * v.A * v.X) + v.B + (v.A * v.H),
        Misconceptions =
        [
            new("derivative-instead-of-quotient", v => (2 * v.A * v.X) + v.B, "That is the derivative, which the quotient comes near to. How far is it off?"),
            new("difference-not-divided", v => v.H * ((2 * v.A * v.X) + v.B + (v.A * v.H)), "That is $f(x + h) - f(x)$. It is still to be divided by $h$."),
            new("divides-by-two-h", v => ((2 * v.A * v.X) + v.B + (v.A * v.H)) / 2, "The step from $x$ to $x + h$ has the length $h$. In which quotient is it $2 h$?"),
            new("backward-quotient", v => (2 * v.A * v.X) + v.B - (v.A * v.H), "You have stepped back, to $x - h$."),
        ],
        Hints = [_ => $"It is $(f(x + h) - f(x)) / h$.", v => $"$(x + h)^2 - x^2 = 2 x h + h^2$, here with $x = {v.X}$."],
        Explanation = v => $"The difference, divided by $h$, is $2 a x + b + a h$. The derivative is ${(2 * v.A * v.X) + v.B}$, and ${v.A * v.H}$ is the error of truncation.",
    };

    public static Exercise CentralError { get; } = new Exercise<(int A, int B, int X, Rational H), Rational>("matrix-calculus/central-difference-of-a-cubic")
    {
        Generate = draw => (draw.NonZero(-6, 6), draw.NonZero(-6, 6), draw.Integer(1, 5), new Rational(1, draw.Choice(2, 5, 10))),
        Statement = v => $"{Written.Formula("f(x) = " + Written.Sum((v.A, "x^3"), (v.B, "x^2")))}. By how much is the central difference quotient with $h = {v.H}$ larger than the derivative, at $x = {v.X}$?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => v.A * v.H * v.H,
        Misconceptions =
        [
            new("exact-for-all-polynomials", _ => Rational.Zero, "It is exact for polynomials of degree 2. What does $x^3$ leave over?"),
            new("error-of-the-forward-quotient", v => ((3 * v.A * v.X) + v.B) * v.H + (v.A * v.H * v.H), "That is the error of the forward quotient. Which of its terms are the same at $x + h$ and at $x - h$?"),
            new("divides-by-h", v => (3 * v.A * v.X * v.X) + (2 * v.B * v.X) + (2 * v.A * v.H * v.H), "Between $x - h$ and $x + h$ lie two steps: divide by $2 h$."),
            new("quotient-instead-of-its-error", v => (3 * v.A * v.X * v.X) + (2 * v.B * v.X) + (v.A * v.H * v.H), "That is the quotient. Subtract the derivative."),
        ],
        Hints = [_ => $"Write down $(x + h)^3 - (x - h)^3$, and $(x + h)^2 - (x - h)^2$.", _ => $"They are $6 x^2 h + 2 h^3$ and $4 x h$."],
        Explanation = v => $"The quotient of $x^2$ is $2 x$, without an error; that of $x^3$ is $3 x^2 + h^2$. So the error is $h^2 = {v.H * v.H}$ times ${v.A}$.",
    };

    public static Exercise Extrapolation { get; } = new Exercise<(int P, Rational D, Rational E), Rational>("matrix-calculus/richardson-extrapolation")
    {
        Generate = draw => (draw.Choice(1, 2, 4), new Rational(draw.Integer(100, 999), 100), new Rational(draw.NonZero(-9, 9), 1000)),
        Statement = v => $"A difference quotient has an error proportional to {Order(v.P)}. With $h$ it gives ${v.D + (Power(v.P) * v.E)}$, and with $h / 2$ it gives ${v.D + v.E}$. What does Richardson's extrapolation make of them?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => v.D,
        Misconceptions =
        [
            new("mean-of-both", v => v.D + ((1 + Power(v.P)) * v.E / 2), "Both are wrong on the same side, so the right value does not lie between them."),
            new("weights-exchanged", v => Extrapolate(v.D + v.E, v.D + (Power(v.P) * v.E), v.P), "The better value, that of $h / 2$, has the greater weight."),
            new("wrong-order", v => Extrapolate(v.D + (Power(v.P) * v.E), v.D + v.E, v.P == 1 ? 2 : 1), v => $"Your weights are right for another order. By which factor does the error fall when $h$ is halved, if it is proportional to {Order(v.P)}?"),
            new("the-better-of-the-two", v => v.D + v.E, "That is the better of the two. Both together know more."),
        ],
        Hints = [v => $"The error of the first is ${(int)Power(v.P)}$ times that of the second.", v => $"Take ${(int)Power(v.P)}$ times the second less the first, and divide by ${(int)Power(v.P) - 1}$."],
        Explanation = v => $"The error of the second is their difference, divided by ${(int)Power(v.P) - 1}$: ${v.E}$. Without it, ${v.D}$ is left.",
        Points = 2,
    };

    public static Exercise BestStep { get; } = new Exercise<(int C, int D, int Digits), double>("matrix-calculus/best-step-of-a-difference")
    {
        Generate = draw => draw.Until(d => (C: d.Integer(2, 9), D: d.Integer(2, 9), Digits: d.Choice(3, 7, 16)), v => v.C != v.D),
        Statement = v => $"With numbers of about {v.Digits.ToString(CultureInfo.InvariantCulture)} digits, the error of a difference quotient is $E(h) = {v.C} h + {v.D} * 10^(-{v.Digits}) / h$. For which $h$ is $E(h)$ least?",
        Answer = _ => Answers.Number(1e-3),
        Solution = v => Math.Sqrt(v.D * Unit(v) / v.C),
        Misconceptions =
        [
            new("as-small-as-possible", v => Unit(v), v => $"There the second term is ${v.D}$: an error of that size is no use."),
            new("root-of-the-unit-alone", v => Math.Sqrt(Unit(v)), "The order of magnitude is right. The two constants count, too."),
            new("quotient-upside-down", v => Math.Sqrt(v.C * Unit(v) / v.D), "A function that bends more, so that the first term is larger, needs a smaller step."),
            new("rule-for-central-differences", v => Math.Cbrt(v.D * Unit(v) / (2 * v.C)), "That would be right if the first term contained $h^2$."),
        ],
        Hints = [_ => $"Where is the derivative of $E(h)$ zero?", v => $"${v.C} = {v.D} * 10^(-{v.Digits}) / h^2$."],
        Explanation = v => $"At the minimum both terms are the same: ${v.C} h^2 = {v.D} * 10^(-{v.Digits})$.",
    };

    public static Exercise Diagnosis { get; } = new Exercise<(int Case, int Lead, IReadOnlyList<string> Options), string>("matrix-calculus/what-is-wrong-with-this-check")
    {
        Generate = draw => (draw.Integer(0, 3), draw.Integer(11, 89), draw.Shuffle(Cases)),
        Statement = v => $"A gradient is compared with difference quotients in one direction, drawn at random. With $h = 10^-3$ the relative error is ${Error(v, 3)}$, with $10^-4$ it is ${Error(v, 4)}$, and with $10^-5$ it is ${Error(v, 5)}$. What do you conclude?",
        Answer = v => Answers.Choice(v.Options),
        Solution = v => Cases[v.Case],
        Misconceptions =
        [
            new("takes-a-plateau-for-rounding", v => Cases[v.Case == 2 ? 3 : 2], v => v.Case == 2 ? (Statement)$"An error of rounding grows when $h$ falls. This one stays where it is." : $"The error of a wrong formula is the same for all $h$. This one is not."),
            new("misreads-the-order", v => Cases[v.Case == 0 ? 1 : 0], v => v.Case switch
            {
                0 => $"The step is ten times as small each time. And the error?",
                1 => $"With forward differences the error would become ten times as small each time.",
                _ => $"If the formula and the quotients were right, the error would fall with $h$.",
            }),
            new("blames-the-other-side", v => Cases[v.Case <= 1 ? 3 : 1], v => v.Case <= 1 ? (Statement)$"If rounding were what you see, a smaller $h$ would make it worse." : $"In that case the error would fall with $h$."),
        ],
        Hints = [_ => $"By which factor does the error change from one step to the next?", _ => $"Truncation falls with $h$, rounding grows, and a mistake stays."],
        Explanation = v => v.Case switch
        {
            0 => $"The error falls like $h$: that is the truncation of forward differences.",
            1 => $"The error falls like $h^2$: that is the truncation of central differences.",
            2 => $"The error does not depend on $h$: it is that of the formula.",
            _ => $"The error grows like $1 / h$: that is rounding. A larger $h$ tells whether the formula is right.",
        },
    };

    public static Exercise BlindDirection { get; } = new Exercise<(ExactMatrix<Rational> A, ExactMatrix<Rational> X), ExactMatrix<Rational>>("matrix-calculus/blind-direction")
    {
        Generate = draw => draw.Until(d => (A: d.Matrix(2, 2, -5, 5), X: d.Matrix(2, 1, -4, 4)), v => v.A[0, 1] != v.A[1, 0] && !v.X[0, 0].IsZero && !v.X[1, 0].IsZero),
        Statement = v => $"$f(x) = x^T A x$ with $A = {v.A}$. Somebody claims that the gradient is $2 A x$. At $x = {v.X}$, give a direction $v$, not zero, in which a check does not find the mistake.",
        Answer = _ => Answers.Vector(2),
        Solution = v => v.X,
        Check = (v, d) => d == ExactMatrix.Zero(2, 1) ? Verdict.Wrong("The zero vector is no direction.")
            : Counterexample.Unequal("the slope in your direction", Inner(2 * v.A * v.X, d), Inner((v.A + v.A.Transpose()) * v.X, d)) is { } unequal ? Verdict.Wrong("In this direction the check finds the mistake.", unequal)
            : Verdict.Right,
        Misconceptions =
        [
            new("zero-vector", _ => ExactMatrix.Zero(2, 1), "The zero vector is no direction: nothing moves."),
            new("direction-of-the-mistake", v => (v.A - v.A.Transpose()) * v.X, "You have found the mistake, as a vector. In its own direction it is seen best; where is it not seen?")
            {
                Recognises = (v, d) => d != ExactMatrix.Zero(2, 1) && Inner(d, v.X).IsZero,
            },
            new("direction-of-the-gradient", v => (v.A + v.A.Transpose()) * v.X, "The right gradient has no reason to be orthogonal to the mistake."),
        ],
        Hints = [_ => $"The mistake is $2 A x - (A + A^T) x = (A - A^T) x$. The check sees its inner product with $v$.", v => $"Here the mistake is ${(v.A - v.A.Transpose()) * v.X}$."],
        Explanation = v => $"$v$ must be orthogonal to $(A - A^T) x$; in the plane these are the multiples of $x = {v.X}$ itself.",
        Points = 2,
    };

    private static IReadOnlyList<string> Cases =>
    [
        "The formula seems right, and the quotients are forward differences.",
        "The formula seems right, and the quotients are central differences.",
        "The formula is wrong.",
        "The steps are so small that this says nothing about the formula.",
    ];

    private static Statement Order(int p) => p == 1 ? "$h$" : Written.Formula("h^" + Written.Number(p));

    private static Rational Power(int p) => 1 << p;

    private static Rational Extrapolate(Rational first, Rational second, int p) => ((Power(p) * second) - first) / (Power(p) - 1);

    private static double Unit((int C, int D, int Digits) v) => Math.Pow(10, -v.Digits);

    private static Rational Inner(ExactMatrix<Rational> a, ExactMatrix<Rational> b) => (a.Transpose() * b)[0, 0];

    // Of the order h, h², 1 or 1/h, with a leading digit that wavers a little.
    private static Node Error((int Case, int Lead, IReadOnlyList<string> Options) v, int step)
    {
        var exponent = v.Case switch { 0 => -step, 1 => -2 * step, 2 => -1, _ => step - 8 };
        var lead = ((v.Lead * 10) + ((step * 7 % 5) - 2)) / 100.0;
        return Node.Row(Node.Number(lead.ToString("0.00", CultureInfo.InvariantCulture)), Node.Operator("·"), Node.Superscript(Node.Number("10"), Node.Number(exponent.ToString(CultureInfo.InvariantCulture))));
    }
}
