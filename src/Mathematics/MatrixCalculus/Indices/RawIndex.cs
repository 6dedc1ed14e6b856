namespace Adjoint.MatrixCalculus;

/// <summary>An index while an expression is lowered. One with a product range falls into parts, the fastest first, as soon as something needs them.</summary>
internal sealed class RawIndex(Dimension range)
{
    public Dimension Range { get; } = range;

    /// <summary>What it falls into; null for one that is whole.</summary>
    public RawIndex[]? Parts { get; private set; }

    /// <summary>The number that it stands for, from 1; 0 for a name.</summary>
    public int Literal { get; init; }

    /// <summary>Its number in the form that is built.</summary>
    public int Number { get; set; }

    /// <summary>One index made of others, the fastest first.</summary>
    public static RawIndex? Join(RawIndex? fast, RawIndex? slow) => fast is null ? slow : slow is null ? fast : new(fast.Range * slow.Range) { Parts = [fast, slow] };

    public void AddLeaves(List<RawIndex> leaves)
    {
        if (Parts is null)
        {
            leaves.Add(this);
            return;
        }

        foreach (var part in Parts)
        {
            part.AddLeaves(leaves);
        }
    }

    /// <summary>Indices with the ranges given, the fastest first, that together are this; null for one of range 1.</summary>
    public RawIndex?[] Split(params ReadOnlySpan<Dimension> ranges)
    {
        var leaves = new List<RawIndex>();
        AddLeaves(leaves);
        var split = new RawIndex?[ranges.Length];
        var next = 0;
        for (var r = 0; r < ranges.Length; r++)
        {
            var (taken, missing) = (new List<RawIndex>(), ranges[r]);
            while (!missing.IsOne)
            {
                var leaf = next < leaves.Count ? leaves[next] : throw Misfit(ranges);
                if (Dimension.Quotient(missing, leaf.Range) is { } rest)
                {
                    taken.Add(leaf);
                    missing = rest;
                    next++;
                }
                else if (Dimension.Quotient(leaf.Range, missing) is { } other)
                {
                    leaf.Cut(missing, other);
                    leaves[next] = leaf.Parts![0];
                    leaves.Insert(next + 1, leaf.Parts[1]);
                }
                else
                {
                    throw Misfit(ranges);
                }
            }

            split[r] = taken.Count switch
            {
                0 => null,
                1 => taken[0],
                _ => new(ranges[r]) { Parts = [.. taken] },
            };
        }

        return split;
    }

    /// <summary>Gives two indices of equal range the same parts; whether something was cut.</summary>
    public static bool Align(RawIndex a, RawIndex b)
    {
        if (a.Parts is null && b.Parts is null)
        {
            return false;
        }

        var (left, right, isCut) = (new List<RawIndex>(), new List<RawIndex>(), false);
        a.AddLeaves(left);
        b.AddLeaves(right);
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            if (left[i].Range.Equals(right[i].Range))
            {
                continue;
            }

            isCut = true;
            var (longer, shorter) = Dimension.Quotient(left[i].Range, right[i].Range) is null ? (right, left) : (left, right);
            var rest = Dimension.Quotient(longer[i].Range, shorter[i].Range) ?? throw a.Misfit([.. right.Select(x => x.Range)]);
            var leaf = longer[i];
            leaf.Cut(shorter[i].Range, rest);
            longer[i] = leaf.Parts![0];
            longer.Insert(i + 1, leaf.Parts[1]);
        }

        return isCut;
    }

    private void Cut(Dimension first, Dimension second)
    {
        if (Literal == 0)
        {
            Parts = [new(first), new(second)];
        }
        else if (first.IsNumber)
        {
            Parts = [new(first) { Literal = ((Literal - 1) % first.Factor) + 1 }, new(second) { Literal = ((Literal - 1) / first.Factor) + 1 }];
        }
        else
        {
            throw new NotSupportedException($"Entry {Literal} of the range {Range} cannot be found without knowing {first}.");
        }
    }

    private NotSupportedException Misfit(ReadOnlySpan<Dimension> ranges) =>
        new($"An index of range {Range} would have to be read as pairs of {string.Join(" and ", ranges.ToArray().Select(d => d.ToString()))} and in another order at once.");
}
