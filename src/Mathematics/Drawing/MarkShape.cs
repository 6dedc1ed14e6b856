namespace Adjoint.Drawing;

/// <summary>How the vertices of a <see cref="FigureMark"/> are drawn.</summary>
public enum MarkShape
{
    /// <summary>A line from vertex to vertex, interrupted at every vertex that is not finite.</summary>
    Curve,

    /// <summary>A marker at each vertex.</summary>
    Points,

    /// <summary>An arrow from the first vertex to the second.</summary>
    Arrow,

    /// <summary>A closed line, its inside tinted.</summary>
    Polygon,

    /// <summary>The label, written at the only vertex.</summary>
    Text,

    /// <summary>Arrows, each from a vertex with an even index to the next.</summary>
    Arrows,

    /// <summary>A bar from 0 to each vertex: <see cref="BarsMark"/>.</summary>
    Bars,

    /// <summary>Bars without space between them, each as high as the number of data in its bin: <see cref="BarsMark"/>.</summary>
    Histogram,

    /// <summary>A coloured cell for each value of a grid: <see cref="HeatMapMark"/>.</summary>
    HeatMap,

    /// <summary>Pixels of any colour: <see cref="ImageMark"/>.</summary>
    Image,

    /// <summary>The lines on which a function has given values: <see cref="ContoursMark"/>.</summary>
    Contours,
}
