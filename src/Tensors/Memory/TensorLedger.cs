using System.Runtime.CompilerServices;
using Adjoint.Extension;
using Adjoint.Tensors.Memory;

namespace Adjoint.Tensors;

/// <summary>Remembers after which cell each tensor was first seen, without keeping any tensor alive.</summary>
/// <remarks>The host calls <see cref="AfterCell"/> after every cell. It looks at no more than some thousands of objects, for no more than a few milliseconds.</remarks>
public static class TensorLedger
{
    private const int MostObjects = 20_000;
    private static readonly TimeSpan MostTime = TimeSpan.FromMilliseconds(4);

    // The first walk of a process is compiled while it runs.
    private static readonly TimeSpan MostTimeAtFirst = TimeSpan.FromMilliseconds(40);

    private static readonly ConditionalWeakTable<INotebook, CellLedger> Ledgers = [];

    /// <summary>Says that a cell of the notebook has ended: tensors that its variables lead to and no earlier cell's did are its own.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="cellNumber">The number of the cell, as the front end counts.</param>
    public static void AfterCell(INotebook notebook, int cellNumber)
    {
        var ledger = Of(notebook);
        ledger.Note(notebook, cellNumber, MostObjects, ledger.HasWalked ? MostTime : MostTimeAtFirst);
    }

    /// <summary>The ledger of a notebook.</summary>
    internal static CellLedger Of(INotebook notebook) => Ledgers.GetValue(notebook, static _ => new());
}
