using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Adjoint.Tensors.Loading;

/// <summary>libtorch's messages without the frames of its own code, which follow them.</summary>
internal static partial class TorchMessage
{
    private static readonly string[] Frames = ["\nException raised from ", "\nframe #0: "];

    /// <summary>What comes before the frames, and without the place in libtorch's code; null for an exception that is not libtorch's.</summary>
    public static string? Of(Exception exception)
    {
        // TorchSharp's own, with the trace of a search that did not take place.
        if (exception is InvalidOperationException && NoDevice().Match(exception.Message) is { Success: true } device)
        {
            return $"{device.Groups["device"].Value} cannot be used on this machine; #!device says why.";
        }

        if (exception is InvalidOperationException && exception.Message.IndexOf(" Trace from LoadNativeBackend:", StringComparison.Ordinal) is > 0 and var trace)
        {
            return $"{exception.Message[..trace]} #!device says which devices there are, and why this one is not.";
        }

        if (exception is not ExternalException)
        {
            return null;
        }

        var message = exception.Message;
        var end = Frames.Select(f => message.IndexOf(f, StringComparison.Ordinal)).Where(i => i > 0).DefaultIfEmpty(message.Length).Min();
        return Enforcement().Replace(message[..end], string.Empty).TrimEnd();
    }

    [GeneratedRegex(@"^Torch device type (?<device>\w+) did not initialise on the current machine\.")]
    private static partial Regex NoDevice();

    // [enforce fail at alloc_cpu.cpp:127] err == 0.
    [GeneratedRegex(@"^\[enforce fail at [^\]]*\]\s*[^.]*\.\s*")]
    private static partial Regex Enforcement();
}
