using TorchSharp;

namespace Adjoint.Tensors.Cards;

/// <summary>Chooses the picture of a tensor that is too large for its values.</summary>
internal static class Pictures
{
    // What a picture that nobody asked for may read.
    private const long Budget = 1 << 21;

    /// <summary>Heat maps of a strided tensor of two or more dimensions; null for one that has no range of values.</summary>
    public static IPicture? Of(torch.Tensor tensor, TensorCard card, out string offer)
    {
        offer = "";
        if (card.Shape.Count < 2 || card.Statistics is not { Count: > 0 } statistics || (statistics.Min == statistics.Max && statistics.IsFinite))
        {
            return null;
        }

        offer = TensorImages.AreLikely(card) ? $"These look like images ({TensorImages.Guess(card.Shape)}): AsImage() shows them." : "";
        return TensorFacets.Of(tensor, card.Shape.Count - 2, card.Shape.Count - 1, TensorFacets.MostFacets, Budget, statistics, card.Name);
    }

    /// <summary>Where the nonzeros of a sparse matrix lie.</summary>
    public static IPicture? OfSparse(torch.Tensor indices, torch.Tensor values, IReadOnlyList<long> shape) => SpyPicture.Of(indices, values, shape);
}
