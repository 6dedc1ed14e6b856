using System.Globalization;
using Adjoint.Exercises;
using Adjoint.Formatters.Exercises;

namespace Adjoint.Extension.Courses;

/// <summary>What <c>#!exercise --preview</c> shows to a lecturer: a variant with its solution, its hints, and the answers that its misconceptions lead to.</summary>
/// <param name="Question">The variant.</param>
/// <param name="Number">Its number among those that nobody is dealt.</param>
public sealed record PreviewCard(Question Question, int Number) : ICard
{
    /// <inheritdoc/>
    string ICard.ToMarkdown()
    {
        var hints = Question.Hints.Select((hint, i) => string.Create(CultureInfo.InvariantCulture, $"\n{i + 1}. {hint.Markdown}"));
        var wrong = Question.TypedMisconceptions.Select(m => $"\n- {MarkdownText.Code(m.Tag)}{(m.Answer is { } answer ? $": {MarkdownText.Code(answer)}" : string.Empty)}");
        return $"""
            {Title(MarkdownText.Code(Question.Exercise.Id))}

            {QuestionText.Markdown(Question)}

            {((ICard)new SolutionCard(Question, 0, [])).ToMarkdown()}

            **Hints**
            {string.Concat(hints)}

            **Misconceptions, and what they answer**
            {string.Concat(wrong)}
            """;
    }

    /// <inheritdoc/>
    string ICard.ToText() => $"""
        {Title(Question.Exercise.Id)}

        {QuestionText.Plain(Question)}

        {((ICard)new SolutionCard(Question, 0, [])).ToText()}

        {string.Join('\n', Question.Hints.Select((hint, i) => string.Create(CultureInfo.InvariantCulture, $"hint {i + 1}  {hint}")))}
        {string.Join('\n', Question.TypedMisconceptions.Select(m => $"{m.Tag}  {m.Answer}"))}
        """;

    private string Title(string id) => string.Create(CultureInfo.InvariantCulture, $"Preview {Number} of {id}, which nobody is dealt.");
}
