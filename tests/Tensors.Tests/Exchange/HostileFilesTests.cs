using Adjoint.Tensors;
using Adjoint.Tensors.Exchange;
using CsCheck;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.Exchange;

// Whatever the bytes: a tensor, or our exception with one line; and no more memory than the bytes can fill.
public sealed class HostileFilesTests
{
    private static readonly Lazy<(byte[] Npy, byte[] Stored, byte[] Deflated, byte[] Safe)> Valid = new(() =>
    {
        using var folder = new TemporaryFolder();
        using var scope = torch.NewDisposeScope();
        var tensors = new Dictionary<string, torch.Tensor> { ["x"] = torch.arange(12, torch.ScalarType.Float64).reshape(3, 4), ["flags"] = torch.ones(5, torch.ScalarType.Bool) };
        TensorFiles.SaveNpy(folder["a"], tensors["x"]);
        TensorFiles.SaveNpz(folder["b"], tensors);
        TensorFiles.SaveNpz(folder["c"], tensors, compressed: true);
        SafeTensors.Save(folder["d"], tensors, new Dictionary<string, string> { ["k"] = "v" });
        return (File.ReadAllBytes(folder["a"]), File.ReadAllBytes(folder["b"]), File.ReadAllBytes(folder["c"]), File.ReadAllBytes(folder["d"]));
    });

    [Fact]
    public void Any_bytes_are_an_npy_array_or_refused() =>
        Gen.OneOf(Gen.Byte.Array[0, 300], Mutated(Valid.Value.Npy), Headers()).Sample(bytes => Survives(bytes, ReadNpy), iter: 20_000);

    [Fact]
    public void Any_bytes_are_an_npz_archive_or_refused() =>
        Gen.OneOf(Gen.Byte.Array[0, 300], Mutated(Valid.Value.Stored), Mutated(Valid.Value.Deflated)).Sample(bytes => Survives(bytes, ReadNpz), iter: 10_000);

    [Fact]
    public void Any_bytes_are_a_safetensors_header_or_refused() =>
        Gen.OneOf(Gen.Byte.Array[0, 300], Mutated(Valid.Value.Safe), Json()).Sample(bytes => Survives(bytes, ReadSafe), iter: 20_000);

    [Fact]
    public void Every_prefix_of_a_file_is_refused()
    {
        foreach (var (bytes, read) in new (byte[], Action<byte[]>)[] { (Valid.Value.Npy, ReadNpy), (Valid.Value.Stored, ReadNpz), (Valid.Value.Deflated, ReadNpz), (Valid.Value.Safe, ReadSafe) })
        {
            read(bytes);
            for (var n = 0; n < bytes.Length; n++)
            {
                Assert.Throws<TensorFormatException>(() => read(bytes[..n]));
            }
        }
    }

    private static bool Survives(byte[] bytes, Action<byte[]> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read(bytes);
        }
        catch (TensorFormatException error)
        {
            Assert.DoesNotContain('\n', error.Message);
            Assert.InRange(error.Message.Length, 5, 900);
        }

        // Messages, streams and tables of the archive; never what a length in the bytes asks for.
        return GC.GetAllocatedBytesForCurrentThread() - before < 2_000_000;
    }

    private static void ReadNpy(byte[] bytes) => TensorFilesTests.Read(bytes).Dispose();

    private static void ReadNpz(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        Npz.Read(stream, "x.npz", []).Dispose();
    }

    private static void ReadSafe(byte[] bytes) => SafeTensorsHeader.Read((target, offset) => bytes.AsSpan((int)offset, target.Length).CopyTo(target.Span), bytes.Length, "x");

    private static Gen<byte[]> Mutated(byte[] valid) =>
        Gen.Select(Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte, Gen.Int[0, 3]).Array[1, 4], Gen.Int[0, 20]).Select((edits, cut) =>
        {
            var bytes = valid.ToList();
            foreach (var (place, value, kind) in edits)
            {
                var at = Math.Min(place, bytes.Count - 1);
                switch (kind)
                {
                    case 0:
                        bytes[at] = value;
                        break;
                    case 1:
                        bytes[at] = (byte)(bytes[at] ^ (1 << (value & 7)));
                        break;
                    case 2:
                        bytes.Insert(at, value);
                        break;
                    default:
                        // Four bytes that read as a large length.
                        for (var k = at; k < Math.Min(at + 4, bytes.Count); k++)
                        {
                            bytes[k] = 0xff;
                        }

                        break;
                }
            }

            return cut == 0 ? [.. bytes.Take(bytes.Count / 2)] : bytes.ToArray();
        });

    private static Gen<byte[]> Headers() => Gen.Select(
        Gen.OneOf<string>("<f8", ">i4", "|b1", "<u8", "|O", "<c16", "=f2", "<U3", "|V2", "f8", ">", "<f99999999999"),
        Gen.OneOf<string>("True", "False", "None", "1"),
        Gen.OneOf<string>("0", "1", "3", "4294967296", "9223372036854775807", "-1", "18446744073709551616", "(", "1L", "1e9", "0x10").Array[0, 5],
        Gen.Byte.Array[0, 64],
        (type, order, sizes, elements) => TensorFilesTests.Npy($"{{'descr': '{type}', 'fortran_order': {order}, 'shape': ({string.Join(", ", sizes)}{(sizes.Length == 1 ? "," : string.Empty)})}}", elements));

    private static Gen<byte[]> Json() => Gen.Select(
        Gen.OneOf<string>("\"F32\"", "\"F64\"", "\"BOOL\"", "\"C64\"", "\"F8_E5M2\"", "\"U16\"", "null", "7", "{}", "\"\\ud800\""),
        Gen.OneOf<string>("0", "1", "2", "4294967296", "9223372036854775807", "-1", "1e3", "[", "null").Array[0, 4],
        Gen.OneOf<string>("0", "4", "8", "9223372036854775807", "18446744073709551615").Array[0, 3],
        Gen.Int[0, 32],
        (type, sizes, offsets, bytes) => SafeTensorsTests.Bytes($$"""{"\u0000a":{"dtype":{{type}},"shape":[{{string.Join(',', sizes)}}],"data_offsets":[{{string.Join(',', offsets)}}]} }""", bytes));
}
