namespace Adjoint.LinearAlgebra;

/// <summary>An operation on square matrices was asked of another.</summary>
/// <param name="operation">The operation in the field's own notation: <c>det A</c>.</param>
/// <param name="shape">Shape of the matrix.</param>
public sealed class NotSquareException(string operation, Shape shape) : ArgumentException($"{operation} needs a square matrix, and A is {shape}.")
{
    /// <summary>The operation that failed: <c>det A</c>, <c>A⁻¹</c>, <c>tr A</c>.</summary>
    public string Operation { get; } = operation;

    /// <summary>m×n with m ≠ n.</summary>
    public Shape Shape { get; } = shape;
}
