using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>A = U·Σ·Vᴴ for every matrix of a batch, the singular values descending; disposing it disposes the factors.</summary>
/// <param name="S">The singular values, of shape …×min(m, n).</param>
/// <param name="U">U, of shape …×m×m with orthonormal columns; null where vectors were not asked for.</param>
/// <param name="VT">Vᴴ, of shape …×n×n with orthonormal rows; null where vectors were not asked for.</param>
/// <remarks>Each pair uᵢ, vᵢ is fixed up to a common sign (a common phase, for complex matrices), in MathNet as here.</remarks>
public sealed record BatchedSvd(torch.Tensor S, torch.Tensor? U, torch.Tensor? VT) : IDisposable
{
    /// <summary>Disposes the factors.</summary>
    public void Dispose()
    {
        S.Dispose();
        U?.Dispose();
        VT?.Dispose();
    }
}
