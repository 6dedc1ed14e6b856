using System.Collections.Immutable;
using Adjoint.Notation;

namespace Adjoint.Graphs;

/// <summary>What a diagram says about its drawing as a whole.</summary>
internal sealed record DiagramFormat
{
    /// <summary>Null for the one that suits the graph.</summary>
    public DiagramLayout? Layout { get; init; }

    public FlowDirection Direction { get; init; }

    /// <summary>Null for the one that suits the layout.</summary>
    public VertexShape? Shape { get; init; }

    public string Title { get; init; } = "";

    /// <summary>The inner circles.</summary>
    public ImmutableArray<ImmutableArray<string>> Rings { get; init; } = [];

    /// <summary>The labels beside the levels, from level 0 on; empty for none.</summary>
    public ImmutableArray<Node> LevelLabels { get; init; } = [];

    /// <summary>Whether the edges are the covers of an order.</summary>
    public bool IsOrder { get; init; }
}
