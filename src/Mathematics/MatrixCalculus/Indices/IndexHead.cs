using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>What a factor is the entry of: a variable, δ, or a function of forms. Its slots are first its own (row and column of an inverse), then parameters, which the forms share.</summary>
internal sealed class IndexHead : IEquatable<IndexHead>
{
    private IndexHead(HeadKind kind, Dimension[] ranges, IndexForm[] forms, int[][] symmetries, ulong hash)
    {
        (Kind, Ranges, Forms, Symmetries) = (kind, ranges, forms, symmetries);
        hash = StableHash.Mix(hash, (ulong)kind);
        foreach (var range in ranges)
        {
            hash = StableHash.Mix(hash, StableHash.Of(range));
        }

        foreach (var form in forms)
        {
            hash = StableHash.Mix(hash, form.Hash);
            Symbols |= form.Symbols;
        }

        Hash = hash;
        Classes = new int[ranges.Length];
        for (var slot = 0; slot < ranges.Length; slot++)
        {
            Classes[slot] = slot;
            foreach (var symmetry in symmetries)
            {
                Classes[slot] = Math.Min(Classes[slot], symmetry[slot]);
            }
        }
    }

    public HeadKind Kind { get; }

    /// <summary>The range of the index in each slot.</summary>
    public Dimension[] Ranges { get; }

    /// <summary>What it is a function of; the free indices of each are the inner rows and columns, if any, then the parameters.</summary>
    public IndexForm[] Forms { get; }

    /// <summary>Slots may be permuted so, beside not at all: entry at s of the permuted is slot symmetry[s].</summary>
    public int[][] Symmetries { get; }

    /// <summary>For each slot the first one that a symmetry takes it to.</summary>
    public int[] Classes { get; }

    public ulong Hash { get; }

    /// <summary>A bit for each variable.</summary>
    public ulong Symbols { get; private init; }

    /// <summary>The variable of a <see cref="HeadKind.Variable"/> or <see cref="HeadKind.Diagonal"/>.</summary>
    public MatrixVariable? Symbol { get; private init; }

    public EntryFunction Function { get; private init; }

    /// <summary>k of a <see cref="HeadKind.Kernel"/>; whether a <see cref="HeadKind.Select"/> is strict.</summary>
    public int Order { get; private init; }

    /// <summary>How many indices the rows have (inside forms, and of variables), if not one.</summary>
    public int Rows { get; private init; }

    /// <summary>How many indices the columns have.</summary>
    public int Columns { get; private init; }

    /// <summary>The number of slots before the parameters.</summary>
    public int Own => Kind switch
    {
        HeadKind.Inverse or HeadKind.MaximumPlace => Rows + Columns,
        HeadKind.Kernel => (Order + 1) * (Rows + Columns),
        _ => 0,
    };

    /// <summary>The number of free indices of the forms before the parameters.</summary>
    public int Inner => Kind is HeadKind.Function or HeadKind.Group or HeadKind.Power or HeadKind.Select ? 0 : Rows + Columns;

    public Rational Number { get; private init; }

    public Dimension? Dimension { get; private init; }

    /// <summary>The product of a <see cref="HeadKind.Closed"/>.</summary>
    public IndexTerm? Term { get; private init; }

    public static IndexHead Pi { get; } = new(HeadKind.Pi, [], [], [], 0);

    public static IndexHead Constant(Rational number) => new(HeadKind.Constant, [], [], [], StableHash.Of(number)) { Number = number };

    public static IndexHead Size(Dimension dimension) => new(HeadKind.Size, [], [], [], StableHash.Of(dimension)) { Dimension = dimension };

    public static IndexHead Delta(Dimension range) => new(HeadKind.Delta, [range, range], [], Swap, 0);

    public static IndexHead Variable(MatrixVariable symbol, Dimension[] ranges, int rows) => new(
        HeadKind.Variable, ranges, [], symbol.IsSymmetric && rows == 1 && ranges.Length == 2 ? Swap : [], NameHash(symbol))
    {
        Symbol = symbol,
        Rows = rows,
        Columns = ranges.Length - rows,
        Symbols = Bit(symbol),
    };

    public static IndexHead Diagonal(MatrixVariable symbol, Dimension[] ranges) => new(HeadKind.Diagonal, ranges, [], [], NameHash(symbol)) { Symbol = symbol, Rows = ranges.Length, Symbols = Bit(symbol) };

    public static IndexHead Closed(IndexTerm term) => new(HeadKind.Closed, [], [], [], term.Hash) { Term = term, Symbols = term.Symbols };

    /// <summary>A function of forms, whose slots and symmetries the caller knows.</summary>
    public static IndexHead Of(HeadKind kind, Dimension[] ranges, IndexForm[] forms, int[][] symmetries, EntryFunction function = default, int order = 0, int rows = 0, int columns = 0) =>
        new(kind, ranges, forms, symmetries, StableHash.Mix((ulong)function, (ulong)((order * 64) + (rows * 8) + columns)))
        {
            Function = function,
            Order = order,
            Rows = rows,
            Columns = columns,
        };

    public static ulong Bit(MatrixVariable symbol) => 1UL << (int)(NameHash(symbol) & 63);

    /// <summary>Hash codes of different heads practically never agree; where they do, the texts decide.</summary>
    public int CompareTo(IndexHead other) =>
        ReferenceEquals(this, other) ? 0 : Hash != other.Hash ? Hash.CompareTo(other.Hash) : IsSame(other) ? 0 : string.CompareOrdinal(ToString(), other.ToString());

    public bool IsSame(IndexHead other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (Hash != other.Hash || Kind != other.Kind || Function != other.Function || Order != other.Order || Rows != other.Rows || Columns != other.Columns
            || Number != other.Number || Forms.Length != other.Forms.Length || !Ranges.AsSpan().SequenceEqual(other.Ranges)
            || !Equals(Symbol, other.Symbol) || !Equals(Dimension, other.Dimension)
            || (Term is not null && Term.CompareTo(other.Term!) != 0))
        {
            return false;
        }

        for (var i = 0; i < Forms.Length; i++)
        {
            if (!Forms[i].Equals(other.Forms[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Of the arrangements of the indices that mean the same, the first.</summary>
    public int[] Arrange(int[] indices)
    {
        if (Symmetries.Length == 0)
        {
            return indices;
        }

        var best = indices;
        Span<int> trial = stackalloc int[indices.Length];
        foreach (var symmetry in Symmetries)
        {
            for (var s = 0; s < trial.Length; s++)
            {
                trial[s] = indices[symmetry[s]];
            }

            if (trial.SequenceCompareTo(best) < 0)
            {
                best = trial.ToArray();
            }
        }

        return best;
    }

    public bool Equals(IndexHead? other) => other is not null && IsSame(other);

    public override bool Equals(object? obj) => Equals(obj as IndexHead);

    public override int GetHashCode() => (int)Hash;

    public override string ToString() => IndexText.Of(this, null);

    private static int[][] Swap { get; } = [[1, 0]];

    private static ulong NameHash(MatrixVariable symbol) => StableHash.Of(symbol.Name) + (symbol.IsDifferential ? 1UL : 0);
}
