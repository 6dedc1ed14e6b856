using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.LinearAlgebra;

/// <summary>Products and elimination modulo a prime p &lt; 2³¹ on machine words.</summary>
/// <remarks>
/// Reduction is delayed: an entry may be any representative below p², because x + c·y &lt; 2p² &lt; 2⁶³ for c, y &lt; p, and one conditional
/// subtraction of p² brings it back. So the inner loop has no division. Results are reduced.
/// </remarks>
internal static class ModularElimination
{
    /// <summary>A·B modulo p, for A : m×k and B : k×n with entries below p.</summary>
    public static ulong[] Multiply(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, int m, int k, int n, uint p)
    {
        var product = new ulong[m * n];
        for (var i = 0; i < m; i++)
        {
            Cancellation.Poll();
            var row = product.AsSpan(i * n, n);
            for (var l = 0; l < k; l++)
            {
                AddMultiple(row, a[(i * k) + l], b.Slice(l * n, n), p);
            }

            Reduce(row, p);
        }

        return product;
    }

    /// <summary>Brings A : m×n to reduced row echelon form in place.</summary>
    /// <param name="a">Entries below p, before and after.</param>
    /// <param name="m">Rows.</param>
    /// <param name="n">Columns.</param>
    /// <param name="p">A prime below 2³¹.</param>
    /// <param name="order">Null, or m places: receives which row of A is now where, so that its first r are independent rows of A.</param>
    /// <returns>The pivot columns; and, if all m rows are independent, the minor of A in the pivot columns.</returns>
    public static (int[] Pivots, ulong Minor) RowReduce(Span<ulong> a, int m, int n, uint p, Span<int> order) => Eliminate(a, m, n, p, order, above: true);

    /// <summary>The rank of A : m×n with entries below p, and, if it is the number of rows and of columns, the determinant. A is overwritten.</summary>
    public static (int Rank, ulong Determinant) Triangulate(Span<ulong> a, int m, int n, uint p)
    {
        var (pivots, minor) = Eliminate(a, m, n, p, [], above: false);
        return (pivots.Length, pivots.Length == m && m == n ? minor : 0);
    }

    /// <summary>The inverse of 0 &lt; a &lt; p modulo p.</summary>
    public static ulong Invert(ulong a, uint p)
    {
        var (r, rNext) = ((long)p, (long)a);
        var (s, sNext) = (0L, 1L);
        while (rNext != 0)
        {
            var q = r / rNext;
            (r, rNext) = (rNext, r - (q * rNext));
            (s, sNext) = (sNext, s - (q * sNext));
        }

        return (ulong)(s < 0 ? s + p : s);
    }

    /// <summary>target + c·source, with c and source below p; target stays below p².</summary>
    public static void AddMultiple(Span<ulong> target, ulong c, ReadOnlySpan<ulong> source, uint p)
    {
        var square = (ulong)p * p;
        var j = 0;
        ref var x = ref MemoryMarshal.GetReference(target);
        ref var y = ref MemoryMarshal.GetReference(source[..target.Length]);
        if (Avx2.IsSupported)
        {
            var (factor, limit, last) = (Vector256.Create(c).AsUInt32(), Vector256.Create(square), Vector256.Create((long)square - 1));
            for (; j <= target.Length - Vector256<ulong>.Count; j += Vector256<ulong>.Count)
            {
                var sum = Vector256.LoadUnsafe(ref x, (nuint)j) + Avx2.Multiply(factor, Vector256.LoadUnsafe(ref y, (nuint)j).AsUInt32());
                var over = Vector256.GreaterThan(sum.AsInt64(), last).AsUInt64();
                (sum - (limit & over)).StoreUnsafe(ref x, (nuint)j);
            }
        }

        for (; j < target.Length; j++)
        {
            var sum = target[j] + (c * source[j]);
            target[j] = sum >= square ? sum - square : sum;
        }
    }

    private static (int[] Pivots, ulong Minor) Eliminate(Span<ulong> a, int m, int n, uint p, Span<int> order, bool above)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var pivots = new List<int>(Math.Min(m, n));
        var (minor, odd) = (1UL, false);
        for (var column = 0; column < n && pivots.Count < m; column++)
        {
            Cancellation.Poll();
            var row = pivots.Count;
            var first = row;
            while (first < m && (a[(first * n) + column] %= p) == 0)
            {
                first++;
            }

            if (first == m)
            {
                continue;
            }

            if (first != row)
            {
                Swap(a.Slice(first * n, n), a.Slice(row * n, n));
                odd = !odd;
                if (!order.IsEmpty)
                {
                    (order[first], order[row]) = (order[row], order[first]);
                }
            }

            // Left of the column the pivot row is zero; in it and right of it the row is made 1, *, …, * with entries below p.
            var pivotRow = a.Slice((row * n) + column, n - column);
            var pivot = pivotRow[0];
            minor = minor * pivot % p;
            var inverse = Invert(pivot, p);
            foreach (ref var entry in pivotRow)
            {
                entry = entry % p * inverse % p;
            }

            for (var i = above ? 0 : row + 1; i < m; i++)
            {
                var target = a.Slice((i * n) + column, n - column);
                if (i != row && target[0] % p is not 0 and var c)
                {
                    AddMultiple(target, p - c, pivotRow, p);
                }
            }

            pivots.Add(column);
        }

        Reduce(a[..(m * n)], p);
        return ([.. pivots], odd ? (p - minor) % p : minor);
    }

    private static void Swap(Span<ulong> x, Span<ulong> y)
    {
        for (var j = 0; j < x.Length; j++)
        {
            (x[j], y[j]) = (y[j], x[j]);
        }
    }

    private static void Reduce(Span<ulong> row, uint p)
    {
        foreach (ref var entry in row)
        {
            entry %= p;
        }
    }
}
