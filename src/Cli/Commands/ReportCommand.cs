using System.CommandLine;
using System.Globalization;
using Adjoint.Exercises;
using Adjoint.Extension.Courses;

namespace Adjoint.Cli.Commands;

/// <summary><c>adjoint report FOLDER</c>: what a class has done, for its lecturer.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Progress logs (.jsonl) and grades.json, in folders of any depth." };
        var course = new Option<string>("--course") { Description = "The course's folder, or its id.", HelpName = "COURSE", Required = true };
        var output = new Option<string>("--out") { Description = "Where to write report.html, report.json and the tables; report if it is not given.", HelpName = "DIR", DefaultValueFactory = _ => "report" };
        var command = new Command("report", "Reports on a class by learner, by exercise and by misconception: what to teach again stands first.") { folder, course, output };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(course), parsed.GetRequiredValue(output)));
        return command;
    }

    private static int Run(string folder, string place, string output)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"there is no folder {folder}.");
        }

        using var errors = new StreamWriter(Console.OpenStandardError(), TextFile.Utf8) { AutoFlush = true };
        var course = CourseAt(place, errors);
        var id = course?.Id ?? place;
        var (logs, others) = Logs(folder, id, errors);
        var grades = Grades(folder, id, errors);
        if (logs.Count == 0 && grades is null)
        {
            throw new UsageException($"in {folder} there is neither a progress log nor a {GradeBook.FileName} of {id}{(others > 0 ? string.Create(CultureInfo.InvariantCulture, $", but {others} of other courses") : string.Empty)}.");
        }

        var report = ClassReport.Of(id, logs, grades, course);
        Write(report, output);
        using var terminal = new StreamWriter(Console.OpenStandardOutput(), TextFile.Utf8);
        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Title}: learners: {report.Learners.Count}, exercises: {report.ExerciseIds.Count}, misconceptions met: {report.Misconceptions.Count}"));
        foreach (var one in report.Misconceptions.Take(3))
        {
            terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {one.Tag} in {one.Exercise}: {one.Learners} of {one.OfLearners} learners had it, {one.Still} still have"));
        }

        terminal.WriteLine(Path.Combine(output, "report.html"));
        return ExitCode.Done;
    }

    // Without its exercises a course still has a title, and without a course a report still has its numbers.
    private static Course? CourseAt(string place, TextWriter errors)
    {
        if (!Directory.Exists(place))
        {
            return place.AsSpan().IndexOfAny('/', '\\') < 0 ? null : throw new UsageException($"there is no folder {place}.");
        }

        try
        {
            return CourseFolder.Open(place);
        }
        catch (CourseException mistake)
        {
            errors.WriteLine($"{mistake.Message} The report does without the exercises' texts.");
        }

        try
        {
            return Course.Read(place);
        }
        catch (CourseException mistake)
        {
            throw new UsageException(mistake.Message);
        }
    }

    private static (IReadOnlyList<ProgressLog> Logs, int Others) Logs(string folder, string course, TextWriter errors)
    {
        List<ProgressLog> logs = [];
        var others = 0;
        foreach (var path in Files(folder, "*.jsonl"))
        {
            try
            {
                var log = ProgressLog.Read(path);
                if (log.Course == course)
                {
                    logs.Add(log);
                    log.Notes.ToList().ForEach(errors.WriteLine);
                }
                else
                {
                    others++;
                }
            }
            catch (ProgressFileException mistake)
            {
                errors.WriteLine($"{mistake.Message} It is left out.");
            }
        }

        return (logs, others);
    }

    private static GradeBook? Grades(string folder, string course, TextWriter errors)
    {
        List<GradedSubmission> submissions = [];
        var found = false;
        foreach (var path in Files(folder, GradeBook.FileName))
        {
            try
            {
                var book = GradeBook.Read(path);
                found |= book.Course == course;
                submissions.AddRange(book.Course == course ? book.Submissions : []);
            }
            catch (GradeBookException mistake)
            {
                errors.WriteLine($"{mistake.Message} They are left out.");
            }
        }

        return found ? new(course, submissions) : null;
    }

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Order(StringComparer.Ordinal);

    private static void Write(ClassReport report, string output)
    {
        try
        {
            Directory.CreateDirectory(output);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the folder {output} cannot be made: {fault.Message}");
        }

        TextFile.Write(Path.Combine(output, "report.html"), report.WriteHtml);
        TextFile.Write(Path.Combine(output, "report.json"), report.WriteJson);
        TextFile.Write(Path.Combine(output, "learners.csv"), report.WriteLearnersCsv, forSpreadsheets: true);
        TextFile.Write(Path.Combine(output, "exercises.csv"), report.WriteExercisesCsv, forSpreadsheets: true);
        TextFile.Write(Path.Combine(output, "misconceptions.csv"), report.WriteMisconceptionsCsv, forSpreadsheets: true);
    }
}
