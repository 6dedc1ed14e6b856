using System.Text.RegularExpressions;
using System.Xml.Linq;
using Adjoint.Drawing;
using Xunit;

namespace Adjoint.Tests.Drawing;

public sealed partial class RasterTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Size_of_the_file_does_not_grow_with_the_number_of_cells()
    {
        var noise = new double[2000, 2000];
        var state = 1UL;
        foreach (ref var value in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref noise[0, 0], noise.Length))
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            value = state >> 33;
        }

        Assert.InRange(Figure.Empty.HeatMap(noise).ToSvg().Length, 1000, 300_000);
        Assert.InRange(Figure.Empty.Image((0, 1), (0, 1), 700, 700, (i, j) => ((byte)noise[i, j], (byte)((int)noise[i, j] >> 8), (byte)((int)noise[i, j] >> 16))).ToSvg().Length, 1000, 300_000);
    }

    [Fact]
    public void Row_0_of_a_matrix_is_on_top()
    {
        var labels = XDocument.Parse(Figure.Empty.HeatMap(new double[,] { { 1 }, { 2 }, { 3 } }).ToSvg()).Root!.Elements(Svg + "text")
            .Where(t => (string?)t.Attribute("text-anchor") == "end").ToDictionary(t => t.Value, t => (double)t.Attribute("y")!);
        Assert.True(labels["0"] < labels["1"] && labels["1"] < labels["2"]);
    }

    [Fact]
    public void Colour_bar_shows_the_values_and_their_name()
    {
        var svg = Figure.Empty.HeatMap((x, y) => x * y, (0, 3), (0, 2), "xy").ToSvg();
        Assert.Equal(2, XDocument.Parse(svg).Root!.Elements(Svg + "image").Count());
        Assert.Contains(">xy</text>", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_are_not_finite_are_counted()
    {
        var figure = Figure.Empty.HeatMap(new double[,] { { 1, double.NaN }, { double.PositiveInfinity, 4 } });
        Assert.Equal("Figure: heat map of 2 rows and 2 columns, values from 1 to 4 (2 not finite).", figure.Description);
        Assert.Equal("Figure: heat map of 1 rows and 1 columns (1 not finite).", Figure.Empty.HeatMap(new double[,] { { double.NaN } }).Description);
        XDocument.Parse(Figure.Empty.HeatMap(new double[,] { { double.NaN } }).ToSvg());
    }

    [Fact]
    public void Picture_without_cells_says_so() => Assert.Contains("nothing to draw", Figure.Empty.HeatMap(new double[0, 3]).ToSvg(), StringComparison.Ordinal);

    [Fact]
    public void Frame_has_no_margin_beside_cells()
    {
        var root = XDocument.Parse(Figure.Empty.HeatMap((x, y) => x, (0, 1), (0, 1)).ToSvg()).Root!;
        var (frame, image) = (root.Element(Svg + "rect")!, root.Element(Svg + "image")!);
        Assert.All(["x", "y", "width", "height"], side => Assert.Equal((double)frame.Attribute(side)!, (double)image.Attribute(side)!, 0.11));
    }

    [Fact]
    public void Impossible_rectangles_are_refused()
    {
        Assert.StartsWith("A rectangle needs", Assert.Throws<ArgumentException>(() => Figure.Empty.HeatMap((x, y) => x, (1, 0), (0, 1))).Message, StringComparison.Ordinal);
        Assert.StartsWith("An image has", Assert.Throws<ArgumentException>(() => Figure.Empty.Image((0, 1), (0, 1), 0, 5, (_, _) => default)).Message, StringComparison.Ordinal);
        Assert.Throws<LogarithmicAxisException>(() => Figure.Empty.HeatMap((x, y) => x, (0, 1), (1, 2)).LogX());
    }

    [Fact]
    public void Arrow_that_is_shorter_than_its_head_stays_in_the_frame_and_one_without_length_is_a_dot()
    {
        var figure = Figure.Empty.Arrows([((0, 0), (0, 0)), ((0, 0), (1, 1)), ((double.NaN, 0), (1, 1))], "v");
        Assert.Equal("Figure: 3 arrows \"v\", x from 0 to 1, y from 0 to 1.", figure.Description);
        Assert.Contains("a1.2 1.2", figure.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Size_of_contours_does_not_grow_without_bound() =>
        Assert.InRange(Figure.Empty.Contours((x, y) => Math.Sin(20 * x) * Math.Cos(20 * y), (-3, 3), (-3, 3), 20).ToSvg().Length, 1000, 400_000);

    [Fact]
    public void Long_names_of_categories_do_not_overlap()
    {
        var svg = Figure.Empty.Bars(Enumerable.Range(0, 12).Select(k => ($"a rather long name {k}", 1.0))).ToSvg();
        Assert.Equal(12, Slanted().Count(svg));
        Assert.True(XDocument.Parse(Figure.Empty.Bars(Enumerable.Range(0, 2000).Select(k => ($"name {k}", 1.0))).ToSvg()).Root!.Elements(Svg + "text").Count() < 80);
    }

    [GeneratedRegex("rotate\\(-40")]
    private static partial Regex Slanted();
}
