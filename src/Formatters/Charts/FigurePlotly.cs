using System.Text.Json.Nodes;
using Adjoint.Drawing;
using static Adjoint.Formatters.Charts.ChartText;

namespace Adjoint.Formatters.Charts;

/// <summary>A figure as a chart of plotly: the same data, axes, colours and names.</summary>
internal sealed class FigurePlotly
{
    /// <summary>The most points of one trace.</summary>
    public const int MostPoints = 5000;

    private static readonly string[] Dashes = ["solid", "9px,5px", "2px,4px", "12px,4px,2px,4px", "5px,3px"];
    private static readonly string[] Symbols = ["circle", "square", "triangle-up", "diamond", "x-thin-open", "cross-thin-open"];

    private readonly Figure figure;
    private readonly FigureLayout layout;
    private readonly HashSet<string> named = new(StringComparer.Ordinal);
    private readonly JsonArray traces = [];
    private readonly JsonArray annotations = [];
    private readonly JsonArray images = [];
    private readonly List<string> notes = [];

    private FigurePlotly(Figure figure)
    {
        this.figure = figure;
        layout = new(figure);
        foreach (var (mark, style) in figure.Marks.Zip(layout.Styles))
        {
            Cancellation.Poll();
            Add(mark, style);
        }
    }

    /// <summary>The chart: an object with data, layout and config.</summary>
    public static JsonObject Of(Figure figure)
    {
        var chart = new FigurePlotly(figure);
        return PlotlyChartJson.Of(chart.traces, chart.Layout());
    }

    private void Add(FigureMark mark, int style)
    {
        switch (mark)
        {
            case HeatMapMark map:
                traces.Add(RasterPlotly.Of(map, layout, notes));
                break;
            case ImageMark image:
                images.Add(RasterPlotly.Of(image));
                break;
            case ContoursMark contours:
                AddContours(contours);
                break;
            case BarsMark bars:
                AddBars(bars, style);
                break;
            case { Shape: MarkShape.Arrow }:
                AddArrow(mark, style);
                break;
            case { Shape: MarkShape.Arrows }:
                AddArrows(mark, style);
                break;
            default:
                AddLine(mark, style);
                break;
        }
    }

    private void AddLine(FigureMark mark, int style)
    {
        var points = mark.Shape == MarkShape.Polygon ? [.. mark.Vertices.Where(FigureMark.IsFinite)] : PlotlyThinning.Points(mark.Vertices, MostPoints);
        if (points.Count < mark.Vertices.Count && mark.Shape != MarkShape.Polygon)
        {
            notes.Add($"{points.Count} of {mark.Vertices.Count} points are shown");
        }

        if (mark.Shape == MarkShape.Polygon && points.Count > 0)
        {
            points = [.. PlotlyThinning.Points(points, MostPoints), points[0]];
        }

        var trace = Named(mark, new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = mark.Shape switch { MarkShape.Points => "markers", MarkShape.Text => "text", _ => "lines" },
            ["x"] = NumberList(points.Select(p => p.X)),
            ["y"] = NumberList(points.Select(p => p.Y)),
        });
        switch (mark.Shape)
        {
            case MarkShape.Points:
                trace["marker"] = new JsonObject { ["color"] = MarkStyle.Colour(style), ["symbol"] = Symbols[style % Symbols.Length], ["size"] = points.Count > 500 ? 3 : 7, ["line"] = new JsonObject { ["color"] = MarkStyle.Colour(style), ["width"] = 1 } };
                break;
            case MarkShape.Text:
                trace["text"] = Texts([mark.Label]);
                trace["textposition"] = "top right";
                trace["showlegend"] = false;
                break;
            case MarkShape.Polygon:
                trace["fill"] = "toself";
                trace["line"] = Line(style);
                break;
            default:
                trace["line"] = Line(style);
                trace["connectgaps"] = false;
                break;
        }

        traces.Add(trace);
    }

    private void AddBars(BarsMark mark, int style)
    {
        var bars = mark.Vertices.Take(MostPoints).ToList();
        if (bars.Count < mark.Vertices.Count)
        {
            notes.Add($"the first {bars.Count} of {mark.Vertices.Count} bars are shown");
        }

        var categories = mark.Categories.Count > 0 ? Texts(mark.Categories.Take(bars.Count)) : null;
        var trace = Named(mark, new JsonObject
        {
            ["type"] = "bar",
            ["x"] = !mark.IsHorizontal && categories is not null ? categories : NumberList(bars.Select(b => b.X)),
            ["y"] = mark.IsHorizontal && categories is not null ? categories : NumberList(bars.Select(b => b.Y)),
            ["orientation"] = mark.IsHorizontal ? "h" : "v",
            ["marker"] = new JsonObject { ["color"] = MarkStyle.Colour(style), ["opacity"] = 0.8, ["line"] = new JsonObject { ["color"] = MarkStyle.Colour(style), ["width"] = 1 } },
        });
        if (mark.Shape == MarkShape.Histogram)
        {
            trace["width"] = Number(mark.Width);
            trace["offset"] = Number(-mark.Width / 2);
            trace["opacity"] = 0.6;
        }

        traces.Add(trace);
    }

    private void AddContours(ContoursMark mark)
    {
        var first = true;
        foreach (var (level, i) in mark.Levels.Select((level, i) => (level, i)))
        {
            var points = mark.Lines.Where(line => line.Level == level).SelectMany(line => line.Vertices.Append((double.NaN, double.NaN))).ToList();
            if (points.Count == 0)
            {
                continue;
            }

            var kept = PlotlyThinning.Points(points, MostPoints / 4);
            var label = mark.Label.Length > 0 ? mark.Label : "level";
            traces.Add(new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = "lines",
                ["name"] = Literal(label),
                ["hovertext"] = Literal($"{label} = {FigureText.Number(level)}"),
                ["legendgroup"] = Literal(label),
                ["showlegend"] = mark.Label.Length > 0 && first,
                ["hoverinfo"] = "text+x+y",
                ["x"] = new JsonArray([.. kept.Select(p => Rounded(p.X))]),
                ["y"] = new JsonArray([.. kept.Select(p => Rounded(p.Y))]),
                ["line"] = new JsonObject { ["color"] = layout.Scale is not null ? "#202020" : ColourScale.Ink(mark.Levels.Count == 1 ? 0.5 : i / (mark.Levels.Count - 1.0)), ["width"] = 1.5, ["dash"] = level < 0 && mark.Levels[^1] >= 0 ? "dash" : "solid" },
            });
            first = false;
        }
    }

    private void AddArrow(FigureMark mark, int style)
    {
        var (from, to) = (mark.Vertices[0], mark.Vertices[1]);
        if (!FigureMark.IsFinite(from) || !FigureMark.IsFinite(to))
        {
            return;
        }

        // Of a logarithmic axis annotations have the exponents.
        annotations.Add(new JsonObject
        {
            ["x"] = Place(to.X, figure.Frame.IsLogX), ["y"] = Place(to.Y, figure.Frame.IsLogY), ["xref"] = "x", ["yref"] = "y",
            ["ax"] = Place(from.X, figure.Frame.IsLogX), ["ay"] = Place(from.Y, figure.Frame.IsLogY), ["axref"] = "x", ["ayref"] = "y",
            ["showarrow"] = true, ["arrowhead"] = 2, ["arrowwidth"] = 2.2, ["arrowcolor"] = MarkStyle.Colour(style), ["text"] = string.Empty,
        });
        if (mark.Label.Length > 0)
        {
            annotations.Add(new JsonObject
            {
                ["x"] = Place(to.X, figure.Frame.IsLogX), ["y"] = Place(to.Y, figure.Frame.IsLogY), ["xref"] = "x", ["yref"] = "y", ["showarrow"] = false,
                ["xshift"] = to.X >= from.X ? 12 : -12, ["yshift"] = to.Y >= from.Y ? 10 : -10, ["text"] = Literal(mark.Label), ["font"] = new JsonObject { ["color"] = MarkStyle.Colour(style) },
            });
        }
    }

    private void AddArrows(FigureMark mark, int style)
    {
        var (count, stride) = (mark.Vertices.Count / 2, Math.Max(1, ((mark.Vertices.Count / 2) + 1665) / 1666));
        var kept = Enumerable.Range(0, count).Where(i => i % stride == 0).ToList();
        if (kept.Count < count)
        {
            notes.Add($"{kept.Count} of {count} arrows are shown");
        }

        var points = kept.SelectMany(i => new[] { mark.Vertices[2 * i], mark.Vertices[(2 * i) + 1], (double.NaN, double.NaN) }).ToList();
        traces.Add(Named(mark, new JsonObject
        {
            ["type"] = "scatter", ["mode"] = "lines+markers", ["connectgaps"] = false,
            ["x"] = NumberList(points.Select(p => p.Item1)), ["y"] = NumberList(points.Select(p => p.Item2)),
            ["line"] = new JsonObject { ["color"] = MarkStyle.Colour(style), ["width"] = 1.4 },
            ["marker"] = new JsonObject { ["symbol"] = "arrow", ["angleref"] = "previous", ["line"] = new JsonObject { ["width"] = 0 }, ["color"] = MarkStyle.Colour(style), ["size"] = new JsonArray([.. points.Select((_, i) => (JsonNode)(i % 3 == 1 ? 8 : 0))]) },
        }));
    }

    private JsonObject Layout()
    {
        var format = layout.Format;
        var json = PlotlyChartJson.Layout(format.Title, figure.Description, notes);
        var (x, y) = (Axis(layout.X, format.X, format.CategoriesX, isReversed: false), Axis(layout.Y, format.Y, format.CategoriesY, format.IsDownward));
        if (format.IsEqual)
        {
            y["scaleanchor"] = "x";
        }

        (json["xaxis"], json["yaxis"]) = (x, y);
        json["height"] = format.IsEqual ? 520 : 440;
        json["barmode"] = format.IsStacked ? "relative" : "group";
        json["showlegend"] = layout.Legend.Rows.Count > 0;
        if (annotations.Count > 0)
        {
            json["annotations"] = annotations;
        }

        if (images.Count > 0)
        {
            json["images"] = images;
        }

        return json;
    }

    private static JsonObject Axis(FigureAxis axis, string title, IReadOnlyList<string> categories, bool isReversed)
    {
        double Side(double value) => axis.IsLogarithmic ? Math.Log10(value) : value;
        var (from, to) = (Side(axis.From), Side(axis.To));
        var json = PlotlyChartJson.Axis(title);
        json["type"] = categories.Count > 0 ? "category" : axis.IsLogarithmic ? "log" : "linear";
        json["range"] = NumberList(isReversed ? [to, from] : [from, to]);
        if (axis.IsLogarithmic)
        {
            json["exponentformat"] = "power";
        }

        if (isReversed && categories.Count == 0 && axis.To - axis.From < 12)
        {
            json["dtick"] = 1;
        }

        if (categories.Count > 0)
        {
            json["categoryorder"] = "array";
            json["categoryarray"] = Texts(categories);
        }

        return json;
    }

    // Marks of one label share a line of the legend.
    private JsonObject Named(FigureMark mark, JsonObject trace)
    {
        trace["name"] = Literal(mark.Label);
        trace["legendgroup"] = Literal(mark.Label);
        trace["showlegend"] = mark.Label.Length > 0 && named.Add(mark.Label);
        return trace;
    }

    private static JsonObject Line(int style) => new() { ["color"] = MarkStyle.Colour(style), ["width"] = 2.2, ["dash"] = Dashes[style % Dashes.Length] };

    private static JsonNode? Place(double value, bool isLogarithmic) => Number(isLogarithmic ? Math.Log10(value) : value);
}
