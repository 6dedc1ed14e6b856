using System.Globalization;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>The types of a tensor's entries: how PyTorch writes them, and how large they are.</summary>
internal static class EntryType
{
    /// <summary><c>float32</c>, <c>uint8</c>, <c>complex64</c>.</summary>
    public static string NameOf(torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte => "uint8",
        torch.ScalarType.ComplexFloat32 => "complex64",
        torch.ScalarType.ComplexFloat64 => "complex128",
        _ when Enum.IsDefined(type) => type.ToString().ToLowerInvariant(),
        _ => string.Create(CultureInfo.InvariantCulture, $"type {(int)type}"),
    };

    /// <summary>The bytes of one entry.</summary>
    public static int SizeOf(torch.ScalarType type) => type switch
    {
        torch.ScalarType.ComplexFloat64 => 16,
        torch.ScalarType.Float64 or torch.ScalarType.Int64 or torch.ScalarType.ComplexFloat32 => 8,
        torch.ScalarType.Float32 or torch.ScalarType.Int32 => 4,
        torch.ScalarType.Float16 or torch.ScalarType.BFloat16 or torch.ScalarType.Int16 => 2,
        _ => 1,
    };
}
