using Adjoint.Exercises;

namespace Adjoint.Formatters.Exercises;

/// <summary>A verdict, as the learner reads it.</summary>
public static class VerdictText
{
    /// <summary>What was decided, and why.</summary>
    public static string Markdown(Verdict verdict) => verdict switch
    {
        Verdict.Accepted(var evidence) => $"✓ **Right.**{(IsProved(evidence) ? string.Empty : $" *({MarkdownText.Escaped(evidence)})*")}",
        Verdict.Rejected(_, var feedback, var counterexample) =>
            $"✗ **Not right.**{(feedback.IsEmpty ? string.Empty : $" {feedback.Markdown}")}{(counterexample is null ? string.Empty : $"\n\n{Whole(counterexample).Markdown}")}",
        Verdict.Invalid(var problem, _, var caret) =>
            $"⚠ **Not counted.** {MarkdownText.Escaped(problem)}{(caret.Length == 0 ? string.Empty : $"\n\n{MarkdownText.Block(caret)}")}",
        Verdict.Undecided(var why) => $"? **Not decided.** {MarkdownText.Escaped(why)}",
        _ => throw new NotSupportedException("There are four verdicts."),
    };

    /// <summary>The same as plain text.</summary>
    public static string Plain(Verdict verdict) => verdict switch
    {
        Verdict.Accepted(var evidence) => $"✓ Right.{(IsProved(evidence) ? string.Empty : $" ({evidence})")}",
        Verdict.Rejected(_, var feedback, var counterexample) =>
            $"✗ Not right.{(feedback.IsEmpty ? string.Empty : $" {feedback}")}{(counterexample is null ? string.Empty : $"\n{Whole(counterexample)}")}",
        Verdict.Invalid(var problem, _, var caret) => $"⚠ Not counted. {problem}{(caret.Length == 0 ? string.Empty : $"\n{caret}")}",
        Verdict.Undecided(var why) => $"? Not decided. {why}",
        _ => throw new NotSupportedException("There are four verdicts."),
    };

    // With its full stop, which stands beside the middle of a matrix.
    private static Statement Whole(Counterexample counterexample) => Text($"{counterexample.Sentence}.");

    private static Statement Text(Statement text) => text;

    private static bool IsProved(string evidence) => evidence == "exact";
}
