namespace Adjoint.Graphs;

/// <summary>Where the edges of a layered drawing lead.</summary>
public enum FlowDirection
{
    /// <summary>From above to below.</summary>
    Down,

    /// <summary>From the left to the right.</summary>
    Right,

    /// <summary>From below to above, as orders are drawn.</summary>
    Up,
}
