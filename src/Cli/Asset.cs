using System.Text;

namespace Adjoint.Cli;

/// <summary>The files that ship inside the tool.</summary>
internal static class Asset
{
    /// <summary>The content of an asset as text.</summary>
    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    /// <summary>The content of an asset.</summary>
    public static byte[] Bytes(string name)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The asset {name} is not in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
