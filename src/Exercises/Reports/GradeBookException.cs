namespace Adjoint.Exercises;

/// <summary>A file of grades cannot be read.</summary>
/// <param name="path">The file.</param>
/// <param name="problem">What about it, without a full stop.</param>
public sealed class GradeBookException(string path, string problem) : IOException($"The grades {path} {problem}.");
