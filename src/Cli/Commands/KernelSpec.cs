using System.Text.Encodings.Web;
using System.Text.Json;
using Adjoint.Jupyter.Wire;

namespace Adjoint.Cli.Commands;

/// <summary>The kernel's entry in Jupyter's list of kernels.</summary>
internal static class KernelSpec
{
    /// <summary>The name by which notebooks refer to the kernel.</summary>
    public const string Name = "adjoint";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The folder of the entry: of the current user, or of an environment.</summary>
    public static string Folder(string? prefix) => Path.Combine(prefix is null ? UserData() : Path.Combine(prefix, "share", "jupyter"), "kernels", Name);

    /// <summary>Writes the entry and returns its folder.</summary>
    /// <exception cref="UsageException">The folder cannot be written.</exception>
    public static string Install(string folder)
    {
        // Run as `dotnet adjoint.dll`, the process is the host; its program is the first argument.
        var host = Environment.ProcessPath ?? "dotnet";
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "adjoint.exe" : "adjoint");
        string[] start = File.Exists(program) ? [program] : [host, Path.Combine(AppContext.BaseDirectory, "adjoint.dll")];
        var spec = new Dictionary<string, object>
        {
            ["argv"] = start.Concat(["kernel", "serve", "{connection_file}"]).ToArray(),
            ["display_name"] = KernelInfo.DisplayName,
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["env"] = new Dictionary<string, string> { ["DOTNET_ROOT"] = DotnetRoot(), ["DOTNET_TieredPGO"] = "0" },
            ["metadata"] = new Dictionary<string, bool> { ["debugger"] = false },
        };
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var logo in new[] { "logo-32x32.png", "logo-64x64.png", "logo-svg.svg" })
            {
                File.WriteAllBytes(Path.Combine(folder, logo), Asset.Bytes("kernel." + logo));
            }

            File.WriteAllText(Path.Combine(folder, "kernel.json"), JsonSerializer.Serialize(spec, Indented) + "\n");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the kernel cannot be installed in {folder}: {fault.Message}");
        }

        return folder;
    }

    /// <summary>Removes the entry. False if there was none.</summary>
    public static bool Uninstall(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return false;
        }

        Directory.Delete(folder, recursive: true);
        return true;
    }

    /// <summary>The folder of the .NET installation that runs this process.</summary>
    public static string DotnetRoot() =>
        Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    // jupyter_core.paths.jupyter_data_dir.
    private static string UserData()
    {
        if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } chosen)
        {
            return chosen;
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Jupyter")
            : OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter")
            : Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data ? data : Path.Combine(home, ".local", "share"), "jupyter");
    }
}
