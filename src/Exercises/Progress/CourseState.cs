namespace Adjoint.Exercises;

/// <summary>How a learner stands with the exercises of a course.</summary>
public sealed class CourseState
{
    private readonly Dictionary<string, ExerciseState> states;

    private CourseState(Dictionary<string, ExerciseState> states) => this.states = states;

    /// <summary>The exercises of which there is an entry, by id.</summary>
    public IReadOnlyList<ExerciseState> Exercises => [.. states.Values.OrderBy(state => state.Exercise, StringComparer.Ordinal)];

    /// <summary>The state of an exercise, also of one that was not begun.</summary>
    public ExerciseState this[string exercise] => states.GetValueOrDefault(exercise) ?? new(exercise);

    /// <summary>The state after the given entries. They count by time.</summary>
    public static CourseState Of(IEnumerable<ProgressEntry> entries) =>
        new(entries.GroupBy(entry => entry.Exercise).ToDictionary(same => same.Key, same => ExerciseState.Of(same.Key, same)));
}
