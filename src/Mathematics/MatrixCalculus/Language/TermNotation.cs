using Adjoint.Notation;

namespace Adjoint.MatrixCalculus;

/// <summary>Typesets terms.</summary>
internal static class TermNotation
{
    /// <summary>The term as notation.</summary>
    public static Node Of(MatrixTerm term) => Node.Text(term.ToString());
}
