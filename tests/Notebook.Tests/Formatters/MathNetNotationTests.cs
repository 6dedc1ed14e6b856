using System.Numerics;
using Adjoint.Formatters;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Adjoint.Tests.Formatters;

[Collection(nameof(FormatterState))]
public sealed class MathNetNotationTests
{
    [Fact]
    public void Vector_is_a_column() => Assert.Equal("⎡1⎤\n⎢2⎥\n⎣3⎦", Plain(MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense([1, 2, 3])));

    [Fact]
    public void Row_matrix_is_a_row() => Assert.Equal("[1  2  3]", Plain(Matrix<double>.Build.Dense(1, 3, [1, 2, 3])));

    [Fact]
    public void Sparse_matrix_says_structure_and_fill()
    {
        var matrix = Matrix<double>.Build.Sparse(1000, 1000);
        (matrix[0, 0], matrix[5, 5], matrix[999, 999]) = (2.5, 3, 1);
        var text = Plain(matrix);
        Assert.Contains("1000×1000 sparse, 3 nonzeros (0.0003%)", text, StringComparison.Ordinal);
        Assert.StartsWith("⎡2.5  ·", text, StringComparison.Ordinal);
        Assert.Contains(@"\quad 1000\times 1000\text{ sparse, 3 nonzeros (0.0003}\%\text{)}", MimeBundle.Of(matrix)[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Stored_zero_is_a_zero_and_an_absent_entry_a_dot()
    {
        var matrix = Matrix<double>.Build.SparseFromCompressedSparseRowFormat(2, 2, 1, [0, 1, 1], [0], [0.0]);
        Assert.Equal("⎡0  ·⎤  2×2 sparse, 1 nonzero (25%)\n⎣·  ·⎦", Plain(matrix));
    }

    [Fact]
    public void Sparse_vector_and_diagonal_matrix_show_what_they_store()
    {
        var vector = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Sparse(3);
        vector[1] = 5;
        Assert.Equal("⎡·⎤\n⎢5⎥  3×1 sparse, 1 nonzero (33.3%)\n⎣·⎦", Plain(vector));
        Assert.Equal("⎡1  ·⎤  2×2 diagonal\n⎣·  1⎦", Plain(Matrix<double>.Build.DiagonalIdentity(2)));
    }

    [Fact]
    public void Empty_matrices_say_their_shape()
    {
        Assert.Equal("[ ] 0×3", Plain(new double[0, 3]));
        Assert.Equal("[ ] 2×0", Plain(new double[2, 0]));
        Assert.Equal("[ ] 0×0", Plain(Array.Empty<double[]>()));
    }

    [Fact]
    public void Ragged_array_is_a_list_of_lists() => Assert.Equal("[[1, 2.5], null, []]", Plain(new double[][] { [1, 2.5], null!, [] }));

    [Fact]
    public void Rectangular_jagged_array_is_a_matrix() => Assert.Equal("⎡1  2⎤\n⎣3  4⎦", Plain(new double[][] { [1, 2], [3, 4] }));

    [Fact]
    public void Not_a_number_leaves_the_others_aligned() => Assert.Equal(
        "⎡ 1.50   NaN⎤\n⎢-2.25     ∞⎥\n⎣ 0     0.50⎦",
        Plain(Matrix<double>.Build.DenseOfArray(new[,] { { 1.5, double.NaN }, { -2.25, double.PositiveInfinity }, { 0, 0.5 } })));

    [Fact]
    public void Complex_matrix_shows_both_parts() => Assert.Equal(
        "⎡1 + 2i  3     ⎤\n⎣    1i  1 - 1i⎦",
        Plain(Matrix<Complex>.Build.DenseOfArray(new Complex[,] { { new(1, 2), 3 }, { new(0, 1), new(1, -1) } })));

    [Fact]
    public void Huge_matrix_is_not_walked_through()
    {
        // A diagonal matrix of this size stores its diagonal alone; a walk through its entries would take hours.
        var matrix = Matrix<double>.Build.DiagonalIdentity(10_000_000);
        Assert.Contains("10000000×10000000 diagonal", Plain(matrix), StringComparison.Ordinal);
    }

    private static string Plain(object value) => MimeBundle.Of(value).Single(b => b.MimeType == "text/plain").Content;
}
