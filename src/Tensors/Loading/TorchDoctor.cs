using System.Diagnostics;
using Adjoint.Extension;

namespace Adjoint.Tensors.Loading;

/// <summary>Says what TorchSharp needs and finds, and fetches what is missing.</summary>
internal static class TorchDoctor
{
    /// <summary>What is there and what is missing.</summary>
    /// <param name="fix">Whether to mend first what can be mended.</param>
    public static IReadOnlyList<Finding> Examine(bool fix)
    {
        var fixedFindings = fix ? Fix() : null;
        return fixedFindings is null ? TorchLibrary.Examine() : [fixedFindings, .. TorchLibrary.Examine()];
    }

    // Null where there was nothing to mend.
    private static Finding? Fix()
    {
        LibStdCxxRepair.OfUser.IsRefused = false;
        var search = new LibTorchSearch(TorchDiagnosis.LibTorchVersion);
        var diagnosis = TorchDiagnosis.Of(search, LibStdCxxRepair.OfUser, CudaDriver.OfMachine());
        if (diagnosis.Refusal is null || NativeNames.Platform is null)
        {
            return null;
        }

        if (TorchLibrary.IsLoaded)
        {
            return new(false, "repair", "the libraries are in use by this session", "Restart the kernel, and run #!torch doctor --fix in its first cell; or adjoint doctor --fix in a terminal.");
        }

        // A package that is there but damaged is not fetched again unless it is taken away. Only what NuGet's folder has is.
        foreach (var package in new[] { Path.Combine(LibTorchSearch.CpuPackage, search.Version), Path.Combine("torchsharp", TorchDiagnosis.TorchSharpVersion) })
        {
            if (IsDamaged(package, diagnosis) && search.PackageFolders.Select(f => Path.Combine(f, package)).FirstOrDefault(Directory.Exists) is { } folder)
            {
                try
                {
                    Directory.Delete(folder, recursive: true);
                }
                catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
                {
                    return new(false, "repair", $"{folder} is damaged and cannot be taken away: {fault.Message}", $"Delete {folder} and run this again.");
                }
            }
        }

        return Restore(search);
    }

    private static bool IsDamaged(string package, TorchDiagnosis diagnosis) =>
        package.StartsWith("libtorch", StringComparison.Ordinal) ? diagnosis.Place is null : diagnosis.Library is null;

    private static Finding Restore(LibTorchSearch search)
    {
        var folder = Directory.CreateTempSubdirectory("adjoint-torch-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "fetch.csproj"), $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
                  <ItemGroup>
                    <PackageDownload Include="{LibTorchSearch.CpuPackage}" Version="[{search.Version}]" />
                    <PackageDownload Include="TorchSharp" Version="[{TorchDiagnosis.TorchSharpVersion}]" />
                  </ItemGroup>
                </Project>
                """);
            using var restore = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["restore", "--nologo", "-v", "q", "-tl:off"])
            {
                WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var printed = restore.StandardOutput.ReadToEndAsync();
            var errors = restore.StandardError.ReadToEndAsync();
            while (!restore.WaitForExit(100))
            {
                if (Cancellation.Current.IsCancellationRequested)
                {
                    restore.Kill(entireProcessTree: true);
                    Cancellation.Poll();
                }
            }

            var reason = (printed.Result + errors.Result).Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.OrdinalIgnoreCase))?.Trim();
            return restore.ExitCode == 0
                ? new(true, "repair", $"fetched {LibTorchSearch.CpuPackage} {search.Version} and TorchSharp {TorchDiagnosis.TorchSharpVersion} from NuGet")
                : new(false, "repair", $"the packages could not be fetched: {reason ?? "dotnet restore failed"}", "Connect to the network that NuGet packages come from, and run this again.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new(false, "repair", "the dotnet command, which fetches packages, is not on the PATH", "Install the .NET 10 SDK and put dotnet on the PATH.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
