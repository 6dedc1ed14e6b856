namespace Adjoint.Tensors.Loading;

/// <summary>TorchSharp's native libraries cannot be loaded.</summary>
/// <param name="why">What is missing or wrong, as a sentence.</param>
public sealed class TorchUnavailableException(string why) : Exception($"Tensors cannot be used: {why} #!torch doctor has the details, and #!torch doctor --fix mends what can be mended.");
