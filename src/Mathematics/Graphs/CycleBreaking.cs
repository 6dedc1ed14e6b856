namespace Adjoint.Graphs;

/// <summary>Which edges of a directed graph to turn around so that no cycle is left.</summary>
internal static class CycleBreaking
{
    /// <summary>For each edge whether it leads back into the path of a depth-first search, in the order of the vertices and edges; none of an acyclic graph does. Loops stay.</summary>
    public static bool[] Backward(int count, IReadOnlyList<(int From, int To)> edges)
    {
        var backward = new bool[edges.Count];
        var leaving = Leaving(count, edges);
        var (isOpen, isDone) = (new bool[count], new bool[count]);
        foreach (var root in Roots(count, edges))
        {
            var path = new Stack<(int Vertex, int Next)>();
            if (!isDone[root])
            {
                isOpen[root] = true;
                path.Push((root, 0));
            }

            while (path.TryPop(out var top))
            {
                var (vertex, next) = top;
                if (next == leaving[vertex].Count)
                {
                    (isOpen[vertex], isDone[vertex]) = (false, true);
                    continue;
                }

                path.Push((vertex, next + 1));
                var edge = leaving[vertex][next];
                var to = edges[edge].To;
                backward[edge] = isOpen[to] && to != vertex;
                if (!isOpen[to] && !isDone[to])
                {
                    isOpen[to] = true;
                    path.Push((to, 0));
                }
            }
        }

        return backward;
    }

    /// <summary>The vertices of a cycle, in its direction, or null where there is none; a loop is one.</summary>
    public static IReadOnlyList<int>? Cycle(int count, IReadOnlyList<(int From, int To)> edges)
    {
        var backward = Backward(count, edges);
        for (var e = 0; e < edges.Count; e++)
        {
            if (edges[e].From == edges[e].To)
            {
                return [edges[e].From];
            }

            if (backward[e])
            {
                return ShortestPath(count, edges, edges[e].To, edges[e].From);
            }
        }

        return null;
    }

    /// <summary>For each vertex the edges that leave it.</summary>
    public static List<int>[] Leaving(int count, IReadOnlyList<(int From, int To)> edges)
    {
        var leaving = new List<int>[count];
        for (var v = 0; v < count; v++)
        {
            leaving[v] = [];
        }

        for (var e = 0; e < edges.Count; e++)
        {
            leaving[edges[e].From].Add(e);
        }

        return leaving;
    }

    // Sources first, so that a cycle behind one is entered where the reader enters it.
    private static IEnumerable<int> Roots(int count, IReadOnlyList<(int From, int To)> edges)
    {
        var entered = edges.Where(e => e.From != e.To).Select(e => e.To).ToHashSet();
        return Enumerable.Range(0, count).Where(v => !entered.Contains(v)).Concat(Enumerable.Range(0, count).Where(entered.Contains));
    }

    private static List<int> ShortestPath(int count, IReadOnlyList<(int From, int To)> edges, int from, int to)
    {
        var leaving = Leaving(count, edges);
        var before = new int[count];
        Array.Fill(before, -1);
        before[from] = from;
        var queue = new Queue<int>([from]);
        while (before[to] < 0)
        {
            var vertex = queue.Dequeue();
            foreach (var next in leaving[vertex].Select(e => edges[e].To).Where(next => before[next] < 0))
            {
                before[next] = vertex;
                queue.Enqueue(next);
            }
        }

        var path = new List<int> { to };
        while (path[^1] != from)
        {
            path.Add(before[path[^1]]);
        }

        path.Reverse();
        return path;
    }
}
