using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>A term while an expression is lowered: its indices may still fall into pairs.</summary>
internal sealed class RawTerm
{
    public Rational Coefficient { get; init; } = Rational.One;

    public List<RawFactor> Factors { get; } = [];

    public List<RawIndex> Bound { get; } = [];

    public RawIndex Sum(Dimension range)
    {
        var index = new RawIndex(range);
        Bound.Add(index);
        return index;
    }

    /// <summary>The product.</summary>
    public static RawTerm operator *(RawTerm a, RawTerm b)
    {
        var product = new RawTerm { Coefficient = a.Coefficient * b.Coefficient };
        product.Factors.AddRange(a.Factors);
        product.Factors.AddRange(b.Factors);
        product.Bound.AddRange(a.Bound);
        product.Bound.AddRange(b.Bound);
        return product;
    }
}

/// <summary>A factor of a <see cref="RawTerm"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Indices">Its own indices, each of which may be several: rows and columns of a variable, of an inverse; not those inside forms.</param>
/// <param name="Forms">What it is a function of.</param>
/// <param name="Inner">Rows and columns inside the forms.</param>
internal sealed record RawFactor(HeadKind Kind, RawIndex[] Indices, List<RawTerm>[] Forms, RawIndex[] Inner)
{
    public Rational Exponent { get; init; } = Rational.One;

    public MatrixVariable? Symbol { get; init; }

    public EntryFunction Function { get; init; }

    public Dimension? Dimension { get; init; }

    /// <summary>As of <see cref="IndexHead"/>.</summary>
    public int Order { get; init; }
}
