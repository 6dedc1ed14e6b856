namespace Adjoint.Cli.Grading;

/// <summary>What one learner gets, and what was odd about the submission.</summary>
/// <param name="Key">A digest of all that it depends on.</param>
/// <param name="Learner">Who.</param>
/// <param name="Status"><c>graded</c>, or <c>broken</c> where no notebook could be read.</param>
/// <param name="Problems">One sentence each.</param>
/// <param name="Exercises">The exercises, in the course's order.</param>
internal sealed record SubmissionGrade(string Key, string Learner, string Status, IReadOnlyList<string> Problems, IReadOnlyList<ExerciseGrade> Exercises)
{
    public const string Graded = "graded";
    public const string Broken = "broken";

    /// <summary>What is given for all exercises.</summary>
    public decimal Points() => Exercises.Sum(e => e.Points);

    /// <summary>What all exercises are worth.</summary>
    public int Of() => Exercises.Sum(e => e.Of);
}
