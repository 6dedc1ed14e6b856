using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>
/// Canonical names of bound indices: two products that differ in the names of bound indices and the order of factors only become the same. Colours are refined until they
/// are stable (an index by the factors and slots that it stands in, a factor by the colours of its indices); where they do not tell all bound indices apart, each of a class is tried as the
/// first one, and the least result counts.
/// </summary>
internal static class Labelling
{
    // More than this many ties are not searched: the result is then right, but perhaps not canonical.
    private const int MostLeaves = 1000;

    public static IndexTerm Canonical(Rational coefficient, List<IndexFactor> factors, List<Dimension?> bound)
    {
        var live = new List<int>(bound.Count);
        for (var b = 0; b < bound.Count; b++)
        {
            if (bound[b] is not null)
            {
                live.Add(b);
            }
        }

        if (live.Count <= 1)
        {
            Span<int> only = stackalloc int[bound.Count];
            return new(coefficient, Renamed(factors, only), live.Count == 0 ? [] : [bound[live[0]]!]);
        }

        var search = new Search(factors, bound, live);
        var names = search.Best();
        var ranges = new Dimension[live.Count];
        foreach (var b in live)
        {
            ranges[names[b]] = bound[b]!;
        }

        return new(coefficient, search.Factors, ranges);
    }

    /// <summary>The factors, sorted, with bound index b named names[b].</summary>
    private static IndexFactor[] Renamed(List<IndexFactor> factors, ReadOnlySpan<int> names)
    {
        var renamed = new IndexFactor[factors.Count];
        for (var i = 0; i < renamed.Length; i++)
        {
            var (factor, indices) = (factors[i], factors[i].Indices);
            if (indices.Length > 0)
            {
                var others = new int[indices.Length];
                for (var s = 0; s < others.Length; s++)
                {
                    others[s] = IndexFactor.IsBound(indices[s]) ? IndexFactor.FirstBound + names[indices[s] - IndexFactor.FirstBound] : indices[s];
                }

                indices = factor.Head.Arrange(others);
            }

            renamed[i] = new(factor.Head, indices, factor.Exponent);
        }

        // Insertion: there are few.
        for (var i = 1; i < renamed.Length; i++)
        {
            var factor = renamed[i];
            var j = i;
            for (; j > 0 && renamed[j - 1].CompareTo(factor) > 0; j--)
            {
                renamed[j] = renamed[j - 1];
            }

            renamed[j] = factor;
        }

        return renamed;
    }

    private sealed class Search(List<IndexFactor> factors, List<Dimension?> bound, List<int> live)
    {
        private readonly ulong[] next = new ulong[bound.Count];
        private int leaves;

        public IndexFactor[] Factors { get; private set; } = [];

        private int[]? names;

        public int[] Best()
        {
            var colours = new ulong[bound.Count];
            foreach (var b in live)
            {
                colours[b] = StableHash.Of(bound[b]!);
            }

            Try(colours);
            return names!;
        }

        private void Try(ulong[] colours)
        {
            Refine(colours);
            var (tied, size) = (0UL, 0);
            foreach (var b in live)
            {
                var count = 0;
                foreach (var c in live)
                {
                    count += colours[c] == colours[b] ? 1 : 0;
                }

                if (count > 1 && (size == 0 || count < size || (count == size && colours[b] < tied)))
                {
                    (tied, size) = (colours[b], count);
                }
            }

            if (size == 0)
            {
                leaves++;
                Accept(colours);
                return;
            }

            foreach (var b in live)
            {
                if (colours[b] == tied && leaves < MostLeaves)
                {
                    var other = (ulong[])colours.Clone();
                    other[b] = StableHash.Mix(tied, 0xF125);
                    Try(other);
                }
            }
        }

        private void Accept(ulong[] colours)
        {
            var trial = new int[bound.Count];
            foreach (var b in live)
            {
                foreach (var c in live)
                {
                    trial[b] += colours[c] < colours[b] ? 1 : 0;
                }
            }

            var renamed = Renamed(factors, trial);
            if (names is null || Compare(renamed, Factors) < 0)
            {
                (names, Factors) = (trial, renamed);
            }
        }

        private void Refine(ulong[] colours)
        {
            var classes = Classes(colours);
            while (classes < live.Count)
            {
                Array.Clear(next);
                foreach (var factor in factors)
                {
                    var (head, indices) = (factor.Head, factor.Indices);
                    var sum = 0UL;
                    for (var s = 0; s < indices.Length; s++)
                    {
                        var colour = IndexFactor.IsBound(indices[s]) ? colours[indices[s] - IndexFactor.FirstBound] : (ulong)indices[s] * 0xD6E8FEB86659FD93;
                        sum += StableHash.Mix(colour, (ulong)head.Classes[s] + 1);
                    }

                    sum = StableHash.Mix(factor.Shape, sum);
                    for (var s = 0; s < indices.Length; s++)
                    {
                        if (IndexFactor.IsBound(indices[s]))
                        {
                            next[indices[s] - IndexFactor.FirstBound] += StableHash.Mix(sum, (ulong)head.Classes[s] + 1);
                        }
                    }
                }

                foreach (var b in live)
                {
                    colours[b] = StableHash.Mix(colours[b], next[b]);
                }

                var refined = Classes(colours);
                if (refined == classes)
                {
                    return;
                }

                classes = refined;
            }
        }

        private int Classes(ulong[] colours)
        {
            var count = 0;
            for (var i = 0; i < live.Count; i++)
            {
                var isNew = true;
                for (var j = 0; j < i && isNew; j++)
                {
                    isNew = colours[live[j]] != colours[live[i]];
                }

                count += isNew ? 1 : 0;
            }

            return count;
        }

        private static int Compare(IndexFactor[] a, IndexFactor[] b)
        {
            for (var i = 0; i < a.Length; i++)
            {
                var order = a[i].CompareTo(b[i]);
                if (order != 0)
                {
                    return order;
                }
            }

            return 0;
        }
    }
}
