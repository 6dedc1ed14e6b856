namespace Adjoint.MatrixCalculus;

/// <summary>An expression as it was typed, with the place of each part.</summary>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends.</param>
internal abstract record Syntax(int Start, int End)
{
    /// <summary>A number.</summary>
    public sealed record Number(Algebra.Rational Value, int Start, int End) : Syntax(Start, End);

    /// <summary>A name.</summary>
    public sealed record Name(string Text, int Start, int End) : Syntax(Start, End);

    /// <summary>−a, or aᵀ.</summary>
    public sealed record Unary(string Operator, int At, Syntax Operand, int Start, int End) : Syntax(Start, End);

    /// <summary>a op b; <paramref name="At"/> is the place of the operator. Comparisons are met in piecewise only.</summary>
    public sealed record Binary(string Operator, int At, Syntax Left, Syntax Right) : Syntax(Left.Start, Right.End);

    /// <summary>f(a, …).</summary>
    public sealed record Call(string Function, IReadOnlyList<Syntax> Arguments, int Start, int End) : Syntax(Start, End);

    /// <summary>a[i, j].</summary>
    public sealed record Entry(Syntax Target, IReadOnlyList<Index> Indices, int Start, int End) : Syntax(Start, End);

    /// <summary>sum[i: n](a) or tensor[i, j](a).</summary>
    public sealed record Bound(bool IsSum, IReadOnlyList<Index> Indices, Syntax Body, int Start, int End) : Syntax(Start, End);

    /// <summary>An index, and its range where it is given.</summary>
    public sealed record Index(string Name, int At, Dimension? Range);
}
