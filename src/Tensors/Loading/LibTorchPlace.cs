namespace Adjoint.Tensors.Loading;

/// <summary>A place that may hold libtorch.</summary>
/// <param name="Origin">Where it comes from, for a reader: <c>the package libtorch-cpu-linux-x64</c>, <c>PyTorch</c>, <c>ADJOINT_LIBTORCH</c>.</param>
/// <param name="Folders">The folders with its files; libtorch for CUDA comes in several packages.</param>
/// <param name="Version">What the place says about its version, such as 2.10.0; null if it says nothing.</param>
/// <param name="HasCuda">Whether it is built for CUDA.</param>
internal sealed record LibTorchPlace(string Origin, IReadOnlyList<string> Folders, string? Version, bool HasCuda)
{
    /// <summary>The files that must be there, in the order in which they are loaded.</summary>
    public IReadOnlyList<string> Required => HasCuda ? NativeNames.Cuda : NativeNames.Cpu;

    /// <summary>The path of a file; null if it is in none of the folders.</summary>
    public string? PathOf(string file) => Folders.Select(f => Path.Combine(f, file)).FirstOrDefault(File.Exists);

    /// <summary>Where a missing file was looked for.</summary>
    public string Where => string.Join(" and ", Folders.Take(3));

    /// <summary>Whether its version says that it is the one that TorchSharp was built against: the same major and minor number. True if it says nothing: then its symbols decide.</summary>
    public bool Fits(string version) => Version is null || MajorMinor(Version) == MajorMinor(version);

    private static string MajorMinor(string version) => string.Join('.', version.Split('.').Take(2));
}
