using Adjoint.Exercises;
using Adjoint.MatrixCalculus;
using Xunit;

namespace Adjoint.Tests.Exercises;

public sealed class MatrixExpressionAnswerTests
{
    private const string Declared = "A: n×n, x: n";

    private static readonly Exercise<int, MatrixExpression> Quadratic = new("matrix-calculus/quadratic-form")
    {
        Generate = draw => draw.Integer(2, 9),
        Statement = k => $"Find the gradient of $f(x) = {k} x^T A x$.",
        Answer = k => Answers.Derivative($"{k}*x'*A*x", "x", Declared),
        Solution = k => MatrixExpression.Parse($"{k}*(A + A')*x", Declared),
        Misconceptions =
        [
            new("symmetric-only", k => MatrixExpression.Parse($"{2 * k}*A*x", Declared), "That is right for symmetric A only."),
            new("row-instead-of-column", k => MatrixExpression.Parse($"{k}*x'*(A + A')", Declared), "A gradient has the shape of its variable."),
        ],
    };

    private static Question Question => Quadratic.Deal([1], "ada", 0);

    private static string K => Question.TypedSolution!.Split('*')[0];

    [Fact]
    public void Every_way_to_write_the_right_expression_is_right() => Assert.All(
        [$"{K}*A*x + {K}*A'*x", $"{K}*(A'+A)*x", $"({K}*x'*A + {K}*x'*A')'", $"{K}*sum(ones(3))/3*(A*x + A'*x)", $"{K}*tensor[i](sum[j](A[i,j]*x[j] + A[j,i]*x[j]))"],
        text => Assert.IsType<Verdict.Accepted>(Question.Judge(text)));

    [Fact]
    public void Misconceptions_are_named_whatever_their_shape()
    {
        Assert.Equal("symmetric-only", Assert.IsType<Verdict.Rejected>(Question.Judge($"2*{K}*A*x")).Tag);
        Assert.Equal("row-instead-of-column", Assert.IsType<Verdict.Rejected>(Question.Judge($"{K}*(A*x + A'*x)'")).Tag);
    }

    [Fact]
    public void A_wrong_derivative_is_contradicted_by_a_difference_quotient()
    {
        var rejected = Assert.IsType<Verdict.Rejected>(Question.Judge($"{K}*A'*x"));
        Assert.Contains("quotient", rejected.Counterexample!.ToString(), StringComparison.Ordinal);
        Assert.True(rejected.Counterexample.Holds());
    }

    [Theory]
    [InlineData("A*y", "y is no variable here")]
    [InlineData("A*", "ends too early")]
    [InlineData("x'*A", "expected an expression of n×1")]
    [InlineData("A*x + B*x", "B is no variable here")]
    public void What_is_no_answer_costs_nothing_and_says_why(string text, string message) =>
        Assert.Contains(message, Assert.IsType<Verdict.Invalid>(Question.Judge(text)).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_derivative_found_by_the_engine_is_an_answer() =>
        Assert.IsType<Verdict.Accepted>(Question.JudgeValue(MatrixDerivative.Of($"{K}*x'*A*x where {Declared}", "x")));

    [Fact]
    public void The_exercise_keeps_the_laws() => Assert.Empty(ExerciseLaws.Check(Quadratic));
}
