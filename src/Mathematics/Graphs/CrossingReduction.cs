namespace Adjoint.Graphs;

/// <summary>Orders the levels of a layering so that few edges cross, and among equals so that edges are short.</summary>
/// <remarks>
/// Sweeps of barycentres with transpositions of neighbours, from several beginnings: Sugiyama, Tagawa and Toda, <i>Methods for visual understanding of hierarchical system
/// structures</i>, IEEE Trans. Systems, Man and Cybernetics 11 (1981); Gansner et al. (1993), §3. Crossings are counted as by Barth, Mutzel and Jünger, J. Graph
/// Algorithms Appl. 8 (2004). The beginnings are pseudorandom with a fixed seed, so that equal graphs are ordered equally.
/// </remarks>
internal sealed class CrossingReduction
{
    private const int MostSweeps = 24;
    private const int FewPoints = 120;

    private readonly Layering layering;
    private readonly int[] position;

    private CrossingReduction(Layering layering) => (this.layering, position) = (layering, new int[layering.Points.Count]);

    /// <summary>Reorders <see cref="Layering.Levels"/> in place; never to more crossings.</summary>
    public static void Apply(Layering layering)
    {
        var best = Copy(layering);
        var reduction = new CrossingReduction(layering);
        var least = reduction.Measure();
        var (starts, sweeps) = layering.Points.Count switch { <= FewPoints => (10, MostSweeps), <= 1000 => (3, MostSweeps), <= 10_000 => (2, MostSweeps), _ => (1, 6) };
        for (var start = 0; start < starts; start++)
        {
            reduction.Begin(start);
            for (var (sweep, idle) = (0, 0); sweep < sweeps && idle < 4; sweep++, idle++)
            {
                Cancellation.Poll();
                reduction.Sweep(sweep);
                reduction.Transpose();
                if (reduction.Measure() is var measure && Less(measure, least))
                {
                    (least, best, idle) = (measure, Copy(layering), 0);
                }
            }
        }

        Restore(layering, best);
        reduction.Index();
        reduction.Transpose();
        if (layering.Points.Count <= FewPoints)
        {
            reduction.Exchange();
        }
    }

    /// <summary>The number of pairs of edges that cross.</summary>
    public static long Crossings(Layering layering)
    {
        var reduction = new CrossingReduction(layering);
        reduction.Index();
        return reduction.Crossings();
    }

    private static bool Less((long Crossings, double Spread) a, (long Crossings, double Spread) b) =>
        a.Crossings < b.Crossings || (a.Crossings == b.Crossings && a.Spread < b.Spread - 1e-9);

    private static int[][] Copy(Layering layering) => [.. layering.Levels.Select(l => l.ToArray())];

    private static void Restore(Layering layering, int[][] levels)
    {
        for (var l = 0; l < levels.Length; l++)
        {
            levels[l].CopyTo(layering.Levels[l], 0);
        }
    }

    private void Index()
    {
        foreach (var level in layering.Levels)
        {
            for (var i = 0; i < level.Length; i++)
            {
                position[level[i]] = i;
            }
        }
    }

    // The order of a depth-first search from above, from below, or a shuffle.
    private void Begin(int start)
    {
        var count = layering.Points.Count;
        var key = new int[count];
        if (start < 2)
        {
            var next = 0;
            var seen = new bool[count];
            var stack = new Stack<int>(Enumerable.Range(0, count).OrderBy(p => start == 0 ? -layering.Points[p].Level : layering.Points[p].Level).ThenByDescending(p => p));
            while (stack.TryPop(out var p))
            {
                if (seen[p])
                {
                    continue;
                }

                seen[p] = true;
                key[p] = next++;
                foreach (var q in (start == 0 ? layering.Points[p].Below : layering.Points[p].Above).AsEnumerable().Reverse())
                {
                    stack.Push(q);
                }
            }
        }
        else
        {
            var state = (uint)start;
            for (var p = 0; p < count; p++)
            {
                state = (state * 1664525) + 1013904223;
                key[p] = (int)(state >> 8);
            }
        }

        foreach (var level in layering.Levels)
        {
            var keys = level.Select(p => key[p]).ToArray();
            Array.Sort(keys, level);
        }

        Index();
    }

    private void Sweep(int number)
    {
        var isDown = number % 2 == 0;
        var flips = number % 4 >= 2;
        for (var i = 1; i < layering.Levels.Count; i++)
        {
            var level = layering.Levels[isDown ? i : layering.Levels.Count - 1 - i];
            var sorted = level.Select((p, at) => (Point: p, At: at, Key: Barycentre(isDown ? layering.Points[p].Above : layering.Points[p].Below, at)))
                .OrderBy(p => p.Key).ThenBy(p => flips ? -p.At : p.At).ToList();
            for (var at = 0; at < level.Length; at++)
            {
                level[at] = sorted[at].Point;
                position[level[at]] = at;
            }
        }
    }

    private double Barycentre(List<int> neighbours, int otherwise)
    {
        var sum = 0.0;
        foreach (var q in neighbours)
        {
            sum += position[q];
        }

        return neighbours.Count == 0 ? otherwise : sum / neighbours.Count;
    }

    // Exchanges neighbours while that leaves fewer crossings, or as many and shorter edges.
    private void Transpose()
    {
        var improved = true;
        for (var pass = 0; improved && pass < 20; pass++)
        {
            improved = false;
            foreach (var level in layering.Levels)
            {
                for (var i = 1; i < level.Length; i++)
                {
                    var (a, b) = (level[i - 1], level[i]);
                    var (before, after) = (Inversions(a, b), Inversions(b, a));
                    if (after < before || (after == before && SpreadGain(a, b) > 1e-9))
                    {
                        (level[i - 1], level[i]) = (b, a);
                        (position[a], position[b]) = (i, i - 1);
                        improved = true;
                    }
                }
            }
        }
    }

    // Exchanges any two of a level while that helps: for pictures small enough that the reader sees each crossing.
    private void Exchange()
    {
        var least = Measure();
        var improved = true;
        for (var pass = 0; improved && pass < 10; pass++)
        {
            improved = false;
            foreach (var level in layering.Levels)
            {
                for (var i = 0; i < level.Length; i++)
                {
                    for (var j = i + 1; j < level.Length; j++)
                    {
                        Swap(level, i, j);
                        if (Measure() is var measure && Less(measure, least))
                        {
                            (least, improved) = (measure, true);
                        }
                        else
                        {
                            Swap(level, i, j);
                        }
                    }
                }
            }
        }
    }

    private void Swap(int[] level, int i, int j)
    {
        (level[i], level[j]) = (level[j], level[i]);
        (position[level[i]], position[level[j]]) = (i, j);
    }

    // The crossings between the edges of a and those of b when a stands left of b.
    private long Inversions(int a, int b) =>
        Inversions(layering.Points[a].Above, layering.Points[b].Above) + Inversions(layering.Points[a].Below, layering.Points[b].Below);

    private long Inversions(List<int> left, List<int> right)
    {
        long count = 0;
        foreach (var p in left)
        {
            foreach (var q in right)
            {
                count += position[p] > position[q] ? 1 : 0;
            }
        }

        return count;
    }

    private double SpreadGain(int a, int b) =>
        Spread(a, position[a]) + Spread(b, position[b]) - Spread(a, position[b]) - Spread(b, position[a]);

    private double Spread(int point, int at)
    {
        var sum = 0.0;
        var here = at - Middle(point);
        foreach (var q in layering.Points[point].Above)
        {
            var d = position[q] - Middle(q) - here;
            sum += d * d;
        }

        foreach (var q in layering.Points[point].Below)
        {
            var d = position[q] - Middle(q) - here;
            sum += d * d;
        }

        return sum;
    }

    private double Middle(int point) => (layering.Levels[layering.Points[point].Level].Length - 1) / 2.0;

    private (long Crossings, double Spread) Measure()
    {
        Index();
        var spread = 0.0;
        for (var p = 0; p < position.Length; p++)
        {
            spread += Spread(p, position[p]);
        }

        return (Crossings(), spread);
    }

    private long Crossings()
    {
        long crossings = 0;
        for (var l = 1; l < layering.Levels.Count; l++)
        {
            // Inversions of the ends below, in the order of the edges above; tree[i] sums a range of positions (Fenwick 1994).
            var tree = new int[layering.Levels[l].Length + 1];
            var total = 0;
            foreach (var p in layering.Levels[l - 1])
            {
                foreach (var q in layering.Points[p].Below)
                {
                    var smaller = 0;
                    for (var i = position[q] + 1; i > 0; i -= i & -i)
                    {
                        smaller += tree[i];
                    }

                    crossings += total - smaller;
                }

                foreach (var q in layering.Points[p].Below)
                {
                    total++;
                    for (var i = position[q] + 1; i < tree.Length; i += i & -i)
                    {
                        tree[i]++;
                    }
                }
            }
        }

        return crossings;
    }
}
