using System.Numerics;
using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using Adjoint.Tensors;
using CsCheck;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.Exchange;

public sealed class ExactTensorsTests
{
    [Fact]
    public void A_tensor_of_doubles_goes_through_exact_numbers_unchanged() =>
        Gen.Double.Where(double.IsFinite).Array[6].Sample(x =>
        {
            using var tensor = torch.tensor(x).reshape(2, 3);
            using var back = tensor.ToExactMatrix().ToTensor();
            return x.AsSpan().SequenceEqual(back.data<double>().ToArray());
        }, iter: 100);

    [Fact]
    public void A_float_is_exactly_its_dyadic_number()
    {
        using var tensor = torch.tensor(new float[,] { { 0.1f, -0.5f } });
        Assert.Equal(ExactMatrix.Parse("13421773/134217728 -1/2"), tensor.ToExactMatrix());
    }

    [Fact]
    public void Integers_of_64_bits_stay_exact()
    {
        using var tensor = torch.tensor(new long[,] { { long.MinValue, long.MaxValue, (1L << 53) + 1 } });
        Assert.Equal(ExactMatrix.Build(1, 3, (_, j) => j == 0 ? long.MinValue : j == 1 ? long.MaxValue : (1L << 53) + 1), tensor.ToExactMatrix());
    }

    [Fact]
    public void Residues_become_their_representatives_and_back()
    {
        var field = new PrimeField(2147483647);
        var matrix = ExactMatrix.FromRows(field, [-1, 5], [0, 7]);
        using var tensor = matrix.ToTensor();
        Assert.Equal(torch.ScalarType.Int64, tensor.dtype);
        Assert.Equal([2147483646, 5, 0, 7], tensor.data<long>().ToArray());
        Assert.Equal(matrix, tensor.ToExactMatrix(field));
        using var negative = tensor - 2147483647;
        Assert.Equal(matrix, negative.ToExactMatrix(field));
    }

    [Fact]
    public void Entries_that_are_no_numbers_or_too_large_are_named()
    {
        using var nan = torch.tensor(new[,] { { 1, 2 }, { 3, double.NaN } });
        Assert.Equal("Entry (1, 1): NaN is no rational number.", Assert.Throws<OverflowException>(() => nan.ToExactMatrix()).Message);
        using var infinite = torch.tensor(new[,] { { 1, float.NegativeInfinity } });
        Assert.Equal("Entry (0, 1): -Infinity is no rational number.", Assert.Throws<OverflowException>(() => infinite.ToExactMatrix()).Message);
        var large = ExactMatrix.Build(1, 2, (_, j) => BigInteger.Pow(10, j * 400));
        Assert.Equal("Entry (0, 1) is past the largest float64, 1.8·10³⁰⁸.", Assert.Throws<OverflowException>(() => large.ToTensor()).Message);
        using var real = torch.zeros(2, 2);
        Assert.Equal(
            "ToExactMatrix over a prime field needs integers, and this one is float32[2, 2].",
            Assert.Throws<UnsuitableTensorException>(() => real.ToExactMatrix(new PrimeField(7))).Message);
    }

    [Fact]
    public void Empty_matrices_go_both_ways()
    {
        using var tensor = ExactMatrix.Zero(0, 3).ToTensor();
        Assert.Equal([0, 3], tensor.shape);
        Assert.Equal(ExactMatrix.Zero(0, 3), tensor.ToExactMatrix());
    }

    [Fact]
    public void Arrays_are_shared_and_jagged_ones_copied()
    {
        var array = new double[2, 3];
        using var tensor = array.ToTensor();
        array[1, 2] = 4;
        Assert.Equal(4, tensor[1, 2].item<double>());
        tensor[0, 1] = 9.0;
        Assert.Equal(9, array[0, 1]);
        Assert.Equal(array, tensor.ToArray2D());
        Assert.NotSame(array, tensor.ToArray2D());
        double[][] rows = [[1, 2], [3, 4], [5, 6]];
        using var jagged = rows.ToTensor();
        Assert.Equal([1, 2, 3, 4, 5, 6], jagged.data<double>().ToArray());
        double[][] uneven = [[1, 2], [3]];
        Assert.Equal("Row 0 has 2 entries and row 1 has 1; all rows of a matrix have the same length.", Assert.Throws<ArgumentException>(uneven.ToTensor).Message);
    }
}
