using System.Text.Json;
using System.Text.Json.Nodes;
using Adjoint.Drawing;
using Adjoint.Formatters;
using XPlot.Plotly;
using Figure = Adjoint.Drawing.Figure;

namespace Adjoint.Tests.Clients;

/// <summary>Charts in a real browser without a network: drawn where scripts run, pictures where they do not.</summary>
[Trait("Speed", "Slow")]
public sealed class ChartTests
{
    private static readonly Lazy<JsonNode> Report = new(() =>
    {
        NotebookDisplay.Current = new NotebookDisplay();
        object[] charts =
        [
            Figure.Empty.Curve(Math.Sin, -3, 3, "sin x").Arrow((1, 1), "v").Interactive(), Chart.Line(new[] { 1.0, 4, 9 }),
            SurfaceFigure.Of((x, y) => x * y, (-1, 1), (-1, 1)).Interactive(), FigureSequence.Of([0, 1], t => Figure.Empty.Curve(x => x + t, 0, 1)).Interactive(),
        ];
        var outputs = charts.Select(c => MimeBundle.Of(c).Single(r => r.MimeType == "text/html").Content);
        var run = Repository.Run("node", ["charts.mjs"], JsonSerializer.Serialize(outputs), Path.Combine(Repository.Root, "tests", "Host.Tests", "js"), seconds: 300);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonNode.Parse(run.Output)!;
    });

    [Fact]
    public void Charts_wait_for_the_library_and_are_drawn_each_time_they_are_shown() =>
        Assert.Equal((0, 4, 6), ((int)Report.Value["beforeTheLibrary"]!, (int)Report.Value["afterTheLibrary"]!, (int)Report.Value["shownTwice"]!));

    [Fact]
    public void Page_is_left_as_it_was_and_nothing_is_loaded()
    {
        Assert.True((bool)Report.Value["untouched"]!);
        Assert.Empty(Report.Value["errors"]!.AsArray());
        Assert.Empty(Report.Value["outside"]!.AsArray());
    }

    [Fact]
    public void Pictures_stay_where_the_library_cannot_be_unpacked_or_no_script_runs()
    {
        // Of the sequence one frame is open.
        Assert.Equal((4, 4), ((int)Report.Value["picturesWithoutTheLibrary"]!, (int)Report.Value["picturesWithoutScripts"]!));
        Assert.DoesNotContain("adjointPlotly", (string)Report.Value["textWithoutScripts"]!, StringComparison.Ordinal);
    }
}
