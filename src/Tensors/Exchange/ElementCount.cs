namespace Adjoint.Tensors.Exchange;

/// <summary>How many elements a shape has, where the shape comes from a file.</summary>
internal static class ElementCount
{
    /// <summary>The most dimensions that a file may state: NumPy's limit.</summary>
    internal const int MaximumRank = 64;

    /// <summary>Π nᵢ; false where a size is negative or the product, zeros left out, times the bytes of an element is past 2⁶³.</summary>
    /// <remarks>Zeros are left out because libtorch multiplies the other sizes to strides.</remarks>
    internal static bool TryOf(ReadOnlySpan<long> shape, int elementSize, out long count)
    {
        count = 0;
        var product = (UInt128)(uint)elementSize;
        var empty = false;
        foreach (var size in shape)
        {
            if (size < 0)
            {
                return false;
            }

            empty |= size == 0;
            product *= size == 0 ? 1 : (UInt128)(ulong)size;
            if (product > long.MaxValue)
            {
                return false;
            }
        }

        count = empty ? 0 : (long)(product / (uint)elementSize);
        return true;
    }
}
