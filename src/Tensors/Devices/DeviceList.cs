using System.Collections;
using Adjoint.Tensors.Devices;
using Adjoint.Extension;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>The devices of this machine that tensors can be on, as <c>#!device</c> shows them.</summary>
public sealed class DeviceList : IReadOnlyList<ComputeDevice>, IReport
{
    private readonly IReadOnlyList<ComputeDevice> devices;

    internal DeviceList(IReadOnlyList<ComputeDevice> devices, torch.Device current, string? cudaRemark) =>
        (this.devices, Current, CudaRemark) = (devices, current, cudaRemark);

    /// <summary>Where the notebook makes new tensors.</summary>
    public torch.Device Current { get; }

    /// <summary>Why CUDA is not used, in one sentence; null where it can be used.</summary>
    public string? CudaRemark { get; }

    /// <inheritdoc/>
    public int Count => devices.Count;

    /// <inheritdoc/>
    public ComputeDevice this[int index] => devices[index];

    /// <summary>What the machine has now, asked anew.</summary>
    public static DeviceList Here() => DeviceCensus.Take(torch.Device.Current);

    /// <summary>The device of a description such as <c>cuda:0</c>, <c>cuda</c> or <c>cpu</c>, with the index that it has here.</summary>
    /// <exception cref="ArgumentException">It is not here; the message names those that are.</exception>
    public torch.Device Find(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        var asked = description.Trim();
        var found = devices.FirstOrDefault(d =>
            string.Equals(d.Device.ToString(), asked, StringComparison.OrdinalIgnoreCase)
            || string.Equals(d.Device.type.ToString(), asked, StringComparison.OrdinalIgnoreCase)
            || (d.Device.type == DeviceType.CPU && string.Equals(asked, "cpu:0", StringComparison.OrdinalIgnoreCase)));
        return found?.Device ?? throw new ArgumentException(
            $"There is no device {(asked.Length <= 40 ? asked : asked[..40] + "…")} here; there {(Count == 1 ? "is" : "are")} {string.Join(", ", devices.Select(d => d.Device))}."
            + (CudaRemark is { } remark && asked.StartsWith("cuda", StringComparison.OrdinalIgnoreCase) ? " " + remark : string.Empty));
    }

    /// <inheritdoc/>
    public IEnumerator<ComputeDevice> GetEnumerator() => devices.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A line for each device.</summary>
    public override string ToString() => string.Join('\n', devices);

    /// <inheritdoc cref="IReport.ToTable"/>
    ReportTable IReport.ToTable()
    {
        var rows = devices.Select(d => (IReadOnlyList<string>)
        [
            Same(d.Device, Current) ? "→" : string.Empty,
            ReportTable.Code(d.Device.ToString()),
            d.Name,
            d.MemoryBytes is { } total ? ByteCount.Written(total) : "unknown",
            d.FreeBytes is { } free ? ByteCount.Written(free) : "unknown",
            d.Work.Replace(", ", "\n", StringComparison.Ordinal) + (d.Simd is { } simd ? "\n" + simd : string.Empty),
        ]);
        return new(CudaRemark ?? string.Empty, ["", "device", "name", "memory", "free", "what it computes with"], [.. rows]);
    }

    /// <summary>Whether two devices are one: an accelerator without an index is the first.</summary>
    internal static bool Same(torch.Device a, torch.Device b) =>
        a.type == b.type && (a.type is DeviceType.CPU or DeviceType.META || Math.Max(a.index, 0) == Math.Max(b.index, 0));
}
