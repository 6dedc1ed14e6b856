using System.Globalization;
using Adjoint.Cli.Commands;
using Adjoint.Exercises;

namespace Adjoint.Cli.Release;

/// <summary>The folder that a release is written to: it is there as a whole, or as it was before.</summary>
internal static class ReleaseFolder
{
    /// <summary>Writes a release beside the folder, looks through it, and puts it in its place if nothing was found.</summary>
    /// <param name="release">The course.</param>
    /// <param name="folder">Where it is to be, an absolute path.</param>
    /// <param name="iterations">How often an answer is hashed.</param>
    /// <exception cref="UsageException">The folder has something else in it.</exception>
    public static (IReadOnlyList<string> Files, IReadOnlyList<Leak> Leaks) Write(CourseRelease release, string folder, int iterations = SealedCourse.StandardIterations)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var source = Path.TrimEndingDirectorySeparator(release.Course.Folder);
        if ($"{source}{Path.DirectorySeparatorChar}".StartsWith($"{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal) || Path.GetDirectoryName(folder) is not { } parent)
        {
            throw new UsageException($"{folder} is the course itself, or holds it; a release goes into a folder of its own.");
        }

        RequireOwn(release.Course, folder);
        Directory.CreateDirectory(parent);
        var suffix = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var (fresh, old) = (Path.Combine(parent, $".{Path.GetFileName(folder)}.new-{suffix}"), Path.Combine(parent, $".{Path.GetFileName(folder)}.old-{suffix}"));
        try
        {
            Directory.CreateDirectory(fresh);
            var files = release.Write(fresh, iterations);
            var leaks = LeakLinter.Check(fresh, CourseSecrets.Of(release));
            if (leaks.Count > 0)
            {
                return (files, leaks);
            }

            if (Directory.Exists(folder) && FilesIn(folder).FirstOrDefault(file => !files.Contains(file)) is { } other)
            {
                throw new UsageException($"{folder} has a file {other}, which is not of this release and would be lost; move it away first.");
            }

            Replace(folder, fresh, old);
            return (files, leaks);
        }
        finally
        {
            if (Directory.Exists(fresh))
            {
                Directory.Delete(fresh, recursive: true);
            }
        }
    }

    private static void Replace(string folder, string fresh, string old)
    {
        if (!Directory.Exists(folder))
        {
            Directory.Move(fresh, folder);
            return;
        }

        Directory.Move(folder, old);
        try
        {
            Directory.Move(fresh, folder);
        }
        catch (IOException)
        {
            Directory.Move(old, folder);
            throw;
        }

        Directory.Delete(old, recursive: true);
    }

    private static void RequireOwn(Course course, string folder)
    {
        if (File.Exists(folder))
        {
            throw new UsageException($"{folder} is a file.");
        }

        if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            return;
        }

        string? found = null;
        try
        {
            found = Course.Read(folder).Id;
        }
        catch (CourseException)
        {
            // No course at all.
        }

        if (found != course.Id || Directory.Exists(Path.Combine(folder, Extension.Courses.CourseFolder.Exercises)) || Directory.Exists(Path.Combine(folder, Extension.Courses.CourseFolder.Hidden)))
        {
            throw new UsageException($"{folder} is not empty, and holds no earlier release of {course.Title}; name another folder.");
        }
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
