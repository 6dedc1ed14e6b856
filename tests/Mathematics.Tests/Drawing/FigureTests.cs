using System.Xml.Linq;
using Adjoint.Drawing;
using Xunit;

namespace Adjoint.Tests.Drawing;

public sealed class FigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Graph_of_a_smooth_function_is_close_to_it_between_its_points()
    {
        var points = Figure.Empty.Curve(Math.Sin, -3, 3).Marks[0].Vertices;
        Assert.Equal((-3, 3), (points[0].X, points[^1].X));
        Assert.All(points, p => Assert.Equal(Math.Sin(p.X), p.Y));
        Assert.All(points.Zip(points.Skip(1)), s => Assert.Equal(Math.Sin((s.First.X + s.Second.X) / 2), (s.First.Y + s.Second.Y) / 2, 2e-3));
    }

    [Theory]
    [InlineData("tan", 2)]
    [InlineData("floor", 6)]
    [InlineData("sign", 1)]
    [InlineData("sqrt", 0)]
    [InlineData("cube", 0)]
    public void Graph_is_interrupted_at_jumps_and_poles_and_nowhere_else(string name, int jumps)
    {
        Func<double, double> f = name switch { "tan" => Math.Tan, "floor" => Math.Floor, "sign" => x => Math.Sign(x), "sqrt" => x => Math.Sqrt(Math.Abs(x)), _ => x => x * x * x };
        var points = Figure.Empty.Curve(f, -2.9, 3.0).Marks[0].Vertices;
        Assert.Equal(jumps, points.Count(p => double.IsNaN(p.Y)));
    }

    [Fact]
    public void Pole_does_not_flatten_the_rest_of_the_graph()
    {
        var picture = Figure.Empty.Curve(x => 1 / x, -3, 3).ToSvg();
        Assert.DoesNotContain("×10", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void Narrow_peak_is_shown_to_its_top() =>
        Assert.Contains(">1.0<", Figure.Empty.Curve(x => Math.Exp(-x * x * 1e3), -3, 3).ToSvg(), StringComparison.Ordinal);

    [Fact]
    public void Graph_has_no_line_where_the_function_is_not_a_number()
    {
        var points = Figure.Empty.Curve(Math.Sqrt, -1, 1).Marks[0].Vertices;
        Assert.All(points.Where(p => p.X < 0), p => Assert.True(double.IsNaN(p.Y)));
        Assert.Contains(points, p => p.X is >= 0 and < 0.001);
    }

    [Fact]
    public void Gap_divides_a_curve() =>
        Assert.Equal(2, Line(Figure.Empty.Curve([(0, 0), (1, 1), (2, double.NaN), (3, 1), (4, 0)])).Count(c => c == 'M'));

    [Fact]
    public void Point_that_no_line_reaches_is_a_dot() => Assert.All(
        [Figure.Empty.Curve([(0, double.NaN), (1, 1), (2, double.NaN)]), Figure.Empty.Polygon([(1, 1)])],
        figure => Assert.Contains("a2.5 2.5", Line(figure), StringComparison.Ordinal));

    [Fact]
    public void Figure_without_points_says_so()
    {
        Assert.Contains("nothing to draw", Figure.Empty.ToSvg(), StringComparison.Ordinal);
        Assert.Contains("nothing to draw", Figure.Empty.Curve([(double.NaN, 1)]).LogLog().ToSvg(), StringComparison.Ordinal);
        Assert.Equal("Figure without marks.", Figure.Empty.Description);
    }

    [Fact]
    public void Single_point_stands_in_the_middle()
    {
        var root = XDocument.Parse(Figure.Empty.Points([(3, 4)]).ToSvg()).Root!;
        var frame = root.Element(Svg + "rect")!;
        var middle = (double)frame.Attribute("x")! + ((double)frame.Attribute("width")! / 2);
        Assert.StartsWith(FormattableString.Invariant($"M{Math.Round(middle - 3.5, 1)}")[..4], root.Elements(Svg + "path").Last().Attribute("d")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Circle_is_round_where_the_aspect_is_equal()
    {
        var circle = Enumerable.Range(0, 100).Select(k => (3 * Math.Cos(k * Math.Tau / 100), 3 * Math.Sin(k * Math.Tau / 100)));
        var path = XDocument.Parse(Figure.Empty.Polygon(circle).EqualAspect().ToSvg()).Root!.Elements(Svg + "path").Last().Attribute("d")!.Value;
        var places = path.Split('M', 'L').Where(p => p.Length > 0).Select(p => p.Split(' ').Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).ToList();
        Assert.Equal(places.Max(p => p[0]) - places.Min(p => p[0]), places.Max(p => p[1]) - places.Min(p => p[1]), 0.5);
    }

    [Fact]
    public void Legend_of_very_many_series_says_how_many_are_left_out() =>
        Assert.Contains("… and 76 more", Enumerable.Range(0, 100).Aggregate(Figure.Empty, (f, i) => f.Points([(i, i)], $"s{i}")).ToSvg(), StringComparison.Ordinal);

    [Fact]
    public void Axis_spaced_as_another_has_the_same_step()
    {
        var (x, y) = (new FigureAxis(0, 1, false), new FigureAxis(0, 1.5, false));
        Assert.Equal(0.2, y.Ticks[1].Value - y.Ticks[0].Value, 1e-9);
        Assert.Equal(0.2, x.SpacedAs(y).Ticks[1].Value, 1e-9);
        Assert.Equal(x.Place(0.3), x.SpacedAs(y).Place(0.3));
    }

    [Fact]
    public void Logarithmic_axis_refuses_what_is_not_positive_whichever_comes_first()
    {
        var error = Assert.Throws<LogarithmicAxisException>(() => Figure.Empty.Curve([(1, 1), (2, 0)], "error").LogLog());
        Assert.Equal("The logarithmic y-axis needs positive numbers, and curve \"error\" has the point (2, 0).", error.Message);
        Assert.Equal("x", Assert.Throws<LogarithmicAxisException>(() => Figure.Empty.LogX().Points([(-1, 1)])).Axis);
        Assert.Throws<LogarithmicAxisException>(() => Figure.Empty.Window(0, 1, 1, 2).LogX());
    }

    [Fact]
    public void Text_is_escaped()
    {
        const string Hostile = "<script>alert(\"1\")</script>&\0\ud800";
        var svg = Figure.Empty.Title(Hostile).Axes(Hostile, Hostile).Curve([(0, 0), (1, 1)], Hostile).Text(0, 0, Hostile).Arrow((1, 1), Hostile).ToSvg();
        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        Assert.Equal(7, XDocument.Parse(svg).Descendants().Count(e => e.Value.Contains("alert(\"1\")", StringComparison.Ordinal) && !e.HasElements));
    }

    [Fact]
    public void Impossible_intervals_are_refused_with_their_facts()
    {
        Assert.StartsWith("A graph needs an interval", Assert.Throws<ArgumentException>(() => Figure.Empty.Curve(Math.Sin, 1, -1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Figure.Empty.Curve(Math.Sin, 0, double.PositiveInfinity));
        Assert.StartsWith("A window needs", Assert.Throws<ArgumentException>(() => Figure.Empty.Window(0, 0, 1, 2)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Points need as many x as y, and there are 2 x and 3 y.", Assert.Throws<ArgumentException>(() => Figure.Empty.Points([1.0, 2], [1.0, 2, 3])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sequence_without_end_is_refused() => Assert.Throws<ArgumentException>(() => Figure.Empty.Points(Endless()));

    [Fact]
    public void Exception_of_the_function_reaches_who_asked() => Assert.Throws<DivideByZeroException>(() => Figure.Empty.Curve(_ => throw new DivideByZeroException(), 0, 1));

    [Fact]
    public void Interrupt_ends_the_sampling_of_a_slow_function()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Cancellation.Current = source.Token;
        Assert.Throws<OperationCanceledException>(() => Figure.Empty.Curve(Math.Sin, 0, 1));
        Cancellation.Current = CancellationToken.None;
    }

    [Fact]
    public void Description_has_the_main_numbers() => Assert.Equal(
        "Figure \"T\": curve \"c\" with 3 points (1 not finite), x from 1 to 3, y from 1e-8 to 2.5; arrow \"v\" from (1, 1) to (2, 3); both axes are logarithmic.",
        Figure.Empty.Title("T").Curve([(1, 1e-8), (2, double.NaN), (3, 2.5)], "c").Arrow((1, 1), (2, 3), "v").LogLog().Description);

    private static IEnumerable<(double X, double Y)> Endless()
    {
        while (true)
        {
            yield return (1, 1);
        }
    }

    private static string Line(Figure figure) => XDocument.Parse(figure.ToSvg()).Root!.Elements(Svg + "path").Last().Attribute("d")!.Value;
}
