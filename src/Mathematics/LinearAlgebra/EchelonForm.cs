using Adjoint.Notation;

namespace Adjoint.LinearAlgebra;

/// <summary>The reduced row echelon form R of a matrix: zero rows last, each other row starts with a 1, its pivot, right of the one above and alone in its column.</summary>
/// <remarks>R is unique. It shows as the matrix R.</remarks>
public sealed class EchelonForm<T> : IHasNotation
{
    internal EchelonForm(ExactMatrix<T> matrix, IReadOnlyList<int> pivots) => (Matrix, Pivots) = (matrix, pivots);

    /// <summary>R : m×n.</summary>
    public ExactMatrix<T> Matrix { get; }

    /// <summary>The pivot columns, ascending; the i-th pivot is in row i. Columns count from 0.</summary>
    public IReadOnlyList<int> Pivots { get; }

    /// <summary>r, the number of pivots.</summary>
    public int Rank => Pivots.Count;

    /// <inheritdoc/>
    public Node Describe(NotationOptions options) => Matrix.Describe(options);

    /// <summary>R as text.</summary>
    public override string ToString() => Matrix.ToString();
}
