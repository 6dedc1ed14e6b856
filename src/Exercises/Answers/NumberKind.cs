using System.Globalization;
using Adjoint.Algebra;
using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>A real number, up to a relative tolerance.</summary>
internal sealed class NumberKind(double tolerance) : AnswerKind<double>
{
    // Two or three digits are right.
    private const double Near = 0.005;

    public override string Syntax => string.Create(CultureInfo.InvariantCulture, $"a number such as 2.5 or sqrt(2)/2, with a relative error of at most {tolerance:0.################}");

    public override double Read(string text)
    {
        var expression = new ExpressionKind([], 0, 0).Read(text);
        var value = new BallEvaluation(new Dictionary<string, Rational>()).Of(expression.Term);
        return value.IsDefined && value.Value.IsSharp
            ? (double)value.Value.ToRational()
            : throw new NotationParseException(text, 0, value.State == Definedness.Undefined ? "The expression has no real value" : "The value is too large, or cannot be computed", "a real number");
    }

    public override string Write(double answer) => answer.ToString("R", CultureInfo.InvariantCulture);

    public override Node Describe(double answer, NotationOptions options) => Node.Number(answer.ToString("G6", CultureInfo.InvariantCulture));

    public override AnswerComparison Compare(double answer, double solution) => !double.IsFinite(answer)
        ? new AnswerComparison.Unfit(string.Create(CultureInfo.InvariantCulture, $"The answer is {answer}; expected {Syntax}."))
        : Math.Abs(answer - solution) <= tolerance * Math.Max(Math.Abs(solution), solution == 0 ? 1 : 0)
            ? new AnswerComparison.Same(string.Create(CultureInfo.InvariantCulture, $"equal up to a relative error of {tolerance}"))
            : AnswerComparison.Of(false, Math.Abs(answer - solution) <= Near * Math.Abs(solution) ? (Statement)"This is close; give more digits." : null);

    public override AnswerDescription? Describe(params IReadOnlyList<double> solutions) => new AnswerDescription.Number(tolerance);
}
