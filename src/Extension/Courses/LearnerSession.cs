using Adjoint.Exercises;
using Adjoint.Formatters;

namespace Adjoint.Extension.Courses;

/// <summary>What a notebook knows of its learner: the course that is open, the exercise that was shown last, and the log of what was done.</summary>
public sealed class LearnerSession
{
    private readonly List<string> notices = [];
    private ProgressLog? log;
    private Course? course;
    private string? learner;

    /// <summary>That of the running cell's notebook.</summary>
    public static LearnerSession Current => NotebookDisplay.Current.Of<LearnerSession>();

    /// <summary>The notebook's folder, from which its course is looked for. Hosts set it; the working directory if they do not.</summary>
    public string Folder { get; set; } = Environment.CurrentDirectory;

    /// <summary>The notebook's file name, if the host knows it.</summary>
    public string? Notebook { get; set; }

    /// <summary>The exercise to which the running cell belongs by its metadata, if the host knows it.</summary>
    public string? CellExercise { get; set; }

    /// <summary>The id of the exercise that was shown last, as it was called; null before one was.</summary>
    public string? ShownExercise { get; set; }

    /// <summary>Takes answers instead of judging them: the id of the exercise if it is said or known, and the answer. For a host that hands them on; no course is needed then.</summary>
    public Action<string?, object?>? Collector { get; set; }

    /// <summary>Who learns.</summary>
    public string Learner => learner ?? Adjoint.Exercises.Learner.Name();

    /// <summary>The course that is open; if none is, that of the notebook's folder.</summary>
    /// <exception cref="CommandException">There is none, or it has a mistake.</exception>
    public Course OpenCourse() => course ?? OpenNearest() ?? throw new CommandException(
        "No course is open, and none has its course.json in this notebook's folder or above it; #!lesson FOLDER opens one.");

    /// <summary>What the learner did in this course.</summary>
    /// <remarks>Where the log cannot be read, what follows is kept in memory, and a notice says so.</remarks>
    public ProgressLog Log => log ??= OpenLog();

    /// <summary>Says who learns; their log is opened when it is needed.</summary>
    public void Become(string name) => (learner, log) = (Adjoint.Exercises.Learner.Name(name), null);

    /// <summary>Opens a course: by its folder, or by its name in a folder <c>courseware</c> above the notebook or the program.</summary>
    /// <exception cref="CommandException">There is no such course, or it has a mistake.</exception>
    public Course Open(string nameOrFolder)
    {
        var folder = Path.GetFullPath(nameOrFolder, Folder);
        return File.Exists(Path.Combine(folder, Course.FileName)) ? Set(folder)
            : CourseFolder.Above(Folder) is { } here && Set(here) is var around && around.Id == nameOrFolder ? around
            : Set(Named(nameOrFolder)
            ?? throw new CommandException($"{nameOrFolder} is no course: neither a folder with a {Course.FileName}, seen from {Folder}, nor the name of a course in courseware."));
    }

    /// <summary>The exercise that a call means: the one it names, else the one to which its cell belongs, else the one that was shown last.</summary>
    /// <exception cref="CommandException">It names none of the course's, or there is none to mean.</exception>
    public Exercise Find(string? id)
    {
        var wanted = id ?? CellExercise ?? ShownExercise
            ?? throw new CommandException("Which exercise? Run the cell with #!exercise first, or say --exercise ID.");
        if (course is null && wanted.Contains('/', StringComparison.Ordinal) && CourseFolder.Above(Folder) is null && Named(wanted.Split('/')[0]) is { } folder)
        {
            Set(folder);
        }

        var open = OpenCourse();
        return open.Find(wanted) ?? throw new CommandException(Nearest(open, wanted) is { } nearest
            ? $"{open.Title} has no exercise {wanted}; did you mean {nearest}?"
            : $"{open.Title} has no exercise {wanted}; #!lesson lists them.");
    }

    /// <summary>The variant of an exercise that the learner is at.</summary>
    /// <exception cref="CommandException">The exercise's author made a mistake.</exception>
    public Question Question(Exercise exercise) => Question(exercise, State(exercise).Attempt);

    /// <summary>A variant of an exercise.</summary>
    /// <exception cref="CommandException">The exercise's author made a mistake.</exception>
    internal Question Question(Exercise exercise, int attempt) => Told(() => OpenCourse().Deal(exercise, Learner, attempt));

    /// <summary>What the code of an exercise makes; where it cannot, the learner is told why.</summary>
    /// <exception cref="CommandException">The exercise's author made a mistake.</exception>
    internal static Question Told(Func<Question> deal)
    {
        try
        {
            return deal();
        }
        catch (Exception defect) when (defect is NoVariantException or ExerciseFailedException)
        {
            throw new CommandException($"{defect.Message} Tell whoever wrote it.");
        }
    }

    /// <summary>How the learner stands with an exercise.</summary>
    public ExerciseState State(Exercise exercise)
    {
        ArgumentNullException.ThrowIfNull(exercise);
        return ExerciseState.Of(exercise.Id, Log.Entries);
    }

    /// <summary>Adds an entry to the log. What could not be saved is kept for the next time, and a notice says so.</summary>
    public void Record(ProgressEntry entry)
    {
        try
        {
            Log.Append(entry);
        }
        catch (ProgressFileException fault)
        {
            notices.Add(fault.Message);
        }
    }

    /// <summary>The exercises of the course, to choose from; none where no course is open.</summary>
    internal IEnumerable<CommandCompletion.Item> KnownExercises() => course?.Exercises.Select(exercise => new CommandCompletion.Item(
        exercise.Id.StartsWith($"{course.Id}/", StringComparison.Ordinal) ? exercise.Id[(course.Id.Length + 1)..] : exercise.Id,
        course.LessonOf(exercise)?.Title ?? course.Title)) ?? [];

    /// <summary>What the learner ought to know about their log, one sentence each; each is said once.</summary>
    public IReadOnlyList<string> TakeNotices()
    {
        string[] said = [.. notices];
        notices.Clear();
        return said;
    }

    private static string? Named(string name, string folder) => CourseFolder.Named(name, folder) ?? CourseFolder.Named(name, AppContext.BaseDirectory);

    private string? Named(string name) => Named(name, Folder);

    private static string? Nearest(Course open, string wanted)
    {
        // What all ids have in front would make all of them near.
        string Short(string id) => id.StartsWith($"{open.Id}/", StringComparison.Ordinal) ? id[(open.Id.Length + 1)..] : id;
        return Spelling.Nearest(Short(wanted), open.Exercises.Select(exercise => Short(exercise.Id)));
    }

    private Course? OpenNearest() => CourseFolder.Above(Folder) is { } folder ? Set(folder) : null;

    private Course Set(string folder)
    {
        try
        {
            (course, log) = (CourseFolder.Open(folder), null);
            return course;
        }
        catch (CourseException fault)
        {
            throw new CommandException(fault.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The course in {folder} cannot be read: {fault.Message}");
        }
    }

    private ProgressLog OpenLog()
    {
        var id = OpenCourse().Id;
        try
        {
            var opened = ProgressLog.Open(ProgressLog.DefaultPath(id, Learner), id, Learner);
            notices.AddRange(opened.Notes);
            return opened;
        }
        catch (ProgressFileException fault)
        {
            notices.Add($"{fault.Message.TrimEnd('.')}, so what you do now is kept only until this notebook's kernel ends.");
            return ProgressLog.InMemory(id, Learner);
        }
    }
}
