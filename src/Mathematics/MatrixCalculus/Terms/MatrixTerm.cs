using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>An expression as a tree: an operation, its arguments, and the shape of the result. Immutable; equal terms are equal as trees, up to the order of what commutes.</summary>
/// <remarks>
/// One class for all operations instead of one per operation: simplification, substitution, comparison and search treat nearly all of them alike. Terms are made by
/// <see cref="MatrixAlgebra"/>, which knows the identities; nothing else calls a constructor.
/// </remarks>
internal sealed class MatrixTerm : IEquatable<MatrixTerm>
{
    private readonly MatrixTerm[] arguments;
    private readonly int hash;
    private readonly ulong symbols;

    internal MatrixTerm(Operation operation, SymbolicShape shape, params MatrixTerm[] arguments)
        : this(operation, shape, arguments, new())
    {
    }

    internal MatrixTerm(Operation operation, SymbolicShape shape, MatrixTerm[] arguments, Detail detail)
    {
        (Operation, Shape, this.arguments, this.detail) = (operation, shape, arguments, detail);
        var code = ((int)operation * 397) ^ shape.GetHashCode() ^ detail.GetHashCode();
        var weight = 1L;
        if (detail.Symbol is { } symbol)
        {
            symbols = Bit(symbol.Name) | (symbol.IsDifferential ? DifferentialBit : 0);
        }

        foreach (var argument in arguments)
        {
            code = IsCommutative ? code + (argument.hash * 31) : HashCode.Combine(code, argument.hash);
            symbols |= argument.symbols;
            weight += argument.Weight;
        }

        (hash, Weight) = (code, (int)Math.Min(weight, int.MaxValue));
    }

    private readonly Detail detail;

    /// <summary>What is done.</summary>
    public Operation Operation { get; }

    /// <summary>The shape of the result.</summary>
    public SymbolicShape Shape { get; }

    /// <summary>To what.</summary>
    public ReadOnlySpan<MatrixTerm> Arguments => arguments;

    /// <summary>The number of nodes of the tree; shared ones count as often as they occur.</summary>
    public int Weight { get; }

    /// <summary>The value of a <see cref="Operation.Number"/>.</summary>
    public Rational Value => detail.Value;

    /// <summary>The variable of a <see cref="Operation.Variable"/>.</summary>
    public MatrixVariable Symbol => detail.Symbol!;

    /// <summary>The exponent of a <see cref="Operation.MatrixPower"/>; 1 for a strict <see cref="Operation.Select"/>.</summary>
    public int Order => detail.Order;

    /// <summary>The function of an <see cref="Operation.Elementwise"/> or <see cref="Operation.MatrixFunction"/>.</summary>
    public EntryFunction Function => detail.Function;

    /// <summary>The dimensions that an operation names.</summary>
    public ReadOnlySpan<Dimension> Dimensions => detail.Dimensions;

    /// <summary>The dimension of a <see cref="Operation.Size"/>.</summary>
    public Dimension Dimension => detail.Dimensions![0];

    /// <summary>The indices of an <see cref="Operation.Entry"/>, <see cref="Operation.IndexSum"/> or <see cref="Operation.Tensor"/>.</summary>
    public ReadOnlySpan<string> Indices => detail.Indices;

    /// <summary>The first argument.</summary>
    public MatrixTerm First => arguments[0];

    /// <summary>The second argument.</summary>
    public MatrixTerm Second => arguments[1];

    /// <summary>Whether this is 1×1.</summary>
    public bool IsScalar => Shape.IsScalar;

    /// <summary>Whether this is a number.</summary>
    public bool IsNumber => Operation == Operation.Number;

    /// <summary>Whether this is 0 or a matrix of zeros.</summary>
    public bool IsZero => Operation == Operation.Zero || (IsNumber && Value.IsZero);

    private bool IsCommutative => Operation is Operation.Sum or Operation.Times or Operation.Hadamard;

    private const ulong DifferentialBit = 1UL << 63;

    /// <summary>Whether this is the number n.</summary>
    public bool Is(int n) => IsNumber && Value == n;

    /// <summary>Whether a variable occurs, differentials not counted.</summary>
    public bool Contains(string name) => (symbols & Bit(name)) != 0 && Any(t => t.Operation == Operation.Variable && t.Symbol.Name == name && !t.Symbol.IsDifferential);

    /// <summary>Whether a differential occurs.</summary>
    public bool ContainsDifferential => (symbols & DifferentialBit) != 0;

    /// <summary>Whether something is true of a part.</summary>
    public bool Any(Func<MatrixTerm, bool> predicate)
    {
        if (predicate(this))
        {
            return true;
        }

        foreach (var argument in arguments)
        {
            if (argument.Any(predicate))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same operation on other arguments, of shapes that fit, without any simplification.</summary>
    public MatrixTerm With(SymbolicShape shape, params MatrixTerm[] others) => new(Operation, shape, others, detail);

    /// <inheritdoc/>
    public bool Equals(MatrixTerm? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        return other is not null && hash == other.hash && Operation == other.Operation && arguments.Length == other.arguments.Length
            && Shape.Equals(other.Shape) && detail.Equals(other.detail)
            && (IsCommutative ? HasSameArguments(other) : arguments.AsSpan().SequenceEqual(other.arguments));
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MatrixTerm);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <summary>The term in the grammar of expressions.</summary>
    public override string ToString() => TermText.Of(this);

    private bool HasSameArguments(MatrixTerm other)
    {
        Span<bool> isTaken = stackalloc bool[Math.Min(arguments.Length, 256)];
        if (arguments.Length > isTaken.Length)
        {
            return arguments.AsSpan().SequenceEqual(other.arguments);
        }

        foreach (var argument in arguments)
        {
            var found = false;
            for (var i = 0; i < isTaken.Length && !found; i++)
            {
                if (!isTaken[i] && argument.Equals(other.arguments[i]))
                {
                    isTaken[i] = found = true;
                }
            }

            if (!found)
            {
                return false;
            }
        }

        return true;
    }

    private static ulong Bit(string name) => 1UL << (int)((uint)name.GetHashCode(StringComparison.Ordinal) % 63);

    /// <summary>What an operation needs to know beside its arguments.</summary>
    internal readonly record struct Detail(
        Rational Value = default, MatrixVariable? Symbol = null, int Order = 0, EntryFunction Function = default, Dimension[]? Dimensions = null, string[]? Indices = null)
    {
        /// <summary>Arrays are compared by their elements.</summary>
        public bool Equals(Detail other) =>
            Value == other.Value && Order == other.Order && Function == other.Function && Equals(Symbol, other.Symbol)
            && Dimensions.AsSpan().SequenceEqual(other.Dimensions) && Indices.AsSpan().SequenceEqual(other.Indices);

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            var code = HashCode.Combine(Value, Symbol?.Name.GetHashCode(StringComparison.Ordinal) ?? 0, Order, Function);
            foreach (var dimension in Dimensions ?? [])
            {
                code = HashCode.Combine(code, dimension);
            }

            foreach (var index in Indices ?? [])
            {
                code = HashCode.Combine(code, index.GetHashCode(StringComparison.Ordinal));
            }

            return code;
        }
    }
}
