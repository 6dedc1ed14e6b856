using System.Globalization;
using Adjoint.Drawing;
using Adjoint.Tensors.Statistics;
using static TorchSharp.torch;

namespace Adjoint.Tensors.Cards;

/// <summary>A tensor cut along one axis, a figure for each cut.</summary>
internal static class TensorFrames
{
    private const int MostFrames = 24;
    private const int MostCells = 96;
    private const int MostPoints = 1000;
    private const int MostTiles = 16;
    private const long Budget = 1 << 24;

    /// <summary>Heat maps of the last two remaining dimensions, tiles of them where more remain, a curve where one does.</summary>
    public static FigureSequence Of(Tensor tensor, int axis)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var plain = TensorFacets.Dense(tensor, "Frames");
        var dimensions = (int)plain.dim();
        if (dimensions < 2)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Frames need a tensor of two or more dimensions, and this one has {dimensions}."), nameof(tensor));
        }

        var along = TensorFacets.Axis(axis, dimensions);
        if (plain.numel() == 0)
        {
            throw new ArgumentException($"Frames need entries, and {TensorCard.NameOf(tensor)} has none.", nameof(tensor));
        }

        var statistics = TensorReading.Statistics(plain);
        var frames = new List<(string, Figure)>();
        foreach (var k in TensorFacets.Evenly(plain.shape[along], MostFrames))
        {
            Cancellation.Poll();
            using var step = NewDisposeScope();
            var label = $"[{string.Join(", ", Enumerable.Range(0, dimensions).Select(d => d == along ? k.ToString(CultureInfo.InvariantCulture) : ":"))}]";
            frames.Add((label, Frame(plain.select(along, k), statistics)));
        }

        return FigureSequence.Of(frames);
    }

    private static Figure Frame(Tensor cut, TensorStatistics statistics)
    {
        if (cut.dim() == 1)
        {
            var n = cut.shape[0];
            var facets = TensorFacets.Of(cut.unsqueeze(0), 0, 1, 1, (1, MostPoints), Budget, statistics, "");
            var cells = facets.Slices[0].Cells;
            var width = cells.GetLength(1);
            return Figure.Empty.Curve(Enumerable.Range(0, width).Select(i => (((i + 0.5) * n / width) - 0.5, cells[0, i])));
        }

        var (rows, columns) = (cut.shape[^2], cut.shape[^1]);
        var tiles = TensorFacets.Of(cut, (int)cut.dim() - 2, (int)cut.dim() - 1, MostTiles, (MostCells, MostCells), Budget, statistics, "").Slices;
        return tiles.Count == 1
            ? Figure.Empty.HeatMap(tiles[0].Cells, (-0.5, columns - 0.5), (-0.5, rows - 0.5)).Downward(true)
            : Tiled(tiles);
    }

    // Side by side without a blank place, a line between them.
    private static Figure Tiled(IReadOnlyList<SliceBins> tiles)
    {
        var (rows, columns) = (tiles[0].Cells.GetLength(0), tiles[0].Cells.GetLength(1));
        var wanted = Math.Sqrt(tiles.Count * (double)rows / columns);
        var across = Enumerable.Range(1, tiles.Count).Where(n => tiles.Count % n == 0).MinBy(n => Math.Abs(Math.Log(n / wanted)));
        var down = tiles.Count / across;
        var all = new double[down * rows, across * columns];
        for (var k = 0; k < tiles.Count; k++)
        {
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                {
                    all[(k / across * rows) + i, (k % across * columns) + j] = tiles[k].Cells[i, j];
                }
            }
        }

        var (right, bottom) = ((across * columns) - 0.5, (down * rows) - 0.5);
        var lines = Enumerable.Range(1, across - 1).Select(k => ((k * columns) - 0.5, -0.5, (k * columns) - 0.5, bottom))
            .Concat(Enumerable.Range(1, down - 1).Select(k => (-0.5, (k * rows) - 0.5, right, (k * rows) - 0.5)));
        return Figure.Empty.HeatMap(all).Curve(lines.SelectMany(l => new[] { (l.Item1, l.Item2), (l.Item3, l.Item4), (double.NaN, double.NaN) }));
    }
}
