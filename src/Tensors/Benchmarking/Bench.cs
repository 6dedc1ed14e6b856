using System.Diagnostics;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>How long work with tensors takes: <c>Bench.Measure(() => a.mm(b))</c>, <c>Bench.MatMul(1000)</c>.</summary>
/// <remarks>
/// The work is repeated: first to warm up, a tenth of the time or once, then until the median is known to half a percent, or the time is over. A GPU is waited for after each repetition, within its
/// time. Tensors that a repetition makes are disposed after it, outside its time.
/// </remarks>
public static class Bench
{
    private const int LeastRuns = 3;
    private const int MostRuns = 10_000;

    /// <summary>Measures work that computes where its tensors are.</summary>
    /// <param name="work">What is repeated.</param>
    /// <param name="device">Where it computes, so that a GPU can be waited for; the notebook's device by default.</param>
    /// <param name="seconds">About how long to measure.</param>
    /// <param name="flops">Floating-point operations of one repetition, for the roofline.</param>
    /// <param name="bytes">Bytes that one repetition must at least read and write, for the roofline.</param>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static BenchReport Measure(Action work, torch.Device? device = null, double seconds = 2, double? flops = null, double? bytes = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        var timing = Repeat(work, device ?? torch.Device.Current, seconds) with { Flops = flops, Bytes = bytes };
        return new([timing], Roofs([timing], torch.ScalarType.Float32));
    }

    /// <inheritdoc cref="Measure(Action, torch.Device?, double, double?, double?)"/>
    public static BenchReport Measure<T>(Func<T> work, torch.Device? device = null, double seconds = 2, double? flops = null, double? bytes = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Measure(() => { work(); }, device, seconds, flops, bytes);
    }

    /// <summary>The product of two n×n matrices on every device here: 2n³ operations on 3n² numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is not from 1 to 100,000.</exception>
    /// <exception cref="ArgumentException">The type is none of floating point.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static BenchReport MatMul(int n, torch.ScalarType type = torch.ScalarType.Float32, double seconds = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, 100_000);
        if (!torch.is_floating_point(type))
        {
            throw new ArgumentException($"A product of matrices is measured in real numbers of floating point, and {EntryType.NameOf(type)} is none.");
        }

        return OnEach(
            [.. DeviceList.Here().Select(d => d.Device)],
            device =>
            {
                var a = torch.ones([n, n], dtype: type, device: device);
                return () => a.mm(a);
            },
            seconds, type, new(2.0 * n * n * n, 3.0 * n * n * EntryType.SizeOf(type)));
    }

    /// <summary>Prepares the work on each device, and measures it there.</summary>
    internal static BenchReport OnEach(IReadOnlyList<torch.Device> devices, Func<torch.Device, Action> prepare, double seconds, torch.ScalarType type, Benchmarking.WorkSize size)
    {
        var timings = new List<BenchTiming>();
        foreach (var device in devices)
        {
            // What is prepared is disposed with the scope; the choice of the device is given back too.
            using var scope = torch.NewDisposeScope();
            using var use = torch.Device.Use(device);
            timings.Add(Repeat(prepare(device), device, seconds / devices.Count) with { Flops = size.Flops, Bytes = size.Bytes });
        }

        return new(timings, Roofs(timings, type));
    }

    /// <summary>Waits until the device has done what was asked of it.</summary>
    internal static void Synchronize(torch.Device device)
    {
        if (device.type == DeviceType.CUDA)
        {
            torch.cuda.synchronize(device);
        }
    }

    private static IReadOnlyList<DeviceRoof> Roofs(IReadOnlyList<BenchTiming> timings, torch.ScalarType type) =>
        [.. timings.Where(t => t.Flops is not null || t.Bytes is not null).Select(t => DeviceRoof.Of(t.Device, type))];

    private static BenchTiming Repeat(Action work, torch.Device device, double seconds)
    {
        if (!(seconds > 0) || seconds > 3600)
        {
            throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "The time to measure is more than 0 and at most 3600 seconds.");
        }

        var (first, tensors) = (TimeSpan.Zero, 0L);
        var began = Stopwatch.GetTimestamp();
        do
        {
            var before = torch.Tensor.TotalCount;
            first = Once(work, device, () => tensors = Math.Max(0, torch.Tensor.TotalCount - before));
        }
        while (Stopwatch.GetElapsedTime(began).TotalSeconds + first.TotalSeconds < seconds / 10);

        // Work that alone takes the time is measured once.
        var least = first.TotalSeconds > seconds ? 1 : LeastRuns;
        var times = new List<double>();
        var allocated = 0L;
        began = Stopwatch.GetTimestamp();
        while (times.Count < least || (times.Count < MostRuns && Stopwatch.GetElapsedTime(began).TotalSeconds < 0.9 * seconds && !IsSteady(times)))
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            times.Add(Once(work, device, () => allocated += GC.GetAllocatedBytesForCurrentThread() - bytes).TotalSeconds);
        }

        times.Sort();
        return new(device, times.Count, At(times, 0), At(times, 0.5), At(times, 0.95)) { AllocatedBytes = allocated / times.Count, Tensors = tensors };
    }

    private static TimeSpan Once(Action work, torch.Device device, Action afterwards)
    {
        Cancellation.Poll();
        using var scope = torch.NewDisposeScope();
        Synchronize(device);
        var start = Stopwatch.GetTimestamp();
        work();
        Synchronize(device);
        var time = Stopwatch.GetElapsedTime(start);
        afterwards();
        return time;
    }

    // The standard error of a median is about 1.25 σ/√n, and σ of a bell curve 0.74 times the distance of its quartiles. Looked at every 50 repetitions only.
    private static bool IsSteady(List<double> times)
    {
        if (times.Count < 100 || times.Count % 50 != 0)
        {
            return false;
        }

        var sorted = times.Order().ToList();
        var spread = sorted[3 * sorted.Count / 4] - sorted[sorted.Count / 4];
        return 1.25 * 0.74 * spread / Math.Sqrt(sorted.Count) < 0.005 * sorted[sorted.Count / 2];
    }

    private static TimeSpan At(List<double> sorted, double share) => TimeSpan.FromSeconds(sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)]);
}
