using System.Numerics;
using Adjoint.Algebra;

namespace Adjoint.LinearAlgebra;

/// <summary>A rational matrix with each row divided by a number that makes it integral: aᵢⱼ = sᵢ·zᵢⱼ.</summary>
internal sealed class IntegerMatrix
{
    private readonly BigInteger[] integers;
    private readonly long[]? words;

    // The limbs of |z|, least significant first, all after each other; entry t has those from starts[t] to starts[t + 1].
    private readonly uint[] limbs = [];
    private readonly int[] starts = [];

    /// <summary>Clears denominators row by row. Unless the scale matters to the caller, <paramref name="primitive"/> also divides by the row's content.</summary>
    public IntegerMatrix(ReadOnlySpan<Rational> a, int rows, int columns, bool primitive = true)
    {
        (Rows, Columns) = (rows, columns);
        Scales = new Rational[rows];
        integers = new BigInteger[rows * columns];
        var longest = 0L;
        for (var i = 0; i < rows; i++)
        {
            Cancellation.Poll();
            var row = a.Slice(i * columns, columns);
            var (denominator, content) = (BigInteger.One, BigInteger.Zero);
            foreach (var x in row)
            {
                if (!x.IsInteger)
                {
                    denominator *= x.Denominator / BigInteger.GreatestCommonDivisor(denominator, x.Denominator);
                }
            }

            foreach (var x in row)
            {
                if (!primitive || content.IsOne)
                {
                    break;
                }

                content = BigInteger.GreatestCommonDivisor(content, x.Numerator * (denominator / x.Denominator));
            }

            content = content.IsZero ? BigInteger.One : content;
            Scales[i] = new Rational(content, denominator);
            for (var j = 0; j < columns; j++)
            {
                var z = denominator.IsOne && content.IsOne ? row[j].Numerator : row[j].Numerator * (denominator / row[j].Denominator) / content;
                integers[(i * columns) + j] = z;
                longest = Math.Max(longest, BigInteger.Abs(z).GetBitLength());
            }
        }

        EntryBits = checked((int)longest);
        if (EntryBits < 63)
        {
            words = Array.ConvertAll(integers, z => (long)z);
        }
        else
        {
            (limbs, starts) = Limbs(integers);
        }
    }

    /// <summary>m.</summary>
    public int Rows { get; }

    /// <summary>n.</summary>
    public int Columns { get; }

    /// <summary>The sᵢ.</summary>
    public Rational[] Scales { get; }

    /// <summary>All |zᵢⱼ| are below 2ᵇ.</summary>
    public int EntryBits { get; }

    /// <summary>The zᵢⱼ by rows, as machine words, if all have fewer than 63 bits.</summary>
    public ReadOnlySpan<long> Words => words;

    /// <summary>Whether <see cref="Words"/> are there.</summary>
    public bool FitsWords => words is not null;

    /// <summary>The zᵢⱼ by rows; a new array.</summary>
    public BigInteger[] ToIntegers() => [.. integers];

    /// <summary>A number b with |d| &lt; 2ᵇ for every k×k minor d: Hadamard's bound, the product of the k largest Euclidean norms of rows.</summary>
    public long MinorBits(int k)
    {
        var norms = new long[Rows];
        for (var i = 0; i < Rows; i++)
        {
            Cancellation.Poll();
            var square = BigInteger.Zero;
            for (var t = i * Columns; t < (i + 1) * Columns; t++)
            {
                square += words is not null ? (BigInteger)((Int128)words[t] * words[t]) : integers[t] * integers[t];
            }

            norms[i] = square.GetBitLength();
        }

        Array.Sort(norms);
        var sum = 0L;
        foreach (var bits in norms.AsSpan(Math.Max(0, Rows - k)))
        {
            sum += bits;
        }

        return (sum / 2) + 1;
    }

    /// <summary>zᵢⱼ mod p, 0 ≤ z &lt; p, with the rows in the given order; only as many rows as the order has.</summary>
    public ulong[] Modulo(uint p, ReadOnlySpan<int> order)
    {
        var residues = new ulong[order.Length * Columns];
        for (var i = 0; i < order.Length; i++)
        {
            Cancellation.Poll();
            for (var j = 0; j < Columns; j++)
            {
                var t = (order[i] * Columns) + j;
                residues[(i * Columns) + j] = words is not null ? Modulo(words[t], p) : Modulo(t, p);
            }
        }

        return residues;
    }

    private static ulong Modulo(long z, uint p)
    {
        var r = z % p;
        return (ulong)(r < 0 ? r + p : r);
    }

    private ulong Modulo(int t, uint p)
    {
        var r = 0UL;
        for (var l = starts[t + 1] - 1; l >= starts[t]; l--)
        {
            r = ((r << 32) | limbs[l]) % p;
        }

        return r != 0 && integers[t].Sign < 0 ? p - r : r;
    }

    private static (uint[] Limbs, int[] Starts) Limbs(BigInteger[] integers)
    {
        var starts = new int[integers.Length + 1];
        for (var t = 0; t < integers.Length; t++)
        {
            starts[t + 1] = checked(starts[t] + (int)((BigInteger.Abs(integers[t]).GetBitLength() + 31) / 32));
        }

        var limbs = new uint[starts[^1]];
        for (var t = 0; t < integers.Length; t++)
        {
            Cancellation.Poll();
            var bytes = BigInteger.Abs(integers[t]).ToByteArray(isUnsigned: true);
            for (var b = 0; b < bytes.Length && !integers[t].IsZero; b++)
            {
                limbs[starts[t] + (b / 4)] |= (uint)bytes[b] << (8 * (b % 4));
            }
        }

        return (limbs, starts);
    }
}
