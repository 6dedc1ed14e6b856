using Adjoint.Drawing;
using Adjoint.Formatters;
using BenchmarkDotNet.Attributes;

namespace Adjoint.Benchmarks;

/// <summary>Sampling is not measured: what is, is the picture of a figure that is there.</summary>
[MemoryDiagnoser]
public class ChartBenchmarks
{
    private readonly Figure curve = Figure.Empty.Curve(x => Math.Sin(x * x), -5, 5, "sin x²");
    private readonly Figure contours = Figure.Empty.Contours((x, y) => Math.Sin(x) * Math.Cos(y), (-3, 3), (-3, 3));
    private readonly SurfaceFigure surface = SurfaceFigure.Of((x, y) => Math.Sin(x) * Math.Cos(y), (-3, 3), (-3, 3));
    private Figure heatMap = Figure.Empty;
    private Figure million = Figure.Empty;

    [GlobalSetup]
    public void Setup()
    {
        var values = new double[500, 500];
        for (var i = 0; i < values.Length; i++)
        {
            values[i / 500, i % 500] = Math.Sin(31.0 * i);
        }

        heatMap = Figure.Empty.HeatMap(values);
        million = Figure.Empty.Points(Enumerable.Range(0, 1_000_000).Select(i => (Math.Sin(31.0 * i), Math.Cos(17.0 * i))));
    }

    [Benchmark]
    public int Curve() => curve.ToSvg().Length;

    [Benchmark]
    public int Heat_map_of_500_by_500() => heatMap.ToSvg().Length;

    [Benchmark]
    public int Contours() => contours.ToSvg().Length;

    [Benchmark]
    public int Surface() => surface.ToSvg().Length;

    [Benchmark]
    public int Million_points() => million.ToSvg().Length;

    [Benchmark]
    public int Bundle_of_a_curve() => MimeBundle.Of(curve).Count;
}
