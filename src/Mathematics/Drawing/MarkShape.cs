namespace Adjoint.Drawing;

/// <summary>How the vertices of a <see cref="FigureMark"/> are drawn.</summary>
public enum MarkShape
{
    /// <summary>A line from vertex to vertex, interrupted at every vertex that is not finite.</summary>
    Curve,

    /// <summary>A marker at each vertex.</summary>
    Points,

    /// <summary>An arrow from the first vertex to the second.</summary>
    Arrow,

    /// <summary>A closed line, its inside tinted.</summary>
    Polygon,

    /// <summary>The label, written at the only vertex.</summary>
    Text,
}
