using System.Globalization;
using Adjoint.Algebra;
using Adjoint.Notation;

namespace Adjoint.LinearAlgebra;

/// <summary>Gauss–Jordan elimination as by hand: the matrix, the elementary steps, the reduced row echelon form.</summary>
/// <remarks>The pivot of a column is its first nonzero entry below the rows done. Matrices between are computed when asked for.</remarks>
public sealed class RowReduction<T> : IHasNotation
{
    private readonly IReadOnlyList<int> pivotOfStep;
    private readonly bool isGrouped;

    // The k-th step makes pivot number pivotOfStep[k].
    private RowReduction(ExactMatrix<T> start, int? barAfter, IReadOnlyList<RowStep<T>> steps, IReadOnlyList<int> pivotOfStep, EchelonForm<T> result, bool isGrouped = true) =>
        (Start, BarAfter, Steps, this.pivotOfStep, Result, this.isGrouped) = (start, barAfter, steps, pivotOfStep, result, isGrouped);

    /// <summary>The matrix before the first step.</summary>
    public ExactMatrix<T> Start { get; }

    /// <summary>For an augmented matrix [A | B], the number of columns of A; pivots are sought among these only.</summary>
    public int? BarAfter { get; }

    /// <summary>The steps in order. Steps that change nothing are left out.</summary>
    public IReadOnlyList<RowStep<T>> Steps { get; }

    /// <summary>What is reached; the part left of the bar is in reduced row echelon form.</summary>
    public EchelonForm<T> Result { get; }

    /// <summary>The matrices after each step, the first one before all: one more than there are steps.</summary>
    public IEnumerable<ExactMatrix<T>> Matrices
    {
        get
        {
            var matrix = Start;
            yield return matrix;
            foreach (var step in Steps)
            {
                Cancellation.Poll();
                matrix = step.Apply(matrix);
                yield return matrix;
            }
        }
    }

    /// <summary>The same reduction, shown with an arrow for every step instead of one for every pivot.</summary>
    public RowReduction<T> Ungrouped => new(Start, BarAfter, Steps, pivotOfStep, Result, isGrouped: false);

    /// <summary>Reduces A, or the left part of [A | B].</summary>
    /// <param name="a">The matrix, m×n.</param>
    /// <param name="barAfter">Null, or the number of columns left of the bar, 0 to n.</param>
    /// <exception cref="ArgumentException">The bar stands outside the matrix.</exception>
    public static RowReduction<T> Of(ExactMatrix<T> a, int? barAfter = null)
    {
        var (m, n) = a.Shape;
        if (barAfter is { } bar && (bar < 0 || bar > n))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A bar after {bar} columns is outside of a {a.Shape} matrix."), nameof(barAfter));
        }

        var field = a.Field;
        var work = a.Entries.ToArray();
        var steps = new List<RowStep<T>>();
        var pivotOfStep = new List<int>();
        var pivots = new List<int>();
        for (var column = 0; column < (barAfter ?? n) && pivots.Count < m; column++)
        {
            var row = pivots.Count;
            var first = row;
            while (first < m && field.IsZero(work[(first * n) + column]))
            {
                first++;
            }

            if (first == m)
            {
                continue;
            }

            pivots.Add(column);
            if (first != row)
            {
                Do(new RowStep<T>.Swap(field, row, first));
            }

            if (!field.IsOne(work[(row * n) + column]))
            {
                Do(new RowStep<T>.Scale(field, row, field.Invert(work[(row * n) + column])));
            }

            for (var i = 0; i < m; i++)
            {
                Cancellation.Poll();
                if (i != row && !field.IsZero(work[(i * n) + column]))
                {
                    Do(new RowStep<T>.AddMultiple(field, i, row, field.Negate(work[(i * n) + column])));
                }
            }
        }

        return new(a, barAfter, steps, pivotOfStep, new(new(field, a.Shape, work), pivots));

        void Do(RowStep<T> step)
        {
            step.ApplyTo(work, n);
            steps.Add(step);
            pivotOfStep.Add(pivots.Count - 1);
        }
    }

    /// <summary>
    /// The matrix, then a line for each pivot: an arrow with the steps that clear its column, and the matrix after them. Pivots in their place are boxed. Of many lines the
    /// first and the last are shown.
    /// </summary>
    public Node Describe(NotationOptions options)
    {
        var ends = Ends();
        var shown = Elision.Of(ends.Count, options.Limit);
        var work = Start.Entries.ToArray();
        var lines = new List<(Node Left, Node Right)> { (Node.Empty, Describe(work, 0, options)) };
        var first = 0;
        for (var line = 0; line < ends.Count; line++)
        {
            for (var k = first; k < ends[line]; k++)
            {
                Cancellation.Poll();
                Steps[k].ApplyTo(work, Start.Shape.Columns);
            }

            if (shown.IsElided && line == shown.Head)
            {
                var left = ends[^(shown.Tail + 1)] - first;
                lines.Add((Node.Operator("⋮"), Node.Text(string.Create(CultureInfo.InvariantCulture, $"{left} more steps"))));
            }

            if (line < shown.Head || line >= ends.Count - shown.Tail)
            {
                lines.Add((Arrow(first, ends[line], options), Describe(work, ends[line], options)));
            }

            first = ends[line];
        }

        return Node.Lines(lines);
    }

    // Past the last step of each line.
    private List<int> Ends()
    {
        var ends = new List<int>();
        for (var k = 0; k < Steps.Count; k++)
        {
            if (!isGrouped || k + 1 == Steps.Count || pivotOfStep[k + 1] != pivotOfStep[k])
            {
                ends.Add(k + 1);
            }
        }

        return ends;
    }

    private Node Arrow(int first, int end, NotationOptions options)
    {
        var shown = Elision.Of(end - first, options.Limit);
        return Node.Arrow(shown.Visible == 1
            ? Steps[first].Describe(options)
            : Node.Lines([.. Enumerable.Range(0, shown.Visible).Select(k => (Node.Empty, shown.IndexOf(k) is >= 0 and var at ? Steps[first + at].Describe(options) : Node.Operator("⋮")))]));
    }

    // The pivots made so far are boxed, and the next one if it stands in its place already.
    private Node Describe(T[] work, int done, NotationOptions options)
    {
        var columns = Start.Shape.Columns;
        var next = done == Steps.Count ? Result.Pivots.Count : pivotOfStep[done];
        var boxed = Enumerable.Range(0, Math.Min(next + 1, Result.Pivots.Count)).Select(i => (Row: i, Column: Result.Pivots[i]))
            .Where(p => p.Row < next || !Start.Field.IsZero(work[(p.Row * columns) + p.Column]));
        return new ExactMatrix<T>(Start.Field, Start.Shape, [.. work]).Describe(options, new MatrixStyle
        {
            ColumnLines = BarAfter is { } bar ? [bar] : [], Boxed = boxed.ToHashSet(),
        });
    }

    /// <summary>The steps, one per line.</summary>
    public override string ToString() => string.Join('\n', Steps);
}
