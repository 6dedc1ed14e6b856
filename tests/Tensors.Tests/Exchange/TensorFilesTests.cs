using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Numerics;
using System.Text;
using Adjoint.Tensors;
using Adjoint.Tensors.Exchange;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.Exchange;

public sealed class TensorFilesTests
{
    private const string Plain = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";

    public static TheoryData<torch.ScalarType> NumPyDtypes => [.. SampleTensors.Dtypes.Where(d => d != torch.ScalarType.BFloat16)];

    [Theory]
    [MemberData(nameof(NumPyDtypes))]
    public void Npy_round_trips_every_dtype_and_shape(torch.ScalarType dtype)
    {
        using var folder = new TemporaryFolder();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        foreach (var shape in SampleTensors.Shapes)
        {
            using var tensor = SampleTensors.Of(dtype, shape);
            TensorFiles.SaveNpy(folder["a.npy"], tensor);
            using var loaded = TensorFiles.LoadNpy(folder["a.npy"]);
            SampleTensors.AssertSame(tensor, loaded);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(["a.npy"], folder.Files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Npz_round_trips_every_dtype(bool compressed)
    {
        using var folder = new TemporaryFolder();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var tensors = NumPyDtypes.Select(row => row.Data).ToDictionary(d => d.ToString(), d => SampleTensors.Of(d, 3, 4));
        TensorFiles.SaveNpz(folder["a.npz"], tensors, compressed);
        using (var loaded = TensorFiles.LoadNpz(folder["a.npz"]))
        {
            Assert.Equal(tensors.Keys, loaded.Keys);
            foreach (var (name, tensor) in tensors)
            {
                SampleTensors.AssertSame(tensor, loaded[name]);
                tensor.Dispose();
            }
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Some_arrays_of_an_archive_are_loaded_by_name()
    {
        using var folder = new TemporaryFolder();
        using var scope = torch.NewDisposeScope();
        TensorFiles.SaveNpz(folder["a.npz"], new Dictionary<string, torch.Tensor> { ["x"] = torch.ones(2), ["deep/y"] = torch.zeros(3), ["z"] = torch.ones(1) });
        using var some = TensorFiles.LoadNpz(folder["a.npz"], "deep/y", "z");
        Assert.Equal(["deep/y", "z"], some.Keys);
        Assert.EndsWith("a.npz has no array 'w'; it has 'x', 'deep/y', 'z'.", Assert.Throws<KeyNotFoundException>(() => TensorFiles.LoadNpz(folder["a.npz"], "w")).Message, StringComparison.Ordinal);
        Assert.Equal("There is no tensor 'w'; there are 'deep/y', 'z'.", Assert.Throws<KeyNotFoundException>(() => some["w"]).Message);
    }

    [Fact]
    public void Views_are_saved_by_their_values()
    {
        using var folder = new TemporaryFolder();
        using var scope = torch.NewDisposeScope();
        var z = torch.tensor([new Complex(1, 2), new Complex(3, 4)]);
        foreach (var view in new[] { SampleTensors.Of(torch.ScalarType.Int32, 3, 4).t(), torch.ones(1).expand(2, 2), z.conj(), z.conj().imag, z.conj()[1].imag, torch.ones(3, requires_grad: true) })
        {
            TensorFiles.SaveNpy(folder["a.npy"], view);
            SampleTensors.AssertSame(view.detach(), TensorFiles.LoadNpy(folder["a.npy"]));
        }
    }

    [Fact]
    public void Versions_one_to_three_are_read()
    {
        foreach (var version in new byte[] { 1, 2, 3 })
        {
            using var tensor = Read(Npy(Plain, new byte[48], version));
            Assert.Equal([2, 3], tensor.shape);
        }
    }

    [Fact]
    public void Big_endian_numbers_are_turned()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, 1.5);
        BinaryPrimitives.WriteDoubleBigEndian(bytes.AsSpan(8), -2);
        using var pair = Read(Npy("{'descr': '>c16', 'fortran_order': False, 'shape': ()}", bytes));
        Assert.Equal(new Complex(1.5, -2), pair.item<Complex>());
        using var integers = Read(Npy("{'descr': '>i2', 'fortran_order': False, 'shape': (2,)}", [1, 2, 0xff, 0xfe]));
        Assert.Equal([258, -2], integers.data<short>().ToArray());
    }

    [Fact]
    public void Fortran_order_becomes_strides()
    {
        using var tensor = Read(Npy("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3)}", [1, 2, 3, 4, 5, 6]));
        Assert.Equal([1, 2], tensor.stride());
        Assert.Equal([1, 3, 5, 2, 4, 6], tensor.data<byte>().ToArray());
    }

    [Fact]
    public void Unsigned_integers_widen_or_are_refused()
    {
        using var shorts = Read(Npy("{'descr': '<u2', 'fortran_order': False, 'shape': (2,)}", [0xff, 0xff, 1, 0]));
        Assert.Equal([65535, 1], shorts.data<int>().ToArray());
        using var ints = Read(Npy("{'descr': '>u4', 'fortran_order': False, 'shape': (1,)}", [0xff, 0xff, 0xff, 0xfe]));
        Assert.Equal([4294967294], ints.data<long>().ToArray());
        using var longs = Read(Npy("{'descr': '<u8', 'fortran_order': False, 'shape': (1,)}", [1, 0, 0, 0, 0, 0, 0, 0x7f]));
        Assert.Equal([0x7f00000000000001], longs.data<long>().ToArray());
        Refused("element 0 is 9223372036854775808, past 2⁶³ − 1, the largest integer of a tensor", Npy("{'descr': '<u8', 'fortran_order': False, 'shape': (1,)}", [0, 0, 0, 0, 0, 0, 0, 0x80]));
    }

    [Fact]
    public void A_byte_of_a_bool_other_than_zero_is_true()
    {
        using var tensor = Read(Npy("{'descr': '|b1', 'fortran_order': False, 'shape': (3,)}", [0, 1, 255]));
        Assert.Equal([0, 1, 1], tensor.bytes.ToArray());
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "its elements are Python objects, which are pickled; unpickling runs code from the file, so they are never read")]
    [InlineData("{'descr': '<U5', 'fortran_order': False, 'shape': (1,)}", "its elements are texts ('<U5'), and a tensor holds numbers")]
    [InlineData("{'descr': [('x', '<f8'), ('y', '<i4')], 'fortran_order': False, 'shape': (1,)}", "its elements are structures with named fields, and a tensor holds numbers; save each field (array['name']) as an array")]
    [InlineData("{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (1,)}", "its elements are dates or durations ('<M8[ns]'), and a tensor holds numbers; save array.view('i8') instead")]
    [InlineData("{'descr': '|V2', 'fortran_order': False, 'shape': (1,)}", "its elements have no type of NumPy's ('|V2'), as bfloat16 has none; save array.astype('f4'), or use safetensors")]
    [InlineData("{'descr': '<f16', 'fortran_order': False, 'shape': (1,)}", "its numbers ('<f16') are longer than a tensor holds; save array.astype('f8') or ('c16') instead")]
    [InlineData("{'descr': 'x', 'fortran_order': False, 'shape': (1,)}", "'x' is no type of numbers")]
    [InlineData("{'descr': '', 'fortran_order': False, 'shape': (1,)}", "'' is no type of numbers")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}", "the header is no description of an array: a size, which is an integer from 0 to 2⁶³ − 1, was expected at its character 51")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}", "the header is no description of an array: a size, which is an integer from 0 to 2⁶³ − 1, was expected at its character 51")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': ((2, 3),)}", "the header is no description of an array: a size, which is an integer from 0 to 2⁶³ − 1, was expected at its character 51")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296)}", "the shape [4294967296, 4294967296] has more elements than any memory")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 4294967296, 4294967296)}", "the shape [0, 4294967296, 4294967296] has more elements than any memory")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000,)}", "it ends at byte 136, and an array of shape [1000000000] with 8 bytes each ends at byte 8000000128")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1152921504606846975,)}", "it ends at byte 136, and an array of shape [1152921504606846975] with 8 bytes each ends at byte 9223372036854775928")]
    [InlineData("{'descr': '<f8', 'fortran_order': 1, 'shape': (1,)}", "the header is no description of an array: True or False was expected at its character 34")]
    [InlineData("{'descr': '<f8', 'shape': (1,)}", "the header does not say 'fortran_order'")]
    [InlineData("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}", "the header is no description of an array: one of the keys 'descr', 'fortran_order' and 'shape', each once, was expected at its character 17")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} or __import__('os')", "the header is no description of an array: the end was expected at its character 56")]
    [InlineData("", "the header is no description of an array: '{' was expected at its character 118")]
    public void Headers_of_other_arrays_and_hostile_ones_are_refused(string header, string reason) => Refused(reason, Npy(header, new byte[8]));

    [Fact]
    public void Nested_parentheses_end_at_the_first() =>
        Refused(
            "the header is no description of an array: a size, which is an integer from 0 to 2⁶³ − 1, was expected at its character 51",
            Npy("{'descr': '<f8', 'fortran_order': False, 'shape': (" + new string('(', 60_000), [], 2));

    [Fact]
    public void Truncated_and_overlong_arrays_name_the_byte()
    {
        var whole = Npy(Plain, new byte[48]);
        Assert.Equal(176, whole.Length);
        Refused("it ends at byte 5, within the header of an .npy array", whole[..5]);
        Refused("its header is said to have 118 bytes, and it ends at byte 50", whole[..50]);
        Refused("it ends at byte 170, and an array of shape [2, 3] with 8 bytes each ends at byte 176", whole[..170]);
        Refused("2 bytes follow the array; several arrays in one file are an .npz", [.. whole, 1, 2]);
        Refused("it does not begin as an .npy array does, with the bytes 93 'NUMPY'", Encoding.ASCII.GetBytes("PK etcetera"));
        Refused("its format is 4.0; 1.0, 2.0 and 3.0 are read", [.. whole[..6], 4, 0, .. whole[8..]]);
        Refused("its header is said to have 4294967295 bytes, and it ends at byte 176", [.. whole[..6], 2, 0, 255, 255, 255, 255, .. whole[12..]]);

        // A stream that gives less than is said of it: the file was cut while it was read, or the member of an archive lies.
        var error = Assert.Throws<TensorFormatException>(() => Read(whole[..150], whole.Length));
        Assert.Equal("x.npy: it ends at byte 150, within the elements.", error.Message);
    }

    [Fact]
    public void Damaged_archives_name_the_member()
    {
        using var folder = new TemporaryFolder();
        using var tensor = SampleTensors.Of(torch.ScalarType.Float64, 100);
        TensorFiles.SaveNpz(folder["a.npz"], new Dictionary<string, torch.Tensor> { ["first"] = tensor, ["second"] = tensor });
        var whole = File.ReadAllBytes(folder["a.npz"]);
        RefusedNpz("x.npz: the table of contents at its end is missing or damaged; it was cut short, or is no .npz archive.", whole[..(whole.Length / 2)]);
        RefusedNpz("x.npz: the table of contents at its end is missing or damaged; it was cut short, or is no .npz archive.", []);
        var flipped = whole.ToArray();
        flipped[700] ^= 1;
        RefusedNpz("x.npz, member 'first.npy': its bytes do not have the checksum that the archive states.", flipped);

        // The archive says that the member is a gigabyte long.
        var place = whole.AsSpan().LastIndexOf("second.npy"u8) - 46;
        var lying = whole.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(lying.AsSpan(place + 24), 1 << 30);
        RefusedNpz("x.npz, member 'second.npy': it is said to have 1073741824 bytes, which cannot be packed in 928.", lying);

        var text = new MemoryStream();
        using (var archive = new ZipArchive(text, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var member = archive.CreateEntry("readme\n.txt").Open();
            member.Write("Read me, please."u8);
        }

        RefusedNpz("x.npz, member 'readme�.txt': it does not begin as an .npy array does, with the bytes 93 'NUMPY'.", text.ToArray());
    }

    [Fact]
    public void A_file_is_saved_as_a_whole_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        using var scope = torch.NewDisposeScope();
        TensorFiles.SaveNpy(folder["a.npy"], torch.ones(3));
        TensorFiles.SaveNpz(folder["a.npz"], new Dictionary<string, torch.Tensor> { ["x"] = torch.ones(3) });
        var before = (File.ReadAllBytes(folder["a.npy"]), File.ReadAllBytes(folder["a.npz"]));
        var half = torch.ones(2, torch.ScalarType.BFloat16);
        Assert.Equal(
            "SaveNpy needs a type that NumPy has (to(ScalarType.Float32) is exact, and safetensors keep bfloat16), and this one is bfloat16[2].",
            Assert.Throws<UnsuitableTensorException>(() => TensorFiles.SaveNpy(folder["a.npy"], half)).Message);
        Assert.StartsWith(
            "SaveNpz of 'y' needs a type that NumPy has",
            Assert.Throws<UnsuitableTensorException>(() => TensorFiles.SaveNpz(folder["a.npz"], new Dictionary<string, torch.Tensor> { ["x"] = torch.zeros(3), ["y"] = half })).Message,
            StringComparison.Ordinal);
        Assert.Equal(before, (File.ReadAllBytes(folder["a.npy"]), File.ReadAllBytes(folder["a.npz"])), (a, b) => a.Item1.AsSpan().SequenceEqual(b.Item1) && a.Item2.AsSpan().SequenceEqual(b.Item2));
        Assert.Equal(["a.npy", "a.npz"], folder.Files.Order());
        Assert.Throws<UnsuitableTensorException>(() => TensorFiles.SaveNpy(folder["b.npy"], torch.ones(2, 2).to_sparse()));
        Assert.Throws<UnsuitableTensorException>(() => TensorFiles.SaveNpy(folder["b.npy"], torch.ones(2, 2, device: torch.META)));
        Assert.Throws<FileNotFoundException>(() => TensorFiles.LoadNpy(folder["none.npy"]));
        Assert.Equal("The name 'x' is given to two tensors.", Assert.Throws<ArgumentException>(() => TensorFiles.SaveNpz(folder["c.npz"], [new("x", half.to(torch.float32)), new("x", half.to(torch.float32))])).Message.Split(" (")[0]);
    }

    [Fact]
    public void Folders_and_missing_ones_are_called_so()
    {
        using var folder = new TemporaryFolder();
        using var x = torch.ones(2);
        Directory.CreateDirectory(folder["there"]);
        Assert.EndsWith("there is a folder, not a file.", Assert.Throws<IOException>(() => TensorFiles.LoadNpy(folder["there"])).Message, StringComparison.Ordinal);
        Assert.EndsWith("there is a folder, not a file.", Assert.Throws<IOException>(() => SafeTensors.Open(folder["there"])).Message, StringComparison.Ordinal);
        Assert.Equal($"{folder["no/a.npy"]} cannot be written: there is no folder {folder["no"]}.", Assert.Throws<DirectoryNotFoundException>(() => TensorFiles.SaveNpy(folder["no/a.npy"], x)).Message);
        Assert.Throws<ArgumentNullException>(() => TensorFiles.SaveNpy(folder["a.npy"], null!));
    }

    [Fact]
    public void Link_is_followed_and_a_file_keeps_its_permissions()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such permissions.");
            return;
        }

        using var folder = new TemporaryFolder();
        using var x = torch.ones(2);
        File.WriteAllText(folder["target"], "old");
        File.SetUnixFileMode(folder["target"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(folder["link"], folder["target"]);
        TensorFiles.SaveNpy(folder["link"], x);
        Assert.NotNull(File.ResolveLinkTarget(folder["link"], returnFinalTarget: false));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["target"]));
        using var back = TensorFiles.LoadNpy(folder["target"]);
        Assert.Equal(2, back.numel());
    }

    [Fact]
    public void Device_is_written_to_and_stays_one()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full.");
        using var x = torch.ones(2);
        Assert.Throws<IOException>(() => TensorFiles.SaveNpy("/dev/full", x));
        using var device = File.OpenRead("/dev/full");
        Assert.Equal(0, device.ReadByte());
    }

    [Fact]
    public void Numpy_reads_what_is_saved_and_writes_what_is_loaded()
    {
        Assert.SkipUnless(NumPy.Python is not null, "NumPy is not installed (Debian: python3-numpy).");
        using var folder = new TemporaryFolder();
        var tensors = new Dictionary<string, torch.Tensor>();
        foreach (var dtype in NumPyDtypes.Select(row => row.Data))
        {
            for (var k = 0; k < SampleTensors.Shapes.Length; k++)
            {
                tensors[$"{dtype}{k}"] = SampleTensors.Of(dtype, SampleTensors.Shapes[k]);
            }
        }

        TensorFiles.SaveNpz(folder["ours.npz"], tensors, compressed: true);
        TensorFiles.SaveNpy(folder["ours.npy"], tensors["Int164"]);
        NumPy.Run($"""
            import numpy as np, sys
            ours = np.load('{folder["ours.npz"]}')
            assert np.load('{folder["ours.npy"]}').tolist() == [[0, 1, 2], [3, 4, 5]]
            out = {"{}"}
            for name in ours.files:
                a = ours[name]
                n = np.arange(a.size).reshape(a.shape)
                expected = n % 2 == 1 if a.dtype == bool else n + (0.5 - n) * 1j if a.dtype.kind == 'c' else n
                assert (a == expected).all(), name
                out[name] = a
                if a.dtype != bool: out[name + '>'] = a.astype(a.dtype.newbyteorder('>'))
                out[name + 'F'] = np.array(a, order='F')
            np.savez_compressed('{folder["theirs.npz"]}', **out)
            np.lib.format.write_array(open('{folder["two.npy"]}', 'wb'), np.arange(6.), version=(2, 0))
            np.lib.format.write_array(open('{folder["three.npy"]}', 'wb'), np.arange(6.), version=(3, 0))
            np.save('{folder["unsigned.npy"]}', np.array([0, 2**63 - 1], dtype='u8'))
            """);
        using var theirs = TensorFiles.LoadNpz(folder["theirs.npz"]);
        foreach (var (name, tensor) in tensors)
        {
            SampleTensors.AssertSame(tensor, theirs[name]);
            SampleTensors.AssertSame(tensor, theirs[name + "F"]);
            if (tensor.dtype != torch.ScalarType.Bool)
            {
                SampleTensors.AssertSame(tensor, theirs[name + ">"]);
            }

            tensor.Dispose();
        }

        foreach (var file in new[] { "two.npy", "three.npy" })
        {
            using var loaded = TensorFiles.LoadNpy(folder[file]);
            Assert.Equal([0, 1, 2, 3, 4, 5], loaded.data<double>().ToArray());
        }

        using var unsigned = TensorFiles.LoadNpy(folder["unsigned.npy"]);
        Assert.Equal([0, long.MaxValue], unsigned.data<long>().ToArray());
    }

    internal static byte[] Npy(string header, byte[] elements, byte version = 1)
    {
        var start = version == 1 ? 10 : 12;
        var length = Math.Max(128, (start + header.Length + 64) / 64 * 64) - start;
        var bytes = new List<byte> { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', version, 0, (byte)length, (byte)(length >> 8) };
        if (version > 1)
        {
            bytes.AddRange([(byte)(length >> 16), 0]);
        }

        return [.. bytes, .. Encoding.Latin1.GetBytes(header.PadRight(length - 1) + '\n'), .. elements];
    }

    internal static torch.Tensor Read(byte[] bytes, long? said = null)
    {
        using var stream = new MemoryStream(bytes);
        return Adjoint.Tensors.Exchange.Npy.Read(stream, said ?? bytes.Length, "x.npy");
    }

    private static void Refused(string reason, byte[] bytes) => Assert.Equal($"x.npy: {reason}.", Assert.Throws<TensorFormatException>(() => Read(bytes)).Message);

    private static void RefusedNpz(string message, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        Assert.Equal(message, Assert.Throws<TensorFormatException>(() => Npz.Read(stream, "x.npz", [])).Message);
    }

    private static class NumPy
    {
        public static readonly string? Python = new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(p => Start(p, "import numpy").Exit == 0);

        public static void Run(string script)
        {
            var (exit, error) = Start(Python!, script);
            Assert.True(exit == 0, error);
        }

        private static (int Exit, string Error) Start(string python, string script)
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(python, ["-c", script]) { RedirectStandardError = true })!;
                var error = process.StandardError.ReadToEnd();
                process.WaitForExit();
                return (process.ExitCode, error);
            }
            catch (System.ComponentModel.Win32Exception error)
            {
                return (-1, error.Message);
            }
        }
    }
}
