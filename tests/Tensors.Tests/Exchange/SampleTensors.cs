using Adjoint.Tensors.Exchange;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.Exchange;

internal static class SampleTensors
{
    public static readonly torch.ScalarType[] Dtypes =
    [
        torch.ScalarType.Bool, torch.ScalarType.Byte, torch.ScalarType.Int8, torch.ScalarType.Int16, torch.ScalarType.Int32, torch.ScalarType.Int64, torch.ScalarType.Float16,
        torch.ScalarType.BFloat16, torch.ScalarType.Float32, torch.ScalarType.Float64, torch.ScalarType.ComplexFloat32, torch.ScalarType.ComplexFloat64,
    ];

    public static readonly long[][] Shapes = [[], [0], [1], [5], [2, 3], [0, 4], [3, 0], [2, 1, 3], [1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 3]];

    // Small integers, which every type holds.
    public static torch.Tensor Of(torch.ScalarType dtype, params long[] shape)
    {
        using var scope = torch.NewDisposeScope();
        var numbers = torch.arange(shape.Aggregate(1L, (a, b) => a * b), torch.ScalarType.Float64).reshape(shape);
        var values = dtype switch
        {
            torch.ScalarType.ComplexFloat32 or torch.ScalarType.ComplexFloat64 => torch.complex(numbers, 0.5 - numbers).to(dtype),
            torch.ScalarType.Bool => numbers.remainder(2).to(dtype),
            _ => numbers.to(dtype, copy: true),
        };
        return values.MoveToOuterDisposeScope();
    }

    public static void AssertSame(torch.Tensor expected, torch.Tensor actual)
    {
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.Equal(expected.shape, actual.shape);
        using var a = SharedMemory.Readable(expected);
        using var b = SharedMemory.Readable(actual);
        if (a.numel() > 0)
        {
            Assert.Equal(a.bytes.ToArray(), b.bytes.ToArray());
        }
    }
}
