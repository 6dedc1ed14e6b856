using Adjoint.Formatters;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;

namespace Adjoint.Benchmarks;

/// <summary>Displaying a matrix costs what its visible part costs: 10,000×10,000 at most twice the time and allocation of 20×20.</summary>
[MemoryDiagnoser]
public class DisplayBenchmarks
{
    private Matrix<double> matrix = Matrix<double>.Build.Dense(1, 1);

    [Params(20, 10_000)]
    public int Size { get; set; }

    // Values of a formula: random ones would take minutes.
    [GlobalSetup]
    public void Setup() => matrix = Matrix<double>.Build.Dense(Size, Size, (i, j) => Math.Sin((31.0 * i) + (17.0 * j)));

    [Benchmark]
    public int Dense_matrix() => MimeBundle.Of(matrix).Count;
}
