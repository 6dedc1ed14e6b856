namespace Adjoint.MatrixCalculus;

/// <summary>What a factor of a term in index notation is the entry of.</summary>
internal enum HeadKind
{
    /// <summary>An integer above 1, met with fractional exponents only.</summary>
    Constant,

    /// <summary>π.</summary>
    Pi,

    /// <summary>A dimension as a number.</summary>
    Size,

    /// <summary>X[i,j], x[i] or x.</summary>
    Variable,

    /// <summary>The diagonal entry X[i,i] of a variable that is diagonal; one index.</summary>
    Diagonal,

    /// <summary>δ[i,j].</summary>
    Delta,

    /// <summary>A function of one number.</summary>
    Function,

    /// <summary>A form as one factor: it stands in brackets.</summary>
    Group,

    /// <summary>Base and exponent, the exponent no number.</summary>
    Power,

    /// <summary>Test and two alternatives.</summary>
    Select,

    /// <summary>The largest entry of a form.</summary>
    Maximum,

    /// <summary>1 at the largest entry of a form, else 0.</summary>
    MaximumPlace,

    /// <summary>det.</summary>
    Determinant,

    /// <summary>The inverse matrix: rows of the form are its columns.</summary>
    Inverse,

    /// <summary>
    /// f⁽ᵏ⁾(A)[i₀ j₀; …; iₖ jₖ] = Σₙ aₙ Σ A^p₀[i₀,j₀]·…·A^pₖ[iₖ,jₖ] over p₀ + … + pₖ = n − k for f(z) = Σ aₙzⁿ. For k = 0 this is f(A), and
    /// ∂f⁽ᵏ⁾/∂A[r,s] is the sum over a of f⁽ᵏ⁺¹⁾ with the pair (iₐ,jₐ) replaced by the two pairs (iₐ,r), (s,jₐ). The pairs may change places.
    /// </summary>
    Kernel,

    /// <summary>A product whose indices are all summed and which does not fall apart: a number.</summary>
    Closed,
}
