namespace Adjoint.MatrixCalculus;

/// <summary>How a derivative D of f with respect to X is written, and so what it does with a direction V. The entries by columns are the same in all, but for the last.</summary>
internal enum DerivativeForm
{
    /// <summary>f is a scalar, D has the shape of X, and df = ⟨D, V⟩.</summary>
    Gradient,

    /// <summary>X is a scalar, D has the shape of f, and df = D·V.</summary>
    Entrywise,

    /// <summary>vec(df) = D·vec(V): a row for each entry of f and a column for each entry of X.</summary>
    Jacobian,

    /// <summary>D has the dimensions of f and then those of X (none of a scalar, one of a vector), and is contracted with V.</summary>
    Tensor,

    /// <summary>df itself, an expression in X and dX of the shape of f; dX is V.</summary>
    Differential,
}
