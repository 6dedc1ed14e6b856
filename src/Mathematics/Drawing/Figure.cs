using System.Collections.Immutable;

namespace Adjoint.Drawing;

/// <summary>A picture in the plane: curves, points, arrows, polygons and texts in a frame with axes. Immutable; each method returns a new figure.</summary>
/// <remarks>
/// <c>Figure.Empty.Curve(Math.Sin, -3, 3, "sin x")</c>. The frame shows all marks unless <see cref="Window"/> says otherwise. A coordinate that is NaN or infinite
/// is a gap. Colours are legible on white and on black paper, and marks differ in dashes and markers too.
/// </remarks>
public sealed class Figure
{
    private const int MostVertices = 10_000_000;

    private readonly ImmutableList<FigureMark> marks;

    private Figure(ImmutableList<FigureMark> marks, FigureFrame frame) => (this.marks, Frame) = (marks, frame);

    /// <summary>The figure without marks, with linear axes.</summary>
    public static Figure Empty { get; } = new([], new FigureFrame());

    /// <summary>The marks, in the order of drawing: the last is on top.</summary>
    public IReadOnlyList<FigureMark> Marks => marks;

    /// <summary>What the picture shows, in one sentence with its main numbers: the alternative text of the picture.</summary>
    public string Description => FigureText.Describe(this);

    internal FigureFrame Frame { get; }

    /// <summary>The graph of f over <paramref name="from"/> ≤ x ≤ <paramref name="to"/>, interrupted at jumps and poles and where f is not finite.</summary>
    /// <remarks>f is evaluated here, at some hundreds of places, closer together where the graph bends.</remarks>
    /// <exception cref="ArgumentException">The interval is reversed or not finite.</exception>
    /// <exception cref="LogarithmicAxisException">The axis of a coordinate that is not positive is logarithmic.</exception>
    public Figure Curve(Func<double, double> f, double from, double to, string label = "")
    {
        if (!double.IsFinite(from) || !double.IsFinite(to) || from > to)
        {
            throw new ArgumentException(FormattableString.Invariant($"A graph needs an interval from a to b with finite a ≤ b, and this one goes from {from} to {to}."), nameof(to));
        }

        var (vertices, framed) = FunctionGraph.Sample(f, from, to);
        return Add(new FigureMark(MarkShape.Curve, label, vertices) { Framed = framed });
    }

    /// <summary>The line through the points, in their order, interrupted at each that is not finite.</summary>
    /// <exception cref="LogarithmicAxisException">The axis of a coordinate that is not positive is logarithmic.</exception>
    public Figure Curve(IEnumerable<(double X, double Y)> points, string label = "") => Add(MarkShape.Curve, label, points);

    /// <summary>The line through the points (xᵢ, yᵢ).</summary>
    /// <exception cref="ArgumentException">There are more of the one than of the other.</exception>
    /// <exception cref="LogarithmicAxisException">The axis of a coordinate that is not positive is logarithmic.</exception>
    public Figure Curve(IEnumerable<double> x, IEnumerable<double> y, string label = "") => Add(MarkShape.Curve, label, Pairs(x, y));

    /// <summary>A marker at each point.</summary>
    /// <exception cref="LogarithmicAxisException">The axis of a coordinate that is not positive is logarithmic.</exception>
    public Figure Points(IEnumerable<(double X, double Y)> points, string label = "") => Add(MarkShape.Points, label, points);

    /// <summary>A marker at each point (xᵢ, yᵢ).</summary>
    /// <exception cref="ArgumentException">There are more of the one than of the other.</exception>
    /// <exception cref="LogarithmicAxisException">The axis of a coordinate that is not positive is logarithmic.</exception>
    public Figure Points(IEnumerable<double> x, IEnumerable<double> y, string label = "") => Add(MarkShape.Points, label, Pairs(x, y));

    /// <summary>An arrow, its label at the tip.</summary>
    /// <exception cref="LogarithmicAxisException">The axis of a coordinate that is not positive is logarithmic.</exception>
    public Figure Arrow((double X, double Y) from, (double X, double Y) to, string label = "") => Add(MarkShape.Arrow, label, [from, to]);

    /// <summary>The arrow from (0, 0), its label at the tip.</summary>
    /// <exception cref="LogarithmicAxisException">An axis is logarithmic: 0 is not on it.</exception>
    public Figure Arrow((double X, double Y) to, string label = "") => Arrow((0, 0), to, label);

    /// <summary>An arrow for each pair of points, as in the picture of a vector field; no labels at the tips.</summary>
    /// <exception cref="LogarithmicAxisException">The axis of a coordinate that is not positive is logarithmic.</exception>
    public Figure Arrows(IEnumerable<((double X, double Y) From, (double X, double Y) To)> arrows, string label = "") =>
        Add(MarkShape.Arrows, label, arrows.SelectMany(arrow => new[] { arrow.From, arrow.To }));

    /// <summary>A bar from 0 for each category. The categories of all series share the axis; bars of several series stand side by side, or on each other after <see cref="Stack"/>.</summary>
    /// <exception cref="ArgumentException">A category occurs twice.</exception>
    public Figure Bars(IEnumerable<(string Category, double Height)> bars, string label = "") => CategoryBars(bars, label, isHorizontal: false);

    /// <summary>A bar from 0 to each height, in the middle over its x.</summary>
    /// <exception cref="LogarithmicAxisException">The axis of a coordinate that is not positive is logarithmic.</exception>
    public Figure Bars(IEnumerable<(double X, double Height)> bars, string label = "")
    {
        var vertices = Collect(bars);
        return Add(new BarsMark(MarkShape.Bars, label, vertices, BarPlaces.WidthFor(vertices.Select(v => v.X))));
    }

    /// <summary>A bar that lies for each category, the first on top.</summary>
    /// <exception cref="ArgumentException">A category occurs twice.</exception>
    public Figure HorizontalBars(IEnumerable<(string Category, double Length)> bars, string label = "") => CategoryBars(bars, label, isHorizontal: true);

    /// <summary>Bars of several series stand on each other instead of side by side.</summary>
    public Figure Stack() => new(marks, Frame with { IsStacked = true });

    /// <summary>How many of the data are in each of some intervals of equal length. Data that are not finite are in none, and the description says how many they are.</summary>
    /// <param name="sample">The data.</param>
    /// <param name="bins">The number of intervals; by default it follows from the data, by the rule of Freedman and Diaconis or, where half of the data coincide, of Sturges.</param>
    /// <param name="label">What the legend calls it.</param>
    /// <exception cref="ArgumentException">The number of intervals is not from 1 to 10,000.</exception>
    public Figure Histogram(IEnumerable<double> sample, int? bins = null, string label = "") => bins is null or (>= 1 and <= 10_000)
        ? Add(HistogramBins.Of(Collect(sample), bins, label))
        : throw new ArgumentException($"A histogram has from 1 to 10000 bins, and {bins} were asked for.", nameof(bins));

    /// <summary>The matrix as coloured cells: entry (i, j) at x = j and y = i, row 0 on top.</summary>
    /// <exception cref="ArgumentException">There are more than 16 million entries.</exception>
    public Figure HeatMap(double[,] values, string label = "") =>
        new Figure(marks, Frame with { IsDownward = true }).Add(Rasters.Of(values, (-0.5, values.GetLength(1) - 0.5), (-0.5, values.GetLength(0) - 0.5), label));

    /// <summary>The values as coloured cells that fill a rectangle, row 0 at its lower side.</summary>
    /// <exception cref="ArgumentException">A side has no length or is not finite, or there are more than 16 million entries.</exception>
    public Figure HeatMap(double[,] values, (double From, double To) x, (double From, double To) y, string label = "")
    {
        SampleGrid.CheckSides(x, y);
        return Add(Rasters.Of(values, x, y, label));
    }

    /// <summary>The values of f over a rectangle as colours, from 200×150 places.</summary>
    /// <exception cref="ArgumentException">A side has no length or is not finite.</exception>
    public Figure HeatMap(Func<double, double, double> f, (double From, double To) x, (double From, double To) y, string label = "") => Add(Rasters.Of(f, x, y, label));

    /// <summary>Pixels that fill a rectangle. colour(i, j) is that of column i and row j; row 0 is on top.</summary>
    /// <exception cref="ArgumentException">A side has no length or is not finite, or there is no pixel or more than 4 million.</exception>
    public Figure Image((double From, double To) x, (double From, double To) y, int columns, int rows, Func<int, int, (byte R, byte G, byte B)> colour, string label = "") =>
        Add(Rasters.Of(x, y, columns, rows, colour, label));

    /// <summary>Level lines of f over a rectangle, at about as many round values as asked for.</summary>
    /// <exception cref="ArgumentException">A side has no length or is not finite, or the number of levels is not from 1 to 100.</exception>
    public Figure Contours(Func<double, double, double> f, (double From, double To) x, (double From, double To) y, int levels = 10, string label = "") =>
        Contours(SampleGrid.Of(f, x, y), levels, label);

    /// <summary>The lines on which f has the given values.</summary>
    /// <exception cref="ArgumentException">A side has no length or is not finite, a level is not finite, or there are more than 100.</exception>
    public Figure Contours(Func<double, double, double> f, (double From, double To) x, (double From, double To) y, IEnumerable<double> levels, string label = "") =>
        Contours(SampleGrid.Of(f, x, y), levels, label);

    /// <summary>Level lines of a function that is known on a grid, at about as many round values as asked for.</summary>
    /// <exception cref="ArgumentException">The number of levels is not from 1 to 100.</exception>
    public Figure Contours(SampleGrid grid, int levels = 10, string label = "") => levels is >= 1 and <= ContourLevels.Most
        ? Contours(grid, ContourLevels.Nice(grid, levels), label)
        : throw new ArgumentException($"A picture has from 1 to {ContourLevels.Most} levels, and {levels} were asked for.", nameof(levels));

    /// <summary>The lines on which a function that is known on a grid has the given values.</summary>
    /// <exception cref="ArgumentException">A level is not finite, or there are more than 100.</exception>
    public Figure Contours(SampleGrid grid, IEnumerable<double> levels, string label = "")
    {
        var sorted = ContourLevels.Checked(levels);
        return Add(new ContoursMark(label, grid, sorted, [.. sorted.SelectMany(level => MarchingSquares.Lines(grid, level))]));
    }

    /// <summary>The closed line through the points, its inside tinted; a corner that is not finite is left out.</summary>
    /// <exception cref="LogarithmicAxisException">The axis of a coordinate that is not positive is logarithmic.</exception>
    public Figure Polygon(IEnumerable<(double X, double Y)> corners, string label = "") => Add(MarkShape.Polygon, label, corners);

    /// <summary>A text beside the point (x, y).</summary>
    /// <exception cref="LogarithmicAxisException">The axis of a coordinate that is not positive is logarithmic.</exception>
    public Figure Text(double x, double y, string text) => Add(MarkShape.Text, text, [(x, y)]);

    /// <summary>A line above the picture.</summary>
    public Figure Title(string title) => new(marks, Frame with { Title = title });

    /// <summary>What the axes measure.</summary>
    public Figure Axes(string x, string y) => new(marks, Frame with { X = x, Y = y });

    /// <summary>A logarithmic x-axis.</summary>
    /// <exception cref="LogarithmicAxisException">A mark has an x that is not positive.</exception>
    public Figure LogX() => Checked(Frame with { IsLogX = true });

    /// <summary>A logarithmic y-axis.</summary>
    /// <exception cref="LogarithmicAxisException">A mark has a y that is not positive.</exception>
    public Figure LogY() => Checked(Frame with { IsLogY = true });

    /// <summary>Both axes logarithmic: y = c·xᵏ is a straight line of slope k.</summary>
    /// <exception cref="LogarithmicAxisException">A mark has a coordinate that is not positive.</exception>
    public Figure LogLog() => Checked(Frame with { IsLogX = true, IsLogY = true });

    /// <summary>The same length for 1 on both axes, so that circles are round (for a factor of 10, where both axes are logarithmic).</summary>
    public Figure EqualAspect() => new(marks, Frame with { IsEqual = true });

    /// <summary>Shows xFrom ≤ x ≤ xTo and yFrom ≤ y ≤ yTo, and cuts off the rest.</summary>
    /// <exception cref="ArgumentException">A side has no length or is not finite.</exception>
    /// <exception cref="LogarithmicAxisException">A logarithmic axis would begin at a number that is not positive.</exception>
    public Figure Window(double xFrom, double xTo, double yFrom, double yTo)
    {
        if (!double.IsFinite(xFrom) || !double.IsFinite(xTo) || !double.IsFinite(yFrom) || !double.IsFinite(yTo) || xFrom >= xTo || yFrom >= yTo)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"A window needs finite sides from a to b with a < b, and this one has x from {xFrom} to {xTo} and y from {yFrom} to {yTo}."), nameof(xTo));
        }

        return Checked(Frame with { Window = (xFrom, xTo, yFrom, yTo) });
    }

    /// <summary>The picture as an SVG 1.1 document, 640 units wide, without scripts and without anything to load. Equal figures give equal text.</summary>
    public string ToSvg() => new FigureSvg(this).Write();

    /// <inheritdoc cref="Description"/>
    public override string ToString() => Description;

    /// <summary>Names the places 0, 1, 2, … of the axes; an empty list leaves an axis as it is.</summary>
    internal Figure WithCategories(IEnumerable<string> x, IEnumerable<string> y)
    {
        var (names, others) = (x.ToImmutableList(), y.ToImmutableList());
        return new(marks, Frame with { CategoriesX = names.IsEmpty ? Frame.CategoriesX : names, CategoriesY = others.IsEmpty ? Frame.CategoriesY : others });
    }

    /// <summary>Lets y grow downwards, or upwards.</summary>
    internal Figure Downward(bool isDownward) => new(marks, Frame with { IsDownward = isDownward });

    /// <summary>The figures with the window that shows all of them, but for those that have one, and with one colour scale.</summary>
    internal static IEnumerable<Figure> InOneFrame(IReadOnlyList<Figure> figures)
    {
        var free = figures.Where(f => f.Frame.Window is null && f.marks.Count > 0).ToList();
        var values = figures.SelectMany(f => f.marks).Where(m => m is HeatMapMark && m.Values is not null).Select(m => m.Values!.Value).ToList();
        (double, double)? range = values.Count == 0 ? null : (values.Min(v => v.Low), values.Max(v => v.High));

        // Marks with and without logarithms have no axes in common.
        var areAlike = free.Select(f => (f.Frame.IsLogX, f.Frame.IsLogY)).Distinct().Count() == 1;
        var sides = free.ConvertAll(f => (new FigureLayout(f).X, new FigureLayout(f).Y));
        return figures.Select(f => areAlike && f.Frame.Window is null
            ? new Figure(f.marks, f.Frame with
            {
                Values = range,
                Window = (sides.Min(s => s.X.From), sides.Max(s => s.X.To), sides.Min(s => s.Y.From), sides.Max(s => s.Y.To)),
            })
            : new Figure(f.marks, f.Frame with { Values = range }));
    }

    private static IEnumerable<(double X, double Y)> Pairs(IEnumerable<double> x, IEnumerable<double> y)
    {
        var (xs, ys) = (Collect(x), Collect(y));
        return xs.Count == ys.Count
            ? xs.Zip(ys)
            : throw new ArgumentException($"Points need as many x as y, and there are {xs.Count} x and {ys.Count} y.", nameof(y));
    }

    /// <summary>The items of a sequence that ends.</summary>
    /// <exception cref="ArgumentException">There are more than 10 million.</exception>
    internal static List<T> Collect<T>(IEnumerable<T> items)
    {
        var list = new List<T>();
        foreach (var item in items)
        {
            if (list.Count % 1024 == 0)
            {
                Cancellation.Poll();
            }

            list.Add(list.Count < MostVertices
                ? item
                : throw new ArgumentException($"A mark has at most {MostVertices} points, and this sequence has more or does not end.", nameof(items)));
        }

        return list;
    }

    private Figure Add(MarkShape shape, string label, IEnumerable<(double X, double Y)> vertices) => Add(new FigureMark(shape, label, Collect(vertices)));

    private Figure CategoryBars(IEnumerable<(string Category, double Size)> bars, string label, bool isHorizontal)
    {
        var items = Collect(bars);
        if (items.GroupBy(bar => bar.Category, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Each category has one bar of a series, and \"{FigureText.Shorten(twice.Key, 60)}\" occurs {twice.Count()} times.", nameof(bars));
        }

        var categories = isHorizontal ? Frame.CategoriesY : Frame.CategoriesX;
        categories = categories.AddRange(items.Select(bar => bar.Category).Except(categories, StringComparer.Ordinal));
        var index = categories.Select((category, i) => (category, i)).ToDictionary(c => c.category, c => (double)c.i, StringComparer.Ordinal);
        var vertices = items.ConvertAll(bar => isHorizontal ? (bar.Size, index[bar.Category]) : (index[bar.Category], bar.Size));
        var frame = isHorizontal ? Frame with { CategoriesY = categories, IsDownward = true } : Frame with { CategoriesX = categories };
        return new Figure(marks, frame).Add(new BarsMark(MarkShape.Bars, label, vertices, BarPlaces.GroupWidth, isHorizontal) { Categories = [.. items.Select(bar => bar.Category)] });
    }

    private Figure Add(FigureMark mark)
    {
        Frame.Check(mark);
        return new(marks.Add(mark), Frame);
    }

    private Figure Checked(FigureFrame frame)
    {
        frame.CheckWindow();
        foreach (var mark in marks)
        {
            frame.Check(mark);
        }

        return new(marks, frame);
    }
}
