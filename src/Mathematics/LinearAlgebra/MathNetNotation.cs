using System.Globalization;
using Adjoint.Notation;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Storage;
using Complex = System.Numerics.Complex;

namespace Adjoint.LinearAlgebra;

/// <summary>Matrices and vectors of MathNet as notation. A vector is a column; an entry that is not stored is a dot; a sparse value says its structure and fill.</summary>
public static class MathNetNotation
{
    /// <summary>The notation of a matrix of double, float, Complex or Complex32.</summary>
    public static Node Describe<T>(Matrix<T> matrix, NotationOptions options) where T : struct, IEquatable<T>, IFormattable => Describe(matrix, options, MatrixStyle.Default);

    /// <summary>The notation of a matrix of double, float, Complex or Complex32, with lines, boxes and fences.</summary>
    public static Node Describe<T>(Matrix<T> matrix, NotationOptions options, MatrixStyle style) where T : struct, IEquatable<T>, IFormattable
    {
        var storage = matrix.Storage;
        var described = storage is DenseColumnMajorMatrixStorage<T> dense
            ? Entries<T>(dense.RowCount, dense.ColumnCount, (i, j) => dense.Data[((long)j * dense.RowCount) + i], options, style)
            : Entries<T>(matrix.RowCount, matrix.ColumnCount, (i, j) => IsStored(storage, i, j) ? storage.At(i, j) : null, options, style);
        return storage switch
        {
            SparseCompressedRowMatrixStorage<T> sparse => Node.Row(
                WithoutShape(described), Node.Gap, Node.Dimensions(matrix.RowCount, matrix.ColumnCount), Node.Text(Fill(sparse.ValueCount, (double)matrix.RowCount * matrix.ColumnCount))),
            DiagonalMatrixStorage<T> => Node.Row(WithoutShape(described), Node.Gap, Node.Dimensions(matrix.RowCount, matrix.ColumnCount), Node.Text(" diagonal")),
            _ => described,
        };
    }

    /// <summary>The notation of a vector of double, float, Complex or Complex32.</summary>
    public static Node Describe<T>(Vector<T> vector, NotationOptions options) where T : struct, IEquatable<T>, IFormattable
    {
        var storage = vector.Storage;
        var sparse = storage as SparseVectorStorage<T>;
        var described = Entries<T>(
            vector.Count, 1, (i, _) => sparse is null || Array.BinarySearch(sparse.Indices, 0, sparse.ValueCount, i) >= 0 ? storage.At(i) : null, options, MatrixStyle.Default);
        return sparse is null ? described : Node.Row(
            WithoutShape(described), Node.Gap, Node.Dimensions(vector.Count, 1), Node.Text(Fill(sparse.ValueCount, vector.Count)));
    }

    /// <summary>The m×n matrix of entries of one of the four types; null is an entry that is not there.</summary>
    internal static Node Entries<T>(int rows, int columns, Func<int, int, T?> entry, NotationOptions options, MatrixStyle style) where T : struct => entry switch
    {
        Func<int, int, double?> real => RealNotation.Matrix(rows, columns, real, options, style),
        Func<int, int, float?> single => RealNotation.Matrix(rows, columns, single, options, style),
        Func<int, int, Complex?> complex => RealNotation.Matrix(rows, columns, complex, options, style),
        Func<int, int, Complex32?> complex32 => RealNotation.Matrix(rows, columns, complex32, options, style),
        _ => throw new NotSupportedException($"A matrix of {typeof(T).Name} has no notation."),
    };

    private static bool IsStored<T>(MatrixStorage<T> storage, int row, int column) where T : struct, IEquatable<T>, IFormattable => storage switch
    {
        SparseCompressedRowMatrixStorage<T> sparse => sparse.FindItem(row, column) >= 0,
        DiagonalMatrixStorage<T> => row == column,
        _ => true,
    };

    // The shape is said beside the matrix.
    private static Node WithoutShape(Node matrix) => matrix switch
    {
        Node.ScriptsNode { Body: Node.MatrixNode body } => body,
        Node.RowNode { Items: [var factor, var times, Node.ScriptsNode { Body: Node.MatrixNode body }] } => Node.Row(factor, times, body),
        _ => matrix,
    };

    // The share of stored entries, to one significant digit where it is below 1 %.
    private static string Fill(int stored, double all)
    {
        var percent = all == 0 ? 0 : 100 * stored / all;
        var places = percent is 0 or >= 1 ? 1 : Math.Min(15, (int)Math.Ceiling(-Math.Log10(percent)));
        var share = percent.ToString("0." + new string('#', places), CultureInfo.InvariantCulture);
        return FormattableString.Invariant($" sparse, {stored} {(stored == 1 ? "nonzero" : "nonzeros")} ({share}%)");
    }
}
