using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Adjoint.Tensors.Exchange;

/// <summary>One array in NumPy's format, to and from a stream.</summary>
internal static class Npy
{
    private const int BufferSize = 1 << 20;

    /// <summary>Writes header and elements, row-major and little-endian.</summary>
    internal static void Write(Stream stream, torch.Tensor tensor, string operation)
    {
        SharedMemory.RequireDense(operation, tensor);
        stream.Write(NpyHeader.For(operation, tensor));
        using var readable = SharedMemory.Readable(tensor);
        RawElements.Write(stream, readable);
    }

    /// <summary>Reads an array from a stream of exactly <paramref name="available"/> bytes, as is said of it.</summary>
    /// <exception cref="TensorFormatException">It is none, or is truncated, or bytes follow it, or a number is past int64.</exception>
    internal static torch.Tensor Read(Stream stream, long available, string source)
    {
        var header = NpyHeader.Read(stream, available, source);
        ElementCount.TryOf(header.Shape, header.Size, out var count);
        var needed = header.Length + (count * header.Size);
        if (needed != available)
        {
            throw new TensorFormatException(source, needed > available || needed < 0
                ? string.Create(CultureInfo.InvariantCulture, $"it ends at byte {available}, and an array of shape {TensorName.Of(header.Shape)} with {header.Size} bytes each ends at byte {(UInt128)header.Length + ((UInt128)count * (uint)header.Size)}")
                : string.Create(CultureInfo.InvariantCulture, $"{available - needed} bytes follow the array; several arrays in one file are an .npz"));
        }

        var shape = header.FortranOrder ? header.Shape.Reverse().ToArray() : header.Shape;
        var tensor = RawElements.Allocate(shape, header.Dtype, source);
        try
        {
            Fill(tensor, stream, header, count, source);
            if (!header.FortranOrder || shape.Length < 2)
            {
                return tensor;
            }

            using (tensor)
            {
                return tensor.permute([.. Enumerable.Range(0, shape.Length).Reverse().Select(i => (long)i)]);
            }
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    private static void Fill(torch.Tensor tensor, Stream stream, NpyHeader header, long count, string source)
    {
        if (count == 0)
        {
            return;
        }

        if (header.Kind == 'u' && header.Size > 1)
        {
            Widen(tensor, stream, header, count, source);
            return;
        }

        var bytes = count * header.Size;
        for (long done = 0; done < bytes;)
        {
            Cancellation.Poll();
            var chunk = SharedMemory.Chunk(tensor, done, bytes - done);
            RawElements.Read(stream, chunk, header.Length + done, source);
            if (header.Kind == 'b')
            {
                RawElements.MakeTruthValues(chunk);
            }

            Reorder(chunk, header);
            done += chunk.Length;
        }
    }

    // Unsigned integers go into the next signed type; 64 bits only as far as int64 reaches.
    private static void Widen(torch.Tensor tensor, Stream stream, NpyHeader header, long count, string source)
    {
        var buffer = new byte[(int)Math.Min(BufferSize, count * header.Size)];
        for (long done = 0; done < count;)
        {
            Cancellation.Poll();
            var length = (int)Math.Min(buffer.Length / header.Size, count - done);
            var chunk = buffer.AsSpan(0, length * header.Size);
            RawElements.Read(stream, chunk, header.Length + (done * header.Size), source);
            Reorder(chunk, header);
            var target = SharedMemory.Chunk(tensor, done * (header.Size == 2 ? 4 : 8), (long)length * (header.Size == 2 ? 4 : 8));
            for (var i = 0; i < length; i++)
            {
                switch (header.Size)
                {
                    case 2:
                        MemoryMarshal.Cast<byte, int>(target)[i] = MemoryMarshal.Cast<byte, ushort>(chunk)[i];
                        break;
                    case 4:
                        MemoryMarshal.Cast<byte, long>(target)[i] = MemoryMarshal.Cast<byte, uint>(chunk)[i];
                        break;
                    default:
                        var n = MemoryMarshal.Cast<byte, ulong>(chunk)[i];
                        MemoryMarshal.Cast<byte, long>(target)[i] = n <= long.MaxValue
                            ? (long)n
                            : throw new TensorFormatException(source, string.Create(
                                CultureInfo.InvariantCulture, $"element {done + i} is {n}, past 2⁶³ − 1, the largest integer of a tensor"));
                        break;
                }
            }

            done += length;
        }
    }

    private static void Reorder(Span<byte> bytes, NpyHeader header)
    {
        if (header.BigEndian == !BitConverter.IsLittleEndian)
        {
            return;
        }

        switch (header.NumberSize)
        {
            case 2:
                var twos = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(twos, twos);
                break;
            case 4:
                var fours = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(fours, fours);
                break;
            case 8:
                var eights = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(eights, eights);
                break;
        }
    }
}
