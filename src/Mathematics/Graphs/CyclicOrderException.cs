namespace Adjoint.Graphs;

/// <summary>A relation that should be an order leads from an element over others back to it.</summary>
public sealed class CyclicOrderException(IReadOnlyList<string> cycle)
    : ArgumentException($"An order has no cycle, and this relation has {string.Join(" ≤ ", cycle.Append(cycle[0]).Select(Shorten))}.")
{
    /// <summary>The elements of the cycle, each below the next and the last below the first.</summary>
    public IReadOnlyList<string> Cycle { get; } = cycle;

    private static string Shorten(string name) => name.Length <= 40 ? name : name[..39] + "…";
}
