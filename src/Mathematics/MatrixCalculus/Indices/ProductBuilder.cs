using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>A product in the making. Finished, δ are eliminated, equal factors are one power, X·X⁻¹ is gone, and bound indices have their canonical names.</summary>
internal sealed class ProductBuilder
{
    private readonly List<IndexFactor> factors = new(8);
    private readonly List<Dimension?> bound = new(4);

    public Rational Coefficient { get; set; } = Rational.One;

    /// <summary>Whether functions are replaced by those that they are made of, as in <see cref="Expansion"/>.</summary>
    public bool IsExpanding { get; init; }

    /// <summary>The factors so far. The arrays of indices belong to this builder.</summary>
    public List<IndexFactor> Factors => factors;

    /// <summary>The ranges of the bound indices; null for one that is eliminated.</summary>
    public List<Dimension?> Bound => bound;

    public int AddBound(Dimension range)
    {
        bound.Add(range);
        return IndexFactor.FirstBound + bound.Count - 1;
    }

    public void Multiply(Rational number) => Coefficient *= number;

    /// <summary>Multiplies by the entry of a head to a power.</summary>
    public void Multiply(IndexHead head, int[] indices, Rational exponent)
    {
        if (!exponent.IsZero)
        {
            factors.Add(new(head, indices.Length == 0 ? indices : (int[])indices.Clone(), exponent));
        }
    }

    /// <summary>Multiplies by a term whose free index i is map[i] here.</summary>
    public void Multiply(IndexTerm term, ReadOnlySpan<int> map, int without = -1)
    {
        Coefficient *= term.Coefficient;
        var first = bound.Count;
        foreach (var range in term.Bound)
        {
            bound.Add(range);
        }

        for (var i = 0; i < term.Factors.Length; i++)
        {
            if (i != without)
            {
                var factor = term.Factors[i];
                factors.Add(new(factor.Head, Mapped(factor.Indices, map, first), factor.Exponent));
            }
        }
    }

    /// <summary>Indices of a term whose bound ones are here from <paramref name="firstBound"/> on.</summary>
    public static int[] Mapped(int[] indices, ReadOnlySpan<int> map, int firstBound)
    {
        if (indices.Length == 0)
        {
            return indices;
        }

        var mapped = new int[indices.Length];
        for (var s = 0; s < mapped.Length; s++)
        {
            var index = indices[s];
            mapped[s] = IndexFactor.IsBound(index) ? index + firstBound : index < 0 ? index : map[index];
        }

        return mapped;
    }

    /// <summary>Multiplies by a dimension as a number.</summary>
    public void MultiplySize(Dimension dimension, Rational exponent)
    {
        if (dimension.Factor != 1)
        {
            Powers.MultiplyConstant(this, dimension.Factor, exponent);
        }

        foreach (var name in dimension.Names)
        {
            Multiply(IndexHead.Size(Dimension.Of(name)), [], exponent);
        }
    }

    public int Occurrences(int index)
    {
        var count = 0;
        foreach (var factor in factors)
        {
            foreach (var other in factor.Indices)
            {
                count += other == index ? 1 : 0;
            }
        }

        return count;
    }

    /// <summary>The product in canonical form; null if it is 0.</summary>
    public IndexTerm? Finish()
    {
        do
        {
            if (Coefficient.IsZero || !EliminateDeltas())
            {
                return null;
            }

            Specialise();
            Merge();
        }
        while (Contraction.TryApply(this));

        if (bound.Count > 0)
        {
            CountEmptySums();
            if (Close())
            {
                Merge();
            }
        }

        return Labelling.Canonical(Coefficient, factors, bound);
    }

    /// <summary>Whether the product is not 0.</summary>
    private bool EliminateDeltas()
    {
        for (var i = factors.Count - 1; i >= 0; i--)
        {
            if (factors[i].Head.Kind != HeadKind.Delta)
            {
                continue;
            }

            var (a, b) = (factors[i].Indices[0], factors[i].Indices[1]);
            if (a == b)
            {
                factors.RemoveAt(i);
            }
            else if (a < 0 && b < 0)
            {
                return false;
            }
            else
            {
                var (from, to) = a > b ? (a, b) : (b, a);
                if (IndexFactor.IsBound(from))
                {
                    factors.RemoveAt(i);
                    bound[from - IndexFactor.FirstBound] = null;
                    Replace(from, to, -1);
                    i = factors.Count;
                }
                else
                {
                    factors[i] = new(factors[i].Head, [to, from], Rational.One);
                    if (Replace(from, to, i))
                    {
                        i = factors.Count;
                    }
                }
            }
        }

        return true;
    }

    private bool Replace(int from, int to, int except)
    {
        var isMet = false;
        for (var i = 0; i < factors.Count; i++)
        {
            if (i == except)
            {
                continue;
            }

            foreach (ref var index in factors[i].Indices.AsSpan())
            {
                if (index == from)
                {
                    (index, isMet) = (to, true);
                }
            }
        }

        return isMet;
    }

    // exp(x[i] + y[j]) at i = j is another head: exp(x[i] + y[i]).
    private void Specialise()
    {
        for (var i = factors.Count - 1; i >= 0; i--)
        {
            var (factor, head) = (factors[i], factors[i].Head);
            if (head.Forms.Length == 0)
            {
                continue;
            }

            var parameters = factor.Indices.AsSpan(head.Own);
            var isSpecial = false;
            for (var s = 0; s < parameters.Length; s++)
            {
                isSpecial |= parameters[s] < 0 || parameters[(s + 1)..].Contains(parameters[s]);
            }

            if (isSpecial)
            {
                factors.RemoveAt(i);
                HeadAlgebra.Multiply(this, head, head.Forms, factor.Indices[..head.Own], parameters.ToArray(), factor.Exponent);
            }
        }
    }

    private void Merge()
    {
        for (var i = 0; i < factors.Count; i++)
        {
            var factor = factors[i];
            var indices = factor.Head.Arrange(factor.Indices);
            if (indices != factor.Indices)
            {
                factors[i] = new(factor.Head, indices, factor.Exponent);
            }
        }

        var hasConstant = false;
        for (var i = 0; i < factors.Count; i++)
        {
            var (head, indices, exponent) = (factors[i].Head, factors[i].Indices, factors[i].Exponent);
            var isMerged = false;
            for (var j = factors.Count - 1; j > i; j--)
            {
                if (factors[j].Head.IsSame(head) && factors[j].Indices.AsSpan().SequenceEqual(indices))
                {
                    exponent += factors[j].Exponent;
                    factors.RemoveAt(j);
                    isMerged = true;
                }
            }

            if (head is { Kind: HeadKind.Function, Function: EntryFunction.Sign } && exponent.IsInteger && (exponent.Sign < 0 || exponent > 2))
            {
                // Where 1/sign(x) is defined, it is sign(x).
                (exponent, isMerged) = (exponent.Numerator.IsEven ? exponent.Sign < 0 ? 0 : 2 : 1, true);
            }

            if ((head.Kind == HeadKind.MaximumPlace || head is { Kind: HeadKind.Function, Function: EntryFunction.Step }) && exponent.Sign > 0 && exponent != 1)
            {
                (exponent, isMerged) = (Rational.One, true);
            }

            if (isMerged)
            {
                factors[i] = new(head, indices, exponent);
                if (exponent.IsZero)
                {
                    factors.RemoveAt(i--);
                }
            }

            hasConstant |= head.Kind == HeadKind.Constant;
        }

        if (hasConstant)
        {
            Powers.MergeConstants(this);
        }
    }

    private void CountEmptySums()
    {
        for (var b = 0; b < bound.Count; b++)
        {
            if (bound[b] is { } range && Occurrences(IndexFactor.FirstBound + b) == 0)
            {
                bound[b] = null;
                MultiplySize(range, Rational.One);
            }
        }

        Merge();
    }

    /// <summary>Makes one factor of each connected part of the product without a free index.</summary>
    private bool Close()
    {
        Span<int> part = stackalloc int[bound.Count];
        for (var b = 0; b < part.Length; b++)
        {
            part[b] = b;
        }

        Span<bool> isOpen = stackalloc bool[bound.Count];
        bool isChanged;
        do
        {
            isChanged = false;
            foreach (var factor in factors)
            {
                var (least, open) = (int.MaxValue, false);
                foreach (var index in factor.Indices)
                {
                    if (IndexFactor.IsBound(index))
                    {
                        least = Math.Min(least, part[index - IndexFactor.FirstBound]);
                        open |= isOpen[index - IndexFactor.FirstBound];
                    }
                    else
                    {
                        open |= index >= 0;
                    }
                }

                foreach (var index in factor.Indices)
                {
                    if (IndexFactor.IsBound(index) && (part[index - IndexFactor.FirstBound] != least || isOpen[index - IndexFactor.FirstBound] != open))
                    {
                        (part[index - IndexFactor.FirstBound], isOpen[index - IndexFactor.FirstBound], isChanged) = (least, open, true);
                    }
                }
            }
        }
        while (isChanged);

        var isClosed = false;
        for (var b = 0; b < part.Length; b++)
        {
            if (bound[b] is null || part[b] != b || isOpen[b])
            {
                continue;
            }

            var inner = new List<IndexFactor>();
            for (var i = factors.Count - 1; i >= 0; i--)
            {
                if (factors[i].Indices.AsSpan().IndexOfAnyInRange(IndexFactor.FirstBound, int.MaxValue) is >= 0 and var s && part[factors[i].Indices[s] - IndexFactor.FirstBound] == b)
                {
                    inner.Add(factors[i]);
                    factors.RemoveAt(i);
                }
            }

            var ranges = new List<Dimension?>(bound);
            for (var c = 0; c < part.Length; c++)
            {
                if (part[c] == b)
                {
                    bound[c] = null;
                }
                else
                {
                    ranges[c] = null;
                }
            }

            factors.Add(new(IndexHead.Closed(Labelling.Canonical(Rational.One, inner, ranges)), [], Rational.One));
            isClosed = true;
        }

        return isClosed;
    }
}
