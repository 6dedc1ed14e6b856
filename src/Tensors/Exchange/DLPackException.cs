namespace Adjoint.Tensors;

/// <summary>What a DLPack pointer describes cannot become a tensor.</summary>
/// <param name="reason">Why, in half a sentence.</param>
public sealed class DLPackException(string reason) : NotSupportedException($"The DLPack tensor cannot be imported: {reason}.")
{
    /// <summary>Why.</summary>
    public string Reason { get; } = reason;
}
