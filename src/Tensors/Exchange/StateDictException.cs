namespace Adjoint.Tensors;

/// <summary>The tensors of a file do not fit a module.</summary>
/// <param name="path">The file.</param>
/// <param name="reason">What does not fit, in half a sentence.</param>
public sealed class StateDictException(string path, string reason) : InvalidOperationException($"{path} does not fit the module: {reason}.")
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
