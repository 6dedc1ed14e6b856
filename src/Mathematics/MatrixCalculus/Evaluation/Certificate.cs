using System.Globalization;

namespace Adjoint.MatrixCalculus;

/// <summary>What random points say of a derivative: it was compared with central differences of the function along curves in the declared domain, each computed by an evaluator of its own.</summary>
/// <param name="Verdict">Whether they agree.</param>
/// <param name="Error">The largest difference, relative to the derivative in that direction; NaN without a point.</param>
/// <param name="Points">The number of random points at which both were compared.</param>
/// <param name="Sizes">The sizes at these points: <c>(m, n) = (2, 3), (3, 2), (4, 5)</c>; empty where no dimension has a name.</param>
/// <param name="Explanation">The counterexample of a derivative that failed, the reason of an undecided one; empty for one that passed.</param>
public sealed record Certificate(CertificateVerdict Verdict, double Error, int Points, string Sizes, string Explanation)
{
    /// <summary>Whether the derivative passed.</summary>
    public bool IsPassed => Verdict == CertificateVerdict.Passed;

    /// <summary>Compares a derivative with difference quotients of the function.</summary>
    /// <param name="function">f.</param>
    /// <param name="derivative">D, of the shape that its form asks for.</param>
    /// <param name="variable">X, with its traits.</param>
    /// <param name="form">What D does with a direction.</param>
    /// <param name="seed">Where the random numbers start: the same seed gives the same certificate.</param>
    internal static Certificate Of(MatrixTerm function, MatrixTerm derivative, MatrixVariable variable, DerivativeForm form, ulong seed = 1) =>
        new Certification(function, derivative, variable, form, seed).Run();

    /// <summary>Compares a differential, which is linear in dX and has the shape of f, with difference quotients of the function.</summary>
    internal static Certificate OfDifferential(MatrixTerm function, MatrixTerm differential, MatrixVariable variable, ulong seed = 1) =>
        new Certification(function, differential, variable, null, seed).Run();

    /// <summary><c>Certificate: passed; error 2.1e-10 against central differences at 3 random points, with n = 2, 3, 4.</c></summary>
    public override string ToString() => Verdict switch
    {
        CertificateVerdict.Passed => string.Create(
            CultureInfo.InvariantCulture, $"Certificate: passed; error {(Error == 0 ? "0" : Error.ToString("0.0e0", CultureInfo.InvariantCulture))} against central differences at {Points} random point{(Points == 1 ? "" : "s")}{Suffix}."),
        CertificateVerdict.Failed => $"Certificate: failed; {Explanation}.",
        _ => $"Certificate: undecided; {Explanation}.",
    };

    private string Suffix => Sizes.Length == 0 ? string.Empty : ", with " + Sizes;
}
