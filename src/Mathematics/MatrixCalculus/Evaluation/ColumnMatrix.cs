namespace Adjoint.MatrixCalculus;

/// <summary>Small real matrices as arrays by columns: products, and elimination with complete pivoting.</summary>
internal static class ColumnMatrix
{
    /// <summary>C = A·B for A of <paramref name="rows"/> rows and B of <paramref name="columns"/> columns, written to <paramref name="c"/>.</summary>
    public static double[] Multiply(ReadOnlySpan<double> a, int rows, ReadOnlySpan<double> b, int columns, double[] c)
    {
        var inner = a.Length / rows;
        for (var j = 0; j < columns; j++)
        {
            var column = c.AsSpan(j * rows, rows);
            column.Clear();
            for (var k = 0; k < inner; k++)
            {
                var factor = b[(j * inner) + k];
                var left = a.Slice(k * rows, rows);
                for (var i = 0; i < column.Length; i++)
                {
                    column[i] += left[i] * factor;
                }
            }
        }

        return c;
    }

    /// <summary>A·B for n×n.</summary>
    public static double[] Multiply(double[] a, double[] b, int n) => Multiply(a, n, b, n, new double[n * n]);

    /// <summary>I.</summary>
    public static double[] Identity(int n)
    {
        var identity = new double[n * n];
        for (var i = 0; i < identity.Length; i += n + 1)
        {
            identity[i] = 1;
        }

        return identity;
    }

    /// <summary>Aᵏ for n×n and any integer k.</summary>
    public static double[] Power(double[] a, int n, int k)
    {
        if (k < 0)
        {
            return Power(Invert(a, n), n, -k);
        }

        double[]? power = null;
        for (var square = a; k > 0; k >>= 1)
        {
            if ((k & 1) == 1)
            {
                power = power is null ? square : Multiply(power, square, n);
            }

            if (k > 1)
            {
                square = Multiply(square, square, n);
            }
        }

        return power ?? Identity(n);
    }

    /// <summary>det A.</summary>
    public static double Determinant(double[] a)
    {
        var n = Side(a);
        var pivots = n > 64 ? new double[n] : stackalloc double[n];
        var determinant = Eliminate(a, n, pivots);
        foreach (var pivot in pivots)
        {
            determinant *= pivot;
        }

        return determinant;
    }

    /// <summary>log det A; NaN where the determinant is negative.</summary>
    public static double LogDeterminant(double[] a)
    {
        var n = Side(a);
        var pivots = n > 64 ? new double[n] : stackalloc double[n];
        var sign = Eliminate(a, n, pivots);
        var logarithm = 0.0;
        foreach (var pivot in pivots)
        {
            sign = pivot < 0 ? -sign : sign;
            logarithm += Math.Log(Math.Abs(pivot));
        }

        return sign < 0 ? double.NaN : logarithm;
    }

    /// <summary>A⁻¹; infinite or NaN for a singular A.</summary>
    /// <remarks>Gauss and Jordan with complete pivoting in place (Press et al., <i>Numerical Recipes</i>, §2.1): afterwards the columns are sorted.</remarks>
    public static double[] Invert(double[] a, int n)
    {
        var x = (double[])a.Clone();
        var pivotRows = n > 64 ? new int[n] : stackalloc int[64];
        var pivotColumns = n > 64 ? new int[n] : stackalloc int[64];
        var isDone = n > 64 ? new bool[n] : stackalloc bool[64];
        isDone.Clear();
        for (var step = 0; step < n; step++)
        {
            var (row, column, most) = (-1, -1, 0.0);
            for (var j = 0; j < n; j++)
            {
                for (var i = 0; i < n; i++)
                {
                    if (!isDone[i] && !isDone[j] && Math.Abs(x[i + (j * n)]) > most)
                    {
                        (row, column, most) = (i, j, Math.Abs(x[i + (j * n)]));
                    }
                }
            }

            if (row < 0 || double.IsInfinity(most))
            {
                Array.Fill(x, double.NaN);
                return x;
            }

            (pivotRows[step], pivotColumns[step], isDone[column]) = (row, column, true);
            SwapRows(x, n, row, column);
            Reduce(x, n, column);
        }

        for (var step = n - 1; step >= 0; step--)
        {
            var (first, second) = (pivotRows[step] * n, pivotColumns[step] * n);
            for (var i = 0; first != second && i < n; i++)
            {
                (x[first + i], x[second + i]) = (x[second + i], x[first + i]);
            }
        }

        return x;
    }

    /// <summary>The largest sum of the absolute values of a column; NaN if an entry is.</summary>
    public static double Norm(ReadOnlySpan<double> a, int n)
    {
        var most = 0.0;
        for (var j = 0; j < n; j++)
        {
            var sum = 0.0;
            foreach (var x in a.Slice(j * n, n))
            {
                sum += Math.Abs(x);
            }

            most = Math.Max(most, sum);
        }

        return most;
    }

    private static int Side(double[] a)
    {
        var n = 1;
        while (n * n < a.Length)
        {
            n++;
        }

        return n;
    }

    private static void SwapRows(double[] x, int n, int i, int k)
    {
        for (var j = 0; i != k && j < n * n; j += n)
        {
            (x[i + j], x[k + j]) = (x[k + j], x[i + j]);
        }
    }

    private static void Reduce(double[] x, int n, int k)
    {
        var inverse = 1 / x[k + (k * n)];
        x[k + (k * n)] = 1;
        for (var j = 0; j < n; j++)
        {
            x[k + (j * n)] *= inverse;
        }

        for (var i = 0; i < n; i++)
        {
            var factor = x[i + (k * n)];
            if (i == k)
            {
                continue;
            }

            x[i + (k * n)] = 0;
            for (var j = 0; j < n * n; j += n)
            {
                x[i + j] -= factor * x[k + j];
            }
        }
    }

    // The pivots, and the sign of the permutations. A NaN anywhere makes a pivot NaN.
    private static double Eliminate(double[] a, int n, Span<double> pivots)
    {
        var x = n > 16 ? new double[n * n] : stackalloc double[n * n];
        a.CopyTo(x);
        var sign = 1.0;
        for (var k = 0; k < n; k++)
        {
            var (row, column) = (k, k);
            for (var j = k; j < n; j++)
            {
                for (var i = k; i < n; i++)
                {
                    var entry = Math.Abs(x[i + (j * n)]);
                    if (double.IsNaN(entry))
                    {
                        pivots.Fill(double.NaN);
                        return double.NaN;
                    }

                    if (entry > Math.Abs(x[row + (column * n)]))
                    {
                        (row, column) = (i, j);
                    }
                }
            }

            for (var j = 0; row != k && j < n; j++)
            {
                (x[k + (j * n)], x[row + (j * n)]) = (x[row + (j * n)], x[k + (j * n)]);
            }

            for (var i = 0; column != k && i < n; i++)
            {
                (x[i + (k * n)], x[i + (column * n)]) = (x[i + (column * n)], x[i + (k * n)]);
            }

            sign = (row == k) == (column == k) ? sign : -sign;
            var pivot = pivots[k] = x[k + (k * n)];
            if (pivot == 0)
            {
                pivots[k..].Clear();
                return sign;
            }

            for (var i = k + 1; i < n; i++)
            {
                var factor = x[i + (k * n)] / pivot;
                for (var j = k + 1; j < n; j++)
                {
                    x[i + (j * n)] -= factor * x[k + (j * n)];
                }
            }
        }

        return sign;
    }
}
