using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>A·V = V·D for every matrix of a batch; disposing it disposes the factors.</summary>
/// <param name="EigenValues">The eigenvalues, of shape …×n.</param>
/// <param name="EigenVectors">V, of shape …×n×n; its columns have length 1.</param>
/// <param name="IsSymmetric">Whether every matrix was taken as symmetric (Hermitian); then V is orthogonal (unitary) and the eigenvalues ascend.</param>
public sealed record BatchedEvd(torch.Tensor EigenValues, torch.Tensor EigenVectors, bool IsSymmetric) : IDisposable
{
    /// <summary>Disposes the factors.</summary>
    public void Dispose()
    {
        EigenValues.Dispose();
        EigenVectors.Dispose();
    }
}
