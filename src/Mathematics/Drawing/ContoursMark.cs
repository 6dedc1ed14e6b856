namespace Adjoint.Drawing;

/// <summary>The level lines of a function that is known on a grid.</summary>
public sealed record ContoursMark : FigureMark
{
    internal ContoursMark(string label, SampleGrid grid, IReadOnlyList<double> levels, IReadOnlyList<ContourLine> lines)
        : base(MarkShape.Contours, label, [.. lines.SelectMany(line => line.Vertices.Append((double.NaN, double.NaN)))])
    {
        (Grid, Levels, Lines) = (grid, levels, lines);
        Framed = grid.X.Count == 0 || grid.Y.Count == 0 ? [] : [(grid.X[0], grid.Y[0]), (grid.X[^1], grid.Y[^1])];
        Values = levels.Count == 0 ? null : (levels.Min(), levels.Max());
    }

    /// <summary>The values at which lines were looked for, in increasing order. One that the function does not take has no line.</summary>
    public IReadOnlyList<double> Levels { get; }

    /// <summary>The lines, by increasing level.</summary>
    public IReadOnlyList<ContourLine> Lines { get; }

    /// <summary>Where the function was evaluated, and its values there.</summary>
    public SampleGrid Grid { get; }

    internal override IEnumerable<(double X, double Y)> Placed => Framed;

    internal override ((double From, double To) X, (double From, double To) Y)? Filled => Framed.Count == 0 ? null : ((Framed[0].X, Framed[1].X), (Framed[0].Y, Framed[1].Y));

    internal override (double Low, double High)? Values { get; }
}
