using System.Globalization;
using Adjoint.Drawing;
using Adjoint.Extension;
using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Tensors;

/// <summary>The same work on one or more devices, beside what these reach at their best.</summary>
public sealed class BenchReport : IPagedReport
{
    internal BenchReport(IReadOnlyList<BenchTiming> timings, IReadOnlyList<DeviceRoof> roofs) => (Timings, Roofs) = (timings, roofs);

    /// <summary>What was measured, a device each.</summary>
    public IReadOnlyList<BenchTiming> Timings { get; }

    /// <summary>The rooflines of the devices; none where neither operations nor bytes are known.</summary>
    public IReadOnlyList<DeviceRoof> Roofs { get; }

    /// <summary>The rooflines with a point for each timing, on logarithmic axes; null unless operations and bytes are known.</summary>
    public Figure? ToFigure()
    {
        var points = Timings.Where(t => t is { Flops: > 0, Bytes: > 0 }).ToList();
        if (points.Count == 0)
        {
            return null;
        }

        // Two powers of ten to each side of what is to be seen.
        var seen = points.Select(t => t.Flops!.Value / t.Bytes!.Value).Concat(Roofs.Select(r => r.Ridge)).ToList();
        var (from, to) = (seen.Min() / 30, seen.Max() * 30);
        var figure = Figure.Empty.Axes("operations per byte", "operations per second");
        foreach (var roof in Roofs)
        {
            figure = figure.Curve([(from, roof.At(from)), (roof.Ridge, roof.FlopsPerSecond), (to, roof.FlopsPerSecond)], $"the most of {roof.Device}");
        }

        foreach (var timing in points)
        {
            figure = figure.Points([(timing.Flops!.Value / timing.Bytes!.Value, timing.Flops!.Value / timing.Minimum.TotalSeconds)], $"fastest run on {timing.Device}");
        }

        return figure.LogLog();
    }

    /// <summary>A line for each device.</summary>
    public override string ToString() => string.Join('\n', Timings);

    /// <summary>The table, and the picture below it.</summary>
    internal string ToHtml() => ((IPagedReport)this).ToPage().ToHtml() + (ToFigure() is { } figure ? figure.ToDisplayString(HtmlFormatter.MimeType) : string.Empty);

    /// <inheritdoc cref="IPagedReport.ToPage"/>
    ReportPage IPagedReport.ToPage()
    {
        var hasSpeed = Timings.Any(t => t.Flops is not null);
        var hasStream = Timings.Any(t => t.Bytes is not null);
        List<string> columns = ["device", "median", "min", "95%", "runs", "heap per run", "tensors"];
        if (hasSpeed)
        {
            columns.Add("computes");
        }

        if (hasStream)
        {
            columns.Add("moves");
        }

        var rows = Timings.Select(t =>
        {
            List<string> row =
            [
                ReportTable.Code(t.Device.ToString()), BenchTiming.Written(t.Median), BenchTiming.Written(t.Minimum), BenchTiming.Written(t.Percentile95),
                t.Repetitions.ToString(CultureInfo.InvariantCulture), ByteCount.Written(t.AllocatedBytes), t.Tensors.ToString(CultureInfo.InvariantCulture),
            ];
            if (hasSpeed)
            {
                row.Add(ByteCount.Scaled(t.FlopsPerSecond ?? 0, "FLOP/s"));
            }

            if (hasStream)
            {
                row.Add(ByteCount.Scaled(t.BytesPerSecond ?? 0, "B/s"));
            }

            return (IReadOnlyList<string>)row;
        });
        return new([.. Comparison(), .. Roofs.Select(Against)], [new(string.Empty, columns, [.. rows])]);
    }

    private IEnumerable<string> Comparison()
    {
        if (Timings.Count > 1)
        {
            var (fastest, slowest) = (Timings.MinBy(t => t.Median)!, Timings.MaxBy(t => t.Median)!);
            yield return string.Create(CultureInfo.InvariantCulture, $"{fastest.Device} is {slowest.Median / fastest.Median:0.##} times as fast as {slowest.Device}.");
        }
    }

    // What the device reaches is the best of several, and so is what is compared with it.
    private string Against(DeviceRoof roof)
    {
        var timing = Timings.First(t => DeviceList.Same(t.Device, roof.Device));
        var (flops, bytes) = (timing.Flops / timing.Minimum.TotalSeconds, timing.Bytes / timing.Minimum.TotalSeconds);
        var most = $"{roof.Device} reaches {ByteCount.Scaled(roof.FlopsPerSecond, "FLOP/s")} in {EntryType.NameOf(roof.DType)} and {ByteCount.Scaled(roof.BytesPerSecond, "B/s")}; the fastest run here has";
        return timing.Flops / timing.Bytes is { } intensity
            ? string.Create(CultureInfo.InvariantCulture, $"{most} {Percent(flops!.Value / roof.At(intensity))} of what that allows. It is bound by {(intensity < roof.Ridge ? "memory" : "computing")}: {intensity:0.##} operations per byte, and the bound changes at {roof.Ridge:0.##}.")
            : flops is { } speed ? $"{most} {Percent(speed / roof.FlopsPerSecond)} of the operations."
            : $"{most} {Percent(bytes!.Value / roof.BytesPerSecond)} of the bytes.";
    }

    private static string Percent(double share) => share.ToString("0%", CultureInfo.InvariantCulture).Replace(" ", string.Empty, StringComparison.Ordinal);
}
