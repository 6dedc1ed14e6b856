using System.Numerics;

namespace Adjoint.LinearAlgebra;

/// <summary>Elimination over ℤ in which every division is exact: all entries stay minors of the matrix.</summary>
/// <remarks>E. H. Bareiss, <i>Sylvester's identity and multistep integer-preserving Gaussian elimination</i>, Math. Comp. 22 (1968), 565–578.</remarks>
internal static class FractionFree
{
    /// <summary>Brings A : m×n to d times its reduced row echelon form in place; its rows below the rank become 0.</summary>
    /// <returns>The pivot columns; d ≠ 0, the minor of A at the pivot columns and the rows chosen; and whether an odd number of rows were swapped.</returns>
    public static (int[] Pivots, BigInteger Minor, bool OddSwaps) RowReduce(BigInteger[] a, int m, int n)
    {
        var pivots = new List<int>();
        var (d, odd) = (BigInteger.One, false);
        for (var column = 0; column < n && pivots.Count < m; column++)
        {
            var row = pivots.Count;
            var first = row;
            while (first < m && a[(first * n) + column].IsZero)
            {
                first++;
            }

            if (first == m)
            {
                continue;
            }

            for (var j = 0; j < n && first != row; j++)
            {
                (a[(first * n) + j], a[(row * n) + j]) = (a[(row * n) + j], a[(first * n) + j]);
            }

            odd ^= first != row;
            var pivot = a[(row * n) + column];
            for (var i = 0; i < m; i++)
            {
                if (i == row)
                {
                    continue;
                }

                Cancellation.Poll();
                var c = a[(i * n) + column];
                for (var j = 0; j < n; j++)
                {
                    // Columns before this one are multiples of unit columns, where the pivot row is 0.
                    a[(i * n) + j] = ((pivot * a[(i * n) + j]) - (c * a[(row * n) + j])) / d;
                }
            }

            d = pivot;
            pivots.Add(column);
        }

        return ([.. pivots], d, odd);
    }
}
