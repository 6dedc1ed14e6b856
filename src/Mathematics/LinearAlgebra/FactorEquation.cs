using Adjoint.Notation;

namespace Adjoint.LinearAlgebra;

/// <summary>A factorisation as the equation of its factors, A = L·U, and what was measured of it.</summary>
/// <remarks>
/// ‖·‖_F is the Frobenius norm, √Σ|aᵢⱼ|². Where A is known, the residual ‖A − L·U‖_F / ‖A‖_F is measured by multiplying the factors; about 10⁻¹⁶ times a small
/// multiple of n is rounding error. The factors alone tell how orthogonal they are, but not of which matrix they are the factors.
/// </remarks>
public sealed class FactorEquation : IHasNotation
{
    // What a column needs beside its digits: sign, point, zero, gap.
    private const int AroundDigits = 4;
    private const int MostInARow = 12 * (5 + AroundDigits);

    private readonly IReadOnlyList<MatrixFactor> left;
    private readonly IReadOnlyList<MatrixFactor> right;
    private readonly IReadOnlyList<(Node Quantity, Func<NotationOptions, Node> Value)> facts;

    internal FactorEquation(IReadOnlyList<MatrixFactor> left, IReadOnlyList<MatrixFactor> right, double? residual, IReadOnlyList<(Node Quantity, Func<NotationOptions, Node> Value)> facts) =>
        (this.left, this.right, Residual, this.facts) = (left, right, residual, facts);

    /// <summary>‖A − product of the factors‖_F / ‖A‖_F; without the divisor where A = 0, and null where A is not known.</summary>
    public double? Residual { get; }

    /// <summary>The equation with its factors below braces; the factors line by line where they are wide. Then what was measured.</summary>
    public Node Describe(NotationOptions options)
    {
        var columns = left.Concat(right).Sum(f => f.Columns == 0 ? 0 : Math.Min(f.Columns, options.Limit));
        var lines = new List<(Node Left, Node Right, Node Reason)>();
        if (columns * (options.Digits + AroundDigits) <= MostInARow)
        {
            lines.Add((Product(left, f => Braced(f, options)), Node.Row(Node.Operator("="), Product(right, f => Braced(f, options))), Node.Empty));
        }
        else
        {
            lines.Add((Product(left, f => f.Symbol), Node.Row(Node.Operator("="), Product(right, f => f.Symbol)), Node.Empty));
            foreach (var factor in left.Concat(right).Where(f => f.Columns > 0))
            {
                lines.Add((factor.Symbol, Node.Row(Node.Operator("="), factor.Entries(options)), factor.Kind.Length == 0 ? Node.Empty : Node.Text(factor.Kind)));
            }
        }

        lines.AddRange(facts.Select(fact => (fact.Quantity, Node.Row(Node.Operator("="), fact.Value(options)), Node.Empty)));
        return Node.Derivation(lines);
    }

    /// <summary>The equation and what was measured, as plain text.</summary>
    public override string ToString() => PlainText.Of(this);

    private static Node Product(IReadOnlyList<MatrixFactor> factors, Func<MatrixFactor, Node> describe) => Node.Row([.. factors.Select(describe)]);

    private static Node Braced(MatrixFactor factor, NotationOptions options) =>
        factor.Columns == 0 ? factor.Symbol : Node.Underbrace(factor.Entries(options), factor.Symbol);
}
