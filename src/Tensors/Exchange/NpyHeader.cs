using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using TorchSharp;

namespace Adjoint.Tensors.Exchange;

/// <summary>What stands before the elements in an .npy file: <c>{'descr': '&lt;f8', 'fortran_order': False, 'shape': (2, 3), }</c>.</summary>
/// <remarks>The format is NEP 1 of NumPy with versions 1.0, 2.0 and 3.0 (numpy.lib.format). The text is a Python literal; nothing is evaluated and no pickle is read.</remarks>
/// <param name="Kind">b, i, u, f or c.</param>
/// <param name="Size">Bytes of an element.</param>
/// <param name="BigEndian">Whether the most significant byte of a number comes first.</param>
/// <param name="FortranOrder">Whether the first index runs fastest.</param>
/// <param name="Shape">The sizes.</param>
/// <param name="Length">The bytes of the header with the magic string before it: where the elements begin.</param>
internal sealed record NpyHeader(char Kind, int Size, bool BigEndian, bool FortranOrder, long[] Shape, long Length)
{
    /// <summary>The longest header that is read; NumPy's own limit is 10 000.</summary>
    private const int MaximumLength = 1 << 16;

    /// <summary>The type of elements of the tensor. There are no unsigned ones but bytes, so the others become wider.</summary>
    internal torch.ScalarType Dtype => (Kind, Size) switch
    {
        ('b', 1) => torch.ScalarType.Bool,
        ('u', 1) => torch.ScalarType.Byte,
        ('i', 1) => torch.ScalarType.Int8,
        ('i', 2) => torch.ScalarType.Int16,
        ('i', 4) or ('u', 2) => torch.ScalarType.Int32,
        ('i', 8) or ('u', 4) or ('u', 8) => torch.ScalarType.Int64,
        ('f', 2) => torch.ScalarType.Float16,
        ('f', 4) => torch.ScalarType.Float32,
        ('f', 8) => torch.ScalarType.Float64,
        ('c', 8) => torch.ScalarType.ComplexFloat32,
        _ => torch.ScalarType.ComplexFloat64,
    };

    /// <summary>The bytes of one number: half an element where it is complex.</summary>
    internal int NumberSize => Kind == 'c' ? Size / 2 : Size;

    /// <summary>The header of a tensor in row-major order, with the magic string; a multiple of 64 bytes, as NumPy writes it.</summary>
    /// <exception cref="UnsuitableTensorException">NumPy has no such type of elements.</exception>
    internal static byte[] For(string operation, torch.Tensor tensor)
    {
        var type = tensor.dtype switch
        {
            torch.ScalarType.Bool => "|b1",
            torch.ScalarType.Byte => "|u1",
            torch.ScalarType.Int8 => "|i1",
            torch.ScalarType.Int16 => "<i2",
            torch.ScalarType.Int32 => "<i4",
            torch.ScalarType.Int64 => "<i8",
            torch.ScalarType.Float16 => "<f2",
            torch.ScalarType.Float32 => "<f4",
            torch.ScalarType.Float64 => "<f8",
            torch.ScalarType.ComplexFloat32 => "<c8",
            torch.ScalarType.ComplexFloat64 => "<c16",
            torch.ScalarType.BFloat16 => throw new UnsuitableTensorException(
                operation, "a type that NumPy has (to(ScalarType.Float32) is exact, and safetensors keep bfloat16)", tensor),
            _ => throw new UnsuitableTensorException(operation, "a type that NumPy has", tensor),
        };
        var sizes = string.Join(", ", Array.ConvertAll(tensor.shape, n => n.ToString(CultureInfo.InvariantCulture)));
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({sizes}{(tensor.ndim == 1 ? "," : string.Empty)}), }}";
        var length = (10 + text.Length + 1 + 63) / 64 * 64;
        var header = new byte[length];
        header[0] = 0x93;
        Encoding.Latin1.GetBytes("NUMPY\u0001\0", header.AsSpan(1));
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(length - 10));
        Encoding.Latin1.GetBytes(text, header.AsSpan(10));
        header.AsSpan(10 + text.Length).Fill((byte)' ');
        header[^1] = (byte)'\n';
        return header;
    }

    /// <summary>Reads magic string, version and header from the front of the stream, of which <paramref name="available"/> bytes are there.</summary>
    /// <exception cref="TensorFormatException">It is no header of an array that a tensor can hold; the message says where.</exception>
    internal static NpyHeader Read(Stream stream, long available, string source)
    {
        Span<byte> start = stackalloc byte[12];
        var read = stream.ReadAtLeast(start[..10], 10, throwOnEndOfStream: false);
        if (read < 10)
        {
            throw new TensorFormatException(source, string.Create(CultureInfo.InvariantCulture, $"it ends at byte {read}, within the header of an .npy array"));
        }

        if (start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8))
        {
            throw new TensorFormatException(source, "it does not begin as an .npy array does, with the bytes 93 'NUMPY'");
        }

        if (start[6] is not (1 or 2 or 3) || start[7] != 0)
        {
            throw new TensorFormatException(source, string.Create(CultureInfo.InvariantCulture, $"its format is {start[6]}.{start[7]}; 1.0, 2.0 and 3.0 are read"));
        }

        long prefix = 10;
        long length = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        if (start[6] > 1)
        {
            prefix = 12;
            if (stream.ReadAtLeast(start[10..], 2, throwOnEndOfStream: false) < 2)
            {
                throw new TensorFormatException(source, "it ends at byte 10 or 11, within the header of an .npy array");
            }

            length = BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        }

        if (length > MaximumLength || length > available - prefix)
        {
            throw new TensorFormatException(source, length > available - prefix
                ? string.Create(CultureInfo.InvariantCulture, $"its header is said to have {length} bytes, and it ends at byte {available}")
                : string.Create(CultureInfo.InvariantCulture, $"its header is said to have {length} bytes; {MaximumLength} are read at most"));
        }

        var bytes = new byte[length];
        read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
        {
            throw new TensorFormatException(source, string.Create(CultureInfo.InvariantCulture, $"it ends at byte {prefix + read}, within the header of an .npy array"));
        }

        return new NpyHeaderReader(source, (start[6] == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes)).Read(prefix + length);
    }
}
