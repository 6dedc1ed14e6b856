namespace Adjoint.MatrixCalculus;

/// <summary>How the entries of a random point are drawn; in this order, until the function is defined there.</summary>
internal enum SamplingStrategy
{
    /// <summary>Normal.</summary>
    Normal,

    /// <summary>Uniform on (0.2, 2).</summary>
    Positive,

    /// <summary>Uniform on (−½, ½).</summary>
    Small,

    /// <summary>For a square matrix the identity, for others 1, and up to 0.3 more or less in each entry.</summary>
    NearIdentity,

    /// <summary>Uniform on (0.05, 0.95).</summary>
    UnitInterval,

    /// <summary>Uniform on (2, 6).</summary>
    Large,

    /// <summary>Uniform on (−2, −0.2).</summary>
    Negative,

    /// <summary>Uniform on (−0.1, 0.1).</summary>
    Tiny,

    /// <summary>Integers from −3 to 4: for a counterexample that reads well.</summary>
    Integers,
}
