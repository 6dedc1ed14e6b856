using System.Globalization;
using Adjoint.Notation;

namespace Adjoint.LinearAlgebra;

/// <summary>A matrix as it is to be shown: with lines between blocks, boxed entries, other fences. Immutable; each method gives a changed copy.</summary>
/// <remarks>The entries are those of the matrix at the time when it is shown.</remarks>
public sealed class AnnotatedMatrix : IHasNotation
{
    private readonly Func<NotationOptions, MatrixStyle, Node> describe;

    internal AnnotatedMatrix(Shape shape, Func<NotationOptions, MatrixStyle, Node> describe)
        : this(shape, describe, MatrixStyle.Default)
    {
    }

    private AnnotatedMatrix(Shape shape, Func<NotationOptions, MatrixStyle, Node> describe, MatrixStyle style) => (Shape, this.describe, Style) = (shape, describe, style);

    /// <summary>m×n.</summary>
    public Shape Shape { get; }

    /// <summary>What is drawn around the entries.</summary>
    public MatrixStyle Style { get; }

    /// <summary>With lines below the first k rows and after the first k columns, for each k given.</summary>
    /// <exception cref="ArgumentException">A line would stand outside the matrix.</exception>
    public AnnotatedMatrix Blocks(ReadOnlySpan<int> rowLines, ReadOnlySpan<int> columnLines) => With(Style with
    {
        RowLines = Lines(rowLines, Shape.Rows, "row"), ColumnLines = Lines(columnLines, Shape.Columns, "column"),
    });

    /// <summary>With a frame around these entries and those that have one; rows and columns count from 0.</summary>
    /// <exception cref="ArgumentException">An entry is outside the matrix.</exception>
    public AnnotatedMatrix Highlight(params ReadOnlySpan<(int Row, int Column)> entries)
    {
        var boxed = Style.Boxed.ToHashSet();
        foreach (var (row, column) in entries)
        {
            if (row < 0 || row >= Shape.Rows || column < 0 || column >= Shape.Columns)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Entry ({row}, {column}) is outside of a {Shape} matrix, whose rows and columns count from 0."));
            }

            boxed.Add((row, column));
        }

        return With(Style with { Boxed = boxed });
    }

    /// <summary>With other fences, such as <c>(</c> and <c>)</c>, or <c>|</c> and <c>|</c> for a determinant.</summary>
    public AnnotatedMatrix Between(string open, string close) => With(Style with { Open = open, Close = close });

    /// <inheritdoc/>
    public Node Describe(NotationOptions options) => describe(options, Style);

    /// <summary>The matrix as plain text.</summary>
    public override string ToString() => PlainText.Of(this);

    private AnnotatedMatrix With(MatrixStyle style) => new(Shape, describe, style);

    private int[] Lines(ReadOnlySpan<int> lines, int count, string kind)
    {
        foreach (var line in lines)
        {
            if (line < 0 || line > count)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A line after {kind} {line} is outside of a {Shape} matrix."));
            }
        }

        return lines.ToArray();
    }
}
