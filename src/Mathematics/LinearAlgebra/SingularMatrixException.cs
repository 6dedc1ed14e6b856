using System.Globalization;

namespace Adjoint.LinearAlgebra;

/// <summary>A square matrix without an inverse was inverted.</summary>
/// <param name="rank">r &lt; n.</param>
/// <param name="size">n.</param>
public sealed class SingularMatrixException(int rank, int size)
    : ArithmeticException(string.Create(CultureInfo.InvariantCulture, $"A is singular: it is {size}×{size} and its rank is {rank}."))
{
    /// <summary>r.</summary>
    public int Rank { get; } = rank;

    /// <summary>n, which the rank would have to be.</summary>
    public int Size { get; } = size;
}
