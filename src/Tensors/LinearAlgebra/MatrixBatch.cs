using TorchSharp;

namespace Adjoint.Tensors.LinearAlgebra;

/// <summary>What the operations of linear algebra need of a batch of matrices.</summary>
internal static class MatrixBatch
{
    /// <summary>Refuses what is no batch of matrices of numbers that LAPACK computes with.</summary>
    internal static void RequireMatrices(string operation, torch.Tensor a)
    {
        Exchange.SharedMemory.RequireDense(operation, a);
        if (a.dtype is not (torch.ScalarType.Float32 or torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat32 or torch.ScalarType.ComplexFloat64))
        {
            throw new UnsuitableTensorException(operation, "elements of type float32, float64, complex64 or complex128", a);
        }

        if (a.ndim < 2)
        {
            throw new UnsuitableTensorException(operation, "a matrix or a batch of matrices", a);
        }
    }

    /// <summary>Refuses matrices that are not square.</summary>
    internal static void RequireSquare(string operation, torch.Tensor a)
    {
        RequireMatrices(operation, a);
        if (a.shape[^1] != a.shape[^2])
        {
            throw new UnsuitableTensorException(operation, "square matrices", a);
        }
    }

    /// <summary>Refuses matrices without a row or a column.</summary>
    internal static void RequireEntries(string operation, torch.Tensor a)
    {
        RequireMatrices(operation, a);
        if (a.shape[^1] == 0 || a.shape[^2] == 0)
        {
            throw new UnsuitableTensorException(operation, "a row and a column", a);
        }
    }

    /// <summary>Refuses NaN and infinities, on which LAPACK's iterations do not converge.</summary>
    internal static void RequireFinite(string operation, torch.Tensor a)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        Refuse(operation, a.isfinite().logical_not().flatten(-2).any(-1), "has an entry that is not finite");
    }

    /// <summary>Throws for the first matrix of the batch that is marked.</summary>
    internal static void Refuse(string operation, torch.Tensor marks, string reason) => Refuse(operation, marks, _ => reason);

    /// <summary>Throws for the first matrix of the batch whose mark is not 0, with a reason built from the mark.</summary>
    internal static void Refuse(string operation, torch.Tensor marks, Func<long, string> reason)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var all = marks.detach().cpu().to(torch.ScalarType.Int64).reshape(-1).data<long>().ToArray();
        var first = Array.FindIndex(all, mark => mark != 0);
        if (first >= 0)
        {
            throw new MatrixOfBatchException(operation, IndexOf(first, marks.shape), reason(all[first]));
        }
    }

    private static long[] IndexOf(long place, long[] shape)
    {
        var index = new long[shape.Length];
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            (place, index[i]) = Math.DivRem(place, shape[i]);
        }

        return index;
    }
}
