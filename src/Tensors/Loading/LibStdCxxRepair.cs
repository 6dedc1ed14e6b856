using System.Security.Cryptography;

namespace Adjoint.Tensors.Loading;

/// <summary>Makes TorchSharp's native library load where libstdc++ is older than GCC 13's: Debian 12, Ubuntu 22.04, RHEL 9.</summary>
/// <remarks>
/// The library asks for the symbol version GLIBCXX_3.4.32 for one symbol, <c>_ZSt21ios_base_library_initv</c>, which nothing in it refers to: it only says that iostreams need to be initialised,
/// which older libraries do by themselves. In a copy that version is marked weak, so that the loader no longer insists on it. Only the file whose hash is known is copied and changed, by one byte.
/// </remarks>
internal sealed class LibStdCxxRepair(string folder)
{
    /// <summary>The version that the library asks for.</summary>
    public const string Version = "GLIBCXX_3.4.32";

    private const ushort Weak = 2;

    // TorchSharp 0.107.0, linux-x64.
    private static readonly string[] Known = ["cf33b1b0bb6bbb9754a768fb5c5d04d9f498603be50e73f55621a0b40ee608b8"];

    /// <summary>That of this user.</summary>
    public static LibStdCxxRepair OfUser { get; } = new(Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "adjoint", "native"));

    /// <summary>Whether this user has refused the repair, by <c>#!torch doctor --no-fix</c>.</summary>
    public bool IsRefused
    {
        get => File.Exists(Path.Combine(folder, "refused"));
        set
        {
            Directory.CreateDirectory(folder);
            if (value)
            {
                File.WriteAllText(Path.Combine(folder, "refused"), "TorchSharp's native library is not repaired; #!torch doctor --fix allows it again.\n");
                foreach (var copy in Directory.EnumerateDirectories(folder))
                {
                    Directory.Delete(copy, recursive: true);
                }
            }
            else
            {
                File.Delete(Path.Combine(folder, "refused"));
            }
        }
    }

    /// <summary>Whether a library is one that can be repaired.</summary>
    public static bool Knows(string library) => Known.Contains(Hash(File.ReadAllBytes(library)));

    /// <summary>The path of the repaired copy, made if it is not there or not what it must be.</summary>
    /// <param name="library">The library as the package has it.</param>
    /// <param name="made">Whether the copy was made now.</param>
    /// <returns>Null if the library is not one that can be repaired.</returns>
    public string? CopyOf(string library, out bool made)
    {
        made = false;
        var bytes = File.ReadAllBytes(library);
        var hash = Hash(bytes);
        if (!Known.Contains(hash))
        {
            return null;
        }

        using (var elf = ElfFile.Open(library, out _))
        {
            if (elf?.FlagsOfNeededVersion(Version) is not { } flags)
            {
                return null;
            }

            bytes[flags] |= (byte)Weak;
        }

        var copy = Path.Combine(folder, hash[..16], NativeNames.TorchSharp);
        if (File.Exists(copy) && File.ReadAllBytes(copy).AsSpan().SequenceEqual(bytes))
        {
            return copy;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        var fresh = $"{copy}.{Guid.NewGuid():N}";
        File.WriteAllBytes(fresh, bytes);
        File.Move(fresh, copy, overwrite: true);
        made = true;
        return copy;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
