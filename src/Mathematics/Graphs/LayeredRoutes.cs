namespace Adjoint.Graphs;

/// <summary>The courses of the edges of a placed layering: straight where nothing is in the way, else smooth through the waypoints, and never through a vertex.</summary>
internal sealed class LayeredRoutes
{
    private const double Clearance = 5;
    private const double ArcHeight = 15;

    private readonly Layering layering;
    private readonly double[] x;
    private readonly double[] y;
    private readonly IReadOnlyList<VertexShape> shapes;
    private readonly Box[] boxes;
    private readonly int[] position;
    private readonly double[] thickness;

    /// <param name="layering">Ordered levels.</param>
    /// <param name="x">The places along the levels; waypoints of edges that become straight are moved.</param>
    /// <param name="y">The places across the levels.</param>
    /// <param name="shapes">The outline of each vertex.</param>
    /// <param name="sizes">The size of each outline.</param>
    public LayeredRoutes(Layering layering, double[] x, double[] y, IReadOnlyList<VertexShape> shapes, IReadOnlyList<(double Width, double Height)> sizes)
    {
        (this.layering, this.x, this.y, this.shapes) = (layering, x, y, shapes);
        boxes = [.. sizes.Select((s, v) => new Box(x[v], y[v], s.Width, s.Height))];
        position = new int[x.Length];
        foreach (var level in layering.Levels)
        {
            for (var i = 0; i < level.Length; i++)
            {
                position[level[i]] = i;
            }
        }

        thickness = [.. layering.Levels.Select(level => level.Max(p => layering.Points[p].Thickness))];
    }

    /// <summary>The course of each edge, from the lower to the higher level.</summary>
    public EdgeCurve[] Curves()
    {
        var curves = new EdgeCurve[layering.Chains.Count];
        var parallel = layering.Chains.Index().Where(c => c.Item.Count == 2).GroupBy(c => (c.Item[0], c.Item[1])).Where(g => g.Count() > 1);
        foreach (var group in parallel)
        {
            foreach (var (i, (e, chain)) in group.Index())
            {
                curves[e] = Smooth(chain, (2 * ArcHeight * i) - (ArcHeight * (group.Count() - 1)));
            }
        }

        Tighten();
        for (var e = 0; e < curves.Length; e++)
        {
            curves[e] ??= Straight(layering.Chains[e]) ?? Smooth(layering.Chains[e]);
        }

        return curves;
    }

    // Pulls each edge taut between its ends, as far as the neighbours of its waypoints leave room.
    private void Tighten()
    {
        for (var pass = 0; pass < 12; pass++)
        {
            foreach (var chain in layering.Chains)
            {
                for (var i = 1; i < chain.Count - 1; i++)
                {
                    var (a, p, b) = (chain[i - 1], chain[i], chain[i + 1]);
                    var (least, most) = Room(p);
                    var goal = x[a] + ((x[b] - x[a]) * (y[p] - y[a]) / (y[b] - y[a]));
                    x[p] = least + Clearance > most - Clearance ? x[p] : Math.Clamp(goal, least + Clearance, most - Clearance);
                }
            }
        }
    }

    private Point Border(int v, Point towards) => DrawnGraph.Border(shapes[v], boxes[v], towards);

    private EdgeCurve? Straight(IReadOnlyList<int> chain)
    {
        var (a, b) = (chain[0], chain[^1]);
        var slope = (x[b] - x[a]) / (y[b] - y[a]);
        var (first, last) = (layering.Points[a].Level, layering.Points[b].Level);
        for (var i = 1; i < chain.Count - 1; i++)
        {
            // Between its neighbours, so that no further edge is crossed.
            var (least, most) = Room(chain[i]);
            var at = x[a] + (slope * (y[chain[i]] - y[a]));
            var drift = Math.Abs(slope) * thickness[layering.Points[chain[i]].Level] / 2;
            if (at - drift < least || at + drift > most)
            {
                return null;
            }
        }

        for (var level = first; level <= last; level++)
        {
            foreach (var v in layering.Levels[level])
            {
                if (layering.IsVertex(v) && v != a && v != b && boxes[v].Grow(Clearance).Meets(boxes[a].Centre, boxes[b].Centre))
                {
                    return null;
                }
            }
        }

        for (var i = 1; i < chain.Count - 1; i++)
        {
            x[chain[i]] = x[a] + (slope * (y[chain[i]] - y[a]));
        }

        return EdgeCurve.Straight(Border(a, boxes[b].Centre), Border(b, boxes[a].Centre));
    }

    // From where to where a point may move along its level without coming near its neighbours.
    private (double Least, double Most) Room(int p)
    {
        var level = layering.Levels[layering.Points[p].Level];
        var (i, here) = (position[p], layering.Points[p]);
        return (
            i == 0 ? double.NegativeInfinity : x[level[i - 1]] + layering.Points[level[i - 1]].Right + here.Left,
            i == level.Length - 1 ? double.PositiveInfinity : x[level[i + 1]] - layering.Points[level[i + 1]].Left - here.Right);
    }

    // Between the levels the curve bulges to the side; there are no vertices there.
    private EdgeCurve Smooth(IReadOnlyList<int> chain, double bulge = 0)
    {
        // At each point of the chain the edge crosses its level along a line with this slope, as steep as the room there asks for.
        var slopes = new double[chain.Count];
        for (var i = 0; i < chain.Count; i++)
        {
            var (before, after) = (chain[Math.Max(i - 1, 0)], chain[Math.Min(i + 1, chain.Count - 1)]);
            var p = chain[i];
            var turns = i > 0 && i < chain.Count - 1 && (x[p] - x[before]) * (x[after] - x[p]) <= 0;
            var slope = turns ? 0 : (x[after] - x[before]) / (y[after] - y[before]);
            var half = Math.Max(thickness[layering.Points[p].Level] / 2, 1);
            var (least, most) = Room(p);
            var own = layering.IsVertex(p) ? Clearance : 0;
            var limit = Math.Max(0, Math.Min(x[p] - least - own, most - x[p] - own) + (layering.IsVertex(p) ? layering.Points[p].Left : 0)) / half;
            slopes[i] = Math.Clamp(slope, -limit, limit);
        }

        Point Leave(int i) => new(x[chain[i]] + (slopes[i] * Half(i)), y[chain[i]] + Half(i));
        Point Arrive(int i) => new(x[chain[i]] - (slopes[i] * Half(i)), y[chain[i]] - Half(i));
        double Half(int i) => thickness[layering.Points[chain[i]].Level] / 2;
        var points = new List<Point> { Border(chain[0], Leave(0)) };
        Line(points, Leave(0));
        for (var i = 1; i < chain.Count; i++)
        {
            var (from, to) = (points[^1], Arrive(i));
            var handle = 0.42 * (to.Y - from.Y);
            points.AddRange([from + new Point((handle * slopes[i - 1]) + bulge, handle), to - new Point((handle * slopes[i]) - bulge, handle), to]);
            Line(points, i == chain.Count - 1 ? Border(chain[i], to) : Leave(i));
        }

        return new(points);
    }

    private static void Line(List<Point> points, Point to)
    {
        var from = points[^1];
        if ((to - from).Length > 0.05)
        {
            points.AddRange([from + (1.0 / 3 * (to - from)), to - (1.0 / 3 * (to - from)), to]);
        }
    }
}
