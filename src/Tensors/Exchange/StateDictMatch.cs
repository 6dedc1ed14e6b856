namespace Adjoint.Tensors;

/// <summary>How the names in a file met those of a module.</summary>
/// <param name="Missing">Parameters and buffers of the module that the file lacks; they are as they were.</param>
/// <param name="Unexpected">Tensors of the file that the module has no place for.</param>
public sealed record StateDictMatch(IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected)
{
    /// <summary>Whether the names are the same.</summary>
    public bool IsExact => Missing.Count == 0 && Unexpected.Count == 0;
}
