using System.Security.Cryptography;

namespace Adjoint.Exercises;

/// <summary>One line of a progress log.</summary>
/// <param name="Id">128 random bits in hexadecimal, so that no two entries have the same on all machines.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Exercise">The exercise's id.</param>
/// <param name="Attempt">The number of the variant, from 0.</param>
/// <param name="Event">What happened.</param>
public sealed record ProgressEntry(string Id, DateTimeOffset Time, string Exercise, int Attempt, ProgressEvent Event)
{
    /// <summary>The <see cref="Verdict"/> of a right answer.</summary>
    public const string Accepted = "accepted";

    /// <summary>The <see cref="Verdict"/> of a wrong answer.</summary>
    public const string Rejected = "rejected";

    /// <summary>The <see cref="Verdict"/> of what could not be read.</summary>
    public const string Invalid = "invalid";

    /// <summary>The <see cref="Verdict"/> of what the checker cannot tell.</summary>
    public const string Undecided = "undecided";

    /// <summary>What was answered, as it was typed; of a longer one the first <see cref="Question.LongestAnswer"/> characters.</summary>
    public string? Answer { get; init; }

    /// <summary>How the answer was judged: <see cref="Accepted"/>, <see cref="Rejected"/>, <see cref="Invalid"/> or <see cref="Undecided"/>.</summary>
    public string? Verdict { get; init; }

    /// <summary>The misconception that was recognised.</summary>
    public string? Tag { get; init; }

    /// <summary>Which hint was shown, from 1.</summary>
    public int? Hint { get; init; }

    /// <summary>A variant was shown.</summary>
    public static ProgressEntry Dealt(DateTimeOffset time, string exercise, int attempt) => new(NewId(), time, exercise, attempt, ProgressEvent.Dealt);

    /// <summary>An answer and its verdict.</summary>
    public static ProgressEntry Answered(DateTimeOffset time, string exercise, int attempt, string? answer, Verdict verdict) =>
        new(NewId(), time, exercise, attempt, ProgressEvent.Answered)
        {
            Answer = answer is { Length: > Question.LongestAnswer } ? answer[..Question.LongestAnswer] : answer,
            Verdict = NameOf(verdict),
            Tag = (verdict as Verdict.Rejected)?.Tag,
        };

    /// <summary>The n-th hint, from 1, was shown.</summary>
    public static ProgressEntry HintShown(DateTimeOffset time, string exercise, int attempt, int hint) =>
        new(NewId(), time, exercise, attempt, ProgressEvent.HintShown) { Hint = hint };

    /// <summary>The solution was shown.</summary>
    public static ProgressEntry SolutionShown(DateTimeOffset time, string exercise, int attempt) => new(NewId(), time, exercise, attempt, ProgressEvent.SolutionShown);

    /// <summary>The word for a verdict in logs and reports.</summary>
    public static string NameOf(Verdict verdict) => verdict switch
    {
        Exercises.Verdict.Accepted => Accepted,
        Exercises.Verdict.Rejected => Rejected,
        Exercises.Verdict.Invalid => Invalid,
        Exercises.Verdict.Undecided => Undecided,
        _ => throw new NotSupportedException($"A log has no word for {verdict}."),
    };

    private static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
