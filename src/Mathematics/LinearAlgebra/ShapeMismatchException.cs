namespace Adjoint.LinearAlgebra;

/// <summary>Two shapes that an operation needs to agree do not.</summary>
/// <remarks>The message is built from the facts; callers never write one.</remarks>
/// <param name="operation">The operation in the field's own notation: <c>A·B</c>.</param>
/// <param name="left">Shape of the left operand.</param>
/// <param name="right">Shape of the right operand.</param>
/// <param name="requirement">What was needed.</param>
public sealed class ShapeMismatchException(string operation, Shape left, Shape right, string requirement)
    : ArgumentException($"{operation}: {left} and {right} do not fit; {requirement}.")
{
    /// <summary>The operation that failed, in the field's own notation: <c>A·B</c>, <c>A + B</c>.</summary>
    public string Operation { get; } = operation;

    /// <summary>Shape of the left operand, as passed.</summary>
    public Shape Left { get; } = left;

    /// <summary>Shape of the right operand, as passed.</summary>
    public Shape Right { get; } = right;
}
