using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using CsCheck;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Xunit;
using Complex = System.Numerics.Complex;

namespace Adjoint.Tests.LinearAlgebra;

public sealed class FactorizationsTests
{
    private static readonly Gen<Matrix<double>> Square = Gen.Int[1, 6].SelectMany(n => Gen.Double[-1, 1].Array2D[n, n]).Select(Matrix<double>.Build.DenseOfArray).Where(a => Math.Abs(a.Determinant()) > 1e-6);

    private static readonly Gen<Matrix<double>> Tall = Gen.Select(Gen.Int[0, 3], Gen.Int[1, 4]).SelectMany((more, n) => Gen.Int[-9, 9].Array2D[n + more, n]).Select(x => Matrix<double>.Build.Dense(x.GetLength(0), x.GetLength(1), (i, j) => x[i, j]));

    private static readonly Matrix<double> A = Matrix<double>.Build.DenseOfArray(new double[,] { { 0, 1, 2 }, { 3, 4, 5 }, { 6, 7, 9 } });

    [Fact]
    public void Residual_of_the_factors_is_rounding_error() => Square.Sample(a => Assert.All(
        new[] { a.Check(a.LU()), a.Check(a.QR()), a.Check(a.GramSchmidt()), a.Check(a.Svd()), (a * a.Transpose()) is var s ? s.Check(s.Evd(Symmetricity.Symmetric)) : null },
        checkedFactors => Assert.InRange(checkedFactors!.Residual!.Value, 0, 1e-12)));

    [Fact]
    public void Rectangular_matrices_factor_as_well() => Tall.Sample(a => Assert.All(
        new[] { a.Check(a.QR()), a.Check(a.QR(QRMethod.Full)), a.Check(a.Svd()), a.Transpose() is var wide ? wide.Check(wide.Svd()) : null },
        checkedFactors => Assert.InRange(checkedFactors!.Residual!.Value, 0, 1e-12)));

    [Fact]
    public void Residual_of_the_factors_of_another_matrix_is_their_distance() => Gen.Select(Square, Gen.Double[0.1, 10]).Sample((a, c) =>
    {
        Assert.Equal(Math.Abs(1 - c), a.Check((c * a).LU()).Residual!.Value, 1e-9);
        Assert.Equal(Math.Abs(1 - c), a.Check((c * a).QR()).Residual!.Value, 1e-9);
    });

    // The squares of such entries overflow or vanish.
    [Fact]
    public void Residual_does_not_depend_on_the_unit_of_the_entries() => Gen.Select(Square, Gen.OneOf(new[] { 1e-300, 1e-170, 1e170, 1e300 }.Select(Gen.Const).ToArray())).Sample((a, unit) =>
    {
        var scaled = unit * a;
        Assert.InRange(scaled.Check(scaled.LU()).Residual!.Value, 0, 1e-12);
        Assert.Equal(1, scaled.Check((2 * scaled).LU()).Residual!.Value, 1e-9);
    });

    // A matrix of rank 2 whose R has a rounding error on its diagonal, and no 0.
    [Fact]
    public void Rank_is_full_only_where_rounding_error_does_not_decide()
    {
        var singular = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } });
        Assert.Contains("rank A = less than 3", singular.Check(singular.QR()).ToString(), StringComparison.Ordinal);
        Assert.Contains("rank A = 3", A.Check(A.QR()).ToString(), StringComparison.Ordinal);
        Assert.Contains("rank A = less than 2", Factorizations.Equation(Matrix<float>.Build.DenseOfArray(new[,] { { 1f, 3f }, { 1 / 3f, 1f } }).QR()).ToString(), StringComparison.Ordinal);
        Assert.Contains("rank A = NaN", Factorizations.Equation(Matrix<double>.Build.Dense(2, 2, double.NaN).QR()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Diagonal_and_sparse_matrices_are_measured_as_well() => Assert.All(new[] { Matrix<double>.Build.Diagonal(3, 3, i => i + 1), Matrix<double>.Build.SparseDiagonal(3, 3, 2) }, a => Assert.All(
        new[] { a.Check(a.LU()), a.Check(a.QR()), a.Check(a.QR(QRMethod.Full)), a.Check(a.Svd()), a.Check(a.Evd()), a.Check(a.Cholesky()) },
        factors => Assert.InRange(factors.Residual!.Value, 0, 1e-14)));

    [Fact]
    public void Factors_of_a_shape_that_does_not_fit_are_refused() => Assert.Equal(
        "A = product of the factors: 2×2 and 3×3 do not fit; these must be the factors of A.",
        Assert.Throws<ShapeMismatchException>(() => Matrix<double>.Build.DenseIdentity(2).Check(A.LU())).Message);

    [Fact]
    public void Equation_with_the_matrix_shows_it_and_the_residual() => Assert.Equal(
        """
        ⎡      1⎤⎡0  1  2⎤   ⎡1.0          ⎤⎡6.0  7.0   9.0⎤
        ⎢1      ⎥⎢3  4  5⎥ = ⎢0    1.0     ⎥⎢     1.0   2.0⎥
        ⎣   1   ⎦⎣6  7  9⎦   ⎣0.5  0.5  1.0⎦⎣          -0.5⎦
        ╰───┬───╯╰───┬───╯   ╰──────┬──────╯╰──────┬───────╯
            P        A              L              U
         ‖PA - LU‖_F/‖A‖_F = 0
                     det A = -3
        """,
        A.Check(A.LU()).ToString(),
        ignoreLineEndingDifferences: true);

    // P as it is shown, times A, is L·U.
    [Fact]
    public void Shown_permutation_matrix_is_the_one_of_the_equation() => Square.Sample(a =>
    {
        var lu = a.LU();
        var shown = Assert.IsType<Node.MatrixNode>(PermutationNotation.Matrix(lu.P, NotationOptions.Default));
        var p = Matrix<double>.Build.Dense(a.RowCount, a.RowCount, (i, j) => shown[i, j] is Node.NumberNode ? 1 : 0);
        Assert.True(((p * a) - (lu.L * lu.U)).FrobeniusNorm() < 1e-12);
    });

    [Fact]
    public void Zeros_of_a_triangular_factor_are_blank_and_others_are_not() => Square.Sample(a =>
    {
        var text = Latex.Of(Factorizations.Equation(a.LU()).Describe(NotationOptions.Default));
        var n = a.RowCount;
        Assert.Equal((n * (n - 1)) + (n * (n - 1)), Blanks(text));
    });

    [Fact]
    public void Complex_eigenvalues_of_a_real_matrix_are_blocks() => Assert.Equal(
        """
         ⎡1   0  0⎤    ⎡ 0  1   ⎤
        A⎢0  -1  0⎥ = V⎢-1  0   ⎥
         ⎣0   0  1⎦    ⎣       2⎦
         ╰───┬────╯    ╰───┬────╯
             V             D
              κ₂(V) = 1
                  λ = (1i  -1i  2)
        """,
        Factorizations.Equation(Matrix<double>.Build.DenseOfArray(new double[,] { { 0, -1, 0 }, { 1, 0, 0 }, { 0, 0, 2 } }).Evd()).ToString(),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void Singular_values_without_vectors_are_shown_without_them() => Assert.Equal(
        "A = U[1 ;  1] (Σ)Vᵀ; rank A = 2; κ₂(A) = 1",
        PlainText.LineOf(Factorizations.Equation(Matrix<double>.Build.DenseIdentity(2).Svd(computeVectors: false)).Describe(NotationOptions.Default)));

    [Fact]
    public void Every_kind_of_number_has_its_factorisations()
    {
        var z = Matrix<Complex>.Build.DenseOfArray(new Complex[,] { { 4, new(0, 1) }, { new(0, -1), 3 } });
        var w = Matrix<Complex32>.Build.DenseOfArray(new Complex32[,] { { 4, new(0, 1) }, { new(0, -1), 3 } });
        var f = Matrix<float>.Build.DenseOfArray(new float[,] { { 4, 1 }, { 1, 3 } });
        Assert.All(
            new[] { z.Check(z.LU()), z.Check(z.QR()), z.Check(z.Svd()), z.Check(z.Evd()), z.Check(z.Cholesky()) }, e => Assert.InRange(e.Residual!.Value, 0, 1e-14));
        Assert.All(
            new[]
            {
                w.Check(w.LU()), w.Check(w.QR()), w.Check(w.Svd()), w.Check(w.Evd()), w.Check(w.Cholesky()), f.Check(f.LU()), f.Check(f.QR()), f.Check(f.Svd()), f.Check(f.Evd()), f.Check(f.Cholesky()),
            },
            e => Assert.InRange(e.Residual!.Value, 0, 1e-5));
        Assert.Contains("Lᴴ", z.Check(z.Cholesky()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wide_has_a_line_for_every_factor_and_fits_a_terminal()
    {
        var b = Matrix<double>.Build.Dense(30, 30, (i, j) => Math.Sin((31 * i) + (17 * j)) + (i == j ? 3 : 0));
        foreach (var equation in new[] { b.Check(b.LU()), b.Check(b.QR()), b.Check(b.Svd()), b.Check(b.Evd()) })
        {
            Assert.All(equation.ToString().Split('\n'), line => Assert.True(line.Length <= PlainText.Columns, line));
        }

        Assert.Contains("unit lower triangular", b.Check(b.LU()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_none_are_shown_as_they_are()
    {
        var nan = Matrix<double>.Build.Dense(2, 2, double.NaN);
        Assert.Contains("‖PA - LU‖_F/‖A‖_F = NaN", nan.Check(nan.LU()).ToString(), StringComparison.Ordinal);
        Assert.Contains("NaN", Factorizations.Equation(nan.Evd()).ToString(), StringComparison.Ordinal);
        Assert.Contains("‖A - QR‖_F = 0", Matrix<double>.Build.Dense(2, 2) is var zero ? zero.Check(zero.QR()).ToString() : string.Empty, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 1, 2, 0, 4, 3, 5 }, "⎛1  2  3  4  5  6⎞ = (1 2 3)(4 5)\n⎝2  3  1  5  4  6⎠")]
    [InlineData(new[] { 0 }, "⎛1⎞ = id\n⎝1⎠")]
    public void Permutation_is_its_two_lines_and_its_cycles(int[] indices, string expected) =>
        Assert.Equal(expected, PlainText.Of(PermutationNotation.Describe(new Permutation(indices), NotationOptions.Default)));

    private static int Blanks(string latex) => latex.Split("{} &").Length - 1 + latex.Split(@"{} \\").Length - 1 + latex.Split(@"{} \end").Length - 1;
}
