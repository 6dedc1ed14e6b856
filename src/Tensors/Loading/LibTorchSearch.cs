using System.Text.RegularExpressions;

namespace Adjoint.Tensors.Loading;

/// <summary>Finds the places that may hold libtorch, best first.</summary>
internal sealed partial class LibTorchSearch
{
    /// <summary>The variable that names a folder with libtorch, before all other places.</summary>
    public const string Variable = "ADJOINT_LIBTORCH";

    private static readonly string[] LibraryFolders = ["lib", "lib64", "Lib"];
    private static readonly string[] PythonPackageFolders = ["site-packages", "dist-packages"];

    private readonly string? chosen;
    private readonly IReadOnlyList<string> pythonFolders;

    /// <summary>A search.</summary>
    /// <param name="libTorchVersion">The version that TorchSharp was built against, such as 2.10.0.</param>
    /// <param name="packageFolders">NuGet's folders of packages; by default those of this user and of the build.</param>
    /// <param name="chosen">What <see cref="Variable"/> says; by default the environment's.</param>
    /// <param name="pythonFolders">Folders that hold Python packages; by default those of the usual places.</param>
    public LibTorchSearch(string libTorchVersion, IReadOnlyList<string>? packageFolders = null, string? chosen = null, IReadOnlyList<string>? pythonFolders = null)
    {
        Version = libTorchVersion;
        PackageFolders = packageFolders ?? UserPackageFolders();
        this.chosen = (chosen ?? Environment.GetEnvironmentVariable(Variable)) is { Length: > 0 } folder ? folder : null;
        this.pythonFolders = pythonFolders ?? [.. SitePackages()];
    }

    /// <summary>The version that TorchSharp was built against.</summary>
    public string Version { get; }

    /// <summary>NuGet's folders of packages.</summary>
    public IReadOnlyList<string> PackageFolders { get; }

    /// <summary>The package with libtorch for the CPU.</summary>
    public static string CpuPackage => $"libtorch-cpu-{NativeNames.Platform}";

    /// <summary>All places, those with CUDA first where a driver is there; some may be of another version or lack files.</summary>
    /// <param name="wantsCuda">Whether this machine has a driver for CUDA.</param>
    public IEnumerable<LibTorchPlace> Places(bool wantsCuda)
    {
        var places = All().ToList();
        return places.Where(p => p.Origin == Variable)
            .Concat(places.Where(p => p.Origin != Variable && p.HasCuda && wantsCuda))
            .Concat(places.Where(p => p.Origin != Variable && !(p.HasCuda && wantsCuda)));
    }

    private IEnumerable<LibTorchPlace> All()
    {
        if (chosen is not null)
        {
            var version = Path.Combine(chosen, "..", "build-version");
            yield return new(Variable, [Path.GetFullPath(chosen)], File.Exists(version) ? File.ReadAllText(version).Trim() : null, File.Exists(Path.Combine(chosen, NativeNames.File("torch_cuda"))));
        }

        foreach (var place in Packages())
        {
            yield return place;
        }

        foreach (var folder in pythonFolders)
        {
            var (library, version) = (Path.Combine(folder, "torch", "lib"), Path.Combine(folder, "torch", "version.py"));
            if (Directory.Exists(library))
            {
                var text = File.Exists(version) ? File.ReadAllText(version) : string.Empty;
                yield return new("PyTorch", [library], PythonVersion().Match(text) is { Success: true } match ? match.Groups[1].Value : null, File.Exists(Path.Combine(library, NativeNames.File("torch_cuda"))));
            }
        }
    }

    private IEnumerable<LibTorchPlace> Packages()
    {
        foreach (var root in PackageFolders.Where(Directory.Exists))
        {
            var natives = Directory.EnumerateDirectories(root, "libtorch-*")
                .Select(p => (Name: Path.GetFileName(p), Path: p))
                .Where(p => p.Name.Contains(NativeNames.Platform ?? "?", StringComparison.Ordinal))
                .SelectMany(p => Directory.EnumerateDirectories(p.Path).Select(v => (p.Name, Version: Path.GetFileName(v), Folder: Path.Combine(v, "runtimes", NativeNames.Platform ?? "?", "native"))))
                .ToList();

            // The version that fits first, then newer ones, so that the message about a wrong version names the newest.
            foreach (var version in natives.Select(n => n.Version).Distinct().OrderByDescending(v => v == Version).ThenByDescending(v => System.Version.TryParse(v, out var parsed) ? parsed : new Version(0, 0)))
            {
                var cuda = natives.Where(n => n.Version == version && n.Name.StartsWith("libtorch-cuda-", StringComparison.Ordinal)).Select(n => n.Folder).Where(Directory.Exists).ToList();
                if (cuda.Count > 0)
                {
                    yield return new("the package libtorch-cuda", cuda, version, HasCuda: true);
                }

                var cpu = natives.Where(n => n.Version == version && n.Name == CpuPackage).Select(n => n.Folder).ToList();
                if (cpu.Count > 0)
                {
                    yield return new($"the package {CpuPackage}", cpu, version, HasCuda: false);
                }
            }
        }
    }

    private static List<string> UserPackageFolders()
    {
        // What the build used stands beside the add-on: a NuGet.config may have moved it.
        var built = Path.Combine(Path.GetDirectoryName(typeof(LibTorchSearch).Assembly.Location) ?? ".", "packages.path");
        return
        [
            .. new[]
            {
                Environment.GetEnvironmentVariable("NUGET_PACKAGES"),
                Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
                File.Exists(built) ? File.ReadAllText(built).Trim() : null,
            }.OfType<string>().Where(f => f.Length > 0).Select(f => Path.TrimEndingDirectorySeparator(Path.GetFullPath(f))).Distinct(),
        ];
    }

    private static IEnumerable<string> SitePackages()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var roots = new List<string?>
        {
            Environment.GetEnvironmentVariable("VIRTUAL_ENV"), Environment.GetEnvironmentVariable("CONDA_PREFIX"),
            Path.Combine(home, ".local"), Path.Combine(home, "miniconda3"), Path.Combine(home, "anaconda3"), "/usr/local", "/usr", "/opt/conda",
        };
        roots.AddRange((Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Where(p => Path.GetFileName(p) is "bin" or "Scripts").Select(Path.GetDirectoryName));
        foreach (var root in roots.OfType<string>().Distinct().Where(Directory.Exists))
        {
            foreach (var library in LibraryFolders.Select(l => Path.Combine(root, l)).Where(Directory.Exists))
            {
                foreach (var python in Directory.EnumerateDirectories(library, "python3*").Append(library))
                {
                    foreach (var packages in PythonPackageFolders.Select(p => Path.Combine(python, p)).Where(Directory.Exists))
                    {
                        yield return packages;
                    }
                }
            }
        }
    }

    [GeneratedRegex("""__version__\s*(?::\s*str\s*)?=\s*['"]([0-9.]+)""")]
    private static partial Regex PythonVersion();
}
