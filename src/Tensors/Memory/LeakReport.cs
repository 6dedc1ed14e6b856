using System.Globalization;
using Adjoint.Extension;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Which cells made the tensors that are still alive, and which of those no variable holds.</summary>
/// <remarks>
/// <see cref="torch.Tensor.TotalCount"/> counts every <see cref="TorchSharp.Modules.Parameter"/> twice, for good: it counts the tensor that the parameter is made from, and does not count it
/// off when the parameter takes it over. What the report says of unheld tensors leaves one count out for each parameter that is held, and cannot for those that are gone.
/// </remarks>
public sealed class LeakReport : IPagedReport
{
    private const int MostCells = 20;
    private const int MostRows = 12;

    private readonly Memory.HeldTensors held;

    private LeakReport(Memory.HeldTensors held, long total, long? freed, IReadOnlyList<CellRow> cells) =>
        (this.held, Total, Freed, Cells) = (held, total, freed, cells);

    /// <summary>The tensors that variables of the notebook lead to.</summary>
    public IReadOnlyList<TensorHolding> Holdings => held.Holdings;

    /// <summary>The number of tensor objects that are alive, as TorchSharp counts.</summary>
    public long Total { get; }

    /// <summary>How many of them no variable leads to: they wait for the garbage collector, or something else holds them.</summary>
    public long Unheld => Math.Max(0, Total - held.Objects - held.Parameters);

    /// <summary>How many the garbage collector has freed, where it was asked to; they are not in <see cref="Total"/> any more.</summary>
    public long? Freed { get; }

    /// <summary>The cells that have made tensors which are alive, or have changed their number.</summary>
    public IReadOnlyList<CellRow> Cells { get; }

    /// <summary>Looks at a notebook's variables; it takes at most about a second.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="collect">Collects garbage first, and says how many tensors that freed.</param>
    public static LeakReport Of(INotebook notebook, bool collect = false)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        long? freed = collect ? Collect() : null;
        var ledger = TensorLedger.Of(notebook);
        var held = ledger.Take(notebook, MemoryReport.MostObjects, MemoryReport.MostTime);
        var net = ledger.Counts.GroupBy(c => c.Cell).ToDictionary(g => g.Key, g => g.Sum(c => c.Net));
        var kept = held.Holdings.Where(h => h.Cell is not null).GroupBy(h => h.Cell!.Value).ToDictionary(g => g.Key, g => g.ToList());
        var cells = net.Keys.Union(kept.Keys).Order()
            .Select(cell => new CellRow(cell, net.GetValueOrDefault(cell), kept.TryGetValue(cell, out var own) ? own : []))
            .Where(row => row.Net != 0 || row.Holdings.Count > 0)
            .ToList();
        return new(held, torch.Tensor.TotalCount, freed, cells);
    }

    /// <summary>The page as text.</summary>
    public override string ToString() => ((IPagedReport)this).ToPage().ToText();

    /// <inheritdoc cref="IPagedReport.ToPage"/>
    ReportPage IPagedReport.ToPage()
    {
        var sentences = new List<string>
        {
            $"{MemoryReport.Count(Total - held.Parameters, "tensor")} {(Total - held.Parameters == 1 ? "is" : "are")} alive. Variables lead to {held.Objects} of them, which hold {ByteCount.Written(held.Bytes)}; "
                + $"no variable leads to {(Unheld == 0 ? "any other" : Unheld.ToString(CultureInfo.InvariantCulture))}.",
        };
        sentences.Add(Freed switch
        {
            null when Unheld > 0 => "What no variable leads to waits for the garbage collector, which does not know how large it is, or something else holds it: #!torch leaks --collect tells. A scope, using (torch.NewDisposeScope()) { … }, disposes at once.",
            null => "Nothing leaks.",
            0 => "The garbage collector freed none.",
            var n => $"The garbage collector has just freed {MemoryReport.Count(n.Value, "tensor")} that nothing held; a scope, using (torch.NewDisposeScope()) {{ … }}, would have at once.",
        });
        if (Freed is not null && Unheld > 0)
        {
            sentences.Add($"{Unheld} more {(Unheld == 1 ? "is" : "are")} alive that no variable leads to: a static field, a thread or an open dispose scope holds {(Unheld == 1 ? "it" : "them")}, or {(Unheld == 1 ? "it is a count" : "they are counts")} that TorchSharp keeps of parameters that are gone.");
        }

        var shadowed = Holdings.Where(h => h.Path.Contains(Memory.Reachability.Shadowed, StringComparison.Ordinal)).ToList();
        if (shadowed.Count > 0)
        {
            sentences.Add($"{MemoryReport.Count(shadowed.Count, "tensor")} with {ByteCount.Written(shadowed.Sum(h => h.CountedBytes))} {(shadowed.Count == 1 ? "is" : "are")} held by variables that a later cell declared anew: "
                + "a cell that is run again keeps what it declared before. Dispose first, or declare once and assign after.");
        }

        if (held.IsCut)
        {
            sentences.Add(MemoryReport.CutRemark);
        }

        var largest = Holdings.OrderByDescending(h => h.CountedBytes).ToList();
        return new(sentences, [CellTable(), MemoryReport.Table(largest, MostRows)]);
    }

    private ReportTable CellTable() => new(
        Cells.Count > MostCells ? $"The last {MostCells} of {Cells.Count} cells that changed the number of tensors:" : string.Empty,
        ["cell", "more tensors after it", "its tensors still held", "their memory", "by"],
        [.. Cells.TakeLast(MostCells).Select(row => (IReadOnlyList<string>)
        [
            row.Cell.ToString(CultureInfo.InvariantCulture),
            row.Net.ToString("+0;-0;0", CultureInfo.InvariantCulture),
            row.Holdings.Count.ToString(CultureInfo.InvariantCulture),
            ByteCount.Written(row.Holdings.Sum(h => h.CountedBytes)),
            row.Names,
        ])]);

    // Finalizers of tensors run on a thread of their own; what they free may free more.
    private static long Collect()
    {
        var before = torch.Tensor.TotalCount;
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return Math.Max(0, before - torch.Tensor.TotalCount);
    }

    /// <summary>What one cell did to the tensors.</summary>
    /// <param name="Cell">Its number.</param>
    /// <param name="Net">How many more there were after it, in all its runs, as TorchSharp counts.</param>
    /// <param name="Holdings">Those first seen after it which variables still lead to.</param>
    public sealed record CellRow(int Cell, long Net, IReadOnlyList<TensorHolding> Holdings)
    {
        internal string Names
        {
            get
            {
                var roots = Holdings.Select(h => h.Path[..(h.Path.IndexOfAny(['.', '[', ' ']) is > 0 and var end ? end : h.Path.Length)]).Distinct().ToList();
                return string.Join(", ", roots.Take(4)) + (roots.Count > 4 ? $" and {roots.Count - 4} more" : string.Empty);
            }
        }
    }
}
