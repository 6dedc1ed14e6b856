using System.Globalization;
using Adjoint.Exercises;
using Adjoint.Formatters.Exercises;

namespace Adjoint.Extension.Courses;

/// <summary>What <c>#!answer</c> and <c>Answer(…)</c> show: the verdict, and what may come next.</summary>
/// <param name="Question">The variant that was answered.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Before">How the learner stood before.</param>
/// <param name="State">How the learner stands now.</param>
/// <param name="Next">What may come next; empty for nothing.</param>
/// <param name="Notices">What the learner ought to know besides.</param>
[ShownWhileItRuns]
public sealed record JudgedAnswer(Question Question, Verdict Verdict, ExerciseState Before, ExerciseState State, string Next, IReadOnlyList<string> Notices) : IDataCard
{
    /// <summary>Whether the answer is right.</summary>
    public bool IsRight => Verdict is Verdict.Accepted;

    /// <inheritdoc/>
    string ICard.ToMarkdown() => $"{VerdictText.Markdown(Verdict)}{(Earned.Length > 0 ? $" {Earned}" : string.Empty)}{(Next.Length > 0 ? $"\n\n*{MarkdownText.Escaped(Next)}*" : string.Empty)}{NoticeText.Markdown(Notices)}";

    /// <inheritdoc/>
    string ICard.ToText() => $"{VerdictText.Plain(Verdict)}{(Earned.Length > 0 ? $" {Earned}" : string.Empty)}{(Next.Length > 0 ? $"\n{Next}" : string.Empty)}{NoticeText.Plain(Notices)}";

    /// <inheritdoc/>
    string IDataCard.ToJson() => CardJson.Of("answer", Question, State.Attempt, ("verdict", ProgressEntry.NameOf(Verdict)), ("tag", (Verdict as Verdict.Rejected)?.Tag));

    private string Earned => !IsRight ? string.Empty
        : !Before.Solved && State.Solved ? string.Create(CultureInfo.InvariantCulture, $"+{Question.Exercise.Points} {(Question.Exercise.Points == 1 ? "point" : "points")}.")
        : State.Solved ? "You had the points already."
        : "It earns no points, for its solution was shown.";
}
