namespace Adjoint.MatrixCalculus;

/// <summary>Random numbers: the same seed gives the same numbers on every machine, for ever.</summary>
/// <remarks>Steele, Lea and Flood, <i>Fast splittable pseudorandom number generators</i>, 2014.</remarks>
internal sealed class SplitMix64(ulong seed)
{
    private ulong state = seed;

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>An integer from 0 to <paramref name="count"/> − 1.</summary>
    public int Below(int count) => (int)(Next() % (ulong)count);

    /// <summary>Uniform on (low, high).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * (((Next() >> 11) + 0.5) / (1UL << 53)));

    /// <summary>Normal with mean 0 and variance 1.</summary>
    /// <remarks>Box and Muller, 1958.</remarks>
    public double Normal() => Math.Sqrt(-2 * Math.Log(Uniform(0, 1))) * Math.Cos(2 * Math.PI * Uniform(0, 1));
}
