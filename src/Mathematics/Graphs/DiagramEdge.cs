using Adjoint.Notation;

namespace Adjoint.Graphs;

/// <summary>An edge of a diagram.</summary>
/// <param name="From">The id of the vertex where it begins.</param>
/// <param name="To">The id of the vertex where it ends; a loop ends where it begins.</param>
/// <param name="IsDirected">Whether it is an arrow.</param>
/// <param name="Label">What is written beside it, if anything.</param>
public sealed record DiagramEdge(string From, string To, bool IsDirected, Node? Label)
{
    /// <summary>Whether it stands out.</summary>
    public bool IsHighlighted { get; init; }
}
