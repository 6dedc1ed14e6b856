using System.Globalization;
using Adjoint.Algebra;
using Adjoint.Notation;

namespace Adjoint.LinearAlgebra;

/// <summary>Gauss–Jordan elimination as by hand: the matrix, the elementary steps, the reduced row echelon form.</summary>
/// <remarks>The pivot of a column is its first nonzero entry below the rows done. Matrices between are computed when asked for.</remarks>
public sealed class RowReduction<T> : IHasNotation
{
    private RowReduction(ExactMatrix<T> start, int? barAfter, IReadOnlyList<RowStep<T>> steps, EchelonForm<T> result) =>
        (Start, BarAfter, Steps, Result) = (start, barAfter, steps, result);

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

        return new(a, barAfter, steps, new(new(field, a.Shape, work), pivots));

        void Do(RowStep<T> step)
        {
            step.ApplyTo(work, n);
            steps.Add(step);
        }
    }

    /// <summary>One line per step: the matrix, then an arrow, the matrix after the step, and the step. Of many steps the first and the last are shown.</summary>
    public Node Describe(NotationOptions options)
    {
        var shown = Elision.Of(Steps.Count, options.Limit);
        var lines = new List<(Node Left, Node Right)> { (Node.Empty, Start.Describe(options, BarAfter)) };
        var work = Start.Entries.ToArray();
        for (var k = 0; k < Steps.Count; k++)
        {
            Cancellation.Poll();
            Steps[k].ApplyTo(work, Start.Shape.Columns);
            if (shown.IsElided && k == shown.Head)
            {
                lines.Add((Node.Empty, Node.Row(Node.Operator("⋮"), Node.Text(string.Create(CultureInfo.InvariantCulture, $" {Steps.Count - shown.Head - shown.Tail} more steps")))));
            }

            if (k < shown.Head || k >= Steps.Count - shown.Tail)
            {
                var matrix = new ExactMatrix<T>(Start.Field, Start.Shape, [.. work]);
                lines.Add((Node.Empty, Node.Row(Node.Operator("→"), matrix.Describe(options, BarAfter), Node.Gap, Steps[k].Describe(options))));
            }
        }

        return Node.Lines(lines);
    }

    /// <summary>The steps, one per line.</summary>
    public override string ToString() => string.Join('\n', Steps);
}
