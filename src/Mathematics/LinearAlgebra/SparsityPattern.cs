using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Storage;

namespace Adjoint.LinearAlgebra;

/// <summary>Where the nonzero entries of an m×n matrix lie: counted exactly in a grid of at most 240×240 bins, which for a small matrix are its entries.</summary>
/// <remarks>
/// Bin r holds the rows i with ⌊i·b/m⌋ = r, for b bins, and likewise for columns. One pass over what is stored: for 10⁷ nonzeros less than half a second. A stored zero is
/// no nonzero.
/// </remarks>
public sealed class SparsityPattern
{
    /// <summary>The most bins in each direction.</summary>
    public const int MostBins = 240;

    // Testing symmetry jumps about in memory, which past this would take longer than everything else.
    private const int MostTestedForSymmetry = 2_000_000;

    private readonly int[] counts;

    private SparsityPattern(Shape shape)
    {
        Shape = shape;
        (BinRows, BinColumns) = (Math.Min(shape.Rows, MostBins), Math.Min(shape.Columns, MostBins));
        counts = new int[BinRows * BinColumns];
    }

    /// <summary>m×n.</summary>
    public Shape Shape { get; }

    /// <summary>Entries that are not 0.</summary>
    public long Nonzeros { get; private set; }

    /// <summary>The largest i − j with aᵢⱼ ≠ 0 below the diagonal; 0 if there is none.</summary>
    public int LowerBandwidth { get; private set; }

    /// <summary>The largest j − i with aᵢⱼ ≠ 0 above the diagonal; 0 if there is none.</summary>
    public int UpperBandwidth { get; private set; }

    /// <summary>Whether aᵢⱼ ≠ 0 exactly where aⱼᵢ ≠ 0; null where that was not looked at, past 2·10⁶ nonzeros.</summary>
    public bool? IsSymmetric { get; private set; }

    /// <summary>Rows of bins.</summary>
    public int BinRows { get; }

    /// <summary>Columns of bins.</summary>
    public int BinColumns { get; }

    /// <summary>Whether each bin is one entry.</summary>
    public bool IsExact => BinRows == Shape.Rows && BinColumns == Shape.Columns;

    /// <summary>The share of entries that are not 0; 0 for a matrix without entries.</summary>
    public double Fill => Nonzeros == 0 ? 0 : Nonzeros / ((double)Shape.Rows * Shape.Columns);

    /// <summary>The largest count of a bin.</summary>
    public int MostInABin => counts.Length == 0 ? 0 : counts.Max();

    /// <summary>The number of nonzeros in a bin.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bin.</exception>
    public int this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfNegative(column);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, BinRows);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, BinColumns);
            return counts[(row * BinColumns) + column];
        }
    }

    /// <summary>The pattern of a matrix of MathNet; of a dense one every entry is looked at.</summary>
    public static SparsityPattern Of<T>(Matrix<T> matrix) where T : struct, IEquatable<T>, IFormattable
    {
        var pattern = new SparsityPattern(Shape.Of(matrix));
        switch (matrix.Storage)
        {
            case SparseCompressedRowMatrixStorage<T> sparse:
                pattern.Count(sparse);
                break;
            case DiagonalMatrixStorage<T> diagonal:
                pattern.CountDiagonal(diagonal);
                break;
            case var storage:
                pattern.Count(storage);
                break;
        }

        return pattern;
    }

    /// <summary>One sentence: shape, nonzeros, bandwidth, structure.</summary>
    public override string ToString()
    {
        var symmetry = IsSymmetric switch
        {
            true => ", symmetric structure",
            false when Shape.IsSquare => ", structure not symmetric",
            _ => string.Empty,
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Shape} matrix with {Nonzeros} {(Nonzeros == 1 ? "nonzero" : "nonzeros")} ({FillInPercent}), bandwidth {LowerBandwidth} below and {UpperBandwidth} above the diagonal{symmetry}");
    }

    /// <summary>The fill in percent, to three significant digits.</summary>
    public string FillInPercent => string.Create(CultureInfo.InvariantCulture, $"{decimal.Parse((100 * Fill).ToString("E2", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture):0.##############################}%");

    private void Count<T>(SparseCompressedRowMatrixStorage<T> sparse) where T : struct, IEquatable<T>, IFormattable
    {
        var pointers = sparse.RowPointers;
        var (rows, columns) = (Shape.Rows, Shape.Columns);
        for (var i = 0; i < rows; i++)
        {
            if ((i & 0xfff) == 0)
            {
                Cancellation.Poll();
            }

            var (start, length) = (pointers[i], pointers[i + 1] - pointers[i]);
            CountRow(i, sparse.ColumnIndices.AsSpan(start, length), sparse.Values.AsSpan(start, length), columns);
        }

        if (!Shape.IsSquare)
        {
            IsSymmetric = false;
        }
        else if (Nonzeros == sparse.ValueCount && Nonzeros <= MostTestedForSymmetry)
        {
            IsSymmetric = HasSymmetricStructure(pointers, sparse.ColumnIndices, rows);
        }
    }

    private void CountRow<T>(int row, ReadOnlySpan<int> indices, ReadOnlySpan<T> values, int columns) where T : struct, IEquatable<T>
    {
        var bins = counts.AsSpan(Bin(row, BinRows, Shape.Rows) * BinColumns, BinColumns);
        var (lower, upper, nonzeros) = (LowerBandwidth, UpperBandwidth, 0);
        for (var k = 0; k < indices.Length; k++)
        {
            if (values[k].Equals(default))
            {
                continue;
            }

            var column = indices[k];
            bins[Bin(column, bins.Length, columns)]++;
            lower = Math.Max(lower, row - column);
            upper = Math.Max(upper, column - row);
            nonzeros++;
        }

        (LowerBandwidth, UpperBandwidth) = (lower, upper);
        Nonzeros += nonzeros;
    }

    private void CountDiagonal<T>(DiagonalMatrixStorage<T> diagonal) where T : struct, IEquatable<T>, IFormattable
    {
        for (var i = 0; i < diagonal.Data.Length; i++)
        {
            if (!diagonal.Data[i].Equals(default))
            {
                counts[(Bin(i, BinRows, Shape.Rows) * BinColumns) + Bin(i, BinColumns, Shape.Columns)]++;
                Nonzeros++;
            }
        }

        IsSymmetric = Shape.IsSquare;
    }

    private void Count<T>(MatrixStorage<T> storage) where T : struct, IEquatable<T>, IFormattable
    {
        var isSymmetric = Shape.IsSquare;
        for (var j = 0; j < Shape.Columns; j++)
        {
            Cancellation.Poll();
            var column = Bin(j, BinColumns, Shape.Columns);
            for (var i = 0; i < Shape.Rows; i++)
            {
                if (storage.At(i, j).Equals(default))
                {
                    continue;
                }

                counts[(Bin(i, BinRows, Shape.Rows) * BinColumns) + column]++;
                LowerBandwidth = Math.Max(LowerBandwidth, i - j);
                UpperBandwidth = Math.Max(UpperBandwidth, j - i);
                isSymmetric = isSymmetric && !storage.At(j, i).Equals(default);
                Nonzeros++;
            }
        }

        IsSymmetric = isSymmetric;
    }

    private static int Bin(int index, int bins, int count) => bins == count ? index : (int)((ulong)index * (ulong)bins / (ulong)count);

    // The entries of each column come in the order of rows, so the transposed matrix is walked along with the matrix by one pointer for each of its rows.
    private static bool HasSymmetricStructure(ReadOnlySpan<int> pointers, ReadOnlySpan<int> indices, int n)
    {
        var next = pointers[..n].ToArray();
        for (var i = 0; i < n; i++)
        {
            for (var k = pointers[i]; k < pointers[i + 1]; k++)
            {
                var j = indices[k];
                if (next[j] == pointers[j + 1] || indices[next[j]] != i)
                {
                    return false;
                }

                next[j]++;
            }
        }

        return true;
    }
}
