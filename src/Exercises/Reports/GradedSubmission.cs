namespace Adjoint.Exercises;

/// <summary>What a learner handed in, as it was graded.</summary>
/// <param name="Learner">Who handed it in.</param>
/// <param name="Status"><c>graded</c>, or what happened to it.</param>
/// <param name="Problems">What the lecturer should know, one sentence each.</param>
/// <param name="Exercises">Its exercises.</param>
public sealed record GradedSubmission(string Learner, string Status, IReadOnlyList<string> Problems, IReadOnlyList<GradedExercise> Exercises);
