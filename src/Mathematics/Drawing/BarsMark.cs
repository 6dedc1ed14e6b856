namespace Adjoint.Drawing;

/// <summary>Bars from 0 to the vertices: (x, height) for upright ones, (length, y) for bars that lie.</summary>
public sealed record BarsMark : FigureMark
{
    internal BarsMark(MarkShape shape, string label, IReadOnlyList<(double X, double Y)> vertices, double width, bool isHorizontal = false)
        : base(shape, label, vertices) => (Width, IsHorizontal) = (width, isHorizontal);

    /// <summary>The width of a bar, or of the group where several series stand side by side; of a histogram the width of its bins.</summary>
    public double Width { get; }

    /// <summary>Whether the bars lie: then the first coordinate is the length.</summary>
    public bool IsHorizontal { get; }

    /// <summary>The category of each vertex; empty where the axis that the bars stand on measures.</summary>
    public IReadOnlyList<string> Categories { get; internal init; } = [];

    /// <summary>The data of a histogram that are NaN or infinite, and so in no bin.</summary>
    public int Missing { get; internal init; }

    /// <summary>How the number of bins of a histogram was chosen; empty where the caller chose it.</summary>
    public string Rule { get; internal init; } = "";

    // An empty bin has no logarithm, and none is needed where there is no bar.
    internal override IEnumerable<(double X, double Y)> Placed => Shape == MarkShape.Histogram ? Vertices.Where(v => v.Y != 0) : Vertices;
}
