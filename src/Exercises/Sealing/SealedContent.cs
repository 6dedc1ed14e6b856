namespace Adjoint.Exercises;

/// <summary>What of a question is sealed, before it is.</summary>
/// <param name="Answer">The kind of answers.</param>
/// <param name="Right">The canonical text of the right answer; null where there is none, or there are other right ones.</param>
/// <param name="Wrong">For each misconception the canonical text of its answer, and what is said to it.</param>
internal sealed record SealedContent(AnswerDescription Answer, string? Right, IReadOnlyList<(string? Answer, SealedContent.Feedback Feedback)> Wrong)
{
    /// <summary>What is said to the answer of a misconception.</summary>
    internal sealed record Feedback(string? Tag, Statement Text, Statement? Counterexample);

    /// <summary>What the right answer opens.</summary>
    internal sealed record Opened(Notation.Node Solution, string? Typed, Statement Explanation);
}
