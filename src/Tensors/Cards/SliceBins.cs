using System.Runtime.InteropServices;
using Adjoint.Tensors.Statistics;

namespace Adjoint.Tensors.Cards;

/// <summary>A two-dimensional slice of a tensor, entries averaged in blocks where there are more than cells.</summary>
/// <param name="Label">Its place: <c>[0, 3, :, :]</c>; empty for the whole.</param>
/// <param name="Cells">The mean of each block; the entry farthest from the mean of the tensor where that is more than four standard deviations away; NaN where one of them is not finite.</param>
/// <param name="NotFinite">Cells with an entry that is not finite.</param>
internal sealed record SliceBins(string Label, double[,] Cells, int NotFinite)
{
    private const int Longest = 4096;
    private const double Far = 4;

    /// <summary>The bins of a slice that begins at an offset.</summary>
    /// <param name="memory">Where it lies.</param>
    /// <param name="offset">Its first entry.</param>
    /// <param name="rows">Its rows and their stride.</param>
    /// <param name="columns">Its columns and their stride.</param>
    /// <param name="most">The most cells down and across.</param>
    /// <param name="budget">About how many entries are read at most; of more, evenly spaced rows and columns.</param>
    /// <param name="statistics">Those of the tensor.</param>
    /// <param name="label">Its place.</param>
    public static SliceBins Of(TensorMemory memory, long offset, (long Size, long Stride) rows, (long Size, long Stride) columns, (int Rows, int Columns) most, long budget, TensorStatistics statistics, string label)
    {
        var (height, width) = ((int)Math.Min(rows.Size, most.Rows), (int)Math.Min(columns.Size, most.Columns));
        var (rowStep, columnStep) = Steps(rows.Size, columns.Size, height, width, budget);
        var cells = new double[height, width];
        if (height == rows.Size && width == columns.Size)
        {
            return new(label, cells, Copy(memory, offset, rows.Stride, columns.Stride, cells));
        }

        var (counts, extremes, notFinite) = (new int[width], new double[width], 0);
        var read = new double[(int)Math.Min(Longest, ((columns.Size - 1) / columnStep) + 1)];
        var limit = Far * statistics.StandardDeviation;
        for (var r = 0; r < height; r++)
        {
            Cancellation.Poll();
            Array.Clear(counts);
            Array.Fill(extremes, double.NaN);
            for (var i = Start(r, height, rows.Size); i < Start(r + 1, height, rows.Size); i += rowStep)
            {
                for (var j = 0L; j < columns.Size; j += (long)read.Length * columnStep)
                {
                    var n = (int)Math.Min(read.Length, ((columns.Size - 1 - j) / columnStep) + 1);
                    memory.Gather(offset + (i * rows.Stride) + (j * columns.Stride), columns.Stride * columnStep, read.AsSpan(0, n));
                    Add(cells, r, read.AsSpan(0, n), j, columnStep, columns.Size, counts, extremes, statistics.Mean);
                }
            }

            for (var c = 0; c < width; c++)
            {
                ref var cell = ref cells[r, c];
                cell = Math.Abs(extremes[c] - statistics.Mean) > limit && counts[c] > 1 && double.IsFinite(cell) ? extremes[c] : cell / counts[c];
                (cell, notFinite) = double.IsFinite(cell) ? (cell, notFinite) : (double.NaN, notFinite + 1);
            }
        }

        return new(label, cells, notFinite);
    }

    /// <summary>Whether that many entries are read in part only.</summary>
    public static bool IsSampled(long rows, long columns, (int Rows, int Columns) most, long budget) => Steps(rows, columns, (int)Math.Min(rows, most.Rows), (int)Math.Min(columns, most.Columns), budget) is not (1, 1);

    private static int Copy(TensorMemory memory, long offset, long rowStride, long columnStride, double[,] cells)
    {
        var (rows, columns, notFinite) = (cells.GetLength(0), cells.GetLength(1), 0);
        for (var i = 0; i < rows; i++)
        {
            var row = MemoryMarshal.CreateSpan(ref cells[i, 0], columns);
            memory.Gather(offset + (i * rowStride), columnStride, row);
            foreach (ref var cell in row)
            {
                if (!double.IsFinite(cell))
                {
                    (cell, notFinite) = (double.NaN, notFinite + 1);
                }
            }
        }

        return notFinite;
    }

    // Rows are left out first, which costs least.
    private static (long Row, long Column) Steps(long rows, long columns, int height, int width, long budget)
    {
        var row = Math.Clamp((long)Math.Ceiling((double)rows * columns / budget), 1, Math.Max(1, rows / Math.Max(1, height)));
        var column = Math.Clamp((long)Math.Ceiling((double)rows * columns / row / budget), 1, Math.Max(1, columns / Math.Max(1, width)));
        return (row, column);
    }

    private static long Start(int bin, int bins, long size) => (long)((Int128)bin * size / bins);

    private static void Add(double[,] cells, int r, ReadOnlySpan<double> read, long first, long step, long columns, int[] counts, double[] extremes, double mean)
    {
        var width = counts.Length;
        for (var k = 0; k < read.Length; k++)
        {
            var c = columns == width ? (int)(first + k) : (int)((first + (k * step)) * width / columns);
            cells[r, c] += read[k];
            extremes[c] = counts[c]++ == 0 || Math.Abs(read[k] - mean) > Math.Abs(extremes[c] - mean) ? read[k] : extremes[c];
        }
    }
}
