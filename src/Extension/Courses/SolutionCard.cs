using Adjoint.Exercises;
using Adjoint.Formatters.Exercises;
using Adjoint.Notation;

namespace Adjoint.Extension.Courses;

/// <summary>What <c>#!solution</c> shows: a right answer, how it would be typed, and how it is found.</summary>
/// <param name="Question">The variant.</param>
/// <param name="Attempt">Its number.</param>
/// <param name="Notices">What the learner ought to know besides.</param>
public sealed record SolutionCard(Question Question, int Attempt, IReadOnlyList<string> Notices) : IDataCard
{
    /// <inheritdoc/>
    string ICard.ToMarkdown() => $"""
        **A right answer:** {(Question.IsTyped ? $"${Latex.Of(Question.Solution.Describe(NotationOptions.Default))}$" : "a function in C#.")}{(Question.TypedSolution is { } typed ? $", typed as {MarkdownText.Code(typed)}" : string.Empty)}

        {Question.Explanation.Markdown}{NoticeText.Markdown(Notices)}
        """;

    /// <inheritdoc/>
    string ICard.ToText() => string.Join('\n', new[]
    {
        Question.IsTyped ? $"A right answer:\n{PlainText.Of(Question.Solution.Describe(NotationOptions.Default))}" : "A right answer is a function in C#.",
        Question.TypedSolution is { } typed ? $"typed as {typed}" : string.Empty,
        Question.Explanation.ToString(),
    }.Where(line => line.Length > 0)) + NoticeText.Plain(Notices);

    /// <inheritdoc/>
    string IDataCard.ToJson() => CardJson.Of("solution", Question, Attempt);
}
