namespace Adjoint.Graphs;

/// <summary>The outline of a vertex.</summary>
public enum VertexShape
{
    /// <summary>A rectangle with round corners.</summary>
    Box,

    /// <summary>An ellipse; a circle around a short label.</summary>
    Ellipse,

    /// <summary>The label alone.</summary>
    Plain,
}
