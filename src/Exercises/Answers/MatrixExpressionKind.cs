using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Adjoint.MatrixCalculus;
using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>An expression of scalars, vectors and matrices in declared variables, compared as a function; or a derivative, whose counterexample is a difference quotient.</summary>
/// <remarks>
/// Expressions that simplify to the same term, or have the same canonical form in index notation, are equal. Others are evaluated at random points of the declared domain, with several sizes: values apart from each other prove a difference; agreement to nine
/// digits is taken for equality, and is no proof. Points where the solution has no value do not count; one where only the answer has none does.
/// </remarks>
/// <param name="declarations">What would stand after <c>where</c>.</param>
/// <param name="function">What the answer is the derivative of; null if it is none.</param>
/// <param name="variable">The variable of that derivative.</param>
internal sealed class MatrixExpressionKind(string declarations, string? function = null, string? variable = null) : AnswerKind<MatrixExpression>
{
    private const int Agreements = 9;
    private const int Attempts = 60;

    public override string Syntax => $"an expression where {declarations}";

    public override MatrixExpression Read(string text) => MatrixExpression.Parse(text, declarations);

    public override string Write(MatrixExpression answer) => answer.Text;

    public override Node Describe(MatrixExpression answer, NotationOptions options) => answer.Describe(options);

    public override AnswerComparison Compare(MatrixExpression answer, MatrixExpression solution)
    {
        if (!answer.Shape.Equals(solution.Shape))
        {
            return new AnswerComparison.Unfit($"The answer is {answer.Shape}; expected {(solution.Shape.IsScalar ? "a scalar" : $"an expression of {solution.Shape}")}.");
        }

        if (answer.Term.Equals(solution.Term))
        {
            return AnswerComparison.Equal;
        }

        if (IndexForm.AreEqual(answer.Term, solution.Term))
        {
            return new AnswerComparison.Same("equal by the laws of index notation");
        }

        // Which points are tried depends on both texts, so that nobody can write an answer that is right at these points alone.
        var seed = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{answer.Text}\n{solution.Text}")));
        return Compare(answer.Term, solution.Term, new SplitMix64(seed));
    }

    public override AnswerDescription? Describe(params IReadOnlyList<MatrixExpression> solutions) => new AnswerDescription.MatrixExpression(declarations, function, variable);

    private AnswerComparison Compare(MatrixTerm answer, MatrixTerm solution, SplitMix64 random)
    {
        var sampler = new PointSampler(answer, solution);
        var agreements = 0;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            Cancellation.Poll();
            var sizes = sampler.Sizes(attempt);
            var point = attempt % 2 == 0 ? sampler.IntegerPoint(sizes, random) : sampler.Point(sizes, attempt / 2, random);
            var wanted = ArrayEvaluator.Evaluate(solution, point);
            if (!Array.TrueForAll(wanted, double.IsFinite))
            {
                continue;
            }

            var yours = ArrayEvaluator.Evaluate(answer, point);
            var scale = Math.Max(wanted.Max(Math.Abs), 1e-3);
            var apart = yours.Zip(wanted, (a, b) => double.IsFinite(a) ? Math.Abs(a - b) / Math.Max(Math.Abs(b), scale * 1e-3) : double.PositiveInfinity).ToArray();
            var worst = Array.IndexOf(apart, apart.Max());
            if (apart[worst] > 1e-5)
            {
                return new AnswerComparison.Different("Your expression is another function than the right one.", Counterexample(answer, solution, sampler, point, worst));
            }

            agreements += apart[worst] < 1e-9 ? 1 : 0;
            if (agreements == Agreements)
            {
                return new AnswerComparison.Same(string.Create(CultureInfo.InvariantCulture, $"equal to nine digits at {Agreements} random points of several sizes, which is no proof"));
            }
        }

        return new AnswerComparison.Unknown(string.Create(
            CultureInfo.InvariantCulture, $"Of {Attempts} points only {agreements} are such that both expressions have values there and can be compared; at least {Agreements} are needed."));
    }

    private Counterexample Counterexample(MatrixTerm answer, MatrixTerm solution, PointSampler sampler, EvaluationPoint point, int place)
    {
        // A derivative is best contradicted by the function itself.
        if (function is not null && variable is not null)
        {
            var expression = MatrixExpression.Parse(function, declarations);
            var by = expression.Variables.First(v => v.Name == variable);
            if (SymbolicDerivative.Of(expression.Term, by) is { Form: var form } right && right.Value.Shape.Equals(answer.Shape)
                && Certificate.Of(expression.Term, answer, by, form) is { Verdict: CertificateVerdict.Failed } failed)
            {
                return new(
                    Sentence(failed.Explanation.Replace("the derivative gives", "yours gives", StringComparison.Ordinal)),
                    () => Certificate.Of(expression.Term, answer, by, form).Verdict == CertificateVerdict.Failed);
            }
        }

        var (yours, wanted) = (ArrayEvaluator.Evaluate(answer, point)[place], ArrayEvaluator.Evaluate(solution, point)[place]);
        var entry = solution.IsScalar ? string.Empty : $" in entry {CounterexampleText.Place(place, solution.Shape, point.Sizes)}";
        return new(
            Sentence($"at {CounterexampleText.Values(sampler.Variables, point)} yours gives {CounterexampleText.Number(yours)}{entry}, and right is {CounterexampleText.Number(wanted)}"),
            () => Math.Abs(ArrayEvaluator.Evaluate(answer, point)[place] - ArrayEvaluator.Evaluate(solution, point)[place]) > 1e-9 || !double.IsFinite(yours));
    }

    private static Statement Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
