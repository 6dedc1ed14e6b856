namespace Adjoint.Exercises;

/// <summary>A progress log cannot be read or written, or is another learner's. What is in memory goes on.</summary>
/// <param name="path">The file.</param>
/// <param name="problem">What about it, without a full stop: <c>cannot be written: No space left on device</c>.</param>
public sealed class ProgressFileException(string path, string problem) : IOException($"The progress log {path} {problem}.");
