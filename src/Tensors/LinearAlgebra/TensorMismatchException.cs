using Adjoint.Tensors.Exchange;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Two tensors that an operation needs to agree do not.</summary>
/// <param name="operation">The operation in the field's own notation: <c>A·x = b</c>.</param>
/// <param name="left">The left operand; only its facts are kept.</param>
/// <param name="right">The right operand; only its facts are kept.</param>
/// <param name="requirement">What was needed.</param>
public sealed class TensorMismatchException(string operation, torch.Tensor left, torch.Tensor right, string requirement)
    : ArgumentException($"{operation}: {TensorName.Of(left)} and {TensorName.Of(right)} do not fit; {requirement}.")
{
    /// <summary>The operation that failed.</summary>
    public string Operation { get; } = operation;

    /// <summary>What was needed.</summary>
    public string Requirement { get; } = requirement;
}
