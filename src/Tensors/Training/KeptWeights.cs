using TorchSharp;

namespace Adjoint.Tensors.Training;

/// <summary>Copies of a module's parameters and buffers, to go back to.</summary>
internal sealed class KeptWeights(torch.nn.Module model) : IDisposable
{
    private readonly Dictionary<string, torch.Tensor> kept = new(StringComparer.Ordinal);

    /// <summary>Whether the module has them again.</summary>
    public bool HasRestored { get; private set; }

    /// <summary>Copies what the module has now.</summary>
    public void Keep()
    {
        using var reading = torch.no_grad();
        foreach (var (name, tensor) in State())
        {
            if (kept.TryGetValue(name, out var copy))
            {
                copy.copy_(tensor);
            }
            else
            {
                kept.Add(name, tensor.detach().clone().DetachFromDisposeScope());
            }
        }
    }

    /// <summary>Gives the module what was copied last; nothing if nothing was.</summary>
    public void Restore()
    {
        using var reading = torch.no_grad();
        foreach (var (name, tensor) in State())
        {
            if (kept.TryGetValue(name, out var copy))
            {
                tensor.copy_(copy);
                HasRestored = true;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var copy in kept.Values)
        {
            copy.Dispose();
        }
    }

    private IEnumerable<(string Name, torch.Tensor Tensor)> State() => model.named_parameters().Select(p => (p.name, (torch.Tensor)p.parameter)).Concat(model.named_buffers());
}
