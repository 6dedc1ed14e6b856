using System.Globalization;

namespace Adjoint.Tensors;

/// <summary>An operation of linear algebra has no result for one matrix of a batch.</summary>
/// <param name="operation">The operation: <c>Cholesky</c>.</param>
/// <param name="index">Where the matrix is in the batch; empty where there is only one matrix.</param>
/// <param name="reason">Why: <c>is singular</c>.</param>
public sealed class MatrixOfBatchException(string operation, IReadOnlyList<long> index, string reason) : ArithmeticException(
    index.Count == 0
        ? $"{operation}: the matrix {reason}."
        : $"{operation}: matrix [{string.Join(", ", index.Select(i => i.ToString(CultureInfo.InvariantCulture)))}] of the batch {reason}.")
{
    /// <summary>The operation.</summary>
    public string Operation { get; } = operation;

    /// <summary>Where the matrix is in the batch, counted from 0; empty where there is only one matrix.</summary>
    public IReadOnlyList<long> Index { get; } = index;
}
