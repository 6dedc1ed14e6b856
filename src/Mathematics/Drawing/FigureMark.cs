namespace Adjoint.Drawing;

/// <summary>One thing drawn in a <see cref="Figure"/>. Marks with the same label look the same and share one line of the legend.</summary>
/// <param name="Shape">How the vertices are drawn.</param>
/// <param name="Label">What the legend calls it; empty for nothing.</param>
/// <param name="Vertices">The coordinates (x, y), in the order of drawing; one that is not finite is a gap.</param>
public record FigureMark(MarkShape Shape, string Label, IReadOnlyList<(double X, double Y)> Vertices)
{
    /// <summary>The vertices that decide what part of the plane is shown: all, but for a function that has a pole.</summary>
    internal IReadOnlyList<(double X, double Y)> Framed { get; init; } = Vertices;

    /// <summary>The vertices that a logarithmic axis has to have a place for.</summary>
    internal virtual IEnumerable<(double X, double Y)> Placed => Vertices;

    /// <summary>The rectangle that is filled to its sides, so that the frame needs no margin there; null for what is not filled.</summary>
    internal virtual ((double From, double To) X, (double From, double To) Y)? Filled => null;

    /// <summary>The least and the largest finite value that is shown by a colour; null for none.</summary>
    internal virtual (double Low, double High)? Values => null;

    /// <summary>Whether both coordinates are numbers that can be drawn.</summary>
    internal static bool IsFinite((double X, double Y) vertex) => double.IsFinite(vertex.X) && double.IsFinite(vertex.Y);
}
