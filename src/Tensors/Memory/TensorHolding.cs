using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>A tensor that a variable of the notebook leads to.</summary>
/// <param name="Path">How C# gets there, as <c>losses[3]</c> or <c>model.layers[0].weight</c>.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="DType">Its element type.</param>
/// <param name="Device">Where its data is.</param>
/// <param name="Bytes">The size of its storage, which views of it share.</param>
public sealed record TensorHolding(string Path, IReadOnlyList<long> Shape, torch.ScalarType DType, torch.Device Device, long Bytes)
{
    /// <summary>The number of the cell after which it was first seen; null if no cell has ended since it was made.</summary>
    public int? Cell { get; init; }

    /// <summary>The path of the tensor in this list that has the same storage and was counted for it; null for the one that is counted.</summary>
    public string? ViewOf { get; init; }

    /// <summary>Whether it is a gradient, which libtorch holds for its tensor, with no object of its own in .NET.</summary>
    public bool IsGradient { get; init; }

    /// <summary>The bytes that count for this tensor: none for a view of one that is counted.</summary>
    public long CountedBytes => ViewOf is null ? Bytes : 0;

    /// <summary>One line: <c>model.weight  [256×128] float32 on cpu, 131 kB, cell 3</c>.</summary>
    public override string ToString() =>
        $"{Path}  {Written(Shape)} {EntryType.NameOf(DType)} on {Device}, {(ViewOf is { } first ? $"shares the storage of {first}" : ByteCount.Written(Bytes))}{(Cell is { } cell ? $", cell {cell}" : string.Empty)}";

    internal static string Written(IReadOnlyList<long> shape) => shape.Count == 0 ? "[]" : $"[{string.Join('×', shape)}]";
}
