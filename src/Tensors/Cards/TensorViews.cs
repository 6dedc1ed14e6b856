using Adjoint.Drawing;
using Adjoint.Tensors.Cards;
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

    /// <summary>The tensor cut at each place along an axis, a figure for each: an axis slider as static frames, in one frame and one colour scale.</summary>
    /// <param name="tensor">Of two or more dimensions. Of two, each frame is a curve; of three, a heat map; of more, heat maps of at most 16 slices side by side.</param>
    /// <param name="axis">The axis; negative ones count from the end. Of more than 24 places the first, the last and evenly spaced ones are shown.</param>
    /// <exception cref="ArgumentException">The tensor has fewer dimensions, no entries or no memory, or there is no such axis.</exception>
    /// <exception cref="ObjectDisposedException">The tensor is disposed.</exception>
    public static FigureSequence Frames(this torch.Tensor tensor, int axis = 0) => TensorFrames.Of(tensor, axis);

    /// <summary>The entries as pixels of images.</summary>
    /// <param name="tensor">With 1, 3 or 4 channels.</param>
    /// <param name="order">The order of its axes: HW, CHW, HWC, NHW, NCHW or NHWC; it may be left out where the sizes allow only one.</param>
    /// <param name="range">The values that are black and white. By default 0 and 255 of uint8, 0 and 1 of numbers that lie between them; normalised images need it.</param>
    /// <exception cref="ArgumentException">The order is not clear, the channels are not 1, 3 or 4, or the values are no colours without a range.</exception>
    /// <exception cref="ObjectDisposedException">The tensor is disposed.</exception>
    public static TensorImages AsImage(this torch.Tensor tensor, string? order = null, (double Low, double High)? range = null) => TensorImages.Of(tensor, order, range);
}
