using Adjoint.Notation;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Complex = System.Numerics.Complex;

namespace Adjoint.LinearAlgebra;

/// <summary>One factor of a product: its letter, its entries with blanks for its structural zeros, and what kind of matrix it is. A complex column is as wide as two and a half.</summary>
internal sealed record MatrixFactor(Node Symbol, int Columns, string Kind, Func<NotationOptions, Node> Entries)
{
    private static readonly MatrixStyle Blank = MatrixStyle.Default with { Absent = Node.Empty };

    /// <summary>A full matrix.</summary>
    public static MatrixFactor Full<T>(Node symbol, Matrix<T> matrix, string kind = "") where T : struct, IEquatable<T>, IFormattable =>
        Sparse(symbol, matrix, kind, static (_, _) => false);

    /// <summary>A lower triangular matrix.</summary>
    public static MatrixFactor Lower<T>(Node symbol, Matrix<T> matrix, string kind) where T : struct, IEquatable<T>, IFormattable =>
        Sparse(symbol, matrix, kind, static (i, j) => j > i);

    /// <summary>An upper triangular matrix, or an upper trapezoidal one.</summary>
    public static MatrixFactor Upper<T>(Node symbol, Matrix<T> matrix, string kind) where T : struct, IEquatable<T>, IFormattable =>
        Sparse(symbol, matrix, kind, static (i, j) => j < i);

    /// <summary>A diagonal or block diagonal matrix.</summary>
    public static MatrixFactor Diagonal<T>(Node symbol, Matrix<T> matrix, string kind) where T : struct, IEquatable<T>, IFormattable =>
        Sparse(symbol, matrix, kind, static (i, j) => i != j);

    /// <summary>The matrix of a permutation of rows.</summary>
    public static MatrixFactor Permuting(Node symbol, Permutation permutation) =>
        new(symbol, permutation.Dimension, "permutation", options => permutation.Dimension <= options.Limit ? PermutationNotation.Matrix(permutation, options) : PermutationNotation.Describe(permutation, options));

    // A zero is left blank where the kind of matrix asks for one; anything else in its place is shown.
    private static MatrixFactor Sparse<T>(Node symbol, Matrix<T> matrix, string kind, Func<int, int, bool> isStructural) where T : struct, IEquatable<T>, IFormattable => new(
        symbol,
        typeof(T) == typeof(Complex) || typeof(T) == typeof(Complex32) ? ((5 * matrix.ColumnCount) + 1) / 2 : matrix.ColumnCount,
        kind,
        options => MathNetNotation.Entries<T>(
            matrix.RowCount, matrix.ColumnCount, (i, j) => matrix[i, j] is var entry && isStructural(i, j) && entry.Equals(default) ? null : entry, options, Blank));
}
