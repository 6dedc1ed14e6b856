using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>det A = sign·exp(log|det A|) for every matrix of a batch; disposing it disposes both.</summary>
/// <param name="Sign">−1, 0 or 1, or a complex number of modulus 1 or 0; of the batch's shape.</param>
/// <param name="LogAbs">log|det A|, −∞ for a singular matrix; of the batch's shape.</param>
public sealed record SignedLogDeterminant(torch.Tensor Sign, torch.Tensor LogAbs) : IDisposable
{
    /// <summary>Disposes both.</summary>
    public void Dispose()
    {
        Sign.Dispose();
        LogAbs.Dispose();
    }
}
