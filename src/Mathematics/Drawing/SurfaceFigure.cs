namespace Adjoint.Drawing;

/// <summary>A picture of the surface z = f(x, y) in space, coloured by height. Immutable; each method returns a new figure.</summary>
/// <remarks><c>SurfaceFigure.Of((x, y) => Math.Sin(x * y), (-2, 2), (-2, 2))</c>. Where f has no finite value there is a hole.</remarks>
public sealed record SurfaceFigure
{
    private const int Places = 46;

    private SurfaceFigure(SampleGrid grid) => Grid = grid;

    /// <summary>Where the function was evaluated, and its values there.</summary>
    public SampleGrid Grid { get; }

    /// <summary>The line above the picture.</summary>
    public string Heading { get; private init; } = "";

    /// <summary>What the three axes measure.</summary>
    public (string X, string Y, string Z) AxisTitles { get; private init; } = ("x", "y", "z");

    /// <summary>Where the viewer is, in degrees: the angle from the x-axis to the y-axis, and that above the plane of both.</summary>
    public (double Azimuth, double Elevation) Viewpoint { get; private init; } = (-60, 30);

    /// <summary>The least and the largest finite value; null where there is none.</summary>
    public (double Low, double High)? Heights => Grid.Range;

    /// <summary>What the picture shows, in one sentence with its main numbers.</summary>
    public string Description => FigureText.Describe(this);

    /// <summary>The graph of f over a rectangle, from 46×46 places.</summary>
    /// <exception cref="ArgumentException">A side has no length or is not finite.</exception>
    public static SurfaceFigure Of(Func<double, double, double> f, (double From, double To) x, (double From, double To) y) => new(SampleGrid.Of(f, x, y, Places, Places));

    /// <summary>The values of a matrix as heights: entry (i, j) at x = j and y = i.</summary>
    /// <exception cref="ArgumentException">The matrix has fewer than 2 rows or columns, or more than 16 million entries.</exception>
    public static SurfaceFigure Of(double[,] values) =>
        Of(SampleGrid.Of(values, Enumerable.Range(0, values.GetLength(1)).Select(j => (double)j), Enumerable.Range(0, values.GetLength(0)).Select(i => (double)i)));

    /// <summary>The surface through the points (xⱼ, yᵢ, f(xⱼ, yᵢ)).</summary>
    public static SurfaceFigure Of(SampleGrid grid) => new(grid);

    /// <summary>A line above the picture.</summary>
    public SurfaceFigure Title(string title) => this with { Heading = title };

    /// <summary>What the axes measure.</summary>
    public SurfaceFigure Axes(string x, string y, string z) => this with { AxisTitles = (x, y, z) };

    /// <summary>The picture as seen from elsewhere. An azimuth of −90 degrees and an elevation of 90 look at the plane as it is usually drawn.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An angle is not finite, or the elevation is not from −90 to 90.</exception>
    public SurfaceFigure View(double azimuth, double elevation)
    {
        if (!double.IsFinite(azimuth) || !double.IsFinite(elevation) || elevation is < -90 or > 90)
        {
            throw new ArgumentOutOfRangeException(nameof(elevation), FormattableString.Invariant($"A viewpoint has a finite azimuth and an elevation from -90 to 90 degrees, and this one has {azimuth} and {elevation}."));
        }

        return this with { Viewpoint = (azimuth % 360, elevation) };
    }

    /// <summary>The picture as an SVG 1.1 document, 640 units wide, without scripts and without anything to load. Equal figures give equal text.</summary>
    public string ToSvg() => new SurfaceSvg(this).Write();

    /// <inheritdoc cref="Description"/>
    public override string ToString() => Description;
}
