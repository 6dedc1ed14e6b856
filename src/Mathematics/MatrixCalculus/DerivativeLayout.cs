namespace Adjoint.MatrixCalculus;

/// <summary>How derivatives are laid out as matrices; see docs/conventions.md.</summary>
public enum DerivativeLayout
{
    /// <summary>A gradient has the shape of its variable; a Jacobian has a row for every output and a column for every input.</summary>
    Mixed,

    /// <summary>Rows for outputs throughout: the derivative of a scalar by X has the shape of Xᵀ.</summary>
    Numerator,

    /// <summary>Rows for inputs throughout: a gradient has the shape of X, and Jacobians are transposed.</summary>
    Denominator,

    /// <summary>In index notation: the indices of the function, then those of the variable.</summary>
    Index,
}
