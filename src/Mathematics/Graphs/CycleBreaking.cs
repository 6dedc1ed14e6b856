namespace Adjoint.Graphs;

/// <summary>Cycles of a directed graph: finding one, and which edges to turn around so that none is left.</summary>
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

    /// <summary>For each edge whether to turn it around; of an acyclic graph none, and else at most half of all. Loops stay.</summary>
    /// <remarks>
    /// The vertices are lined up: sinks at the end, sources at the beginning, then again and again the vertex with the most edges leaving over those entering; edges back in this
    /// line are turned. Eades, Lin and Smyth, <i>A fast and effective heuristic for the feedback arc set problem</i>, Information Processing Letters 47 (1993).
    /// </remarks>
    public static bool[] Feedback(int count, IReadOnlyList<(int From, int To)> edges)
    {
        var (leaving, entering) = (Leaving(count, edges), Leaving(count, [.. edges.Select(e => (e.To, e.From))]));
        var (outs, ins) = (new int[count], new int[count]);
        foreach (var (from, to) in edges.Where(e => e.From != e.To))
        {
            outs[from]++;
            ins[to]++;
        }

        var place = new int[count];
        var (first, last) = (0, count - 1);
        var left = Enumerable.Range(0, count).ToList();
        while (left.Count > 0)
        {
            Cancellation.Poll();
            var v = left.FindIndex(u => outs[u] == 0) is >= 0 and var sink ? left[sink] : left.FindIndex(u => ins[u] == 0) is >= 0 and var source ? left[source] : left.MaxBy(u => outs[u] - ins[u]);
            place[v] = outs[v] == 0 ? last-- : first++;
            left.Remove(v);
            leaving[v].ForEach(e => ins[edges[e].To]--);
            entering[v].ForEach(e => outs[edges[e].From]--);
        }

        return [.. edges.Select(e => place[e.From] > place[e.To])];
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
