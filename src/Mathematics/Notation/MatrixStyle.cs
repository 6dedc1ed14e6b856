using System.Collections.Frozen;

namespace Adjoint.Notation;

/// <summary>What is drawn around the entries of a matrix: lines between blocks, boxes, fences. Immutable; rows and columns count from 0 and among all, not among those shown.</summary>
public sealed record MatrixStyle
{
    private FrozenSet<(int Row, int Column)> boxed = [];

    /// <summary>Square brackets, and nothing else.</summary>
    public static MatrixStyle Default { get; } = new();

    /// <summary>There is a line below the first k rows, for each k here.</summary>
    public IReadOnlyList<int> RowLines { get; init; } = [];

    /// <summary>There is a line after the first k columns, for each k here.</summary>
    public IReadOnlyList<int> ColumnLines { get; init; } = [];

    /// <summary>The entries that have a frame around them.</summary>
    public IReadOnlySet<(int Row, int Column)> Boxed
    {
        get => boxed;
        init => boxed = value.ToFrozenSet();
    }

    /// <summary>The fence on the left; empty for none.</summary>
    public string Open { get; init; } = "[";

    /// <summary>The fence on the right; empty for none.</summary>
    public string Close { get; init; } = "]";

    /// <summary>What an entry that is not stored looks like.</summary>
    public Node Absent { get; init; } = Node.Operator("·");

    /// <summary>Whether the entry has a frame.</summary>
    public bool IsBoxed(int row, int column) => boxed.Count > 0 && boxed.Contains((row, column));
}
