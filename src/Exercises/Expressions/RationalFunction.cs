using System.Numerics;
using Adjoint.Algebra;
using Adjoint.Symbolic;

namespace Adjoint.Exercises;

/// <summary>Expressions of + − · / and integer powers: values modulo a prime, exact values, and bounds of degree and height.</summary>
internal static class RationalFunction
{
    private const int LargestExponent = 1_000_000;

    // Exact values are for people to read.
    private const int MostBits = 2000;

    /// <summary>Whether an expression is a quotient of polynomials with rational coefficients.</summary>
    public static bool Is(Term term) => term switch
    {
        Term.Number or Term.Variable => true,
        Term.Negative negative => Is(negative.Operand),
        Term.Binary { Operation: '^' } power => Is(power.Left) && Exponent(power.Right) is not null,
        Term.Binary binary => Is(binary.Left) && Is(binary.Right),
        _ => false,
    };

    /// <summary>The value modulo p &lt; 2⁶²; undefined where a denominator is 0 modulo p.</summary>
    public static Evaluated<ulong> Modulo(Term term, ulong p, IReadOnlyDictionary<string, ulong> point)
    {
        switch (term)
        {
            case Term.Number number:
                return Rational.TryParse(number.Digits, null, out var value)
                    ? Divide((ulong)(value.Numerator % p), (ulong)(value.Denominator % p), p)
                    : new(0, Definedness.Unknown);
            case Term.Variable variable:
                return new(point[variable.Name], Definedness.Defined);
            case Term.Negative negative:
                return Modulo(negative.Operand, p, point) is var operand && operand.IsDefined ? new(Negate(operand.Value, p), Definedness.Defined) : operand;
            case Term.Binary { Operation: '^' } power:
                var (exponent, body) = (Exponent(power.Right)!.Value, Modulo(power.Left, p, point));
                return !body.IsDefined ? body
                    : exponent < 0 ? Divide(1, Power(body.Value, (ulong)-exponent, p), p)
                    : new(Power(body.Value, (ulong)exponent, p), Definedness.Defined);
            case Term.Binary binary:
                var (left, right) = (Modulo(binary.Left, p, point), Modulo(binary.Right, p, point));
                return !left.IsDefined ? left : !right.IsDefined ? right : binary.Operation switch
                {
                    '+' => new((left.Value + right.Value) % p, Definedness.Defined),
                    '-' => new((left.Value + Negate(right.Value, p)) % p, Definedness.Defined),
                    '*' => new(Multiply(left.Value, right.Value, p), Definedness.Defined),
                    _ => Divide(left.Value, right.Value, p),
                };
            default:
                throw new NotSupportedException($"{term.GetType().Name} is no part of a rational function.");
        }
    }

    /// <summary>The exact value at a point; unknown if it has too many digits to be read.</summary>
    public static Evaluated<Rational> Exactly(Term term, IReadOnlyDictionary<string, Rational> point)
    {
        var value = term switch
        {
            Term.Number number => Rational.TryParse(number.Digits, null, out var digits) ? Defined(digits) : new(default, Definedness.Unknown),
            Term.Variable variable => point.TryGetValue(variable.Name, out var coordinate) ? Defined(coordinate) : new(default, Definedness.Unknown),
            Term.Negative negative => Exactly(negative.Operand, point) is var operand && operand.IsDefined ? Defined(-operand.Value) : operand,
            Term.Binary { Operation: '^' } power => ExactPower(Exactly(power.Left, point), Exponent(power.Right)),
            Term.Binary binary => Combine(binary.Operation, Exactly(binary.Left, point), Exactly(binary.Right, point)),
            _ => new(default, Definedness.Unknown),
        };
        return value.IsDefined && Bits(value.Value) > MostBits ? new(default, Definedness.Unknown) : value;
    }

    /// <summary>Bounds for n/d: the degrees of n and d, and the binary logarithms of the sums of the absolute values of their coefficients, for integer coefficients.</summary>
    public static (double Top, double Bottom, double TopBits, double BottomBits) Bounds(Term term)
    {
        switch (term)
        {
            case Term.Number number:
                return Rational.TryParse(number.Digits, null, out var value)
                    ? (0, 0, BigInteger.Abs(value.Numerator).GetBitLength(), value.Denominator.GetBitLength())
                    : (double.PositiveInfinity, 0, 0, 0);
            case Term.Variable:
                return (1, 0, 0, 0);
            case Term.Negative negative:
                return Bounds(negative.Operand);
            case Term.Binary { Operation: '^' } power:
                var (n, a) = (Exponent(power.Right)!.Value, Bounds(power.Left));
                var k = (double)Math.Abs(n);
                return n >= 0 ? (k * a.Top, k * a.Bottom, k * a.TopBits, k * a.BottomBits) : (k * a.Bottom, k * a.Top, k * a.BottomBits, k * a.TopBits);
            case Term.Binary binary:
                var (left, right) = (Bounds(binary.Left), Bounds(binary.Right));
                return binary.Operation switch
                {
                    '*' => (left.Top + right.Top, left.Bottom + right.Bottom, left.TopBits + right.TopBits, left.BottomBits + right.BottomBits),
                    '/' => (left.Top + right.Bottom, left.Bottom + right.Top, left.TopBits + right.BottomBits, left.BottomBits + right.TopBits),
                    _ => (
                        Math.Max(left.Top + right.Bottom, right.Top + left.Bottom),
                        left.Bottom + right.Bottom,
                        Math.Max(left.TopBits + right.BottomBits, right.TopBits + left.BottomBits) + 1,
                        left.BottomBits + right.BottomBits),
                };
            default:
                throw new NotSupportedException($"{term.GetType().Name} is no part of a rational function.");
        }
    }

    // An exponent without variables that is an integer of moderate size; else null.
    private static int? Exponent(Term term) =>
        Exactly(term, new Dictionary<string, Rational>()) is { IsDefined: true, Value: { IsInteger: true } n }
        && BigInteger.Abs(n.Numerator) <= LargestExponent ? (int)n.Numerator : null;

    private static Evaluated<Rational> Combine(char operation, Evaluated<Rational> a, Evaluated<Rational> b) =>
        a.State == Definedness.Undefined || b.State == Definedness.Undefined ? new(default, Definedness.Undefined)
        : !a.IsDefined || !b.IsDefined ? new(default, Definedness.Unknown)
        : operation switch
        {
            '+' => Defined(a.Value + b.Value),
            '-' => Defined(a.Value - b.Value),
            '*' => Defined(a.Value * b.Value),
            _ => b.Value.IsZero ? new(default, Definedness.Undefined) : Defined(a.Value / b.Value),
        };

    private static Evaluated<Rational> ExactPower(Evaluated<Rational> a, int? exponent)
    {
        if (!a.IsDefined || exponent is not { } n)
        {
            return a.IsDefined ? new(default, Definedness.Unknown) : a;
        }

        return n < 0 && a.Value.IsZero ? new(default, Definedness.Undefined)
            : Bits(a.Value) * Math.Abs((long)n) > 2 * MostBits && Bits(a.Value) > 2 ? new(default, Definedness.Unknown)
            : Defined(Rationals.Field.Power(a.Value, n));
    }

    private static long Bits(Rational a) => BigInteger.Abs(a.Numerator).GetBitLength() + a.Denominator.GetBitLength();

    private static Evaluated<Rational> Defined(Rational a) => new(a, Definedness.Defined);

    private static Evaluated<ulong> Divide(ulong a, ulong b, ulong p) =>
        b == 0 ? new(0, Definedness.Undefined) : new(Multiply(a, Power(b, p - 2, p), p), Definedness.Defined);

    private static ulong Negate(ulong a, ulong p) => a == 0 ? 0 : p - a;

    private static ulong Multiply(ulong a, ulong b, ulong p) => (ulong)((UInt128)a * b % p);

    private static ulong Power(ulong a, ulong n, ulong p)
    {
        var power = 1UL;
        for (; n > 0; n >>= 1)
        {
            power = (n & 1) != 0 ? Multiply(power, a, p) : power;
            a = Multiply(a, a, p);
        }

        return power;
    }
}
