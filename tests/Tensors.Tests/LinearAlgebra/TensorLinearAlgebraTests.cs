using System.Numerics;
using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using Adjoint.Tensors;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using TorchSharp;
using Xunit;
using RealMatrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace Adjoint.Tests.LinearAlgebra;

// The oracle is MathNet, matrix by matrix; where a factor is fixed up to sign only, the defining equation.
public sealed class TensorLinearAlgebraTests
{
    public static TheoryData<long[]> Batches => new((long[])[], [1], [3], [2, 3]);

    [Theory]
    [MemberData(nameof(Batches))]
    public void Solutions_and_inverses_are_those_of_MathNet(long[] batch)
    {
        using var a = Random(batch, 4, 4, 1);
        using var b = Random(batch, 4, 2, 2);
        using var v = b.select(-1, 0);
        Same(batch, a.Solve(b), [a, b], m => m[0].Solve(m[1]));
        Same(batch, a.Solve(v), [a, b], m => m[0].Solve(m[1].SubMatrix(0, 4, 0, 1)), vector: true);
        Same(batch, a.Inverse(), [a], m => m[0].Inverse());
        using var tall = Random(batch, 7, 4, 3);
        using var right = Random(batch, 7, 2, 4);
        Same(batch, tall.Solve(right), [tall, right], m => m[0].Solve(m[1]));
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Numbers_of_a_matrix_are_those_of_MathNet(long[] batch)
    {
        using var a = Random(batch, 4, 4, 5);
        using var wide = Random(batch, 3, 5, 6);
        Numbers(a.Determinant(), a, m => m.Determinant());
        Numbers(a.Trace(), a, m => m.Trace());
        foreach (var matrices in new[] { a, wide })
        {
            Numbers(matrices.ConditionNumber(), matrices, m => m.ConditionNumber());
            Numbers(matrices.FrobeniusNorm(), matrices, m => m.FrobeniusNorm());
            Numbers(matrices.L1Norm(), matrices, m => m.L1Norm());
            Numbers(matrices.L2Norm(), matrices, m => m.L2Norm());
            Numbers(matrices.InfinityNorm(), matrices, m => m.InfinityNorm());
        }

        using var spd = PositiveDefinite(batch, 4, 7);
        using var logarithm = spd.LogDeterminant();
        Numbers(logarithm.LogAbs.clone(), spd, m => m.Cholesky().DeterminantLn);
        Numbers(logarithm.Sign.clone(), spd, _ => 1);
        using var any = a.LogDeterminant();
        Numbers(any.Sign * any.LogAbs.exp(), a, m => m.Determinant());
    }

    [Fact]
    public void Ranks_are_those_of_MathNet_also_near_the_tolerance()
    {
        foreach (var (m, n, r) in new[] { (4, 4, 4), (4, 4, 2), (5, 3, 1), (3, 5, 2), (3, 3, 0) })
        {
            for (var seed = 0; seed < 20; seed++)
            {
                var matrix = r == 0 ? RealMatrix.Build.Dense(m, n) : RealMatrix.Build.Random(m, r, seed) * RealMatrix.Build.Random(r, n, seed + 100);
                using var tensor = matrix.ToTensor();
                using var rank = tensor.Rank();
                using var nullity = tensor.Nullity();
                Assert.Equal((matrix.Rank(), matrix.Nullity()), ((int)rank.item<long>(), (int)nullity.item<long>()));
            }
        }

        // MathNet's tolerance for a largest singular value of 1 is 3·2⁻⁵³; PyTorch's would be 3·2⁻⁵².
        using var diagonal = RealMatrix.Build.DenseOfDiagonalArray([1, 1, 4.5 * Math.ScaleB(1, -53)]).ToTensor();
        using var near = diagonal.Rank();
        Assert.Equal(3, near.item<long>());
        Assert.Equal(3, diagonal.ToMatrix<double>().Rank());
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Triangular_factors_are_those_of_MathNet(long[] batch)
    {
        using var spd = PositiveDefinite(batch, 5, 8);
        using var cholesky = spd.Cholesky();
        Same(batch, cholesky.Factor.clone(), [spd], m => m[0].Cholesky().Factor);

        using var a = Random(batch, 5, 5, 9);
        using var lu = a.LU();
        Same(batch, lu.L.clone(), [a], m => m[0].LU().L);
        Same(batch, lu.U.clone(), [a], m => m[0].LU().U);
        var permutations = lu.P.reshape(-1, 5);
        var matrices = Matrices(a);
        for (var k = 0; k < matrices.Length; k++)
        {
            var expected = matrices[k].LU().P;
            Assert.Equal(Enumerable.Range(0, 5).Select(i => (long)expected[i]), permutations[k].data<long>().ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Orthogonal_factors_are_those_of_MathNet_with_their_signs(long[] batch)
    {
        foreach (var (m, n) in new[] { (5, 3), (4, 4) })
        {
            using var a = Random(batch, m, n, 10);
            using var thin = a.QR();
            Same(batch, thin.Q.clone(), [a], x => x[0].QR(QRMethod.Thin).Q);
            Same(batch, thin.R.clone(), [a], x => x[0].QR(QRMethod.Thin).R);
            using var full = a.QR(full: true);
            Same(batch, full.R.clone(), [a], x => x[0].QR(QRMethod.Full).R);
            Same(batch, full.Q.matmul(full.R), [a], x => x[0]);
        }

        // Columns that are zero below the diagonal, or at all.
        foreach (var matrix in new[] { RealMatrix.Build.DenseIdentity(3), RealMatrix.Build.Dense(3, 2), RealMatrix.Build.Random(4, 4, 1).UpperTriangle(), RealMatrix.Build.Random(5, 3, 2).LowerTriangle().UpperTriangle() })
        {
            using var tensor = matrix.ToTensor();
            using var factors = tensor.QR();
            Assert.True((matrix.QR().Q - factors.Q.ToMatrix<double>()).L2Norm() < 1e-12);
            Assert.True((matrix.QR().R - factors.R.ToMatrix<double>()).L2Norm() < 1e-12);
        }

        using var wide = Random(batch, 3, 5, 11);
        using var qr = wide.QR();
        Same(batch, qr.Q.matmul(qr.R), [wide], x => x[0]);
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Singular_values_descend_and_pairs_of_vectors_are_those_of_MathNet_up_to_sign(long[] batch)
    {
        foreach (var (m, n) in new[] { (5, 3), (3, 5), (4, 4) })
        {
            using var a = Random(batch, m, n, 12);
            using var svd = a.Svd();
            Assert.Equal([.. batch, m, m], svd.U!.shape);
            Assert.Equal([.. batch, n, n], svd.VT!.shape);
            var count = Math.Min(m, n);
            Same(batch, svd.S.clone(), [a], x => x[0].Svd().S.SubVector(0, count).ToColumnMatrix(), vector: true);

            // σᵢ·uᵢ·vᵢᵀ has no sign left.
            for (var i = 0; i < count; i++)
            {
                var outer = svd.U.narrow(-1, i, 1).matmul(svd.VT.narrow(-2, i, 1));
                Same(batch, outer, [a], x => x[0].Svd() is var s ? s.U.SubMatrix(0, m, i, 1) * s.VT.SubMatrix(i, 1, 0, n) : x[0]);
            }

            using var values = a.Svd(computeVectors: false);
            Assert.Null(values.U);
            Same(batch, values.S.clone(), [a], x => x[0].Svd(false).S.SubVector(0, count).ToColumnMatrix(), vector: true);
        }
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Symmetric_eigenvalues_ascend_and_vectors_are_those_of_MathNet_up_to_sign(long[] batch)
    {
        using var random = Random(batch, 4, 4, 13);
        using var a = random + random.mT;
        using var evd = a.Evd();
        using var eigh = a.Eigh();
        Assert.True(evd.IsSymmetric);
        Assert.Equal(torch.ScalarType.ComplexFloat64, evd.EigenValues.dtype);
        foreach (var (values, vectors) in new[] { (evd.EigenValues.real.clone(), evd.EigenVectors), (eigh.EigenValues.clone(), eigh.EigenVectors) })
        {
            Same(batch, values, [a], x => x[0].Evd().EigenValues.Real().ToColumnMatrix(), vector: true);
            for (var i = 0; i < 4; i++)
            {
                var v = vectors.narrow(-1, i, 1);
                Same(batch, v.matmul(v.mT), [a], x => x[0].Evd().EigenVectors.SubMatrix(0, 4, i, 1) is var w ? w * w.Transpose() : x[0]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void General_eigenvalues_are_those_of_MathNet_in_some_order(long[] batch)
    {
        using var scope = torch.NewDisposeScope();
        var a = Random(batch, 5, 5, 14);
        var evd = a.Evd();
        Assert.False(evd.IsSymmetric);
        var values = evd.EigenValues.reshape(-1, 5);
        var matrices = Matrices(a);
        for (var k = 0; k < matrices.Length; k++)
        {
            var ours = values[k].data<Complex>().ToArray();
            Assert.All(matrices[k].Evd().EigenValues, x => Assert.Contains(ours, y => (x - y).Magnitude < 1e-12));
        }

        var complex = a.to(torch.ScalarType.ComplexFloat64);
        var residual = complex.matmul(evd.EigenVectors) - (evd.EigenVectors * evd.EigenValues.unsqueeze(-2));
        Assert.True(residual.abs().max().item<double>() < 1e-12);
    }

    [Fact]
    public void Complex_matrices_are_solved_and_factorised()
    {
        using var scope = torch.NewDisposeScope();
        var matrix = Matrix<Complex>.Build.Random(4, 4, 15);
        var right = Matrix<Complex>.Build.Random(4, 2, 16);
        var (a, b) = (matrix.ToTensor(), right.ToTensor());
        Assert.True((a.Solve(b).ToMatrix<Complex>() - matrix.Solve(right)).L2Norm() < 1e-12);
        Assert.True((a.Determinant().item<Complex>() - matrix.Determinant()).Magnitude < 1e-12);
        var hermitian = matrix + matrix.ConjugateTranspose();
        var evd = hermitian.ToTensor().Evd();
        Assert.True(evd.IsSymmetric);
        Assert.True((hermitian.Evd().EigenValues.Real() - evd.EigenValues.real.ToVector<double>()).L2Norm() < 1e-12);
        var positive = (matrix * matrix.ConjugateTranspose()) + Matrix<Complex>.Build.DenseIdentity(4);
        Assert.True((positive.Cholesky().Factor - positive.ToTensor().Cholesky().Factor.ToMatrix<Complex>()).L2Norm() < 1e-12);
        Assert.True((matrix.Svd().S.Real() - a.Svd().S.ToVector<double>()).L2Norm() < 1e-12);
    }

    [Fact]
    public void The_exponential_is_the_sum_of_its_series()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            // Entries are quarters, so the rational series starts from the very same matrix.
            var quarters = RealMatrix.Build.Random(3, 3, seed).Map(x => Math.Round(4 * x) / 4);
            using var a = quarters.ToTensor();
            var exact = a.ToExactMatrix();
            var (term, sum) = (ExactMatrix.Identity(3), ExactMatrix.Identity(3));
            for (var k = 1; k <= 60; k++)
            {
                term = term * exact * new Rational(1, k);
                sum += term;
            }

            using var expected = sum.ToTensor();
            using var actual = a.MatrixExponential();
            using var difference = (actual - expected).abs().max();
            using var scale = expected.abs().max();
            Assert.True(difference.item<double>() < 1e-13 * scale.item<double>());
        }
    }

    [Fact]
    public void The_exponential_has_its_laws_and_known_values()
    {
        using var scope = torch.NewDisposeScope();
        var a = Random([2, 3], 4, 4, 17);
        var b = (0.3 * a) - (1.7 * a.matmul(a)) + (2 * torch.eye(4, dtype: torch.ScalarType.Float64));
        Near(a.MatrixExponential().matmul(b.MatrixExponential()), (a + b).MatrixExponential());
        Near((-a).MatrixExponential(), a.MatrixExponential().Inverse());
        Near(a.Trace().exp(), a.MatrixExponential().Determinant());
        var t = 0.7;
        var rotation = torch.tensor(new[,] { { 0, -t }, { t, 0 } }).MatrixExponential();
        Near(torch.tensor(new[,] { { Math.Cos(t), -Math.Sin(t) }, { Math.Sin(t), Math.Cos(t) } }), rotation);
        Near(torch.tensor(new double[,] { { 1, 1, 0.5 }, { 0, 1, 1 }, { 0, 0, 1 } }), torch.tensor(new double[,] { { 0, 1, 0 }, { 0, 0, 1 }, { 0, 0, 0 } }).MatrixExponential());
        Near(torch.eye(3, dtype: torch.ScalarType.Float64), torch.zeros(3, 3, torch.ScalarType.Float64).MatrixExponential());
    }

    [Fact]
    public void The_matrix_of_the_batch_that_fails_is_named()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.eye(2, dtype: torch.ScalarType.Float64).expand(2, 3, 2, 2).clone();
        a[1, 2] = torch.tensor(new double[,] { { 1, 2 }, { 2, 4 } });
        var single = a[1, 2];
        Fails("Inverse: matrix [1, 2] of the batch is singular.", () => a.Inverse());
        Fails("Solve: matrix [1, 2] of the batch is singular.", () => a.Solve(torch.ones(2, 3, 2, 1, torch.ScalarType.Float64)));
        Fails("Inverse: the matrix is singular.", () => single.Inverse());
        Fails("Cholesky: matrix [1, 2] of the batch is not positive definite: its leading minor of order 2 is not positive.", () => a.Cholesky());
        Fails("Solve: the matrix has dependent columns.", () => torch.zeros(3, 2, torch.ScalarType.Float64).Solve(torch.zeros(3, torch.ScalarType.Float64)));
        Assert.Equal(0, single.Determinant().item<double>());
        Assert.Equal((0, double.NegativeInfinity), (single.LogDeterminant().Sign.item<double>(), single.LogDeterminant().LogAbs.item<double>()));
        a[0, 1, 1, 0] = double.NaN;
        foreach (var (name, operation) in new (string, Func<object>)[] { ("Svd", () => a.Svd()), ("Evd", () => a.Evd()), ("Eigh", () => a.Eigh()), ("MatrixExponential", () => a.MatrixExponential()), ("Rank", () => a.Rank()), ("ConditionNumber", () => a.ConditionNumber()), ("L2Norm", () => a.L2Norm()) })
        {
            Fails($"{name}: matrix [0, 1] of the batch has an entry that is not finite.", operation);
        }
    }

    [Fact]
    public void Unsuitable_and_mismatched_tensors_are_refused()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.ones(2, 3, 3, torch.ScalarType.Float64);
        Unsuitable("Inverse needs square matrices, and this one is float32[2, 3].", () => torch.ones(2, 3).Inverse());
        Unsuitable("Determinant needs elements of type float32, float64, complex64 or complex128, and this one is int64[3, 3].", () => torch.ones(3, 3, torch.ScalarType.Int64).Determinant());
        Unsuitable("Svd needs a matrix or a batch of matrices, and this one is float32[3].", () => torch.ones(3).Svd());
        Unsuitable("Svd needs a row and a column, and this one is float32[0, 3].", () => torch.ones(0, 3).Svd());
        Unsuitable("Cholesky needs a dense tensor (to_dense() makes one), and this one is float32[3, 3], sparse.", () => torch.eye(3).to_sparse().Cholesky());
        Unsuitable("Solve needs matrices with at least as many rows as columns, and this one is float32[2, 3].", () => torch.ones(2, 3).Solve(torch.ones(2)));
        Mismatch("A·x = b: float64[2, 3, 3] and float64[4] do not fit; b must have as many rows as A.", () => a.Solve(torch.ones(4, torch.ScalarType.Float64)));
        Mismatch("A·x = b: float64[2, 3, 3] and float64[5, 3, 1] do not fit; batches must be equal, or one of them a single matrix.", () => a.Solve(torch.ones(5, 3, 1, torch.ScalarType.Float64)));
        Mismatch("A·x = b: float64[2, 3, 3] and float32[3] do not fit; types of elements and devices must be equal.", () => a.Solve(torch.ones(3)));
        Mismatch("A·x = b: float64[2, 3, 3] and float64[] do not fit; b must have as many rows as A.", () => a.Solve(torch.ones([], torch.ScalarType.Float64)));
    }

    [Fact]
    public void Empty_batches_and_matrices_have_empty_results()
    {
        using var scope = torch.NewDisposeScope();
        var none = torch.zeros(0, 3, 3, torch.ScalarType.Float64);
        Assert.Equal([0, 3, 3], none.Inverse().shape);
        Assert.Equal([0], none.Rank().shape);
        Assert.Equal([0, 3], none.Evd().EigenValues.shape);
        var empty = torch.zeros(2, 0, 0, torch.ScalarType.Float64);
        Assert.Equal([1, 1], empty.Determinant().data<double>().ToArray());
        Assert.Equal([2, 0], empty.LU().P.shape);
        Assert.Equal([0, 0], empty.Trace().data<double>().ToArray());
        Assert.Equal([2, 0, 0], empty.MatrixExponential().shape);
    }

    [Fact]
    public void One_matrix_meets_a_batch_of_right_sides()
    {
        using var scope = torch.NewDisposeScope();
        var a = Random([], 3, 3, 18);
        var b = Random([2], 3, 4, 19);
        Near(b, a.matmul(a.Solve(b)));
        var v = torch.ones(3, torch.ScalarType.Float64);
        var many = Random([2], 3, 3, 20);
        Near(v.expand(2, 3), many.matmul(many.Solve(v).unsqueeze(-1)).squeeze(-1));
    }

    [Fact]
    public void Gradients_flow_and_nothing_leaks()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (torch.NewDisposeScope())
        {
            var a = PositiveDefinite([2], 3, 21).requires_grad_();
            a.LogDeterminant().LogAbs.sum().backward();
            Near(a.detach().Inverse(), a.grad!);
        }

        using (var a = PositiveDefinite([2], 3, 22))
        using (var b = Random([2], 3, 1, 23))
        {
            var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            foreach (var operation in new Func<IDisposable>[]
            {
                () => a.Solve(b), a.Inverse, a.Determinant, a.LogDeterminant, a.Cholesky, a.LU, () => a.QR(), () => a.Svd(), a.Evd, a.Eigh, a.MatrixExponential,
                a.ConditionNumber, a.Rank, a.Nullity, a.Trace, a.FrobeniusNorm, a.L1Norm, a.L2Norm, a.InfinityNorm,
            })
            {
                var result = operation();
                result.Dispose();
                Assert.True(live == DisposeScopeManager.Statistics.ThreadTotalLiveCount, $"{operation.Method.Name} {result.GetType().Name} leaks.");
            }
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static torch.Tensor Random(long[] batch, int m, int n, int seed)
    {
        using var scope = torch.NewDisposeScope();
        var count = (int)batch.Aggregate(1L, (a, b) => a * b);
        var matrices = Enumerable.Range(0, count).Select(k => RealMatrix.Build.Random(m, n, (1000 * seed) + k).ToTensor()).ToArray();
        return torch.stack(matrices).reshape([.. batch, m, n]).MoveToOuterDisposeScope();
    }

    private static torch.Tensor PositiveDefinite(long[] batch, int n, int seed)
    {
        using var scope = torch.NewDisposeScope();
        var a = Random(batch, n, n, seed);
        return (a.matmul(a.mT) + torch.eye(n, dtype: torch.ScalarType.Float64)).MoveToOuterDisposeScope();
    }

    private static RealMatrix[] Matrices(torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        var flat = tensor.reshape(-1, tensor.shape[^2], tensor.shape[^1]);
        return [.. Enumerable.Range(0, (int)flat.shape[0]).Select(k => flat[k].ToMatrix<double>())];
    }

    private static void Same(long[] batch, torch.Tensor actual, torch.Tensor[] operands, Func<RealMatrix[], RealMatrix> oracle, bool vector = false)
    {
        using var scope = torch.NewDisposeScope();
        var results = Matrices(vector ? actual.unsqueeze(-1) : actual);
        var inputs = Array.ConvertAll(operands, Matrices);
        Assert.Equal(batch, actual.shape[..batch.Length]);
        for (var k = 0; k < results.Length; k++)
        {
            var expected = oracle([.. inputs.Select(x => x[k])]);
            Assert.Equal((expected.RowCount, expected.ColumnCount), (results[k].RowCount, results[k].ColumnCount));
            Assert.True((expected - results[k]).L2Norm() <= 1e-11 * (1 + expected.L2Norm()), $"{expected.ToMatrixString()}is not{Environment.NewLine}{results[k].ToMatrixString()}");
        }

        actual.Dispose();
    }

    private static void Numbers(torch.Tensor actual, torch.Tensor operand, Func<RealMatrix, double> oracle)
    {
        Assert.Equal(operand.shape[..^2], actual.shape);
        using var flat = actual.reshape(-1);
        Assert.Equal(Matrices(operand).Select(oracle), flat.data<double>().ToArray(), (x, y) => Math.Abs(x - y) <= 1e-11 * (1 + Math.Abs(x)));
        actual.Dispose();
    }

    private static void Near(torch.Tensor expected, torch.Tensor actual)
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(expected.shape, actual.shape);
        Assert.True((expected - actual).abs().max().item<double>() <= 1e-11 * (1 + expected.abs().max().item<double>()), actual.ToString(TensorStringStyle.Numpy));
    }

    private static void Fails(string message, Func<object> operation) => Assert.Equal(message, Assert.Throws<MatrixOfBatchException>(operation).Message);

    private static void Unsuitable(string message, Func<object> operation) => Assert.Equal(message, Assert.Throws<UnsuitableTensorException>(operation).Message);

    private static void Mismatch(string message, Func<object> operation) => Assert.Equal(message, Assert.Throws<TensorMismatchException>(operation).Message);
}
