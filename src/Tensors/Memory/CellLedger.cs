using System.Runtime.CompilerServices;
using Adjoint.Extension;
using TorchSharp;

namespace Adjoint.Tensors.Memory;

/// <summary>What is known of the cells of one notebook.</summary>
internal sealed class CellLedger
{
    private const int MostCells = 10_000;

    private readonly ConditionalWeakTable<torch.Tensor, StrongBox<int>> cells = [];
    private readonly List<(int Cell, long Net)> counts = [];
    private readonly FieldPlan plan = new();
    private readonly Lock gate = new();
    private long countBefore;

    /// <summary>Whether tensors have been looked for before.</summary>
    public bool HasWalked { get; private set; }

    /// <summary>The cells that have ended, with how many more tensors there were after each than after the one before.</summary>
    public IReadOnlyList<(int Cell, long Net)> Counts
    {
        get
        {
            lock (gate)
            {
                return [.. counts];
            }
        }
    }

    /// <summary>The cell after which a tensor was first seen; null if it is new.</summary>
    public int? CellOf(torch.Tensor tensor) => cells.TryGetValue(tensor, out var cell) ? cell.Value : null;

    /// <summary>Notes the end of a cell.</summary>
    public void Note(INotebook notebook, int cell, int mostObjects, TimeSpan mostTime)
    {
        var total = torch.Tensor.TotalCount;
        lock (gate)
        {
            if (counts.Count == MostCells)
            {
                counts.RemoveAt(0);
            }

            counts.Add((cell, total - countBefore));
            countBefore = total;
            if (total == 0)
            {
                return;
            }

            HasWalked = true;
            var walk = new Reachability(plan, mostObjects, mostTime);
            walk.Walk(notebook);
            foreach (var tensor in walk.Tensors)
            {
                cells.TryAdd(tensor, new(cell));
            }
        }
    }

    /// <summary>All that the variables lead to now.</summary>
    public HeldTensors Take(INotebook notebook, int mostObjects, TimeSpan mostTime)
    {
        lock (gate)
        {
            var walk = new Reachability(plan, mostObjects, mostTime);
            walk.Walk(notebook);
            return HeldTensors.Of(walk, CellOf);
        }
    }
}
