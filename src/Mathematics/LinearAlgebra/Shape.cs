using System.Globalization;
using Adjoint.Notation;

namespace Adjoint.LinearAlgebra;

/// <summary>m×n: m rows and n columns; either may be 0.</summary>
public readonly record struct Shape : IHasNotation
{
    /// <summary>The most entries that an exact matrix holds, and the most rows and columns, 2²⁶.</summary>
    public const int MaximumCount = 1 << 26;

    /// <summary>m×n.</summary>
    /// <exception cref="ArgumentException">A number is negative, or m, n or m·n is past <see cref="MaximumCount"/>; the message names both.</exception>
    public Shape(int rows, int columns)
    {
        if (rows < 0 || columns < 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There is no {rows}×{columns} matrix; rows and columns are at least 0."));
        }

        if (Math.Max(rows, columns) > MaximumCount)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"A {rows}×{columns} matrix is too large; an exact matrix has at most {MaximumCount} rows and columns."));
        }

        if ((long)rows * columns > MaximumCount)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"A {rows}×{columns} matrix has {(long)rows * columns} entries, and an exact matrix holds at most {MaximumCount}."));
        }

        (Rows, Columns) = (rows, columns);
    }

    /// <summary>m.</summary>
    public int Rows { get; private init; }

    /// <summary>n.</summary>
    public int Columns { get; private init; }

    /// <summary>m·n.</summary>
    public int Count => Rows * Columns;

    /// <summary>Whether m = n.</summary>
    public bool IsSquare => Rows == Columns;

    /// <summary>n×m.</summary>
    public Shape Transposed => new(Columns, Rows);

    /// <summary>m×n of a matrix of MathNet, which may be as large as it stores little.</summary>
    internal static Shape Of<T>(MathNet.Numerics.LinearAlgebra.Matrix<T> matrix) where T : struct, IEquatable<T>, IFormattable =>
        new() { Rows = matrix.RowCount, Columns = matrix.ColumnCount };

    /// <summary>(m, n).</summary>
    public void Deconstruct(out int rows, out int columns) => (rows, columns) = (Rows, Columns);

    /// <summary>Writes <c>2×3</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows}×{Columns}");

    /// <inheritdoc/>
    public Node Describe(NotationOptions options) => Node.Dimensions(Rows, Columns);
}
