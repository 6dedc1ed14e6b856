using Adjoint.Algebra;

namespace Adjoint.Extension;

/// <summary>Where the entries of a matrix live: in a field with exact arithmetic, or among the floating-point numbers. A closed union.</summary>
public abstract record EntryField
{
    private EntryField()
    {
    }

    /// <summary>Reads <c>Q</c>, <c>F_7</c>, …, see <see cref="Algebra.Field.Parse"/>, or <c>real</c>, <c>R</c>, <c>ℝ</c>.</summary>
    /// <exception cref="Notation.NotationParseException">No field has this name.</exception>
    public static EntryField Parse(string text) =>
        text.Trim() is "ℝ" || text.Trim().ToUpperInvariant() is "REAL" or "R" ? new Real() : new Exact(Algebra.Field.Parse(text));

    /// <summary>Exact arithmetic in ℚ or 𝔽ₚ; matrices are <see cref="LinearAlgebra.ExactMatrix{T}"/>.</summary>
    public sealed record Exact(IField Field) : EntryField;

    /// <summary>Real numbers as <see cref="double"/>; matrices are MathNet's.</summary>
    public sealed record Real : EntryField;
}
