using System.Collections.Immutable;

namespace Adjoint.MatrixCalculus;

/// <summary>The shape of an expression: 1×1 for a scalar, n×1 for a vector, m×n for a matrix; three dimensions and more for a tensor.</summary>
/// <remarks>A vector is a column. What has two dimensions is never distinguished from a matrix: a column of an n×1 matrix is that matrix.</remarks>
public sealed class SymbolicShape : IEquatable<SymbolicShape>
{
    private readonly ImmutableArray<Dimension> dimensions;

    private SymbolicShape(ImmutableArray<Dimension> dimensions) => this.dimensions = dimensions;

    /// <summary>1×1.</summary>
    public static SymbolicShape Scalar { get; } = new([Dimension.One, Dimension.One]);

    /// <summary>All dimensions, at least two.</summary>
    public IReadOnlyList<Dimension> Dimensions => dimensions;

    /// <summary>The number of rows.</summary>
    public Dimension Rows => dimensions[0];

    /// <summary>The number of columns.</summary>
    public Dimension Columns => dimensions[1];

    /// <summary>Whether there are three dimensions or more.</summary>
    public bool IsTensor => dimensions.Length > 2;

    /// <summary>Whether this is 1×1.</summary>
    public bool IsScalar => dimensions.Length == 2 && Rows.IsOne && Columns.IsOne;

    /// <summary>Whether this is n×1 for another n than 1.</summary>
    public bool IsVector => dimensions.Length == 2 && Columns.IsOne && !Rows.IsOne;

    /// <summary>Whether this is 1×n for another n than 1.</summary>
    public bool IsRow => dimensions.Length == 2 && Rows.IsOne && !Columns.IsOne;

    /// <summary>Whether this is n×n.</summary>
    public bool IsSquare => dimensions.Length == 2 && Rows.Equals(Columns);

    /// <summary>The number of entries.</summary>
    public Dimension Size => dimensions.Aggregate(Dimension.One, static (a, b) => a * b);

    /// <summary>n×1.</summary>
    public static SymbolicShape Vector(Dimension rows) => Matrix(rows, Dimension.One);

    /// <summary>m×n.</summary>
    public static SymbolicShape Matrix(Dimension rows, Dimension columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        return rows.IsOne && columns.IsOne ? Scalar : new([rows, columns]);
    }

    /// <summary>Of any order: none is a scalar, one a vector.</summary>
    public static SymbolicShape Tensor(params IReadOnlyList<Dimension> dimensions) => dimensions switch
    {
        [] => Scalar,
        [var rows] => Vector(rows),
        [var rows, var columns] => Matrix(rows, columns),
        _ => new([.. dimensions]),
    };

    /// <summary>n×m for m×n.</summary>
    internal SymbolicShape Transpose() => Matrix(Columns, Rows);

    /// <summary>With each name in a dimension replaced.</summary>
    internal SymbolicShape Replace(Func<string, Dimension> value) => Tensor([.. dimensions.Select(d => d.Replace(value))]);

    /// <inheritdoc/>
    public bool Equals(SymbolicShape? other) =>
        ReferenceEquals(this, other) || (other is not null && dimensions.AsSpan().SequenceEqual(other.dimensions.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SymbolicShape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = dimensions.Length;
        foreach (var dimension in dimensions)
        {
            hash = HashCode.Combine(hash, dimension);
        }

        return hash;
    }

    /// <summary><c>m×n</c>, or <c>scalar</c>.</summary>
    public override string ToString() => IsScalar ? "scalar" : string.Join('×', (IEnumerable<Dimension>)dimensions);
}
