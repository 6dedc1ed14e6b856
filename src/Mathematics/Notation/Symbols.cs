using System.Collections.Frozen;
using System.Text;

namespace Adjoint.Notation;

/// <summary>What the renderers know about single symbols.</summary>
internal static class Symbols
{
    private static readonly FrozenDictionary<string, string> Commands = new Dictionary<string, string>
    {
        ["α"] = @"\alpha", ["β"] = @"\beta", ["γ"] = @"\gamma", ["δ"] = @"\delta", ["ε"] = @"\varepsilon", ["ζ"] = @"\zeta",
        ["η"] = @"\eta", ["θ"] = @"\theta", ["ι"] = @"\iota", ["κ"] = @"\kappa", ["λ"] = @"\lambda", ["μ"] = @"\mu", ["ν"] = @"\nu",
        ["ξ"] = @"\xi", ["π"] = @"\pi", ["ρ"] = @"\rho", ["σ"] = @"\sigma", ["τ"] = @"\tau", ["υ"] = @"\upsilon", ["φ"] = @"\varphi",
        ["χ"] = @"\chi", ["ψ"] = @"\psi", ["ω"] = @"\omega", ["Γ"] = @"\Gamma", ["Δ"] = @"\Delta", ["Θ"] = @"\Theta", ["Λ"] = @"\Lambda",
        ["Ξ"] = @"\Xi", ["Π"] = @"\Pi", ["Σ"] = @"\Sigma", ["Φ"] = @"\Phi", ["Ψ"] = @"\Psi", ["Ω"] = @"\Omega",
        ["ℚ"] = @"\mathbb{Q}", ["ℤ"] = @"\mathbb{Z}", ["ℝ"] = @"\mathbb{R}", ["ℂ"] = @"\mathbb{C}", ["𝔽"] = @"\mathbb{F}", ["ℕ"] = @"\mathbb{N}",
        ["−"] = "-", ["·"] = @"\cdot", ["×"] = @"\times", ["⊗"] = @"\otimes", ["⊕"] = @"\oplus", ["∘"] = @"\circ", ["±"] = @"\pm",
        ["≠"] = @"\ne", ["≤"] = @"\le", ["≥"] = @"\ge", ["<"] = @"\lt", [">"] = @"\gt", ["≈"] = @"\approx", ["≡"] = @"\equiv", ["≅"] = @"\cong",
        ["∈"] = @"\in", ["∉"] = @"\notin", ["⊂"] = @"\subset", ["⊆"] = @"\subseteq", ["→"] = @"\to", ["←"] = @"\leftarrow", ["↔"] = @"\leftrightarrow",
        ["↦"] = @"\mapsto", ["⇒"] = @"\Rightarrow", ["⇔"] = @"\Leftrightarrow", ["⋯"] = @"\cdots", ["⋮"] = @"\vdots", ["⋱"] = @"\ddots", ["…"] = @"\ldots",
        ["∂"] = @"\partial", ["∇"] = @"\nabla", ["∑"] = @"\sum", ["∏"] = @"\prod", ["∫"] = @"\int", ["∞"] = @"\infty", ["⊤"] = @"\top",
        ["⟨"] = @"\langle", ["⟩"] = @"\rangle", ["‖"] = @"\Vert", ["|"] = @"\vert", ["{"] = @"\{", ["}"] = @"\}", ["∅"] = @"\varnothing",
        ["𝟎"] = @"\mathbf{0}", ["ℓ"] = @"\ell", ["†"] = @"\dagger", ["∣"] = @"\mid", ["√"] = @"\surd", ["∀"] = @"\forall", ["∃"] = @"\exists",
        ["⟂"] = @"\perp", ["∪"] = @"\cup", ["∩"] = @"\cap", ["⌊"] = @"\lfloor", ["⌋"] = @"\rfloor", ["⌈"] = @"\lceil", ["⌉"] = @"\rceil",
        ["ℋ"] = @"\mathcal{H}", ["⊴"] = @"\trianglelefteq", ["⊲"] = @"\triangleleft", ["⊥"] = @"\bot", ["∖"] = @"\setminus", ["∧"] = @"\wedge", ["∨"] = @"\vee",
        ["⟦"] = @"[\![", ["⟧"] = @"]\!]", ["¬"] = @"\neg", ["⋊"] = @"\rtimes", ["≀"] = @"\wr", ["↪"] = @"\hookrightarrow", ["↠"] = @"\twoheadrightarrow", ["∼"] = @"\sim", ["≃"] = @"\simeq",
        ["∝"] = @"\propto", ["⊃"] = @"\supset", ["⊇"] = @"\supseteq", ["∤"] = @"\nmid", ["⇐"] = @"\Leftarrow", ["⊙"] = @"\odot", ["⋆"] = @"\star", ["∗"] = "*",
        ["⟶"] = @"\longrightarrow", ["∎"] = @"\blacksquare", ["□"] = @"\square", ["✓"] = @"\checkmark", ["⋃"] = @"\bigcup", ["⋂"] = @"\bigcap", ["⨁"] = @"\bigoplus",
        ["ℑ"] = @"\Im", ["ℜ"] = @"\Re", ["ℵ"] = @"\aleph", ["ϕ"] = @"\phi", ["ϵ"] = @"\epsilon", ["ϑ"] = @"\vartheta", ["′"] = @"\prime", ["°"] = @"{}^{\circ}",
        ["₀"] = "{}_{0}", ["₁"] = "{}_{1}", ["₂"] = "{}_{2}", ["₃"] = "{}_{3}", ["₄"] = "{}_{4}", ["₅"] = "{}_{5}", ["₆"] = "{}_{6}", ["₇"] = "{}_{7}", ["₈"] = "{}_{8}",
        ["₉"] = "{}_{9}", ["⁰"] = "{}^{0}", ["¹"] = "{}^{1}", ["²"] = "{}^{2}", ["³"] = "{}^{3}", ["⁴"] = "{}^{4}", ["⁵"] = "{}^{5}", ["⁶"] = "{}^{6}", ["⁷"] = "{}^{7}",
        ["⁸"] = "{}^{8}", ["⁹"] = "{}^{9}", ["⁻"] = "{}^{-}", ["ᵀ"] = @"{}^{\top}", ["ₙ"] = "{}_{n}", ["ₚ"] = "{}_{p}", ["ᵢ"] = "{}_{i}", ["ⱼ"] = "{}_{j}",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Delimiters = new Dictionary<string, string>
    {
        [""] = ".", ["("] = "(", [")"] = ")", ["["] = "[", ["]"] = "]", ["/"] = "/", ["{"] = @"\{", ["}"] = @"\}", ["|"] = @"\vert", ["‖"] = @"\Vert",
        ["⟨"] = @"\langle", ["⟩"] = @"\rangle", ["<"] = @"\langle", [">"] = @"\rangle", ["⌊"] = @"\lfloor", ["⌋"] = @"\rfloor", ["⌈"] = @"\lceil", ["⌉"] = @"\rceil",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Binary = new[] { "+", "-", "−", "±", "⊕", "∘", "∪", "∩", "∖", "∧", "∨", "⊗", "⋊", "≀" }.ToFrozenSet();

    private static readonly FrozenSet<string> Relations = new[]
    {
        "=", "≠", "<", ">", "≤", "≥", "≈", "≡", "≅", "∈", "∉", "⊂", "⊆", "→", "←", "↔", "↦", "⇒", "⇔", "∣", ":=", "⊴", "⟂", "∼", "≃", "∝", "⊃", "⊇", "∤", "⇐", "↪", "↠", "⟶", "⊲",
    }.ToFrozenSet();

    /// <summary>The LaTeX command of a symbol, if it has one.</summary>
    public static string? Command(string symbol) => Commands.GetValueOrDefault(symbol);

    /// <summary>The symbol as it follows \left and \right; null where LaTeX has no fence that grows.</summary>
    public static string? Delimiter(string symbol) => Delimiters.GetValueOrDefault(symbol);

    /// <summary>The environment of amsmath for a matrix between these fences, if it has one.</summary>
    public static string? MatrixName(string open, string close) => (open, close) switch
    {
        ("[", "]") => "bmatrix",
        ("(", ")") => "pmatrix",
        ("|", "|") => "vmatrix",
        ("‖", "‖") => "Vmatrix",
        ("", "") => "matrix",
        _ => null,
    };

    /// <summary>Whether the operator at <paramref name="index"/> stands before its only operand: in front, or after an operator that itself wants one.</summary>
    public static bool IsPrefix(Node.RowNode row, int index) => index == row.Items.Count - 1
        ? false
        : index == 0 || row.Items[index - 1] is Node.OperatorNode { Symbol: not ("!" or "'" or "⋯" or "…" or "⋮" or ")" or "]" or "∞") };

    /// <summary>Whether the symbol states something of its two sides.</summary>
    public static bool IsRelation(string symbol) => Relations.Contains(symbol);

    /// <summary>Whether the symbol is a sum or product sign, whose scripts stand below and above it.</summary>
    public static bool IsLarge(string symbol) => symbol is "∑" or "∏" or "⋃" or "⋂" or "⨁" or "lim" or "max" or "min" or "sup" or "inf";

    /// <summary>Whether the symbol stands between two terms with space on both sides.</summary>
    public static bool IsSpaced(string symbol) => Binary.Contains(symbol) || Relations.Contains(symbol);

    /// <summary>The text with every character that XML and terminals cannot carry, and every control of writing direction, replaced by U+FFFD, and line breaks by blanks.</summary>
    public static string Clean(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            return text;
        }

        StringBuilder? clean = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var good = c switch
            {
                '\n' or '\r' or '\t' or '\u2028' or '\u2029' => ' ',
                < ' ' or '\u007f' or (>= '\u0080' and <= '\u009f') or '\ufffe' or '\uffff' => '\ufffd',
                '\u200e' or '\u200f' or '\u061c' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => '\ufffd',
                _ when char.IsHighSurrogate(c) => i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? c : '\ufffd',
                _ when char.IsLowSurrogate(c) => i > 0 && char.IsHighSurrogate(text[i - 1]) ? c : '\ufffd',
                _ => c,
            };
            if (good != c)
            {
                clean ??= new StringBuilder(text);
                clean[i] = good;
            }
        }

        return clean?.ToString() ?? text;
    }
}
