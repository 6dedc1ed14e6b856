using System.Globalization;
using System.Text;
using Adjoint.Cli.Commands;

namespace Adjoint.Cli.Grading;

/// <summary>The points that people give, from <c>manual.csv</c> in the folder of grades: learner, exercise, points, comment. They win always, and the file is never written here.</summary>
internal sealed class ManualGrades
{
    private readonly Dictionary<(string Learner, string Exercise), (decimal Points, string Comment)> grades = [];

    /// <summary>Reads the file, if there is one.</summary>
    /// <exception cref="UsageException">A line is not what it should be; the message names it.</exception>
    public static ManualGrades Read(string path)
    {
        var manual = new ManualGrades();
        if (!File.Exists(path))
        {
            return manual;
        }

        foreach (var (line, fields) in CsvReader.Read(File.ReadAllText(path, Encoding.UTF8)))
        {
            var isHeading = line == 1 && fields is ["learner", "exercise", "points", ..];
            if (isHeading || fields is [""])
            {
                continue;
            }

            if (fields is not [var learner, var exercise, var text, ..] || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var points))
            {
                throw new UsageException(FormattableString.Invariant($"{path}, line {line}: expected learner,exercise,points,comment with points such as 1.5."));
            }

            manual.grades[(learner, exercise)] = (points, fields.Count > 3 ? fields[3] : string.Empty);
        }

        return manual;
    }

    /// <summary>The grade, with a person's points in the place of the judge's where there are some.</summary>
    public SubmissionGrade Apply(SubmissionGrade grade) => grade with { Exercises = [.. grade.Exercises.Select(e => Apply(grade.Learner, e))] };

    /// <summary>What is doubtful about the lines, one sentence each: they are for nobody, or give more points than there are.</summary>
    public IEnumerable<string> Doubts(IReadOnlyList<SubmissionGrade> all)
    {
        foreach (var ((learner, exercise), given) in grades)
        {
            if (all.FirstOrDefault(grade => grade.Learner == learner) is not { } submission)
            {
                yield return $"manual.csv: {GradeText.Shown(learner)} handed nothing in, so the points for {GradeText.Shown(exercise)} count nowhere.";
            }
            else if (submission.Exercises.FirstOrDefault(e => e.Id == exercise) is not { } found)
            {
                yield return $"manual.csv: {GradeText.Shown(exercise)} is no exercise that is graded, so the points of {GradeText.Shown(learner)} for it count nowhere.";
            }
            else if (given.Points > found.Of)
            {
                yield return FormattableString.Invariant($"manual.csv: {GradeText.Shown(learner)} gets {given.Points} points for {exercise}, which is worth {found.Of}.");
            }
        }
    }

    private ExerciseGrade Apply(string learner, ExerciseGrade grade) => grades.TryGetValue((learner, grade.Id), out var given)
        ? grade with
        {
            Points = given.Points, Manual = true, Feedback = given.Comment.Length > 0 ? given.Comment : grade.Feedback,
            Explanation = given.Comment.Length > 0 ? System.Net.WebUtility.HtmlEncode(given.Comment) : grade.Explanation,
        }
        : grade;
}
