namespace Adjoint.Exercises;

/// <summary>What a learner's function may take for all inputs together.</summary>
/// <remarks>These limits tell a learner what is wrong; they are no protection. Endless recursion ends the process, as it does in any C# program. Where that matters, a process of its own is what protects.</remarks>
/// <param name="Time">How long the judge waits while the process works, and ten times as long while it does not. A function that does not poll for cancellation then runs on in the background, which only the end of its process stops.</param>
/// <param name="Bytes">How much the heap of the whole process may grow. It is looked at every few milliseconds, so that a single huge allocation is seen afterwards.</param>
public sealed record FunctionLimits(TimeSpan Time, long Bytes)
{
    /// <summary>Two seconds and 256 MiB.</summary>
    public static FunctionLimits Default { get; } = new(TimeSpan.FromSeconds(2), 256L << 20);
}
