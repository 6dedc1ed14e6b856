using System.Globalization;
using System.Numerics;
using System.Text;
using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.Symbolic;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>Enclosures of real numbers, against decimals of tables, the functions of <see cref="Math"/>, and identities.</summary>
public sealed class BallTests
{
    // 60 digits, from tables.
    private const string Pi = "3.14159265358979323846264338327950288419716939937510582097494";
    private const string E = "2.71828182845904523536028747135266249775724709369995957496697";

    private static readonly Gen<Rational> Points = Gen.Select(Gen.Int[-4000, 4000], Gen.Int[1, 997], (n, d) => new Rational(n, d));

    [Theory]
    [InlineData("pi", Pi)]
    [InlineData("4*arctan(1)", Pi)]
    [InlineData("arccos(-1)", Pi)]
    [InlineData("6*arcsin(1/2)", Pi)]
    [InlineData("e", E)]
    [InlineData("exp(1)", E)]
    [InlineData("log(2)", "0.69314718055994530941723212145817656807550013436025525412068")]
    [InlineData("sqrt(2)", "1.41421356237309504880168872420969807856967187537694807317668")]
    [InlineData("sin(1)", "0.84147098480789650665250232163029899962256306079837106567275")]
    [InlineData("cos(1)", "0.54030230586813971740093660744297660373231042061792222767010")]
    [InlineData("2^(1/3)", "1.25992104989487316476721060727822835057025146470150798008198")]
    public void Constants_have_the_digits_of_the_tables(string expression, string digits)
    {
        var ball = Value(expression, 0);
        var table = Rational.Parse(digits, CultureInfo.InvariantCulture);
        Assert.True(ball.IsSharp);
        Assert.False((ball - Ball.Of(table)).IsApartFrom(new(0, (BigInteger.One << Ball.Places) / BigInteger.Pow(10, 59))));
    }

    [Theory]
    [InlineData("sin(x)^2 + cos(x)^2 - 1")]
    [InlineData("exp(x)*exp(-x) - 1")]
    [InlineData("log(exp(x)) - x")]
    [InlineData("tan(x)*cos(x) - sin(x)")]
    [InlineData("sin(2*x) - 2*sin(x)*cos(x)")]
    [InlineData("sqrt(x^2) - abs(x)")]
    [InlineData("arctan(x) + arctan(1/x) - sign(x)*pi/2")]
    [InlineData("arcsin(x/5000) + arccos(x/5000) - pi/2")]
    [InlineData("cosh(x)^2 - sinh(x)^2 - 1")]
    [InlineData("tanh(x)*cosh(x) - sinh(x)")]
    [InlineData("abs(x)^(1/3)*abs(x)^(2/3) - abs(x)")]
    [InlineData("x^7/x^5 - x*x")]
    public void Identities_enclose_zero_sharply(string expression)
    {
        var compared = 0;
        Points.Select(x => x / (Rational)100).Sample(
            x =>
            {
                var value = new BallEvaluation(At(x)).Of(ScalarExpression.Parse(expression).Term);
                compared += value.IsDefined ? 1 : 0;
                return !value.IsDefined || (value.Value.MayBeZero && value.Value.IsSharp);
            },
            iter: 100, threads: 1);
        Assert.True(compared > 80, $"{compared} of 100 points had a value.");
    }

    [Fact]
    public void Values_agree_with_floating_point() => Gen.Select(Points, OneOf(
        "exp(x)", "log(abs(x))", "sqrt(abs(x))", "sin(x)", "cos(x)", "tan(x)", "arctan(x)", "arcsin(sin(x))", "sinh(x)", "cosh(x)", "tanh(x)", "sign(x)", "floor(x)", "abs(x)", "x^3", "x^(-2)", "2^x", "1/(1 + x^2)"))
        .Sample((point, text) =>
        {
            var x = point / (Rational)300;
            var expression = ScalarExpression.Parse(text);
            var value = new BallEvaluation(At(x)).Of(expression.Term);
            var real = expression.AsFunction()((double)x);
            return !value.IsDefined || Math.Abs((double)value.Value.ToRational() - real) <= 1e-12 * Math.Max(1, Math.Abs(real));
        });

    // Another implementation of arbitrary precision, with many more binary places.
    [Fact]
    public async Task Balls_contain_what_mpmath_computes()
    {
        var draw = new Draw(VariantSeed.Of([1], "mpmath", "x", 0));
        var lines = new StringBuilder();
        foreach (var function in new[] { "exp", "log", "sqrt", "sin", "cos", "tan", "arctan", "arcsin", "arccos", "sinh", "cosh", "tanh" })
        {
            for (var i = 0; i < 60; i++)
            {
                // From 10⁻⁴⁰ to 10⁷, as near to 0 as to the ends of what is computed.
                var scale = (i % 3) switch { 0 => new Rational(1, BigInteger.Pow(10, draw.Integer(1, 40))), 1 => 1, _ => BigInteger.Pow(10, draw.Integer(0, 4)) };
                var x = draw.Rational(1000, 997) * scale / 3;
                if (new BallEvaluation(At(x)).Of(ScalarExpression.Parse($"{function}(x)").Term) is { IsDefined: true } value)
                {
                    lines.Append(CultureInfo.InvariantCulture, $"{function} {x.Numerator} {x.Denominator} {value.Value.Middle} {value.Value.Radius}\n");
                }
            }
        }

        var output = await VariantVectors.Run(
            $"""
            try:
                from mpmath import mp, mpf, exp, log, sqrt, sin, cos, tan, atan, asin, acos, sinh, cosh, tanh
            except ImportError:
                print("no mpmath")
                raise SystemExit
            mp.prec = 2000
            names = dict(exp=exp, log=log, sqrt=sqrt, sin=sin, cos=cos, tan=tan, arctan=atan, arcsin=asin, arccos=acos, sinh=sinh, cosh=cosh, tanh=tanh)
            count = 0
            for line in "{lines.Replace("\n", "#")}".split("#"):
                if line:
                    f, n, d, middle, radius = line.split()
                    count += 1
                    if abs(names[f](mpf(int(n)) / int(d)) * mpf(2)**256 - int(middle)) > int(radius):
                        print("outside", line)
            print("compared", count)
            """,
            TestContext.Current.CancellationToken);
        Assert.SkipWhen(output is null || output.StartsWith("no mpmath", StringComparison.Ordinal), "There is no python3 with mpmath.");
        Assert.Matches("^compared [3-9][0-9][0-9]\\s*$", output);
    }

    [Theory]
    [InlineData("1/0")]
    [InlineData("sqrt(-1)")]
    [InlineData("log(0)")]
    [InlineData("log(-2)")]
    [InlineData("arcsin(2)")]
    [InlineData("(-2)^(1/3)")]
    [InlineData("0^(-1)")]
    [InlineData("0*log(-1)")]
    public void Where_there_is_no_value_none_is_given(string expression) =>
        Assert.Equal(Definedness.Undefined, new BallEvaluation(At(0)).Of(ScalarExpression.Parse(expression).Term).State);

    [Theory]
    [InlineData("exp(exp(exp(9)))")]
    [InlineData("9^9^9^9^9")]
    [InlineData("1/(sqrt(2)^2 - 2)")]
    [InlineData("log(sin(pi))")]
    [InlineData("floor(sqrt(4 + sin(pi)))")]
    public void What_cannot_be_told_is_not_told(string expression) =>
        Assert.Equal(Definedness.Unknown, new BallEvaluation(At(0)).Of(ScalarExpression.Parse(expression).Term).State);

    // The bound of rational functions' values is against the definition: compute exactly, then reduce.
    [Fact]
    public void Values_modulo_a_prime_are_exact_values_reduced() => Gen.Select(Points, OneOf("x^3 - 2*x + 0.5", "(x+1)/(x-2)", "-x^(-2) + 3/7", "1/(1/(x+1)+1)"))
        .Sample((x, text) =>
        {
            const ulong P = 2305843009213693951;
            var term = ScalarExpression.Parse(text).Term;
            var exact = RationalFunction.Exactly(term, At(x));
            ulong Reduce(Rational a) => (ulong)((((a.Numerator * BigInteger.ModPow(a.Denominator, P - 2, P)) % P) + P) % P);
            var modular = RationalFunction.Modulo(term, P, new Dictionary<string, ulong> { ["x"] = Reduce(x) });
            return exact.State == modular.State && (!exact.IsDefined || Reduce(exact.Value) == modular.Value);
        });

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Dictionary<string, Rational> At(Rational x) => new() { ["x"] = x };

    private static Ball Value(string expression, Rational x)
    {
        var value = new BallEvaluation(At(x)).Of(ScalarExpression.Parse(expression).Term);
        Assert.True(value.IsDefined);
        return value.Value;
    }
}
