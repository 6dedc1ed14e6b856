namespace Adjoint.MatrixCalculus;

/// <summary>What a term does with its arguments. Shapes: a, s scalars; x, y vectors; A, B, X matrices (vectors included); all of a sum or an entrywise operation are equal.</summary>
internal enum Operation
{
    /// <summary>A rational number; <see cref="MatrixTerm.Value"/>.</summary>
    Number,

    /// <summary>π.</summary>
    Pi,

    /// <summary>A dimension as a number, as in tr(eye(n)) = n; <see cref="MatrixTerm.Dimension"/>.</summary>
    Size,

    /// <summary>A variable; <see cref="MatrixTerm.Symbol"/>.</summary>
    Variable,

    /// <summary>The identity n×n.</summary>
    Eye,

    /// <summary>All entries 1; m×n.</summary>
    Ones,

    /// <summary>All entries 0.</summary>
    Zero,

    /// <summary>K of mn×mn with K·vec(X) = vec(Xᵀ) for X of m×n; <see cref="MatrixTerm.Dimensions"/> = [m, n].</summary>
    Commutation,

    /// <summary>d(T), to be replaced: stands in steps for the differential of its argument, and has its shape.</summary>
    Differential,

    /// <summary>The sum of the arguments.</summary>
    Sum,

    /// <summary>The product of scalars.</summary>
    Times,

    /// <summary>s·A: arguments s, A; A is no scalar.</summary>
    Scale,

    /// <summary>The matrix product of the arguments, in this order; none is a scalar, the whole can be.</summary>
    Chain,

    /// <summary>The entrywise product A ∘ B ∘ …; no scalars.</summary>
    Hadamard,

    /// <summary>aᵇ entry by entry: arguments base, exponent; either both of one shape, or the exponent is a scalar. Of scalars, the power.</summary>
    Power,

    /// <summary>Aᵏ of a square matrix, k an integer other than 0 and 1; <see cref="MatrixTerm.Order"/>. A⁻¹ is one.</summary>
    MatrixPower,

    /// <summary>Aᵀ.</summary>
    Transpose,

    /// <summary>A function of numbers, entry by entry; <see cref="MatrixTerm.Function"/>.</summary>
    Elementwise,

    /// <summary>det A.</summary>
    Determinant,

    /// <summary>log det A, of a matrix with positive determinant.</summary>
    LogDeterminant,

    /// <summary>tr A.</summary>
    Trace,

    /// <summary>The sum of all entries.</summary>
    Total,

    /// <summary>√ of the sum of the squares of all entries: Euclid's norm of a vector, Frobenius' of a matrix.</summary>
    Norm,

    /// <summary>The largest entry.</summary>
    MaxEntry,

    /// <summary>1 at the first largest entry (by columns), 0 elsewhere; the shape of the argument.</summary>
    MaxPlace,

    /// <summary>The diagonal matrix with the entries of a vector.</summary>
    Diagonal,

    /// <summary>The vector of the diagonal entries of a square matrix.</summary>
    DiagonalPart,

    /// <summary>The columns under each other.</summary>
    Vec,

    /// <summary>The matrix of m×n with this vec; <see cref="MatrixTerm.Dimensions"/> = [m, n].</summary>
    Unvec,

    /// <summary>A ⊗ B, blocks aᵢⱼB; two arguments.</summary>
    Kron,

    /// <summary>
    /// The rearrangement R of Van Loan and Pitsianis, which turns A ⊗ B into vec(A)·vec(B)ᵀ: for G of mp×nq with blocks Gᵢⱼ of p×q, row i + m·j (from 0) of R is vec(Gᵢⱼ)ᵀ.
    /// <see cref="MatrixTerm.Dimensions"/> = [m, n, p, q]; the result is mn×pq.
    /// </summary>
    Rearrange,

    /// <summary>The inverse of <see cref="Rearrange"/>: from mn×pq to mp×nq; <see cref="MatrixTerm.Dimensions"/> = [m, n, p, q].</summary>
    Unarrange,

    /// <summary>exp(xᵢ)/Σ exp(xⱼ), of a vector.</summary>
    Softmax,

    /// <summary>log Σ exp(xⱼ) over all entries.</summary>
    LogSumExp,

    /// <summary>
    /// A primary matrix function exp, log or sqrt (<see cref="MatrixTerm.Function"/>) of the square matrix A; with more arguments E₁ … Eₖ, all n×n, its k-th Fréchet derivative
    /// at A in these directions, which is linear in each and does not depend on their order.
    /// </summary>
    MatrixFunction,

    /// <summary>Entry by entry: arguments test, a, b of one shape; a where test &gt; 0, else b; with <see cref="MatrixTerm.Order"/> = 0 a where test ≥ 0.</summary>
    Select,

    /// <summary>The entry of a tensor at indices; <see cref="MatrixTerm.Indices"/>: names of bound indices or numbers from 1, as many as the order (1 for a vector).</summary>
    Entry,

    /// <summary>The sum of a scalar over all values of <see cref="MatrixTerm.Indices"/>, whose ranges are <see cref="MatrixTerm.Dimensions"/>.</summary>
    IndexSum,

    /// <summary>The tensor whose entry at <see cref="MatrixTerm.Indices"/>, with ranges <see cref="MatrixTerm.Dimensions"/>, is the scalar argument.</summary>
    Tensor,
}
