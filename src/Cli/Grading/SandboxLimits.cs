namespace Adjoint.Cli.Grading;

/// <summary>What one submission may take.</summary>
/// <param name="Time">From when it is handed in until all its processes are ended.</param>
/// <param name="Megabytes">The memory of all its processes together, in MiB.</param>
internal sealed record SandboxLimits(TimeSpan Time, int Megabytes)
{
    /// <summary>The least memory with which the runtime starts and compiles, in MiB.</summary>
    public const int LeastMegabytes = 512;

    /// <summary>Processes and threads together; the runtime itself has about twenty.</summary>
    public const int Processes = 64;

    /// <summary>The size of one file that it writes, in MiB.</summary>
    public const int FileMegabytes = 16;

    /// <summary>All that it writes to its folder, which lies in memory, in MiB.</summary>
    public const int FolderMegabytes = 64;

    /// <summary>Bytes that it sends back.</summary>
    public const int OutputBytes = 16 << 20;

    /// <summary>Open files of one process.</summary>
    public const int OpenFiles = 512;
}
