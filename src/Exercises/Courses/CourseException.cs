namespace Adjoint.Exercises;

/// <summary>A course cannot be read: its <c>course.json</c>, or an exercise in it, is not what it should be.</summary>
/// <param name="where">The file, and the place in it if it is known.</param>
/// <param name="problem">What is wrong there, and what was expected; without a full stop.</param>
public sealed class CourseException(string where, string problem) : Exception($"{where}: {problem}.")
{
    /// <summary>The file, and the place in it if it is known.</summary>
    public string Where { get; } = where;
}
