using Adjoint.Exercises;

namespace Adjoint.Extension.Courses;

/// <summary>A course on disk: <c>course.json</c>, and exercises as C# in <c>exercises/</c> and <c>hidden/</c>, or in a release sealed in <c>sealed.json</c>.</summary>
public static class CourseFolder
{
    /// <summary>Exercises whose judge may run on a learner's machine.</summary>
    public const string Exercises = "exercises";

    /// <summary>Exercises whose judge stays with the lecturer.</summary>
    public const string Hidden = "hidden";

    /// <summary>Reads a course and its exercises; those are compiled, unless they have been since they were last changed.</summary>
    /// <exception cref="CourseException">It is no course, or an exercise does not compile; the message says what and where.</exception>
    public static Course Open(string folder)
    {
        var course = Course.Read(folder);
        if (Path.Combine(course.Folder, SealedCourse.FileName) is var path && File.Exists(path))
        {
            return Unseal(course, path);
        }

        return course.With(In(course, Exercises), In(course, Hidden));
    }

    /// <summary>The C# files in a part of a course, in order; none where there is no such part.</summary>
    public static IReadOnlyList<string> Sources(Course course, string part)
    {
        ArgumentNullException.ThrowIfNull(course);
        var folder = Path.Combine(course.Folder, part);
        return !Directory.Exists(folder) ? [] : [.. Directory.EnumerateFiles(folder, "*.cs").Order(StringComparer.Ordinal)];
    }

    /// <summary>The folder of the course that a notebook in <paramref name="folder"/> belongs to: the nearest one above it with a <c>course.json</c>; null if there is none.</summary>
    public static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Course.FileName)))
            {
                return at.FullName;
            }
        }

        return null;
    }

    /// <summary>The course of that name in a folder <c>courseware</c> at or above <paramref name="folder"/>; null if there is none.</summary>
    public static string? Named(string name, string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null && name.Length > 0 && !name.Contains("..", StringComparison.Ordinal); at = at.Parent)
        {
            if (Path.Combine(at.FullName, "courseware", name) is var candidate && File.Exists(Path.Combine(candidate, Course.FileName)))
            {
                return candidate;
            }
        }

        return null;
    }

    private static Course Unseal(Course course, string path)
    {
        try
        {
            var released = SealedCourse.Parse(File.ReadAllText(path));
            return released.Id == course.Id
                ? course.With([.. released.Exercises.Where(exercise => !exercise.IsHidden)], [.. released.Exercises.Where(exercise => exercise.IsHidden)])
                : throw new CourseException(path, $"this is of the course {released.Id}, not of {course.Id}");
        }
        catch (InvalidDataException error)
        {
            throw new CourseException(path, error.Message.TrimEnd('.'));
        }
    }

    private static IReadOnlyList<Exercise> In(Course course, string part)
    {
        if (Sources(course, part) is not { Count: > 0 } sources)
        {
            return [];
        }

        try
        {
            return Exercise.In(CourseCompiler.Compile($"{course.Id}.{part}", sources));
        }
        catch (Exception error) when (error is ArgumentException or System.Reflection.TargetInvocationException)
        {
            throw new CourseException(Path.Combine(Path.GetFileName(course.Folder), part), (error.InnerException ?? error).Message.TrimEnd('.'));
        }
    }
}
