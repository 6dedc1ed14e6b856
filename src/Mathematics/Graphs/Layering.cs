namespace Adjoint.Graphs;

/// <summary>A graph in levels whose edges lead from each level to the next: a longer edge passes through a waypoint on each level between.</summary>
internal sealed class Layering
{
    private readonly List<Waypoint> points = [];

    /// <param name="sizes">The sides of each vertex: to the left and right of its centre, and from level to level.</param>
    /// <param name="level">The level of each vertex.</param>
    /// <param name="edges">Each from a lower to a higher level.</param>
    /// <param name="waypoint">The sides of the waypoint of an edge on a level.</param>
    public Layering(
        IReadOnlyList<(double Left, double Right, double Thickness)> sizes, IReadOnlyList<int> level, IReadOnlyList<(int From, int To)> edges,
        Func<int, int, (double Left, double Right, double Thickness)> waypoint)
    {
        VertexCount = sizes.Count;
        points.AddRange(sizes.Select((s, v) => new Waypoint(level[v], s.Left, s.Right, s.Thickness)));
        var chains = new List<IReadOnlyList<int>>();
        foreach (var (e, (from, to)) in edges.Index())
        {
            var chain = new List<int> { from };
            for (var l = level[from] + 1; l < level[to]; l++)
            {
                var (left, right, thickness) = waypoint(e, l);
                chain.Add(points.Count);
                points.Add(new Waypoint(l, left, right, thickness));
            }

            chain.Add(to);
            for (var i = 1; i < chain.Count; i++)
            {
                points[chain[i - 1]].Below.Add(chain[i]);
                points[chain[i]].Above.Add(chain[i - 1]);
            }

            chains.Add(chain);
        }

        Chains = chains;
        Levels = [.. Enumerable.Range(0, points.Count == 0 ? 0 : points.Max(p => p.Level) + 1).Select(l => Enumerable.Range(0, points.Count).Where(p => points[p].Level == l).ToArray())];
    }

    /// <summary>The vertices are the first of all points.</summary>
    public int VertexCount { get; }

    /// <summary>The vertices, and then the waypoints.</summary>
    public IReadOnlyList<Waypoint> Points => points;

    /// <summary>For each edge its vertices and waypoints, from level to level.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Chains { get; }

    /// <summary>The points of each level, from left to right.</summary>
    public IReadOnlyList<int[]> Levels { get; }

    public bool IsVertex(int point) => point < VertexCount;

    internal sealed class Waypoint(int level, double left, double right, double thickness)
    {
        public int Level => level;

        public double Left { get; set; } = left;

        /// <summary>Grows where a label needs more room.</summary>
        public double Right { get; set; } = right;

        public double Thickness => thickness;

        public List<int> Above { get; } = [];

        public List<int> Below { get; } = [];
    }
}
