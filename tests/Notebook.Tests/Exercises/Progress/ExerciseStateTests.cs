using Adjoint.Exercises;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>What a log says about an exercise.</summary>
public sealed class ExerciseStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Verdict Wrong = Verdict.Wrong("no");

    [Fact]
    public void Exercise_without_entries_is_at_its_first_variant()
    {
        var state = CourseState.Of([])["rank"];
        Assert.Equal((0, 0, 0, false, false), (state.Attempt, state.Tries, state.HintsShown, state.Solved, state.IsBegun));
    }

    [Fact]
    public void Wrong_answers_are_tries_and_others_cost_nothing()
    {
        var state = State(n => Answered(n, 0, Wrong), n => Answered(n, 0, Verdict.NoAnswer("?")), n => Answered(n, 0, new Verdict.Undecided("?")), n => Answered(n, 0, Wrong));
        Assert.Equal((2, 1, "rejected", false), (state.Tries, state.Invalid, state.LastVerdict, state.Solved));
    }

    [Fact]
    public void Another_variant_starts_afresh_and_what_was_solved_stays_solved()
    {
        var state = State(n => Answered(n, 0, Wrong), n => Answered(n, 0, Verdict.Right), n => ProgressEntry.Dealt(n, "rank", 1));
        Assert.Equal((1, 0, true, false), (state.Attempt, state.Tries, state.Solved, state.SolvedHere));
        Assert.Equal([0], state.SolvedAttempts);
        Assert.Null(state.LastVerdict);
    }

    [Fact]
    public void Right_answer_after_the_solution_was_shown_does_not_solve()
    {
        var state = State(n => ProgressEntry.SolutionShown(n, "rank", 0), n => Answered(n, 0, Verdict.Right), n => Answered(n, 1, Verdict.Right));
        Assert.Equal([1], state.SolvedAttempts);
        Assert.True(State(n => Answered(n, 0, Verdict.Right), n => ProgressEntry.SolutionShown(n, "rank", 0)).Solved);
        Assert.False(State(n => ProgressEntry.SolutionShown(n, "rank", 0), n => Answered(n, 0, Verdict.Right)).Solved);
    }

    [Fact]
    public void Hints_count_up_to_the_last_that_was_shown()
    {
        var state = State(n => ProgressEntry.HintShown(n, "rank", 0, 1), n => ProgressEntry.HintShown(n, "rank", 0, 2), n => ProgressEntry.HintShown(n, "rank", 0, 1));
        Assert.Equal(2, state.HintsShown);
    }

    [Fact]
    public void Order_of_the_entries_does_not_matter()
    {
        ProgressEntry[] entries = [ProgressEntry.SolutionShown(Start, "rank", 0), Answered(Start.AddSeconds(1), 0, Verdict.Right), ProgressEntry.Dealt(Start, "kernel", 3)];
        var (there, back) = (CourseState.Of(entries), CourseState.Of(entries.Reverse()));
        Assert.False(back["rank"].Solved);
        Assert.Equal(["kernel", "rank"], there.Exercises.Select(state => state.Exercise));
        Assert.Equal(3, back["kernel"].Attempt);
    }

    private static ProgressEntry Answered(DateTimeOffset time, int attempt, Verdict verdict) => ProgressEntry.Answered(time, "rank", attempt, "1", verdict);

    private static ExerciseState State(params Func<DateTimeOffset, ProgressEntry>[] entries) => CourseState.Of(entries.Select((entry, n) => entry(Start.AddSeconds(n))))["rank"];
}
