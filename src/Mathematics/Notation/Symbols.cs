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
        ["ℋ"] = @"\mathcal{H}", ["⊴"] = @"\trianglelefteq",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Binary = new[] { "+", "-", "−", "±", "⊕", "∘", "∪", "∩" }.ToFrozenSet();

    private static readonly FrozenSet<string> Relations = new[]
    {
        "=", "≠", "<", ">", "≤", "≥", "≈", "≡", "≅", "∈", "∉", "⊂", "⊆", "→", "←", "↔", "↦", "⇒", "⇔", "∣", ":=", "⊴", "⟂",
    }.ToFrozenSet();

    /// <summary>The LaTeX command of a symbol, if it has one.</summary>
    public static string? Command(string symbol) => Commands.GetValueOrDefault(symbol);

    /// <summary>Whether the symbol stands between two terms with space on both sides.</summary>
    public static bool IsSpaced(string symbol) => Binary.Contains(symbol) || Relations.Contains(symbol);

    /// <summary>The text with every character that XML and terminals cannot carry replaced by U+FFFD, and line breaks by blanks.</summary>
    public static string Clean(string text)
    {
        StringBuilder? clean = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var good = c switch
            {
                '\n' or '\r' or '\t' => ' ',
                < ' ' or '\u007f' or (>= '\u0080' and <= '\u009f') or '\ufffe' or '\uffff' => '\ufffd',
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
