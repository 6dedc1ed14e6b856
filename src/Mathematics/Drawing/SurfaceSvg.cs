using System.Text;

namespace Adjoint.Drawing;

/// <summary>Draws a surface in parallel projection: the far sides of a box with its ticks, then the cells from the farthest to the nearest, which hide what is behind them.</summary>
internal sealed class SurfaceSvg
{
    private const int Height = 470;
    private const int MostPlaces = 46;
    private const double BoxHeight = 0.75;

    private readonly SurfaceFigure figure;
    private readonly SampleGrid grid;
    private readonly SvgWriter svg;
    private readonly FigureAxis x;
    private readonly FigureAxis y;
    private readonly FigureAxis z;
    private readonly ColourScale? scale;
    private readonly (double Sin, double Cos) azimuth;
    private readonly (double Sin, double Cos) elevation;
    private readonly (double X, double Y) middle;
    private readonly double unit;

    public SurfaceSvg(SurfaceFigure figure)
    {
        this.figure = figure;
        grid = figure.Grid.Thinned(MostPlaces);
        svg = new(Height, figure.Description);
        var heights = figure.Heights;
        x = new(grid.X[0], grid.X[^1], false);
        y = new(grid.Y[0], grid.Y[^1], false);
        z = heights is { } known ? FigureAxis.Around(known.Low, known.High, false) : new(0, 1, false);
        scale = heights is { } range ? new(range.Low, range.High) : null;
        azimuth = Math.SinCos(figure.Viewpoint.Azimuth * Math.PI / 180);
        elevation = Math.SinCos(figure.Viewpoint.Elevation * Math.PI / 180);

        var bar = scale is null ? 0 : 30 + new FigureAxis(scale.Low, scale.High, false).Ticks.Max(t => SvgWriter.Extent(t.Label));
        var corners = Corners().Select(c => Flat(c.U, c.V, c.W)).ToList();
        var (wide, high) = (corners.Max(c => c.X) - corners.Min(c => c.X), corners.Max(c => c.Y) - corners.Min(c => c.Y));
        var (left, top, right, bottom) = (78.0, 48.0, SvgWriter.Width - 70 - bar, Height - 66.0);
        unit = Math.Min((right - left) / wide, (bottom - top) / high);
        middle = ((left + right) / 2, (top + bottom) / 2);
    }

    private (double U, double V, double W) Far => (azimuth.Cos > 0 ? -1 : 1, azimuth.Sin > 0 ? -1 : 1, elevation.Sin >= 0 ? -BoxHeight : BoxHeight);

    /// <summary>The document.</summary>
    public string Write()
    {
        if (figure.Heading.Length > 0)
        {
            svg.Text(SvgWriter.Width / 2.0, 26, FigureText.Shorten(figure.Heading, 78), "middle", SvgWriter.Ink, """ font-weight="600" """);
        }

        WriteWalls();
        WriteCells();
        WriteAxes();
        if (scale is null)
        {
            svg.Text(SvgWriter.Width / 2.0, Height / 2.0, "nothing to draw", "middle", SvgWriter.Ink);
            return svg.Close();
        }

        var axis = new FigureAxis(scale.Low, scale.High, false);
        ColourBarSvg.Write(svg, SvgWriter.Width - 26 - axis.Ticks.Max(t => SvgWriter.Extent(t.Label)), 70, Height - 110, axis, scale, axis.Factor);
        return svg.Close();
    }

    private static IEnumerable<(double U, double V, double W)> Corners() =>
        from u in new[] { -1.0, 1 } from v in new[] { -1.0, 1 } from w in new[] { -BoxHeight, BoxHeight } select (u, v, w);

    // Coordinates in the box, each from −1 to 1 (w from −BoxHeight to BoxHeight), onto the plane across the line of sight.
    private (double X, double Y) Flat(double u, double v, double w)
    {
        var near = (azimuth.Cos * u) + (azimuth.Sin * v);
        return ((azimuth.Cos * v) - (azimuth.Sin * u), (near * elevation.Sin) - (w * elevation.Cos));
    }

    private (double X, double Y) Place(double u, double v, double w) => Flat(u, v, w) is var p ? (middle.X + (unit * p.X), middle.Y + (unit * p.Y)) : default;

    private void WriteWalls()
    {
        var (u, v, w) = Far;
        var (walls, lines) = (new StringBuilder(), new StringBuilder());
        walls.Append(Loop(Place(-1, -1, w), Place(1, -1, w), Place(1, 1, w), Place(-1, 1, w)));
        walls.Append(Loop(Place(u, -1, -BoxHeight), Place(u, 1, -BoxHeight), Place(u, 1, BoxHeight), Place(u, -1, BoxHeight)));
        walls.Append(Loop(Place(-1, v, -BoxHeight), Place(1, v, -BoxHeight), Place(1, v, BoxHeight), Place(-1, v, BoxHeight)));
        svg.Path($"""fill="{SvgWriter.Ink}" fill-opacity=".06" stroke="{SvgWriter.Ink}" stroke-opacity=".6" """, walls.ToString());
        foreach (var at in x.Ticks.Select(t => (2 * x.Place(t.Value)) - 1))
        {
            lines.Append(Line(Place(at, -1, w), Place(at, 1, w))).Append(Line(Place(at, v, -BoxHeight), Place(at, v, BoxHeight)));
        }

        foreach (var at in y.Ticks.Select(t => (2 * y.Place(t.Value)) - 1))
        {
            lines.Append(Line(Place(-1, at, w), Place(1, at, w))).Append(Line(Place(u, at, -BoxHeight), Place(u, at, BoxHeight)));
        }

        foreach (var at in z.Ticks.Select(t => BoxHeight * ((2 * z.Place(t.Value)) - 1)))
        {
            lines.Append(Line(Place(u, -1, at), Place(u, 1, at))).Append(Line(Place(-1, v, at), Place(1, v, at)));
        }

        svg.Path($"""fill="none" stroke="{SvgWriter.Ink}" stroke-opacity=".3" """, lines.ToString());
    }

    // Of a surface over the plane, cells in the order of the distance of their places in the plane are in the order of their distances.
    private void WriteCells()
    {
        var (us, vs) = (grid.X.Select(a => (2 * x.Place(a)) - 1).ToList(), grid.Y.Select(b => (2 * y.Place(b)) - 1).ToList());
        var cells =
            from i in Enumerable.Range(0, vs.Count - 1)
            from j in Enumerable.Range(0, us.Count - 1)
            orderby (azimuth.Cos * (us[j] + us[j + 1])) + (azimuth.Sin * (vs[i] + vs[i + 1])), i, j
            select (i, j);
        svg.OpenGroup("""stroke="#303030" stroke-opacity=".35" stroke-width=".5" """);
        foreach (var (i, j) in cells)
        {
            Cancellation.Poll();
            double[] heights = [grid[i, j], grid[i, j + 1], grid[i + 1, j + 1], grid[i + 1, j]];
            if (scale is null || !Array.TrueForAll(heights, double.IsFinite))
            {
                continue;
            }

            var w = Array.ConvertAll(heights, h => BoxHeight * ((2 * z.Place(h)) - 1));
            var colour = ColourScale.Hex(scale.Colour(heights.Sum(h => h / 4)));
            svg.Path(
                $"fill=\"{colour}\"",
                Loop(Place(us[j], vs[i], w[0]), Place(us[j + 1], vs[i], w[1]), Place(us[j + 1], vs[i + 1], w[2]), Place(us[j], vs[i + 1], w[3])));
        }

        svg.CloseGroup();
    }

    private void WriteAxes()
    {
        var (farU, farV, floor) = Far;
        WriteAxis(x, figure.AxisTitles.X, at => (at, -farV, floor));
        WriteAxis(y, figure.AxisTitles.Y, at => (-farU, at, floor));

        // Beside the upright edge on the left.
        var (u, v, _) = Corners().MinBy(c => Flat(c.U, c.V, 0).X);
        WriteAxis(z, figure.AxisTitles.Z, at => (u, v, BoxHeight * at));
    }

    private void WriteAxis(FigureAxis axis, string title, Func<double, (double U, double V, double W)> along)
    {
        (double X, double Y) At(double place) => along((2 * place) - 1) is var p ? Place(p.U, p.V, p.W) : default;
        var (a, b) = (At(0), At(1));
        var length = Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y)));
        if (length < 20)
        {
            return;
        }

        // Away from the middle of the picture, across the axis.
        var (nx, ny) = ((b.Y - a.Y) / length, (a.X - b.X) / length);
        var outside = ((((a.X + b.X) / 2) - middle.X) * nx) + ((((a.Y + b.Y) / 2) - middle.Y) * ny) >= 0 ? 1 : -1;
        (nx, ny) = (outside * nx, outside * ny);
        var anchor = nx > 0.12 ? "start" : nx < -0.12 ? "end" : "middle";
        var widest = axis.Ticks.Max(t => SvgWriter.Extent(t.Label));
        var marks = new StringBuilder(Line(a, b));
        var last = (X: double.NegativeInfinity, Y: double.NegativeInfinity);
        foreach (var (value, label) in axis.Ticks)
        {
            var p = At(axis.Place(value));
            marks.Append(Line(p, (p.X + (5 * nx), p.Y + (5 * ny))));
            if (Math.Abs(p.X - last.X) > widest + 4 || Math.Abs(p.Y - last.Y) > 14)
            {
                svg.Text(p.X + (9 * nx), p.Y + (9 * ny) + 5 + (4 * ny), label, anchor, SvgWriter.Ink);
                last = p;
            }
        }

        svg.Path($"""fill="none" stroke="{SvgWriter.Ink}" """, marks.ToString());
        var name = FigureText.Shorten(axis.Factor.Length > 0 ? $"{title} {axis.Factor}" : title, 24);
        var far = 24 + (Math.Abs(nx) * widest);
        var (tx, ty) = (((a.X + b.X) / 2) + (far * nx), ((a.Y + b.Y) / 2) + (far * ny) + 5 + (6 * ny));
        var half = anchor == "middle" ? SvgWriter.Extent(name) / 2 : 0;
        svg.Text(Math.Clamp(tx, anchor == "end" ? SvgWriter.Extent(name) : half, SvgWriter.Width - half), Math.Min(ty, Height - 8), name, anchor, SvgWriter.Ink);
    }

    private static string Line((double X, double Y) a, (double X, double Y) b) => $"M{SvgWriter.At(a)}L{SvgWriter.At(b)}";

    private static string Loop(params (double X, double Y)[] corners) => $"M{string.Join("L", corners.Select(SvgWriter.At))}z";
}
