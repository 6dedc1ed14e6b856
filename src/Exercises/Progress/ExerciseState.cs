namespace Adjoint.Exercises;

/// <summary>How a learner stands with one exercise.</summary>
/// <param name="Exercise">Its id.</param>
public sealed record ExerciseState(string Exercise)
{
    /// <summary>The number of the variant that the learner is at: the last one of which there is an entry, and 0 before.</summary>
    public int Attempt { get; init; }

    /// <summary>Whether a variant was dealt at all.</summary>
    public bool IsBegun { get; init; }

    /// <summary>The wrong answers to this variant.</summary>
    public int Tries { get; init; }

    /// <summary>The answers to this variant that could not be read; they cost nothing.</summary>
    public int Invalid { get; init; }

    /// <summary>How many hints to this variant were shown.</summary>
    public int HintsShown { get; init; }

    /// <summary>Whether the solution of this variant was shown.</summary>
    public bool SolutionShown { get; init; }

    /// <summary>Whether some variant was solved before its solution was shown.</summary>
    public bool Solved => SolvedAttempts.Count > 0;

    /// <summary>The variants that were solved before their solutions were shown, in order.</summary>
    public IReadOnlyList<int> SolvedAttempts { get; init; } = [];

    /// <summary>Whether this variant is among them.</summary>
    public bool SolvedHere => SolvedAttempts.Contains(Attempt);

    /// <summary>How the last answer to this variant was judged; null if there is none.</summary>
    public string? LastVerdict { get; init; }

    /// <summary>When something happened last; null if nothing has.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>The state after the given entries, those of other exercises left out. They count by time.</summary>
    public static ExerciseState Of(string exercise, IEnumerable<ProgressEntry> entries)
    {
        ProgressEntry[] all = [.. entries.Where(entry => entry.Exercise == exercise).OrderBy(entry => entry.Time).ThenBy(entry => entry.Id, StringComparer.Ordinal)];
        if (all.Length == 0)
        {
            return new(exercise);
        }

        var attempt = all.Max(entry => entry.Attempt);
        ProgressEntry[] here = [.. all.Where(entry => entry.Attempt == attempt)];
        int Judged(string verdict) => here.Count(entry => entry.Event == ProgressEvent.Answered && entry.Verdict == verdict);
        return new(exercise)
        {
            Attempt = attempt,
            IsBegun = true,
            Tries = Judged(ProgressEntry.Rejected),
            Invalid = Judged(ProgressEntry.Invalid),
            HintsShown = here.Max(entry => entry.Event == ProgressEvent.HintShown ? entry.Hint ?? 0 : 0),
            SolutionShown = here.Any(entry => entry.Event == ProgressEvent.SolutionShown),
            SolvedAttempts = [.. all.GroupBy(entry => entry.Attempt).Where(IsSolved).Select(one => one.Key).Order()],
            LastVerdict = here.LastOrDefault(entry => entry.Event == ProgressEvent.Answered)?.Verdict,
            Last = all[^1].Time,
        };
    }

    private static bool IsSolved(IEnumerable<ProgressEntry> oneAttempt) => oneAttempt
        .TakeWhile(entry => entry.Event != ProgressEvent.SolutionShown)
        .Any(entry => entry.Event == ProgressEvent.Answered && entry.Verdict == ProgressEntry.Accepted);
}
