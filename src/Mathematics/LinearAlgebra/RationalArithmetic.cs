using System.Numerics;
using Adjoint.Algebra;

namespace Adjoint.LinearAlgebra;

/// <summary>Linear algebra over ℚ: integers modulo many primes, put together by the Chinese remainder theorem.</summary>
/// <remarks>
/// Nothing is probabilistic: enough primes are taken to exceed Hadamard's bound on every minor involved, so that results are proved and not tested.
/// Few rows, or entries much longer than the matrix is wide, are eliminated over ℤ instead.
/// </remarks>
internal sealed class RationalArithmetic : IDenseArithmetic<Rational>
{
    private const uint FirstPrime = 1u << 31;

    private RationalArithmetic()
    {
    }

    public static RationalArithmetic Instance { get; } = new();

    public Rational[] Multiply(Rational[] a, Rational[] b, int m, int k, int n)
    {
        // A with rows over one denominator, B with columns over one.
        var left = new IntegerMatrix(a, m, k, primitive: false);
        var right = new IntegerMatrix(Transpose(b, k, n), n, k, primitive: false);
        var bits = left.EntryBits + right.EntryBits + BitOperations.Log2((uint)k + 1) + 1;
        var integers = left.FitsWords && right.FitsWords && bits < 63 ? MultiplyWords(left.Words, right.Words, m, k, n)
            : (long)m * k * n < 1000 ? MultiplyIntegers(left.ToIntegers(), right.ToIntegers(), m, k, n)
            : MultiplyModular(left, right, bits);
        var integral = left.Scales.All(s => s.IsInteger) && right.Scales.All(s => s.IsInteger);
        var product = new Rational[m * n];
        for (var t = 0; t < product.Length; t++)
        {
            if (t % 256 == 0)
            {
                Cancellation.Poll();
            }

            product[t] = integral || integers[t].IsZero ? integers[t] : integers[t] * (left.Scales[t / n] * right.Scales[t % n]);
        }

        return product;
    }

    public Rational Determinant(Rational[] a, int n)
    {
        var z = new IntegerMatrix(a, n, n);
        var determinant = UseFractionFree(z) ? DeterminantFractionFree(z) : DeterminantModular(z);
        return determinant.IsZero ? Rational.Zero : z.Scales.Aggregate((Rational)determinant, (product, s) => product * s);
    }

    public int Rank(Rational[] a, int m, int n)
    {
        var z = new IntegerMatrix(a, m, n);
        return UseFractionFree(z) ? FractionFree.RowReduce(z.ToIntegers(), m, n).Pivots.Length : RankModular(z);
    }

    public (Rational[] Reduced, int[] Pivots) RowReduce(Rational[] a, int m, int n)
    {
        var z = new IntegerMatrix(a, m, n);
        return UseFractionFree(z) ? RowReduceFractionFree(z) : RowReduceModular(z);
    }

    /// <summary>det Z by elimination over ℤ.</summary>
    internal static BigInteger DeterminantFractionFree(IntegerMatrix z)
    {
        var (pivots, minor, odd) = FractionFree.RowReduce(z.ToIntegers(), z.Rows, z.Rows);
        return pivots.Length < z.Rows ? BigInteger.Zero : odd ? -minor : minor;
    }

    /// <summary>det Z modulo primes whose product exceeds twice Hadamard's bound.</summary>
    internal static BigInteger DeterminantModular(IntegerMatrix z)
    {
        var crt = new ChineseRemainder();
        var all = Identity(z.Rows);
        var bits = z.MinorBits(z.Rows) + 1;
        for (var p = Primes.Below(FirstPrime); crt.Modulus.GetBitLength() <= bits; p = Primes.Below(p))
        {
            crt.Add(p, [ModularElimination.Triangulate(z.Modulo(p, all), z.Rows, z.Rows, p).Determinant]);
        }

        return crt.Reconstruct()[0];
    }

    /// <summary>r, the largest rank modulo a prime, once all (r + 1)×(r + 1) minors are 0 modulo primes whose product exceeds them.</summary>
    internal static int RankModular(IntegerMatrix z)
    {
        var all = Identity(z.Rows);
        var (rank, modulus, bits) = (0, BigInteger.One, z.MinorBits(1));
        for (var p = Primes.Below(FirstPrime); modulus.GetBitLength() <= bits; p = Primes.Below(p))
        {
            var found = ModularElimination.Triangulate(z.Modulo(p, all), z.Rows, z.Columns, p).Rank;
            if (found == Math.Min(z.Rows, z.Columns))
            {
                return found;
            }

            modulus *= p;
            if (found > rank)
            {
                (rank, bits) = (found, z.MinorBits(found + 1));
            }
        }

        return rank;
    }

    /// <summary>Fraction-free Gauss–Jordan elimination.</summary>
    internal static (Rational[] Reduced, int[] Pivots) RowReduceFractionFree(IntegerMatrix z)
    {
        var work = z.ToIntegers();
        var (pivots, minor, _) = FractionFree.RowReduce(work, z.Rows, z.Columns);
        return (Array.ConvertAll(work, x => new Rational(x, minor)), pivots);
    }

    /// <summary>The reduced row echelon form from its residues.</summary>
    /// <remarks>
    /// Let M be the r×r minor of Z in independent rows and the pivot columns, N the same rows in the other columns. The rows of the echelon form are
    /// M⁻¹·N there, and d = det M and d·M⁻¹·N are minors of Z, hence bounded. All primes must agree on the pivots; one that gives fewer or later
    /// ones divides M and is left out, and one that gives more or earlier ones shows that the others did, and starts anew. The other rows
    /// depend on these exactly if bordered minors vanish, which are (r + 1)×(r + 1) minors and also bounded.
    /// </remarks>
    internal static (Rational[] Reduced, int[] Pivots) RowReduceModular(IntegerMatrix z)
    {
        var (m, n) = (z.Rows, z.Columns);
        var all = Identity(m);
        var p = FirstPrime;
        while (true)
        {
            p = Primes.Below(p);
            var order = new int[m];
            var pivots = ModularElimination.RowReduce(z.Modulo(p, all), m, n, p, order).Pivots;
            var r = pivots.Length;
            var bits = Math.Max(z.MinorBits(r), r < m ? z.MinorBits(r + 1) : 0) + 1;
            var free = Identity(n).Except(pivots).ToArray();
            var crt = new ChineseRemainder();
            var restart = false;
            var q = FirstPrime;
            while (!restart && crt.Modulus.GetBitLength() <= bits)
            {
                q = Primes.Below(q);
                var residues = z.Modulo(q, order.AsSpan(0, r));
                var (found, minor) = ModularElimination.RowReduce(residues, r, n, q, []);
                var comparison = ComparePivots(found, pivots);
                restart = comparison < 0 || (comparison == 0 && !AllDepend(z, order.AsSpan(r), residues, pivots, q));
                if (comparison == 0 && !restart)
                {
                    crt.Add(q, Scaled(residues, free, r, n, minor, q));
                }
            }

            if (!restart)
            {
                return (Assemble(crt.Reconstruct(), pivots, free, m, n), pivots);
            }

            // The prime that showed more was q, so the next attempt takes its pivots.
            p = q + 1;
        }
    }

    // d, then the entries of d·M⁻¹·N by rows.
    private static ulong[] Scaled(ulong[] residues, int[] free, int r, int n, ulong minor, uint p)
    {
        var scaled = new ulong[1 + (r * free.Length)];
        scaled[0] = minor;
        for (var i = 0; i < r; i++)
        {
            for (var j = 0; j < free.Length; j++)
            {
                scaled[1 + (i * free.Length) + j] = residues[(i * n) + free[j]] * minor % p;
            }
        }

        return scaled;
    }

    private static Rational[] Assemble(BigInteger[] integers, int[] pivots, int[] free, int m, int n)
    {
        var reduced = new Rational[m * n];
        for (var i = 0; i < pivots.Length; i++)
        {
            Cancellation.Poll();
            reduced[(i * n) + pivots[i]] = Rational.One;
            for (var j = 0; j < free.Length; j++)
            {
                var x = integers[1 + (i * free.Length) + j];
                reduced[(i * n) + free[j]] = x.IsZero ? Rational.Zero : new Rational(x, integers[0]);
            }
        }

        return reduced;
    }

    // Negative if the first has more pivots, or as many and earlier ones.
    private static int ComparePivots(int[] x, int[] y) => x.Length != y.Length ? y.Length.CompareTo(x.Length) : x.AsSpan().SequenceCompareTo(y);

    private static bool AllDepend(IntegerMatrix z, ReadOnlySpan<int> others, ulong[] echelon, int[] pivots, uint p)
    {
        var n = z.Columns;
        Span<ulong> rows = z.Modulo(p, others);
        for (var o = 0; o < others.Length; o++)
        {
            Cancellation.Poll();
            var row = rows.Slice(o * n, n);
            for (var k = 0; k < pivots.Length; k++)
            {
                if (row[pivots[k]] % p is not 0 and var c)
                {
                    ModularElimination.AddMultiple(row, p - c, echelon.AsSpan(k * n, n), p);
                }
            }

            foreach (var x in row)
            {
                if (x % p != 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static BigInteger[] MultiplyWords(ReadOnlySpan<long> a, ReadOnlySpan<long> columns, int m, int k, int n)
    {
        var product = new BigInteger[m * n];
        for (var i = 0; i < m; i++)
        {
            Cancellation.Poll();
            for (var j = 0; j < n; j++)
            {
                var x = a.Slice(i * k, k);
                var y = columns.Slice(j * k, k);
                var sum = 0L;
                for (var l = 0; l < x.Length; l++)
                {
                    sum += x[l] * y[l];
                }

                product[(i * n) + j] = sum;
            }
        }

        return product;
    }

    private static BigInteger[] MultiplyIntegers(BigInteger[] a, BigInteger[] columns, int m, int k, int n)
    {
        var product = new BigInteger[m * n];
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                Cancellation.Poll();
                for (var l = 0; l < k; l++)
                {
                    product[(i * n) + j] += a[(i * k) + l] * columns[(j * k) + l];
                }
            }
        }

        return product;
    }

    private static BigInteger[] MultiplyModular(IntegerMatrix left, IntegerMatrix right, int bits)
    {
        var (m, k, n) = (left.Rows, left.Columns, right.Rows);
        var crt = new ChineseRemainder();
        for (var p = Primes.Below(FirstPrime); crt.Modulus.GetBitLength() <= bits + 1; p = Primes.Below(p))
        {
            var b = Transpose(right.Modulo(p, Identity(n)), n, k);
            crt.Add(p, ModularElimination.Multiply(left.Modulo(p, Identity(m)), b, m, k, n, p));
        }

        return crt.Reconstruct();
    }

    private static T[] Transpose<T>(T[] a, int rows, int columns)
    {
        var transposed = new T[a.Length];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                transposed[(j * rows) + i] = a[(i * columns) + j];
            }
        }

        return transposed;
    }

    private static int[] Identity(int n) => [.. Enumerable.Range(0, n)];

    // The cost of the modular way grows with the square of the bits of an entry, that of the other with the sixth power of the rows.
    private static bool UseFractionFree(IntegerMatrix z) => Math.Min(z.Rows, z.Columns) <= 4 || z.EntryBits > 10_000 * Math.Min(z.Rows, z.Columns);
}
