namespace Adjoint.MatrixCalculus;

/// <summary>A derivative has no passed certificate, and so is not shown.</summary>
public sealed class CertificateFailedException(string expression, string variable, Certificate certificate)
    : ArithmeticException(certificate.Verdict == CertificateVerdict.Failed
        ? $"The derivative of {expression} by {variable} that was found is wrong, and is not shown: {certificate.Explanation}. Please report it."
        : $"The derivative of {expression} by {variable} cannot be certified, and is not shown: {certificate.Explanation}.")
{
    /// <summary>What was found.</summary>
    public Certificate Certificate { get; } = certificate;
}
