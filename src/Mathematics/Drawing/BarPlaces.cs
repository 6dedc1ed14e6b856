namespace Adjoint.Drawing;

/// <summary>Where the bars of a figure stand: side by side or on each other, and what rectangles they cover.</summary>
internal sealed class BarPlaces
{
    /// <summary>The part of the distance between two places that bars take.</summary>
    public const double GroupWidth = 0.8;

    private readonly Dictionary<FigureMark, IReadOnlyList<Bar>> bars = new(ReferenceEqualityComparer.Instance);

    public BarPlaces(Figure figure)
    {
        var marks = figure.Marks.OfType<BarsMark>().ToList();
        var series = marks.Where(m => m.Shape == MarkShape.Bars).ToList();

        // Marks with one label are one series; those without a label are a series each.
        string Slot(BarsMark mark) => mark.Label.Length > 0 ? mark.Label : FormattableString.Invariant($"\0{series.FindIndex(m => ReferenceEquals(m, mark))}");
        var slots = series.Select(Slot).Distinct(StringComparer.Ordinal).ToList();
        var ends = new Dictionary<(bool, double, bool), double>();
        foreach (var mark in marks)
        {
            bars[mark] = mark.Shape == MarkShape.Histogram ? Stand(mark, mark.Width, 0)
                : figure.Frame.IsStacked ? Pile(mark, ends)
                : Stand(mark, mark.Width / slots.Count, slots.IndexOf(Slot(mark)) - ((slots.Count - 1) / 2.0));
        }
    }

    /// <summary>The bars of a mark that have a finite size.</summary>
    public IReadOnlyList<Bar> this[BarsMark mark] => bars[mark];

    /// <summary>Corners of all bars, which the picture should contain. Where no bar begins at 0, because the axis is logarithmic, only their ends.</summary>
    public IEnumerable<(double X, double Y)> Corners(BarsMark mark, bool isLogarithmic) => this[mark].SelectMany(bar => mark.IsHorizontal
        ? new[] { (isLogarithmic ? bar.To : bar.From, bar.Left), (bar.To, bar.Right) }
        : [(bar.Left, isLogarithmic ? bar.To : bar.From), (bar.Right, bar.To)]);

    /// <summary>The width of a group of bars: part of the least distance between two of their places.</summary>
    public static double WidthFor(IEnumerable<double> places)
    {
        var sorted = places.Where(double.IsFinite).Distinct().Order().ToList();
        var least = sorted.Zip(sorted.Skip(1), (a, b) => b - a).DefaultIfEmpty(1).Min();
        return GroupWidth * Math.Min(least, double.MaxValue / 4);
    }

    private static List<Bar> Stand(BarsMark mark, double width, double shift) =>
        [.. Sizes(mark).Select(b => new Bar(b.Place + ((shift - 0.5) * width), b.Place + ((shift + 0.5) * width), 0, b.Size))];

    // What is negative hangs below 0.
    private static List<Bar> Pile(BarsMark mark, Dictionary<(bool, double, bool), double> ends)
    {
        var piled = new List<Bar>();
        foreach (var (place, size) in Sizes(mark))
        {
            var key = (mark.IsHorizontal, place, size < 0);
            var from = ends.GetValueOrDefault(key);
            ends[key] = Math.Clamp(from + size, double.MinValue, double.MaxValue);
            piled.Add(new Bar(place - (mark.Width / 2), place + (mark.Width / 2), from, ends[key]));
        }

        return piled;
    }

    private static IEnumerable<(double Place, double Size)> Sizes(BarsMark mark) =>
        mark.Vertices.Where(FigureMark.IsFinite).Select(v => mark.IsHorizontal ? (v.Y, v.X) : (v.X, v.Y));

    /// <summary>A rectangle: between two places on the axis that the bars stand on, and between two sizes.</summary>
    public readonly record struct Bar(double Left, double Right, double From, double To);
}
