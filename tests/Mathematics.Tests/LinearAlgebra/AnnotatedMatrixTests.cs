using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using CsCheck;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Adjoint.Tests.LinearAlgebra;

public sealed class AnnotatedMatrixTests
{
    private static readonly ExactMatrix<Adjoint.Algebra.Rational> A = ExactMatrix.Parse("1 2 3; 4 5 6");

    [Fact]
    public void Lines_and_boxes_are_in_every_rendering()
    {
        var shown = A.Blocks([1], [1, 2]).Highlight((1, 2));
        Assert.Equal("⎡1 │ 2 │  3 ⎤\n⎢──┼───┼────⎥\n⎣4 │ 5 │ [6]⎦", PlainText.Of(shown));
        Assert.Equal(@"\left[\begin{array}{c|c|c} 1 & 2 & 3 \\ \hline 4 & 5 & \boxed{6} \end{array}\right]", Latex.Of(shown));
        var mathml = MathMl.Of(shown);
        Assert.Equal(4, mathml.Split("border-right:1px solid").Length - 1);
        Assert.Equal(3, mathml.Split("border-bottom:1px solid").Length - 1);
        Assert.Contains("border:1px solid;padding", mathml, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_an_elided_matrix_stand_between_the_same_entries() => Gen.Select(Gen.Int[1, 30], Gen.Int[0, 30], Gen.Int[3, 12]).Sample((n, after, limit) =>
    {
        var elision = Elision.Of(n, limit);
        var shown = elision.Shown([after]);
        if (after <= 0 || after >= n)
        {
            Assert.Empty(shown);
            return;
        }

        // What is before the line belongs before it, and what is after it after; the dots may stand on either side.
        Assert.All(Enumerable.Range(0, elision.Visible), c => Assert.True(
            elision.IndexOf(c) < 0 || (c < shown.DefaultIfEmpty(elision.Visible).First()) == (elision.IndexOf(c) < after)));
    });

    [Fact]
    public void Augmented_matrix_has_its_bar() => Assert.Equal("[1 2 3 | 7; 4 5 6 | 8]", PlainText.LineOf(A.Beside(ExactMatrix.Parse("7; 8")).Describe(NotationOptions.Default)));

    [Fact]
    public void Matrices_of_MathNet_are_annotated_alike()
    {
        var m = Matrix<double>.Build.DenseOfArray(new[,] { { 1.5, 2 }, { 3, 4 } });
        Assert.Equal("⎡[1.5] │ 2.0⎤\n⎢──────┼────⎥\n⎣ 3.0  │ 4.0⎦", PlainText.Of(m.Blocks([1], [1]).Highlight((0, 0))));
        Assert.Equal("│1.5  2.0│\n│3.0  4.0│", PlainText.Of(m.Between("|", "|")));
        Assert.Equal(@"\begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix}", Latex.Of(A.Between("(", ")")));
        Assert.Equal("[1.5 2.0 | 1.0; 3.0 4.0 | 0]", PlainText.LineOf(m.Beside(MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense([1, 0])).Describe(NotationOptions.Default)));
    }

    [Fact]
    public void What_is_outside_is_refused_in_a_sentence()
    {
        Assert.Equal("Entry (2, 0) is outside of a 2×3 matrix, whose rows and columns count from 0.", Assert.Throws<ArgumentException>(() => A.Highlight((2, 0))).Message);
        Assert.Equal("A line after column 4 is outside of a 2×3 matrix.", Assert.Throws<ArgumentException>(() => A.Blocks([], [4])).Message);
        Assert.Equal("[A | B]: 2×2 and 3×3 do not fit; both must have the same number of rows.", Assert.Throws<ShapeMismatchException>(() => Matrix<double>.Build.Dense(2, 2).Beside(Matrix<double>.Build.Dense(3, 3))).Message);
    }

    [Theory]
    [InlineData("0 1; 2 0; 0 0", 2)]
    [InlineData("0", 0)]
    public void Picture_of_an_exact_matrix_counts_its_nonzeros(string literal, long nonzeros) => Assert.Equal(nonzeros, ExactMatrix.Parse(literal).Spy().Pattern.Nonzeros);
}
