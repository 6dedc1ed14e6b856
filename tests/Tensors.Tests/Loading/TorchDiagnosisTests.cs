using Adjoint.Tensors.Loading;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Loading;

/// <summary>Folders of packages as they ought not to be, made of links to the real ones.</summary>
public sealed class TorchDiagnosisTests : IDisposable
{
    private static readonly string Real = new LibTorchSearch(TorchDiagnosis.LibTorchVersion).PackageFolders.First(f => Directory.Exists(Path.Combine(f, "torchsharp")));
    private static readonly CudaDriver NoDriver = new(null, [], "no NVIDIA driver");
    private static readonly CudaDriver Driver = new("12.8", ["NVIDIA H100 80GB HBM3"], string.Empty);

    private readonly string root = Directory.CreateTempSubdirectory("adjoint-packages-").FullName;
    private readonly string torch;
    private readonly string own;

    public TorchDiagnosisTests()
    {
        (torch, own) = (LibTorch(TorchDiagnosis.LibTorchVersion), Path.Combine(root, "torchsharp", TorchDiagnosis.TorchSharpVersion, "runtimes", NativeNames.Platform!, "native"));
        Link(Path.Combine("torchsharp", TorchDiagnosis.TorchSharpVersion, "runtimes", NativeNames.Platform!, "native"), own);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void All_files_in_place_are_enough()
    {
        var diagnosis = Diagnose();
        Assert.Null(diagnosis.Refusal);
        Assert.Equal([torch], diagnosis.Place!.Folders);
    }

    [Theory]
    [InlineData("c10")]
    [InlineData("torch_cpu")]
    [InlineData("torch")]
    public void Hidden_library_is_named(string library)
    {
        File.Delete(Path.Combine(torch, NativeNames.File(library)));
        Assert.StartsWith($"{NativeNames.File(library)} of libtorch {TorchDiagnosis.LibTorchVersion} is missing: it is not in {torch}", Diagnose().Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_package_is_named()
    {
        Directory.Delete(Path.Combine(root, LibTorchSearch.CpuPackage), recursive: true);
        Assert.StartsWith($"libtorch is missing: there is no package {LibTorchSearch.CpuPackage} {TorchDiagnosis.LibTorchVersion} in {root}", Diagnose().Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_native_part_of_TorchSharp_is_named()
    {
        File.Delete(Path.Combine(own, NativeNames.TorchSharp));
        Assert.StartsWith($"{NativeNames.TorchSharp}, TorchSharp's own native library, is missing", Diagnose().Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(4096)]
    [InlineData(-1)]
    public void Truncated_library_is_named(long length)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only libraries of Linux are read.");
        var path = Path.Combine(torch, NativeNames.File("c10"));
        Truncate(path, length);
        Assert.StartsWith($"{path} is cut off: it has ", Diagnose().Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_native_part_of_TorchSharp_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only libraries of Linux are read.");
        var path = Path.Combine(own, NativeNames.TorchSharp);
        Truncate(path, 1_000_000);
        Assert.StartsWith($"{path} is cut off: it has 1000000 bytes", Diagnose().Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_in_place_of_a_library_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only libraries of Linux are read.");
        var path = Path.Combine(torch, NativeNames.File("torch"));
        File.Delete(path);
        File.WriteAllText(path, new string('x', 5000));
        Assert.Equal($"{path} is no 64-bit shared library of Linux.", Diagnose().Refusal);
    }

    [Fact]
    public void Other_version_is_named_with_the_one_that_is_needed()
    {
        Directory.Delete(Path.Combine(root, LibTorchSearch.CpuPackage), recursive: true);
        LibTorch("2.7.1");
        Assert.Equal(
            $"libtorch 2.7.1 (the package {LibTorchSearch.CpuPackage}, in {Path.Combine(root, LibTorchSearch.CpuPackage, "2.7.1", "runtimes", NativeNames.Platform!, "native")}) is of the wrong version: TorchSharp {TorchDiagnosis.TorchSharpVersion} needs {TorchDiagnosis.LibTorchVersion}.",
            Diagnose().Refusal);
    }

    [Fact]
    public void Folder_that_lies_about_its_version_is_found_out_by_its_symbols()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only libraries of Linux are read.");

        // A library that is whole, but has other functions.
        var path = Path.Combine(torch, NativeNames.File("torch_cpu"));
        File.Delete(path);
        File.CreateSymbolicLink(path, Path.Combine(torch, NativeNames.File("c10")));
        Assert.Matches("is of the wrong version: it lacks [0-9]+ of the functions that TorchSharp .* calls, _ZN.* among them", Diagnose().Refusal);
    }

    [Fact]
    public void Folder_of_the_environment_comes_first_and_its_faults_do_not_hide_the_package()
    {
        var elsewhere = Path.Combine(root, "elsewhere");
        Directory.CreateDirectory(elsewhere);
        var diagnosis = Diagnose(chosen: elsewhere);
        Assert.Null(diagnosis.Refusal);
        Assert.Contains(diagnosis.Findings, f => f.Subject == "not used" && f.What.Contains(elsewhere, StringComparison.Ordinal));
    }

    [Fact]
    public void Library_of_an_installed_PyTorch_is_used_when_its_version_matches_and_named_when_not()
    {
        Directory.Delete(Path.Combine(root, LibTorchSearch.CpuPackage), recursive: true);
        var python = Path.Combine(root, "python");
        PyTorch(python, TorchDiagnosis.LibTorchVersion + "+cpu");
        Assert.Equal("PyTorch", Diagnose(python: python).Place?.Origin);
        File.WriteAllText(Path.Combine(python, "torch", "version.py"), "__version__ = '2.5.1+cu124'\n");
        Assert.Contains("libtorch 2.5.1 (PyTorch, in ", Diagnose(python: python).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Gpu_without_a_matching_library_is_reported_with_what_was_found()
    {
        var python = Path.Combine(root, "python");
        PyTorch(python, "2.5.1+cu124");
        File.CreateSymbolicLink(Path.Combine(python, "torch", "lib", NativeNames.File("torch_cuda")), Path.Combine(torch, NativeNames.File("c10")));
        var diagnosis = Diagnose(python: python, driver: Driver);
        Assert.Null(diagnosis.Refusal);
        var finding = Assert.Single(diagnosis.Findings, f => f.Subject == "GPU");
        Assert.False(finding.Good);
        Assert.StartsWith("NVIDIA H100 80GB HBM3, driver for CUDA 12.8; it is not used, because no libtorch 2.10.0 with CUDA was found: PyTorch has 2.5.1 in ", finding.What, StringComparison.Ordinal);
        Assert.NotNull(finding.Remedy);
    }

    [Fact]
    public void Refused_repair_is_a_reason_where_it_is_needed()
    {
        var repair = new LibStdCxxRepair(Path.Combine(root, "native")) { IsRefused = true };
        var needed = Diagnose().NeedsRepair;
        Assert.SkipUnless(needed, "This system's libstdc++ is new enough.");
        Assert.Contains("a repaired copy was refused", Diagnose(repair: repair).Refusal, StringComparison.Ordinal);
        repair.IsRefused = false;
        Assert.Null(Diagnose(repair: repair).Refusal);
    }

    [Fact]
    public void Only_the_known_file_is_repaired_by_one_byte_and_a_damaged_copy_is_made_anew()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux needs the repair.");
        var (repair, library) = (new LibStdCxxRepair(Path.Combine(root, "native")), Path.Combine(own, NativeNames.TorchSharp));
        var copy = repair.CopyOf(library, out var made)!;
        Assert.True(made);
        Assert.Single(File.ReadAllBytes(library).Zip(File.ReadAllBytes(copy)), pair => pair.First != pair.Second);
        File.WriteAllText(copy, "damaged");
        Assert.Equal(copy, repair.CopyOf(library, out made));
        Assert.True(made);
        Assert.Equal(copy, repair.CopyOf(library, out made));
        Assert.False(made);

        var other = Path.Combine(root, "other.so");
        File.WriteAllBytes(other, [.. File.ReadAllBytes(library), 0]);
        Assert.Null(repair.CopyOf(other, out _));
    }

    [Fact]
    public void Mutated_libraries_are_read_without_a_fault()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only libraries of Linux are read.");
        var bytes = File.ReadAllBytes(Path.Combine(torch, NativeNames.File("torch")));
        var path = Path.Combine(root, "mutated.so");
        Check.Sample(Gen.Select(Gen.Int[0, 2000], Gen.Byte, (at, value) => (At: at, Value: value)).Array[1, 20], mutations =>
        {
            var mutated = bytes.ToArray();
            foreach (var (at, value) in mutations)
            {
                mutated[at] = value;
            }

            File.WriteAllBytes(path, mutated);
            using var elf = ElfFile.Open(path, out var fault);
            Assert.True(elf is null != fault is null);
            elf?.UndefinedSymbols();
            elf?.Defines("_ZN2at3addERKNS_6TensorE");
            elf?.FlagsOfNeededVersion(LibStdCxxRepair.Version);
            _ = elf?.NeededLibraries;
        }, iter: 2000, threads: 1);
    }

    private TorchDiagnosis Diagnose(string? chosen = null, string? python = null, CudaDriver? driver = null, LibStdCxxRepair? repair = null) => TorchDiagnosis.Of(
        new LibTorchSearch(TorchDiagnosis.LibTorchVersion, [root], chosen ?? string.Empty, python is null ? [] : [python]), repair ?? new LibStdCxxRepair(Path.Combine(root, "native")), driver ?? NoDriver);

    private string LibTorch(string version)
    {
        var folder = Path.Combine(root, LibTorchSearch.CpuPackage, version, "runtimes", NativeNames.Platform!, "native");
        Link(Path.Combine(LibTorchSearch.CpuPackage, TorchDiagnosis.LibTorchVersion, "runtimes", NativeNames.Platform!, "native"), folder);
        return folder;
    }

    private static void PyTorch(string folder, string version)
    {
        Link(Path.Combine(LibTorchSearch.CpuPackage, TorchDiagnosis.LibTorchVersion, "runtimes", NativeNames.Platform!, "native"), Path.Combine(folder, "torch", "lib"));
        File.WriteAllText(Path.Combine(folder, "torch", "version.py"), $"__version__ = '{version}'\ncuda = None\n");
    }

    private static void Link(string package, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Real, package)))
        {
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(file)), file);
        }
    }

    private static void Truncate(string link, long length)
    {
        var bytes = File.ReadAllBytes(link);
        File.Delete(link);
        File.WriteAllBytes(link, bytes[..(int)(length < 0 ? bytes.Length + length : length)]);
    }
}
