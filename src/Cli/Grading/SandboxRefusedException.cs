namespace Adjoint.Cli.Grading;

/// <summary>Submissions cannot be isolated here, so they are not graded.</summary>
/// <param name="problem">What is missing, and what to do about it; without a full stop.</param>
internal sealed class SandboxRefusedException(string problem) : Exception($"grade runs submissions only where it can isolate them: {problem}.");
