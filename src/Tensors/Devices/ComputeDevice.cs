using System.Globalization;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>A device on which tensors can be, and what it is. A fact that nobody could be asked for is null.</summary>
/// <param name="Device">As TorchSharp names it; an accelerator always with its index.</param>
/// <param name="Name">The maker's name.</param>
/// <param name="MemoryBytes">Its memory in all; of a processor in a container, the container's share.</param>
public sealed record ComputeDevice(torch.Device Device, string Name, long? MemoryBytes)
{
    /// <summary>The memory that was free when the facts were gathered.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>The streaming multiprocessors of a GPU, or the hardware threads of a processor that this process may use.</summary>
    public int? Units { get; init; }

    /// <summary>The threads that libtorch uses for one operation; null for a GPU.</summary>
    public int? Threads { get; init; }

    /// <summary>The highest clock of a GPU.</summary>
    public double? ClockMegahertz { get; init; }

    /// <summary>The compute capability of a GPU by NVIDIA.</summary>
    public Version? ComputeCapability { get; init; }

    /// <summary>The widest vector instructions of a processor, as <c>AVX-512, 16 float32 at once</c>.</summary>
    public string? Simd { get; init; }

    /// <summary>One line: <c>cuda:0  NVIDIA H100, 80 GB (78 GB free), 132 multiprocessors at 1.98 GHz, compute capability 9.0</c>.</summary>
    public override string ToString() => $"{Device}  {string.Join(", ", new[] { Name, Memory, Work, Simd }.Where(t => t is { Length: > 0 }))}";

    internal string Memory => MemoryBytes is not { } total ? string.Empty
        : FreeBytes is { } free ? $"{ByteCount.Written(total)} ({ByteCount.Written(free)} free)" : ByteCount.Written(total);

    internal string Work => Device.type == DeviceType.CPU
        ? $"{Units} hardware threads{(Threads is { } threads ? $", {threads} used by torch" : string.Empty)}"
        : string.Join(", ", new[]
        {
            Units is { } units ? $"{units} multiprocessors{(ClockMegahertz is { } clock ? string.Create(CultureInfo.InvariantCulture, $" at {clock / 1000:0.00} GHz") : string.Empty)}" : string.Empty,
            ComputeCapability is { } capability ? $"compute capability {capability}" : string.Empty,
        }.Where(t => t.Length > 0));
}
