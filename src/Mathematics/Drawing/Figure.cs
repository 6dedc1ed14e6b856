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

    private static IEnumerable<(double X, double Y)> Pairs(IEnumerable<double> x, IEnumerable<double> y)
    {
        var (xs, ys) = (Collect(x), Collect(y));
        return xs.Count == ys.Count
            ? xs.Zip(ys)
            : throw new ArgumentException($"Points need as many x as y, and there are {xs.Count} x and {ys.Count} y.", nameof(y));
    }

    private static List<T> Collect<T>(IEnumerable<T> items)
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
