using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Adjoint.Drawing;
using Microsoft.DotNet.Interactive.Formatting;
using XPlot.Plotly;

namespace Adjoint.Formatters.Charts;

/// <summary>Registers how pictures and charts appear.</summary>
/// <remarks>
/// A picture has no script, and its chart is there for front ends that show plotly's JSON; an <see cref="InteractiveFigure"/> and a chart of XPlot have scripts behind the same
/// static picture.
/// </remarks>
internal static class ChartFormatters
{
    private const string Library = "XPlot.Plotly";

    /// <summary>Registers figures at once, and the charts of XPlot as soon as that is loaded.</summary>
    public static void Register()
    {
        Register<Figure>(FigureFormatter.Html, f => FigurePlotly.Of(f).ToJsonString(), f => f.Description);
        Register<SurfaceFigure>(FigureFormatter.Html, f => SurfacePlotly.Of(f).ToJsonString(), f => f.Description);
        Register<FigureSequence>(FigureFormatter.Html, f => SequencePlotly.Of(f).ToJsonString(), f => f.Description);
        Svg<Figure>(f => f.ToSvg());
        Svg<SurfaceFigure>(f => f.ToSvg());
        Register<InteractiveFigure>(f => ChartHtml.Of(Picture(f.Content), Chart(f.Content)), f => Chart(f.Content).ToJsonString(), f => f.ToString());

        // Most notebooks never load XPlot, and with it the libraries of F#.
        if (AppDomain.CurrentDomain.GetAssemblies().Any(a => a.GetName().Name == Library))
        {
            RegisterXPlot();
        }
        else
        {
            AppDomain.CurrentDomain.AssemblyLoad -= Loaded;
            AppDomain.CurrentDomain.AssemblyLoad += Loaded;
        }
    }

    private static void Loaded(object? sender, AssemblyLoadEventArgs loaded)
    {
        if (loaded.LoadedAssembly.GetName().Name == Library)
        {
            RegisterXPlot();
        }
    }

    // A method of its own: compiling it loads XPlot.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RegisterXPlot() => Register<PlotlyChart>(
        chart => XPlotChart.Of(chart) is var read ? ChartHtml.Of(read.Picture(), read.Bounded()) : "",
        chart => XPlotChart.Of(chart).Bounded().ToJsonString(),
        chart => XPlotChart.Of(chart).Description);

    private static string Picture(object content) => content switch
    {
        Figure figure => FigureFormatter.Html(figure),
        SurfaceFigure surface => FigureFormatter.Html(surface),
        FigureSequence sequence => FigureFormatter.Html(sequence),
        _ => throw new NotSupportedException($"A {content.GetType().Name} has no picture."),
    };

    private static JsonObject Chart(object content) => content switch
    {
        Figure figure => FigurePlotly.Of(figure),
        SurfaceFigure surface => SurfacePlotly.Of(surface),
        FigureSequence sequence => SequencePlotly.Of(sequence),
        _ => throw new NotSupportedException($"A {content.GetType().Name} has no chart."),
    };

    // Not in the bundle: for those who ask for the file.
    private static void Svg<T>(Func<T, string> svg) where T : notnull => Formatter.Register(new TextFormatter<T>("image/svg+xml", svg));

    private static void Register<T>(Func<T, string> html, Func<T, string> json, Func<T, string> text) where T : notnull
    {
        Formatter.Register(new TextFormatter<T>(HtmlFormatter.MimeType, html));
        Formatter.Register(new TextFormatter<T>(PlotlyChartJson.MimeType, json));
        Formatter.Register(new TextFormatter<T>(PlainTextFormatter.MimeType, text));
        Formatter.SetPreferredMimeTypesFor(typeof(T), HtmlFormatter.MimeType, PlotlyChartJson.MimeType, PlainTextFormatter.MimeType);
    }
}
