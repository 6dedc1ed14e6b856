using Adjoint.Tensors;
using System.Text.Json;
using Adjoint.Formatters;
using Adjoint.Notation;
using Adjoint.Tensors.Cards;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Adjoint.Tests.Cards;

/// <summary>What a front end gets for tensors of every kind.</summary>
public sealed class TensorFormattersTests
{
    public TensorFormattersTests() => TensorFormatters.Register();

    /// <summary>Names of the tensors of <see cref="Make"/>.</summary>
    public static TheoryData<string> Kinds { get; } =
    [
        "scalar", "vector", "matrix", "cube", "4-d", "12-d", "large 12-d", "empty", "empty 4-d", "bool", "uint8", "int8", "int16", "int32", "int64", "extreme integers", "half", "brain", "double",
        "complex64", "complex128", "large complex", "nan", "large nan", "infinities", "constant", "quantized", "quantized signed", "quantized channels", "meta", "sparse", "sparse vector", "sparse cube", "sparse empty",
        "requires grad", "gradient", "transposed", "sliced", "expanded", "named", "parameter", "conjugated", "negated", "wide", "unfolded", "disposed",
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_tensor_has_a_card_one_line_and_json_and_leaves_nothing_behind(string kind)
    {
        using var scope = NewDisposeScope();
        var x = Make(kind);
        var before = LiveTensors.Count;
        var bundle = MimeBundle.Of(x);
        Assert.Equal(before, LiveTensors.Count);
        Assert.Equal(["text/html", "text/plain", "application/vnd.adjoint+json"], bundle.Select(b => b.MimeType));
        Assert.DoesNotContain("not shown", bundle[1].Content, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot be read", bundle[1].Content, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", bundle[0].Content, StringComparison.OrdinalIgnoreCase);
        Assert.All(bundle[1].Content.Split('\n'), line => Assert.InRange(line.Length, 1, 100));
        using var json = JsonDocument.Parse(bundle[2].Content);
        Assert.Equal("tensor", json.RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public void Overlapping_windows_take_the_memory_that_they_lie_in()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(40, TensorCard.Of(arange(10, ScalarType.Float32).as_strided([5, 6], [1, 1])).StoredBytes);
        Assert.Equal(12, TensorCard.Of(ones(3, 1).expand(3, 1_000_000_000_000)).StoredBytes);
        Assert.Equal(48, TensorCard.Of(ones(4, 3).T).StoredBytes);
        Assert.Equal(0, TensorCard.Of(empty(0, 3)).StoredBytes);
    }

    [Fact]
    public void Scalar_has_the_digits_of_the_notebook()
    {
        using var scope = NewDisposeScope();
        var card = TensorCard.Of(tensor(1.0 / 3));
        Assert.Equal("float64[] 8 B cpu · x=0.33333333", TensorText.Of(card, NotationOptions.Default with { Digits = 8 }));
        Assert.Contains(">0.33333333<", TensorHtml.Of(card, NotationOptions.Default with { Digits = 8 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_of_a_file_are_a_table_of_names_and_lines()
    {
        using var folder = new Exchange.TemporaryFolder();
        using var scope = NewDisposeScope();
        TensorFiles.SaveNpz(folder["a.npz"], new Dictionary<string, Tensor> { ["<b>"] = ones(2, 2), ["y"] = arange(3) });
        using var tensors = TensorFiles.LoadNpz(folder["a.npz"]);
        Assert.Equal("2 tensors\nname  tensor\n<b>   float32[2×2] 16 B cpu · all 1\ny     int64[3] 24 B cpu · x∈[0, 2] μ=1 σ=1", MimeBundle.As(tensors, "text/plain"));
        Assert.DoesNotContain("<b>", MimeBundle.As(tensors, "text/html"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Within_a_list_a_tensor_is_one_line(string kind)
    {
        using var scope = NewDisposeScope();
        var x = Make(kind);
        var text = MimeBundle.As(new List<Tensor> { x, x }, "text/plain")!.TrimEnd().Split('\n');
        Assert.Equal(3, text.Length);
        Assert.Equal(TensorCard.Of(x).ToString(), text[1].Trim());
        Assert.NotEmpty(MimeBundle.As(new Dictionary<string, object> { ["a"] = x, ["b"] = (x, 3) }, "text/html")!);
    }

    [Theory]
    [InlineData("scalar", "float32[] 4 B cpu · x=3.5")]
    [InlineData("vector", "int64[3] 24 B cpu · x∈[0, 2] μ=1 σ=1\n[0  1  2]")]
    [InlineData("matrix", "float32[2×2] 16 B cpu · x∈[-1.5, 2] μ=0.25 σ=1.555\n⎡ 1.0  -0.5⎤\n⎣-1.5   2.0⎦")]
    [InlineData("cube", "float32[2×1×2] 16 B cpu · x∈[-1.5, 2] μ=0.25 σ=1.555\n[0, :, :]\n[1.0  -0.5]\n[1, :, :]\n[-1.5  2.0]")]
    [InlineData("bool", "bool[2×2] 4 B cpu · 3 true (75%)\n⎡true  false⎤\n⎣true   true⎦")]
    [InlineData("empty", "float32[0×3] cpu · no entries")]
    [InlineData("nan", "float32[2] 8 B cpu · no finite entry · 2 NaN\n[NaN  NaN]")]
    [InlineData("infinities", "float32[4] 16 B cpu · finite ones 1 · 1 NaN, 1 +∞, 1 −∞ left out\n[1  NaN  ∞  -∞]")]
    [InlineData("constant", "float32[40×50] 8.00 kB cpu · all 7")]
    [InlineData("extreme integers", "int64[2] 16 B cpu · x∈[-9223372036854775808, 9223372036854775807] μ=0 σ=1.304·10¹⁹\n[-9223372036854775808  9223372036854775807]")]
    [InlineData("meta", "float32[3×4] meta · a shape without memory")]
    [InlineData("sparse", "float32[50×50] 1.00 kB cpu · sparse COO, 50 stored (2%) · all 1")]
    [InlineData("requires grad", "float32[1] 4 B cpu · all 2 · grad\n[2]")]
    [InlineData("gradient", "float32[2] 8 B cpu · x∈[1, 2] μ=1.5 σ=0.7071 · grad∈[2, 4]\n[1  2]\ngradient: float32[2] 8 B cpu · x∈[2, 4] μ=3 σ=1.414\n[2  4]")]
    [InlineData("expanded", "float32[3×1000000000000] 12 B cpu · all 1 · strides (1, 0)")]
    [InlineData("named", "float32[N:2×C:20] 160 B cpu · all 0")]
    [InlineData("complex128", "complex128[2] 32 B cpu · |z|∈[2.236, 5] μ=3.618 σ=1.954\n[1 - 2i  3 + 4i]")]
    [InlineData("quantized", "quint8[2] 2 B cpu · quantized · x∈[-1, 1] μ=0 σ=1.414\n[-1  1]")]
    [InlineData("disposed", "disposed tensor: its memory has been given back; MoveToOuterDisposeScope() keeps one past a scope")]
    public void Text_is_one_line_and_the_values_of_small_tensors(string kind, string text)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(text, MimeBundle.As(Make(kind), "text/plain"));
    }

    [Fact]
    public void Json_carries_shape_statistics_and_values()
    {
        using var scope = NewDisposeScope();
        using var json = JsonDocument.Parse(MimeBundle.As(tensor(new[] { 1, float.NaN, 3, 4 }).reshape(2, 2), AdjointFormatters.JsonMimeType)!);
        var root = json.RootElement;
        Assert.Equal("float32", root.GetProperty("dtype").GetString());
        Assert.Equal([2, 2], root.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal(4, root.GetProperty("statistics").GetProperty("max").GetDouble());
        Assert.Equal(1, root.GetProperty("statistics").GetProperty("nan").GetInt64());
        Assert.Equal("[[1,\"NaN\"],[3,4]]", root.GetProperty("values").GetRawText());
    }

    [Fact]
    public void Values_follow_the_limits_and_digits_of_the_notebook()
    {
        using var scope = NewDisposeScope();
        var display = NotebookDisplay.Current;
        NotebookDisplay.Current = new() { Options = display.Options with { Limit = 3, Digits = 2 } };
        try
        {
            Assert.Equal(2, MimeBundle.As(tensor(new[] { 1 / 3.0, 2 / 3.0 }), "text/plain")!.Split('\n').Length);
            Assert.EndsWith("[0.33  0.67]", MimeBundle.As(tensor(new[] { 1 / 3.0, 2 / 3.0 }), "text/plain")!, StringComparison.Ordinal);
            Assert.Single(MimeBundle.As(zeros(4, 4), "text/plain")!.Split('\n'));
        }
        finally
        {
            NotebookDisplay.Current = display;
        }
    }

    [Fact]
    public void Html_shows_the_gradient_beside_the_values_and_names_what_is_not_finite()
    {
        using var scope = NewDisposeScope();
        var html = MimeBundle.As(Make("gradient"), "text/html")!;
        Assert.Contains("<th style=\"text-align:left\">gradient</th>", html, StringComparison.Ordinal);
        Assert.Contains("min 2, max 4, mean 3, std 1.414", html, StringComparison.Ordinal);
        Assert.Contains("min (finite)", MimeBundle.As(Make("infinities"), "text/html")!, StringComparison.Ordinal);
        Assert.Contains("1 (25%)", MimeBundle.As(Make("infinities"), "text/html")!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sampled_histogram_says_so()
    {
        using var x = zeros(2_000_000);
        x[7] = 1;
        Assert.Contains("Histogram of a sample of 131072 entries", MimeBundle.As(x, "text/html")!, StringComparison.Ordinal);
    }

    [Fact]
    public void Axis_names_stand_beside_their_sizes()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("N 2 × C 20", System.Net.WebUtility.HtmlDecode(MimeBundle.As(Make("named"), "text/html")!), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_and_pictures_survive_the_sanitiser()
    {
        using var scope = NewDisposeScope();
        object[] values = [.. Kinds.Select(k => Make(k.Data)), Make("4-d").Facets(), Make("4-d").AsImage(range: (-3, 3)), new List<Tensor> { Make("matrix") }];
        var html = values.Select(v => MimeBundle.As(v, "text/html")!).ToList();
        Assert.All(html.Zip(Adjoint.Tests.FrontEnds.Sanitise(html)), pair => Assert.All(
            ["<td", "<img", "src=\"data:image/", "alt=\"", "<small"], part => Assert.Equal(pair.First.Split(part).Length, pair.Second.Split(part).Length)));
    }

    [Fact]
    public void Registering_again_changes_nothing()
    {
        var before = Microsoft.DotNet.Interactive.Formatting.Formatter.RegisteredFormatters(includeDefaults: false).Count();
        TensorFormatters.Register();
        Assert.Equal(before, Microsoft.DotNet.Interactive.Formatting.Formatter.RegisteredFormatters(includeDefaults: false).Count());
    }

    [Fact]
    public void Looking_changes_neither_the_tensor_nor_its_gradient_nor_the_random_state()
    {
        using var scope = NewDisposeScope();
        var x = randn(20, 30, requires_grad: true);
        (x * x).sum().backward();
        var (values, gradient, state) = (x.detach().clone(), x.grad!.clone(), get_rng_state());
        var before = LiveTensors.Count;
        _ = MimeBundle.Of(x);
        _ = x.Statistics();
        _ = x.Facets().ToSvg();
        _ = x.Frames();
        _ = x.AsImage(range: (-3, 3));
        Assert.Equal(before, LiveTensors.Count);
        Assert.True(x.requires_grad && is_grad_enabled());
        Assert.True(values.eq(x).all().ToBoolean() && gradient.eq(x.grad!).all().ToBoolean() && state.eq(get_rng_state()).all().ToBoolean());
    }

    [Fact]
    public void An_interrupt_passes_the_formatter()
    {
        using var x = zeros(1 << 20);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Cancellation.Current = stop.Token;
        try
        {
            Assert.ThrowsAny<OperationCanceledException>(() => MimeBundle.Of(x));
        }
        finally
        {
            Cancellation.Current = default;
        }
    }

    private static Tensor Make(string kind)
    {
        using var generator = new Generator(7);
        var complex = tensor(new[] { new System.Numerics.Complex(1, -2), new System.Numerics.Complex(3, 4) });
        return kind switch
        {
            "scalar" => tensor(3.5f),
            "vector" => arange(3),
            "matrix" => tensor(new[] { 1, -0.5f, -1.5f, 2 }).reshape(2, 2),
            "cube" => tensor(new[] { 1, -0.5f, -1.5f, 2 }).reshape(2, 1, 2),
            "4-d" => randn(2, 3, 20, 30, generator: generator),
            "12-d" => zeros([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2]),
            "large 12-d" => randn([2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2], generator: generator),
            "empty" => zeros(0, 3),
            "empty 4-d" => zeros(2, 0, 3, 0),
            "bool" => tensor(new[] { true, false, true, true }).reshape(2, 2),
            "uint8" => arange(256).to(ScalarType.Byte).reshape(16, 16),
            "int8" => arange(-100, 100).to(ScalarType.Int8),
            "int16" => arange(-100, 300).to(ScalarType.Int16).reshape(20, 20),
            "int32" => arange(1000).to(ScalarType.Int32).reshape(10, 10, 10),
            "int64" => arange(100000).reshape(10, 100, 100),
            "extreme integers" => tensor(new[] { long.MinValue, long.MaxValue }),
            "half" => randn(30, 30, generator: generator).to(ScalarType.Float16),
            "brain" => randn(30, 30, generator: generator).to(ScalarType.BFloat16),
            "double" => randn(30, 30, generator: generator).to(ScalarType.Float64) * 1e300,
            "complex64" => complex.to(ScalarType.ComplexFloat32),
            "complex128" => complex,
            "large complex" => randn(40, 40, dtype: ScalarType.ComplexFloat32, generator: generator),
            "nan" => full(2, float.NaN),
            "large nan" => full(50, 60, float.NaN),
            "infinities" => tensor(new[] { 1, float.NaN, float.PositiveInfinity, float.NegativeInfinity }),
            "constant" => full(40, 50, 7f),
            "quantized" => quantize_per_tensor(tensor(new[] { -1f, 1 }), 0.5, 10, ScalarType.QUInt8),
            "quantized signed" => quantize_per_tensor(randn(30, 30, generator: generator), 0.1, 0, ScalarType.QInt8),
            "quantized channels" => quantize_per_channel(randn(3, 4, generator: generator), tensor(new[] { 0.1, 0.2, 0.3 }), zeros(3, ScalarType.Int64), 0, ScalarType.QInt8),
            "meta" => zeros(3, 4, device: device("meta")),
            "sparse" => eye(50).to_sparse(),
            "sparse vector" => arange(5).to_sparse(),
            "sparse cube" => ones(2, 3, 4).to_sparse(),
            "sparse empty" => zeros(5, 5).to_sparse(),
            "requires grad" => full(1, 2f).requires_grad_(),
            "gradient" => WithGradient(),
            "transposed" => randn(30, 40, generator: generator).t(),
            "sliced" => randn(30, 40, 50, generator: generator).slice(2, 0, 50, 7).transpose(0, 1),
            "expanded" => ones(3, 1).expand(3, 1_000_000_000_000),
            "named" => zeros([2, 20], names: ["N", "C"]),
            "parameter" => new TorchSharp.Modules.Parameter(randn(4, 4, generator: generator)),
            "conjugated" => complex.conj(),
            "negated" => complex.conj().imag,
            "wide" => randn(3, 100_000, generator: generator),
            "unfolded" => arange(20000).to(ScalarType.Float32).unfold(0, 1000, 1),
            "disposed" => Disposed(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static Tensor WithGradient()
    {
        var x = tensor(new[] { 1f, 2 }, requires_grad: true);
        (x * x).sum().backward();
        return x;
    }

    private static Tensor Disposed()
    {
        var x = zeros(3);
        x.Dispose();
        return x;
    }
}
