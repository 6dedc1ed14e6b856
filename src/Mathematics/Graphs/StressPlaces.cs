namespace Adjoint.Graphs;

/// <summary>Places by stress majorisation, component by component, such that no two vertices overlap.</summary>
internal static class StressPlaces
{
    private const double EdgeLength = 52;
    private const int FewHops = 6;

    /// <summary>The centre of each vertex.</summary>
    public static Point[] Of(DrawnGraph graph)
    {
        var parts = Components.Of(graph.Count, graph.Edges);
        var placed = parts.Select(part => Place(graph, part)).ToList();
        var extents = parts.Select((part, p) => Box.Around(part.Select((v, i) => Reserved(graph, v).Move(placed[p][i]))).Grow(8)).ToList();
        var moves = Components.Pack(extents);
        var result = new Point[graph.Count];
        for (var p = 0; p < parts.Count; p++)
        {
            for (var i = 0; i < parts[p].Count; i++)
            {
                result[parts[p][i]] = placed[p][i] + moves[p];
            }
        }

        return result;
    }

    // What belongs to a vertex: its outline, and its loops, on whatever side they will be.
    private static Box Reserved(DrawnGraph graph, int v) => new(0, 0, graph.Sizes[v].Width + (2 * graph.LoopRoom(v)), graph.Sizes[v].Height + (2 * graph.LoopRoom(v)));

    private static Point[] Place(DrawnGraph graph, IReadOnlyList<int> part)
    {
        var majorisation = new StressMajorisation(Distances(graph, part));
        majorisation.Run();
        var places = Orientation.Upright(majorisation.Places, [.. Within(graph, part).Select(e => (e.From, e.To))]);
        OverlapRemoval.Apply(places, [.. part.Select(v => Reserved(graph, v).Grow(7))]);
        return places;
    }

    // The edges of a component but for loops, their ends numbered within it.
    private static IEnumerable<(int Edge, int From, int To)> Within(DrawnGraph graph, IReadOnlyList<int> part)
    {
        var number = part.Index().ToDictionary(v => v.Item, v => v.Index);
        return graph.Edges.Index().Where(e => e.Item.From != e.Item.To && number.ContainsKey(e.Item.From)).Select(e => (e.Index, number[e.Item.From], number[e.Item.To]));
    }

    // Lengths of shortest paths, where an edge is as long as its ends and its label need.
    private static double[,] Distances(DrawnGraph graph, IReadOnlyList<int> part)
    {
        var neighbours = part.Select(_ => new List<(int To, double Length)>()).ToArray();
        foreach (var (e, from, to) in Within(graph, part))
        {
            var length = EdgeLength + Radius(graph, part[from]) + Radius(graph, part[to]) + (graph.Labels[e] is { } label ? (0.6 * label.Width) + (0.4 * label.Height) : 0);
            neighbours[from].Add((to, length));
            neighbours[to].Add((from, length));
        }

        var distance = new double[part.Count, part.Count];
        for (var source = 0; source < part.Count; source++)
        {
            Cancellation.Poll();
            ShortestPaths(neighbours, source, distance);
        }

        Bend(distance, neighbours);
        for (var i = 0; i < part.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                // Sums taken in different orders differ in their last digits.
                distance[i, j] = distance[j, i];
            }
        }

        return distance;
    }

    // A long path would be a line that nobody can print: past a few hops distances grow with their logarithm only, continuously and with the same slope, and it bends.
    private static void Bend(double[,] distance, List<(int To, double Length)>[] neighbours)
    {
        var few = FewHops * neighbours.SelectMany(n => n).Select(n => n.Length).DefaultIfEmpty(1).Average();
        if (distance.Cast<double>().DefaultIfEmpty(0).Max() <= 2 * few)
        {
            return;
        }

        for (var i = 0; i < distance.GetLength(0); i++)
        {
            for (var j = 0; j < distance.GetLength(1); j++)
            {
                distance[i, j] = distance[i, j] <= few ? distance[i, j] : few * (1 + Math.Log(distance[i, j] / few));
            }
        }
    }

    private static double Radius(DrawnGraph graph, int v) => (graph.Sizes[v].Width + graph.Sizes[v].Height + (2 * graph.LoopRoom(v))) / 4;

    private static void ShortestPaths(List<(int To, double Length)>[] neighbours, int source, double[,] distance)
    {
        var best = new double[neighbours.Length];
        Array.Fill(best, double.PositiveInfinity);
        best[source] = 0;
        var queue = new PriorityQueue<int, double>([(source, 0.0)]);
        while (queue.TryDequeue(out var v, out var length))
        {
            if (length > best[v])
            {
                continue;
            }

            foreach (var (to, step) in neighbours[v])
            {
                if (length + step < best[to])
                {
                    best[to] = length + step;
                    queue.Enqueue(to, best[to]);
                }
            }
        }

        for (var v = 0; v < best.Length; v++)
        {
            distance[source, v] = best[v];
        }
    }
}
