namespace Adjoint.Drawing;

/// <summary>One connected line on which a function has the value <paramref name="Level"/>; closed where its last vertex is its first.</summary>
/// <param name="Level">The value.</param>
/// <param name="Vertices">The points (x, y), in order.</param>
public sealed record ContourLine(double Level, IReadOnlyList<(double X, double Y)> Vertices);
