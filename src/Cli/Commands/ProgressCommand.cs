using System.CommandLine;
using System.Globalization;
using Adjoint.Exercises;

namespace Adjoint.Cli.Commands;

/// <summary><c>adjoint progress COURSE</c>: what a learner has done, as text or as a table for other programs.</summary>
internal static class ProgressCommand
{
    public static Command Create()
    {
        var course = new Argument<string>("COURSE") { Description = "The course's folder, or its id." };
        var learner = new Option<string>("--learner") { Description = "Whose progress; else ADJOINT_LEARNER, JUPYTERHUB_USER or the user of this machine.", HelpName = "NAME" };
        var csv = new Option<string>("--csv") { Description = "Write every entry of the log as CSV; - is standard output.", HelpName = "FILE" };
        var json = new Option<string>("--json") { Description = "Write every entry of the log as JSON; - is standard output.", HelpName = "FILE" };
        var merge = new Option<string[]>("--merge") { Description = "First add the entries of logs of the same learner, as from another machine.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var command = new Command("progress", "Shows what a learner has done in a course, exports it, or adds what was done on another machine.") { course, learner, csv, json, merge };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(course), Learner.Name(parsed.GetValue(learner)), parsed.GetValue(csv), parsed.GetValue(json), parsed.GetValue(merge) ?? []));
        return command;
    }

    private static int Run(string place, string learner, string? csv, string? json, string[] others)
    {
        try
        {
            var course = Directory.Exists(place) ? Course.Read(place) : null;
            var id = course?.Id ?? (place.AsSpan().IndexOfAny('/', '\\') < 0 ? place : throw new UsageException($"there is no folder {place}."));
            var log = ProgressLog.Open(ProgressLog.DefaultPath(id, learner), id, learner);
            using var errors = new StreamWriter(Console.OpenStandardError(), TextFile.Utf8) { AutoFlush = true };
            foreach (var other in others)
            {
                errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{other}: new entries: {log.Merge(other)}."));
            }

            foreach (var note in log.Notes)
            {
                errors.WriteLine(note);
            }

            if (csv is not null)
            {
                TextFile.Write(csv, log.WriteCsv, forSpreadsheets: true);
            }

            if (json is not null)
            {
                TextFile.Write(json, log.WriteJson);
            }

            if (csv is null && json is null && others.Length == 0)
            {
                TextFile.Write("-", writer => Show(writer, log, course));
            }

            return ExitCode.Done;
        }
        catch (Exception mistake) when (mistake is ProgressFileException or CourseException)
        {
            throw new UsageException(mistake.Message);
        }
    }

    private static void Show(TextWriter writer, ProgressLog log, Course? course)
    {
        var state = CourseState.Of(log.Entries);
        List<string> ids = [.. (course?.Lessons.SelectMany(lesson => lesson.Exercises) ?? []).Concat(state.Exercises.Select(exercise => exercise.Exercise)).Distinct()];
        if (ids.Count == 0)
        {
            writer.WriteLine($"{log.Learner} has done nothing in {log.Course} yet. The log will be {log.Path}.");
            return;
        }

        List<string[]> rows = [["exercise", "state", "variant", "wrong", "hints", "last"], .. ids.Select(id => Row(state[id]))];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{log.Learner} in {course?.Title ?? log.Course}: {ids.Count(id => state[id].Solved)} of {ids.Count} solved"));
        foreach (var row in rows)
        {
            writer.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static string[] Row(ExerciseState state) =>
    [
        state.Exercise,
        state.Solved ? "solved" : state.SolutionShown ? "solution shown" : state.IsBegun ? "begun" : "not begun",
        state.IsBegun ? state.Attempt.ToString(CultureInfo.InvariantCulture) : string.Empty,
        state.IsBegun ? state.Tries.ToString(CultureInfo.InvariantCulture) : string.Empty,
        state.IsBegun ? state.HintsShown.ToString(CultureInfo.InvariantCulture) : string.Empty,
        state.Last?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? string.Empty,
    ];
}
