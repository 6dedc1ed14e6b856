using System.Globalization;
using Adjoint.Exercises;
using Adjoint.Extension.Courses;

namespace Adjoint.Extension.Commands;

/// <summary><c>#!lesson</c>, <c>#!exercise</c>, <c>#!answer</c>, <c>#!hint</c>, <c>#!solution</c> and <c>#!progress</c>.</summary>
internal static class CourseCommands
{
    private static readonly CommandParameter Of = new("exercise", "The exercise, if it is not the one shown last.", new ParameterType.ExerciseId());

    public static MagicCommand Lesson { get; } = new("lesson", "Shows the lessons of a course, which one this is, and how far you are.", "#!lesson linear-algebra")
    {
        Options = [new("learner", "Who learns; by default the user.", new ParameterType.Text("a name"))],
        Main = new("course", "The course's folder, or its name; by default the one that this notebook is in.", new ParameterType.Text("a course")),
        Run = static (arguments, _) =>
        {
            var session = LearnerSession.Current;
            if (session.Collector is not null)
            {
                return Nothing;
            }

            if (arguments.Text("learner") is { } name)
            {
                session.Become(name);
            }

            if (!string.IsNullOrWhiteSpace(arguments.Main))
            {
                session.Open(arguments.Main.Trim());
            }

            return Shown(ExerciseCalls.Contents(session));
        },
    };

    public static MagicCommand Exercise { get; } = new("exercise", "Shows an exercise: the variant that you are at, or another one.", "#!exercise linear-algebra/rank")
    {
        Options =
        [
            new("another", "Deals the next variant.", new ParameterType.Flag()),
            new("preview", "Shows the N-th of the variants that nobody is dealt, with its solution: for those who teach.", new ParameterType.Integer(0, 1_000_000)),
        ],
        Main = new("id", "The exercise's id; without one, the exercise that was shown last.", new ParameterType.ExerciseId()),
        Run = static (arguments, _) =>
        {
            var session = LearnerSession.Current;
            var id = string.IsNullOrWhiteSpace(arguments.Main) ? null : arguments.Main.Trim();
            if (session.Collector is not null)
            {
                session.ShownExercise = id ?? session.CellExercise ?? session.ShownExercise;
                return Nothing;
            }

            return Shown(arguments.Integer("preview") is { } number
                ? ExerciseCalls.Preview(session, id, number)
                : ExerciseCalls.Show(session, id, arguments.Flag("another")));
        },
    };

    public static MagicCommand Answer { get; } = new("answer", "Answers an exercise, and says whether and why. C#: Answer(value).", "#!exercise linear-algebra/rank\n\n#!answer 2")
    {
        Options = [Of],
        Main = new("answer", "What the exercise asks for.", new ParameterType.Text("an answer")) { Required = true },
        Run = static (arguments, _) =>
        {
            var session = LearnerSession.Current;
            if (session.Collector is { } collect)
            {
                collect(arguments.Text("exercise") ?? session.CellExercise ?? session.ShownExercise, arguments.Main);
                return Nothing;
            }

            return Shown(ExerciseCalls.Answer(session, arguments.Text("exercise"), arguments.Main));
        },
    };

    public static MagicCommand Hint { get; } = new("hint", "Shows the next hint.", "#!exercise linear-algebra/rank\n\n#!hint")
    {
        Options = [Of],
        Run = static (arguments, _) => LearnerSession.Current is { Collector: null } session ? Shown(ExerciseCalls.Hint(session, arguments.Text("exercise"))) : Nothing,
    };

    public static MagicCommand Solution { get; } = new("solution", "Shows a right answer and how it is found, as soon as the course allows it.", "#!exercise linear-algebra/rank\n\n#!solution")
    {
        Options = [Of],
        Run = static (arguments, _) => LearnerSession.Current is { Collector: null } session ? Shown(ExerciseCalls.Solution(session, arguments.Text("exercise"))) : Nothing,
    };

    public static MagicCommand Progress { get; } = new("progress", "Shows what you have solved, as a picture; merges and exports the log.", "#!lesson linear-algebra\n\n#!progress")
    {
        Options =
        [
            new("merge", "Adds what is in the log of another machine.", new ParameterType.Text("a file")),
            new("csv", "Writes everything as CSV.", new ParameterType.Text("a file")),
            new("json", "Writes everything as JSON.", new ParameterType.Text("a file")),
        ],
        Run = static (arguments, notebook) =>
        {
            var session = LearnerSession.Current;
            if (session.Collector is not null)
            {
                return Nothing;
            }

            try
            {
                if (arguments.Text("merge") is { } other)
                {
                    var added = session.Log.Merge(Path.GetFullPath(other, session.Folder));
                    notebook.Display(string.Create(CultureInfo.InvariantCulture, $"{added} {(added == 1 ? "entry is" : "entries are")} new."));
                }

                Export(arguments.Text("csv"), session, static (log, writer) => log.WriteCsv(writer));
                Export(arguments.Text("json"), session, static (log, writer) => log.WriteJson(writer));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new CommandException(fault.Message);
            }

            return Shown(ExerciseCalls.Overview(session));
        },
    };

    private static Task<object?> Nothing => Task.FromResult<object?>(null);

    private static Task<object?> Shown(object value) => Task.FromResult<object?>(value);

    private static void Export(string? path, LearnerSession session, Action<ProgressLog, TextWriter> write)
    {
        if (path is not null)
        {
            using var writer = new StreamWriter(Path.GetFullPath(path, session.Folder));
            write(session.Log, writer);
        }
    }
}
