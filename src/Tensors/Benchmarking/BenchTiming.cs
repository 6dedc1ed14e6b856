using System.Globalization;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>What repetitions of some work took on one device, and what was done meanwhile.</summary>
/// <param name="Device">The device.</param>
/// <param name="Repetitions">How many were measured, after those to warm up.</param>
/// <param name="Minimum">The shortest.</param>
/// <param name="Median">The time that half of them did not exceed.</param>
/// <param name="Percentile95">The time that 95 of 100 did not exceed.</param>
public sealed record BenchTiming(torch.Device Device, int Repetitions, TimeSpan Minimum, TimeSpan Median, TimeSpan Percentile95)
{
    /// <summary>Bytes on the managed heap for one repetition, by the thread that ran it.</summary>
    public long AllocatedBytes { get; init; }

    /// <summary>Tensor objects made by one repetition.</summary>
    public long Tensors { get; init; }

    /// <summary>Floating-point operations of one repetition, if they are known.</summary>
    public double? Flops { get; init; }

    /// <summary>Bytes that one repetition must at least read and write, if they are known.</summary>
    public double? Bytes { get; init; }

    /// <summary>Floating-point operations per second, by the median.</summary>
    public double? FlopsPerSecond => Flops / Median.TotalSeconds;

    /// <summary>Bytes per second, by the median.</summary>
    public double? BytesPerSecond => Bytes / Median.TotalSeconds;

    /// <summary>One line: <c>cpu: median 1.23 ms (min 1.20 ms, 95% 1.31 ms, 400 runs)</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Device}: median {Written(Median)} (min {Written(Minimum)}, 95% {Written(Percentile95)}, {MemoryReport.Count(Repetitions, "run")})");

    internal static string Written(TimeSpan time) => time.TotalSeconds switch
    {
        <= 0 => "<100 ns",
        < 9.995e-7 => $"{Digits(time.TotalNanoseconds)} ns",
        < 9.995e-4 => $"{Digits(time.TotalMicroseconds)} µs",
        < 0.9995 => $"{Digits(time.TotalMilliseconds)} ms",
        _ => $"{Digits(time.TotalSeconds)} s",
    };

    private static string Digits(double value) => value.ToString(value < 9.995 ? "0.00" : value < 99.95 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
