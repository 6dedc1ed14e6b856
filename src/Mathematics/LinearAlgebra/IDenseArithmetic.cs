namespace Adjoint.LinearAlgebra;

/// <summary>The algorithms on row-major arrays that a field can have faster than the axioms give them. None changes its arguments; all poll for cancellation.</summary>
internal interface IDenseArithmetic<T>
{
    /// <summary>A·B : m×n, for A : m×k and B : k×n.</summary>
    T[] Multiply(T[] a, T[] b, int m, int k, int n);

    /// <summary>The reduced row echelon form of A : m×n and its pivot columns.</summary>
    (T[] Reduced, int[] Pivots) RowReduce(T[] a, int m, int n);

    /// <summary>The rank of A : m×n.</summary>
    int Rank(T[] a, int m, int n);

    /// <summary>det A, for A : n×n.</summary>
    T Determinant(T[] a, int n);
}
