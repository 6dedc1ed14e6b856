using Adjoint.Notation;

namespace Adjoint.Graphs;

/// <summary>A diagram with a place for everything.</summary>
/// <param name="Vertices">The outline of each vertex.</param>
/// <param name="Shapes">The shape of each vertex.</param>
/// <param name="Edges">The course of each edge, from where it begins to where it ends.</param>
/// <param name="Labels">The place of the label of each edge; none for an edge without label.</param>
/// <param name="Levels">The labels beside levels.</param>
/// <param name="Extent">What holds all this.</param>
internal sealed record DiagramDrawing(
    IReadOnlyList<Box> Vertices,
    IReadOnlyList<VertexShape> Shapes,
    IReadOnlyList<EdgeCurve> Edges,
    IReadOnlyList<Box?> Labels,
    IReadOnlyList<(Node Label, Box Box)> Levels,
    Box Extent)
{
    public static DiagramDrawing Of(Diagram diagram)
    {
        if (diagram.Vertices.Count > Diagram.MostVertices || diagram.Edges.Count > Diagram.MostEdges)
        {
            throw new NotSupportedException(
                $"A picture shows at most {Diagram.MostVertices} vertices and {Diagram.MostEdges} edges, and this diagram has {diagram.Vertices.Count} and {diagram.Edges.Count}.");
        }

        var graph = DrawnGraph.Of(diagram);
        return graph.Layout switch
        {
            DiagramLayout.Layered => LayeredDrawing.Draw(graph),
            DiagramLayout.Circular => StraightDrawing.Draw(graph, CircularPlaces.Of(graph)),
            _ => StraightDrawing.Draw(graph, StressPlaces.Of(graph)),
        };
    }
}
