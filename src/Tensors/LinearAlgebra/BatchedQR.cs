using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>A = Q·R for every matrix of a batch; disposing it disposes the factors.</summary>
/// <param name="Q">Q with orthonormal columns.</param>
/// <param name="R">R, upper triangular.</param>
public sealed record BatchedQR(torch.Tensor Q, torch.Tensor R) : IDisposable
{
    /// <summary>Disposes the factors.</summary>
    public void Dispose()
    {
        Q.Dispose();
        R.Dispose();
    }
}
