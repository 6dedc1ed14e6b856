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
        "שלום", "\u200f\u200eabc", "\u2066x\u2069", "a\u200bb\u200dc\ufeff", "e\u0301", "👩‍🚀", "\\href{javascript:alert(1)}{x}", "%$&{}\\", "\ud83d", "\u0000",
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

    private static Gen<MatrixStyle> Styles { get; } = Gen.Frequency(
        (1, Gen.Const(MatrixStyle.Default)),
        (2, Gen.Select(Gen.Int[-1, 21].Array[0, 3], Gen.Int[-1, 21].Array[0, 3], Gen.Select(Gen.Int[0, 20], Gen.Int[0, 20]).Array[0, 9], One(Fences), One(Fences), (rows, columns, boxed, open, close) =>
            new MatrixStyle { RowLines = rows, ColumnLines = columns, Boxed = boxed.ToHashSet(), Open = open, Close = close })));

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
            (1, Gen.Select(inner, inner.Null()).Select((radicand, degree) => degree is null ? Node.SquareRoot(radicand) : Node.Root(radicand, degree))),
            (1, Gen.Select(inner, Gen.Enum<AccentMark>(), Node.Accent)),
            (1, Gen.Select(inner, inner, Node.Underbrace)),
            (1, Gen.Select(inner, inner.Null(), Node.Arrow)),
            (1, Gen.Select(inner, inner).Array[0, 3].Select(cases => Node.Cases(cases))),
            (1, Gen.Select(inner, inner, inner).Array[0, 3].Select(lines => Node.Derivation(lines))),
            (1, Gen.Select(inner, inner, Node.Binomial)),
            (1, inner.Select(Node.Boxed)),
            (1, Gen.Select(inner, inner, Gen.Bool, (f, x, partial) => partial ? Node.PartialDerivative(f, x) : Node.Derivative(f, x))),
            (2, Matrices(inner)));
    }

    private static Gen<Node> Matrices(Gen<Node> entry) =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 20], Gen.Enum<ColumnAlignment>(), Styles, entry.Array[1, 3]).Select((rows, columns, alignment, style, entries) =>
            Node.Matrix(Elision.Of(rows, 4), Elision.Of(columns, 4), (i, j) => entries[(i + j) % entries.Length], alignment, style));
}
