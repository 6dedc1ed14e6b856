using Adjoint.Tensors;
using Adjoint.Tensors.Loading;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using TorchSharp;

namespace Adjoint.Benchmarks;

/// <summary>A 4000×4000 matrix of doubles, 128 MB, between MathNet and TorchSharp, with the ways that one has without this library beside them.</summary>
[MemoryDiagnoser]
public class TensorExchangeBenchmarks
{
    private const int Size = 4000;

    private Matrix<double> matrix = null!;
    private torch.Tensor tensor = null!;
    private string folder = null!;

    [GlobalSetup]
    public void Setup()
    {
        TorchLibrary.Load();
        matrix = Matrix<double>.Build.Random(Size, Size, 1);
        tensor = torch.rand(Size, Size, torch.ScalarType.Float64);
        folder = Directory.CreateTempSubdirectory("benchmark").FullName;
        TensorFiles.SaveNpy(Path.Combine(folder, "a.npy"), tensor);
        SafeTensors.Save(Path.Combine(folder, "a.safetensors"), [new("a", tensor)]);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        tensor.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark]
    public void Matrix_to_tensor_shared() => matrix.ToTensor().Dispose();

    [Benchmark]
    public void Matrix_to_tensor_by_way_of_an_array() => torch.tensor(matrix.ToArray()).Dispose();

    [Benchmark]
    public Matrix<double> Tensor_to_matrix() => tensor.ToMatrix<double>();

    [Benchmark]
    public Matrix<double> Tensor_to_matrix_by_way_of_an_array() => Matrix<double>.Build.DenseOfArray((double[,])tensor.data<double>().ToNDArray());

    [Benchmark]
    public void Load_npy() => TensorFiles.LoadNpy(Path.Combine(folder, "a.npy")).Dispose();

    [Benchmark]
    public void Load_safetensors()
    {
        using var file = SafeTensors.Open(Path.Combine(folder, "a.safetensors"));
        file.Load("a").Dispose();
    }

    [Benchmark]
    public void Save_npy() => TensorFiles.SaveNpy(Path.Combine(folder, "b.npy"), tensor);
}
