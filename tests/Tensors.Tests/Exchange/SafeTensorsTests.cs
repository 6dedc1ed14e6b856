using System.Buffers.Binary;
using System.Text;
using Adjoint.Tensors;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.Exchange;

public sealed class SafeTensorsTests
{
    private const string One = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    [Fact]
    public void Safetensors_round_trip_every_dtype_and_shape_and_texts()
    {
        using var folder = new TemporaryFolder();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var tensors = new Dictionary<string, torch.Tensor>();
        foreach (var dtype in SampleTensors.Dtypes.Where(d => d != torch.ScalarType.ComplexFloat64))
        {
            for (var k = 0; k < SampleTensors.Shapes.Length; k++)
            {
                tensors[$"{dtype}.{k} \"ü\n"] = SampleTensors.Of(dtype, SampleTensors.Shapes[k]);
            }
        }

        SafeTensors.Save(folder["a.safetensors"], tensors, new Dictionary<string, string> { ["format"] = "pt", ["note"] = "a \"quoted\" ü" });
        using (var file = SafeTensors.Open(folder["a.safetensors"]))
        {
            Assert.Equal(tensors.Keys.Order(StringComparer.Ordinal), file.Names.Order(StringComparer.Ordinal));
            Assert.Equal("a \"quoted\" ü", file.Metadata["note"]);
            using var all = file.LoadAll();
            foreach (var (name, tensor) in tensors)
            {
                Assert.Equal(tensor.shape, file[name].Shape);
                SampleTensors.AssertSame(tensor, all[name]);
                tensor.Dispose();
            }
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(["a.safetensors"], folder.Files);
    }

    [Fact]
    public void The_bytes_are_those_of_the_specification()
    {
        using var folder = new TemporaryFolder();
        using var a = torch.tensor(new float[] { 1, -2 });
        using var b = torch.tensor(new long[] { 3 });
        SafeTensors.Save(folder["a.safetensors"], new Dictionary<string, torch.Tensor> { ["a"] = a, ["b"] = b });
        var bytes = File.ReadAllBytes(folder["a.safetensors"]);
        var length = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal(
            """{"b":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""",
            Encoding.UTF8.GetString(bytes, 8, (int)length).TrimEnd(' '));
        Assert.Equal([3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0], bytes[(8 + (int)length)..]);
    }

    [Fact]
    public void One_tensor_is_read_without_the_others()
    {
        using var folder = new TemporaryFolder();
        using var tensor = SampleTensors.Of(torch.ScalarType.Float32, 1000);
        SafeTensors.Save(folder["a.safetensors"], new Dictionary<string, torch.Tensor> { ["a"] = tensor, ["b"] = tensor });
        using var file = SafeTensors.Open(folder["a.safetensors"]);

        // What follows the first tensor goes away after the file was opened.
        using (var stream = new FileStream(folder["a.safetensors"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            stream.SetLength(stream.Length - 4000);
        }

        using var a = file.Load("a");
        SampleTensors.AssertSame(tensor, a);
        Assert.Contains("it ends at byte", Assert.Throws<TensorFormatException>(() => file.Load("b")).Message, StringComparison.Ordinal);
        Assert.EndsWith("has no tensor 'c'; it has 'a', 'b'.", Assert.Throws<KeyNotFoundException>(() => file.Load("c")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""", 8, "its header has the name 'a' twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "the tensor 'b' begins at byte 4 after the header, and the tensor before it ends at 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}""", 16, "the tensor 'b' begins at byte 12 after the header, and the tensor before it ends at 8")]
    [InlineData(One, 4, "the tensor 'a' ends at byte 8 after the header, and the file at 4")]
    [InlineData(One, 9, "its tensors end at byte 8 after the header, and the file at 9")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}""", 8, "the tensor 'a' has elements of type 'F8_E4M3', which TorchSharp's tensors cannot have; it has BOOL, U8, I8 to I64, F16, BF16, F32, F64 and C64")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "the tensor 'a' has the shape [3] of 4 bytes each, and 8 bytes by its data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""", 8, "the tensor 'a' has the shape [4294967296, 4294967296] of 4 bytes each, and 8 bytes by its data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387906],"data_offsets":[0,8]}}""", 8, "the tensor 'a' has the shape [4611686018427387906] of 4 bytes each, and 8 bytes by its data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "the tensor 'a' has 'shape' that is no list of integers from 0 to 2⁶³ − 1")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", 8, "the tensor 'a' has 'shape' that is no list of integers from 0 to 2⁶³ − 1")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}}""", 8, "the tensor 'a' has 'shape' that is no list of integers from 0 to 2⁶³ − 1")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "the tensor 'a' has data_offsets that are no two numbers in order")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", 8, "the tensor 'a' has data_offsets that are no two numbers in order")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}""", 8, "the tensor 'a' has 'x', and has dtype, shape and data_offsets once each")]
    [InlineData("""{"a":{"dtype":7,"shape":[2],"data_offsets":[0,8]}}""", 8, "the tensor 'a' has a dtype that is no text")]
    [InlineData("""{"a":[1]}""", 8, "the tensor 'a' is described by something other than an object")]
    [InlineData("""{"__metadata__":{"x":1}}""", 0, "__metadata__ has 'x' twice or as something other than a text")]
    [InlineData("""{"__metadata__":"x"}""", 0, "__metadata__ is no object of texts")]
    [InlineData("""{"a\n\u0007":[1]}""", 8, "the tensor 'a��' is described by something other than an object")]
    [InlineData("""[1]""", 0, "its header does not begin with '{' at byte 8, as a safetensors file's does")]
    [InlineData("""{"a":""", 0, "its header is no JSON of at most 4 levels (line 1, byte 5 of it)")]
    [InlineData("""{} x""", 0, "its header is no JSON of at most 4 levels (line 1, byte 3 of it)")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[[[[[[[[1]]]]]]]]]}}""", 0, "the tensor 'a' has 'shape' that is no list of integers from 0 to 2⁶³ − 1")]
    [InlineData("""{"a":{"x":{"x":{"x":{"x":1}}}}}""", 0, "the tensor 'a' has 'x', and has dtype, shape and data_offsets once each")]
    public void Headers_that_break_a_rule_are_refused(string json, int bytes, string reason) => Refused(reason, Bytes(json, bytes));

    [Fact]
    public void Lengths_are_compared_with_the_file_first()
    {
        Refused("it has 3 bytes, and a safetensors file begins with 8 that state the length of its header", [1, 2, 3]);
        Refused("its header is said to have 18446744073709551615 bytes, and 0 follow: it was cut short, or is no safetensors file", [255, 255, 255, 255, 255, 255, 255, 255]);
        Refused("its header is said to have 9223372036854775807 bytes, and 1 follow: it was cut short, or is no safetensors file", [255, 255, 255, 255, 255, 255, 255, 127, 0]);
        Refused("its header does not begin with '{' at byte 8, as a safetensors file's does", new byte[8]);
        using var empty = Open(Bytes("{}   ", 0), out var folder);
        Assert.Empty(empty.Names);
        folder.Dispose();
    }

    [Fact]
    public void A_header_past_the_format_s_limit_is_refused()
    {
        using var folder = new TemporaryFolder();
        using (var sparse = new FileStream(folder["a"], FileMode.Create))
        {
            sparse.Write([1, 0xe1, 0xf5, 5, 0, 0, 0, 0, (byte)'{']);
            sparse.SetLength(200_000_000);
        }

        Assert.EndsWith("its header is said to have 100000001 bytes; the format allows 100000000.", Assert.Throws<TensorFormatException>(() => SafeTensors.Open(folder["a"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_without_memory_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var module = torch.nn.Linear(2, 3);
        module.SaveSafeTensors(folder["m"]);
        using var shapes = torch.nn.Linear(2, 3, device: torch.META);
        Assert.Contains("meta device", Assert.Throws<StateDictException>(() => shapes.LoadSafeTensors(folder["m"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_comes_back_from_its_file()
    {
        using var folder = new TemporaryFolder();
        using var first = Network(3);
        using var second = Network(3);
        using var third = Network(4);
        first.SaveSafeTensors(folder["net"], new Dictionary<string, string> { ["epoch"] = "3" });
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Assert.True(second.LoadSafeTensors(folder["net"]).IsExact);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        foreach (var (name, tensor) in first.state_dict())
        {
            SampleTensors.AssertSame(tensor, second.state_dict()[name]);
        }

        Assert.All(second.parameters(), p => Assert.True(p.requires_grad));
        Assert.Equal(
            $"{folder["net"]} does not fit the module: '0.bias' is [3] in the file and [4] in the module.",
            Assert.Throws<StateDictException>(() => third.LoadSafeTensors(folder["net"])).Message);
        using var other = torch.nn.Linear(2, 2);
        Assert.Equal(
            $"{folder["net"]} does not fit the module: it lacks 'weight', 'bias', and the module has no place for '1.num_batches_tracked', '0.bias', '0.weight', '1.bias', '1.running_mean' and 2 more.",
            Assert.Throws<StateDictException>(() => other.LoadSafeTensors(folder["net"])).Message);
        var match = other.LoadSafeTensors(folder["net"], strict: false);
        Assert.Equal(["weight", "bias"], match.Missing);
        Assert.Equal(7, match.Unexpected.Count);
    }

    internal static byte[] Bytes(string json, int bytes)
    {
        var header = Encoding.UTF8.GetBytes(json);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. new byte[bytes]];
    }

    private static torch.nn.Module Network(long n) => torch.nn.Sequential(torch.nn.Linear(2, n), torch.nn.BatchNorm1d(n));

    private static SafeTensors Open(byte[] bytes, out TemporaryFolder folder)
    {
        folder = new TemporaryFolder();
        File.WriteAllBytes(folder["x"], bytes);
        return SafeTensors.Open(folder["x"]);
    }

    private static void Refused(string reason, byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["x"], bytes);
        Assert.Equal($"{folder["x"]}: {reason}.", Assert.Throws<TensorFormatException>(() => SafeTensors.Open(folder["x"])).Message);
    }
}
