using System.Text.Json.Nodes;
using Adjoint.Drawing;

namespace Adjoint.Formatters.Charts;

/// <summary>The traces of a chart that lie in the plane, as one figure.</summary>
internal sealed class StaticTraces
{
    private const int MostTexts = 50;

    private static readonly string[] ErrorBars = ["error_x", "error_y"];

    private readonly JsonObject layout;
    private readonly bool isLogX;
    private readonly bool isLogY;
    private readonly bool hasLegend;
    private readonly List<string> categoriesX = [];
    private readonly List<string> categoriesY = [];
    private readonly HashSet<string> notes = new(StringComparer.Ordinal);
    private bool hasPie;
    private Figure figure = Drawing.Figure.Empty;

    public StaticTraces(JsonObject layout, int count)
    {
        this.layout = layout;
        (isLogX, isLogY) = (TraceData.Text(layout["xaxis"]?["type"]) == "log", TraceData.Text(layout["yaxis"]?["type"]) == "log");
        hasLegend = layout["showlegend"]?.GetValueKind() switch { System.Text.Json.JsonValueKind.False => false, System.Text.Json.JsonValueKind.True => true, _ => count > 1 };
    }

    /// <summary>Whether there is a trace.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>What the figure lacks.</summary>
    public IReadOnlyCollection<string> Notes => notes;

    /// <summary>Adds a trace; a sentence where that is not possible.</summary>
    /// <exception cref="ArgumentException">The data make no mark.</exception>
    public string? Add(JsonObject trace, string type, int index)
    {
        var name = TraceData.Plain(TraceData.Text(trace["name"]));
        var label = !hasLegend ? "" : name is { Length: > 0 } ? name : $"trace {index}";
        switch (type)
        {
            case "scatter" or "scattergl":
                AddScatter(trace, label, name);
                break;
            case "bar":
                AddBars(trace, label);
                break;
            case "histogram":
                AddHistogram(trace, label);
                break;
            case "heatmap" or "contour":
                AddGrid(trace, type, name ?? "");
                break;
            case "pie":
                AddPie(trace);
                break;
            case "box":
                AddBox(trace, name is { Length: > 0 } ? name : $"trace {index}");
                break;
            default:
                return $"The trace {(name is { Length: > 0 } ? $"\"{FigureText.Shorten(name, 60)}\"" : index + 1)} is of type {FigureText.Shorten(type, 30)}, which has no static picture.";
        }

        IsUsed = true;
        foreach (var part in ErrorBars.Where(part => trace[part] is JsonObject))
        {
            notes.Add($"The error bars ({part}) are not in the static picture.");
        }

        if (TraceData.Text(trace["yaxis"]) is { } other && other != "y")
        {
            notes.Add("In the static picture all traces share one y-axis.");
        }

        return null;
    }

    /// <summary>The figure with its titles, axes and annotations.</summary>
    public Figure Figure()
    {
        var result = figure.WithCategories(categoriesX, categoriesY).Title(TraceData.Title(layout) ?? "").Axes(TraceData.Title(layout["xaxis"]) ?? "", TraceData.Title(layout["yaxis"]) ?? "");
        foreach (var annotation in TraceData.Items(layout["annotations"]).OfType<JsonObject>().Take(MostTexts))
        {
            // Of a logarithmic axis annotations have the exponents.
            double Place(string axis, bool isLog) => TraceData.Number(annotation[axis]) is var v && isLog ? Math.Pow(10, v) : v;
            if (TraceData.Plain(TraceData.Text(annotation["text"])) is { Length: > 0 } text && TraceData.Text(annotation["xref"]) != "paper")
            {
                result = result.Text(Place("x", isLogX), Place("y", isLogY), text);
            }
        }

        if (layout["shapes"] is JsonArray { Count: > 0 })
        {
            notes.Add("The shapes of the layout are not in the static picture.");
        }

        result = (isLogX, isLogY) switch { (true, true) => result.LogLog(), (true, false) => result.LogX(), (false, true) => result.LogY(), _ => result };
        result = TraceData.Text(layout["barmode"]) is "stack" or "relative" ? result.Stack() : result;
        result = result.Downward(hasPie || TraceData.Text(layout["yaxis"]?["autorange"]) == "reversed");
        return Windowed(result);
    }

    private Figure Windowed(Figure whole)
    {
        var (x, y) = (Range("xaxis", isLogX), Range("yaxis", isLogY));
        if (x is null && y is null)
        {
            return whole;
        }

        var axes = new FigureLayout(whole);
        var (across, up) = (x ?? (axes.X.From, axes.X.To), y ?? (axes.Y.From, axes.Y.To));
        return whole.Window(across.Item1, across.Item2, up.Item1, up.Item2);
    }

    private (double, double)? Range(string axis, bool isLogarithmic)
    {
        var ends = TraceData.NumberList(layout[axis]?["range"]);
        return ends.Count == 2 && double.IsFinite(ends[0]) && double.IsFinite(ends[1]) && ends[0] < ends[1]
            ? isLogarithmic ? (Math.Pow(10, ends[0]), Math.Pow(10, ends[1])) : (ends[0], ends[1])
            : null;
    }

    private void AddScatter(JsonObject trace, string label, string? name)
    {
        var points = Points(trace);
        var mode = TraceData.Text(trace["mode"]) ?? (points.Count < 20 ? "lines+markers" : "lines");
        var fill = TraceData.Text(trace["fill"]) ?? "none";
        if (fill == "toself")
        {
            figure = figure.Polygon(points, label);
        }
        else if (fill is "tozeroy" or "tozerox" && points.Where(FigureMark.IsFinite).ToList() is { Count: > 0 } finite && !isLogY)
        {
            (double, double) last = fill == "tozeroy" ? (finite[^1].X, 0) : (0, finite[^1].Y);
            (double, double) first = fill == "tozeroy" ? (finite[0].X, 0) : (0, finite[0].Y);
            figure = figure.Polygon([.. finite, last, first], label);
        }
        else if (fill != "none")
        {
            notes.Add($"The area of {(name is { Length: > 0 } ? $"\"{FigureText.Shorten(name, 60)}\"" : "a trace")} (fill {FigureText.Shorten(fill, 20)}) is not tinted in the static picture.");
        }

        figure = mode.Contains("lines", StringComparison.Ordinal) ? figure.Curve(points, label) : figure;
        figure = mode.Contains("markers", StringComparison.Ordinal) ? figure.Points(points, label) : figure;
        if (mode.Contains("text", StringComparison.Ordinal))
        {
            foreach (var (point, text) in points.Zip(TraceData.Names(trace["text"])).Where(p => FigureMark.IsFinite(p.First)).Take(MostTexts))
            {
                figure = figure.Text(point.X, point.Y, TraceData.Plain(text)!);
            }
        }
    }

    private void AddBars(JsonObject trace, string label)
    {
        var isHorizontal = TraceData.Text(trace["orientation"]) == "h";
        var (places, sizes) = isHorizontal ? (trace["y"], TraceData.NumberList(trace["x"])) : (trace["x"], TraceData.NumberList(trace["y"]));
        sizes = sizes.ConvertAll(size => (isHorizontal ? isLogX : isLogY) && size <= 0 ? double.NaN : size);
        if (isHorizontal || TraceData.HasNames(places))
        {
            var names = TraceData.Items(places).Count > 0 ? TraceData.Names(places) : [.. Enumerable.Range(0, sizes.Count).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
            var bars = names.Zip(sizes).ToList();
            figure = figure.WithCategories(categoriesX, categoriesY);
            figure = isHorizontal ? figure.HorizontalBars(bars, label) : figure.Bars(bars, label);
            (isHorizontal ? categoriesY : categoriesX).AddRange(names.Except(isHorizontal ? categoriesY : categoriesX, StringComparer.Ordinal));
        }
        else
        {
            var xs = TraceData.Items(places).Count > 0 ? TraceData.NumberList(places) : [.. Enumerable.Range(0, sizes.Count).Select(i => (double)i)];
            figure = figure.Bars(xs.Zip(sizes), label);
        }
    }

    private void AddHistogram(JsonObject trace, string label)
    {
        var isUpright = TraceData.Items(trace["x"]).Count > 0;
        var sample = isUpright ? trace["x"] : trace["y"];
        if (!isUpright || TraceData.Text(trace["histnorm"]) is { Length: > 0 } || TraceData.Text(trace["histfunc"]) is not (null or "count"))
        {
            notes.Add("The static picture of a histogram has the numbers of data as upright bars.");
        }

        if (TraceData.HasNames(sample))
        {
            var counts = TraceData.Names(sample).GroupBy(n => n, StringComparer.Ordinal).Select(g => (g.Key, (double)g.Count())).ToList();
            figure = figure.WithCategories(categoriesX, categoriesY).Bars(counts, label);
            categoriesX.AddRange(counts.Select(c => c.Key).Except(categoriesX, StringComparer.Ordinal));
            return;
        }

        var bins = TraceData.Number(trace["nbinsx"]);
        figure = figure.Histogram(TraceData.NumberList(sample), bins is >= 1 and <= 10_000 ? (int)bins : null, label);
    }

    private void AddGrid(JsonObject trace, string type, string label)
    {
        var z = TraceData.Matrix(trace["z"]);
        if (TraceData.HasNames(trace["x"]))
        {
            categoriesX.AddRange(TraceData.Names(trace["x"]).Except(categoriesX, StringComparer.Ordinal));
        }

        if (TraceData.HasNames(trace["y"]))
        {
            categoriesY.AddRange(TraceData.Names(trace["y"]).Except(categoriesY, StringComparer.Ordinal));
        }

        var (x, y) = (TraceData.Places(trace["x"], z.GetLength(1)), TraceData.Places(trace["y"], z.GetLength(0)));
        if (type == "contour")
        {
            var (start, end, size) = (TraceData.Number(trace["contours"]?["start"]), TraceData.Number(trace["contours"]?["end"]), TraceData.Number(trace["contours"]?["size"]));
            var grid = SampleGrid.Of(z, x, y);
            var count = TraceData.Number(trace["ncontours"]);
            figure = size > 0 && end >= start && (end - start) / size < 100
                ? figure.Contours(grid, Enumerable.Range(0, (int)Math.Round((end - start) / size) + 1).Select(k => start + (k * size)), label)
                : figure.Contours(grid, count is >= 1 and <= 100 ? (int)count : 10, label);
            return;
        }

        var (dx, dy) = (Step(x), Step(y));
        if (x.Zip(x.Skip(1)).Any(p => Math.Abs(p.Second - p.First - dx) > 1e-6 * dx) || y.Zip(y.Skip(1)).Any(p => Math.Abs(p.Second - p.First - dy) > 1e-6 * dy))
        {
            notes.Add("In the static picture the cells of the heat map are equally large.");
        }

        figure = figure.HeatMap(z, (x[0] - (dx / 2), x[^1] + (dx / 2)), (y[0] - (dy / 2), y[^1] + (dy / 2)), label);
    }

    private void AddPie(JsonObject trace)
    {
        var values = TraceData.NumberList(trace["values"]);
        var names = TraceData.Items(trace["labels"]).Count > 0 ? TraceData.Names(trace["labels"]) : [.. values.Select((_, i) => $"{i}")];
        figure = figure.HorizontalBars(names.Zip(values).GroupBy(p => p.First, StringComparer.Ordinal).Select(g => (g.Key, g.Sum(p => p.Second))));
        hasPie = true;
        notes.Add("The static picture of a pie has bars instead of sectors.");
    }

    private void AddBox(JsonObject trace, string name)
    {
        var values = TraceData.NumberList(TraceData.Items(trace["y"]).Count > 0 ? trace["y"] : trace["x"]);
        var groups = TraceData.HasNames(trace["x"]) && TraceData.Items(trace["y"]).Count > 0 ? TraceData.Names(trace["x"]) : [.. values.Select(_ => name)];
        foreach (var group in groups.Zip(values).Where(p => double.IsFinite(p.Second)).GroupBy(p => p.First, StringComparer.Ordinal))
        {
            if (!categoriesX.Contains(group.Key))
            {
                categoriesX.Add(group.Key);
            }

            figure = BoxPlot.Add(figure, categoriesX.IndexOf(group.Key), [.. group.Select(p => p.Second).Order()], hasLegend ? name : "");
        }
    }

    private List<(double X, double Y)> Points(JsonObject trace)
    {
        var n = Math.Max(TraceData.Items(trace["x"]).Count, TraceData.Items(trace["y"]).Count);
        var (x, y) = (Places(trace["x"], categoriesX, n, isLogX), Places(trace["y"], categoriesY, n, isLogY));
        return [.. x.Zip(y)];
    }

    private static List<double> Places(JsonNode? node, List<string> categories, int n, bool isLogarithmic)
    {
        if (TraceData.HasNames(node))
        {
            var names = TraceData.Names(node);
            categories.AddRange(names.Except(categories, StringComparer.Ordinal));
            var index = categories.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => (double)c.i, StringComparer.Ordinal);
            return names.ConvertAll(name => index[name]);
        }

        // A number without logarithm is a gap, as in plotly.
        var numbers = TraceData.Items(node).Count > 0 ? TraceData.NumberList(node) : [.. Enumerable.Range(0, n).Select(i => (double)i)];
        return isLogarithmic ? numbers.ConvertAll(v => v > 0 ? v : double.NaN) : numbers;
    }

    private static double Step(List<double> places) => places.Count < 2 ? 1 : (places[^1] - places[0]) / (places.Count - 1);
}
