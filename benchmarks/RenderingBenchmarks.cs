using Adjoint.Algebra;
using Adjoint.Formatters;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;

namespace Adjoint.Benchmarks;

/// <summary>Describing and rendering a 12×12 matrix, all of which is shown.</summary>
[MemoryDiagnoser]
public class RenderingBenchmarks
{
    private readonly Matrix<double> real = Matrix<double>.Build.Dense(12, 12, (i, j) => Math.Sin((31.0 * i) + (17.0 * j)));
    private readonly ExactMatrix<Rational> exact = ExactMatrix.Build(12, 12, (i, j) => (31 * i) - (17 * j));

    [Benchmark]
    public int Describe_exact() => exact.Describe(NotationOptions.Default) is Node.MatrixNode m ? m.Rows : 0;

    [Benchmark]
    public int LaTeX_exact() => Latex.Of(exact).Length;

    [Benchmark]
    public int MathML_exact() => MathMl.Of(exact).Length;

    [Benchmark]
    public int Plain_text_exact() => PlainText.Of(exact).Length;

    [Benchmark]
    public int Bundle_and_MathML_real() => MimeBundle.Of(real).Count + MimeBundle.As(real, "text/html")!.Length;

    [Benchmark]
    public int All_renderings_exact() => All(exact.Describe(NotationOptions.Default)) + MimeBundle.As(exact, AdjointFormatters.JsonMimeType)!.Length;

    [Benchmark]
    public int All_renderings_real() => All(MathNetNotation.Describe(real, NotationOptions.Default)) + MimeBundle.As(real, AdjointFormatters.JsonMimeType)!.Length;

    private static int All(Node node) => Latex.Of(node).Length + MathMl.Of(node).Length + PlainText.Of(node).Length;
}
