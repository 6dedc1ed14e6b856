using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Adjoint.Cli.Commands;
using Adjoint.Exercises;
using Adjoint.Extension.Courses;

namespace Adjoint.Cli.Release;

/// <summary>The student version of a course, in a folder beside the one it is for until nothing was found in it that gives a solution away.</summary>
internal sealed class CourseRelease
{
    private const int StandardPool = 24;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Course course;

    private CourseRelease(Course course, IReadOnlyList<(string Path, LessonNotebook Lesson)> lessons) => (this.course, Lessons) = (course, lessons);

    /// <summary>The course.</summary>
    public Course Course => course;

    /// <summary>The lessons with their paths in the course.</summary>
    public IReadOnlyList<(string Path, LessonNotebook Lesson)> Lessons { get; }

    /// <summary>Opens a course to release it.</summary>
    /// <exception cref="UsageException">It is none, or it cannot be released; the message says what to do.</exception>
    public static CourseRelease Open(string folder)
    {
        try
        {
            var course = CourseFolder.Open(folder);
            if (File.Exists(Path.Combine(course.Folder, SealedCourse.FileName)))
            {
                throw new UsageException($"{folder} is a release itself: it has a {SealedCourse.FileName}.");
            }

            var lessons = course.Lessons.Select(lesson => (lesson.Notebook, LessonNotebook.Read(Within(course, lesson.Notebook), lesson.Notebook))).ToList();
            foreach (var (path, lesson) in lessons)
            {
                if (lesson.Shown.FirstOrDefault(shown => course.Find(shown.Exercise) is null) is { Exercise: { } unknown, Cell: var cell })
                {
                    throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{path}, cell {cell} shows {unknown}, which is no exercise of the course."));
                }
            }

            return new(course, lessons);
        }
        catch (CourseException mistake)
        {
            throw new UsageException(mistake.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the course in {folder} cannot be read: {fault.Message}");
        }
    }

    /// <summary>Writes the release into a folder that is empty.</summary>
    /// <returns>The files written, in order, relative to the folder.</returns>
    /// <exception cref="UsageException">The course has no pool, or refers to a file that is not to be released.</exception>
    public IReadOnlyList<string> Write(string folder, int iterations = SealedCourse.StandardIterations)
    {
        if (course.Pool is null && course.Exercises.Count > 0)
        {
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture,
                $"{course.Title} deals variants without end, and a release holds only so many: add \"pool\": {StandardPool} to {Course.FileName}, so that you and your learners see the same ones."));
        }

        SortedSet<string> files = new(StringComparer.Ordinal);
        void Put(string path, Action<string> write)
        {
            if (files.Add(path))
            {
                var target = Path.Combine(folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                write(target);
            }
        }

        Put(Course.FileName, path => File.WriteAllText(path, Description()));
        if (course.Exercises.Count > 0)
        {
            var json = SealedCourse.Seal(course, iterations).ToJson();
            Put(SealedCourse.FileName, path => File.WriteAllText(path, json));
        }

        foreach (var (path, lesson) in Lessons)
        {
            Put(Path.ChangeExtension(path, ".ipynb"), lesson.Notebook.Write);
        }

        foreach (var (path, lesson) in Lessons)
        {
            foreach (var file in lesson.References.Select(reference => Referred(path, reference)).OfType<string>())
            {
                Put(file, target => File.WriteAllBytes(target, File.ReadAllBytes(Path.Combine(course.Folder, file))));
            }
        }

        return [.. files];
    }

    // Only what a course knows; comments stay with the lecturer.
    private string Description()
    {
        var written = JsonNode.Parse(File.ReadAllText(Path.Combine(course.Folder, Course.FileName)), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!.AsObject();
        written["id"] = course.Id;
        foreach (var lesson in (written["lessons"] as JsonArray ?? []).OfType<JsonObject>())
        {
            lesson["notebook"] = Path.ChangeExtension((string)lesson["notebook"]!, ".ipynb");
        }

        return written.ToJsonString(Indented) + "\n";
    }

    // The file that a lesson refers to, relative to the course; null if it refers to none, or to another lesson.
    private string? Referred(string lesson, string reference)
    {
        string path;
        try
        {
            path = Path.GetFullPath(Uri.UnescapeDataString(reference), Path.GetDirectoryName(Path.Combine(course.Folder, lesson))!);
        }
        catch (ArgumentException)
        {
            return null;
        }

        if (!File.Exists(path) || Lessons.Any(other => Path.GetFullPath(other.Path, course.Folder) == path))
        {
            return null;
        }

        var relative = Path.GetRelativePath(course.Folder, path);

        // What lies outside of the course is no part of it: a learner's link leads nowhere, or to their own copy.
        if (relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative))
        {
            return null;
        }

        relative = relative.Replace(Path.DirectorySeparatorChar, '/');
        return Refusal(relative) is { } why ? throw new UsageException($"{lesson} refers to {reference}, which is not released: {why}.")
            : relative is Course.FileName or SealedCourse.FileName ? null
            : relative;
    }

    private string? Refusal(string relative)
    {
        var parts = relative.Split('/');
        return parts[0] is CourseFolder.Exercises or CourseFolder.Hidden ? $"{parts[0]} stays with you"
            : parts.Any(part => part.StartsWith('.')) ? "its name, or that of a folder, begins with a dot"
            : Path.GetExtension(relative).ToLowerInvariant() is ".ipynb" or ".dib" ? "it is a notebook, and no lesson"
            : FileRules.Problem(relative) is { } problem ? problem
            : IsLink(relative) ? "it is a link, or lies behind one"
            : null;
    }

    private bool IsLink(string relative)
    {
        for (var path = Path.Combine(course.Folder, relative); path.Length > course.Folder.Length; path = Path.GetDirectoryName(path)!)
        {
            if (new FileInfo(path).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static string Within(Course course, string notebook) => new CourseRelease(course, []).IsLink(notebook)
        ? throw new UsageException($"the lesson {notebook} is a link, or lies behind one; a release has files.")
        : Path.Combine(course.Folder, notebook);
}
