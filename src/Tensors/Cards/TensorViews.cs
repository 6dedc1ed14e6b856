using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Ways to look at a tensor: <c>x.Card()</c>, <c>x.Facets()</c>, <c>x.Frames()</c>, <c>x.AsImage()</c>, <c>x.Statistics()</c>. None changes it, and nothing they return has to be disposed.</summary>
public static class TensorViews
{
    /// <summary>What a notebook shows of the tensor, kept as it is now.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static TensorCard Card(this torch.Tensor tensor) => TensorCard.Of(tensor);

    /// <summary>Extremes, mean, standard deviation and counts, in one pass over the storage; on another device in at most four reductions.</summary>
    /// <exception cref="ObjectDisposedException">The tensor is disposed.</exception>
    /// <exception cref="ArgumentException">It is a meta tensor, which has no memory.</exception>
    public static TensorStatistics Statistics(this torch.Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ObjectDisposedException.ThrowIf(tensor.IsInvalid, tensor);
        return TensorCard.Of(tensor).Statistics ?? throw new ArgumentException("Statistics need entries in memory, and a meta tensor has none.", nameof(tensor));
    }

    /// <summary>Slices along two axes as heat maps side by side, in one colour scale.</summary>
    /// <param name="tensor">Of two or more dimensions.</param>
    /// <param name="rowAxis">The axis that goes down; negative ones count from the end.</param>
    /// <param name="columnAxis">The axis that goes to the right.</param>
    /// <param name="most">The most slices shown, 1 to 64: the first, the last and evenly spaced ones.</param>
    /// <exception cref="ArgumentException">The tensor has fewer dimensions, no entries or no memory, or there is no such axis.</exception>
    /// <exception cref="ObjectDisposedException">The tensor is disposed.</exception>
    public static TensorFacets Facets(this torch.Tensor tensor, int rowAxis = -2, int columnAxis = -1, int most = TensorFacets.MostFacets) => TensorFacets.Of(tensor, rowAxis, columnAxis, most);
}
