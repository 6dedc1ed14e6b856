using Adjoint.Algebra;

namespace Adjoint.LinearAlgebra;

/// <summary>Chooses the arithmetic of a field.</summary>
internal static class DenseArithmetic
{
    /// <summary>Modular for ℚ, machine words for 𝔽ₚ, and for any other field what follows from the axioms.</summary>
    public static IDenseArithmetic<T> Over<T>(IField<T> field) => field switch
    {
        PrimeField prime => (IDenseArithmetic<T>)(object)new ResidueArithmetic(prime),
        Rationals => (IDenseArithmetic<T>)(object)RationalArithmetic.Instance,
        _ => new FieldArithmetic<T>(field),
    };
}
