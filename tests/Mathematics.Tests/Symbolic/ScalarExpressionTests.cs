using System.Globalization;
using System.Numerics;
using Adjoint.Notation;
using Adjoint.Symbolic;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Symbolic;

public sealed class ScalarExpressionTests
{
    [Theory]
    [InlineData("1 + 2*3", 7)]
    [InlineData("-2^2", -4)]
    [InlineData("2^3^2", 512)]
    [InlineData("2^-1", 0.5)]
    [InlineData("8/4/2", 1)]
    [InlineData("7 - 4 - 2", 1)]
    [InlineData("2(1 + 2)", 6)]
    [InlineData("(1+1)(2+1)", 6)]
    [InlineData("2 pi", 2 * Math.PI)]
    [InlineData("2e", 2 * Math.E)]
    [InlineData("2e3", 2000)]
    [InlineData("3²", 9)]
    [InlineData("ln(e^2)", 2)]
    [InlineData("--3", 3)]
    [InlineData("2·3×4÷6", 4)]
    [InlineData(".5 + 1.", 1.5)]
    public void Constant_expressions_have_their_value(string text, double value) => Assert.Equal(value, ScalarExpression.Parse(text).AsFunction()(0), 1e-12);

    [Theory]
    [InlineData("", "empty", 0)]
    [InlineData("1 +", "ends too early", 3)]
    [InlineData("(1 + 2", "is not closed", 6)]
    [InlineData("1 + 2)", ") closes nothing", 5)]
    [InlineData("sin x", "sin needs its argument in parentheses", 4)]
    [InlineData("foo(x)", "foo is no function", 0)]
    [InlineData("1/2x", "denominator", 3)]
    [InlineData("x 2", "A number follows a factor", 2)]
    [InlineData("1 $ 2", "follows a whole expression", 2)]
    [InlineData("$", "cannot stand here", 0)]
    [InlineData("\ud835", "cannot stand here", 0)]
    [InlineData("1e999", "too large", 0)]
    public void Mistake_says_what_and_where(string text, string problem, int position)
    {
        var mistake = Assert.Throws<NotationParseException>(() => ScalarExpression.Parse(text));
        Assert.Contains(problem, mistake.Message, StringComparison.Ordinal);
        Assert.Equal(position, mistake.Position);
    }

    [Fact]
    public void Exponent_in_small_digits_has_to_be_a_number() =>
        Assert.Contains("too large", Assert.Throws<NotationParseException>(() => ScalarExpression.Parse("x" + new string('⁹', 400))).Message, StringComparison.Ordinal);

    [Fact]
    public void Nesting_has_an_end() => Assert.All(
        new[] { new string('(', 100_000), new string('-', 100_000) + "1", string.Concat(Enumerable.Repeat("2^", 100_000)) + "1" },
        text => Assert.Contains("nested deeper", Assert.Throws<NotationParseException>(() => ScalarExpression.Parse(text)).Message, StringComparison.Ordinal));

    [Fact]
    public void Long_sums_are_read_and_evaluated() =>
        Assert.Equal(2000, ScalarExpression.Parse(string.Join(" + ", Enumerable.Repeat("x", 2000))).AsFunction()(1));

    [Fact]
    public void Endless_sums_are_refused() =>
        Assert.Contains("more than 2000 operations", Assert.Throws<NotationParseException>(() => ScalarExpression.Parse(string.Join(" + ", Enumerable.Repeat("x", 200_000)))).Message, StringComparison.Ordinal);

    // The oracle evaluates while it generates, by C# itself.
    private static readonly Gen<(string Text, Func<double, double> F)> Expressions = Gen.Recursive<(string Text, Func<double, double> F)>((depth, inner) => depth > 4
        ? Leaves
        : Gen.OneOf(
            Leaves,
            Gen.Select(inner, inner, (a, b) => ($"({a.Text}) + ({b.Text})", (Func<double, double>)(x => a.F(x) + b.F(x)))),
            Gen.Select(inner, inner, (a, b) => ($"({a.Text}) - ({b.Text})", (Func<double, double>)(x => a.F(x) - b.F(x)))),
            Gen.Select(inner, inner, (a, b) => ($"({a.Text}) * ({b.Text})", (Func<double, double>)(x => a.F(x) * b.F(x)))),
            Gen.Select(inner, inner, (a, b) => ($"({a.Text}) / ({b.Text})", (Func<double, double>)(x => a.F(x) / b.F(x)))),
            inner.Select(a => ($"({a.Text})^2", (Func<double, double>)(x => a.F(x) * a.F(x)))),
            inner.Select(a => ($"-({a.Text})", (Func<double, double>)(x => -a.F(x)))),
            inner.Select(a => ($"sin({a.Text})", (Func<double, double>)(x => Math.Sin(a.F(x))))),
            inner.Select(a => ($"exp({a.Text})", (Func<double, double>)(x => Math.Exp(a.F(x)))))));

    private static Gen<(string Text, Func<double, double> F)> Leaves => Gen.OneOf(
        Gen.Const(("x", (Func<double, double>)(x => x))),
        Gen.Int[0, 20].Select(n => (n.ToString(CultureInfo.InvariantCulture), (Func<double, double>)(_ => n))));

    [Fact]
    public void Value_is_that_of_the_operations() => Gen.Select(Expressions, Gen.Double[-3, 3]).Sample((e, x) =>
        Assert.Equal(e.F(x), ScalarExpression.Parse(e.Text).AsFunction()(x)));

    [Fact]
    public void Complex_value_at_a_real_number_is_the_real_value() => Gen.Select(Expressions, Gen.Double[-3, 3]).Sample((e, x) =>
    {
        var (real, complex) = (e.F(x), ScalarExpression.Parse(e.Text).AsComplexFunction()(x));
        if (double.IsFinite(real) && Math.Abs(real) < 1e100 && Complex.IsFinite(complex))
        {
            Assert.Equal(0, Complex.Abs(complex - real) / (1 + Math.Abs(real)), 1e-6);
        }
    });

    [Fact]
    public void Any_text_is_read_or_refused_in_a_sentence() => Gen.String[Gen.OneOf(Gen.Char["x+-*/^()., 2e⁰²π\ud835"], Gen.Char), 0, 20].Sample(text =>
    {
        try
        {
            Assert.NotNull(ScalarExpression.Parse(text).Describe(NotationOptions.Default));
        }
        catch (NotationParseException mistake)
        {
            Assert.InRange(mistake.Position, 0, text.Length);
        }
    });

    [Fact]
    public void Function_of_one_variable_refuses_two() =>
        Assert.Equal("x*y has the variables x, y; a function of one variable has one.", Assert.Throws<ArgumentException>(() => ScalarExpression.Parse("x*y").AsFunction()).Message);

    [Fact]
    public void I_has_no_real_value() => Assert.Throws<ArgumentException>(() => ScalarExpression.Parse("x + i").AsFunction());

    [Theory]
    [InlineData("x^2 + 3y^2", "x^{2} + 3y^{2}")]
    [InlineData("-(x + 1)", @"-\left( x + 1 \right)")]
    [InlineData("(x+1)*2", @"\left( x + 1 \right)\cdot 2")]
    [InlineData("sin(x)/x", @"\frac{\operatorname{sin}\left( x \right)}{x}")]
    [InlineData("2*pi*x", @"2\pi\cdot x")]
    [InlineData("a - (b - c)", @"a - \left( b - c \right)")]
    [InlineData("(-x)^2", @"\left( -x \right)^{2}")]
    public void Notation_has_the_parentheses_that_it_needs(string text, string latex) => Assert.Equal(latex, Latex.Of(ScalarExpression.Parse(text)));
}
