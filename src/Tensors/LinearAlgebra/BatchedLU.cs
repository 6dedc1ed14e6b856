using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>P·A = L·U for every matrix of a batch; disposing it disposes the factors.</summary>
/// <param name="L">L, of shape …×n×n, lower triangular with ones on the diagonal.</param>
/// <param name="U">U, of shape …×n×n, upper triangular.</param>
/// <param name="P">The permutation, of shape …×n and type int64: row i of A is row P[i] of L·U, as in MathNet's <c>Permutation</c>.</param>
public sealed record BatchedLU(torch.Tensor L, torch.Tensor U, torch.Tensor P) : IDisposable
{
    /// <summary>Disposes the factors.</summary>
    public void Dispose()
    {
        L.Dispose();
        U.Dispose();
        P.Dispose();
    }
}
