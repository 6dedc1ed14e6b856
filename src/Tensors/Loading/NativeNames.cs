using System.Runtime.InteropServices;

namespace Adjoint.Tensors.Loading;

/// <summary>What the native libraries are called on this platform.</summary>
internal static class NativeNames
{
    /// <summary>NuGet's name of the platform, for the four that TorchSharp supports; else null.</summary>
    public static string? Platform { get; } = (OperatingSystem.IsLinux(), OperatingSystem.IsWindows(), OperatingSystem.IsMacOS(), RuntimeInformation.ProcessArchitecture) switch
    {
        (true, _, _, Architecture.X64) => "linux-x64",
        (_, true, _, Architecture.X64) => "win-x64",
        (_, true, _, Architecture.Arm64) => "win-arm64",
        (_, _, true, Architecture.Arm64) => "osx-arm64",
        _ => null,
    };

    /// <summary>The library that TorchSharp calls.</summary>
    public static string TorchSharp { get; } = File("LibTorchSharp");

    /// <summary>libtorch, in the order of their dependence.</summary>
    public static IReadOnlyList<string> Cpu { get; } = [File("c10"), File("torch_cpu"), File("torch")];

    /// <summary>libtorch with CUDA, in the order of their dependence.</summary>
    public static IReadOnlyList<string> Cuda { get; } = [File("c10"), File("c10_cuda"), File("torch_cpu"), File("torch_cuda"), File("torch")];

    /// <summary>The file of a library.</summary>
    public static string File(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";
}
