using System.Globalization;

namespace Adjoint.MatrixCalculus;

/// <summary>Makes terms with indices: entries, sums over indices, tensors. Bound indices of different terms may have one name; what is put under another sum is renamed where it must be.</summary>
internal static class IndexAlgebra
{
    /// <summary>The entry of a tensor at indices: names of bound indices, or numbers from 1.</summary>
    public static MatrixTerm Entry(MatrixTerm a, ReadOnlySpan<string> indices)
    {
        if (a.IsScalar)
        {
            return a;
        }

        if (a.Shape.IsRow)
        {
            return Entry(MatrixAlgebra.Transpose(a), indices[^1..]);
        }

        indices = a.Shape.IsVector ? indices[..1] : indices;
        switch (a.Operation)
        {
            case Operation.Zero:
                return MatrixAlgebra.Nothing;
            case Operation.Ones:
                return MatrixAlgebra.One;
            case Operation.Eye when indices[0] == indices[1]:
                return MatrixAlgebra.One;
            case Operation.Eye when IsNumber(indices[0]) && IsNumber(indices[1]):
                return MatrixAlgebra.Nothing;
            case Operation.Eye when string.CompareOrdinal(indices[0], indices[1]) > 0:
                return Entry(a, [indices[1], indices[0]]);
            case Operation.Variable when a.Symbol.IsSymmetric && indices.Length == 2 && string.CompareOrdinal(indices[0], indices[1]) > 0:
                return Entry(a, [indices[1], indices[0]]);
            case Operation.Transpose:
                return Entry(a.First, [indices[1], indices[0]]);
            case Operation.Scale:
                return MatrixAlgebra.Scale(a.First, Entry(a.Second, indices));
            case Operation.Sum:
                return MatrixAlgebra.Sum(SymbolicShape.Scalar, Each(a, indices));
            case Operation.Hadamard:
                return EntrywiseAlgebra.Product(SymbolicShape.Scalar, Each(a, indices));
            case Operation.Elementwise:
                return EntrywiseAlgebra.Apply(a.Function, Entry(a.First, indices));
            case Operation.Power:
                return EntrywiseAlgebra.Power(Entry(a.First, indices), Entry(a.Second, indices));
            case Operation.Select:
                var parts = Each(a, indices);
                return EntrywiseAlgebra.Select(parts[0], parts[1], parts[2], a.Order == 1);
            case Operation.Diagonal:
                return EntrywiseAlgebra.Product(SymbolicShape.Scalar, [Entry(a.First, indices[..1]), Entry(MatrixAlgebra.Eye(a.Shape.Rows), indices)]);
            case Operation.DiagonalPart:
                return Entry(a.First, [indices[0], indices[0]]);
            case Operation.Chain when indices.Length == 2 && Cut(a) is > 0 and var cut:
                return EntrywiseAlgebra.Product(SymbolicShape.Scalar, [Entry(MatrixProduct.Of(a.Arguments[..cut]), indices[..1]), Entry(MatrixProduct.Of(a.Arguments[cut..]), indices[1..])]);
            case Operation.Chain when UnitIndex(a.Arguments[^1]) is { } column:
                return Entry(MatrixProduct.Of(a.Arguments[..^1]), [indices[0], column]);
            case Operation.Tensor:
                var values = indices.ToArray();
                var names = a.Indices.ToArray();
                return Replace(a.First, names, values);
            default:
                return new(Operation.Entry, SymbolicShape.Scalar, [a], new(Indices: indices.ToArray()));
        }
    }

    /// <summary>eᵢ, the i-th column of the identity.</summary>
    public static MatrixTerm Unit(Dimension n, string index)
    {
        var own = index == "p" ? "q" : "p";
        return n.IsOne ? MatrixAlgebra.One : Tensor([own], [n], Entry(MatrixAlgebra.Eye(n), [index, own]));
    }

    /// <summary>i of eᵢ; null for anything else.</summary>
    public static string? UnitIndex(MatrixTerm term)
    {
        if (term.Operation != Operation.Tensor || term.Indices.Length != 1 || !IsDelta(term.First))
        {
            return null;
        }

        var (i, j) = (term.First.Indices[0], term.First.Indices[1]);
        return i == term.Indices[0] ? j : i;
    }

    /// <summary>The sum of a scalar over all values of indices.</summary>
    public static MatrixTerm Sum(ReadOnlySpan<string> indices, ReadOnlySpan<Dimension> ranges, MatrixTerm body)
    {
        if (indices.IsEmpty || body.IsZero)
        {
            return body;
        }

        switch (body.Operation)
        {
            case Operation.Sum:
                var parts = new MatrixTerm[body.Arguments.Length];
                for (var i = 0; i < parts.Length; i++)
                {
                    parts[i] = Sum(indices, ranges, body.Arguments[i]);
                }

                return MatrixAlgebra.Sum(SymbolicShape.Scalar, parts);
            case Operation.IndexSum:
                var inner = Renamed(body, indices);
                return Sum([.. indices, .. inner.Indices], [.. ranges, .. inner.Dimensions], inner.First);
            default:
                break;
        }

        var factors = new List<MatrixTerm>(body.Operation == Operation.Times ? body.Arguments.ToArray() : [body]);
        var (left, sizes) = (indices.ToArray().ToList(), ranges.ToArray().ToList());
        for (var i = 0; i < left.Count; i++)
        {
            // Σᵢ δᵢⱼ f(i) = f(j).
            var index = left[i];
            var place = factors.FindIndex(f => IsDelta(f) && f.Indices.Contains(index));
            if (place >= 0)
            {
                var other = factors[place].Indices[0] == index ? factors[place].Indices[1] : factors[place].Indices[0];
                factors.RemoveAt(place);
                left.RemoveAt(i);
                sizes.RemoveAt(i);
                var rest = Replace(EntrywiseAlgebra.Product(SymbolicShape.Scalar, [.. factors]), [index], [other]);
                return Sum([.. left], [.. sizes], rest);
            }

            if (!Uses(body, index))
            {
                factors.Add(MatrixAlgebra.Size(sizes[i]));
                left.RemoveAt(i);
                sizes.RemoveAt(i);
                return Sum([.. left], [.. sizes], EntrywiseAlgebra.Product(SymbolicShape.Scalar, [.. factors]));
            }
        }

        var (outside, under) = (factors.Where(f => !left.Exists(i => Uses(f, i))).ToArray(), factors.Where(f => left.Exists(i => Uses(f, i))).ToArray());
        var sum = left.Count == 0
            ? EntrywiseAlgebra.Product(SymbolicShape.Scalar, under)
            : NamedInOrder([.. left], [.. sizes], EntrywiseAlgebra.Product(SymbolicShape.Scalar, under));
        return EntrywiseAlgebra.Product(SymbolicShape.Scalar, [.. outside, sum]);
    }

    /// <summary>The tensor with these entries.</summary>
    public static MatrixTerm Tensor(ReadOnlySpan<string> indices, ReadOnlySpan<Dimension> ranges, MatrixTerm body)
    {
        if (indices.IsEmpty)
        {
            return body;
        }

        var shape = SymbolicShape.Tensor(ranges.ToArray());
        if (body.IsZero)
        {
            return MatrixAlgebra.Zero(shape);
        }

        if (body.IsNumber && !shape.IsTensor)
        {
            return MatrixAlgebra.Fill(body, shape);
        }

        if (body.Operation == Operation.Entry && body.First.Shape.Equals(shape) && body.Indices.SequenceEqual(indices) && !Uses(body.First, indices))
        {
            return body.First;
        }

        if (body.Operation == Operation.Entry && indices.Length == 2 && body.Indices.Length == 2 && body.Indices[0] == indices[1] && body.Indices[1] == indices[0] && !Uses(body.First, indices))
        {
            return MatrixAlgebra.Transpose(body.First);
        }

        var (names, named) = Renamed(indices.ToArray(), body);
        return new(Operation.Tensor, shape, [named], new(Indices: names, Dimensions: ranges.ToArray()));
    }

    // Bound indices are named i, j, k, … in the order in which they occur, so that equal sums are equal terms.
    private static MatrixTerm NamedInOrder(string[] indices, Dimension[] ranges, MatrixTerm body)
    {
        var seen = new List<string>();
        Occurring(body, indices, seen);
        var order = seen.Select(i => Array.IndexOf(indices, i)).ToArray();
        var (names, named) = Renamed([.. order.Select(i => indices[i])], body);
        return new(Operation.IndexSum, SymbolicShape.Scalar, [named], new(Indices: names, Dimensions: [.. order.Select(i => ranges[i])]));
    }

    private static (string[] Names, MatrixTerm Body) Renamed(string[] indices, MatrixTerm body)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        Collect(body, taken);
        taken.ExceptWith(indices);
        var names = Array.ConvertAll(indices, _ => Fresh(taken));
        return (names, Replace(body, indices, names));
    }

    private static void Occurring(MatrixTerm term, string[] indices, List<string> seen)
    {
        if (term.Operation == Operation.Entry)
        {
            foreach (var index in term.Indices)
            {
                if (Array.IndexOf(indices, index) >= 0 && !seen.Contains(index))
                {
                    seen.Add(index);
                }
            }
        }

        foreach (var argument in term.Arguments)
        {
            Occurring(argument, indices, seen);
        }
    }

    /// <summary>Whether an index occurs free.</summary>
    public static bool Uses(MatrixTerm term, string index) => term.Operation switch
    {
        Operation.Entry when term.Indices.Contains(index) => true,
        Operation.IndexSum or Operation.Tensor when term.Indices.Contains(index) => false,
        _ => UsesAny(term, index),
    };

    /// <summary>The term with free indices replaced by others, at once.</summary>
    public static MatrixTerm Replace(MatrixTerm term, string[] names, string[] values)
    {
        if (names.AsSpan().SequenceEqual(values) || !Uses(term, names))
        {
            return term;
        }

        switch (term.Operation)
        {
            case Operation.Entry:
                var indices = term.Indices.ToArray();
                for (var i = 0; i < indices.Length; i++)
                {
                    var place = Array.IndexOf(names, indices[i]);
                    indices[i] = place < 0 ? indices[i] : values[place];
                }

                return Entry(Replace(term.First, names, values), indices);
            case Operation.IndexSum or Operation.Tensor:
                var own = term.Indices.ToArray();
                var left = Enumerable.Range(0, names.Length).Where(i => !own.Contains(names[i])).ToArray();
                var safe = Renamed(term, left.Select(i => values[i]).ToArray());
                var body = Replace(safe.First, left.Select(i => names[i]).ToArray(), left.Select(i => values[i]).ToArray());
                return term.Operation == Operation.IndexSum ? Sum(safe.Indices, safe.Dimensions, body) : Tensor(safe.Indices, safe.Dimensions, body);
            default:
                return TermRebuilder.Rebuild(term, a => Replace(a, names, values));
        }
    }

    /// <summary>A name that no term has as an index: i, j, k, l, p, q, r, s, then i1, i2, …</summary>
    public static string Fresh(ISet<string> taken)
    {
        foreach (var letter in "ijklpqrs")
        {
            if (taken.Add(letter.ToString()))
            {
                return letter.ToString();
            }
        }

        for (var i = 1; ; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"i{i}");
            if (taken.Add(name))
            {
                return name;
            }
        }
    }

    /// <summary>All names of indices in a term, bound or free, and of dimensions: in a text no index may have the name of one.</summary>
    public static void Collect(MatrixTerm term, ISet<string> names)
    {
        foreach (var index in term.Indices)
        {
            names.Add(index);
        }

        foreach (var dimension in term.Dimensions)
        {
            names.UnionWith(dimension.Names);
        }

        foreach (var dimension in term.Shape.Dimensions)
        {
            names.UnionWith(dimension.Names);
        }

        foreach (var argument in term.Arguments)
        {
            Collect(argument, names);
        }
    }

    // Where a product is one of a column and a row; 0 where it is not.
    private static int Cut(MatrixTerm chain)
    {
        for (var i = 1; i < chain.Arguments.Length; i++)
        {
            if (chain.Arguments[i].Shape.Rows.IsOne)
            {
                return i;
            }
        }

        return 0;
    }

    private static bool IsDelta(MatrixTerm term) => term.Operation == Operation.Entry && term.First.Operation == Operation.Eye && term.Indices[0] != term.Indices[1];

    private static bool IsNumber(string index) => char.IsAsciiDigit(index[0]);

    private static bool UsesAny(MatrixTerm term, string index)
    {
        foreach (var argument in term.Arguments)
        {
            if (Uses(argument, index))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Uses(MatrixTerm term, ReadOnlySpan<string> indices)
    {
        foreach (var index in indices)
        {
            if (Uses(term, index))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same sum or tensor, with bound indices that are none of those given.</summary>
    public static MatrixTerm Renamed(MatrixTerm term, ReadOnlySpan<string> others)
    {
        var own = term.Indices.ToArray();
        if (!own.AsSpan().ContainsAny(others))
        {
            return term;
        }

        var taken = new HashSet<string>(StringComparer.Ordinal);
        Collect(term, taken);
        taken.UnionWith(others.ToArray());
        var fresh = own.ToArray();
        for (var i = 0; i < own.Length; i++)
        {
            fresh[i] = others.Contains(own[i]) ? Fresh(taken) : own[i];
        }

        return new(term.Operation, term.Shape, [Replace(term.First, own, fresh)], new(Indices: fresh, Dimensions: term.Dimensions.ToArray()));
    }

    private static MatrixTerm[] Each(MatrixTerm term, ReadOnlySpan<string> indices)
    {
        var parts = new MatrixTerm[term.Arguments.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = Entry(term.Arguments[i], indices);
        }

        return parts;
    }
}
