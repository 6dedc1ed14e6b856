namespace Adjoint.Drawing;

/// <summary>A number that has no logarithm was to be drawn on a logarithmic axis.</summary>
/// <remarks>The message is built from the facts; callers never write one.</remarks>
public sealed class LogarithmicAxisException(string axis, string mark, (double X, double Y) vertex)
    : ArgumentException(FormattableString.Invariant($"The logarithmic {axis}-axis needs positive numbers, and {mark} has the point ({vertex.X:G6}, {vertex.Y:G6})."))
{
    /// <summary><c>x</c> or <c>y</c>.</summary>
    public string Axis { get; } = axis;

    /// <summary>The point (x, y) that cannot be drawn.</summary>
    public (double X, double Y) Vertex { get; } = vertex;
}
