namespace Adjoint.Cli.Commands;

/// <summary>What the tool tells a shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The user's code or answer failed.</summary>
    public const int UserFailed = 1;

    /// <summary>Wrong usage: a missing file, an unknown option.</summary>
    public const int WrongUsage = 2;

    /// <summary>A defect of Adjoint itself.</summary>
    public const int Defect = 70;
}
