namespace Adjoint.MatrixCalculus;

/// <summary>How a library writes the operations of expressions. Parts are never rows where a method does not say so: a row is a vector that is used on the left.</summary>
internal interface ICodeDialect
{
    /// <summary>The type of a value.</summary>
    string Type(CodeKind kind);

    /// <summary>A number.</summary>
    CodePart Number(double value);

    /// <summary>The declaration of a dimension read from a variable: <c>var n = X.RowCount;</c>.</summary>
    string Size(string variable, CodeKind kind, bool ofRows);

    /// <summary>A row as a value of its own, 1×n.</summary>
    string RowMatrix(CodePart row);

    /// <summary>a + b or a − b of one kind; a number is added to every entry.</summary>
    CodePart Add(CodePart a, CodePart b, bool isMinus);

    /// <summary>s·A.</summary>
    CodePart Scale(CodePart s, CodePart a);

    /// <summary>A/s.</summary>
    CodePart Divide(CodePart a, CodePart s);

    /// <summary>The product, by the kinds of both.</summary>
    CodePart Multiply(CodePart a, CodePart b);

    /// <summary>A⁻¹·B without an inverse.</summary>
    CodePart Solve(CodePart a, CodePart b);

    /// <summary>Aᵀ of a matrix.</summary>
    CodePart Transpose(CodePart a);

    /// <summary>a ∘ b or a ⊘ b of vectors or matrices.</summary>
    CodePart Entrywise(CodePart a, CodePart b, bool isQuotient);

    /// <summary>A power of entries, or of a number, with a number as exponent.</summary>
    CodePart Power(CodePart a, CodePart exponent);

    /// <summary>A function of entries, or of a number.</summary>
    CodePart Apply(EntryFunction function, CodePart a);

    /// <summary>Any other operation on parts, with the dimensions that it names.</summary>
    /// <exception cref="NotSupportedException">The library has none.</exception>
    CodePart Call(MatrixTerm term, CodeKind kind, IReadOnlyList<CodePart> arguments, Func<Dimension, string> size);
}
