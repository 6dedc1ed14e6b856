using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using BenchmarkDotNet.Attributes;

namespace Adjoint.Benchmarks;

/// <summary>Exact linear algebra on n×n matrices with integer entries from −99 to 99, over ℚ and over 𝔽₁₀₁.</summary>
[MemoryDiagnoser]
public class ExactMatrixBenchmarks
{
    private static readonly PrimeField F101 = new(101);

    private ExactMatrix<Rational> q = ExactMatrix.Zero(0, 0);
    private ExactMatrix<Rational> deficient = ExactMatrix.Zero(0, 0);
    private ExactMatrix<Residue> f = ExactMatrix.Zero(F101, 0, 0);

    [Params(10, 100)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        // A fixed linear congruential sequence: the same matrices in every run.
        var state = 20261123u;
        int Next() => (int)((state = (state * 1664525) + 1013904223) >> 8) % 199 - 99;
        q = ExactMatrix.Build(Size, Size, (_, _) => Next());
        f = ExactMatrix.Build(F101, Size, Size, (_, _) => F101[Next()]);
        deficient = q[.., ..(Size / 2)] * q[..(Size / 2), ..];
    }

    [Benchmark]
    public Rational Determinant_over_Q() => q.Determinant();

    [Benchmark]
    public ExactMatrix<Rational> Inverse_over_Q() => q.Inverse();

    [Benchmark]
    public int Rank_of_a_deficient_matrix_over_Q() => deficient.Rank();

    [Benchmark]
    public EchelonForm<Rational> Echelon_form_of_a_deficient_matrix_over_Q() => deficient.RowReduce();

    [Benchmark]
    public ExactMatrix<Rational> Product_over_Q() => q * q;

    [Benchmark]
    public Residue Determinant_over_F101() => f.Determinant();

    [Benchmark]
    public ExactMatrix<Residue> Inverse_over_F101() => f.Inverse();

    [Benchmark]
    public ExactMatrix<Residue> Product_over_F101() => f * f;
}
