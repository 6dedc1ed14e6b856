using Adjoint.Tensors.Exchange;

namespace Adjoint.Tensors;

/// <summary>A file of tensors is not what it should be: truncated, damaged, hostile, or of a kind that is not read.</summary>
/// <param name="source">The file, and the member or tensor in it.</param>
/// <param name="reason">What is wrong and where, in half a sentence; control characters in it are replaced.</param>
/// <param name="inner">What a decoder said.</param>
public sealed class TensorFormatException(string source, string reason, Exception? inner = null)
    : FormatException($"{Printable.Of(source, 200)}: {Printable.Of(reason, 600)}.", inner)
{
    /// <summary>The file, and the member or tensor in it.</summary>
    public string Place { get; } = source;
}
