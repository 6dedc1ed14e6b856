using Adjoint.Exercises;

namespace Adjoint.Extension.Courses;

/// <summary>What the commands of a course do, and <c>Answer(…)</c>, in C#.</summary>
internal static class ExerciseCalls
{
    // Variants come from a pool, in which one may follow itself.
    private const int MostSkipped = 100;

    /// <summary>Shows the variant that the learner is at, or the next one.</summary>
    public static ExerciseCard Show(LearnerSession session, string? id, bool another)
    {
        var exercise = session.Find(id);
        session.ShownExercise = exercise.Id;
        var course = session.OpenCourse();
        var hasVariants = course.VariantsOf(exercise) == VariantPolicy.EachAttempt;
        var state = session.State(exercise);
        if (another && !hasVariants)
        {
            throw new CommandException($"There is no other variant of {exercise.Id}: {(course.VariantsOf(exercise) == VariantPolicy.Shared ? "all learners have the same one" : "each learner has one")}.");
        }

        var attempt = another && state.IsBegun ? NextAttempt(session, course, exercise, state.Attempt) : state.Attempt;
        var question = session.Question(exercise, attempt);
        if (!state.IsBegun || attempt != state.Attempt)
        {
            session.Record(ProgressEntry.Dealt(DateTimeOffset.UtcNow, exercise.Id, attempt));
        }

        return new(question, session.State(exercise), hasVariants, session.TakeNotices());
    }

    /// <summary>Shows a variant that nobody is dealt, with its solution.</summary>
    /// <exception cref="CommandException">The course is a release, which has no solutions.</exception>
    public static PreviewCard Preview(LearnerSession session, string? id, int number)
    {
        var exercise = session.Find(id);
        var question = LearnerSession.Told(() => exercise.Preview(number));
        return question.IsLocked ? throw new CommandException("--preview shows solutions, and this course is a release: they are sealed. Preview the course that it was made from.") : new(question, number);
    }

    /// <summary>Judges an answer and records it.</summary>
    public static JudgedAnswer Answer(LearnerSession session, string? id, object? answer)
    {
        var exercise = session.Find(id);
        var before = session.State(exercise);
        var question = session.Question(exercise, before.Attempt);
        var verdict = question.JudgeValue(answer);
        question = verdict is Verdict.Accepted ? question.Unlock(answer) : question;
        if (answer is not (null or string) || !Question.IsBlank((string?)answer))
        {
            session.Record(ProgressEntry.Answered(DateTimeOffset.UtcNow, exercise.Id, before.Attempt, Shown(answer), verdict));
        }

        var state = session.State(exercise);
        return new(question, verdict, before, state, Next(session, question, verdict, state), session.TakeNotices());
    }

    /// <summary>Shows the next hint, or the last one again.</summary>
    public static HintCard Hint(LearnerSession session, string? id)
    {
        var exercise = session.Find(id);
        var state = session.State(exercise);
        var question = session.Question(exercise);
        if (question.Hints.Count == 0)
        {
            throw new CommandException($"{exercise.Id} has no hints.");
        }

        var number = Math.Min(state.HintsShown + 1, question.Hints.Count);
        if (number > state.HintsShown)
        {
            session.Record(ProgressEntry.HintShown(DateTimeOffset.UtcNow, exercise.Id, state.Attempt, number));
        }

        return new(question, state.Attempt, number, session.TakeNotices());
    }

    /// <summary>Shows the solution, where the lesson's rule allows it.</summary>
    /// <exception cref="CommandException">It does not yet; the message says when it will.</exception>
    public static SolutionCard Solution(LearnerSession session, string? id)
    {
        var exercise = session.Find(id);
        var state = session.State(exercise);
        var question = Unlocked(session.Question(exercise), session, state);
        if (question.IsLocked)
        {
            throw new CommandException($"{question.Solution}");
        }

        if (session.OpenCourse().SolutionsOf(exercise).Refusal(state.SolvedHere, state.Tries, DateOnly.FromDateTime(DateTime.Today)) is { } refusal)
        {
            throw new CommandException(refusal);
        }

        if (!state.SolutionShown && !state.SolvedHere)
        {
            session.Record(ProgressEntry.SolutionShown(DateTimeOffset.UtcNow, exercise.Id, state.Attempt));
        }

        return new(question, state.Attempt, session.TakeNotices());
    }

    /// <summary>The lessons of the course.</summary>
    public static LessonContents Contents(LearnerSession session)
    {
        var course = session.OpenCourse();
        var here = course.Lessons.FirstOrDefault(lesson => session.Notebook is { } name && Path.GetFileName(lesson.Notebook) == Path.GetFileName(name))
            ?? (session.Notebook is null && session.ShownExercise is { } id && course.Find(id) is { } shown ? course.LessonOf(shown) : null);
        return new(course, CourseState.Of(session.Log.Entries), session.Learner, here, session.TakeNotices());
    }

    /// <summary>What the learner did in the course.</summary>
    public static ProgressOverview Overview(LearnerSession session)
    {
        var (course, log) = (session.OpenCourse(), session.Log);
        return new(course, CourseState.Of(log.Entries), session.Learner, log.Path, session.TakeNotices());
    }

    // In a release nothing but a right answer opens the solution; the log has it if it was given.
    private static Question Unlocked(Question question, LearnerSession session, ExerciseState state) => !question.IsLocked ? question : session.Log.Entries
        .Where(entry => entry.Exercise == state.Exercise && entry.Attempt == state.Attempt && entry.Verdict == ProgressEntry.Accepted)
        .Aggregate(question, (sealedQuestion, entry) => sealedQuestion.IsLocked ? sealedQuestion.Unlock(entry.Answer) : sealedQuestion);

    private static int NextAttempt(LearnerSession session, Course course, Exercise exercise, int attempt)
    {
        var before = course.SeedOf(exercise, session.Learner, attempt);
        for (var next = attempt + 1; next < attempt + MostSkipped; next++)
        {
            if (!course.SeedOf(exercise, session.Learner, next).Equals(before))
            {
                return next;
            }
        }

        throw new CommandException($"{course.Title} deals only one variant of {exercise.Id}.");
    }

    private static string Next(LearnerSession session, Question question, Verdict verdict, ExerciseState state)
    {
        if (verdict is Verdict.Accepted)
        {
            return question.Explanation.IsEmpty ? string.Empty : "#!solution shows how it is found.";
        }

        if (verdict is not Verdict.Rejected)
        {
            return string.Empty;
        }

        var hints = question.Hints.Count - state.HintsShown;
        var solution = !question.IsLocked && session.OpenCourse().SolutionsOf(question.Exercise).Refusal(state.SolvedHere, state.Tries, DateOnly.FromDateTime(DateTime.Today)) is null;
        return (hints > 0, solution) switch
        {
            (true, true) => "#!hint helps on, #!solution shows a right answer.",
            (true, false) => "#!hint helps on.",
            (false, true) => "#!solution shows a right answer.",
            _ => string.Empty,
        };
    }

    private static string? Shown(object? answer) => answer switch
    {
        null => null,
        string text => text,
        Delegate => "(a function in C#)",
        IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        System.Collections.IEnumerable items => string.Join(", ", items.Cast<object?>().Take(1000).Select(Shown)),
        _ => answer.ToString(),
    };
}
