using System.Runtime.InteropServices;

namespace Adjoint.Tensors.Loading;

/// <summary>libtorch's messages without the frames of its own code, which follow them.</summary>
internal static class TorchMessage
{
    private const string Frames = "\nException raised from ";

    /// <summary>What comes before the frames, and without C++'s own marks; null for an exception that is not libtorch's.</summary>
    public static string? Of(Exception exception) =>
        exception is ExternalException && exception.Message.IndexOf(Frames, StringComparison.Ordinal) is > 0 and var frames ? exception.Message[..frames].TrimEnd() : null;
}
