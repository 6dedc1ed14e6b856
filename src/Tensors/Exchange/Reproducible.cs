using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>The same random numbers in every run.</summary>
public static class Reproducible
{
    /// <summary>Seeds TorchSharp's generators, the CPU's and those of all GPUs, and returns a generator of .NET with the same seed.</summary>
    /// <remarks>MathNet draws from the generator that it is given: <c>new Normal(0, 1, random)</c>, <c>Matrix.Build.Random(3, 3, new Normal(0, 1, random))</c>.</remarks>
    public static Random Seed(long seed)
    {
        torch.random.manual_seed(seed).Dispose();
        torch.cuda.manual_seed_all(seed);
        return new Random(Fold(seed));
    }

    /// <summary>Seeds as <see cref="Seed"/> does until the scope is disposed, which puts the CPU's generator back to where it was.</summary>
    /// <example><code>using (var scope = Reproducible.Scope(1234)) { var a = torch.randn(3); var n = scope.Random.Next(); }</code></example>
    public static ReproducibleScope Scope(long seed) => new(seed);

    private static int Fold(long seed) => unchecked((int)(seed ^ (seed >> 32)));
}
