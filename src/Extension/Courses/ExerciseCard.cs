using System.Globalization;
using Adjoint.Exercises;
using Adjoint.Formatters.Exercises;

namespace Adjoint.Extension.Courses;

/// <summary>What <c>#!exercise</c> shows: a question, and how the learner stands with it.</summary>
/// <param name="Question">The variant.</param>
/// <param name="State">What the learner did.</param>
/// <param name="HasVariants">Whether there are other variants to try.</param>
/// <param name="Notices">What the learner ought to know besides.</param>
public sealed record ExerciseCard(Question Question, ExerciseState State, bool HasVariants, IReadOnlyList<string> Notices) : IDataCard
{
    /// <inheritdoc/>
    string ICard.ToMarkdown() => $"""
        **Exercise** {MarkdownText.Code(Question.Exercise.Id)} · {string.Join(" · ", Facts)}

        {QuestionText.Markdown(Question)}{NoticeText.Markdown(Notices)}
        """;

    /// <inheritdoc/>
    string ICard.ToText() => $"""
        Exercise {Question.Exercise.Id} · {string.Join(" · ", Facts)}

        {QuestionText.Plain(Question)}{NoticeText.Plain(Notices)}
        """;

    /// <inheritdoc/>
    string IDataCard.ToJson() => CardJson.Of("exercise", Question, State.Attempt);

    private IEnumerable<string> Facts
    {
        get
        {
            yield return Points(Question.Exercise.Points);
            if (HasVariants)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"variant {State.Attempt + 1}");
            }

            if (State.SolvedHere)
            {
                yield return "✓ solved";
            }
            else if (State.SolutionShown)
            {
                yield return HasVariants ? "solution shown; #!exercise --another deals a variant that counts" : "solution shown";
            }
            else if (State.Tries > 0)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{State.Tries} wrong so far");
            }
        }
    }

    private static string Points(int points) => points == 1 ? "1 point" : string.Create(CultureInfo.InvariantCulture, $"{points} points");
}
