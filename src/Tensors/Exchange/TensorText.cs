using System.Globalization;
using TorchSharp;

namespace Adjoint.Tensors.Exchange;

/// <summary>How messages of this folder name a tensor: <c>float32[2, 3]</c>, <c>int64[4] on cuda:0</c>.</summary>
internal static class TensorText
{
    /// <summary>PyTorch's name of a type of elements.</summary>
    internal static string Of(torch.ScalarType dtype) => dtype switch
    {
        torch.ScalarType.Byte => "uint8",
        torch.ScalarType.Int8 => "int8",
        torch.ScalarType.Int16 => "int16",
        torch.ScalarType.Int32 => "int32",
        torch.ScalarType.Int64 => "int64",
        torch.ScalarType.Float16 => "float16",
        torch.ScalarType.BFloat16 => "bfloat16",
        torch.ScalarType.Float32 => "float32",
        torch.ScalarType.Float64 => "float64",
        torch.ScalarType.ComplexFloat32 => "complex64",
        torch.ScalarType.ComplexFloat64 => "complex128",
        torch.ScalarType.Bool => "bool",
        _ => dtype.ToString().ToLowerInvariant(),
    };

    /// <summary><c>[2, 3]</c>.</summary>
    internal static string Of(ReadOnlySpan<long> shape)
    {
        var words = new string[shape.Length];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        }

        return $"[{string.Join(", ", words)}]";
    }

    /// <summary><c>float32[2, 3]</c>, with what is unusual about the tensor.</summary>
    internal static string Of(torch.Tensor tensor) => tensor.IsInvalid
        ? "disposed"
        : Of(tensor.dtype) + Of(tensor.shape) + (tensor.is_sparse ? ", sparse" : string.Empty) + (tensor.device_type == DeviceType.CPU ? string.Empty : $" on {tensor.device}");
}
