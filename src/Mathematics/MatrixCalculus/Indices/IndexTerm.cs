using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>A rational number times a product of factors, summed over the bound indices. Made by <see cref="ProductBuilder"/> in canonical form.</summary>
internal sealed class IndexTerm
{
    public IndexTerm(Rational coefficient, IndexFactor[] factors, Dimension[] bound)
    {
        (Coefficient, Factors, Bound) = (coefficient, factors, bound);
        var hash = (ulong)bound.Length;
        foreach (var factor in factors)
        {
            hash = StableHash.Mix(hash, factor.Shape);
            foreach (var index in factor.Indices)
            {
                hash = StableHash.Mix(hash, (ulong)index);
            }

            Symbols |= factor.Head.Symbols;
        }

        Hash = hash;
    }

    public Rational Coefficient { get; }

    public IndexFactor[] Factors { get; }

    /// <summary>The ranges of the bound indices.</summary>
    public Dimension[] Bound { get; }

    /// <summary>Of all but the coefficient.</summary>
    public ulong Hash { get; }

    /// <summary>A bit for each variable.</summary>
    public ulong Symbols { get; }

    public bool IsNumber => Factors.Length == 0;

    public IndexTerm With(Rational coefficient) => new(coefficient, Factors, Bound);

    /// <summary>The order of all but the coefficients.</summary>
    public int CompareTo(IndexTerm other)
    {
        if (ReferenceEquals(this, other))
        {
            return 0;
        }

        var order = Hash.CompareTo(other.Hash);
        if (order != 0 || (order = Factors.Length.CompareTo(other.Factors.Length)) != 0 || (order = Bound.Length.CompareTo(other.Bound.Length)) != 0)
        {
            return order;
        }

        for (var i = 0; i < Factors.Length; i++)
        {
            order = Factors[i].CompareTo(other.Factors[i]);
            if (order != 0)
            {
                return order;
            }
        }

        for (var i = 0; i < Bound.Length; i++)
        {
            order = Bound[i].Equals(other.Bound[i]) ? 0 : string.CompareOrdinal(Bound[i].ToString(), other.Bound[i].ToString());
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }
}
