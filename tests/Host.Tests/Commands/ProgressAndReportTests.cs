using Adjoint.Exercises;

namespace Adjoint.Tests.Commands;

/// <summary><c>adjoint progress</c> and <c>adjoint report</c> as processes.</summary>
public sealed class ProgressAndReportTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("adjoint-report").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Progress_shows_exports_and_merges_a_log()
    {
        Log("c/ada.jsonl", "ada", ProgressEntry.Answered(Start, "c/rank", 0, "-3/4", Verdict.Wrong("no")));
        var other = Log("other.jsonl", "ada", ProgressEntry.Answered(Start.AddDays(1), "c/rank", 0, "2", Verdict.Right));
        Assert.Contains("0 of 1 solved", Progress("c").Output, StringComparison.Ordinal);
        var merged = Progress("c", "--merge", other);
        Assert.Equal((0, $"{other}: new entries: 2.\n"), (merged.ExitCode, merged.Error));
        Assert.Equal($"{other}: new entries: 0.\n", Progress("c", "--merge", other).Error);
        Assert.Contains("1 of 1 solved", Progress("c").Output, StringComparison.Ordinal);
        var csv = Progress("c", "--csv", "-").Output.Split("\r\n");
        Assert.StartsWith("course,learner,id,time,exercise,attempt,event,answer,verdict", csv[0], StringComparison.Ordinal);
        Assert.Contains(",c/rank,0,Answered,'-3/4,rejected,", csv.Single(line => line.Contains("rejected", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(6, csv.Length);
    }

    [Fact]
    public void Damage_to_a_log_is_said_and_hurts_nothing()
    {
        var path = Log("c/ada.jsonl", "ada", ProgressEntry.Answered(Start, "c/rank", 0, "2", Verdict.Right));
        File.AppendAllText(path, "{\"v\":1,\"id");
        var run = Progress("c");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 of 1 solved", run.Output, StringComparison.Ordinal);
        Assert.Contains("was cut off while it was written", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_is_written_from_logs_and_grades_and_is_the_same_again()
    {
        Log("logs/ada.jsonl", "ada", ProgressEntry.Answered(Start, "c/rank", 0, "3", new Verdict.Rejected("counts-rows", "no", null)));
        Log("logs/deeper/bob.jsonl", "bob", ProgressEntry.Answered(Start, "c/rank", 0, "2", Verdict.Right));
        Log("logs/other.jsonl", "carl", [], course: "other");
        File.WriteAllText(Path.Combine(folder, "logs", "broken.jsonl"), "no log");
        File.WriteAllText(Path.Combine(folder, "logs", "grades.json"), """
            {"course":"c","submissions":[{"learner":"bob","status":"graded","problems":[],"exercises":[{"id":"c/rank","attempt":0,"points":1,"of":1,"verdict":"accepted","tag":null,"answer":"2","feedback":"","manual":false}]}]}
            """);
        var (first, second) = (Path.Combine(folder, "first"), Path.Combine(folder, "second"));
        var run = Repository.Adjoint("report", Path.Combine(folder, "logs"), "--course", "c", "--out", first);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("counts-rows in c/rank: 1 of 2 learners had it, 1 still have", run.Output, StringComparison.Ordinal);
        Assert.Contains("broken.jsonl does not say whose it is. It is left out.", run.Error, StringComparison.Ordinal);
        Repository.Adjoint("report", Path.Combine(folder, "logs"), "--course", "c", "--out", second);
        string[] files = ["exercises.csv", "learners.csv", "misconceptions.csv", "report.html", "report.json"];
        Assert.Equal(files, Directory.GetFiles(first).Select(Path.GetFileName).Order());
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(first, file)), File.ReadAllBytes(Path.Combine(second, file))));
    }

    [Theory]
    [InlineData("there is neither a progress log nor a grades.json of c", ".", "c")]
    [InlineData("there is no folder nowhere", "nowhere", "c")]
    [InlineData("there is no folder no/course", ".", "no/course")]
    public void Report_on_nothing_is_one_sentence(string sentence, string logs, string course)
    {
        var run = Repository.Run(Repository.Tool, ["report", logs, "--course", course], folder: folder);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    private string Log(string name, string learner, params ProgressEntry[] entries) => Log(name, learner, entries, "c");

    private string Log(string name, string learner, ProgressEntry[] entries, string course)
    {
        var path = Path.Combine(folder, name);
        var log = ProgressLog.Open(path, course, learner);
        log.Append(ProgressEntry.Dealt(Start.AddHours(-1), $"{course}/rank", 0));
        entries.ToList().ForEach(entry => log.Append(entry));
        return path;
    }

    private Repository.Result Progress(params string[] arguments) =>
        Repository.Run("env", [$"ADJOINT_PROGRESS={folder}", Repository.Tool, "progress", .. arguments, "--learner", "ada"]);
}
