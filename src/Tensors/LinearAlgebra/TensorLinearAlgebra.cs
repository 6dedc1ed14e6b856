using Adjoint.Tensors.LinearAlgebra;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Linear algebra on tensors of shape …×m×n, every matrix of a batch at once, under MathNet's names and with its results.</summary>
/// <remarks>
/// <para>Elements are float32, float64, complex64 or complex128, on any device. Gradients flow. The caller disposes every result.</para>
/// <para>
/// Where MathNet throws, so do these, with one sentence that names the matrix of the batch; and where MathNet lets NaN and infinities of a singular matrix
/// pass (<c>Solve</c>, <c>Inverse</c>), these throw too. Eigenvectors and singular vectors are fixed up to sign or phase in both.
/// </para>
/// </remarks>
public static class TensorLinearAlgebra
{
    /// <summary>x with A·x = b, for A of shape …×n×n; for m &gt; n rows the x with the least ‖A·x − b‖₂, by A = Q·R as in MathNet.</summary>
    /// <param name="a">A, of shape …×m×n with m ≥ n.</param>
    /// <param name="b">b, of shape …×m (a vector for each matrix) or …×m×k (k right sides for each).</param>
    /// <exception cref="UnsuitableTensorException">A is no batch of matrices with at least as many rows as columns.</exception>
    /// <exception cref="TensorMismatchException">The rows, batches, types or devices differ.</exception>
    /// <exception cref="MatrixOfBatchException">A matrix is singular, or with m &gt; n its columns are dependent.</exception>
    public static torch.Tensor Solve(this torch.Tensor a, torch.Tensor b)
    {
        const string Operation = "Solve";
        MatrixBatch.RequireMatrices(Operation, a);
        Exchange.SharedMemory.RequireDense(Operation, b);
        var (m, n) = (a.shape[^2], a.shape[^1]);
        if (m < n)
        {
            throw new UnsuitableTensorException(Operation, "matrices with at least as many rows as columns", a);
        }

        var isVector = IsVectorFor(a, b);
        RequireFit(a, b, isVector, m);
        using var scope = torch.NewDisposeScope();
        var right = isVector ? b.unsqueeze(-1) : b;

        // Of the batch's shape, so that PyTorch cannot take a matrix for a batch of vectors.
        right = right.ndim < a.ndim ? right.expand([.. a.shape[..^2], m, right.shape[^1]]) : right;
        torch.Tensor x;
        if (m == n)
        {
            (x, var info) = torch.linalg.solve_ex(a, right);
            MatrixBatch.Refuse(Operation, info, "is singular");
        }
        else
        {
            var (q, r) = torch.linalg.qr(a);
            MatrixBatch.Refuse(Operation, r.diagonal(0, -2, -1).eq(0).any(-1), "has dependent columns");
            x = torch.linalg.solve_triangular(r, q.mH.matmul(right), upper: true);
        }

        return (isVector ? x.squeeze(-1) : x).MoveToOuterDisposeScope();
    }

    /// <summary>A⁻¹, of shape …×n×n.</summary>
    /// <exception cref="UnsuitableTensorException">A is no batch of square matrices.</exception>
    /// <exception cref="MatrixOfBatchException">A matrix is singular.</exception>
    public static torch.Tensor Inverse(this torch.Tensor a)
    {
        const string Operation = "Inverse";
        MatrixBatch.RequireSquare(Operation, a);
        using var scope = torch.NewDisposeScope();

        // TorchSharp 0.107's inv_ex calls cholesky_ex.
        var (inverse, info) = torch.linalg.solve_ex(a, torch.eye(a.shape[^1], dtype: a.dtype, device: a.device).expand(a.shape));
        MatrixBatch.Refuse(Operation, info, "is singular");
        return inverse.MoveToOuterDisposeScope();
    }

    /// <summary>det A, of the batch's shape; 0 for a singular matrix and 1 for an empty one.</summary>
    /// <exception cref="UnsuitableTensorException">A is no batch of square matrices.</exception>
    public static torch.Tensor Determinant(this torch.Tensor a)
    {
        MatrixBatch.RequireSquare("Determinant", a);
        return torch.linalg.det(a);
    }

    /// <summary>Sign and logarithm of det A, where det A itself may be past the largest number; sign 0 and −∞ for a singular matrix.</summary>
    /// <remarks>MathNet has this for positive definite matrices, as <c>Cholesky().DeterminantLn</c>, with the same value.</remarks>
    /// <exception cref="UnsuitableTensorException">A is no batch of square matrices.</exception>
    public static SignedLogDeterminant LogDeterminant(this torch.Tensor a)
    {
        MatrixBatch.RequireSquare("LogDeterminant", a);
        var (sign, logarithm) = torch.linalg.slogdet(a);
        return new(sign, logarithm);
    }

    /// <summary>A = L·Lᴴ, from the lower triangles, as in MathNet: what is above the diagonal is not looked at.</summary>
    /// <exception cref="UnsuitableTensorException">A is no batch of square matrices.</exception>
    /// <exception cref="MatrixOfBatchException">A matrix is not positive definite; the message says from which leading minor on.</exception>
    public static BatchedCholesky Cholesky(this torch.Tensor a)
    {
        const string Operation = "Cholesky";
        MatrixBatch.RequireSquare(Operation, a);
        using var scope = torch.NewDisposeScope();
        var (factor, info) = torch.linalg.cholesky_ex(a);
        MatrixBatch.Refuse(Operation, info, order => $"is not positive definite: its leading minor of order {order} is not positive");
        return new(factor.MoveToOuterDisposeScope());
    }

    /// <summary>P·A = L·U with partial pivoting.</summary>
    /// <exception cref="UnsuitableTensorException">A is no batch of square matrices.</exception>
    public static BatchedLU LU(this torch.Tensor a)
    {
        MatrixBatch.RequireSquare("LU", a);
        using var scope = torch.NewDisposeScope();
        var (p, l, u) = torch.linalg.lu(a);

        // A = P·L·U there, so row i of A is the row of L·U where row i of P has its 1.
        var permutation = a.shape[^1] == 0 ? torch.zeros(a.shape[..^1], torch.ScalarType.Int64, a.device) : p.real.argmax(-1);
        return new(l.MoveToOuterDisposeScope(), u.MoveToOuterDisposeScope(), permutation.MoveToOuterDisposeScope());
    }

    /// <summary>A = Q·R by Householder reflections: thin with Q of shape …×m×min(m, n), or full with Q of shape …×m×m.</summary>
    /// <remarks>
    /// Real factors have MathNet's signs: every column is reflected, also one that is zero below the diagonal, which LAPACK leaves. Complex ones are fixed up to phase.
    /// MathNet refuses matrices with fewer rows than columns; these are factorised too.
    /// </remarks>
    /// <exception cref="UnsuitableTensorException">A is no batch of matrices.</exception>
    public static BatchedQR QR(this torch.Tensor a, bool full = false)
    {
        MatrixBatch.RequireMatrices("QR", a);
        using var scope = torch.NewDisposeScope();
        var (q, r) = torch.linalg.qr(a, full ? torch.linalg.QRMode.Complete : torch.linalg.QRMode.Reduced);
        if (!a.is_complex() && a.numel() > 0)
        {
            var signs = Reflected(a, q.shape[^1]);
            (q, r) = (q * signs.unsqueeze(-2), r * signs.unsqueeze(-1));
        }

        return new(q.MoveToOuterDisposeScope(), r.MoveToOuterDisposeScope());
    }

    /// <summary>A = U·Σ·Vᴴ with full U and V as in MathNet, the singular values descending.</summary>
    /// <exception cref="UnsuitableTensorException">A is no batch of matrices with rows and columns.</exception>
    /// <exception cref="MatrixOfBatchException">A matrix has an entry that is not finite.</exception>
    public static BatchedSvd Svd(this torch.Tensor a, bool computeVectors = true)
    {
        const string Operation = "Svd";
        MatrixBatch.RequireEntries(Operation, a);
        MatrixBatch.RequireFinite(Operation, a);
        if (!computeVectors)
        {
            return new(torch.linalg.svdvals(a), null, null);
        }

        var (u, s, vt) = torch.linalg.svd(a);
        return new(s, u, vt);
    }

    /// <summary>Eigenvalues and eigenvectors. As in MathNet, the eigenvalues are complex numbers; where every matrix is symmetric (Hermitian) they ascend and the vectors are orthonormal.</summary>
    /// <remarks>
    /// For other matrices the order is that of LAPACK, and the vectors are complex of length 1; MathNet packs real and imaginary parts of a pair into two columns
    /// and does not scale them. For symmetric matrices with real eigenvalues see <see cref="Eigh"/>.
    /// </remarks>
    /// <exception cref="UnsuitableTensorException">A is no batch of square matrices with entries.</exception>
    /// <exception cref="MatrixOfBatchException">A matrix has an entry that is not finite.</exception>
    public static BatchedEvd Evd(this torch.Tensor a)
    {
        const string Operation = "Evd";
        MatrixBatch.RequireSquare(Operation, a);
        MatrixBatch.RequireEntries(Operation, a);
        MatrixBatch.RequireFinite(Operation, a);
        using var scope = torch.NewDisposeScope();
        var symmetric = a.detach().eq(a.detach().mH).all().item<bool>();
        var (values, vectors) = symmetric ? torch.linalg.eigh(a) : torch.linalg.eig(a);
        var complex = values.is_complex() ? values : values.to(values.dtype == torch.ScalarType.Float64 ? torch.ScalarType.ComplexFloat64 : torch.ScalarType.ComplexFloat32);
        return new(complex.MoveToOuterDisposeScope(), vectors.MoveToOuterDisposeScope(), symmetric);
    }

    /// <summary>Eigenvalues, real and ascending, and orthonormal eigenvectors of symmetric (Hermitian) matrices, from their lower triangles: what is above the diagonal is not looked at.</summary>
    /// <exception cref="UnsuitableTensorException">A is no batch of square matrices with entries.</exception>
    /// <exception cref="MatrixOfBatchException">A matrix has an entry that is not finite.</exception>
    public static BatchedEvd Eigh(this torch.Tensor a)
    {
        const string Operation = "Eigh";
        MatrixBatch.RequireSquare(Operation, a);
        MatrixBatch.RequireEntries(Operation, a);
        MatrixBatch.RequireFinite(Operation, a);
        var (values, vectors) = torch.linalg.eigh(a);
        return new(values, vectors, true);
    }

    /// <summary>exp A = Σ Aᵏ/k!, of shape …×n×n, by scaling and squaring of Taylor polynomials (P. Bader, S. Blanes, F. Casas, 2019). MathNet has no counterpart.</summary>
    /// <exception cref="UnsuitableTensorException">A is no batch of square matrices.</exception>
    /// <exception cref="MatrixOfBatchException">A matrix has an entry that is not finite.</exception>
    public static torch.Tensor MatrixExponential(this torch.Tensor a)
    {
        const string Operation = "MatrixExponential";
        MatrixBatch.RequireSquare(Operation, a);
        MatrixBatch.RequireFinite(Operation, a);
        return torch.linalg.matrix_exp(a);
    }

    /// <summary>σ₁/σₙ, the largest singular value over the smallest, of the batch's shape; ∞ where the smallest is 0.</summary>
    /// <exception cref="UnsuitableTensorException">A is no batch of matrices with rows and columns.</exception>
    /// <exception cref="MatrixOfBatchException">A matrix has an entry that is not finite.</exception>
    public static torch.Tensor ConditionNumber(this torch.Tensor a)
    {
        using var scope = torch.NewDisposeScope();
        var s = SingularValues("ConditionNumber", a);
        return (s.select(-1, 0) / s.select(-1, s.shape[^1] - 1)).MoveToOuterDisposeScope();
    }

    /// <summary>How many singular values are past MathNet's tolerance, max(m, n) times the distance from σ₁ to the number below it; int64 of the batch's shape.</summary>
    /// <exception cref="UnsuitableTensorException">A is no batch of matrices with rows and columns.</exception>
    /// <exception cref="MatrixOfBatchException">A matrix has an entry that is not finite.</exception>
    public static torch.Tensor Rank(this torch.Tensor a)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var s = SingularValues("Rank", a);
        var largest = s.narrow(-1, 0, 1);
        var tolerance = (largest - largest.nextafter(torch.zeros_like(largest))) * (double)Math.Max(a.shape[^1], a.shape[^2]);
        return s.gt(tolerance).sum(-1).MoveToOuterDisposeScope();
    }

    /// <summary>n − rank A, int64 of the batch's shape; see <see cref="Rank"/>.</summary>
    /// <inheritdoc cref="Rank" path="/exception"/>
    public static torch.Tensor Nullity(this torch.Tensor a)
    {
        // TorchSharp's number − tensor leaves a tensor behind.
        using var scope = torch.NewDisposeScope();
        return (a.shape[^1] - Rank(a)).MoveToOuterDisposeScope();
    }

    /// <summary>tr A = Σ aᵢᵢ, of the batch's shape.</summary>
    /// <exception cref="UnsuitableTensorException">A is no batch of square matrices.</exception>
    public static torch.Tensor Trace(this torch.Tensor a)
    {
        MatrixBatch.RequireSquare("Trace", a);
        using var scope = torch.NewDisposeScope();
        return a.diagonal(0, -2, -1).sum(-1).MoveToOuterDisposeScope();
    }

    /// <summary>‖A‖_F = (Σ |aᵢⱼ|²)^½, of the batch's shape.</summary>
    /// <exception cref="UnsuitableTensorException">A is no batch of matrices.</exception>
    public static torch.Tensor FrobeniusNorm(this torch.Tensor a)
    {
        MatrixBatch.RequireMatrices("FrobeniusNorm", a);
        return torch.linalg.vector_norm(a, 2, [-2, -1]);
    }

    /// <summary>‖A‖₁, the largest sum of absolute values of a column, of the batch's shape.</summary>
    /// <exception cref="UnsuitableTensorException">A is no batch of matrices with rows and columns.</exception>
    public static torch.Tensor L1Norm(this torch.Tensor a)
    {
        MatrixBatch.RequireEntries("L1Norm", a);
        using var scope = torch.NewDisposeScope();
        return a.abs().sum(-2).amax([-1]).MoveToOuterDisposeScope();
    }

    /// <summary>‖A‖∞, the largest sum of absolute values of a row, of the batch's shape.</summary>
    /// <exception cref="UnsuitableTensorException">A is no batch of matrices with rows and columns.</exception>
    public static torch.Tensor InfinityNorm(this torch.Tensor a)
    {
        MatrixBatch.RequireEntries("InfinityNorm", a);
        using var scope = torch.NewDisposeScope();
        return a.abs().sum(-1).amax([-1]).MoveToOuterDisposeScope();
    }

    /// <summary>‖A‖₂ = σ₁, the largest singular value, of the batch's shape.</summary>
    /// <exception cref="UnsuitableTensorException">A is no batch of matrices with rows and columns.</exception>
    /// <exception cref="MatrixOfBatchException">A matrix has an entry that is not finite.</exception>
    public static torch.Tensor L2Norm(this torch.Tensor a)
    {
        using var scope = torch.NewDisposeScope();
        return SingularValues("L2Norm", a).select(-1, 0).MoveToOuterDisposeScope();
    }

    // −1 for the columns that LAPACK leaves and MathNet reflects: LAPACK's factor τ of a reflection is 0 exactly there.
    private static torch.Tensor Reflected(torch.Tensor a, long columns)
    {
        using var noGradient = torch.no_grad();
        var (_, tau) = a.detach().geqrf();
        var signs = torch.ones([.. a.shape[..^2], columns], a.dtype, a.device);
        signs.narrow(-1, 0, tau.shape[^1]).copy_(1 - (2 * tau.eq(0).to(a.dtype)));
        return signs;
    }

    private static torch.Tensor SingularValues(string operation, torch.Tensor a)
    {
        MatrixBatch.RequireEntries(operation, a);
        MatrixBatch.RequireFinite(operation, a);
        return torch.linalg.svdvals(a);
    }

    // As PyTorch decides it: b is one vector, or has the shape of A without its columns.
    private static bool IsVectorFor(torch.Tensor a, torch.Tensor b) =>
        b.ndim == 1 || (b.ndim == a.ndim - 1 && b.shape.AsSpan().SequenceEqual(a.shape.AsSpan(0, (int)b.ndim)));

    private static void RequireFit(torch.Tensor a, torch.Tensor b, bool isVector, long m)
    {
        const string System = "A·x = b";
        if (a.dtype != b.dtype || a.device_type != b.device_type || a.device_index != b.device_index)
        {
            throw new TensorMismatchException(System, a, b, "types of elements and devices must be equal");
        }

        if (b.ndim == 0 || b.shape[isVector ? ^1 : ^2] != m)
        {
            throw new TensorMismatchException(System, a, b, "b must have as many rows as A");
        }

        var (left, right) = (a.shape[..^2], b.shape[..(isVector ? ^1 : ^2)]);
        if (left.Length > 0 && right.Length > 0 && !left.AsSpan().SequenceEqual(right))
        {
            throw new TensorMismatchException(System, a, b, "batches must be equal, or one of them a single matrix");
        }
    }
}
