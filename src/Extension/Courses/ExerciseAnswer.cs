namespace Adjoint.Extension.Courses;

/// <summary><c>Answer(…)</c>, as cells call it.</summary>
public static class ExerciseAnswer
{
    /// <summary>Answers an exercise with a value, and shows the verdict. Null where the host only takes answers.</summary>
    /// <param name="notebook">Where the verdict is shown.</param>
    /// <param name="exercise">The exercise's id; null for the one that the cell belongs to, or that was shown last.</param>
    /// <param name="value">The answer, as <see cref="Adjoint.Exercises.Question.JudgeValue"/> takes it.</param>
    /// <exception cref="CommandException">There is no such exercise.</exception>
    public static JudgedAnswer? Give(INotebook notebook, string? exercise, object? value)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        var session = LearnerSession.Current;
        if (session.Collector is { } collect)
        {
            collect(exercise ?? session.CellExercise ?? session.ShownExercise, value);
            return null;
        }

        var judged = ExerciseCalls.Answer(session, exercise, value);
        notebook.Display(judged);
        return judged;
    }

    /// <summary>Answers an exercise with a value, without showing the verdict.</summary>
    /// <param name="exercise">The exercise's id; null for the one that was shown last.</param>
    /// <param name="value">The answer, as <see cref="Adjoint.Exercises.Question.JudgeValue"/> takes it.</param>
    /// <exception cref="CommandException">There is no such exercise.</exception>
    public static JudgedAnswer Judge(string? exercise, object? value) => ExerciseCalls.Answer(LearnerSession.Current, exercise, value);
}
