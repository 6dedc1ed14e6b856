namespace Adjoint.MatrixCalculus;

/// <summary>What a certificate says.</summary>
public enum CertificateVerdict
{
    /// <summary>The derivative agrees with difference quotients at every random point.</summary>
    Passed,

    /// <summary>There is a point at which it does not.</summary>
    Failed,

    /// <summary>No point could tell.</summary>
    Undecided,
}
