using System.Globalization;
using Adjoint.Tensors.Exchange;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Between arrays of numbers and tensors.</summary>
public static class ArrayTensors
{
    /// <summary>The tensor over the array, of shape m×n: shared, so that what is written through one is read through the other. The caller disposes it.</summary>
    /// <remarks>The array stays pinned until the last tensor over it is disposed; <c>torch.tensor(array)</c> copies.</remarks>
    public static torch.Tensor ToTensor(this double[,] array) => SharedMemory.Over(array, torch.ScalarType.Float64, [array.GetLength(0), array.GetLength(1)]);

    /// <inheritdoc cref="ToTensor(double[,])"/>
    public static torch.Tensor ToTensor(this float[,] array) => SharedMemory.Over(array, torch.ScalarType.Float32, [array.GetLength(0), array.GetLength(1)]);

    /// <summary>The tensor over the array, of shape n: shared, so that what is written through one is read through the other. The caller disposes it.</summary>
    public static torch.Tensor ToTensor(this double[] array) => SharedMemory.Over(array, torch.ScalarType.Float64, [array.Length]);

    /// <inheritdoc cref="ToTensor(double[])"/>
    public static torch.Tensor ToTensor(this float[] array) => SharedMemory.Over(array, torch.ScalarType.Float32, [array.Length]);

    /// <summary>The tensor with the given rows, of shape m×n; a copy, for rows lie apart. The caller disposes it.</summary>
    /// <exception cref="ArgumentException">Two rows differ in length; the message gives both lengths.</exception>
    public static torch.Tensor ToTensor(this double[][] rows)
    {
        var n = rows.Length == 0 ? 0 : rows[0].Length;
        var whole = new double[rows.Length, n];
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Length != n)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"Row 0 has {n} entries and row {i} has {rows[i].Length}; all rows of a matrix have the same length."));
            }

            Buffer.BlockCopy(rows[i], 0, whole, i * n * sizeof(double), n * sizeof(double));
        }

        return whole.ToTensor();
    }

    /// <summary>The elements of a tensor of shape m×n as an array; a copy. Elements convert as in <see cref="MatrixTensors.ToMatrix{T}"/>.</summary>
    /// <exception cref="UnsuitableTensorException">The rank is not 2, there are too many elements, the type would be rounded, or there are no values.</exception>
    public static double[,] ToArray2D(this torch.Tensor tensor)
    {
        const string Operation = "ToArray2D";
        SharedMemory.RequireDense(Operation, tensor);
        if (tensor.ndim != 2)
        {
            throw new UnsuitableTensorException(Operation, "a tensor of rank 2", tensor);
        }

        if (tensor.dtype is torch.ScalarType.Int64 || tensor.is_complex())
        {
            throw new UnsuitableTensorException(Operation, "elements that float64 holds exactly (to(ScalarType.Float64) rounds them)", tensor);
        }

        var (m, n) = (tensor.shape[0], tensor.shape[1]);
        if (Math.Max(m, n) > Array.MaxLength || (n > 0 && m > Array.MaxLength / n))
        {
            throw new UnsuitableTensorException(Operation, string.Create(CultureInfo.InvariantCulture, $"at most {Array.MaxLength} elements"), tensor);
        }

        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var array = new double[m, n];
        if (array.Length > 0)
        {
            array.ToTensor().copy_(tensor);
        }

        return array;
    }
}
