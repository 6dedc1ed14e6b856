namespace Adjoint.Graphs;

/// <summary>Levels of an acyclic graph: each edge leads to a higher level.</summary>
internal static class LevelAssignment
{
    private const int MostPasses = 50;

    /// <summary>The length of the longest path to each vertex, from 0 on.</summary>
    public static int[] Longest(int count, IReadOnlyList<(int From, int To)> edges)
    {
        var level = new int[count];
        foreach (var v in TopologicalOrder(count, edges, CycleBreaking.Leaving(count, edges)))
        {
            foreach (var e in v.Leaving)
            {
                level[edges[e].To] = Math.Max(level[edges[e].To], level[v.Vertex] + 1);
            }
        }

        return level;
    }

    /// <summary>Levels in which the edges are shorter: each vertex in turn moves, as far as its edges leave it room, to the side on which it has more of them.</summary>
    /// <remarks>A local search for the optimum of Gansner, Koutsofios, North and Vo, <i>A technique for drawing directed graphs</i>, IEEE Trans. Software Eng. 19 (1993), §2.</remarks>
    public static int[] Short(int count, IReadOnlyList<(int From, int To)> edges)
    {
        var level = Longest(count, edges);
        var (leaving, entering) = (CycleBreaking.Leaving(count, edges), CycleBreaking.Leaving(count, [.. edges.Select(e => (e.To, e.From))]));
        var order = TopologicalOrder(count, edges, leaving).Select(v => v.Vertex).Reverse().ToList();
        var moved = true;
        for (var pass = 0; moved && pass < MostPasses; pass++)
        {
            moved = false;
            foreach (var v in order)
            {
                var pull = leaving[v].Count - entering[v].Count;
                var goal = pull > 0 ? leaving[v].Min(e => level[edges[e].To]) - 1 : pull < 0 ? entering[v].Max(e => level[edges[e].From]) + 1 : level[v];
                moved |= goal != level[v];
                level[v] = goal;
            }
        }

        var lowest = level.DefaultIfEmpty(0).Min();
        return [.. level.Select(l => l - lowest)];
    }

    private static List<(int Vertex, List<int> Leaving)> TopologicalOrder(int count, IReadOnlyList<(int From, int To)> edges, List<int>[] leaving)
    {
        var missing = new int[count];
        foreach (var (_, to) in edges)
        {
            missing[to]++;
        }

        var order = new List<(int, List<int>)>();
        var ready = new Queue<int>(Enumerable.Range(0, count).Where(v => missing[v] == 0));
        while (ready.TryDequeue(out var v))
        {
            order.Add((v, leaving[v]));
            foreach (var to in leaving[v].Select(e => edges[e].To))
            {
                if (--missing[to] == 0)
                {
                    ready.Enqueue(to);
                }
            }
        }

        return order;
    }
}
