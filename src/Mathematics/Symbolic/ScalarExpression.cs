using System.Numerics;
using Adjoint.Notation;

namespace Adjoint.Symbolic;

/// <summary>A real or complex function, given as text: <c>sin(x)/x</c>, <c>x^2 + 3y^2</c>, <c>(z^2 - 1)/(z^2 + 1)</c>.</summary>
/// <remarks>
/// Operators + − * / ^, parentheses, numbers, names. The sign for a product may be left out (2x, 3(x + 1)). Functions: exp log sqrt abs sin cos tan arcsin arccos arctan
/// sinh cosh tanh sign floor re im arg conj. <c>pi</c>, <c>e</c> and <c>i</c> are constants; −x² is −(x²), and powers group from the right.
/// </remarks>
public sealed class ScalarExpression : IHasNotation
{
    private ScalarExpression(string text, Term term)
    {
        (Text, Term) = (text, term);
        Variables = [.. term.Variables.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>What was typed.</summary>
    public string Text { get; }

    /// <summary>The names of the variables, in alphabetical order.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>The tree.</summary>
    internal Term Term { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="NotationParseException">The text is none; the message says where and what was expected.</exception>
    public static ScalarExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(text, new TermReader(text).Read());
    }

    /// <summary>The function x ↦ value of one real variable; NaN where it has no real value.</summary>
    /// <exception cref="ArgumentException">There are several variables, or the expression contains i.</exception>
    public Func<double, double> AsFunction()
    {
        Require(1);
        var evaluate = Term.Compile<double, RealScalars>(default, Variables);
        return x => evaluate([x]);
    }

    /// <summary>The function of two real variables, in the order given.</summary>
    /// <exception cref="ArgumentException">Another variable occurs, or the expression contains i.</exception>
    public Func<double, double, double> AsFunction(string first, string second)
    {
        if (Variables.FirstOrDefault(v => v != first && v != second) is { } other)
        {
            throw new ArgumentException($"{Text} has the variable {other}; only {first} and {second} have values here.");
        }

        var evaluate = Term.Compile<double, RealScalars>(default, [first, second]);
        return (x, y) => evaluate([x, y]);
    }

    /// <summary>The function z ↦ value of one complex variable, with principal values.</summary>
    /// <exception cref="ArgumentException">There are several variables.</exception>
    public Func<Complex, Complex> AsComplexFunction()
    {
        Require(1);
        var evaluate = Term.Compile<Complex, ComplexScalars>(default, Variables);
        return z => evaluate([z]);
    }

    /// <summary>The expression, typeset.</summary>
    public Node Describe(NotationOptions options) => Term.Describe(options);

    /// <summary>What was typed.</summary>
    public override string ToString() => Text;

    private void Require(int count)
    {
        if (Variables.Count > count)
        {
            throw new ArgumentException($"{Text} has the variables {string.Join(", ", Variables)}; a function of one variable has one.");
        }
    }
}
