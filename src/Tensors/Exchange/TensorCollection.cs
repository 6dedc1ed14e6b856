using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Tensors with names, in the order of their file. Disposing it disposes them all.</summary>
public sealed class TensorCollection : IReadOnlyDictionary<string, torch.Tensor>, IDisposable
{
    private readonly OrderedDictionary<string, torch.Tensor> tensors = new(StringComparer.Ordinal);

    internal TensorCollection()
    {
    }

    /// <inheritdoc/>
    public int Count => tensors.Count;

    /// <summary>The names, in the order of the file.</summary>
    public IEnumerable<string> Keys => tensors.Keys;

    /// <summary>The tensors, in the order of the file.</summary>
    public IEnumerable<torch.Tensor> Values => tensors.Values;

    /// <summary>The tensor of that name; it belongs to this collection, which disposes it.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names those that there are.</exception>
    public torch.Tensor this[string key] => tensors.TryGetValue(key, out var tensor)
        ? tensor
        : throw new KeyNotFoundException($"There is no tensor '{key}'; there are {Names(tensors.Keys)}.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => tensors.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out torch.Tensor value) => tensors.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, torch.Tensor>> GetEnumerator() => tensors.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Disposes every tensor.</summary>
    public void Dispose()
    {
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }

        tensors.Clear();
    }

    /// <summary>Names in a sentence, the first few: <c>'a', 'b' and 3 more</c>.</summary>
    internal static string Names(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return all.Length switch
        {
            0 => "none",
            <= 6 => $"'{string.Join("', '", all)}'",
            _ => $"'{string.Join("', '", all[..5])}' and {all.Length - 5} more",
        };
    }

    internal void Add(string name, torch.Tensor tensor) => tensors.Add(name, tensor);
}
