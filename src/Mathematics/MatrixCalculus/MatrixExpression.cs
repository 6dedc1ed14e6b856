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

    /// <summary>Reads an expression whose variables are declared elsewhere: only these may occur.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="declarations">What would stand after <c>where</c>: <c>X: n×n, A: n×n symmetric</c>.</param>
    /// <exception cref="NotationParseException">The text is none, or shapes do not fit; the message says where, and what was expected.</exception>
    public static MatrixExpression Parse(string text, string declarations)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(declarations);
        MatrixExpression read;
        try
        {
            read = Parse($"{text} where {declarations}");
        }
        catch (NotationParseException error) when (error.Position <= text.Length)
        {
            throw new NotationParseException(text, error.Position, error.Message[..error.Message.LastIndexOf("; expected ", StringComparison.Ordinal)], error.Expected);
        }

        var declared = Parse($"0 where {declarations}").Variables.Select(v => v.Name).ToHashSet(StringComparer.Ordinal);
        return read.Variables.FirstOrDefault(v => !declared.Contains(v.Name)) is { } other
            ? throw new NotationParseException(text, Math.Max(0, text.IndexOf(other.Name, StringComparison.Ordinal)), $"{other.Name} is no variable here", string.Join(", ", declared))
            : new(text, read.Term, read.Variables, read.Assumptions);
    }

    /// <summary>A C# method on MathNet.Numerics (double, Vector&lt;double&gt;, Matrix&lt;double&gt;) with the variables as parameters. Equal parts are computed once, and products in the cheapest order.</summary>
    /// <param name="name">The name of the method.</param>
    /// <exception cref="NotSupportedException">MathNet has no such operation; the message names it.</exception>
    public GeneratedCode ToCSharp(string name = "F") => GeneratedCode.Of(Term, Variables, name, new MathNetCode());

    /// <summary>A C# method on TorchSharp with the variables as parameters, vectors as tensors of one dimension.</summary>
    /// <param name="name">The name of the method.</param>
    /// <exception cref="NotSupportedException">TorchSharp has no such operation; the message names it.</exception>
    public GeneratedCode ToTorch(string name = "F") => GeneratedCode.Of(Term, Variables, name, new TorchCode());

    /// <summary>The expression, typeset.</summary>
    public Node Describe(NotationOptions options) => TermNotation.Of(Term);

    /// <summary>The expression in its own grammar, simplified.</summary>
    public override string ToString() => Term.ToString();
}
