using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Adjoint.Extension;
using TorchSharp;

namespace Adjoint.Tensors.Loading;

/// <summary>What there is to load TorchSharp with, looked at without loading it.</summary>
/// <param name="Place">The libtorch to load; null if none can be loaded.</param>
/// <param name="Library">TorchSharp's own native library, as its package has it; null if it cannot be loaded.</param>
/// <param name="NeedsRepair">Whether this system's libstdc++ is too old for it.</param>
/// <param name="Findings">All that was looked at, for a reader.</param>
/// <param name="Refusal">Why it cannot be loaded, in one sentence; null if it can.</param>
internal sealed partial record TorchDiagnosis(LibTorchPlace? Place, string? Library, bool NeedsRepair, IReadOnlyList<Finding> Findings, string? Refusal)
{
    private const string Fix = "adjoint doctor --fix, or in a cell #!torch doctor --fix";

    /// <summary>TorchSharp's version, such as 0.107.0.</summary>
    public static string TorchSharpVersion { get; } =
        (typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];

    /// <summary>The version of libtorch that TorchSharp was built against, such as 2.10.0. Read without running TorchSharp, which would begin to load it.</summary>
    public static string LibTorchVersion { get; } = ThreeNumbers(
        (string?)typeof(torch).GetField("libtorchPackageVersion", BindingFlags.NonPublic | BindingFlags.Static)?.GetRawConstantValue() ?? "2.10.0");

    /// <summary>Looks at what there is.</summary>
    /// <param name="search">Where to look.</param>
    /// <param name="repair">Whether a library may be repaired, and where.</param>
    /// <param name="driver">The driver of this machine's GPUs.</param>
    public static TorchDiagnosis Of(LibTorchSearch search, LibStdCxxRepair repair, CudaDriver driver)
    {
        var findings = new List<Finding> { new(true, "TorchSharp", $"{TorchSharpVersion}, made for libtorch {search.Version}") };
        if (NativeNames.Platform is null)
        {
            var sentence = $"TorchSharp has no native library for {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}; it has them for linux-x64, win-x64, win-arm64 and osx-arm64.";
            findings.Add(new(false, "Platform", sentence, "Use one of these platforms."));
            return new(null, null, NeedsRepair: false, findings, sentence);
        }

        var (library, libraryFault) = Own(search, findings);
        var (place, placeFault) = LibTorch(search, library, driver, findings);
        var (needsRepair, repairFault) = library is null ? (false, null) : StandardLibrary(library, repair, findings);
        Gpu(driver, place, search, findings);
        return new(place, library, needsRepair, findings, libraryFault ?? placeFault ?? repairFault);
    }

    private static (string? Path, string? Fault) Own(LibTorchSearch search, List<Finding> findings)
    {
        var folder = Path.GetDirectoryName(typeof(torch).Assembly.Location) ?? ".";
        var candidates = search.PackageFolders.Select(p => Path.Combine(p, "torchsharp", TorchSharpVersion, "runtimes", NativeNames.Platform!, "native"))
            .Append(Path.Combine(folder, "runtimes", NativeNames.Platform!, "native")).Append(folder).Select(f => Path.Combine(f, NativeNames.TorchSharp)).ToList();
        var path = candidates.FirstOrDefault(File.Exists);
        if (path is null)
        {
            var sentence = $"{NativeNames.TorchSharp}, TorchSharp's own native library, is missing: it is neither at {candidates[0]} nor beside TorchSharp.dll.";
            findings.Add(new(false, "native part", sentence, Fix));
            return (null, sentence);
        }

        if (Fault(path) is { } fault)
        {
            var sentence = $"{path} {fault}.";
            findings.Add(new(false, "native part", sentence, Fix));
            return (null, sentence);
        }

        findings.Add(new(true, "native part", path));
        return (path, null);
    }

    private static (LibTorchPlace? Place, string? Fault) LibTorch(LibTorchSearch search, string? library, CudaDriver driver, List<Finding> findings)
    {
        var faults = new List<(LibTorchPlace Place, string Sentence)>();
        foreach (var place in search.Places(driver.IsThere))
        {
            if (Fault(place, search.Version, library) is not { } fault)
            {
                findings.Add(new(true, "libtorch", $"{place.Version ?? search.Version}{(place.HasCuda ? " with CUDA" : " for the CPU")}, {place.Origin}, in {place.Where}"));
                findings.AddRange(faults.Where(f => f.Place.HasCuda || f.Place.Origin == LibTorchSearch.Variable).Select(f => new Finding(true, "not used", f.Sentence)));
                return (place, null);
            }

            faults.Add((place, fault));
        }

        // The place that should have been the one: of the right version, else the first.
        var sentence = faults.Count > 0
            ? (faults.Find(f => f.Place.Fits(search.Version)) is { Sentence: not null } right ? right : faults[0]).Sentence
            : $"libtorch is missing: there is no package {LibTorchSearch.CpuPackage} {search.Version} in {string.Join(" or ", search.PackageFolders)}, and no PyTorch of that version.";
        findings.Add(new(false, "libtorch", sentence, Fix));
        findings.AddRange(faults.Where(f => f.Sentence != sentence).Select(f => new Finding(true, "not used", f.Sentence)));
        return (null, sentence);
    }

    private static string? Fault(LibTorchPlace place, string version, string? library)
    {
        if (!place.Fits(version))
        {
            return $"libtorch {place.Version} ({place.Origin}, in {place.Where}) is of the wrong version: TorchSharp {TorchSharpVersion} needs {version}.";
        }

        foreach (var file in place.Required)
        {
            if (place.PathOf(file) is not { } path)
            {
                return $"{file} of libtorch {place.Version ?? version} is missing: it is not in {place.Where} ({place.Origin}).";
            }

            if (Fault(path) is { } fault)
            {
                return $"{path} {fault}.";
            }
        }

        return library is null ? null : MissingSymbols(place, library);
    }

    // A place may lie about its version, and a symbol that is missing ends the process when it is first called.
    private static string? MissingSymbols(LibTorchPlace place, string library)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        using var own = ElfFile.Open(library, out _);
        var parts = place.Required.Concat([NativeNames.File("torch_cuda"), NativeNames.File("c10_cuda")]).Distinct().Select(place.PathOf).OfType<string>().Select(p => ElfFile.Open(p, out _)).OfType<ElfFile>().ToList();
        try
        {
            var missing = own?.UndefinedSymbols().Where(IsOfTorch).Where(s => !parts.Exists(p => p.Defines(s))).ToList() ?? [];
            return missing.Count == 0 ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"libtorch in {place.Where} ({place.Origin}) is of the wrong version: it lacks {missing.Count} of the functions that TorchSharp {TorchSharpVersion} calls, {missing[0]} among them.");
        }
        finally
        {
            parts.ForEach(p => p.Dispose());
        }
    }

    private static bool IsOfTorch(string symbol) => TorchName().IsMatch(symbol);

    private static (bool NeedsRepair, string? Fault) StandardLibrary(string library, LibStdCxxRepair repair, List<Finding> findings)
    {
        if (!OperatingSystem.IsLinux())
        {
            return (false, null);
        }

        using (var elf = ElfFile.Open(library, out _))
        {
            if (elf?.FlagsOfNeededVersion(LibStdCxxRepair.Version) is null || StandardLibraryInUse() is not { } standard)
            {
                return (false, null);
            }

            using var runtime = ElfFile.Open(standard, out _);
            if (runtime is null || runtime.Defines("_ZSt21ios_base_library_initv"))
            {
                findings.Add(new(true, "libstdc++", $"{standard} has {LibStdCxxRepair.Version}"));
                return (false, null);
            }

            var lack = $"{standard} is older than GCC 13's and lacks {LibStdCxxRepair.Version}, which {NativeNames.TorchSharp} asks for";
            if (!LibStdCxxRepair.Knows(library))
            {
                var sentence = $"{lack}; Adjoint repairs only the library of the TorchSharp release that it knows, and {library} is not that file.";
                findings.Add(new(false, "libstdc++", sentence, Fix));
                return (true, sentence);
            }

            if (repair.IsRefused)
            {
                var sentence = $"{lack}, and a repaired copy was refused (--no-fix).";
                findings.Add(new(false, "libstdc++", sentence, Fix));
                return (true, sentence);
            }
        }

        findings.Add(new(true, "libstdc++", $"{StandardLibraryInUse()} lacks {LibStdCxxRepair.Version}; a copy of {NativeNames.TorchSharp} that does not insist on it is loaded instead (one byte is changed; --no-fix refuses this)"));
        return (true, null);
    }

    private static void Gpu(CudaDriver driver, LibTorchPlace? place, LibTorchSearch search, List<Finding> findings)
    {
        if (!driver.IsThere)
        {
            findings.Add(new(true, "GPU", driver.Absence));
        }
        else if (place?.HasCuda == true)
        {
            findings.Add(new(true, "GPU", driver.Description));
        }
        else
        {
            var others = search.Places(wantsCuda: true).Where(p => p.HasCuda).Select(p => $"{p.Origin} has {p.Version ?? "an unknown version"} in {p.Where}").ToList();
            findings.Add(new(
                false,
                "GPU",
                $"{driver.Description}; it is not used, because no libtorch {search.Version} with CUDA was found{(others.Count > 0 ? ": " + string.Join("; ", others) : string.Empty)}",
                $"pip install torch=={search.Version} (Adjoint finds it), or {LibTorchSearch.Variable}=FOLDER in the environment for another libtorch of that version."));
        }
    }

    // The runtime itself has loaded it.
    private static string? StandardLibraryInUse() => File.Exists("/proc/self/maps")
        ? File.ReadLines("/proc/self/maps").Select(l => l[(l.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? slash : l.Length)..])
            .FirstOrDefault(p => Path.GetFileName(p).StartsWith("libstdc++.so", StringComparison.Ordinal))
        : null;

    private static string? Fault(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            using var handle = File.OpenHandle(path);
            return RandomAccess.GetLength(handle) < 64 ? "is cut off" : null;
        }

        using var elf = ElfFile.Open(path, out var fault);
        return fault;
    }

    private static string ThreeNumbers(string version) => string.Join('.', version.Split('.').Take(3));

    [GeneratedRegex("^_Z[NK]*(?:2at|3c10|5torch)")]
    private static partial Regex TorchName();
}
