using Adjoint.Extension;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>What tensors take up on each device, and which variables hold the most.</summary>
public sealed class MemoryReport : IPagedReport
{
    /// <summary>How many objects a report looks at.</summary>
    internal const int MostObjects = 100_000;

    private const int MostRows = 12;

    private readonly bool isCut;

    private MemoryReport(IReadOnlyList<ComputeDevice> devices, IReadOnlyList<TensorHolding> holdings, long processBytes, bool isCut) =>
        (Devices, Holdings, ProcessBytes, this.isCut) = (devices, holdings, processBytes, isCut);

    /// <summary>The devices, with their memory in all and free.</summary>
    public IReadOnlyList<ComputeDevice> Devices { get; }

    /// <summary>The tensors that variables of the notebook lead to, the largest first.</summary>
    public IReadOnlyList<TensorHolding> Holdings { get; }

    /// <summary>The physical memory of the process: tensors on the CPU, .NET's heap, the libraries.</summary>
    public long ProcessBytes { get; }

    /// <summary>The memory of the notebook's tensors, each storage once.</summary>
    public long HeldBytes => Holdings.Sum(h => h.CountedBytes);

    /// <summary>Looks at a notebook's variables; it takes at most about a second.</summary>
    public static MemoryReport Of(INotebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        var held = TensorLedger.Of(notebook).Take(notebook, MostObjects, MostTime);
        return new(DeviceList.Here(), [.. held.Holdings.OrderByDescending(h => h.CountedBytes)], Environment.WorkingSet, held.IsCut);
    }

    /// <summary>How long a report looks.</summary>
    internal static TimeSpan MostTime => TimeSpan.FromSeconds(1);

    /// <summary>The memory of the notebook's tensors on one device, each storage once.</summary>
    public long HeldOn(torch.Device device) => Holdings.Where(h => DeviceList.Same(h.Device, device)).Sum(h => h.CountedBytes);

    /// <summary>The page as text.</summary>
    public override string ToString() => ((IPagedReport)this).ToPage().ToText();

    /// <inheritdoc cref="IPagedReport.ToPage"/>
    ReportPage IPagedReport.ToPage()
    {
        var sentences = new List<string>
        {
            $"{Count(Holdings.Count, "tensor")} that variables lead to hold{(Holdings.Count == 1 ? "s" : string.Empty)} {ByteCount.Written(HeldBytes)}; the process takes up {ByteCount.Written(ProcessBytes)}.",
        };
        if (isCut)
        {
            sentences.Add(CutRemark);
        }

        return new(sentences,
        [
            new(string.Empty, ["device", "memory", "free", "this notebook's tensors"], [.. Devices.Select(Row)]),
            Table(Holdings, MostRows),
        ]);
    }

    /// <summary>What is said when there was too much to see.</summary>
    internal static string CutRemark => $"The variables lead to more than the {MostObjects} objects, or the second, that a report looks at: there may be more.";

    /// <summary>The first of some holdings as a table.</summary>
    internal static ReportTable Table(IReadOnlyList<TensorHolding> holdings, int most) => new(
        holdings.Count > most ? $"The largest {most} of {holdings.Count} places, of which several may hold one tensor:" : string.Empty,
        ["variable", "shape", "type", "device", "memory", "since cell"],
        [.. holdings.Take(most).Select(h => (IReadOnlyList<string>)
        [
            ReportTable.Code(Shortened(h.Path)),
            TensorHolding.Written(h.Shape),
            EntryType.NameOf(h.DType),
            h.Device.ToString(),
            h.ViewOf is { } first ? $"shares {Shortened(first)}" : ByteCount.Written(h.Bytes),
            h.Cell?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "new",
        ])]);

    /// <summary><c>1 tensor</c>, <c>2 tensors</c>.</summary>
    internal static string Count(long n, string noun) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{n} {noun}{(n == 1 ? string.Empty : "s")}");

    private IReadOnlyList<string> Row(ComputeDevice d) =>
    [
        ReportTable.Code(d.Device.ToString()),
        d.MemoryBytes is { } total ? ByteCount.Written(total) : "unknown",
        d.FreeBytes is { } free ? ByteCount.Written(free) : "unknown",
        ByteCount.Written(HeldOn(d.Device)),
    ];

    private static string Shortened(string path) => path.Length <= 36 ? path : $"{path[..12]}…{path[^23..]}";
}
