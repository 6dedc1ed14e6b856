using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>A = L·Lᴴ for every matrix of a batch; disposing it disposes the factor.</summary>
/// <param name="Factor">L, of shape …×n×n, lower triangular with a positive diagonal.</param>
public sealed record BatchedCholesky(torch.Tensor Factor) : IDisposable
{
    /// <summary>Disposes the factor.</summary>
    public void Dispose() => Factor.Dispose();
}
