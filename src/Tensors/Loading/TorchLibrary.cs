using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Adjoint.Extension;
using TorchSharp;

namespace Adjoint.Tensors.Loading;

/// <summary>Loads TorchSharp's native libraries, from the folders that they are in.</summary>
/// <remarks>A process loads them once and for good, so this is the one place with state of the process.</remarks>
public static class TorchLibrary
{
    private static readonly Lock Gate = new();
    private static bool isListening;

    // CUDA is initialised in the course of loading, and asks for the libraries once more.
    private static bool isLoading;

    /// <summary>Whether they are loaded.</summary>
    public static bool IsLoaded { get; private set; }

    /// <summary>From now on, whoever uses TorchSharp first has them loaded: nobody needs to call <see cref="Load()"/>. Calling it again changes nothing.</summary>
    public static void LoadWhenAsked()
    {
        lock (Gate)
        {
            if (!isListening)
            {
                isListening = true;
                AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
                {
                    // TorchSharp asks for the first before the second, by names without suffixes.
                    if (name is not ("torch_cpu" or "torch_cuda" or "LibTorchSharp"))
                    {
                        return 0;
                    }

                    Load();
                    return NativeLibrary.TryLoad(NativeNames.File(name), out var handle) ? handle : 0;
                };
            }
        }
    }

    /// <summary>Loads them, if they are not loaded yet.</summary>
    /// <returns>What the user ought to know, in one sentence: that a library was repaired now, for the first time; else null.</returns>
    /// <exception cref="TorchUnavailableException">They cannot be loaded.</exception>
    public static string? Load()
    {
        lock (Gate)
        {
            if (IsLoaded || isLoading)
            {
                return null;
            }

            var driver = CudaDriver.OfMachine();
            var diagnosis = TorchDiagnosis.Of(new LibTorchSearch(TorchDiagnosis.LibTorchVersion), LibStdCxxRepair.OfUser, driver);
            isLoading = true;
            try
            {
                var notice = Load(diagnosis, LibStdCxxRepair.OfUser);
                IsLoaded = true;
                return notice;
            }
            finally
            {
                isLoading = false;
            }
        }
    }

    /// <summary>Says what is there and what is missing; loads the libraries, if that is possible, to see that they work.</summary>
    public static IReadOnlyList<Finding> Examine()
    {
        var diagnosis = TorchDiagnosis.Of(new LibTorchSearch(TorchDiagnosis.LibTorchVersion), LibStdCxxRepair.OfUser, CudaDriver.OfMachine());
        var findings = diagnosis.Findings.ToList();
        if (IsLoaded || diagnosis.Refusal is null)
        {
            findings.Add(Trial());
        }

        return findings;
    }

    private static Finding Trial()
    {
        try
        {
            Load();
            using var scope = torch.NewDisposeScope();
            var sum = torch.ones(2, 2).mm(torch.ones(2, 2)).sum().item<float>();
            return sum == 8
                ? new(true, "trial", "a product of two 2×2 tensors is right" + (torch.cuda.is_available() ? "; CUDA is available" : string.Empty))
                : new(false, "trial", $"a product of two 2×2 tensors sums up to {sum}, not 8", "#!torch doctor --fix");
        }
        catch (Exception error) when (error is TorchUnavailableException or NotSupportedException or TypeInitializationException or DllNotFoundException or ExternalException)
        {
            return new(false, "trial", error.Message.Split('\n')[0], "#!torch doctor --fix");
        }
    }

    private static string? Load(TorchDiagnosis diagnosis, LibStdCxxRepair repair)
    {
        if (diagnosis.Refusal is { } refusal)
        {
            throw new TorchUnavailableException(refusal);
        }

        var (place, library, made) = (diagnosis.Place!, diagnosis.Library!, false);
        if (diagnosis.NeedsRepair)
        {
            library = repair.CopyOf(library, out made) ?? throw new TorchUnavailableException($"{library} cannot be repaired.");
        }

        // The loader finds by its name what is loaded already, wherever that lies; TorchSharp asks by name.
        var loaded = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in place.Required)
        {
            LoadWithNeeded(place, file, loaded);
        }

        Load(library);
        if (place.HasCuda)
        {
            // Before the first use of the CPU, or CUDA stays out of reach.
            torch.TryInitializeDeviceType(DeviceType.CUDA);
        }

        return made
            ? $"Tensors: this system's libstdc++ is older than TorchSharp's native library wants, so Adjoint loads a repaired copy ({library}); #!torch doctor explains it, #!torch doctor --no-fix refuses it."
            : null;
    }

    private static void LoadWithNeeded(LibTorchPlace place, string file, HashSet<string> loaded)
    {
        if (!loaded.Add(file) || place.PathOf(file) is not { } path)
        {
            return;
        }

        // Where libtorch comes in several folders, its parts do not find one another by themselves.
        if (place.Folders.Count > 1 && OperatingSystem.IsLinux())
        {
            using var elf = ElfFile.Open(path, out _);
            foreach (var needed in elf?.NeededLibraries ?? [])
            {
                LoadWithNeeded(place, needed, loaded);
            }
        }

        Load(path);
    }

    private static void Load(string path)
    {
        try
        {
            NativeLibrary.Load(path);
        }
        catch (DllNotFoundException error)
        {
            // The loader's own words stand after the advice of .NET.
            var reason = error.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault(l => l.StartsWith('/')) ?? error.Message.Split('\n')[0];
            throw new TorchUnavailableException($"{path} cannot be loaded: {reason.TrimEnd('.')}.");
        }
    }
}
