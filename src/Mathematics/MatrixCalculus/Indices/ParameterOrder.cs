namespace Adjoint.MatrixCalculus;

/// <summary>
/// The canonical order of the parameters of forms that a head is a function of: exp(X[i,j]·A[k]) is one head with slots for i, j, k in an order that does not depend on how they came in.
/// </summary>
internal readonly record struct ParameterOrder(IndexForm[] Forms, int[] Parameters, int[][] Symmetries)
{
    private const int MostTied = 4;

    /// <summary>Forms whose free indices are the inner ones, then one for each parameter. Those that do not occur, or are equal, or numbers, are no parameters of the result.</summary>
    public static ParameterOrder Of(IndexForm[] forms, int inner, int[] parameters, bool isExpanding)
    {
        (forms, parameters) = Needed(forms, inner, parameters, isExpanding);
        var count = parameters.Length;
        if (count < 2)
        {
            return new(forms, parameters, []);
        }

        var keys = new ulong[count];
        for (var p = 0; p < count; p++)
        {
            keys[p] = Key(forms, inner + p);
        }

        var order = new int[count];
        for (var p = 0; p < count; p++)
        {
            order[p] = p;
        }

        Array.Sort((ulong[])keys.Clone(), order);
        IndexForm[]? best = null;
        var bestOrders = new List<int[]>();
        foreach (var trial in Permutations(order, keys))
        {
            var renamed = Permuted(forms, inner, trial, isExpanding);
            var comparison = best is null ? -1 : Compare(renamed, best);
            if (comparison < 0)
            {
                best = renamed;
                bestOrders.Clear();
            }

            if (comparison <= 0)
            {
                bestOrders.Add(trial);
            }
        }

        var first = bestOrders[0];
        var symmetries = new List<int[]>();
        foreach (var other in bestOrders.Skip(1))
        {
            // The result with order `other` is the same: its slot s holds parameter other[s], which stands at slot position of that in `first`.
            symmetries.Add([.. other.Select(p => Array.IndexOf(first, p))]);
        }

        return new(best!, [.. first.Select(p => parameters[p])], [.. symmetries]);
    }

    public static int Compare(IndexForm[] a, IndexForm[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i].Equals(b[i]))
            {
                continue;
            }

            var order = a[i].Hash.CompareTo(b[i].Hash);
            return order == 0 ? string.CompareOrdinal(a[i].ToString(), b[i].ToString()) : order;
        }

        return 0;
    }

    private static (IndexForm[] Forms, int[] Parameters) Needed(IndexForm[] forms, int inner, int[] parameters, bool isExpanding)
    {
        var (kept, map, isSame) = (new List<int>(), new int[inner + parameters.Length], true);
        var ranges = new List<Dimension>();
        for (var i = 0; i < inner; i++)
        {
            map[i] = i;
            ranges.Add(forms[0].Ranges[i]);
        }

        for (var p = 0; p < parameters.Length; p++)
        {
            if (!forms.Any(f => Occurs(f, inner + p)))
            {
                isSame = false;
            }
            else if (parameters[p] < 0)
            {
                (map[inner + p], isSame) = (parameters[p], false);
            }
            else if (kept.IndexOf(parameters[p]) is >= 0 and var earlier)
            {
                (map[inner + p], isSame) = (inner + earlier, false);
            }
            else
            {
                map[inner + p] = inner + kept.Count;
                kept.Add(parameters[p]);
                ranges.Add(forms[0].Ranges[inner + p]);
            }
        }

        return isSame ? (forms, parameters) : ([.. forms.Select(f => f.Renamed(map, [.. ranges], isExpanding))], [.. kept]);
    }

    private static bool Occurs(IndexForm form, int index)
    {
        foreach (var term in form.Terms)
        {
            foreach (var factor in term.Factors)
            {
                if (factor.Indices.Contains(index))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static ulong Key(IndexForm[] forms, int index)
    {
        var key = StableHash.Of(forms[0].Ranges[index]);
        foreach (var form in forms)
        {
            var sum = 0UL;
            foreach (var term in form.Terms)
            {
                var inTerm = 0UL;
                foreach (var factor in term.Factors)
                {
                    for (var s = 0; s < factor.Indices.Length; s++)
                    {
                        if (factor.Indices[s] == index)
                        {
                            inTerm += StableHash.Mix(factor.Shape, (ulong)factor.Head.Classes[s]);
                        }
                    }
                }

                sum += StableHash.Mix(StableHash.Of(term.Coefficient), StableHash.Mix((ulong)term.Factors.Length, inTerm));
            }

            key = StableHash.Mix(key, sum);
        }

        return key;
    }

    private static IndexForm[] Permuted(IndexForm[] forms, int inner, int[] order, bool isExpanding)
    {
        var map = new int[inner + order.Length];
        var ranges = new Dimension[map.Length];
        var isSame = true;
        for (var i = 0; i < inner; i++)
        {
            (map[i], ranges[i]) = (i, forms[0].Ranges[i]);
        }

        for (var s = 0; s < order.Length; s++)
        {
            map[inner + order[s]] = inner + s;
            ranges[inner + s] = forms[0].Ranges[inner + order[s]];
            isSame &= order[s] == s;
        }

        return isSame ? forms : [.. forms.Select(f => f.Renamed(map, ranges, isExpanding))];
    }

    // All orders that differ from the given one inside runs of equal keys.
    private static IEnumerable<int[]> Permutations(int[] order, ulong[] keys)
    {
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && keys[order[end]] == keys[order[start]])
            {
                end++;
            }

            if (end - start > 1 && end - start <= MostTied)
            {
                return PermuteRun(order, keys, start, end);
            }

            start = end;
        }

        return [order];
    }

    private static IEnumerable<int[]> PermuteRun(int[] order, ulong[] keys, int start, int end)
    {
        var tail = order[end..];
        foreach (var run in Arrangements(order[start..end]))
        {
            foreach (var rest in Permutations(tail, keys))
            {
                yield return [.. order[..start], .. run, .. rest];
            }
        }
    }

    private static IEnumerable<int[]> Arrangements(int[] items)
    {
        if (items.Length <= 1)
        {
            yield return items;
            yield break;
        }

        for (var i = 0; i < items.Length; i++)
        {
            int[] others = [.. items[..i], .. items[(i + 1)..]];
            foreach (var rest in Arrangements(others))
            {
                yield return [items[i], .. rest];
            }
        }
    }
}
