namespace Adjoint.Algebra;

/// <summary>Primes below 2³².</summary>
internal static class Primes
{
    /// <summary>The smallest prime factor of n ≥ 2; n itself if it is prime. At most √n/2 divisions, and few if n is prime.</summary>
    public static uint SmallestFactor(uint n)
    {
        if (IsPrime(n))
        {
            return n;
        }

        if (n % 2 == 0)
        {
            return 2;
        }

        // n is composite, so a divisor at most √n ends the loop.
        var d = 3u;
        while (n % d != 0)
        {
            d += 2;
        }

        return d;
    }

    /// <summary>Whether n is prime: the strong test to the bases 2, 7 and 61, which no composite below 4 759 123 141 passes.</summary>
    /// <remarks>G. Jaeschke, <i>On strong pseudoprimes to several bases</i>, Math. Comp. 61 (1993), 915–926.</remarks>
    public static bool IsPrime(uint n) => n is 2 or 7 or 61 || (n > 2 && n % 2 != 0 && Passes(n, 2) && Passes(n, 7) && Passes(n, 61));

    /// <summary>The largest prime below n &gt; 2.</summary>
    public static uint Below(uint n)
    {
        do
        {
            n--;
        }
        while (!IsPrime(n));

        return n;
    }

    private static bool Passes(uint n, uint b)
    {
        var exponent = n - 1;
        var twos = System.Numerics.BitOperations.TrailingZeroCount(exponent);
        var x = Power(b % n, exponent >> twos, n);
        if (x == 1 || x == n - 1)
        {
            return true;
        }

        for (var i = 1; i < twos; i++)
        {
            x = x * x % n;
            if (x == n - 1)
            {
                return true;
            }
        }

        return false;
    }

    private static ulong Power(ulong b, uint exponent, uint n)
    {
        var power = 1UL;
        for (; exponent > 0; exponent >>= 1)
        {
            power = (exponent & 1) == 0 ? power : power * b % n;
            b = b * b % n;
        }

        return power;
    }
}
