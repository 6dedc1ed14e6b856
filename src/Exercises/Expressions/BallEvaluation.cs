using System.Numerics;
using Adjoint.Algebra;
using Adjoint.Symbolic;

namespace Adjoint.Exercises;

/// <summary>Values of an expression at a point of ℚⁿ, enclosed in balls. Powers with other exponents than integers need a positive base.</summary>
internal sealed class BallEvaluation(IReadOnlyDictionary<string, Rational> point)
{
    // A power is multiplied out up to this exponent.
    private const int MostFactors = 10_000;

    private static readonly Evaluated<Ball> Undefined = new(default, Definedness.Undefined);
    private static readonly Evaluated<Ball> Unknown = new(default, Definedness.Unknown);

    public Evaluated<Ball> Of(Term term)
    {
        var value = Value(term);
        return value.IsDefined && value.Value.IsLost ? Unknown : value;
    }

    private Evaluated<Ball> Value(Term term)
    {
        switch (term)
        {
            case Term.Number number:
                return Rational.TryParse(number.Digits, null, out var digits) ? At(Ball.Of(digits)) : Unknown;
            case Term.Constant constant:
                return constant.Name switch { "e" => At(Elementary.EulersNumber), "π" => At(Elementary.Pi), _ => Undefined };
            case Term.Variable variable:
                return point.TryGetValue(variable.Name, out var coordinate) ? At(Ball.Of(coordinate)) : Undefined;
            case Term.Negative negative:
                return Of(negative.Operand) is var operand && operand.IsDefined ? At(-operand.Value) : operand;
            case Term.Call call:
                return Of(call.Argument) is var argument && argument.IsDefined ? Apply(call.Function.Name, argument.Value) : argument;
            case Term.Binary binary:
                var (left, right) = (Of(binary.Left), Of(binary.Right));
                // What is undefined in one operand is so in the whole, whatever the other is.
                return left.State == Definedness.Undefined || right.State == Definedness.Undefined ? Undefined
                    : !left.IsDefined || !right.IsDefined ? Unknown
                    : Combine(binary.Operation, left.Value, right.Value);
            default:
                throw new NotSupportedException($"An expression has no {term.GetType().Name}.");
        }
    }

    private static Evaluated<Ball> Combine(char operation, Ball a, Ball b) => operation switch
    {
        '+' => At(a + b),
        '-' => At(a - b),
        '*' => At(a * b),
        '/' => b.IsZero ? Undefined : b.MayBeZero ? Unknown : At(a / b),
        _ => Power(a, b),
    };

    private static Evaluated<Ball> Power(Ball a, Ball b)
    {
        if (b.Radius.IsZero && (b.Middle & ((BigInteger.One << Ball.Places) - 1)).IsZero)
        {
            return BigInteger.Abs(b.Middle >> Ball.Places) <= MostFactors ? IntegerPower(a, (int)(b.Middle >> Ball.Places)) : Unknown;
        }

        return a.IsPositive ? Apply("exp", b * Elementary.Log(a))
            : a.IsNegative ? Undefined
            : !a.IsZero ? Unknown
            : b.IsPositive ? At(Ball.Zero)
            : b.IsNegative ? Undefined : Unknown;
    }

    private static Evaluated<Ball> IntegerPower(Ball a, int n)
    {
        if (n < 0)
        {
            return a.IsZero ? Undefined : a.MayBeZero ? Unknown
                : IntegerPower(a, -n) is { IsDefined: true } p && !p.Value.MayBeZero ? At(Ball.Of(1) / p.Value) : Unknown;
        }

        var power = Ball.Of(1);
        for (var bit = 31 - BitOperations.LeadingZeroCount((uint)n); bit >= 0; bit--)
        {
            power *= power;
            power = (n >> bit & 1) != 0 ? power * a : power;
            if (power.IsLost)
            {
                return Unknown;
            }
        }

        return At(power);
    }

    private static Evaluated<Ball> Apply(string function, Ball x)
    {
        var one = Ball.Of(1);
        switch (function)
        {
            case "exp":
                return Elementary.Exp(x) is { } exp ? At(exp) : Unknown;
            case "log":
                return x.IsPositive ? At(Elementary.Log(x)) : x.IsNegative || x.IsZero ? Undefined : Unknown;
            case "sqrt":
                return x.IsPositive || x.IsZero ? At(Elementary.Sqrt(x)) : x.IsNegative ? Undefined : Unknown;
            case "abs":
                return At(x with { Middle = BigInteger.Abs(x.Middle) });
            case "sin":
                return Elementary.SinCos(x) is var (sin, _) ? At(sin) : Unknown;
            case "cos":
                return Elementary.SinCos(x) is var (_, cos) ? At(cos) : Unknown;
            case "tan":
                return Elementary.SinCos(x) is var (s, c) && !c.MayBeZero ? At(s / c) : Unknown;
            case "arctan":
                return At(Elementary.Arctan(x));
            case "arcsin":
                return Arcsin(x);
            case "arccos":
                return Arcsin(x) is var arcsin && arcsin.IsDefined ? At((Elementary.Pi / Ball.Of(2)) - arcsin.Value) : arcsin;
            case "sinh" or "cosh" or "tanh":
                if (Elementary.Exp(x) is not { } up || up.MayBeZero)
                {
                    return Unknown;
                }

                var down = one / up;
                return At(function switch { "sinh" => (up - down) / Ball.Of(2), "cosh" => (up + down) / Ball.Of(2), _ => (up - down) / (up + down) });
            case "sign":
                return x.IsPositive ? At(one) : x.IsNegative ? At(-one) : x.IsZero ? At(x) : Unknown;
            case "floor":
                var (low, high) = ((x.Middle - x.Radius) >> Ball.Places, (x.Middle + x.Radius) >> Ball.Places);
                return low == high ? At(new(low << Ball.Places, 0)) : Unknown;
            case "re" or "conj":
                return At(x);
            case "im":
                return At(Ball.Zero);
            case "arg":
                return x.IsPositive || x.IsZero ? At(Ball.Zero) : x.IsNegative ? At(Elementary.Pi) : Unknown;
            default:
                throw new NotSupportedException($"There is no {function} in high precision.");
        }
    }

    // arcsin x = arctan(x/√(1 − x²)).
    private static Evaluated<Ball> Arcsin(Ball x)
    {
        var one = Ball.Of(1);
        var rest = one - (x * x);
        return rest.IsPositive ? At(Elementary.Arctan(x / Elementary.Sqrt(rest)))
            : rest.IsNegative ? Undefined
            : rest.IsZero ? At(Elementary.Pi / Ball.Of(2) * x)
            : Unknown;
    }

    private static Evaluated<Ball> At(Ball value) => new(value, Definedness.Defined);
}
