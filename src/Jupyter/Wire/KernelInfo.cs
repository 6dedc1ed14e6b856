using System.Text.Json;

namespace Adjoint.Jupyter.Wire;

/// <summary>What the kernel says about itself.</summary>
public static class KernelInfo
{
    /// <summary>The name under which the kernel is installed.</summary>
    public const string DisplayName = "C# (Adjoint)";

    /// <summary>The version of Adjoint.</summary>
    public static string Version { get; } = typeof(KernelInfo).Assembly.GetName().Version!.ToString(3);

    /// <summary>Writes the content of <c>kernel_info_reply</c>.</summary>
    public static void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("status", "ok");
        writer.WriteString("protocol_version", MessageCodec.Version);
        writer.WriteString("implementation", "adjoint");
        writer.WriteString("implementation_version", Version);
        writer.WriteString("banner", $"Adjoint {Version}: C# 14 on .NET {Environment.Version}. #!lsmagic lists the commands.");
        writer.WriteBoolean("debugger", false);
        writer.WriteStartObject("language_info");
        writer.WriteString("name", "C#");
        writer.WriteString("version", "14.0");
        writer.WriteString("mimetype", "text/x-csharp");
        writer.WriteString("file_extension", ".cs");
        writer.WriteString("pygments_lexer", "csharp");
        writer.WriteString("codemirror_mode", "text/x-csharp");
        writer.WriteEndObject();
        writer.WriteStartArray("help_links");
        writer.WriteEndArray();
        writer.WriteStartArray("supported_features");
        writer.WriteEndArray();
    }
}
