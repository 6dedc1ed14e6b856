namespace Adjoint.Graphs;

/// <summary>The order that a relation generates, on the elements 0, 1, …, n − 1.</summary>
internal static class PartialOrder
{
    /// <summary>The covers: pairs a &lt; b with nothing between, the transitive reduction of the relation.</summary>
    /// <remarks>Aho, Garey and Ullman, <i>The transitive reduction of a directed graph</i>, SIAM J. Computing 1 (1972). Sets of elements are bits in words.</remarks>
    /// <param name="count">n.</param>
    /// <param name="pairs">a ≤ b; pairs a ≤ a say nothing.</param>
    /// <param name="name">The name of an element, for the message about a cycle.</param>
    /// <exception cref="CyclicOrderException">The relation has a cycle of different elements.</exception>
    public static List<(int Lower, int Upper)> Covers(int count, IEnumerable<(int Lower, int Upper)> pairs, Func<int, string> name)
    {
        var edges = pairs.Where(p => p.Lower != p.Upper).Distinct().ToList();
        if (CycleBreaking.Cycle(count, edges) is { } cycle)
        {
            throw new CyclicOrderException([.. cycle.Select(name)]);
        }

        // From above: what is above an element is above each below it. Nearer ones come first, so that a pair that others imply is known when its turn comes.
        var level = LevelAssignment.Longest(count, edges);
        var above = edges.ToLookup(e => e.Lower, e => e.Upper);
        var (words, reach, covers) = ((count + 63) / 64, new ulong[count][], new List<(int, int)>());
        foreach (var a in Enumerable.Range(0, count).OrderByDescending(v => level[v]))
        {
            Cancellation.Poll();
            var set = reach[a] = new ulong[words];
            foreach (var b in above[a].OrderBy(b => level[b]))
            {
                if ((set[b >> 6] >> (b & 63) & 1) != 0)
                {
                    continue;
                }

                covers.Add((a, b));
                set[b >> 6] |= 1UL << (b & 63);
                for (var w = 0; w < words; w++)
                {
                    set[w] |= reach[b][w];
                }
            }
        }

        covers.Sort();
        return covers;
    }
}
