using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;
using Adjoint.Symbolic;

namespace Adjoint.Courses.MatrixCalculus;

/// <summary>Derivatives of averages, estimated from samples.</summary>
public static class RandomFunctions
{
    public static Exercise Score { get; } = new Exercise<(int Family, int C), ScalarExpression>("matrix-calculus/score-of-a-density")
    {
        Generate = draw => (draw.Integer(0, 2), draw.Integer(2, 9)),
        Statement = v => $"A random number has the density {Written.Formula(Shown(v))} {(Statement)(v.Family == 1 ? "for $0 < x < 1$" : "for $x > 0$")}, with the parameter $t$. What is its score, as a function of $x$ and $t$?",
        Answer = _ => Answers.ExpressionBetween(new Rational(1, 10), new Rational(9, 10), "x", "t"),
        Solution = v => ScalarExpression.Parse(Parts(v).Score),
        Misconceptions =
        [
            new("density-not-divided", v => ScalarExpression.Parse($"({Parts(v).Score})*{Parts(v).Density}"), "That is the derivative of the density. The score is that of its logarithm."),
            new("derivative-in-x", v => ScalarExpression.Parse(Parts(v).InX), "You have differentiated in $x$. The knob is $t$."),
            new("normaliser-forgotten", v => ScalarExpression.Parse($"{Parts(v).Score} - 1/t"), "The factor in front contains $t$, too. On average a score is zero."),
        ],
        Hints = [_ => $"Take the logarithm of the density, and differentiate it in $t$.", v => $"The logarithm is {Written.Formula(Parts(v).Logarithm)}."],
        Explanation = v => $"The logarithm of the density is {Written.Formula(Parts(v).Logarithm)}; it is differentiated in $t$, with $x$ fixed.",
        Points = 2,
    };

    public static Exercise OfAnAverage { get; } = new Exercise<(int A, int B, int C, Rational P), Rational>("matrix-calculus/derivative-of-an-average")
    {
        Generate = draw => draw.Until(d => (A: d.NonZero(-9, 9), B: d.NonZero(-9, 9), C: d.NonZero(-9, 9), P: new Rational(1, d.Integer(2, 5))), v => v.A != v.B && v.B != v.C && v.A != v.C),
        Statement = v => $"A game pays ${v.A}$ with probability $p$, ${v.B}$ with probability $p^2$, and otherwise ${v.C}$. What is the derivative of its average payment in $p$, at $p = {v.P}$?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => v.A + (2 * v.B * v.P) - (v.C * (1 + (2 * v.P))),
        Misconceptions =
        [
            new("otherwise-does-not-move", v => v.A + (2 * v.B * v.P), "The probability of the third case depends on $p$, too: all three add up to $1$."),
            new("average-itself", v => (v.A * v.P) + (v.B * v.P * v.P) + (v.C * (1 - v.P - (v.P * v.P))), "That is the average. How does it change?"),
            new("derivative-of-the-payments", _ => Rational.Zero, "The payments do not depend on $p$; how often each is made does."),
            new("square-not-differentiated", v => v.A + (v.B * v.P) - (v.C * (1 + v.P)), "The derivative of $p^2$ is $2 p$."),
        ],
        Hints = [_ => $"Write the average as a polynomial in $p$.", v => $"The third case has the probability $1 - p - p^2$, with the derivative ${-1 - (2 * v.P)}$ here."],
        Explanation = v => $"The probabilities change at the rates $1$, ${2 * v.P}$ and ${-1 - (2 * v.P)}$: multiply each by what is paid.",
    };

    public static Exercise Pathwise { get; } = new Exercise<(int Mean, int Deviation, ExactMatrix<Rational> Z), Rational>("matrix-calculus/pathwise-estimate")
    {
        Generate = draw => draw.Until(d => (Mean: d.NonZero(-4, 4), Deviation: d.Integer(2, 4), Z: ExactMatrix.Build(1, 3, (_, _) => new Rational(d.Integer(-4, 4), 2))), v => !v.Z.Entries.Contains(Rational.Zero) && Mean(v, z => z) != 0),
        Statement = v => $"$X = m + s Z$, and a game pays $X^2$. Three games drew the values ${v.Z}$ of $Z$. From them, estimate the derivative of the average payment in $s$ by the pathwise method, at $m = {v.Mean}$ and $s = {v.Deviation}$.",
        Answer = _ => Answers.ExactNumber,
        Solution = v => Mean(v, z => 2 * X(v, z) * z),
        Misconceptions =
        [
            new("derivative-in-the-mean", v => Mean(v, z => 2 * X(v, z)), "That is the derivative in $m$. When $s$ moves, how fast does $X$ move?"),
            new("score-function-of-the-mean", v => Mean(v, z => X(v, z) * X(v, z) * z), "The pathwise method differentiates the payment: $2 X$, not $X^2$."),
            new("sum-instead-of-average", v => 3 * Mean(v, z => 2 * X(v, z) * z), "An estimate of an average is an average."),
            new("randomness-is-left-out", v => 2 * v.Deviation, "That is the exact derivative, $2 s$. What do these three games say?"),
        ],
        Hints = [_ => $"Keep each $Z$, and differentiate $(m + s Z)^2$ in $s$.", v => $"The first game contributes ${2 * X(v, v.Z[0, 0]) * v.Z[0, 0]}$."],
        Explanation = _ => $"Each game gives $2 X Z$ with $X = m + s Z$; the estimate is the average of the three.",
        Points = 2,
    };

    public static Exercise Games { get; } = new Exercise<(int Variance, int Inverse), Rational>("matrix-calculus/games-for-a-precision")
    {
        Generate = draw => (draw.Integer(2, 60), draw.Choice(5, 10, 20, 100)),
        Statement = v => $"An estimator of a derivative has the variance ${v.Variance}$ in each game, and no bias. How many games must be averaged for a standard deviation of ${new Rational(1, v.Inverse)}$?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => v.Variance * v.Inverse * v.Inverse,
        Misconceptions =
        [
            new("error-falls-like-one-over-n", v => v.Variance * v.Inverse, v => $"That many games have a variance of ${new Rational(1, v.Inverse)}$. And the standard deviation?"),
            new("variance-is-the-deviation", v => v.Variance * v.Variance * v.Inverse * v.Inverse, "The variance is already the square of the standard deviation."),
            new("precision-of-a-unit", v => v.Variance, "That many games have a standard deviation of $1$."),
        ],
        Hints = [_ => $"The average of $n$ independent games has $1/n$ of the variance.", v => $"The variance has to become ${new Rational(1, v.Inverse * v.Inverse)}$."],
        Explanation = v => $"${v.Variance} / n = {new Rational(1, v.Inverse * v.Inverse)}$.",
    };

    public static Exercise OtherCoin { get; } = new Exercise<(int Coins, int Heads, int A, int B), Rational>("matrix-calculus/the-other-coin")
    {
        Generate = draw => draw.Until(d => (Coins: d.Integer(4, 9), Heads: d.Integer(1, 8), A: d.NonZero(-3, 3), B: d.NonZero(-5, 5)), v => v.Heads < v.Coins && 2 * v.Heads != v.Coins),
        Statement = v => $"A game tosses ${v.Coins}$ coins, each with the probability $p$ of heads; $k$ heads pay {Written.Formula(Written.Sum((v.A, "k^2"), (v.B, "k")))}. In a game there were ${v.Heads}$ heads. Turn over one coin at a time: which estimate of the derivative in $p$ does this game give?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => (v.Heads * Down(v)) + ((v.Coins - v.Heads) * Up(v)),
        Misconceptions =
        [
            new("pathwise-through-a-jump", _ => Rational.Zero, "With the numbers $U$ kept, the payment is a staircase in $p$, and its slope $0$ is not what we look for."),
            new("pretends-that-heads-are-smooth", v => v.Coins * ((2 * v.A * v.Heads) + v.B), "That is $n f'(k)$. It pretends that $k$ moves smoothly, and is biased."),
            new("only-tails-turned", v => (v.Coins - v.Heads) * Up(v), "The coins with heads count, too: what would have been paid with tails?"),
            new("one-coin-only", v => Up(v), "That is what one more head would bring. There are several coins, and a $p$ in each."),
        ],
        Hints = [_ => $"For each coin: what is paid with heads, less what is paid with tails, with the others as they are.", v => $"Each of the ${v.Heads}$ heads gives $f({v.Heads}) - f({v.Heads - 1}) = {Down(v)}$."],
        Explanation = v => $"${v.Heads}$ coins with heads give ${Down(v)}$ each, ${v.Coins - v.Heads}$ with tails $f({v.Heads + 1}) - f({v.Heads}) = {Up(v)}$ each.",
        Points = 2,
    };

    public static Exercise Baseline { get; } = new Exercise<(int Zero, int One, Rational P), Rational>("matrix-calculus/best-baseline")
    {
        Generate = draw => draw.Until(d => (Zero: d.Integer(-9, 9), One: d.Integer(-9, 9), P: new Rational(d.Integer(1, 9), 10)), v => v.Zero != v.One && v.P != new Rational(1, 2)),
        Statement = v => $"A coin shows heads with probability $p = {v.P}$. Heads pay ${v.One}$, tails pay ${v.Zero}$. The score is $1/p$ for heads and $-1/(1 - p)$ for tails. For which constant $b$ has the payment less $b$, times the score, no variance at all?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => (v.P * v.Zero) + ((1 - v.P) * v.One),
        Misconceptions =
        [
            new("average-payment", v => (v.P * v.One) + ((1 - v.P) * v.Zero), "That is the average payment, a good guess. Compute both outcomes: are they the same?"),
            new("middle-of-the-payments", v => new Rational(v.Zero + v.One, 2), "That is right for a fair coin."),
            new("derivative-as-baseline", v => v.One - v.Zero, "That is the derivative. It is what both outcomes should give."),
        ],
        Evidence = (v, b) => Counterexample.Unequal("the estimate after heads", (v.One - b) / v.P, -(v.Zero - b) / (1 - v.P)),
        Hints = [_ => $"No variance: heads and tails give the same estimate.", v => $"$({v.One} - b) / p = -({v.Zero} - b) / (1 - p)$."],
        Explanation = v => $"Both outcomes give the derivative, ${v.One - v.Zero}$. So $b = {v.One} - p ({v.One - v.Zero})$: the weights of the average, exchanged.",
        Points = 3,
    };

    private static string Shown((int Family, int C) v) => v.Family switch
    {
        0 => $"{Written.Number(v.C)} t e^(-{Written.Number(v.C)} t x)",
        1 => $"{Written.Number(v.C)} t x^({Written.Number(v.C)} t - 1)",
        _ => $"{Written.Number(v.C)} t x^{Written.Number(v.C - 1)} e^(-t x^{Written.Number(v.C)})",
    };

    private static (string Score, string Density, string InX, string Logarithm) Parts((int Family, int C) v)
    {
        var (c, less) = (Written.Number(v.C), Written.Number(v.C - 1));
        return v.Family switch
        {
            0 => ($"1/t - {c}*x", $"{c}*t*exp(-{c}*t*x)", $"-{c}*t", $"log({c} t) - {c} t x"),
            1 => ($"1/t + {c}*log(x)", $"{c}*t*x^({c}*t - 1)", $"({c}*t - 1)/x", $"log({c} t) + ({c} t - 1) log(x)"),
            _ => ($"1/t - x^{c}", $"{c}*t*x^{less}*exp(-t*x^{c})", $"{less}/x - {c}*t*x^{less}", $"log({c} t) + {less} log(x) - t x^{c}"),
        };
    }

    private static Rational X((int Mean, int Deviation, ExactMatrix<Rational> Z) v, Rational z) => v.Mean + (v.Deviation * z);

    private static Rational Mean((int Mean, int Deviation, ExactMatrix<Rational> Z) v, Func<Rational, Rational> f) => (f(v.Z[0, 0]) + f(v.Z[0, 1]) + f(v.Z[0, 2])) / 3;

    private static int Up((int Coins, int Heads, int A, int B) v) => (v.A * ((2 * v.Heads) + 1)) + v.B;

    private static int Down((int Coins, int Heads, int A, int B) v) => (v.A * ((2 * v.Heads) - 1)) + v.B;
}
