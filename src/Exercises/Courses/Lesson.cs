namespace Adjoint.Exercises;

/// <summary>One notebook of a course.</summary>
/// <param name="Title">What the table of contents says.</param>
/// <param name="Notebook">The file, relative to the course's folder.</param>
/// <param name="Exercises">The ids of its exercises, in order.</param>
/// <param name="Solutions">When their solutions are shown.</param>
public sealed record Lesson(string Title, string Notebook, IReadOnlyList<string> Exercises, SolutionRule Solutions);
