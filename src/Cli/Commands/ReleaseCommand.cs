using System.CommandLine;
using System.Globalization;
using Adjoint.Cli.Release;
using Adjoint.Exercises;

namespace Adjoint.Cli.Commands;

/// <summary><c>adjoint release COURSE --out DIR</c>: the student version of a course, looked through for leaks.</summary>
internal static class ReleaseCommand
{
    private const int MostShown = 200;

    public static Command Create()
    {
        var course = new Argument<string>("COURSE") { Description = "The course's folder." };
        var output = new Option<string>("--out") { Description = "Write the student version here.", HelpName = "DIR" };
        var check = new Option<string>("--check") { Description = "Write nothing; look through this folder for what the course hides from learners.", HelpName = "DIR" };
        var command = new Command("release", "Writes the student version of a course, without solutions and hidden checks, and proves that it gives none away.") { course, output, check };
        command.SetAction(parsed => (parsed.GetValue(output), parsed.GetValue(check)) switch
        {
            ({ } folder, null) => Release(parsed.GetRequiredValue(course), Path.GetFullPath(folder)),
            (null, { } folder) => Check(parsed.GetRequiredValue(course), Path.GetFullPath(folder)),
            _ => throw new UsageException("say either --out DIR to write a release, or --check DIR to look through one."),
        });
        return command;
    }

    private static int Release(string source, string folder)
    {
        var release = CourseRelease.Open(source);
        try
        {
            var (files, leaks) = ReleaseFolder.Write(release, folder);
            if (leaks.Count > 0)
            {
                return Show(leaks, $"Nothing was written to {folder}");
            }

            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{folder}: {Count(release.Lessons.Count, "lesson")}, {Count(release.Course.Exercises.Count, "exercise")}, {Count(files.Count, "file")}; nothing in it gives a solution away"));
            return ExitCode.Done;
        }
        catch (Exception mistake) when (mistake is NoVariantException or ExerciseFailedException)
        {
            throw new UsageException(mistake.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the release cannot be written to {folder}: {fault.Message}");
        }
    }

    private static int Check(string source, string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"there is no folder {folder}.");
        }

        try
        {
            var leaks = LeakLinter.Check(folder, CourseSecrets.Of(CourseRelease.Open(source)));
            if (leaks.Count > 0)
            {
                return Show(leaks, folder);
            }

            Console.Out.WriteLine($"{folder}: nothing in it gives a solution away");
            return ExitCode.Done;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{folder} cannot be looked through: {fault.Message}");
        }
    }

    private static int Show(IReadOnlyList<Leak> leaks, string what)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {Count(leaks.Count, "finding")}"));
        foreach (var leak in leaks.Take(MostShown))
        {
            Console.Error.WriteLine($"  {leak}");
        }

        if (leaks.Count > MostShown)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  … and {leaks.Count - MostShown} more"));
        }

        return ExitCode.UserFailed;
    }

    private static string Count(int n, string noun) => string.Create(CultureInfo.InvariantCulture, $"{n} {noun}{(n == 1 ? string.Empty : "s")}");
}
