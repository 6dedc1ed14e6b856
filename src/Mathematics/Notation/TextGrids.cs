namespace Adjoint.Notation;

/// <summary>The matrices of one tree, their cells drawn once however often the tree is fitted into its width.</summary>
internal sealed class TextGrids
{
    private readonly Dictionary<Node.MatrixNode, TextGrid> grids = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether the tree has no matrix.</summary>
    public bool IsEmpty => grids.Count == 0;

    /// <summary>The cells of a matrix.</summary>
    public TextGrid Of(Node.MatrixNode matrix, Func<Node, TextBlock> draw)
    {
        if (!grids.TryGetValue(matrix, out var grid))
        {
            grids[matrix] = grid = new TextGrid(matrix, draw);
        }

        return grid;
    }

    /// <summary>The most columns, below 12, that every matrix may keep for the tree to lose <paramref name="excess"/> columns of text, if they all stand side by side; with more it cannot.</summary>
    public int MostColumns(int excess)
    {
        const int Most = 11;
        var columns = Most;
        while (columns > 3 && grids.Values.Sum(g => g.Width(int.MaxValue) - g.Width(columns)) < excess)
        {
            columns--;
        }

        return columns;
    }
}
