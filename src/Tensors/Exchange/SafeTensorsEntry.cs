using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>What a safetensors file says of one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dtype">The type of its elements.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Begin">Where its bytes begin, counted from the end of the header.</param>
/// <param name="End">Where they end.</param>
public sealed record SafeTensorsEntry(string Name, torch.ScalarType Dtype, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>As the other messages name a tensor: <c>weight: float32[2, 3]</c>.</summary>
    public override string ToString() => $"{Name}: {EntryType.NameOf(Dtype)}{Exchange.TensorName.Of([.. Shape])}";
}
