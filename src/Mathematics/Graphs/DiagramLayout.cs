namespace Adjoint.Graphs;

/// <summary>How the vertices of a diagram are placed.</summary>
public enum DiagramLayout
{
    /// <summary>In layers, such that edges lead from layer to layer.</summary>
    Layered,

    /// <summary>With distances in the plane as near as possible to those in the graph.</summary>
    Stress,

    /// <summary>On circles about one centre.</summary>
    Circular,
}
