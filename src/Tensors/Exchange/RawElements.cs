using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Adjoint.Tensors.Exchange;

/// <summary>The elements of tensors as bytes, little-endian, to and from streams and files.</summary>
internal static class RawElements
{
    /// <summary>Room for a tensor whose size a file states, and whose bytes are known to be there.</summary>
    /// <exception cref="TensorFormatException">The memory cannot be had.</exception>
    internal static torch.Tensor Allocate(long[] shape, torch.ScalarType dtype, string source)
    {
        try
        {
            return torch.empty(shape, dtype, torch.CPU);
        }
        catch (ExternalException error)
        {
            throw new TensorFormatException(source, $"the memory for an array of shape {TensorName.Of(shape)} cannot be had", error);
        }
    }

    /// <summary>Writes the elements of a readable tensor.</summary>
    internal static void Write(Stream stream, torch.Tensor readable)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new NotSupportedException("Tensors are written to files on little-endian machines only.");
        }

        var bytes = readable.numel() * readable.element_size();
        for (long done = 0; done < bytes;)
        {
            Cancellation.Poll();
            var chunk = SharedMemory.Chunk(readable, done, bytes - done);
            stream.Write(chunk);
            done += chunk.Length;
        }
    }

    /// <summary>Fills the chunk from the stream, or says at which byte it ends.</summary>
    internal static void Read(Stream stream, Span<byte> chunk, long position, string source)
    {
        var read = stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
        if (read < chunk.Length)
        {
            throw new TensorFormatException(source, string.Create(CultureInfo.InvariantCulture, $"it ends at byte {position + read}, within the elements"));
        }
    }

    /// <summary>Makes every byte but 0 a 1: libtorch computes with the byte of a bool, and another value there is neither true nor false.</summary>
    internal static void MakeTruthValues(Span<byte> bytes)
    {
        foreach (ref var b in bytes)
        {
            b = b == 0 ? (byte)0 : (byte)1;
        }
    }
}
