using Adjoint.Formatters;
using Adjoint.Tensors;
using Adjoint.Tensors.Loading;
using BenchmarkDotNet.Attributes;
using TorchSharp;

namespace Adjoint.Benchmarks;

/// <summary>What looking at a tensor costs beside what libtorch takes for two of its numbers: the card of 10⁸ floats is held against aminmax and std of them, in one run.</summary>
/// <remarks><c>dotnet run -c Release --project benchmarks -- --filter '*TensorBenchmarks*'</c></remarks>
public class TensorBenchmarks
{
    private torch.Tensor large = null!;
    private torch.Tensor square = null!;
    private torch.Tensor batch = null!;

    [GlobalSetup]
    public void Fill()
    {
        TorchLibrary.Load();
        TensorFormatters.Register();
        using var generator = new torch.Generator(1);
        large = torch.randn(100_000_000, generator: generator);
        square = large.reshape(10_000, 10_000);
        batch = torch.randn(8, 3, 64, 64, generator: generator);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        batch.Dispose();
        square.Dispose();
        large.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Extremes_and_deviation_by_libtorch()
    {
        var (min, max) = large.aminmax();
        using var deviation = large.std();
        min.Dispose();
        max.Dispose();
    }

    [Benchmark]
    public int Display_of_100_million_floats() => MimeBundle.Of(large).Count;

    [Benchmark]
    public int Display_of_a_matrix_of_100_million_floats() => MimeBundle.Of(square).Count;

    [Benchmark]
    public int Display_of_8_images_of_3_channels() => MimeBundle.Of(batch).Count;
}
