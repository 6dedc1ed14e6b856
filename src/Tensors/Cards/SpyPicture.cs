using Adjoint.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;
using static TorchSharp.torch;

namespace Adjoint.Tensors.Cards;

/// <summary>Where the nonzeros of a sparse matrix lie.</summary>
internal sealed class SpyPicture(SparsityPicture picture) : IPicture
{
    private const int MostStored = 2_000_000;
    private const long MostRows = 10_000_000;

    /// <inheritdoc/>
    public string Description => picture.Description;

    /// <inheritdoc/>
    public int Width => picture.Width;

    /// <summary>The picture of a matrix in coordinates, of which several may be the same; null where it is too large or no matrix of numbers.</summary>
    public static SpyPicture? Of(Tensor indices, Tensor values, IReadOnlyList<long> shape)
    {
        if (shape.Count != 2 || values.dim() != 1 || values.numel() is 0 or > MostStored || shape[0] > MostRows || shape[1] > MostRows)
        {
            return null;
        }

        var rows = indices.select(0, 0).cpu().contiguous().data<long>().ToArray();
        var columns = indices.select(0, 1).cpu().contiguous().data<long>().ToArray();
        var isNonzero = values.ne(0).cpu().contiguous().data<bool>().ToArray();
        var keys = Enumerable.Range(0, rows.Length).Where(k => isNonzero[k]).Select(k => (rows[k] * shape[1]) + columns[k]).Distinct();
        var pattern = Matrix<double>.Build.SparseOfIndexed((int)shape[0], (int)shape[1], keys.Select(key => ((int)(key / shape[1]), (int)(key % shape[1]), 1.0)));
        return new(new SparsityPicture(SparsityPattern.Of(pattern)));
    }

    /// <inheritdoc/>
    public string ToSvg() => picture.ToSvg();
}
