namespace Adjoint.Drawing;

/// <summary>Where everything in the picture of a figure stands.</summary>
internal sealed class FigureLayout
{
    private const double BarThickness = 14;
    private const int Smallest = 160;

    private readonly Dictionary<string, int> styles = new(StringComparer.Ordinal);
    private readonly bool isDownward;

    public FigureLayout(Figure figure)
    {
        Format = figure.Frame;
        Bars = new(figure);
        isDownward = Format.IsDownward;
        Styles = [.. figure.Marks.Select(StyleOf)];
        IsColoured = figure.Marks.Any(m => m.Shape is MarkShape.HeatMap or MarkShape.Image);
        Scale = ScaleOf(figure);
        (X, Y) = Axes(figure);
        Legend = new(figure, Styles, Scale is not null);
        var barTitle = figure.Marks.FirstOrDefault(m => m is HeatMapMark && m.Label.Length > 0)?.Label ?? "";
        ColourAxis = Scale is null ? null : new(Scale.Low, Scale.High, false);
        ColourTitle = FigureText.Shorten(barTitle, 40) is var name && ColourAxis is { Factor.Length: > 0 } ? $"{name} {ColourAxis.Factor}".TrimStart() : name;
        var top = 18 + (Format.Title.Length > 0 ? 26 : 0) + (Y.Factor.Length > 0 || ColourTitle.Length > 0 ? 18 : 0);
        var left = 14 + (Format.Y.Length > 0 ? 22 : 0) + Math.Max(3 * 7.6, Y.Ticks.Select(t => SvgWriter.Extent(t.Label)).DefaultIfEmpty(0).Max());
        var right = SvgWriter.Width - 28 - (X.Factor.Length > 0 ? 22 : 0)
            - (ColourAxis is null ? 0 : BarThickness + 6 + ColourAxis.Ticks.Select(t => SvgWriter.Extent(t.Label)).DefaultIfEmpty(0).Max());
        var inner = Format.IsEqual ? 400 : Math.Clamp(Format.CategoriesY.Count * 20, 300, 600);
        if (Format.IsEqual && !X.IsCategories && !Y.IsCategories)
        {
            var (across, down) = (X.Span / (right - left), Y.Span / inner);
            if (figure.Marks.Any(m => m.Filled is not null))
            {
                // What fills a rectangle has nothing beside it: the frame is made smaller, and the axes longer only where it would be too small.
                (right, inner) = across < down ? (Math.Max(left + Smallest, left + (X.Span / down)), inner) : (right, Math.Max(Smallest, (int)(Y.Span / across)));
                (across, down) = (X.Span / (right - left), Y.Span / inner);
            }

            (X, Y) = across < down ? (X.Stretch(down / across), Y) : (X, Y.Stretch(across / down));
            (X, Y) = (X.SpacedAs(Y), Y.SpacedAs(X));
        }

        Frame = new(left, top, right, top + inner);
        AreTicksSlanted = X.IsCategories && X.Ticks.Count > 0 && X.Ticks.Max(t => SvgWriter.Extent(t.Label)) > ((right - left) / X.Ticks.Count) - 4;
        TickHeight = AreTicksSlanted ? 14 + (0.64 * Math.Min(16 * 7.6, X.Ticks.Max(t => SvgWriter.Extent(t.Label)))) : 19;
        LegendTop = Frame.Bottom + TickHeight + 11 + (Format.X.Length > 0 ? 22 : 0);
        Height = (int)(LegendTop + (22 * Legend.Rows.Count) + 8);
    }

    /// <summary>What the figure says about its frame.</summary>
    public FigureFrame Format { get; }

    /// <summary>The x-axis.</summary>
    public FigureAxis X { get; }

    /// <summary>The y-axis.</summary>
    public FigureAxis Y { get; }

    /// <summary>The rectangle that shows the plane.</summary>
    public FrameClip Frame { get; }

    /// <summary>The height of the picture.</summary>
    public int Height { get; }

    /// <summary>The lines below the axes.</summary>
    public FigureLegend Legend { get; }

    /// <summary>Where they begin.</summary>
    public double LegendTop { get; }

    /// <summary>The space that the labels of the x-axis take.</summary>
    public double TickHeight { get; }

    /// <summary>The rectangles of all bars.</summary>
    public BarPlaces Bars { get; }

    /// <summary>The colours of values; null where nothing is shown by a colour.</summary>
    public ColourScale? Scale { get; }

    /// <summary>The axis of the colour bar; null for none.</summary>
    public FigureAxis? ColourAxis { get; }

    /// <summary>What stands above the colour bar.</summary>
    public string ColourTitle { get; }

    /// <summary>Whether marks may stand on any colour.</summary>
    public bool IsColoured { get; }

    /// <summary>The number of the series of each mark.</summary>
    public IReadOnlyList<int> Styles { get; }

    /// <summary>Whether names along the x-axis are too long to stand side by side.</summary>
    public bool AreTicksSlanted { get; }

    /// <summary>The place of a vertex in the picture; NaN for one that is not finite.</summary>
    public (double X, double Y) Map((double X, double Y) vertex) => FigureMark.IsFinite(vertex) ? (Across(vertex.X), Down(vertex.Y)) : (double.NaN, double.NaN);

    /// <summary>The place of x from the left. What has no place on a logarithmic axis is at its beginning.</summary>
    public double Across(double x) => Frame.Left + (Place(X, x) * (Frame.Right - Frame.Left));

    /// <summary>The place of y from above. What has no place on a logarithmic axis is at its beginning.</summary>
    public double Down(double y) => isDownward ? Frame.Top + (Place(Y, y) * (Frame.Bottom - Frame.Top)) : Frame.Bottom - (Place(Y, y) * (Frame.Bottom - Frame.Top));

    /// <summary>The x at a place in the picture.</summary>
    public double ValueX(double across) => X.Value((across - Frame.Left) / (Frame.Right - Frame.Left));

    /// <summary>The y at a place in the picture.</summary>
    public double ValueY(double down) => Y.Value(isDownward ? (down - Frame.Top) / (Frame.Bottom - Frame.Top) : (Frame.Bottom - down) / (Frame.Bottom - Frame.Top));

    private static double Place(FigureAxis axis, double value) => axis.IsLogarithmic && value <= 0 ? 0 : axis.Place(value);

    private static ColourScale? ScaleOf(Figure figure)
    {
        var ranges = figure.Marks.Where(m => m is HeatMapMark && m.Values is not null).Select(m => m.Values!.Value).ToList();
        return ranges.Count == 0 ? null : figure.Frame.Values is { } fixedRange ? new(fixedRange.Low, fixedRange.High) : new(ranges.Min(r => r.Low), ranges.Max(r => r.High));
    }

    private int StyleOf(FigureMark mark, int index)
    {
        var key = mark.Label.Length == 0 ? FormattableString.Invariant($"\0{index}") : mark.Label;
        if (mark.Shape is MarkShape.Text or MarkShape.HeatMap or MarkShape.Image or MarkShape.Contours)
        {
            return 0;
        }

        if (!styles.TryGetValue(key, out var style))
        {
            styles[key] = style = styles.Count;
        }

        return style;
    }

    private (FigureAxis X, FigureAxis Y) Axes(Figure figure)
    {
        var extent = FigureExtent.Of(figure, Bars);
        var span = Format.IsDownward && figure.Marks.Any(m => m is HeatMapMark) ? 6 : 0;
        (double, double)? windowX = Format.Window is { } w ? (w.XFrom, w.XTo) : null;
        (double, double)? windowY = Format.Window is { } v ? (v.YFrom, v.YTo) : null;
        return (
            Format.CategoriesX.Count > 0 ? new(Format.CategoriesX, windowX) : Axis(extent.X, extent.FilledX, Format.IsLogX, windowX, span),
            Format.CategoriesY.Count > 0 ? new(Format.CategoriesY, windowY) : Axis(extent.Y, extent.FilledY, Format.IsLogY, windowY, span));
    }

    private static FigureAxis Axis((double From, double To)? shown, (double From, double To)? filled, bool isLogarithmic, (double From, double To)? window, double span) =>
        window is { } fixedSide ? new(fixedSide.From, fixedSide.To, isLogarithmic, span)
        : shown is { } side ? FigureAxis.Around(side.From, side.To, isLogarithmic, filled, span)
        : new(isLogarithmic ? 1 : 0, isLogarithmic ? 10 : 1, isLogarithmic);
}
