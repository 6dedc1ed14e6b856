namespace Adjoint.Cli.Grading;

/// <summary>How a class is graded.</summary>
/// <param name="Folder">The submissions.</param>
/// <param name="Course">The lecturer's course.</param>
/// <param name="Output">Where the grades go.</param>
/// <param name="Jobs">How many submissions run at the same time.</param>
/// <param name="Limits">What a notebook may take.</param>
/// <param name="Lessons">The notebooks of the lessons that count; none for all.</param>
/// <param name="Assignment">The assignment in nbgrader's folders, if they are.</param>
internal sealed record GradeOptions(string Folder, string Course, string Output, int Jobs, SandboxLimits Limits, IReadOnlyList<string> Lessons, string? Assignment);
