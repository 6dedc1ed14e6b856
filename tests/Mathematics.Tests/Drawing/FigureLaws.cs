using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Adjoint.Drawing;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Drawing;

/// <summary>What holds for every figure, also for those that make no sense.</summary>
public sealed partial class FigureLaws
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly Gen<double> Coordinate = Gen.Frequency(
        (6, Gen.Double[-10, 10]), (2, Gen.Double[-1e9, 1e9]), (1, Gen.Int[-300, 300].Select(e => Math.Pow(10, e))),
        (1, OneOf(0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, 1e300)));

    private static readonly Gen<(double X, double Y)> Vertex = Gen.Select(Coordinate, Coordinate);

    private static readonly Gen<string> Label = Gen.OneOf(Gen.String[0, 10], OneOf("", "<script>", "]]>", "\ud800", "\0", "\u202eabc", "&amp;", "\"'", "数学", new string('m', 500)));

    private static readonly Gen<Func<Figure, Figure>> Step = Gen.OneOf(
        Gen.Select(Vertex.Array[0, 30], Label).Select<(double, double)[], string, Func<Figure, Figure>>((points, label) => f => f.Curve(points, label)),
        Gen.Select(Vertex.Array[0, 30], Label).Select<(double, double)[], string, Func<Figure, Figure>>((points, label) => f => f.Points(points, label)),
        Gen.Select(Vertex.Array[0, 8], Label).Select<(double, double)[], string, Func<Figure, Figure>>((points, label) => f => f.Polygon(points, label)),
        Gen.Select(Vertex, Vertex, Label).Select<(double, double), (double, double), string, Func<Figure, Figure>>((a, b, label) => f => f.Arrow(a, b, label)),
        Gen.Select(Vertex, Label).Select<(double X, double Y), string, Func<Figure, Figure>>((p, label) => f => f.Text(p.X, p.Y, label)),
        Gen.Select(Label, Label).Select<string, string, Func<Figure, Figure>>((a, b) => f => f.Title(a).Axes(b, a)),
        Gen.Select(Vertex.Array[0, 12], Label).Select<(double, double)[], string, Func<Figure, Figure>>((points, label) => f => f.Bars(points, label)),
        Gen.Select(Coordinate.Array[0, 6], Label).Select<double[], string, Func<Figure, Figure>>((sizes, label) => f => f.Bars(sizes.Select((s, i) => ($"{label}{i}", s)), label)),
        Gen.Select(Coordinate.Array[0, 6], Label).Select<double[], string, Func<Figure, Figure>>((sizes, label) => f => f.HorizontalBars(sizes.Select((s, i) => ($"{label}{i}", s)), label)),
        Gen.Select(Coordinate.Array[0, 40], Label).Select<double[], string, Func<Figure, Figure>>((sample, label) => f => f.Histogram(sample, null, label)),
        Gen.Select(Coordinate.Array2D[Gen.Int[0, 5], Gen.Int[0, 5]], Label).Select<double[,], string, Func<Figure, Figure>>((values, label) => f => f.HeatMap(values, label)),
        Gen.Select(Coordinate.Array2D[Gen.Int[2, 9], Gen.Int[2, 9]], Label).Select<double[,], string, Func<Figure, Figure>>((values, label) => f => f.Contours(
            SampleGrid.Of(values, Enumerable.Range(0, values.GetLength(1)).Select(j => j - 3.0), Enumerable.Range(0, values.GetLength(0)).Select(i => i * 1.0)), 5, label)),
        Gen.Select(Gen.Select(Vertex, Vertex).Array[0, 9], Label).Select<((double, double), (double, double))[], string, Func<Figure, Figure>>((arrows, label) => f => f.Arrows(arrows, label)),
        Gen.Select(Gen.Int[1, 4], Label).Select<int, string, Func<Figure, Figure>>((n, label) => f => f.Image((-1, 2), (0, n), n, 3, (i, j) => ((byte)(50 * i), (byte)(60 * j), 7), label)),
        Gen.Const<Func<Figure, Figure>>(f => f.Stack()),
        Gen.Const<Func<Figure, Figure>>(f => f.EqualAspect()),
        Gen.Const<Func<Figure, Figure>>(f => f.Window(-1, 2, -1e-3, 1e3)));

    internal static Gen<Figure> Figures { get; } = Step.Array[0, 6].Select(steps => steps.Aggregate(Figure.Empty, (figure, step) => step(figure)));

    [Fact]
    public void Every_figure_is_well_formed_XML() => Figures.Sample(figure => Assert.Equal(Svg + "svg", XDocument.Parse(figure.ToSvg()).Root!.Name));

    [Fact]
    public void Every_line_and_marker_lies_in_the_frame() => Figures.Sample(figure =>
    {
        var root = XDocument.Parse(figure.ToSvg()).Root!;
        var frame = root.Element(Svg + "rect")!;
        var (left, top) = (Number(frame, "x") - 0.11, Number(frame, "y") - 0.11);
        var (right, bottom) = (left + Number(frame, "width") + 0.22, top + Number(frame, "height") + 0.22);
        Assert.InRange(bottom, 0, Number(root, "height"));
        foreach (var image in root.Elements(Svg + "image").Where(i => (string?)i.Attribute("width") != "14"))
        {
            Assert.True(Number(image, "x") >= left && Number(image, "x") + Number(image, "width") <= right && Number(image, "y") >= top && Number(image, "y") + Number(image, "height") <= bottom);
        }

        foreach (var path in root.Elements(Svg + "path"))
        {
            // Below the frame there is the legend only, beginning at its left end. Of a marker the middle counts, of a line all.
            var places = Places().Matches(path.Attribute("d")!.Value).Select(m => (X: Parse(m.Groups[1].Value), Y: Parse(m.Groups[2].Value))).ToList();
            if (places.TrueForAll(p => p.Y > bottom + 10))
            {
                continue;
            }

            Assert.All(places, p => Assert.True(p.X >= left - 5 && p.X <= right + 5 && p.Y >= top - 5 && p.Y <= bottom + 5, $"{p} in {path}"));
        }
    });

    [Fact]
    public void Size_of_the_file_does_not_grow_with_the_number_of_points() => Gen.Double[-1e3, 1e3].Array[1, 5].Sample(seeds =>
    {
        var cloud = Enumerable.Range(0, 200_000).Select(i => (Math.Sin(i * seeds[0]), Math.Cos(i * seeds[^1] * 1.1)));
        Assert.InRange(Figure.Empty.Curve(Enumerable.Range(0, 200_000).Select(i => (i * 1.0, Math.Sin(i * seeds[0])))).Points(cloud).ToSvg().Length, 1000, 400_000);
    }, iter: 3);

    [Fact]
    public void Same_figure_gives_the_same_text() => Figures.Sample(figure => Assert.Equal(figure.ToSvg(), figure.ToSvg()));

    [Fact]
    public void Adding_a_mark_leaves_the_figure_as_it_was() => Gen.Select(Figures, Step).Sample((figure, step) =>
    {
        var (before, count) = (figure.ToSvg(), figure.Marks.Count);
        step(figure);
        Assert.Equal((before, count), (figure.ToSvg(), figure.Marks.Count));
    });

    [Fact]
    public void Colours_are_legible_on_white_and_on_black_paper()
    {
        var figure = Enumerable.Range(0, 20).Aggregate(Figure.Empty.Title("t"), (f, i) => f.Curve([(0, i), (1, i)], $"{i}").Points([(0, i)], $"{i}"));
        var colours = Colours().Matches(figure.ToSvg()).Select(m => m.Value).Distinct().ToList();
        Assert.True(colours.Count >= 6);
        Assert.All(colours, colour => Assert.All(["#ffffff", "#17191c", "#000000"], paper => Assert.InRange(Contrast(colour, paper), 3, 21)));
    }

    [Fact]
    public void Series_differ_in_more_than_colour()
    {
        var root = XDocument.Parse(Enumerable.Range(0, 5).Aggregate(Figure.Empty, (f, i) => f.Curve([(0, i), (1, i)], $"{i}")).ToSvg()).Root!;
        var dashes = root.Elements(Svg + "path").Where(p => p.Attribute("stroke-width")?.Value == "2.2").GroupBy(p => p.Attribute("stroke")!.Value)
            .Select(g => g.First().Attribute("stroke-dasharray")?.Value).ToList();
        Assert.Equal(5, dashes.Count);
        Assert.Distinct(dashes);
    }

    [Fact]
    public void Line_that_goes_to_and_fro_a_million_times_stays_small() => Assert.All(
        new[] { 1.0, 1e-3 },
        step =>
        {
            var points = Enumerable.Range(0, 1_000_000).Select(i => (Math.Sin(step * i), Math.Cos(step * i * 1.618))).ToList();
            Assert.InRange(Figure.Empty.Curve(points).ToSvg().Length, 1000, 600_000);
            Assert.InRange(Figure.Empty.Polygon(points).ToSvg().Length, 1000, 1_200_000);
        });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    // By the definition of the Web Content Accessibility Guidelines 2.1.
    private static double Contrast(string a, string b)
    {
        var (first, second) = (Luminance(a), Luminance(b));
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at) => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    private static double Number(XElement element, string name) => Parse(element.Attribute(name)!.Value);

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("[ML](-?[0-9.]+) (-?[0-9.]+)")]
    private static partial Regex Places();

    [GeneratedRegex("#[0-9a-f]{6}")]
    private static partial Regex Colours();
}
