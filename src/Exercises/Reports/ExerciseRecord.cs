namespace Adjoint.Exercises;

/// <summary>What one learner did with one exercise, from the log and from the grades.</summary>
internal sealed class ExerciseRecord
{
    private readonly List<JudgedAnswer> answers;

    public ExerciseRecord(string learner, string exercise, IReadOnlyList<ProgressEntry> entries, GradedExercise? grade)
    {
        (Learner, Exercise, Grade) = (learner, exercise, grade);
        var shown = new HashSet<int>();
        answers = [];
        foreach (var entry in entries.OrderBy(entry => entry.Time).ThenBy(entry => entry.Id, StringComparer.Ordinal))
        {
            if (entry.Event == ProgressEvent.SolutionShown)
            {
                shown.Add(entry.Attempt);
            }
            else if (entry.Event == ProgressEvent.Answered)
            {
                answers.Add(new(entry.Attempt, entry.Verdict, entry.Tag, entry.Answer, !shown.Contains(entry.Attempt)));
            }
        }

        // What is handed in is most often what was last answered, and is then counted once.
        if (grade is { Verdict: not "unanswered" } && answers.LastOrDefault(answer => answer.Attempt == grade.Attempt) is var last && (last is null || last.Verdict != grade.Verdict || last.Answer != grade.Answer))
        {
            answers.Add(new(grade.Attempt, grade.Verdict, grade.Tag, grade.Answer, true));
        }

        IsBegun = entries.Count > 0 || answers.Count > 0;
        SolutionShown = shown.Count > 0;
        Hints = entries.Where(entry => entry.Event == ProgressEvent.HintShown).Select(entry => (entry.Attempt, entry.Hint)).Distinct().Count();
        Last = entries.Count > 0 ? entries.Max(entry => entry.Time) : null;
    }

    public string Learner { get; }

    public string Exercise { get; }

    public GradedExercise? Grade { get; }

    public bool IsBegun { get; }

    public bool SolutionShown { get; }

    public int Hints { get; }

    public DateTimeOffset? Last { get; }

    // The lecturer's word is the last one.
    public bool IsSolved => Grade is { Manual: true } ? Grade.Points >= Grade.Of && Grade.Of > 0 : answers.Exists(answer => answer.Solves);

    public bool IsJudged => answers.Exists(answer => answer.IsDecided);

    public bool IsOpen => !IsSolved && answers.LastOrDefault()?.Verdict == ProgressEntry.Undecided;

    public int Wrong => Count(ProgressEntry.Rejected);

    public int Invalid => Count(ProgressEntry.Invalid);

    public int Undecided => Count(ProgressEntry.Undecided);

    /// <summary>The wrong answers before the first right one; null if there is no right one.</summary>
    public int? WrongBeforeSolved => answers.FindIndex(answer => answer.Solves) is >= 0 and var first ? answers.Take(first).Count(answer => answer.Verdict == ProgressEntry.Rejected) : null;

    /// <summary>How many variants were answered, rightly or wrongly.</summary>
    public int Variants => answers.Where(answer => answer.IsDecided).Select(answer => answer.Attempt).Distinct().Count();

    public IEnumerable<string> Tags => answers.Select(answer => answer.Tag).OfType<string>().Distinct();

    public IEnumerable<JudgedAnswer> Unnamed => answers.Where(answer => answer.Verdict == ProgressEntry.Rejected && answer.Tag is null);

    /// <summary>In how many variants the misconception was met.</summary>
    public int VariantsWith(string tag) => answers.Where(answer => answer.Tag == tag).Select(answer => answer.Attempt).Distinct().Count();

    /// <summary>Whether there was no right answer after the last one with the misconception.</summary>
    public bool StillHas(string tag) => answers.FindLastIndex(answer => answer.Tag == tag) is >= 0 and var last && !answers.Skip(last).Any(answer => answer.Solves);

    private int Count(string verdict) => answers.Count(answer => answer.Verdict == verdict);

    /// <summary>An answer, and whether it would solve if it is right.</summary>
    internal sealed record JudgedAnswer(int Attempt, string? Verdict, string? Tag, string? Answer, bool Counts)
    {
        public bool Solves => Counts && Verdict == ProgressEntry.Accepted;

        public bool IsDecided => Verdict is ProgressEntry.Accepted or ProgressEntry.Rejected;
    }
}
