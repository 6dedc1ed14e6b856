namespace Adjoint.Graphs;

/// <summary>The connected parts of a graph, and how their drawings share the paper.</summary>
internal static class Components
{
    private const double Gap = 36;
    private const double RowWidth = 560;

    /// <summary>The vertices of each connected component, in the order of their first ones.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Of(int count, IReadOnlyList<(int From, int To)> edges)
    {
        var root = Enumerable.Range(0, count).ToArray();
        int Find(int v) => root[v] == v ? v : root[v] = Find(root[v]);
        foreach (var (from, to) in edges)
        {
            var (a, b) = (Find(from), Find(to));
            (root[Math.Max(a, b)], root[Math.Min(a, b)]) = (Math.Min(a, b), Math.Min(a, b));
        }

        return [.. Enumerable.Range(0, count).GroupBy(Find).Select(g => g.ToArray())];
    }

    /// <summary>How far to move each drawing so that they stand in rows, in their order: one row if it is short, else so that the whole is about half as wide again as it is high.</summary>
    public static Point[] Pack(IReadOnlyList<Box> extents)
    {
        var area = extents.Sum(b => (b.Width + Gap) * (b.Height + Gap));
        var width = Math.Max(extents.Select(b => b.Width).DefaultIfEmpty(0).Max(), Math.Max(RowWidth, Math.Sqrt(1.6 * area)));
        var moves = new Point[extents.Count];
        var (x, y, row) = (0.0, 0.0, 0.0);
        for (var i = 0; i < extents.Count; i++)
        {
            if (x > 0 && x + extents[i].Width > width + 1e-6)
            {
                (x, y, row) = (0, y + row + Gap, 0);
            }

            moves[i] = new(x - extents[i].Left, y - extents[i].Top);
            x += extents[i].Width + Gap;
            row = Math.Max(row, extents[i].Height);
        }

        return moves;
    }
}
