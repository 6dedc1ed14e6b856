using System.Text;
using Adjoint.Jupyter.Scripting;
using Adjoint.Jupyter.Wire;
using CsCheck;

namespace Adjoint.Tests.Wire;

public sealed class WireTests
{
    [Fact]
    public void Message_reads_back_and_a_changed_byte_is_refused() => Gen.Select(Gen.String, Gen.String.Where(s => s.Length > 0), Gen.Int[0, 10_000]).Sample((key, text, at) =>
    {
        var codec = new MessageCodec(key);
        var frames = codec.Write([[1, 2, 3]], "execute_request", null, w => w.WriteString("code", text));
        var message = codec.Read(frames, 7, out var fault);
        Assert.Null(fault);
        Assert.Equal(("execute_request", 7L), (message!.Type, message.Sequence));
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), message.Content.Text("code"));
        if (Encoding.UTF8.GetByteCount(key) > 0)
        {
            var last = frames[^1];
            last[at % last.Length] ^= 1;
            Assert.Null(codec.Read(frames, 8, out fault));
            Assert.NotNull(fault);
        }
    });

    [Fact]
    public void Frames_that_are_no_message_are_refused_with_a_reason() => Gen.Byte.Array[0, 40].List[0, 9].Sample(frames =>
    {
        Assert.Null(new MessageCodec("key").Read(frames, 1, out var fault));
        Assert.NotNull(fault);
    });

    [Fact]
    public void Code_points_and_utf16_units_are_inverse() => Gen.OneOf(Gen.Const("a"), Gen.Const("𝔽"), Gen.Const("é"), Gen.Const("\ud800")).List[0, 20].Sample(pieces =>
    {
        var text = string.Concat(pieces);
        for (var i = 0; i <= pieces.Count; i++)
        {
            // Lone surrogates that meet are one pair, so positions are counted on the text.
            var unit = CodePoints.ToUtf16(text, i);
            Assert.Equal(Math.Min(i, CodePoints.FromUtf16(text, text.Length)), CodePoints.FromUtf16(text, unit));
        }
    });

    [Theory]
    [InlineData("not json", "cannot be used")]
    [InlineData("[]", "cannot be used")]
    [InlineData("{\"shell_port\": 1}", "iopub_port must be a port number")]
    [InlineData("{\"transport\": \"ipc\", \"shell_port\": 1, \"iopub_port\": 2, \"stdin_port\": 3, \"control_port\": 4, \"hb_port\": 5}", "speaks tcp only")]
    [InlineData("{\"signature_scheme\": \"hmac-md5\", \"shell_port\": 1, \"iopub_port\": 2, \"stdin_port\": 3, \"control_port\": 4, \"hb_port\": 5}", "hmac-sha256 only")]
    public void Connection_file_that_cannot_be_served_says_why(string content, string fact)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, content);
            Assert.Contains(fact, Assert.Throws<InvalidDataException>(() => ConnectionFile.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(typeof(int[][,]), "global::System.@Int32[][,]")]
    [InlineData(typeof(Dictionary<string, List<int>>.Enumerator), "global::System.Collections.Generic.@Dictionary<global::System.@String, global::System.Collections.Generic.@List<global::System.@Int32>>.@Enumerator")]
    [InlineData(typeof(int?), "global::System.@Nullable<global::System.@Int32>")]
    [InlineData(typeof(WireTests), "global::Adjoint.Tests.Wire.@WireTests")]
    public void Type_is_written_as_a_cell_can_say_it(Type type, string name) => Assert.Equal(name, TypeName.Visible(type));

    [Fact]
    public void Hidden_type_is_written_as_what_can_be_seen_of_it()
    {
        Assert.Equal("global::System.Collections.Generic.@IEnumerable<global::System.@Int32>", TypeName.Visible(Enumerable.Range(0, 3).Where(i => i > 1).GetType()));
        Assert.Equal("object", TypeName.Visible(new { A = 1 }.GetType()));
    }
}
