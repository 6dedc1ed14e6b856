using System.Text.Json.Nodes;
using System.Xml.Linq;
using Adjoint.Exercises;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>The report counts what is in the logs and grades.</summary>
public sealed class ClassReportTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly Gen<ProgressEntry> Entries = Gen.Select(Gen.Int[0, 1], Gen.Int[0, 2], Gen.Int[0, 9]).Select((exercise, attempt, kind) => kind switch
    {
        0 => ProgressEntry.Dealt(Start, $"c/e{exercise}", attempt),
        1 => ProgressEntry.HintShown(Start, $"c/e{exercise}", attempt, 1),
        2 => ProgressEntry.SolutionShown(Start, $"c/e{exercise}", attempt),
        3 or 4 => Answered(exercise, attempt, Verdict.Right),
        5 => Answered(exercise, attempt, Verdict.Wrong("no")),
        6 => Answered(exercise, attempt, Verdict.NoAnswer("?")),
        7 => Answered(exercise, attempt, new Verdict.Undecided("?")),
        _ => Answered(exercise, attempt, new Verdict.Rejected($"tag-{kind}", "no", null)),
    });

    private static readonly Gen<ProgressLog[]> Classes = Entries.Array[0, 12].Array[1, 5].Select(learners => learners.Select((entries, n) => Log($"l{n}", entries)).ToArray());

    [Fact]
    public void Counts_are_those_of_the_logs() => Classes.Sample(logs =>
    {
        var report = ClassReport.Of("c", logs, null);
        Assert.Equal(logs.Count(log => log.Entries.Count > 0), report.Learners.Count);
        foreach (var exercise in report.Exercises)
        {
            var all = logs.Select(log => log.Entries.Where(entry => entry.Exercise == exercise.Exercise).ToList()).ToList();
            Assert.Equal(logs.Count(log => CourseState.Of(log.Entries)[exercise.Exercise].Solved), exercise.Solved);
            Assert.Equal(all.Count(entries => entries.Count > 0), exercise.Begun);
            Assert.Equal(all.Sum(entries => entries.Count(entry => entry.Verdict == "rejected")), exercise.Wrong);
            Assert.Equal(all.Sum(entries => entries.Count(entry => entry.Verdict == "rejected" && entry.Tag is null)), exercise.Unnamed);
            Assert.Equal(all.Sum(entries => entries.Where(entry => entry.Verdict is "rejected" or "accepted").Select(entry => entry.Attempt).Distinct().Count()), exercise.Variants);
        }

        foreach (var one in report.Misconceptions)
        {
            var had = logs.Where(log => log.Entries.Any(entry => entry.Exercise == one.Exercise && entry.Tag == one.Tag)).ToList();
            Assert.Equal(had.Count, one.Learners);
            Assert.Equal(had.Sum(log => log.Entries.Where(entry => entry.Exercise == one.Exercise && entry.Tag == one.Tag).Select(entry => entry.Attempt).Distinct().Count()), one.Variants);
            Assert.Equal(had.Count(log => Still(log, one)), one.Still);
            Assert.True(one.Still <= one.Learners && one.Learners <= one.OfLearners && one.Variants <= one.OfVariants);
        }

        Assert.Equal(
            logs.SelectMany(log => log.Entries.Where(entry => entry.Tag is not null).Select(entry => (entry.Exercise, entry.Tag!))).Distinct().Order(),
            report.Misconceptions.Select(one => (one.Exercise, one.Tag)).Order());
    });

    [Fact]
    public void Order_of_the_logs_does_not_matter() => Classes.Sample(logs => Assert.Equal(Html(ClassReport.Of("c", logs, null)), Html(ClassReport.Of("c", [.. logs.Reverse(), logs[0]], null))));

    [Fact]
    public void What_must_be_taught_again_stands_first()
    {
        var wrong = new Verdict.Rejected("common", "no", null);
        var report = ClassReport.Of(
            "c",
            [
                Log("a", Answered(0, 0, new Verdict.Rejected("overcome", "no", null)), Answered(0, 0, Verdict.Right)),
                Log("b", Answered(0, 0, new Verdict.Rejected("overcome", "no", null)), Answered(0, 0, Verdict.Right)),
                Log("d", Answered(1, 0, wrong)),
            ],
            null);
        Assert.Equal(["common", "overcome"], report.Misconceptions.Select(one => one.Tag));
        Assert.Equal(["c/e1", "c/e0"], report.Exercises.Select(exercise => exercise.Exercise));
        Assert.Equal("d", report.Learners[0].Learner);
    }

    [Fact]
    public void Answer_that_was_handed_in_as_it_was_given_counts_once()
    {
        var log = Log("ada", Answered(0, 0, new Verdict.Rejected("tag", "no", null)));
        var same = Grades(new GradedExercise("c/e0", 0, 0, 1, "rejected", "tag", "1", Manual: false));
        var other = Grades(new GradedExercise("c/e0", 0, 0, 1, "rejected", "tag", "2", Manual: false));
        Assert.Equal(1, ClassReport.Of("c", [log], same).Exercises[0].Wrong);
        Assert.Equal(2, ClassReport.Of("c", [log], other).Exercises[0].Wrong);
        Assert.Equal(1, Assert.Single(ClassReport.Of("c", [log], other).Misconceptions).Variants);
    }

    [Theory]
    [InlineData(1, Standing.Solved)]
    [InlineData(0, Standing.Wrong)]
    public void Points_given_by_the_lecturer_decide(int points, Standing standing)
    {
        var log = Log("ada", Answered(0, 0, points == 0 ? Verdict.Right : Verdict.Wrong("no")), Answered(0, 0, Verdict.Wrong("no")));
        var report = ClassReport.Of("c", [log], Grades(new GradedExercise("c/e0", 0, points, 1, "rejected", null, "1", Manual: true)));
        Assert.Equal(standing, report.Learners[0].Standings[0]);
        Assert.Equal((points, 1m), (report.Learners[0].Points, report.Learners[0].Of));
    }

    [Fact]
    public void Submission_that_answers_nothing_is_a_learner_who_has_not_begun()
    {
        var report = ClassReport.Of("c", [], Grades(new GradedExercise("c/e0", 0, 0, 1, "unanswered", null, null, Manual: false)));
        Assert.Equal([Standing.NotBegun], Assert.Single(report.Learners).Standings);
    }

    [Fact]
    public void Page_needs_nothing_else_and_shows_names_as_they_are()
    {
        const string Name = "<script>alert(1)</script>&\"'\u202e\0";
        var html = Html(ClassReport.Of("c", [Log(Name, Answered(0, 0, Verdict.Wrong("no")), ProgressEntry.Answered(Start, "c/e0", 1, "<img src=x>", Verdict.Wrong("no")))], null));
        var page = XDocument.Parse(html[html.IndexOf("<html", StringComparison.Ordinal)..]);
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "href" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.Contains(page.Descendants("bdi"), element => element.Value == Name.Replace('\0', ' '));
    }

    [Fact]
    public void Json_is_the_tables()
    {
        using var writer = new StringWriter();
        ClassReport.Of("c", [Log("ada", Answered(0, 0, new Verdict.Rejected("tag", "no", null)))], null).WriteJson(writer);
        var json = JsonNode.Parse(writer.ToString())!;
        Assert.Equal("tag", (string)json["misconceptions"]![0]!["tag"]!);
        Assert.Equal(1, (int)json["exercises"]![0]!["wrong"]!);
        Assert.Equal("wrong", (string)json["learners"]![0]!["c/e0"]!);
    }

    [Theory]
    [InlineData("{", "are no JSON: line 1, column 2")]
    [InlineData("[]", "lack the course")]
    [InlineData("{\"course\":\"c\",\"submissions\":[{\"exercises\":[]}]}", "lack the course")]
    [InlineData("{\"course\":\"c\",\"submissions\":[{\"learner\":\"a\",\"exercises\":[{\"id\":\"e\",\"attempt\":\"0\",\"points\":0,\"of\":1,\"verdict\":\"x\"}]}]}", "lack the course")]
    public void File_that_is_no_grades_is_one_sentence(string text, string problem)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            Assert.StartsWith($"The grades {path} {problem}", Assert.Throws<GradeBookException>(() => GradeBook.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static bool Still(ProgressLog log, MisconceptionReport one)
    {
        var still = false;
        HashSet<int> shown = [];
        foreach (var entry in log.Entries.Where(entry => entry.Exercise == one.Exercise))
        {
            still = entry.Tag == one.Tag || (still && !(entry.Verdict == "accepted" && !shown.Contains(entry.Attempt)));
            if (entry.Event == ProgressEvent.SolutionShown)
            {
                shown.Add(entry.Attempt);
            }
        }

        return still;
    }

    private static ProgressEntry Answered(int exercise, int attempt, Verdict verdict) => ProgressEntry.Answered(Start, $"c/e{exercise}", attempt, "1", verdict);

    private static ProgressLog Log(string learner, params ProgressEntry[] entries)
    {
        var log = ProgressLog.InMemory("c", learner);
        entries.ToList().ForEach(entry => log.Append(entry));
        return log;
    }

    private static GradeBook Grades(GradedExercise exercise) => new("c", [new("ada", "graded", [], [exercise])]);

    private static string Html(ClassReport report)
    {
        using var writer = new StringWriter();
        report.WriteHtml(writer);
        return writer.ToString();
    }
}
