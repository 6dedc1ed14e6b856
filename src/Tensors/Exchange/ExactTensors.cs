using System.Globalization;
using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using Adjoint.Tensors.Exchange;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Between exact matrices and tensors.</summary>
public static class ExactTensors
{
    /// <summary>The float64 tensor of shape m×n with the doubles nearest to the entries, ties to even; a copy that the caller disposes.</summary>
    /// <exception cref="OverflowException">An entry is past the largest double; the message names its place.</exception>
    public static torch.Tensor ToTensor(this ExactMatrix<Rational> matrix)
    {
        var (m, n) = matrix.Shape;
        var values = new double[m, n];
        for (var i = 0; i < m; i++)
        {
            Cancellation.Poll();
            for (var j = 0; j < n; j++)
            {
                values[i, j] = (double)matrix[i, j];
                if (double.IsInfinity(values[i, j]))
                {
                    throw new OverflowException(string.Create(CultureInfo.InvariantCulture, $"Entry ({i}, {j}) is past the largest float64, 1.8·10³⁰⁸."));
                }
            }
        }

        return values.ToTensor();
    }

    /// <summary>The int64 tensor of shape m×n with the representatives 0 ≤ r &lt; p; a copy that the caller disposes.</summary>
    public static torch.Tensor ToTensor(this ExactMatrix<Residue> matrix)
    {
        var (m, n) = matrix.Shape;
        var values = new long[m, n];
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                values[i, j] = matrix[i, j].Value;
            }
        }

        return SharedMemory.Over(values, torch.ScalarType.Int64, [m, n]);
    }

    /// <summary>The matrix over ℚ whose entries are exactly the numbers that the elements stand for: 0.5 is 1/2, and 0.1 is 3602879701896397/36028797018963968.</summary>
    /// <exception cref="UnsuitableTensorException">The rank is not 2, the elements are complex or quantised, or there are no values.</exception>
    /// <exception cref="OverflowException">An element is infinite or NaN; the message names its place.</exception>
    public static ExactMatrix<Rational> ToExactMatrix(this torch.Tensor tensor)
    {
        const string Operation = "ToExactMatrix";
        RequireMatrix(Operation, tensor);
        if (tensor.is_complex())
        {
            throw new UnsuitableTensorException(Operation, "real elements", tensor);
        }

        return torch.is_integral(tensor.dtype) || tensor.dtype == torch.ScalarType.Bool
            ? Build(Rationals.Field, Read<long>(tensor, torch.ScalarType.Int64), n => n)
            : Build(Rationals.Field, Read<double>(tensor, torch.ScalarType.Float64), x => (Rational)x);
    }

    /// <summary>The matrix over 𝔽ₚ whose entries are the classes of the elements, which are integers, also negative ones.</summary>
    /// <exception cref="UnsuitableTensorException">The rank is not 2, the elements are no integers, or there are no values.</exception>
    public static ExactMatrix<Residue> ToExactMatrix(this torch.Tensor tensor, PrimeField field)
    {
        const string Operation = "ToExactMatrix over a prime field";
        RequireMatrix(Operation, tensor);
        return torch.is_integral(tensor.dtype)
            ? Build(field, Read<long>(tensor, torch.ScalarType.Int64), n => field[n])
            : throw new UnsuitableTensorException(Operation, "integers", tensor);
    }

    private static void RequireMatrix(string operation, torch.Tensor tensor)
    {
        SharedMemory.RequireDense(operation, tensor);
        if (tensor.ndim != 2)
        {
            throw new UnsuitableTensorException(operation, "a tensor of rank 2", tensor);
        }

        // The shape itself says what is too large.
        _ = new Shape((int)Math.Min(tensor.shape[0], int.MaxValue), (int)Math.Min(tensor.shape[1], int.MaxValue));
    }

    private static T[,] Read<T>(torch.Tensor tensor, torch.ScalarType dtype)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var values = new T[tensor.shape[0], tensor.shape[1]];
        if (values.Length > 0)
        {
            SharedMemory.Over(values, dtype, tensor.shape).copy_(tensor);
        }

        return values;
    }

    private static ExactMatrix<TEntry> Build<TValue, TEntry>(IField<TEntry> field, TValue[,] values, Func<TValue, TEntry> exact) =>
        ExactMatrix.Build(field, values.GetLength(0), values.GetLength(1), (i, j) =>
        {
            try
            {
                return exact(values[i, j]);
            }
            catch (OverflowException error)
            {
                throw new OverflowException(string.Create(CultureInfo.InvariantCulture, $"Entry ({i}, {j}): {error.Message}"), error);
            }
        });
}
