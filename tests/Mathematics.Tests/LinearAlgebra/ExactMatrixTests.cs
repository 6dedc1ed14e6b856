using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using Xunit;

namespace Adjoint.Tests.LinearAlgebra;

public sealed class ExactMatrixTests
{
    private static readonly PrimeField F7 = new(7);

    [Fact]
    public void Inverse_over_Q_is_exact() =>
        Assert.Equal("-2 1; 3/2 -1/2", ExactMatrix.Parse("1 2; 3 4").Inverse().ToString());

    [Fact]
    public void Inverse_over_F7_is_exact() =>
        Assert.Equal("5 1; 5 3", ExactMatrix.Parse("1 2; 3 4", F7).Inverse().ToString());

    [Fact]
    public void Field_known_only_by_name_gives_a_matrix_over_it() =>
        Assert.Equal(ExactMatrix.Parse("1 2; 3 4", F7), ExactMatrix.Parse("1 2; 3 4", Field.Parse("F_7")));

    [Fact]
    public void Singular_matrix_names_its_rank()
    {
        var error = Assert.Throws<SingularMatrixException>(() => ExactMatrix.Parse("1 2; 2 4").Inverse());
        Assert.Equal("A is singular: it is 2×2 and its rank is 1.", error.Message);
    }

    [Fact]
    public void Product_of_2x3_and_2x4_names_both_shapes()
    {
        var error = Assert.Throws<ShapeMismatchException>(() => ExactMatrix.Zero(2, 3) * ExactMatrix.Zero(2, 4));
        Assert.Equal("A·B: 2×3 and 2×4 do not fit; columns of A must equal rows of B.", error.Message);
    }

    [Fact]
    public void Integer_rows_may_be_written_as_collections() =>
        Assert.Equal(ExactMatrix.Parse("1 2; 3 4"), ExactMatrix.FromRows([1, 2], [3, 4]));

    [Fact]
    public void Integers_scale_a_matrix_over_any_field()
    {
        Assert.Equal("2 4; 6 8", (2 * ExactMatrix.Parse("1 2; 3 4")).ToString());
        Assert.Equal("3 6; 2 5", (ExactMatrix.Parse("1 2; 3 4", F7) * 3).ToString());
    }

    [Fact]
    public void Solutions_show_a_particular_one_and_directions() => Assert.Equal(
        """
        ⎡1⎤     ⎡-2⎤
        ⎢0⎥ + t₁⎢ 1⎥
        ⎣2⎦     ⎣ 0⎦
        """,
        PlainText.Of(ExactMatrix.Parse("1 2 1; 2 4 0").Solve(3, 2)));
}
