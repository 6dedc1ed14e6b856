using System.Numerics;
using Adjoint.Notation;

namespace Adjoint.Algebra;

/// <summary>A field, as a value. Algorithms take the field first, containers carry it; elements stay plain data.</summary>
/// <remarks>
/// Instance members, not <c>static abstract</c>: 𝔽ₚ and ℚ(α) are known only at run time, once the learner has typed
/// p or the minimal polynomial of α. Elements are equal when <c>T</c> says so, hence each has one representation.
/// </remarks>
public interface IField<T> : IField
{
    /// <summary>0, with 0 + a = a.</summary>
    T Zero { get; }

    /// <summary>1 ≠ 0, with 1·a = a.</summary>
    T One { get; }

    /// <summary>a + b.</summary>
    T Add(T a, T b);

    /// <summary>−a, with a + (−a) = 0.</summary>
    T Negate(T a);

    /// <summary>a·b.</summary>
    T Multiply(T a, T b);

    /// <summary>a⁻¹, with a·a⁻¹ = 1.</summary>
    /// <exception cref="NotInvertibleException">a = 0.</exception>
    T Invert(T a);

    /// <summary>n·1, the image of n under the only homomorphism from ℤ.</summary>
    T FromInteger(BigInteger n);

    /// <summary>Whether a belongs to this field; a residue modulo 5 does not belong to 𝔽₇, though both have the same type.</summary>
    bool Contains(T a);

    /// <summary>Reads an element; false if <paramref name="text"/> is none.</summary>
    bool TryParse(ReadOnlySpan<char> text, out T a);

    /// <summary>Writes an element without blanks, so that <see cref="TryParse"/> reads it back.</summary>
    string Format(T a);

    /// <summary>An element as notation.</summary>
    Node Describe(T a, NotationOptions options);
}
