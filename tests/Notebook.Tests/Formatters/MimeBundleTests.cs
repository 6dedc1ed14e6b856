using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Adjoint.Formatters;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using CsCheck;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.DotNet.Interactive.Formatting;
using Xunit;

namespace Adjoint.Tests.Formatters;

[Collection(nameof(FormatterState))]
public sealed class MimeBundleTests
{
    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "</math>", "</td></table><img src=x onerror=alert(1)>", "$x$ \\foo", "\u202eevil", "a\0b\u001b[31m", "\ud800", "x\udc00y", "]]>", "&lt;", "\r\n", "\ufffe",
    ];

    private static readonly string[] Formula = ["text/latex", "text/plain"];

    private static readonly string[] MatrixFormula = ["text/latex", "text/plain", "application/vnd.adjoint+json"];

    public static TheoryData<object?, string[]> Kinds => new()
    {
        { null, ["text/plain"] },
        { "text", ["text/plain"] },
        { 1, ["text/plain"] },
        { 1.5, ["text/plain"] },
        { 'c', ["text/plain"] },
        { true, ["text/plain"] },
        { 1m, ["text/plain"] },
        { DayOfWeek.Friday, ["text/plain"] },
        { new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc), ["text/plain"] },
        { Guid.Empty, ["text/plain"] },
        { BigInteger.One, Formula },
        { Complex.One, Formula },
        { new double[][] { [1], [2, 3] }, Formula },
        { ExactMatrix.Parse("1 2; 3 4"), MatrixFormula },
        { ExactMatrix.Parse("1 2; 3 4").Determinant(), Formula },
        { new double[,] { { 1 } }, MatrixFormula },
        { Matrix<double>.Build.Dense(2, 2), MatrixFormula },
        { Matrix<double>.Build.Sparse(2, 2), MatrixFormula },
        { Matrix<float>.Build.Diagonal(2, 2, 1), MatrixFormula },
        { Matrix<Complex>.Build.Dense(2, 2), MatrixFormula },
        { Matrix<MathNet.Numerics.Complex32>.Build.Dense(2, 2), MatrixFormula },
        { MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(2), MatrixFormula },
        { new[] { 1, 2 }, ["text/html", "text/plain"] },
        { (1, "two"), ["text/html", "text/plain"] },
        { new Dictionary<string, int> { ["a"] = 1 }, ["text/html", "text/plain"] },
        { new { A = 1 }, ["text/html", "text/plain"] },
    };

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void Bundle_has_exactly_the_MIME_types_of_its_kind(object? value, string[] mimeTypes) => Assert.Equal(mimeTypes, MimeBundle.Of(value).Select(b => b.MimeType));

    [Fact]
    public void Null_is_called_null() => Assert.Equal("null", Plain(null));

    [Fact]
    public void Array_of_tuples_shows_the_tuples() => Assert.Equal(["( 2, 3 )", "( 5, 7 )"], Plain(new[] { (2, 3), (5, 7) }).Split('\n')[1..]);

    [Fact]
    public void Field_shows_its_symbol() => Assert.Equal(("ℚ", "𝔽₇"), (Plain(Adjoint.Algebra.Rationals.Field), Plain(new Adjoint.Algebra.PrimeField(7))));

    [Fact]
    public void Formula_is_LaTeX_in_display_style_between_dollars() => Assert.Equal(
        @"$\displaystyle \begin{bmatrix} -2 & 1 \\ \frac{3}{2} & -\frac{1}{2} \end{bmatrix}$", MimeBundle.Of(ExactMatrix.Parse("1 2; 3 4").Inverse())[0].Content);

    [Fact]
    public void Formula_as_HTML_is_MathML_without_script()
    {
        var html = MimeBundle.As(ExactMatrix.Parse("1 2; 3 4"), "text/html")!;
        Assert.StartsWith("<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("script", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_representation_is_null() => Assert.Null(MimeBundle.As(1, "image/png"));

    [Fact]
    public void Matrix_within_other_values_stands_in_one_line_of_text_and_as_MathML()
    {
        var bundle = MimeBundle.Of(new { Name = "A", Matrix = ExactMatrix.Parse("1 2; 3 4") });
        Assert.Contains("Matrix: [1 2; 3 4]", bundle.Single(b => b.MimeType == "text/plain").Content, StringComparison.Ordinal);
        Assert.Contains("<td><math", bundle[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_of_an_exact_matrix_reads_back_exactly()
    {
        var matrix = ExactMatrix.Parse("1/2 -3; 0 12345678901234567890");
        using var json = JsonDocument.Parse(MimeBundle.As(matrix, AdjointFormatters.JsonMimeType)!);
        Assert.Equal("ℚ", json.RootElement.GetProperty("field").GetString());
        Assert.Equal(matrix, ExactMatrix.Parse(string.Join(';', json.RootElement.GetProperty("entries").EnumerateArray().Select(r => string.Join(' ', r.EnumerateArray().Select(e => e.GetString()))))));
    }

    [Fact]
    public void JSON_of_a_real_matrix_reads_back_the_same_numbers() => Gen.Double.Array2D[3, 2].Sample(array =>
    {
        using var json = JsonDocument.Parse(MimeBundle.As(array, AdjointFormatters.JsonMimeType)!);
        var entries = json.RootElement.GetProperty("entries").EnumerateArray().SelectMany(r => r.EnumerateArray()).Select(e => e.ValueKind == JsonValueKind.Number
            ? e.GetDouble()
            : double.Parse(e.GetString()!, CultureInfo.InvariantCulture));
        Assert.Equal(array.Cast<double>(), entries);
    });

    [Fact]
    public void JSON_of_a_large_matrix_says_its_shape_alone() => Assert.Equal(
        """{"type":"matrix","field":"real","rows":100,"columns":2}""", MimeBundle.As(Matrix<double>.Build.Dense(100, 2), AdjointFormatters.JsonMimeType));

    [Fact]
    public void Hostile_text_is_inert_in_every_place_and_MIME_type()
    {
        foreach (var text in Hostile)
        {
            object[] values =
            [
                text, new[] { text }, new { Name = text }, new Dictionary<string, object> { [text] = text }, (text, 1), new Named(text), new Node[] { Node.Text(text) },
                new Formulated(Node.Row(Node.Identifier(text), Node.Operator(text), Node.Number(text), Node.Text(text), Node.Fenced(text, Node.Empty, text))),
                new InvalidOperationException(text), new List<object> { new Formulated(Node.Text(text)) },
            ];
            foreach (var (mimeType, content) in values.SelectMany(MimeBundle.Of).Concat(values.Select(v => ("text/html", MimeBundle.As(v, "text/html")!))))
            {
                Assert.Equal(content, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(content)));
                Assert.DoesNotContain(content, c => (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || c == '\u202e');
                if (mimeType == "text/html")
                {
                    Assert.DoesNotContain("<script", content, StringComparison.OrdinalIgnoreCase);
                    Assert.DoesNotContain("<img", content, StringComparison.OrdinalIgnoreCase);
                    Assert.Equal(content.Split("<math").Length, content.Split("</math>").Length);
                    Assert.Equal(content.Split("<table").Length, content.Split("</table>").Length);
                }
                else if (mimeType == "text/latex")
                {
                    Assert.Equal(2, content.Replace(@"\$", string.Empty, StringComparison.Ordinal).Count(c => c == '$'));
                    Assert.DoesNotContain('<', content);
                }
            }
        }
    }

    [Fact]
    public void Value_whose_formula_fails_keeps_its_text_and_names_the_fault()
    {
        var plain = Assert.Single(MimeBundle.Of(new Unformulated()));
        Assert.Equal(("text/plain", "I am here\n(not shown: InvalidOperationException: no notation)"), plain);
    }

    [Fact]
    public void Value_whose_ToString_throws_keeps_its_type()
    {
        Assert.Contains("Mute\n", Plain(new Mute()), StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: cannot speak", Plain(new Mute()), StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_of_a_part_leaves_the_rest()
    {
        var bundle = MimeBundle.Of(new { Before = 1, Middle = Broken(), After = 2 });
        Assert.All(bundle, b =>
        {
            Assert.Contains("Before", b.Content, StringComparison.Ordinal);
            Assert.Contains("broken list", b.Content, StringComparison.Ordinal);
            Assert.Contains("After", b.Content, StringComparison.Ordinal);
        });
    }

    // A formula, a picture and what a user's own type throws, within what the default formatters list.
    [Fact]
    public void Fault_of_a_part_that_has_its_own_formatter_leaves_the_rest()
    {
        object[] parts = [new Formula(_ => throw new InvalidOperationException("broken part")), new StyledFormula(1.5, _ => throw new InvalidOperationException("broken part"))];
        foreach (var part in parts)
        {
            object[] values = [new List<object> { "before", part, "after" }, new Dictionary<string, object> { ["before"] = 1, ["k"] = part, ["after"] = 2 }, ("before", part, "after"), new { before = 1, part, after = 2 }];
            Assert.All(values, value => Assert.All(MimeBundle.Of(value), b =>
            {
                Assert.Contains("before", b.Content, StringComparison.Ordinal);
                Assert.Contains("broken part", b.Content, StringComparison.Ordinal);
                Assert.Contains("after", b.Content, StringComparison.Ordinal);
            }));
            Assert.All(values, value => Assert.Equal(["text/html", "text/plain"], MimeBundle.Of(value).Select(b => b.MimeType)));
        }
    }

    [Fact]
    public void Infinite_and_cyclic_values_end()
    {
        var cycle = new object[20];
        Array.Fill(cycle, cycle);
        var node = new Knot("root");
        object[] values = [cycle, node, Endless(), NestedEndlessly(), NestedUntyped(), new Dictionary<string, object> { ["self"] = node, ["forever"] = Endless() }];
        foreach (var (_, content) in values.SelectMany(MimeBundle.Of))
        {
            Assert.InRange(content.Length, 1, 500_000);
        }

        Assert.Contains("↻", Plain(cycle), StringComparison.Ordinal);
    }

    [Fact]
    public void Registering_again_changes_nothing()
    {
        AdjointFormatters.Register();
        var before = Formatter.RegisteredFormatters(includeDefaults: false).ToList();
        AdjointFormatters.Register();
        Assert.Equal(before, Formatter.RegisteredFormatters(includeDefaults: false));
    }

    [Fact]
    public void Formatters_come_back_after_a_reset()
    {
        Formatter.ResetToDefault();
        Assert.Equal(Formula, MimeBundle.Of(BigInteger.One).Select(b => b.MimeType));
        Assert.Contains("↻", Plain(new Knot("root")), StringComparison.Ordinal);
    }

    [Fact]
    public void User_may_register_a_formatter_and_a_MIME_type()
    {
        try
        {
            Formatter.Register<Named>(n => $"<b>{n.Name}</b>", "text/html");
            Assert.Equal([("text/html", "<b>x</b>"), ("text/plain", "Named\n      Name: x")], MimeBundle.Of(new Named("x")));
            Formatter.SetPreferredMimeTypesFor(typeof(Named), "text/nowhere");
            Assert.Equal(["text/plain"], MimeBundle.Of(new Named("x")).Select(b => b.MimeType));
            Formatter.Register<int>(n => $"<i>{n}</i>", "text/html");
            Assert.Equal([("text/html", "<i>7</i>"), ("text/plain", "7")], MimeBundle.Of(7));
        }
        finally
        {
            Formatter.ResetToDefault();
        }
    }

    [Fact]
    public void Interrupted_cell_stops_formatting()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Cancellation.Current = source.Token;
        try
        {
            Assert.ThrowsAny<OperationCanceledException>(() => MimeBundle.Of(new[] { new Named("x") }));
        }
        finally
        {
            Cancellation.Current = CancellationToken.None;
        }
    }

    [Fact]
    public void Value_is_described_once_for_a_bundle_and_anew_for_the_next()
    {
        var counter = new Counter();
        Assert.Equal(["$\\displaystyle 1$", "1"], MimeBundle.Of(counter).Select(b => b.Content));
        Assert.Equal(["$\\displaystyle 2$", "2"], MimeBundle.Of(counter).Select(b => b.Content));
    }

    private static string Plain(object? value) => MimeBundle.Of(value).Single(b => b.MimeType == "text/plain").Content;

    private static IEnumerable<int> Endless()
    {
        for (var i = 0; ; i++)
        {
            yield return i;
        }
    }

    private static IEnumerable<int> Broken()
    {
        yield return 1;
        throw new InvalidOperationException("broken list");
    }

    private static IEnumerable<IEnumerable> NestedEndlessly()
    {
        while (true)
        {
            yield return NestedEndlessly();
        }
    }

    private static IEnumerable NestedUntyped()
    {
        while (true)
        {
            yield return NestedUntyped();
        }
    }

    public sealed record Named(string Name);

    public sealed class Knot(string name)
    {
        public string Name => name;

        public Knot Left => this;

        public Knot Right => new(name + "r");
    }

    public sealed class Mute
    {
        public override string ToString() => Speak();

        private static string Speak() => throw new InvalidOperationException("cannot speak");
    }

    public sealed class Formulated(Node node) : IHasNotation
    {
        public Node Describe(NotationOptions options) => node;
    }

    public sealed class Counter : IHasNotation
    {
        private int described;

        public Node Describe(NotationOptions options) => Node.Number(++described, options);
    }

    public sealed class Unformulated : IHasNotation
    {
        public Node Describe(NotationOptions options) => throw new InvalidOperationException("no notation");

        public override string ToString() => "I am here";
    }
}
