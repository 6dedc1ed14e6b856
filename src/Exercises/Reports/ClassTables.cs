using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Adjoint.Exercises;

/// <summary>The tables of a class's report.</summary>
internal static class ClassTables
{
    public static ReportRows Learners(ClassReport report) => new(
        ["learner", "solved", "begun", "exercises", "wrong", "hints", "solutions_shown", "points", "of", "last", "problems", .. report.ExerciseIds],
        report.Learners.Select(learner => (IReadOnlyList<object?>)
        [
            learner.Learner, learner.Solved, learner.Begun, report.ExerciseIds.Count, learner.Wrong, learner.Hints, learner.SolutionsShown, learner.Points, learner.Of,
            learner.Last, string.Join("; ", learner.Problems), .. learner.Standings.Select(NameOf),
        ]));

    public static ReportRows Exercises(ClassReport report) => new(
        ["exercise", "begun", "answered", "solved", "variants", "wrong", "invalid", "undecided", "median_wrong_before_solved", "with_hints", "with_solution", "mean_points", "wrong_without_name"],
        report.Exercises.Select(exercise => (IReadOnlyList<object?>)
        [
            exercise.Exercise, exercise.Begun, exercise.Answered, exercise.Solved, exercise.Variants, exercise.Wrong, exercise.Invalid, exercise.Undecided, exercise.MedianWrong,
            exercise.WithHints, exercise.WithSolution, exercise.MeanPoints, exercise.Unnamed,
        ]));

    public static ReportRows Misconceptions(ClassReport report) => new(
        ["exercise", "tag", "learners", "still", "of_learners", "variants", "of_variants", "feedback"],
        report.Misconceptions.Select(one => (IReadOnlyList<object?>)
        [
            one.Exercise, one.Tag, one.Learners, one.Still, one.OfLearners, one.Variants, one.OfVariants, one.Feedback?.ToString().ReplaceLineEndings(" "),
        ]));

    public static string NameOf(Standing standing) => standing switch
    {
        Standing.NotBegun => string.Empty,
        Standing.Begun => "begun",
        Standing.Wrong => "wrong",
        Standing.SolutionShown => "solution shown",
        Standing.Undecided => "to be judged",
        Standing.Solved => "solved",
        _ => throw new NotSupportedException($"{standing} has no name."),
    };

    public static void WriteJson(ClassReport report, TextWriter writer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("course", report.Course);
            json.WriteString("title", report.Title);
            Learners(report).WriteJson(json, "learners");
            Exercises(report).WriteJson(json, "exercises");
            Misconceptions(report).WriteJson(json, "misconceptions");
            json.WriteEndObject();
        }

        writer.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }
}
