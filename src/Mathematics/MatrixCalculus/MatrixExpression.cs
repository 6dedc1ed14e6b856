using Adjoint.Notation;

namespace Adjoint.MatrixCalculus;

/// <summary>An expression of scalars, vectors and matrices, given as text: <c>log(det(X)) + tr(A*X) where A: n×n symmetric</c>.</summary>
/// <remarks>
/// Operators <c>+ - * / ^ ' .* ./ .^</c> as in MATLAB; functions are listed in docs/matrix-expressions.md. After <c>where</c> stand shapes (<c>n×n</c>, <c>nxn</c>, <c>n</c>, <c>scalar</c>) and what is assumed
/// (<c>symmetric</c>, <c>posdef</c>, <c>diagonal</c>, <c>orthogonal</c>, <c>positive</c>). What is not declared gets the shape that the expression forces; where it forces none, names that begin with a…g or
/// are Greek letters are scalars, with h…z vectors, with a capital matrices. A number added to a vector or matrix is added to every entry.
/// </remarks>
public sealed class MatrixExpression : IHasNotation
{
    private MatrixExpression(string text, MatrixTerm term, IReadOnlyList<MatrixVariable> variables, IReadOnlyList<string> assumptions) =>
        (Text, Term, Variables, Assumptions) = (text, term, variables, assumptions);

    internal MatrixExpression(MatrixTerm term, IReadOnlyList<MatrixVariable> variables)
        : this(term.ToString(), term, variables, [])
    {
    }

    /// <summary>What was typed.</summary>
    public string Text { get; }

    /// <summary>The shape of the value.</summary>
    public SymbolicShape Shape => Term.Shape;

    /// <summary>The variables, declared ones first, then in the order in which they occur.</summary>
    public IReadOnlyList<MatrixVariable> Variables { get; }

    /// <summary>What was not declared and is assumed, in sentences without their full stop.</summary>
    public IReadOnlyList<string> Assumptions { get; }

    /// <summary>The tree.</summary>
    internal MatrixTerm Term { get; }

    /// <summary>Reads an expression and finds its shapes.</summary>
    /// <exception cref="NotationParseException">The text is none, or shapes do not fit; the message says where, and what was expected.</exception>
    public static MatrixExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (term, variables, assumptions) = new ExpressionTyping(text).Read();
        return new(text, term, variables, assumptions);
    }

    /// <summary>The expression, typeset.</summary>
    public Node Describe(NotationOptions options) => TermNotation.Of(Term);

    /// <summary>The expression in its own grammar, simplified.</summary>
    public override string ToString() => Term.ToString();
}
