using System.Text.Json.Serialization;

namespace Adjoint.Cli.Grading;

/// <summary>What one learner gets for one exercise.</summary>
/// <param name="Id">The exercise.</param>
/// <param name="Attempt">The number of the variant that was answered.</param>
/// <param name="Points">What is given.</param>
/// <param name="Of">What the exercise is worth.</param>
/// <param name="Verdict"><c>accepted</c>, <c>rejected</c>, <c>invalid</c>, <c>undecided</c> or <c>unanswered</c>.</param>
/// <param name="Tag">The misconception behind a wrong answer, if it is a known one.</param>
/// <param name="Answer">The answer as text, shortened; null if there is none.</param>
/// <param name="Feedback">What the learner is told.</param>
/// <param name="Manual">Whether a person gave the points.</param>
internal sealed record ExerciseGrade(string Id, int Attempt, decimal Points, int Of, string Verdict, string? Tag, string? Answer, string Feedback, bool Manual)
{
    public const string Accepted = "accepted";
    public const string Rejected = "rejected";
    public const string Invalid = "invalid";
    public const string Undecided = "undecided";
    public const string Unanswered = "unanswered";

    /// <summary>What was asked, as HTML.</summary>
    [JsonPropertyName("questionHtml")]
    public string Question { get; init; } = string.Empty;

    /// <summary>The feedback and the counterexample, as HTML.</summary>
    [JsonPropertyName("feedbackHtml")]
    public string Explanation { get; init; } = string.Empty;
}
