namespace Adjoint.MatrixCalculus;

/// <summary>How a derivative acts on a direction V of the variable.</summary>
public enum DerivativeForm
{
    /// <summary>f is a scalar: df = ⟨G, V⟩, G of the variable's shape.</summary>
    Gradient,

    /// <summary>The variable is a scalar: dF = D·v, D of the shape of F.</summary>
    Entrywise,

    /// <summary>d vec(F) = J·vec(V), J with a row for every entry of F and a column for every entry of the variable.</summary>
    Jacobian,

    /// <summary>dF[i, …] = Σ D[i, …, k, l]·V[k, l].</summary>
    Tensor,
}
