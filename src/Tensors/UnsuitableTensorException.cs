using Adjoint.Tensors.Exchange;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>A tensor has the wrong rank, type of elements, layout or device for what was asked, or was disposed.</summary>
/// <param name="operation">What was asked: <c>ToMatrix&lt;double&gt;</c>.</param>
/// <param name="requirement">What it needs, with article: <c>a tensor of rank 2</c>.</param>
/// <param name="tensor">The tensor; only its facts are kept.</param>
public sealed class UnsuitableTensorException(string operation, string requirement, torch.Tensor tensor)
    : ArgumentException($"{operation} needs {requirement}, and this one is {TensorName.Of(tensor)}.")
{
    /// <summary>What was asked.</summary>
    public string Operation { get; } = operation;

    /// <summary>What it needs.</summary>
    public string Requirement { get; } = requirement;
}
