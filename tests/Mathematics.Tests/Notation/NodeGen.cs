using Adjoint.Notation;
using CsCheck;

namespace Adjoint.Tests.Notation;

/// <summary>Trees with everything that notation has, hostile strings included.</summary>
internal static class NodeGen
{
    private static readonly string[] Symbols =
    [
        "+", "-", "−", "=", "·", "×", "⊗", "⊕", "∘", "±", "≤", "≠", "<", ">", "∈", "→", "↦", "⇔", "⋯", "⋮", "⋱", "…", "∂", "∑", "∫", "∞", "⊤", "!", "'", ",", ";", ":=", "/",
        "det", "mod", "log", "&", "%", "#", "_", "^", "\\", "$", "~", "[", "]", "(", ")", "{", "}", "|", "*", "=>", "⊠", "†",
    ];

    private static readonly string[] Names = ["x", "y", "n", "T", "α", "λ", "Γ", "ℝ", "𝔽", "Xbar", "x_1", "f'", "A$B", "\\input", "x^2", "été", "Δt", "", " ", "a b", "𝟎"];

    private static readonly string[] Numbers = ["0", "1", "-1", "3.14", "-0.5", "12345678901234567890", "NaN", "∞", "-∞", "1e5", "<script>", "\\href", "1-2", ".", "-", ""];

    private static readonly string[] Texts =
    [
        "where x is real", "</math><script>alert(1)</script>", "a & b < c > d \"e\" 'f'", "$x$ and \\(y\\)", "100% #1 a_b ~ ^ {} \\end{aligned}", "--- '' `` --", "line\nline", "\u0007\u001b[31m",
        "\ud800", "\udc00x", "\u202eevil", "漢字", "naïve", "1000×1000", "  two  blanks  ", "", "]]>", "<!--", "x → y", "½", "\u2003",
    ];

    private static readonly string[] Fences = ["(", ")", "[", "]", "{", "}", "|", "‖", "⟨", "⟩", "⌊", "⌈", "", "<", "/", "⟦", "α", "$", "."];

    /// <summary>A string that a user may have put into a name, a number or a text.</summary>
    public static Gen<string> AnyText { get; } = Gen.OneOf(One(Texts), Gen.String);

    private static Gen<Node> Leaves { get; } = Gen.OneOf(
        One(Numbers).Select(Node.Number),
        One(Names).Select(Node.Identifier),
        One(Symbols).Select(Node.Operator),
        AnyText.Select(Node.Text),
        Gen.Const(Node.Gap),
        One(Texts).Select(t => Node.Picture("<svg xmlns='http://www.w3.org/2000/svg'/>", t)));

    /// <summary>Trees of up to four levels.</summary>
    public static Gen<Node> Trees { get; } = Of(4);

    private static Gen<string> One(string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Gen<Node> Of(int levels)
    {
        if (levels == 0)
        {
            return Leaves;
        }

        var inner = Of(levels - 1);
        return Gen.Frequency(
            (2, Leaves),
            (4, inner.Array[0, 5].Select(items => Node.Row(items))),
            (1, Gen.Select(inner, inner, Node.Fraction)),
            (1, Gen.Select(inner, inner, Node.Subscript)),
            (1, Gen.Select(inner, inner, Node.Superscript)),
            (1, Gen.Select(inner, inner, inner, Node.Scripts)),
            (1, Gen.Select(One(Fences), inner, One(Fences), Node.Fenced)),
            (1, inner.Select(Node.Phantom)),
            (1, Gen.Select(inner, inner).Array[0, 3].Select(lines => Node.Lines(lines))),
            (1, Matrices(inner)));
    }

    private static Gen<Node> Matrices(Gen<Node> entry) => Gen.Select(Gen.Int[0, 20], Gen.Int[0, 20], Gen.Enum<ColumnAlignment>(), Gen.Int[0, 20].Nullable(), entry.Array[1, 3]).Select(
        (rows, columns, alignment, bar, entries) => Node.Matrix(
            Elision.Of(rows, 4), Elision.Of(columns, 4), (i, j) => entries[(i + j) % entries.Length], alignment, bar));
}
