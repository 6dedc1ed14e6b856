using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using Adjoint.Cli.Commands;
using Adjoint.Exercises;
using Adjoint.Extension.Courses;

namespace Adjoint.Cli.Grading;

/// <summary>Grades a folder of submissions. What an earlier run graded, and has not changed, is kept as it is.</summary>
internal sealed class GradeRun(GradeOptions options, TextWriter terminal)
{
    private const int StackBytes = 16 << 20;

    private readonly Lock gate = new();
    private int done;

    /// <summary>Grades them all, and returns the tool's exit code.</summary>
    /// <exception cref="UsageException">There is no such folder or course.</exception>
    /// <exception cref="SandboxRefusedException">Submissions cannot be isolated here.</exception>
    public int Run()
    {
        if (!Directory.Exists(options.Folder))
        {
            throw new UsageException($"there is no folder {options.Folder}.");
        }

        var course = Open(options.Course);
        var lessons = Chosen(course);
        var exercises = Exercises(course, lessons);
        var cells = Cells(course, lessons);
        using var command = new SandboxCommand();
        SandboxProbe.Run(command, options.Limits);
        var book = new GradeFolder(options.Output);
        var submissions = Submission.In(options.Folder, options.Assignment);
        var basis = Basis(course, exercises, cells);
        var grades = new SubmissionGrade[submissions.Count];
        var waiting = new ConcurrentQueue<int>(Enumerable.Range(0, submissions.Count));
        ExceptionDispatchInfo? defect = null;
        var slots = Enumerable.Range(0, Math.Min(options.Jobs, submissions.Count)).Select(slot => new Thread(
            () =>
            {
                try
                {
                    var grader = new SubmissionGrader(new(course), exercises, cells, command, options.Limits, slot);
                    while (defect is null && waiting.TryDequeue(out var i))
                    {
                        grades[i] = Grade(grader, book, submissions[i], basis, submissions.Count);
                    }
                }
#pragma warning disable CA1031 // it is thrown again on the thread that waits
                catch (Exception error)
#pragma warning restore CA1031
                {
                    defect ??= ExceptionDispatchInfo.Capture(error);
                }
            },
            StackBytes)).ToList();
        slots.ForEach(slot => slot.Start());
        slots.ForEach(slot => slot.Join());
        defect?.Throw();
        List<SubmissionGrade> final = [.. grades.Select(book.Manual.Apply)];
        for (var i = 0; i < final.Count; i++)
        {
            book.WritePage(submissions[i].FileName, FeedbackPage.Render(course.Title, final[i]));
        }

        book.WriteTables(course.Id, final);
        foreach (var doubt in book.Manual.Doubts(final))
        {
            terminal.WriteLine(doubt);
        }

        terminal.WriteLine($"The grades are in {options.Output}");
        return ExitCode.Done;
    }

    private SubmissionGrade Grade(SubmissionGrader grader, GradeFolder book, Submission submission, byte[] basis, int count)
    {
        var files = submission.Read();
        var key = Key(basis, submission.Learner, files);
        var known = book.Find(submission.FileName, key);
        var grade = known ?? grader.Grade(key, submission.Learner, files);
        if (known is null)
        {
            book.Keep(submission.FileName, grade);
        }

        lock (gate)
        {
            done++;
            terminal.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"[{done}/{count}] {GradeText.Shown(grade.Learner)}: {(grade.Status == SubmissionGrade.Broken ? "broken" : $"{grade.Points():0.##} of {grade.Of()}")}{(known is null ? string.Empty : " (as before)")}{(grade.Problems.Count == 0 ? string.Empty : $"; {GradeText.Shown(grade.Problems[0])}")}"));
        }

        return grade;
    }

    private static Course Open(string folder)
    {
        try
        {
            return CourseFolder.Open(folder);
        }
        catch (CourseException mistake)
        {
            throw new UsageException(mistake.Message);
        }
    }

    private List<Lesson> Chosen(Course course)
    {
        foreach (var name in options.Lessons.Where(name => !course.Lessons.Any(lesson => Is(lesson, name))))
        {
            throw new UsageException($"{course.Title} has no lesson {name}; there are {string.Join(", ", course.Lessons.Select(lesson => Path.GetFileNameWithoutExtension(lesson.Notebook)))}.");
        }

        return [.. course.Lessons.Where(lesson => options.Lessons.Count == 0 || options.Lessons.Any(name => Is(lesson, name)))];
    }

    // A course without lessons is one.
    private List<Exercise> Exercises(Course course, List<Lesson> lessons)
    {
        var ids = lessons.SelectMany(lesson => lesson.Exercises).ToHashSet(StringComparer.Ordinal);
        return [.. course.Exercises.Where(exercise => (ids.Count == 0 && options.Lessons.Count == 0) || ids.Contains(exercise.Id))];
    }

    private static IReadOnlyList<AutogradedCell> Cells(Course course, List<Lesson> lessons)
    {
        try
        {
            return AutogradedCell.In(course, lessons);
        }
        catch (CourseException mistake)
        {
            throw new UsageException(mistake.Message);
        }
    }

    private static bool Is(Lesson lesson, string name) => Path.GetFileName(lesson.Notebook) == name || Path.GetFileNameWithoutExtension(lesson.Notebook) == name;

    // All that a grade depends on, but for the submission itself.
    private byte[] Basis(Course course, List<Exercise> exercises, IReadOnlyList<AutogradedCell> cells)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var assembly in new[] { typeof(GradeRun).Assembly, typeof(Course).Assembly, typeof(CourseFolder).Assembly, typeof(Cancellation).Assembly, typeof(Jupyter.Scripting.NotebookSession).Assembly })
        {
            Add(hash, assembly.ManifestModule.ModuleVersionId.ToByteArray());
        }

        Add(hash, File.ReadAllBytes(Path.Combine(course.Folder, Course.FileName)));
        foreach (var source in CourseFolder.Sources(course, CourseFolder.Exercises).Concat(CourseFolder.Sources(course, CourseFolder.Hidden)))
        {
            Add(hash, Encoding.UTF8.GetBytes(Path.GetFileName(source)));
            Add(hash, File.ReadAllBytes(source));
        }

        foreach (var cell in cells)
        {
            Add(hash, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{cell.Id} {cell.Points} {cell.Source}")));
        }

        Add(hash, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{options.Limits.Time.TotalSeconds} {options.Limits.Megabytes} {string.Join(' ', exercises)}")));
        return hash.GetHashAndReset();
    }

    private static string Key(byte[] basis, string learner, IReadOnlyList<SubmittedFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, basis);
        Add(hash, Encoding.UTF8.GetBytes(learner));
        foreach (var file in files)
        {
            Add(hash, Encoding.UTF8.GetBytes(file.Name));
            Add(hash, Encoding.UTF8.GetBytes(file.Problem ?? string.Empty));
            Add(hash, file.Bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, byte[] part)
    {
        hash.AppendData(BitConverter.GetBytes((long)part.Length));
        hash.AppendData(part);
    }
}
