using System.Globalization;
using Adjoint.Exercises;

namespace Adjoint.Extension.Courses;

/// <summary>What <c>#!hint</c> shows: one hint.</summary>
/// <param name="Question">The variant.</param>
/// <param name="Attempt">Its number.</param>
/// <param name="Number">Which hint, from 1.</param>
/// <param name="Notices">What the learner ought to know besides.</param>
public sealed record HintCard(Question Question, int Attempt, int Number, IReadOnlyList<string> Notices) : IDataCard
{
    /// <inheritdoc/>
    string ICard.ToMarkdown() => $"**{Title}** {Question.Hints[Number - 1].Markdown}{NoticeText.Markdown(Notices)}";

    /// <inheritdoc/>
    string ICard.ToText() => $"{Title} {Question.Hints[Number - 1]}{NoticeText.Plain(Notices)}";

    /// <inheritdoc/>
    string IDataCard.ToJson() => CardJson.Of("hint", Question, Attempt, ("number", Number.ToString(CultureInfo.InvariantCulture)));

    private string Title => string.Create(CultureInfo.InvariantCulture, $"Hint {Number} of {Question.Hints.Count}.");
}
