using Adjoint.Algebra;
using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>An element of a field, compared exactly.</summary>
internal sealed class FieldElementKind<T>(IField<T> numbers) : AnswerKind<T>
{
    public override string Syntax => numbers.ElementSyntax;

    public override T Read(string text)
    {
        ExactText.Require(text);
        return numbers.Parse(text);
    }

    public override string Write(T answer) => numbers.Format(answer);

    public override Node Describe(T answer, NotationOptions options) => numbers.Describe(answer, options);

    public override AnswerComparison Compare(T answer, T solution) => numbers.Contains(answer)
        ? AnswerComparison.Of(EqualityComparer<T>.Default.Equals(answer, solution))
        : new AnswerComparison.Unfit($"The answer {answer} is no {numbers.ElementName}; expected {Syntax}.");

    public override string? Canonical(T answer) => numbers.Contains(answer) ? numbers.Format(answer) : null;

    public override AnswerDescription? Describe(params IReadOnlyList<T> solutions) => AnswerDescription.NameOf(numbers) is { } name ? new AnswerDescription.Element(name) : null;
}
