using System.Xml.Linq;
using Adjoint.Notation;
using Xunit;

namespace Adjoint.Tests.Notation;

/// <summary>Whatever a user writes into a name, a number, a label or a text comes out as text.</summary>
public sealed class HostileTextTests
{
    private static readonly string[] Strings =
    [
        "<script>alert(1)</script>", "</math>", "$", "$$x$$", "\\", "\\href{javascript:alert(1)}{x}", "\\end{aligned}", "%", "100%", "&lt;", "\"onerror=\"x", "'", "{", "}", "^_~#", "]]>", "<!--",
        "\u202eevil\u202c", "\u2067x", "שלום", "\ud800", "x\udc00", "\u200b\u200d\ufeff", "\u0000\u0007\u001b[31m", "line\nline\r\n", new('x', 100_000), new('<', 100_000),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Strings.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Text_stays_text_in_every_place_and_rendering(int index)
    {
        var text = Strings[index];
        foreach (var node in Places(text))
        {
            foreach (var mathml in new[] { MathMl.Of(node), MathMl.Of(node, block: false) })
            {
                var elements = XElement.Parse(mathml).DescendantsAndSelf().ToList();
                Assert.All(elements, e => Assert.True(e.Name.LocalName is not ("script" or "a" or "style")));
                Assert.All(elements.Attributes(), a => Assert.False(a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name.LocalName == "href"));
            }

            // Every backslash begins a command of ours, and every dollar is escaped.
            var latex = Latex.Of(node);
            Assert.DoesNotContain(@"\href", latex, StringComparison.Ordinal);
            Assert.DoesNotContain("$", latex.Replace(@"\$", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("%", latex.Replace(@"\%", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Equal(latex.Split(@"\begin{aligned}").Length, latex.Split(@"\end{aligned}").Length);
            foreach (var rendered in new[] { latex, PlainText.LineOf(node), XElement.Parse(MathMl.Of(node)).Value })
            {
                Assert.DoesNotContain(rendered, c => char.IsControl(c) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'));
                Assert.Equal(rendered, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(rendered)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Letters_are_kept(int index)
    {
        var letters = Strings[index].Where(char.IsAsciiLetterOrDigit).ToArray();
        Assert.Equal(letters, XElement.Parse(MathMl.Of(Node.Text(Strings[index]))).Value.Where(char.IsAsciiLetterOrDigit));
        Assert.Equal(letters, PlainText.LineOf(Node.Text(Strings[index])).Where(char.IsAsciiLetterOrDigit));
    }

    private static IEnumerable<Node> Places(string text)
    {
        var x = Node.Identifier("x");
        Node[] leaves = [Node.Text(text), Node.Identifier(text), Node.Operator(text), Node.Number(text), Node.Picture("<svg/>", text)];
        return leaves.Concat(leaves.SelectMany(leaf => new[]
        {
            Node.Subscript(x, leaf), Node.Fraction(leaf, x), Node.Underbrace(x, leaf), Node.Arrow(leaf, leaf), Node.Cases((x, leaf)), Node.Derivation((x, Node.Row(Node.Operator("="), x), leaf)),
            Node.Root(x, leaf), Node.Accent(leaf, AccentMark.Bar), Node.Boxed(leaf), Node.Binomial(leaf, x), Node.Matrix(Elision.Of(1, 3), Elision.Of(1, 3), (_, _) => leaf),
        })).Append(Node.Fenced(text, x, text)).Append(Node.Matrix(Elision.Of(2, 3), Elision.Of(2, 3), (_, _) => x, ColumnAlignment.Center, new MatrixStyle { Open = text, Close = text }));
    }
}
