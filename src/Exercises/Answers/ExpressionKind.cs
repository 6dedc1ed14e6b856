using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Adjoint.Algebra;
using Adjoint.Notation;
using Adjoint.Symbolic;

namespace Adjoint.Exercises;

/// <summary>An expression in given variables, compared as a function.</summary>
/// <remarks>
/// Rational functions are compared at random points modulo random primes of 61 bits (Schwartz and Zippel): unequal values prove that they differ, equal ones that they are the same
/// but for a probability that is stated. Two of them that differ only by a removable singularity are the same. All others are compared at random points of the domain in balls of 256 binary places: values
/// apart from each other prove a difference; agreement to 30 digits is taken for equality, and is no proof. Points where the solution has no value do not count; one where only the answer has none does.
/// </remarks>
internal sealed class ExpressionKind(IReadOnlyList<string> variables, Rational least, Rational most) : AnswerKind<ScalarExpression>
{
    private const int Primes = 3;
    private const int Agreements = 8;
    private const int MostPoints = 40;

    // Points at which a person would try: small numbers first.
    private static readonly Rational[] Readable = [2, 1, 3, -1, 0, new(1, 2), -2, 5, new(1, 3), 7];

    public override string Syntax => variables.Count == 0 ? "an expression without variables, such as sqrt(2)/2"
        : $"an expression in {string.Join(", ", variables)}, such as {variables[0]}^2 + sin({variables[^1]})/2";

    public override ScalarExpression Read(string text)
    {
        ExactText.Require(text);
        var expression = ScalarExpression.Parse(text);
        foreach (var name in expression.Variables)
        {
            if (!variables.Contains(name))
            {
                throw Unknown(text, name);
            }
        }

        if (expression.Variables.Count == 0 && new BallEvaluation(new Dictionary<string, Rational>()).Of(expression.Term).State == Definedness.Undefined && !HasImaginary(expression.Term))
        {
            throw new NotationParseException(text, 0, "The expression has no real value", "one that has");
        }

        return HasImaginary(expression.Term)
            ? throw new NotationParseException(text, Place(text, "i"), "i has no real value", variables.Count == 0 ? "numbers" : $"numbers and {string.Join(", ", variables)}")
            : expression;
    }

    public override string Write(ScalarExpression answer) => answer.Text;

    public override Node Describe(ScalarExpression answer, NotationOptions options) => answer.Describe(options);

    public override AnswerComparison Compare(ScalarExpression answer, ScalarExpression solution)
    {
        if (answer.Variables.FirstOrDefault(name => !variables.Contains(name)) is { } other)
        {
            return new AnswerComparison.Unfit($"The answer has the variable {other}; expected {Syntax}.");
        }

        if (answer.Text == solution.Text)
        {
            return AnswerComparison.Equal;
        }

        // Which points are tried depends on both texts, so that nobody can write an answer that is right at these points alone.
        var draw = new Draw(VariantSeed.Parse(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{answer.Text}\n{solution.Text}")))));
        return (RationalFunction.Is(answer.Term) && RationalFunction.Is(solution.Term) ? Modular(answer.Term, solution.Term, draw) : null)
            ?? Numeric(answer.Term, solution.Term, draw);
    }

    public override AnswerDescription? Describe(params IReadOnlyList<ScalarExpression> solutions) => new AnswerDescription.Expression(variables, least.ToString(), most.ToString());

    // Null if the degrees are too large for the probability of an error to be small, or there are too few points with values.
    private AnswerComparison? Modular(Term answer, Term solution, Draw draw)
    {
        var (a, b) = (RationalFunction.Bounds(answer), RationalFunction.Bounds(solution));
        var degree = Math.Max(a.Top + b.Bottom, b.Top + a.Bottom);
        var bits = Math.Max(a.TopBits + b.BottomBits, b.TopBits + a.BottomBits) + 1;

        // More than 2⁵⁴ primes lie between 2⁶⁰ and 2⁶¹, and at most bits/60 of them divide all coefficients of the difference. Otherwise it is 0 at no more than
        // degree of p points; twice that allows for points that are skipped because a denominator is 0.
        var error = (2 * degree / Math.ScaleB(1, 60)) + (bits / 60 / Math.ScaleB(1, 54));
        if (!(error < Math.ScaleB(1, -20)))
        {
            return null;
        }

        for (var i = 0; i < Primes; i++)
        {
            var p = Prime(draw);
            if (AtOne(answer, solution, p, draw) is not { } areEqual)
            {
                return null;
            }

            if (!areEqual)
            {
                return new AnswerComparison.Different("Your expression is another function than the right one.", ExactCounterexample(answer, solution) ?? NumericCounterexample(answer, solution, draw));
            }
        }

        return new AnswerComparison.Same(string.Create(
            CultureInfo.InvariantCulture,
            $"equal at {Primes} random points modulo random primes of 61 bits; wrong with a probability below 2^{Math.Ceiling(Primes * Math.Log2(error))}"));
    }

    private bool? AtOne(Term answer, Term solution, ulong p, Draw draw)
    {
        const int Tries = 8;
        for (var i = 0; i < Tries; i++)
        {
            Cancellation.Poll();
            var point = variables.ToDictionary(name => name, _ => (ulong)draw.Below((long)p), StringComparer.Ordinal);
            var (yours, wanted) = (RationalFunction.Modulo(answer, p, point), RationalFunction.Modulo(solution, p, point));
            if (yours.IsDefined && wanted.IsDefined)
            {
                return yours.Value == wanted.Value;
            }
        }

        return null;
    }

    private Counterexample? ExactCounterexample(Term answer, Term solution)
    {
        foreach (var point in ReadablePoints())
        {
            var (yours, wanted) = (RationalFunction.Exactly(answer, point), RationalFunction.Exactly(solution, point));
            if (yours.IsDefined && wanted.IsDefined && yours.Value != wanted.Value)
            {
                return new(
                    $"At {At(point)} yours is {yours.Value}, and right is {wanted.Value}",
                    () => RationalFunction.Exactly(answer, point).Value != RationalFunction.Exactly(solution, point).Value);
            }
        }

        return null;
    }

    private Counterexample? NumericCounterexample(Term answer, Term solution, Draw draw) =>
        Numeric(answer, solution, draw) is AnswerComparison.Different(_, var counterexample) ? counterexample : null;

    private AnswerComparison Numeric(Term answer, Term solution, Draw draw)
    {
        var agreements = 0;
        foreach (var (point, isRandom) in ReadablePoints().Select(point => (point, false)).Concat(RandomPoints(draw)))
        {
            Cancellation.Poll();
            var evaluation = new BallEvaluation(point);
            var wanted = evaluation.Of(solution);
            if (!wanted.IsDefined)
            {
                continue;
            }

            var yours = evaluation.Of(answer);
            if (yours.State == Definedness.Undefined)
            {
                return new AnswerComparison.Different("Your expression has no value where the right one has.", new(
                    $"At {At(point)} yours has no real value, and right is {Decimal(wanted.Value)}",
                    () => new BallEvaluation(point).Of(answer).State == Definedness.Undefined && new BallEvaluation(point).Of(solution).IsDefined));
            }

            if (yours.IsDefined && yours.Value.IsApartFrom(wanted.Value))
            {
                return new AnswerComparison.Different("Your expression is another function than the right one.", new(
                    Decimal(yours.Value) != Decimal(wanted.Value)
                        ? $"At {At(point)} yours is {Decimal(yours.Value)}, and right is {Decimal(wanted.Value)}"
                        : $"At {At(point)} yours is {Decimal(yours.Value)}, which differs from what is right by {Decimal(yours.Value - wanted.Value)}",
                    () => new BallEvaluation(point).Of(answer).Value.IsApartFrom(new BallEvaluation(point).Of(solution).Value)));
            }

            agreements += isRandom && yours.IsDefined && yours.Value.IsSharp && wanted.Value.IsSharp ? 1 : 0;
            if (agreements == Agreements)
            {
                return new AnswerComparison.Same(string.Create(CultureInfo.InvariantCulture, $"equal to 30 digits at {Agreements} random points, which is no proof"));
            }
        }

        return new AnswerComparison.Unknown(string.Create(
            CultureInfo.InvariantCulture, $"Of {MostPoints} random points only {agreements} are such that both expressions have values there and can be compared; at least {Agreements} are needed."));
    }

    // Several variables take values one after the other, so that most points are not on a diagonal.
    private IEnumerable<Dictionary<string, Rational>> ReadablePoints()
    {
        var inside = Readable.Where(x => x >= least && x <= most).ToArray();
        for (var i = 0; i < (variables.Count == 0 ? 1 : inside.Length); i++)
        {
            yield return Point(k => inside[(i + k) % inside.Length]);
        }
    }

    private IEnumerable<(Dictionary<string, Rational> Point, bool IsRandom)> RandomPoints(Draw draw)
    {
        const int Steps = 1_000_003;
        for (var i = 0; i < MostPoints; i++)
        {
            yield return (Point(_ => least + ((most - least) * new Rational(draw.Below(Steps), Steps))), true);
        }
    }

    private Dictionary<string, Rational> Point(Func<int, Rational> coordinate)
    {
        Dictionary<string, Rational> point = new(StringComparer.Ordinal);
        for (var k = 0; k < variables.Count; k++)
        {
            point.Add(variables[k], coordinate(k));
        }

        return point;
    }

    private static Formula At(Dictionary<string, Rational> point) => new(options =>
    {
        List<Node> items = [];
        foreach (var (name, value) in point)
        {
            items.AddRange(items.Count > 0 ? [Node.Operator(",")] : []);
            items.AddRange([Node.Identifier(name), Node.Operator("="), value.Denominator > 1000 ? Node.Number(Decimal((double)value)) : value.Describe(options)]);
        }

        return items.Count == 0 ? Node.Text("every point") : Node.Row(items);
    });

    private static string Decimal(Ball ball) => Decimal((double)ball.ToRational());

    private static string Decimal(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    // Miller and Rabin; the first twelve primes as bases decide below 2⁶⁴ (Sorenson and Webster 2015).
    private static ulong Prime(Draw draw)
    {
        ReadOnlySpan<ulong> bases = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
        while (true)
        {
            var p = (1UL << 60) + (2 * (ulong)draw.Below(1L << 59)) + 1;
            var s = BitOperations.TrailingZeroCount(p - 1);
            var isPrime = p % 3 != 0 && p % 5 != 0 && p % 7 != 0 && p % 11 != 0 && p % 13 != 0;
            for (var k = 0; k < bases.Length && isPrime; k++)
            {
                var x = (ulong)BigInteger.ModPow(bases[k], (p - 1) >> s, p);
                var passes = x == 1 || x == p - 1;
                for (var i = 1; i < s && !passes; i++)
                {
                    x = (ulong)((UInt128)x * x % p);
                    passes = x == p - 1;
                }

                isPrime = passes;
            }

            if (isPrime)
            {
                return p;
            }
        }
    }

    private static bool HasImaginary(Term term) => term switch
    {
        Term.Constant constant => constant.Name == "i",
        Term.Negative negative => HasImaginary(negative.Operand),
        Term.Call call => HasImaginary(call.Argument),
        Term.Binary binary => HasImaginary(binary.Left) || HasImaginary(binary.Right),
        _ => false,
    };

    private NotationParseException Unknown(string text, string name) => new(
        text, Place(text, name), $"{NotationParseException.Quote(name)} is no variable of this exercise", variables.Count == 0 ? "numbers" : string.Join(", ", variables));

    // The first place where the name stands as a word of its own.
    private static int Place(string text, string name)
    {
        static bool IsPart(char c) => char.IsLetterOrDigit(c) || c == '_';
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !IsPart(text[at - 1]) || char.IsAsciiDigit(text[at - 1])) && (at + name.Length == text.Length || !IsPart(text[at + name.Length])))
            {
                return at;
            }
        }

        return 0;
    }
}
