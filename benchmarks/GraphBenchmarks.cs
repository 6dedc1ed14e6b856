using Adjoint.Graphs;
using BenchmarkDotNet.Attributes;

namespace Adjoint.Benchmarks;

/// <summary>Laying graphs out and writing them as SVG.</summary>
[MemoryDiagnoser]
public class GraphBenchmarks
{
    private readonly Diagram small = Random(200);
    private readonly Diagram large = Random(1000);

    [Benchmark]
    public int Layered_200_vertices() => small.Layered().ToSvg().Length;

    [Benchmark]
    public int Layered_1000_vertices() => large.Layered().ToSvg().Length;

    [Benchmark]
    public int Stress_200_vertices() => small.ByStress().ToSvg().Length;

    [Benchmark]
    public int Lattice_of_the_divisors_of_2520() => HasseDiagram.Of(Enumerable.Range(1, 2520).Where(n => 2520 % n == 0), (a, b) => b % a == 0).ToSvg().Length;

    // Each vertex gets one or two arrows from vertices not far before it, by a fixed linear congruential sequence.
    private static Diagram Random(int count)
    {
        var state = 1u;
        int Next(int below)
        {
            state = (state * 1664525) + 1013904223;
            return (int)((state >> 8) % (uint)below);
        }

        return Diagram.OfArrows(Enumerable.Range(1, count - 1).SelectMany(i => Enumerable.Range(0, 1 + Next(2)).Select(_ => ($"n{Math.Max(0, i - 1 - Next(30))}", $"n{i}"))));
    }
}
