using System.Globalization;

namespace Adjoint.Extension;

/// <summary>What running code took, compilation included.</summary>
/// <param name="Wall">From start to end, by the wall clock.</param>
/// <param name="Processor">Of all threads of the process, user and kernel time.</param>
/// <param name="AllocatedBytes">On the managed heap, by all threads of the process.</param>
public sealed record CellTiming(TimeSpan Wall, TimeSpan Processor, long AllocatedBytes) : IReport
{
    /// <inheritdoc cref="IReport.ToTable"/>
    ReportTable IReport.ToTable() => new(
        string.Empty,
        [],
        [
            ["wall time", Written(Wall)],
            ["processor time", Written(Processor)],
            ["allocated", Written(AllocatedBytes)],
        ]);

    private static string Written(TimeSpan time) => time.TotalSeconds switch
    {
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0} µs"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{Rounded(time.TotalMilliseconds)} ms"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{Rounded(time.TotalSeconds)} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s"),
    };

    private static string Written(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => $"{Rounded(bytes / 1e3)} kB",
        < 1_000_000_000 => $"{Rounded(bytes / 1e6)} MB",
        _ => $"{Rounded(bytes / 1e9)} GB",
    };

    // Three significant digits of what is at least 1.
    private static string Rounded(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
