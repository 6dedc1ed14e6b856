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

    private ExerciseGrade Apply(string learner, ExerciseGrade grade) => grades.TryGetValue((learner, grade.Id), out var given)
        ? grade with
        {
            Points = given.Points, Manual = true, Feedback = given.Comment.Length > 0 ? given.Comment : grade.Feedback,
            Explanation = given.Comment.Length > 0 ? System.Net.WebUtility.HtmlEncode(given.Comment) : grade.Explanation,
        }
        : grade;
}
