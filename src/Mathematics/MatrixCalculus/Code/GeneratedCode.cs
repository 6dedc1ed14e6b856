namespace Adjoint.MatrixCalculus;

/// <summary>An expression as a C# method, and what it costs.</summary>
/// <param name="Source">The method; a comment before it gives the expression and the number of operations.</param>
/// <param name="Operations">The number of floating-point operations, roughly, as a polynomial in the dimensions.</param>
public sealed record GeneratedCode(string Source, string Operations)
{
    /// <summary>The method.</summary>
    public override string ToString() => Source;

    internal static GeneratedCode Of(MatrixTerm term, IReadOnlyList<MatrixVariable> variables, string name, ICodeDialect dialect)
    {
        var writer = new CodeWriter(dialect);
        return new(writer.Write(term, variables, name), writer.Flops.ToString());
    }
}
