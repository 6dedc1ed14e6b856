namespace Adjoint.Drawing;

/// <summary>One thing drawn in a <see cref="Figure"/>. Marks with the same label look the same and share one line of the legend.</summary>
/// <param name="Shape">How the vertices are drawn.</param>
/// <param name="Label">What the legend calls it; empty for nothing.</param>
/// <param name="Vertices">The coordinates (x, y), in the order of drawing; one that is not finite is a gap.</param>
public sealed record FigureMark(MarkShape Shape, string Label, IReadOnlyList<(double X, double Y)> Vertices)
{
    /// <summary>The vertices that decide what part of the plane is shown: all, but for a function that has a pole.</summary>
    internal IReadOnlyList<(double X, double Y)> Framed { get; init; } = Vertices;

    /// <summary>Whether both coordinates are numbers that can be drawn.</summary>
    internal static bool IsFinite((double X, double Y) vertex) => double.IsFinite(vertex.X) && double.IsFinite(vertex.Y);
}
