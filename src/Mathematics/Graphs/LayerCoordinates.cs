namespace Adjoint.Graphs;

/// <summary>Places the points of a layering along their levels, in their order, so that edges are short and straight.</summary>
/// <remarks>
/// Minimises Σ w(e)·(x(u) − x(v))² over all edges, subject to the distances between neighbours on a level: the quadratic programme of Sugiyama, Tagawa and Toda (1981), §4.
/// Level by level it is an isotonic regression, solved exactly by pooling adjacent violators (Best and Chakravarti, Mathematical Programming 47 (1990)); as the constraints
/// do not tie levels together, going through the levels again and again converges to the optimum, which is symmetric where the ordered graph is.
/// </remarks>
internal static class LayerCoordinates
{
    private const int MostSweeps = 120;
    private const double Accuracy = 0.02;
    private const double Nearly = 14;

    /// <summary>The place of each point.</summary>
    /// <param name="layering">Ordered levels.</param>
    /// <param name="gap">Between two neighbours on a level, beyond their sides.</param>
    /// <param name="weight">w(e) of an edge between two points, in either order.</param>
    public static double[] Of(Layering layering, Func<int, int, double> gap, Func<int, int, double> weight)
    {
        var x = new double[layering.Points.Count];
        var offsets = layering.Levels.Select(level => Offsets(layering, level, gap)).ToArray();
        for (var l = 0; l < offsets.Length; l++)
        {
            for (var i = 0; i < offsets[l].Length; i++)
            {
                x[layering.Levels[l][i]] = offsets[l][i] - (offsets[l][^1] / 2);
            }
        }

        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            Cancellation.Poll();

            // First each level hangs on one side only, which carries far; then on both.
            var (above, below) = sweep < 6 ? (sweep % 2 == 0, sweep % 2 == 1) : (true, true);
            var change = 0.0;
            for (var i = 0; i < offsets.Length; i++)
            {
                var l = sweep % 2 == 0 ? i : offsets.Length - 1 - i;
                change = Math.Max(change, Place(layering, layering.Levels[l], offsets[l], x, weight, above, below));
            }

            if (sweep >= 6 && change < Accuracy)
            {
                break;
            }
        }

        Align(layering, offsets, x);
        return x;
    }

    // Nearly upright edges become upright: from the fullest level outwards, a point moves over or under its nearest neighbour where its level leaves it room.
    private static void Align(Layering layering, double[][] offsets, double[] x)
    {
        if (offsets.Length == 0)
        {
            return;
        }

        var fullest = Enumerable.Range(0, offsets.Length).MaxBy(l => offsets[l][^1]);
        for (var l = fullest + 1; l < offsets.Length; l++)
        {
            Align(layering.Levels[l], offsets[l], x, p => layering.Points[p].Above);
        }

        for (var l = fullest - 1; l >= 0; l--)
        {
            Align(layering.Levels[l], offsets[l], x, p => layering.Points[p].Below);
        }
    }

    private static void Align(int[] level, double[] offsets, double[] x, Func<int, List<int>> neighbours)
    {
        for (var i = 0; i < level.Length; i++)
        {
            var here = x[level[i]];
            var goal = neighbours(level[i]).Select(q => x[q]).DefaultIfEmpty(here).MinBy(at => Math.Abs(at - here));
            var isFree = (i == 0 || goal - x[level[i - 1]] >= offsets[i] - offsets[i - 1] - 1e-6)
                && (i == level.Length - 1 || x[level[i + 1]] - goal >= offsets[i + 1] - offsets[i] - 1e-6);
            x[level[i]] = isFree && Math.Abs(goal - here) < Nearly ? goal : here;
        }
    }

    private static double[] Offsets(Layering layering, int[] level, Func<int, int, double> gap)
    {
        var offsets = new double[level.Length];
        for (var i = 1; i < level.Length; i++)
        {
            offsets[i] = offsets[i - 1] + layering.Points[level[i - 1]].Right + gap(level[i - 1], level[i]) + layering.Points[level[i]].Left;
        }

        return offsets;
    }

    // The best places on one level for given places on the others; returns how far the farthest point moved.
    private static double Place(Layering layering, int[] level, double[] offsets, double[] x, Func<int, int, double> weight, bool above, bool below)
    {
        // A block is a run of points as near to each other as they may be.
        var blocks = new Stack<(double Mean, double Weight, int Count)>();
        for (var i = 0; i < level.Length; i++)
        {
            var (mean, total) = Pull(layering, level[i], x, weight, above, below);
            var block = (Mean: mean - offsets[i], Weight: total, Count: 1);
            while (blocks.TryPeek(out var last) && last.Mean >= block.Mean)
            {
                blocks.Pop();
                block = (((last.Mean * last.Weight) + (block.Mean * block.Weight)) / (last.Weight + block.Weight), last.Weight + block.Weight, last.Count + block.Count);
            }

            blocks.Push(block);
        }

        var change = 0.0;
        var at = 0;
        foreach (var (mean, _, count) in blocks.Reverse())
        {
            for (var end = at + count; at < end; at++)
            {
                change = Math.Max(change, Math.Abs(x[level[at]] - mean - offsets[at]));
                x[level[at]] = mean + offsets[at];
            }
        }

        return change;
    }

    private static (double Mean, double Weight) Pull(Layering layering, int point, double[] x, Func<int, int, double> weight, bool above, bool below)
    {
        // A point without edges on that side stays where it is, but gives way.
        var (sum, total) = (1e-3 * x[point], 1e-3);
        void Add(List<int> neighbours)
        {
            foreach (var q in neighbours)
            {
                var w = weight(point, q);
                sum += w * x[q];
                total += w;
            }
        }

        if (above)
        {
            Add(layering.Points[point].Above);
        }

        if (below)
        {
            Add(layering.Points[point].Below);
        }

        return (sum / total, total);
    }
}
