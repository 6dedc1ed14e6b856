namespace Adjoint.MatrixCalculus;

/// <summary>A function of one number that works entry by entry, or (exp, log, sqrt) the primary matrix function of that name.</summary>
internal enum EntryFunction
{
    /// <summary>eˣ.</summary>
    Exp,

    /// <summary>The natural logarithm.</summary>
    Log,

    /// <summary>The square root; entrywise it is the power ½, so this one is met in <see cref="Operation.MatrixFunction"/> only.</summary>
    Sqrt,

    /// <summary>Sine.</summary>
    Sin,

    /// <summary>Cosine.</summary>
    Cos,

    /// <summary>Tangent.</summary>
    Tan,

    /// <summary>The inverse of the sine on [−π/2, π/2].</summary>
    Arcsin,

    /// <summary>The inverse of the cosine on [0, π].</summary>
    Arccos,

    /// <summary>The inverse of the tangent on (−π/2, π/2).</summary>
    Arctan,

    /// <summary>Hyperbolic sine.</summary>
    Sinh,

    /// <summary>Hyperbolic cosine.</summary>
    Cosh,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1/(1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>log(1 + eˣ).</summary>
    Softplus,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>|x|.</summary>
    Abs,

    /// <summary>−1, 0 or 1.</summary>
    Sign,

    /// <summary>1 for x &gt; 0, else 0.</summary>
    Step,
}
