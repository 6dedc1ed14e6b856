using System.Globalization;
using System.Numerics;
using Adjoint.Tensors.Exchange;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Storage;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Between MathNet's matrices and vectors and tensors.</summary>
/// <remarks>
/// MathNet stores a dense matrix by columns in one managed array. Libtorch strides freely, so a tensor shares that array: strides (1, m).
/// Memory of libtorch cannot become a managed array, so the way back copies, once, straight into the columns.
/// </remarks>
public static class MatrixTensors
{
    /// <summary>The tensor with elements aᵢⱼ, of shape m×n; T = double, float, Complex or Complex32 becomes float64, float32, complex128 or complex64.</summary>
    /// <remarks>
    /// A dense matrix is shared, not copied: what is written through one is read through the other, and its array stays pinned until the last tensor over it
    /// is disposed. A matrix of <c>Complex</c> is copied, for libtorch needs them at multiples of 16 bytes, where .NET does not put them. A sparse matrix becomes a sparse COO tensor, and a diagonal one a dense tensor; both are copies. The caller disposes the tensor.
    /// </remarks>
    public static torch.Tensor ToTensor<T>(this Matrix<T> matrix)
        where T : struct, IEquatable<T>, IFormattable
    {
        var (m, n) = (matrix.RowCount, matrix.ColumnCount);
        switch (matrix.Storage)
        {
            case DenseColumnMajorMatrixStorage<T> dense:
                using (var columns = SharedMemory.Over(dense.Data, DtypeOf<T>(), [n, m]))
                {
                    return columns.t();
                }

            case SparseCompressedRowMatrixStorage<T> sparse:
                return Sparse(sparse, m, n);

            case DiagonalMatrixStorage<T> diagonal:
                using (var scope = torch.NewDisposeScope())
                {
                    var whole = torch.zeros([m, n], DtypeOf<T>());
                    whole.diagonal().copy_(SharedMemory.Over(diagonal.Data, DtypeOf<T>(), [diagonal.Data.Length]));
                    return whole.MoveToOuterDisposeScope();
                }

            default:
                using (var columns = SharedMemory.Over(matrix.ToColumnMajorArray(), DtypeOf<T>(), [n, m]))
                {
                    return columns.t();
                }
        }
    }

    /// <summary>The tensor with elements vᵢ, of shape n.</summary>
    /// <remarks>A dense vector is shared, unless it is one of <c>Complex</c>, a sparse one copied into a sparse COO tensor; see <see cref="ToTensor{T}(Matrix{T})"/>. The caller disposes the tensor.</remarks>
    public static torch.Tensor ToTensor<T>(this MathNet.Numerics.LinearAlgebra.Vector<T> vector)
        where T : struct, IEquatable<T>, IFormattable
    {
        switch (vector.Storage)
        {
            case DenseVectorStorage<T> dense:
                return SharedMemory.Over(dense.Data, DtypeOf<T>(), [dense.Length]);

            case SparseVectorStorage<T> sparse:
                var count = sparse.ValueCount;
                var places = Array.ConvertAll(sparse.Indices[..count], i => (long)i);
                return Coo(SharedMemory.Over(places, torch.ScalarType.Int64, [1, count]), sparse.Values[..count], [sparse.Length]);

            default:
                var values = vector.ToArray();
                return SharedMemory.Over(values, DtypeOf<T>(), [values.Length]);
        }
    }

    /// <summary>The MathNet matrix with elements aᵢⱼ of a tensor of shape m×n, from whichever device; a copy, written once by columns.</summary>
    /// <remarks>
    /// Elements convert where no value of the tensor's type is rounded: integers of up to 32 bits and every real floating type to double, complex ones to Complex.
    /// A sparse COO tensor becomes a sparse matrix.
    /// </remarks>
    /// <exception cref="UnsuitableTensorException">The rank is not 2, a dimension is 0 or the elements past the largest array, the type would be rounded, or there are no values.</exception>
    public static Matrix<T> ToMatrix<T>(this torch.Tensor tensor)
        where T : struct, IEquatable<T>, IFormattable
    {
        var operation = Operation<T>("ToMatrix");
        RequireConvertible<T>(operation, tensor);
        if (tensor.ndim != 2)
        {
            throw new UnsuitableTensorException(operation, "a tensor of rank 2", tensor);
        }

        var (m, n) = (tensor.shape[0], tensor.shape[1]);
        if (m == 0 || n == 0)
        {
            throw new UnsuitableTensorException(operation, "a row and a column, for MathNet has no empty matrices", tensor);
        }

        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        if (tensor.is_sparse && Math.Max(m, n) <= int.MaxValue)
        {
            return FromSparse<T>(tensor, (int)m, (int)n);
        }

        if (m > Array.MaxLength / n)
        {
            throw new UnsuitableTensorException(operation, string.Create(CultureInfo.InvariantCulture, $"at most {Array.MaxLength} elements"), tensor);
        }

        var columns = GC.AllocateUninitializedArray<T>((int)(m * n));

        // Into contiguous memory from a transposed view: libtorch copies that in blocks.
        SharedMemory.CopyInto(columns, DtypeOf<T>(), [n, m], tensor.t());
        return Matrix<T>.Build.Dense((int)m, (int)n, columns);
    }

    /// <summary>The MathNet vector with elements vᵢ of a tensor of shape n, or n×1; a copy. Elements convert as in <see cref="ToMatrix{T}"/>.</summary>
    /// <exception cref="UnsuitableTensorException">The tensor is no vector, is empty or too long, its type would be rounded, or there are no values.</exception>
    public static MathNet.Numerics.LinearAlgebra.Vector<T> ToVector<T>(this torch.Tensor tensor)
        where T : struct, IEquatable<T>, IFormattable
    {
        var operation = Operation<T>("ToVector");
        RequireConvertible<T>(operation, tensor);
        if (tensor.ndim != 1 && !(tensor.ndim == 2 && tensor.shape[1] == 1))
        {
            throw new UnsuitableTensorException(operation, "a tensor of rank 1, or of one column", tensor);
        }

        if (tensor.shape[0] is 0 || tensor.shape[0] > Array.MaxLength)
        {
            throw new UnsuitableTensorException(operation, string.Create(CultureInfo.InvariantCulture, $"1 to {Array.MaxLength} elements"), tensor);
        }

        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var values = new T[tensor.shape[0]];
        SharedMemory.CopyInto(values, DtypeOf<T>(), tensor.shape, tensor.is_sparse ? tensor.to_dense() : tensor);
        return MathNet.Numerics.LinearAlgebra.Vector<T>.Build.Dense(values);
    }

    /// <summary>The type of elements that has the layout of T.</summary>
    internal static torch.ScalarType DtypeOf<T>() => typeof(T) switch
    {
        var t when t == typeof(double) => torch.ScalarType.Float64,
        var t when t == typeof(float) => torch.ScalarType.Float32,
        var t when t == typeof(Complex) => torch.ScalarType.ComplexFloat64,
        var t when t == typeof(Complex32) => torch.ScalarType.ComplexFloat32,
        var t => throw new NotSupportedException($"MathNet has matrices of double, float, Complex and Complex32, and none of {t.Name}."),
    };

    private static string Operation<T>(string name) => $"{name}<{(typeof(T) == typeof(double) ? "double" : typeof(T) == typeof(float) ? "float" : typeof(T).Name)}>";

    private static void RequireConvertible<T>(string operation, torch.Tensor tensor)
    {
        SharedMemory.RequireAlive(operation, tensor);
        var target = DtypeOf<T>();
        if (!Holds(target, tensor.dtype))
        {
            throw new UnsuitableTensorException(
                operation, $"elements that {EntryType.NameOf(target)} holds exactly (to(ScalarType.{target}) rounds them)", tensor);
        }
    }

    // Whether every value of one type is a value of the other.
    private static bool Holds(torch.ScalarType target, torch.ScalarType source) => source == target || source switch
    {
        torch.ScalarType.Bool or torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => true,
        torch.ScalarType.Int32 or torch.ScalarType.Float64 => target is torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat64,
        torch.ScalarType.Float32 => true,
        torch.ScalarType.ComplexFloat32 => target is torch.ScalarType.ComplexFloat64,
        _ => false,
    };

    private static torch.Tensor Sparse<T>(SparseCompressedRowMatrixStorage<T> sparse, int m, int n)
        where T : struct, IEquatable<T>, IFormattable
    {
        var count = sparse.ValueCount;
        var places = new long[2, count];
        for (var i = 0; i < m; i++)
        {
            for (var k = sparse.RowPointers[i]; k < sparse.RowPointers[i + 1]; k++)
            {
                (places[0, k], places[1, k]) = (i, sparse.ColumnIndices[k]);
            }
        }

        return Coo(SharedMemory.Over(places, torch.ScalarType.Int64, [2, count]), sparse.Values[..count], [m, n]);
    }

    private static torch.Tensor Coo<T>(torch.Tensor places, T[] values, long[] shape)
    {
        using (places)
        using (var elements = SharedMemory.Over(values, DtypeOf<T>(), [values.Length]))
        {
            return torch.sparse_coo_tensor(places, elements, shape);
        }
    }

    private static Matrix<T> FromSparse<T>(torch.Tensor tensor, int m, int n)
        where T : struct, IEquatable<T>, IFormattable
    {
        // Places may come in any order and more than once, which stands for the sum.
        var (keys, inverse, _) = (tensor.SparseIndices[0].mul(n) + tensor.SparseIndices[1]).unique(return_inverse: true);
        var count = keys.numel();
        var (places, values) = (new long[count], new T[count]);
        if (count > 0)
        {
            SharedMemory.CopyInto(places, torch.ScalarType.Int64, [count], keys);
            SharedMemory.CopyInto(values, DtypeOf<T>(), [count], torch.zeros(count, DtypeOf<T>()).index_add_(0, inverse!, SharedMemory.Aligned(tensor.SparseValues).to(DtypeOf<T>()), 1));
        }

        var columns = new int[count];
        var rows = new int[m + 1];
        for (var k = 0; k < count; k++)
        {
            columns[k] = (int)(places[k] % n);
            rows[(places[k] / n) + 1]++;
        }

        for (var i = 0; i < m; i++)
        {
            rows[i + 1] += rows[i];
        }

        return Matrix<T>.Build.SparseFromCompressedSparseRowFormat(m, n, (int)count, rows, columns, values);
    }
}
