using System.Globalization;
using TorchSharp;

namespace Adjoint.Tensors.Exchange;

/// <summary>How messages name a tensor: <c>float32[2, 3]</c>, <c>int64[4] on cuda:0</c>.</summary>
internal static class TensorName
{
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
        : EntryType.NameOf(tensor.dtype) + Of(tensor.shape) + (tensor.is_sparse ? ", sparse" : string.Empty) + (tensor.device_type == DeviceType.CPU ? string.Empty : $" on {tensor.device}");
}
