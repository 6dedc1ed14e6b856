using System.Globalization;
using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>A subspace of Fⁿ, given by vectors that span it, one in each row; compared by reduced row echelon forms.</summary>
internal sealed class SubspaceKind<T>(IField<T> scalars, int dimension) : AnswerKind<Subspace<T>>
{
    // Reduction takes the number of vectors times n² operations.
    private const int MostVectors = 100;

    public override string Syntax => string.Create(CultureInfo.InvariantCulture, $"vectors over {scalars} that span it, {dimension} numbers each and ; between them, such as {Example}; or 0");

    private string Example => string.Join("; ", Enumerable.Range(0, Math.Min(2, dimension)).Select(i => string.Join(' ', Enumerable.Range(0, dimension).Select(j => i == j ? "1" : "0"))));

    public override Subspace<T> Read(string text)
    {
        if (text.Trim() is "0" or "{0}")
        {
            return ExactMatrix.Zero(scalars, dimension, 1).ColumnSpace();
        }

        ExactText.Require(text);
        var vectors = ExactMatrix.Parse(text, scalars);
        if (vectors.Shape.Columns != dimension)
        {
            throw new NotationParseException(text, 0, string.Create(CultureInfo.InvariantCulture, $"The vectors have {vectors.Shape.Columns} entries"), string.Create(CultureInfo.InvariantCulture, $"vectors with {dimension}"));
        }

        return vectors.Shape.Rows <= MostVectors
            ? vectors.Transpose().ColumnSpace()
            : throw new NotationParseException(text, 0, string.Create(CultureInfo.InvariantCulture, $"There are {vectors.Shape.Rows} vectors"), string.Create(CultureInfo.InvariantCulture, $"at most {MostVectors}"));
    }

    public override string Write(Subspace<T> answer) => answer.Dimension == 0 ? "0" : answer.Basis.Transpose().ToString();

    public override Node Describe(Subspace<T> answer, NotationOptions options) => answer.Describe(options);

    public override AnswerComparison Compare(Subspace<T> answer, Subspace<T> solution)
    {
        if (!answer.Basis.Field.Equals(solution.Basis.Field) || answer.AmbientDimension != solution.AmbientDimension)
        {
            return new AnswerComparison.Unfit(string.Create(
                CultureInfo.InvariantCulture,
                $"The subspace lies in {answer.Basis.Field}^{answer.AmbientDimension}; expected one of {solution.Basis.Field}^{solution.AmbientDimension}."));
        }

        // A vector of the answer outside of the right subspace proves that they differ, and gives nothing away.
        for (var i = 0; i < answer.Dimension; i++)
        {
            if (answer[i] is var v && !solution.Contains(v))
            {
                return new AnswerComparison.Different(
                    "Your subspace is not contained in the right one.",
                    new($"Your subspace contains {v}, and the right one does not", () => answer.Contains(v) && !solution.Contains(v)));
            }
        }

        return AnswerComparison.Of(answer.Dimension == solution.Dimension, "Every vector of your subspace is right, but some are missing.");
    }

    // The reduced row echelon form of vectors that span a subspace is the same whatever the vectors.
    public override string? Canonical(Subspace<T> answer) => answer.Dimension == 0 ? "0" : new MatrixKind<T>(scalars).Canonical(answer.Basis.Transpose().RowReduce().Matrix);

    public override AnswerDescription? Describe(params IReadOnlyList<Subspace<T>> solutions) => AnswerDescription.NameOf(scalars) is { } name ? new AnswerDescription.Subspace(name, dimension) : null;
}
