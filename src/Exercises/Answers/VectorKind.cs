using System.Globalization;
using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>A vector of Fⁿ, as a column; typed as a row or a column.</summary>
internal sealed class VectorKind<T>(IField<T> scalars, int n) : AnswerKind<ExactMatrix<T>>
{
    private readonly MatrixKind<T> matrix = new(scalars);

    public override string Syntax => string.Create(CultureInfo.InvariantCulture, $"{n} numbers of {scalars}, such as {string.Join(", ", Enumerable.Range(1, n).Select(i => scalars.Format(scalars.FromInteger(i))))}");

    public override ExactMatrix<T> Read(string text)
    {
        var read = matrix.Read(text);
        return read.Shape == new Shape(n, 1) ? read
            : read.Shape == new Shape(1, n) ? read.Transpose()
            : throw new NotationParseException(text, 0, $"This is a matrix with {read.Shape} entries", Syntax);
    }

    public override string Write(ExactMatrix<T> answer) => answer.Transpose().ToString();

    public override Node Describe(ExactMatrix<T> answer, NotationOptions options) => answer.Describe(options);

    public override string? Refuse(ExactMatrix<T> answer) => answer.Shape == new Shape(n, 1) && answer.Field.Equals(scalars)
        ? null
        : $"The answer is {answer.Shape} over {answer.Field}; expected a column of {Syntax}.";

    public override AnswerComparison Compare(ExactMatrix<T> answer, ExactMatrix<T> solution) => matrix.Compare(answer, solution);

    public override string? Canonical(ExactMatrix<T> answer) => matrix.Canonical(answer);

    public override AnswerDescription? Describe(params IReadOnlyList<ExactMatrix<T>> solutions) => AnswerDescription.NameOf(scalars) is { } name ? new AnswerDescription.Vector(name, n) : null;
}
