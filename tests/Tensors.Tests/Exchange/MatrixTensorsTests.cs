using System.Numerics;
using Adjoint.Tensors;
using CsCheck;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.Exchange;

public sealed class MatrixTensorsTests
{
    public static TheoryData<torch.ScalarType> ExactInDouble =>
        [torch.ScalarType.Byte, torch.ScalarType.Int8, torch.ScalarType.Int16, torch.ScalarType.Int32, torch.ScalarType.Float16, torch.ScalarType.BFloat16, torch.ScalarType.Float32, torch.ScalarType.Float64];

    [Fact]
    public void Element_i_j_of_the_tensor_is_element_i_j_of_the_matrix() =>
        Gen.Select(Gen.Int[1, 7], Gen.Int[1, 7], Gen.Int).Sample((m, n, seed) =>
        {
            var matrix = Matrix<double>.Build.Random(m, n, seed);
            using var tensor = matrix.ToTensor();
            Assert.Equal([m, n], tensor.shape);
            for (var i = 0; i < m; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    using var element = tensor[i, j];
                    Assert.Equal(matrix[i, j], element.item<double>());
                }
            }
        }, iter: 30);

    [Fact]
    public void A_dense_matrix_and_its_tensor_share_their_memory()
    {
        var matrix = Matrix<double>.Build.Dense(3, 2);
        using var tensor = matrix.ToTensor();
        tensor[2, 1] = 7.0;
        Assert.Equal(7, matrix[2, 1]);
        matrix[0, 1] = -3;
        Assert.Equal(-3, tensor[0, 1].item<double>());
        tensor.fill_(5);
        Assert.Equal(Matrix<double>.Build.Dense(3, 2, 5.0), matrix);
    }

    [Fact]
    public void A_dense_vector_and_its_tensor_share_their_memory()
    {
        var vector = MathNet.Numerics.LinearAlgebra.Vector<float>.Build.Dense(4);
        using var tensor = vector.ToTensor();
        tensor[3] = 2.5f;
        Assert.Equal(2.5f, vector[3]);
        vector[0] = 8;
        Assert.Equal(8, tensor[0].item<float>());
    }

    [Fact]
    public void Complex_pairs_of_singles_are_shared_too()
    {
        var matrix = Matrix<Complex32>.Build.Dense(2, 3);
        using var tensor = matrix.ToTensor();
        Assert.Equal(torch.ScalarType.ComplexFloat32, tensor.dtype);
        matrix[1, 2] = new(1, -2);
        Assert.Equal((1, -2), tensor[1, 2].item<(float, float)>());
    }

    [Fact]
    public void A_view_keeps_the_array_alive_and_in_place()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var row = LastRow())
        {
            for (var round = 0; round < 20; round++)
            {
                // Garbage and compaction: an array that is not pinned would move or be overwritten.
                _ = Enumerable.Range(0, 50).Select(_ => new double[10_000]).ToArray();
                GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }

            Assert.Equal(Enumerable.Range(0, 100).Select(j => 99.0 + (1000 * j)), row.data<double>().ToArray());
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void The_array_is_free_again_when_the_last_tensor_over_it_is_disposed()
    {
        var weak = ShareAndDispose();
        GC.Collect(2, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(2, GCCollectionMode.Forced, blocking: true);
        Assert.False(weak.IsAlive);
    }

    [Fact]
    public void A_matrix_comes_back_as_it_went()
    {
        Comes_back(Matrix<double>.Build.Random(5, 3, 1));
        Comes_back(Matrix<float>.Build.Random(3, 5, 2));
        Comes_back(Matrix<Complex>.Build.Random(4, 4, 3));
        Comes_back(Matrix<Complex32>.Build.Random(1, 6, 4));
        Comes_back(Matrix<double>.Build.SparseOfIndexed(4, 5, [(0, 4, 1.5), (3, 0, -2), (3, 3, 7)]));
        Comes_back(Matrix<double>.Build.Diagonal(3, 5, 2.0));
        Comes_back(Matrix<double>.Build.Sparse(4, 4));
    }

    [Fact]
    public void A_sparse_matrix_becomes_a_sparse_tensor_and_back()
    {
        var matrix = Matrix<double>.Build.SparseOfIndexed(1_000_000, 1_000_000, [(7, 999_999, 1.5), (999_999, 0, -2)]);
        using var tensor = matrix.ToTensor();
        Assert.True(tensor.is_sparse);
        var back = tensor.ToMatrix<double>();
        Assert.Equal((1.5, -2), (back[7, 999_999], back[999_999, 0]));
        Assert.Equal(2, back.Storage.EnumerateNonZero().Count());
    }

    [Fact]
    public void Views_strides_and_conjugates_come_back_by_value()
    {
        using var scope = torch.NewDisposeScope();
        var z = torch.tensor([new Complex(1, 2), new Complex(3, 4)]).reshape(1, 2);
        Assert.Equal(new Complex(3, -4), z.conj().ToMatrix<Complex>()[0, 1]);
        Assert.Equal(-4, z.conj().imag.ToMatrix<double>()[0, 1]);
        var a = torch.arange(24, torch.ScalarType.Float64).reshape(4, 6);
        Assert.Equal(a[2, 4].item<double>(), a.t()[TensorIndexRange(1), TensorIndexRange(0)].ToMatrix<double>()[3, 2]);
        Assert.Equal(6, a.expand(4, 6).ToMatrix<double>()[1, 0]);
    }

    [Theory]
    [MemberData(nameof(ExactInDouble))]
    public void Types_that_double_holds_exactly_convert(torch.ScalarType dtype)
    {
        using var tensor = torch.tensor(new double[,] { { 1, 2 }, { 3, 100 } }).to(dtype);
        Assert.Equal(100, tensor.ToMatrix<double>()[1, 1]);
    }

    [Fact]
    public void Unsuitable_tensors_are_refused_in_one_sentence()
    {
        using var scope = torch.NewDisposeScope();
        Refused("ToMatrix<double> needs a tensor of rank 2, and this one is float64[3].", () => torch.zeros(3, torch.ScalarType.Float64).ToMatrix<double>());
        Refused(
            "ToMatrix<float> needs elements that float32 holds exactly (to(ScalarType.Float32) rounds them), and this one is float64[2, 2].",
            () => torch.zeros(2, 2, torch.ScalarType.Float64).ToMatrix<float>());
        Refused(
            "ToMatrix<double> needs elements that float64 holds exactly (to(ScalarType.Float64) rounds them), and this one is int64[2, 2].",
            () => torch.zeros(2, 2, torch.ScalarType.Int64).ToMatrix<double>());
        Refused("ToMatrix<double> needs a tensor with values, and this one is float32[2, 2] on meta.", () => torch.zeros(2, 2, device: torch.META).ToMatrix<double>());
        Refused("ToMatrix<double> needs a row and a column, for MathNet has no empty matrices, and this one is float32[0, 2].", () => torch.zeros(0, 2).ToMatrix<double>());
        Refused("ToVector<double> needs a tensor of rank 1, or of one column, and this one is float32[2, 2].", () => torch.zeros(2, 2).ToVector<double>());
        var gone = torch.zeros(2, 2);
        gone.Dispose();
        Refused("ToMatrix<double> needs a tensor, and this one is disposed.", () => gone.ToMatrix<double>());
    }

    [Fact]
    public void A_conversion_leaves_gradient_and_count_as_they_were()
    {
        using var tensor = torch.ones(2, 2, torch.ScalarType.Float64, requires_grad: true);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Assert.Equal(1, tensor.ToMatrix<double>()[1, 1]);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.True(tensor.requires_grad);
        Assert.Null(tensor.grad);
    }

    private static torch.TensorIndex TensorIndexRange(int start) => torch.TensorIndex.Slice(start);

    private static torch.Tensor LastRow()
    {
        using var tensor = Matrix<double>.Build.Dense(100, 100, (i, j) => i + (1000.0 * j)).ToTensor();
        return tensor[99];
    }

    private static WeakReference ShareAndDispose()
    {
        var matrix = Matrix<double>.Build.Dense(200, 200);
        using var tensor = matrix.ToTensor();
        using var view = tensor[3];
        return new WeakReference(matrix.AsColumnMajorArray());
    }

    private static void Comes_back<T>(Matrix<T> matrix)
        where T : struct, IEquatable<T>, IFormattable
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var tensor = matrix.ToTensor())
        {
            Assert.Equal(matrix, tensor.ToMatrix<T>());
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static void Refused(string message, Func<object> conversion) => Assert.Equal(message, Assert.Throws<UnsuitableTensorException>(conversion).Message);
}
