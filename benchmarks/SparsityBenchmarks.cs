using Adjoint.Formatters;
using Adjoint.LinearAlgebra;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;

namespace Adjoint.Benchmarks;

/// <summary>The picture of a 10⁶×10⁶ sparse matrix with about 10⁷ nonzeros, half of them in a band and half anywhere, as its bundle.</summary>
[MemoryDiagnoser]
public class SparsityBenchmarks
{
    private const int Size = 1_000_000;
    private const int PerRow = 10;

    private Matrix<double> matrix = Matrix<double>.Build.Sparse(1, 1);

    [GlobalSetup]
    public void Setup()
    {
        var pointers = new int[Size + 1];
        var columns = new int[Size * PerRow];
        var state = 20261124u;
        for (var i = 0; i < Size; i++)
        {
            pointers[i + 1] = pointers[i] + PerRow;
            var row = columns.AsSpan(i * PerRow, PerRow);
            for (var k = 0; k < PerRow; k++)
            {
                state = (state * 1664525) + 1013904223;
                row[k] = k < PerRow / 2 ? Math.Clamp(i + (1000 * (k - 2)), 0, Size - 1) : (int)((ulong)state * Size >> 32);
            }

            row.Sort();
        }

        var values = new double[columns.Length];
        Array.Fill(values, 1);
        matrix = Matrix<double>.Build.SparseFromCompressedSparseRowFormat(Size, Size, values.Length, pointers, columns, values);
    }

    [Benchmark]
    public int Spy_plot() => MimeBundle.Of(matrix.Spy()).Count;
}
