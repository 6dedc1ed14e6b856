using Adjoint.Algebra;

namespace Adjoint.LinearAlgebra;

/// <summary>Linear algebra by the field axioms alone: the product by its definition, the rest by Gaussian elimination.</summary>
internal sealed class FieldArithmetic<T>(IField<T> field) : IDenseArithmetic<T>
{
    public T[] Multiply(T[] a, T[] b, int m, int k, int n)
    {
        var product = new T[m * n];
        Array.Fill(product, field.Zero);
        for (var i = 0; i < m; i++)
        {
            for (var l = 0; l < k; l++)
            {
                Cancellation.Poll();
                AddMultiple(product.AsSpan(i * n, n), a[(i * k) + l], b.AsSpan(l * n, n));
            }
        }

        return product;
    }

    public (T[] Reduced, int[] Pivots) RowReduce(T[] a, int m, int n)
    {
        var work = (T[])a.Clone();
        var pivots = new List<int>();
        for (var column = 0; column < n && pivots.Count < m; column++)
        {
            var row = pivots.Count;
            if (!TrySwapUp(work, row, column, m, n))
            {
                continue;
            }

            var pivotRow = work.AsSpan(row * n, n);
            Scale(pivotRow, field.Invert(pivotRow[column]));
            for (var i = 0; i < m; i++)
            {
                Cancellation.Poll();
                if (i != row)
                {
                    AddMultiple(work.AsSpan(i * n, n), field.Negate(work[(i * n) + column]), pivotRow);
                }
            }

            pivots.Add(column);
        }

        return (work, [.. pivots]);
    }

    public int Rank(T[] a, int m, int n) => RowReduce(a, m, n).Pivots.Length;

    public T Determinant(T[] a, int n)
    {
        var work = (T[])a.Clone();
        var determinant = field.One;
        for (var column = 0; column < n; column++)
        {
            var before = work[(column * n) + column];
            if (!TrySwapUp(work, column, column, n, n))
            {
                return field.Zero;
            }

            var pivotRow = work.AsSpan(column * n, n);
            if (field.IsZero(before))
            {
                determinant = field.Negate(determinant);
            }

            determinant = field.Multiply(determinant, pivotRow[column]);
            var inverse = field.Invert(pivotRow[column]);
            for (var i = column + 1; i < n; i++)
            {
                Cancellation.Poll();
                AddMultiple(work.AsSpan(i * n, n), field.Negate(field.Multiply(work[(i * n) + column], inverse)), pivotRow);
            }
        }

        return determinant;
    }

    // Brings the first row from `row` on that is nonzero in the column up to `row`.
    private bool TrySwapUp(T[] work, int row, int column, int m, int n)
    {
        for (var i = row; i < m; i++)
        {
            if (!field.IsZero(work[(i * n) + column]))
            {
                for (var j = 0; j < n && i != row; j++)
                {
                    (work[(i * n) + j], work[(row * n) + j]) = (work[(row * n) + j], work[(i * n) + j]);
                }

                return true;
            }
        }

        return false;
    }

    private void Scale(Span<T> row, T c)
    {
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = field.Multiply(c, row[j]);
        }
    }

    private void AddMultiple(Span<T> target, T c, ReadOnlySpan<T> source)
    {
        if (field.IsZero(c))
        {
            return;
        }

        for (var j = 0; j < target.Length; j++)
        {
            target[j] = field.Add(target[j], field.Multiply(c, source[j]));
        }
    }
}
