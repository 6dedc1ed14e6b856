using System.Text.RegularExpressions;
using System.Xml.Linq;
using Adjoint.Notation;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Notation;

public sealed partial class MarkupTests
{
    // W3C, MathML Core, §2.1.3 (global attributes) and the lists of elements in §3 and §4; img is HTML within mtext (§2.2.1).
    private static readonly HashSet<string> Elements =
    [
        "math", "merror", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub",
        "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "semantics", "annotation", "annotation-xml", "none", "img",
    ];

    private static readonly HashSet<string> Attributes =
    [
        "display", "displaystyle", "style", "dir", "class", "id", "scriptlevel", "mathvariant", "form", "fence", "separator", "lspace", "rspace", "stretchy", "symmetric", "maxsize",
        "minsize", "largeop", "movablelimits", "width", "height", "depth", "linethickness", "columnspan", "rowspan", "accent", "accentunder", "alt", "src",
    ];

    // MathML Core §3.3.2-3.4: the number of children; §3.5: what a table, a row of it, and a token may hold.
    private static readonly Dictionary<string, int> Children = new()
    {
        ["mfrac"] = 2, ["msub"] = 2, ["msup"] = 2, ["munder"] = 2, ["mover"] = 2, ["msubsup"] = 3, ["munderover"] = 3, ["mroot"] = 2, ["mspace"] = 0,
    };

    private static readonly Dictionary<string, string> OnlyChild = new() { ["mtable"] = "mtr", ["mtr"] = "mtd" };

    private static readonly Dictionary<string, string> OnlyParent = new() { ["mtr"] = "mtable", ["mtd"] = "mtr", ["img"] = "mtext" };

    private static readonly HashSet<string> Tokens = ["mi", "mn", "mo", "ms", "mtext"];

    private static readonly HashSet<string> OperatorAttributes = ["form", "fence", "separator", "lspace", "rspace", "stretchy", "symmetric", "maxsize", "minsize", "largeop", "movablelimits"];

    private static readonly Dictionary<string, HashSet<string>> Values = new()
    {
        ["display"] = ["block", "inline"], ["displaystyle"] = ["true", "false"], ["form"] = ["prefix", "infix", "postfix"], ["fence"] = ["true", "false"], ["stretchy"] = ["true", "false"],
        ["accent"] = ["true", "false"],
    };

    [Fact]
    public void MathML_is_wellformed_and_in_the_core() => NodeGen.Trees.Sample(tree =>
    {
        foreach (var element in new[] { true, false }.SelectMany(block => XElement.Parse(MathMl.Of(tree, block)).DescendantsAndSelf()))
        {
            AssertIsCore(element);
        }
    });

    private static void AssertIsCore(XElement element)
    {
        var name = element.Name.LocalName;
        Assert.Contains(name, Elements);
        Assert.Equal(name == "img" ? "http://www.w3.org/1999/xhtml" : "http://www.w3.org/1998/Math/MathML", element.Name.NamespaceName);
        if (Children.TryGetValue(name, out var count))
        {
            Assert.Equal(count, element.Elements().Count());
        }

        Assert.All(element.Elements(), child => Assert.Equal(OnlyChild.GetValueOrDefault(name, child.Name.LocalName), child.Name.LocalName));
        Assert.Equal(OnlyParent.GetValueOrDefault(name, element.Parent?.Name.LocalName ?? string.Empty), element.Parent?.Name.LocalName ?? string.Empty);
        Assert.True(Tokens.Contains(name) ? element.Elements().All(e => e.Name.LocalName == "img") : string.IsNullOrWhiteSpace(string.Concat(element.Nodes().OfType<XText>().Select(t => t.Value))), element.ToString());
        foreach (var attribute in element.Attributes().Where(a => !a.IsNamespaceDeclaration))
        {
            var key = attribute.Name.LocalName;
            Assert.Contains(key, Attributes);
            Assert.True(name == "mo" || !OperatorAttributes.Contains(key), element.ToString());
            Assert.True(!Values.TryGetValue(key, out var allowed) || allowed.Contains(attribute.Value), element.ToString());
            Assert.True(key is not ("accent" or "accentunder") || name is "mover" or "munder" or "munderover", element.ToString());
            Assert.True(key is not ("linethickness") || name is "mfrac", element.ToString());
            Assert.True(key is not ("width" or "height" or "depth") || (name is "mspace" or "mpadded" && Length().IsMatch(attribute.Value)), element.ToString());
            Assert.True(key is not ("alt" or "src") || name is "img", element.ToString());
            Assert.DoesNotMatch("url|expression|@|<", key == "style" ? attribute.Value : string.Empty);
        }
    }

    [Fact]
    public void MathML_keeps_a_text_letter_by_letter() => Gen.String[Gen.Char[' ', '~'], 0, 30].Sample(text =>
        Assert.Equal(text.Replace(' ', '\u00a0'), XElement.Parse(MathMl.Of(Node.Text(text))).Value));

    [Fact]
    public void LaTeX_has_no_angle_bracket_and_no_bare_dollar() => NodeGen.Trees.Sample(tree =>
    {
        var latex = Latex.Of(tree);
        Assert.DoesNotContain('<', latex);
        Assert.DoesNotContain('>', latex);
        Assert.DoesNotContain("$", latex.Replace(@"\$", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', latex);
    });

    [Theory]
    [InlineData("NaN", @"\mathrm{NaN}")]
    [InlineData("-∞", @"-\infty")]
    [InlineData("-1.5", "-1.5")]
    [InlineData(@"\href{x}", @"{\backslash}\text{href}\{\text{x}\}")]
    [InlineData("1e5", @"\text{1e5}")]
    public void Number_is_a_number_or_a_text(string digits, string latex) => Assert.Equal(latex, Latex.Of(Node.Number(digits)));

    [Fact]
    public void Command_does_not_run_into_a_letter() =>
        Assert.Equal(@"\alpha x\cdot y", Latex.Of(Node.Row(Node.Identifier("α"), Node.Identifier("x"), Node.Operator("·"), Node.Identifier("y"))));

    [Fact]
    public void Minus_in_front_or_after_a_relation_is_a_prefix()
    {
        var row = Node.Row(Node.Operator("-"), Node.Identifier("x"), Node.Operator("="), Node.Operator("-"), Node.Number("1"), Node.Operator("-"), Node.Number("2"));
        Assert.Equal("-x = -1 - 2", Latex.Of(row));
        Assert.Equal(2, XElement.Parse(MathMl.Of(row)).Descendants().Count(e => (string?)e.Attribute("form") == "prefix"));
    }

    [Fact]
    public void Exact_matrix_is_a_bmatrix() => Assert.Equal(
        @"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}",
        Latex.Of(Node.Matrix(Elision.Of(2, 12), Elision.Of(2, 12), (i, j) => Node.Number($"{(2 * i) + j + 1}"))));

    [Fact]
    public void Elided_matrix_keeps_first_and_last_and_says_its_shape() => Assert.Equal(
        @"\begin{bmatrix} 0 & \cdots & 3 \\ \vdots & \ddots & \vdots \\ 12 & \cdots & 15 \end{bmatrix}_{4\times 4}",
        Latex.Of(Node.Matrix(Elision.Of(4, 3), Elision.Of(4, 3), (i, j) => Node.Number($"{(4 * i) + j}"))));

    [Fact]
    public void Bar_of_an_augmented_matrix_stands_between_its_columns() => Assert.Equal(
        @"\left[\begin{array}{cc|c} 1 & 2 & 3 \end{array}\right]",
        Latex.Of(Node.Matrix(Elision.Of(1, 12), Elision.Of(3, 12), (_, j) => Node.Number($"{j + 1}"), barAfter: 2)));

    [Fact]
    public void Bracket_at_the_start_of_a_row_is_no_option_of_the_line_end()
    {
        var list = Node.Row(Node.Operator("["), Node.Number("1"), Node.Operator("]"));
        Assert.Equal(@"\begin{bmatrix} {}[1] \\ {}[1] \end{bmatrix}", Latex.Of(Node.Matrix(Elision.Of(2, 12), Elision.Of(1, 12), (_, _) => list)));
    }

    [Fact]
    public void Decimals_are_filled_with_invisible_digits()
    {
        var matrix = Node.Matrix(Elision.Of(2, 12), Elision.Of(1, 12), (i, _) => Node.Number(i == 0 ? "1.25" : "0"), ColumnAlignment.DecimalPoint);
        Assert.Equal(@"\left[\begin{array}{r} 1.25 \\ 0\phantom{.00} \end{array}\right]", Latex.Of(matrix));
        Assert.Contains("<mn>0</mn><mphantom><mn>.00</mn></mphantom>", MathMl.Of(matrix), StringComparison.Ordinal);
        Assert.Equal("⎡1.25⎤\n⎣0   ⎦", PlainText.Of(matrix));
    }

    [Fact]
    public void Picture_becomes_its_alternative_text_or_an_image()
    {
        var picture = Node.Picture("<svg/>", "a \"graph\"");
        Assert.Equal("[a \"graph\"]", PlainText.Of(picture));
        Assert.Contains("alt=\"a &quot;graph&quot;\" src=\"data:image/svg+xml;base64,PHN2Zy8+\"", MathMl.Of(picture), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?(em|ex|px|%)?$")]
    private static partial Regex Length();
}
