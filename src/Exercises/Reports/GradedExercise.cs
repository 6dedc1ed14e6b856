namespace Adjoint.Exercises;

/// <summary>How one exercise of a submission was graded.</summary>
/// <param name="Id">The exercise's id.</param>
/// <param name="Attempt">The number of the variant that was answered.</param>
/// <param name="Points">What it was given.</param>
/// <param name="Of">What it is worth.</param>
/// <param name="Verdict">A verdict of <see cref="ProgressEntry"/>, or <c>unanswered</c>.</param>
/// <param name="Tag">The misconception that was recognised.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="Manual">Whether the lecturer gave the points, not the judge.</param>
public sealed record GradedExercise(string Id, int Attempt, decimal Points, decimal Of, string Verdict, string? Tag, string? Answer, bool Manual);
