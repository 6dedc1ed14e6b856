using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Adjoint.Drawing;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Drawing;

public sealed partial class SurfaceFigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly Gen<double> Height = Gen.Frequency((8, Gen.Double[-10, 10]), (1, Gen.Const(double.NaN)), (1, Gen.Const(double.PositiveInfinity)), (1, Gen.Double[-1e300, 1e300]));

    private static readonly Gen<SurfaceFigure> Surfaces = Gen.Select(Height.Array2D[Gen.Int[2, 12], Gen.Int[2, 12]], Gen.Double[-720, 720], Gen.Double[-90, 90])
        .Select((values, azimuth, elevation) => SurfaceFigure.Of(values).View(azimuth, elevation).Title("<script>\ud800").Axes("<b>", "</svg>", "z"));

    [Fact]
    public void Every_surface_is_well_formed_XML_within_its_width() => Surfaces.Sample(surface =>
    {
        var root = XDocument.Parse(surface.ToSvg()).Root!;
        Assert.All(root.Descendants(Svg + "path").SelectMany(p => Places().Matches(p.Attribute("d")!.Value)), m =>
        {
            Assert.InRange(double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), 0, 640);
            Assert.InRange(double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture), 0, (double)root.Attribute("height")!);
        });
    });

    [Fact]
    public void Each_cell_with_finite_corners_is_drawn() => Surfaces.Sample(surface =>
    {
        var grid = surface.Grid;
        var whole = Enumerable.Range(0, grid.Y.Count - 1).Sum(i => Enumerable.Range(0, grid.X.Count - 1).Count(j =>
            double.IsFinite(grid[i, j]) && double.IsFinite(grid[i + 1, j]) && double.IsFinite(grid[i, j + 1]) && double.IsFinite(grid[i + 1, j + 1])));
        Assert.Equal(whole, XDocument.Parse(surface.ToSvg()).Root!.Descendants(Svg + "g").SelectMany(g => g.Elements(Svg + "path")).Count());
    });

    [Fact]
    public void Nearer_cells_are_drawn_later()
    {
        // A wall in front of a hill, seen from −y: the wall's cell comes last.
        var cells = XDocument.Parse(SurfaceFigure.Of(new double[,] { { 5, 5 }, { 0, 0 }, { 1, 1 } }).View(-90, 10).ToSvg()).Root!.Descendants(Svg + "g").Single().Elements().ToList();
        var scale = new ColourScale(0, 5);
        Assert.Equal(ColourScale.Hex(scale.Colour(0.5)), cells[0].Attribute("fill")!.Value);
        Assert.Equal(ColourScale.Hex(scale.Colour(2.5)), cells[1].Attribute("fill")!.Value);
    }

    [Fact]
    public void Size_is_bounded_and_the_axes_are_named()
    {
        var svg = SurfaceFigure.Of(new double[500, 500]).Axes("width", "depth", "height").ToSvg();
        Assert.InRange(svg.Length, 1000, 300_000);
        Assert.All(["width", "depth", "height"], name => Assert.Contains($">{name}</text>", svg, StringComparison.Ordinal));
        Assert.Contains("nothing to draw", SurfaceFigure.Of((_, _) => double.NaN, (0, 1), (0, 1)).ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Description_has_the_ranges() => Assert.Equal(
        "Surface \"s\" over 2×2 places, x from 0 to 1, y from 0 to 1, height from -1 to 2 (1 not finite).", SurfaceFigure.Of(new double[,] { { 2, -1 }, { 0, double.NaN } }).Title("s").Description);

    [Fact]
    public void Impossible_viewpoints_and_grids_are_refused()
    {
        Assert.StartsWith("A viewpoint has", Assert.Throws<ArgumentOutOfRangeException>(() => SurfaceFigure.Of(new double[2, 2]).View(0, 91)).Message, StringComparison.Ordinal);
        Assert.StartsWith("A grid has", Assert.Throws<ArgumentException>(() => SurfaceFigure.Of(new double[1, 2])).Message, StringComparison.Ordinal);
        Assert.StartsWith("The places of a grid increase, and x number 1 is 0 after 0.", Assert.Throws<ArgumentException>(() => SampleGrid.Of(new double[2, 2], [0, 0], [0, 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_of_a_sequence_have_one_frame()
    {
        var sequence = FigureSequence.Of([1, 2, 3], t => Figure.Empty.Curve(x => t * x, 0, t, "line"));
        Assert.Equal(["t = 1", "t = 2", "t = 3"], sequence.Frames.Select(f => f.Label));
        var axes = sequence.Frames.Select(f => new FigureLayout(f.Figure)).Select(l => (l.X.From, l.X.To, l.Y.From, l.Y.To)).Distinct().ToList();
        var (left, right, bottom, top) = Assert.Single(axes);
        Assert.True(left <= 0 && right >= 3 && bottom <= 0 && top >= 9);
        Assert.Throws<ArgumentException>(() => FigureSequence.Of(Enumerable.Range(0, 501).Select(k => (double)k), _ => Figure.Empty));
        Assert.Equal("Sequence without figures.", FigureSequence.Of([], _ => Figure.Empty).Description);
    }

    [Fact]
    public void Heat_maps_of_a_sequence_have_one_colour_scale()
    {
        var sequence = FigureSequence.Of([1, 5], t => Figure.Empty.HeatMap(new[,] { { 0, t } }));
        Assert.All(sequence.Frames, f => Assert.Equal((0, 5), new FigureLayout(f.Figure).Scale is { } s ? (s.Low, s.High) : default));
    }

    [GeneratedRegex("[ML](-?[0-9.]+) (-?[0-9.]+)")]
    private static partial Regex Places();

    [Fact]
    public void Whole_turns_leave_the_view_as_it_is()
    {
        var surface = SurfaceFigure.Of((x, y) => x * y, (0, 1), (0, 1));
        Assert.Equal(surface.View(30, 20).ToSvg(), surface.View(30 + (360 * 12), 20).ToSvg());
        Assert.DoesNotContain("NaN", surface.View(1e308, 0).ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Interrupted_surface_can_be_shown_again()
    {
        var surface = SurfaceFigure.Of(new[,] { { 1, 2 }, { double.NaN, 4 } });
        using var source = new CancellationTokenSource();
        source.Cancel();
        Cancellation.Current = source.Token;
        try
        {
            Assert.ThrowsAny<OperationCanceledException>(() => surface.Heights);
        }
        finally
        {
            Cancellation.Current = CancellationToken.None;
        }

        Assert.Equal((1.0, 4.0), surface.Heights);
        Assert.Contains("(1 not finite)", surface.Description, StringComparison.Ordinal);
    }
}
