using Adjoint.Notation;

namespace Adjoint.Graphs;

/// <summary>A vertex of a diagram.</summary>
/// <param name="Id">Its name in edges.</param>
/// <param name="Label">What is written at it.</param>
public sealed record DiagramVertex(string Id, Node Label)
{
    /// <summary>Its outline; null for the one that the diagram gives to all.</summary>
    public VertexShape? Shape { get; init; }

    /// <summary>Whether it stands out.</summary>
    public bool IsHighlighted { get; init; }

    /// <summary>Its level in a layered drawing, from 0 on in the direction of the edges; null where the drawing chooses.</summary>
    public int? Level { get; init; }

    // Made by an edge that named it; a later Vertex may still say more.
    internal bool IsImplied { get; init; }
}
