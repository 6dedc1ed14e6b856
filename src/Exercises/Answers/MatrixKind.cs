using System.Globalization;
using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>A matrix over a field, compared entry by entry.</summary>
internal sealed class MatrixKind<T>(IField<T> entries) : AnswerKind<ExactMatrix<T>>
{
    public override string Syntax => $"a matrix over {entries} such as {Example(1)} {Example(2)}; {Example(3)} {Example(4)}";

    private string Example(int n) => entries.Format(entries.FromInteger(n));

    public override ExactMatrix<T> Read(string text)
    {
        ExactText.Require(text);
        return ExactMatrix.Parse(text, entries);
    }

    public override string Write(ExactMatrix<T> answer) => answer.ToString();

    public override Node Describe(ExactMatrix<T> answer, NotationOptions options) => answer.Describe(options);

    public override AnswerComparison Compare(ExactMatrix<T> answer, ExactMatrix<T> solution)
    {
        if (!answer.Field.Equals(solution.Field))
        {
            return new AnswerComparison.Unfit($"The matrix is over {answer.Field}; expected one over {solution.Field}.");
        }

        if (answer.Shape != solution.Shape)
        {
            return new AnswerComparison.Unfit($"The matrix is {answer.Shape}; expected {solution.Shape}.");
        }

        var count = 0;
        for (var i = 0; i < answer.Entries.Length; i++)
        {
            count += EqualityComparer<T>.Default.Equals(answer.Entries[i], solution.Entries[i]) ? 0 : 1;
        }

        return AnswerComparison.Of(count == 0, string.Create(CultureInfo.InvariantCulture, $"{count} of {answer.Shape.Count} entries {(count == 1 ? "is" : "are")} not right."));
    }

    // The shape belongs to it: 1 2 3 4 in one row is not 1 2; 3 4.
    public override string? Canonical(ExactMatrix<T> answer)
    {
        if (!answer.Field.Equals(entries))
        {
            return null;
        }

        var written = new string[answer.Entries.Length];
        for (var i = 0; i < written.Length; i++)
        {
            written[i] = entries.Format(answer.Entries[i]);
        }

        return $"{answer.Shape}: {string.Join(' ', written)}";
    }

    public override AnswerDescription? Describe(params IReadOnlyList<ExactMatrix<T>> solutions) => AnswerDescription.NameOf(entries) is not { } name ? null
        : solutions.Select(solution => solution.Shape).Distinct().ToList() is [var shape] ? new AnswerDescription.Matrix(name, shape.Rows, shape.Columns)
        : new AnswerDescription.Matrix(name, null, null);
}
