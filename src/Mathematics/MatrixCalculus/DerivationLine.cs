using Adjoint.Notation;

namespace Adjoint.MatrixCalculus;

/// <summary>A line of a derivation: left = right, and why.</summary>
/// <param name="Left">Text of the left side in the grammar of expressions, where <c>d(f)</c> is the differential of f.</param>
/// <param name="Right">Text of the right side.</param>
/// <param name="Reason">The rule.</param>
/// <param name="Lesson">The lesson of the course matrix-calculus that explains it: the name of its file, without the ending.</param>
public sealed record DerivationLine(string Left, string Right, string Reason, string Lesson)
{
    /// <summary>Both sides, typeset.</summary>
    internal (Node Left, Node Right) Sides { get; init; } = (Node.Text(Left), Node.Text(Right));

    /// <summary>left = right, typeset.</summary>
    public Node Describe() => Node.Row(Sides.Left, Node.Operator("="), Sides.Right);

    /// <summary><c>d(log(det(X))) = tr(inv(X)*dX)   [Jacobi's formula]</c>.</summary>
    public override string ToString() => $"{Left} = {Right}   [{Reason}]";
}
