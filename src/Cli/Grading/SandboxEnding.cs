namespace Adjoint.Cli.Grading;

/// <summary>How a sandbox came to its end.</summary>
internal enum SandboxEnding
{
    /// <summary>It runs.</summary>
    None,

    /// <summary>Its process ended by itself.</summary>
    Exited,

    /// <summary>It was ended when its time was over.</summary>
    TooLate,

    /// <summary>It was ended because its processes together took too much memory.</summary>
    TooMuchMemory,

    /// <summary>It was ended because it sent back too much.</summary>
    TooMuchOutput,

    /// <summary>It was ended because nothing more was wanted of it.</summary>
    Stopped,
}
