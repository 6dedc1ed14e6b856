using System.Collections.Concurrent;
using System.Diagnostics;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>What a device reaches at its best: the two lines of its roofline.</summary>
/// <remarks>S. Williams, A. Waterman, D. Patterson, <i>Roofline</i>, Communications of the ACM 52 (2009). Measured with libtorch: a product of square matrices, and a += αb on arrays that no cache holds.</remarks>
/// <param name="Device">The device.</param>
/// <param name="DType">The type of the numbers.</param>
/// <param name="FlopsPerSecond">Of the matrix product.</param>
/// <param name="BytesPerSecond">Read and written by a += αb.</param>
public sealed record DeviceRoof(torch.Device Device, torch.ScalarType DType, double FlopsPerSecond, double BytesPerSecond)
{
    private const double Seconds = 0.25;

    // Measured once per process, on which no notebook has an influence.
    private static readonly ConcurrentDictionary<(string, torch.ScalarType), DeviceRoof> Measured = [];

    /// <summary>Operations per byte above which the work is bound by computing, not by memory.</summary>
    public double Ridge => FlopsPerSecond / BytesPerSecond;

    /// <summary>The most operations per second at an intensity in operations per byte.</summary>
    public double At(double intensity) => Math.Min(FlopsPerSecond, intensity * BytesPerSecond);

    /// <summary>That of a device, measured at the first call, in about half a second.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static DeviceRoof Of(torch.Device device, torch.ScalarType type = torch.ScalarType.Float32)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Measured.TryGetValue((device.ToString(), type), out var known) ? known : Measured[(device.ToString(), type)] = Measure(device, type);
    }

    private static DeviceRoof Measure(torch.Device device, torch.ScalarType type)
    {
        using var reading = torch.no_grad();
        return new(device, type, Product(device, type), Stream(device, type));
    }

    private static double Product(torch.Device device, torch.ScalarType type)
    {
        var n = device.type == DeviceType.CPU ? 1024 : 4096;
        using var scope = torch.NewDisposeScope();
        var a = Numbers(n * n, device, type).view(n, n);
        var b = a.T.contiguous();
        return 2.0 * n * n * n / Fastest(device, () => a.mm(b).Dispose());
    }

    private static double Stream(torch.Device device, torch.ScalarType type)
    {
        using var scope = torch.NewDisposeScope();

        // 128 MB each, or an eighth of what is free.
        var free = Devices.DeviceCensus.Of(device)?.FreeBytes ?? (1L << 31);
        var size = Math.Clamp(free / 8, 1L << 20, 1L << 27) / torch.tensor(0, dtype: type).element_size();
        var a = Numbers(size, device, type);
        var b = Numbers(size, device, type);
        return 3.0 * size * a.element_size() / Fastest(device, () => a.add_(b, 1e-3));
    }

    // Some different numbers, none of them drawn from the user's generator.
    private static torch.Tensor Numbers(long count, torch.Device device, torch.ScalarType type)
    {
        using var places = torch.arange(count, dtype: torch.ScalarType.Float32, device: device);
        return places.remainder_(7).div_(7).to(type, copy: true);
    }

    private static double Fastest(torch.Device device, Action work)
    {
        var (best, start) = (double.PositiveInfinity, Stopwatch.GetTimestamp());
        for (var i = 0; i < 3 || Stopwatch.GetElapsedTime(start).TotalSeconds < Seconds; i++)
        {
            Cancellation.Poll();
            var began = Stopwatch.GetTimestamp();
            work();
            Bench.Synchronize(device);
            best = Math.Min(best, Math.Max(1e-9, Stopwatch.GetElapsedTime(began).TotalSeconds));
        }

        return best;
    }
}
