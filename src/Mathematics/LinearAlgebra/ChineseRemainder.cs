using System.Buffers.Binary;
using System.Numerics;

namespace Adjoint.LinearAlgebra;

/// <summary>Integers by their residues modulo many primes below 2³¹.</summary>
/// <remarks>
/// With P = Πpᵢ, Pᵢ = P/pᵢ and cᵢ = xᵢ·Pᵢ⁻¹ mod pᵢ: x = Σ cᵢ·Pᵢ − q·P, where q = ⌊Σ cᵢ/pᵢ⌋ is found in floating point and corrected by one.
/// The sum is over machine words in place; k²/2 word products for each integer with k primes.
/// </remarks>
internal sealed class ChineseRemainder
{
    private readonly List<uint> primes = [];
    private readonly List<uint[]> residues = [];

    /// <summary>P.</summary>
    public BigInteger Modulus { get; private set; } = BigInteger.One;

    /// <summary>Notes x mod p for every x.</summary>
    public void Add(uint p, ulong[] moduloP)
    {
        primes.Add(p);
        residues.Add(Array.ConvertAll(moduloP, x => (uint)x));
        Modulus *= p;
    }

    /// <summary>The integers x with −P/2 &lt; x &lt; P/2.</summary>
    public BigInteger[] Reconstruct()
    {
        var k = primes.Count;
        var words = (int)((Modulus.GetBitLength() + 63) / 64) + 1;
        var cofactors = new ulong[k * words];
        var inverses = new ulong[k];
        for (var i = 0; i < k; i++)
        {
            Cancellation.Poll();
            var cofactor = Modulus / primes[i];
            ToWords(cofactor, cofactors.AsSpan(i * words, words));
            inverses[i] = ModularElimination.Invert((ulong)(cofactor % primes[i]), primes[i]);
        }

        var (modulus, half) = (new ulong[words], new ulong[words]);
        ToWords(Modulus, modulus);
        ToWords(Modulus / 2, half);
        var integers = new BigInteger[residues.Count == 0 ? 0 : residues[0].Length];
        Span<ulong> sum = new ulong[words];
        var bytes = new byte[words * sizeof(ulong)];
        for (var t = 0; t < integers.Length; t++)
        {
            if (t % 64 == 0)
            {
                Cancellation.Poll();
            }

            sum.Clear();
            var quotient = 0.0;
            for (var i = 0; i < k; i++)
            {
                var c = residues[i][t] * inverses[i] % primes[i];
                quotient += (double)c / primes[i];
                AddMultiple(sum, c, cofactors.AsSpan(i * words, words));
            }

            // The error of the quotient is far below 1, so it is right or off by one where the sum is close to a multiple of P.
            SubtractMultiple(sum, (ulong)quotient, modulus);
            if ((long)sum[^1] < 0)
            {
                AddMultiple(sum, 1, modulus);
            }
            else if (Compare(sum, modulus) >= 0)
            {
                SubtractMultiple(sum, 1, modulus);
            }

            var negative = Compare(sum, half) > 0;
            if (negative)
            {
                SubtractMultiple(sum, 1, modulus);
            }

            integers[t] = FromWords(sum, bytes);
        }

        return integers;
    }

    private static void AddMultiple(Span<ulong> target, ulong c, ReadOnlySpan<ulong> source)
    {
        var carry = 0UL;
        source = source[..target.Length];
        for (var i = 0; i < target.Length; i++)
        {
            // c·s + carry + t < 2⁶⁴·2⁶⁴, because c < 2³¹.
            var high = Math.BigMul(c, source[i], out var low);
            low += carry;
            high += low < carry ? 1UL : 0;
            var sum = target[i] + low;
            carry = high + (sum < low ? 1UL : 0);
            target[i] = sum;
        }
    }

    private static void SubtractMultiple(Span<ulong> target, ulong c, ReadOnlySpan<ulong> source)
    {
        var borrow = 0UL;
        source = source[..target.Length];
        for (var i = 0; i < target.Length; i++)
        {
            var high = Math.BigMul(c, source[i], out var low);
            low += borrow;
            high += low < borrow ? 1UL : 0;
            borrow = high + (target[i] < low ? 1UL : 0);
            target[i] -= low;
        }
    }

    private static int Compare(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y)
    {
        for (var i = x.Length - 1; i >= 0; i--)
        {
            if (x[i] != y[i])
            {
                return x[i] < y[i] ? -1 : 1;
            }
        }

        return 0;
    }

    private static void ToWords(BigInteger n, Span<ulong> words)
    {
        var bytes = new byte[words.Length * sizeof(ulong)];
        n.TryWriteBytes(bytes, out _);
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)));
        }
    }

    // Two's complement, as the subtraction of P leaves it.
    private static BigInteger FromWords(ReadOnlySpan<ulong> words, Span<byte> bytes)
    {
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(i * sizeof(ulong))..], words[i]);
        }

        return new BigInteger(bytes);
    }
}
