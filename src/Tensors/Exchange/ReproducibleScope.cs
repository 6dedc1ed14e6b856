using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>A stretch of code with random numbers of its own; see <see cref="Reproducible.Scope"/>.</summary>
/// <remarks>
/// TorchSharp gives no access to the state of a GPU's generators, so after the scope those go on from where its draws left them; the CPU's goes on as if
/// the scope had not been.
/// </remarks>
public sealed class ReproducibleScope : IDisposable
{
    private readonly torch.Tensor state;

    internal ReproducibleScope(long seed)
    {
        using var generator = torch.Generator.Default;
        state = generator.get_state();
        state.DetachFromDisposeScope();
        Random = Reproducible.Seed(seed);
    }

    /// <summary>A generator of .NET with the scope's seed, for MathNet.</summary>
    public Random Random { get; }

    /// <summary>Puts the CPU's generator back.</summary>
    public void Dispose()
    {
        if (!state.IsInvalid)
        {
            using var generator = torch.Generator.Default;
            generator.set_state(state);
            state.Dispose();
        }
    }
}
