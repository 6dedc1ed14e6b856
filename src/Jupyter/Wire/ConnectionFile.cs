using System.Text.Json;

namespace Adjoint.Jupyter.Wire;

/// <summary>Where a kernel's sockets are, and the key that signs its messages.</summary>
/// <remarks>Jupyter messaging, section "Connection files".</remarks>
public sealed record ConnectionFile
{
    private ConnectionFile(JsonElement root)
    {
        Transport = Text(root, "transport", "tcp");
        Address = Text(root, "ip", "127.0.0.1");
        Key = Text(root, "key", string.Empty);
        Scheme = Text(root, "signature_scheme", "hmac-sha256");
        (ShellPort, IopubPort, StdinPort, ControlPort, HeartbeatPort) =
            (Port(root, "shell_port"), Port(root, "iopub_port"), Port(root, "stdin_port"), Port(root, "control_port"), Port(root, "hb_port"));
    }

    /// <summary><c>tcp</c>; nothing else is supported.</summary>
    public string Transport { get; }

    /// <summary>The address to bind to.</summary>
    public string Address { get; }

    /// <summary>The key of the signatures; empty means that messages are not signed.</summary>
    public string Key { get; }

    /// <summary><c>hmac-sha256</c>; nothing else is supported.</summary>
    public string Scheme { get; }

    /// <summary>Requests.</summary>
    public int ShellPort { get; }

    /// <summary>Outputs, published to all clients.</summary>
    public int IopubPort { get; }

    /// <summary>Questions to the user.</summary>
    public int StdinPort { get; }

    /// <summary>Requests that do not wait for a running cell.</summary>
    public int ControlPort { get; }

    /// <summary>Echo.</summary>
    public int HeartbeatPort { get; }

    /// <summary>Reads a connection file.</summary>
    /// <exception cref="InvalidDataException">It is missing, no JSON, lacks a port, or asks for a transport or signature scheme that is not supported; the message says which.</exception>
    public static ConnectionFile Read(string path)
    {
        ConnectionFile connection;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            connection = new ConnectionFile(document.RootElement);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"The connection file {path} cannot be used: {failure.Message}");
        }

        return connection switch
        {
            { Transport: not "tcp" } => throw new InvalidDataException($"The connection file {path} asks for the transport {connection.Transport}; this kernel speaks tcp only."),
            { Scheme: not "hmac-sha256" } => throw new InvalidDataException($"The connection file {path} asks for {connection.Scheme} signatures; this kernel signs with hmac-sha256 only."),
            _ => connection,
        };
    }

    /// <summary>The endpoint of a port, as ZeroMQ writes it.</summary>
    public string Endpoint(int port) => FormattableString.Invariant($"tcp://{Address}:{port}");

    private static string Text(JsonElement root, string name, string fallback) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : fallback;

    private static int Port(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.TryGetInt32(out var port) && port is > 0 and < 65536
            ? port
            : throw new FormatException($"{name} must be a port number");
}
