using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Adjoint.Tests.Grading;

/// <summary><c>adjoint grade</c> on a class of two hundred, many of whom mean harm.</summary>
[Trait("Speed", "Slow")]
public sealed class GradeTests : IDisposable
{
    private const string Untouched = "untouched";

    private readonly DirectoryInfo work = Directory.CreateTempSubdirectory("adjoint-grade");
    private readonly string folder;
    private readonly string canary;

    public GradeTests()
    {
        folder = work.CreateSubdirectory("class").FullName;
        canary = Path.Combine(work.CreateSubdirectory("lecturer").FullName, "canary");
        File.WriteAllText(canary, Untouched);
    }

    public void Dispose() => work.Delete(recursive: true);

    [Fact]
    public void Class_of_two_hundred_is_graded_reported_and_harmless()
    {
        SubmittedClass.Write(folder, canary);
        var before = Snapshot(folder);
        var run = Grade("out");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(201, run.Output.TrimEnd().Split('\n').Length);
        Assert.Equal(Untouched, File.ReadAllText(canary));
        Assert.Equal(before, Snapshot(folder));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(canary)!));
        NothingRuns();

        var grades = JsonNode.Parse(File.ReadAllText(Path.Combine(work.FullName, "out", "grades.json")))!["submissions"]!.AsArray().ToDictionary(s => (string)s!["learner"]!, s => s!.AsObject());
        Assert.Equal(200, grades.Count);
        foreach (var (learner, grade) in grades)
        {
            var exercises = grade["exercises"]!.AsArray().ToDictionary(e => (string)e!["id"]!, e => e!.AsObject());
            Assert.Equal(SubmittedClass.Course.Exercises.Count, exercises.Count);
            Check(learner, grade, exercises);
        }

        // Nothing of it was read by anybody else.
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(work.FullName, "out")), path => File.ReadAllText(path).Contains("root:x:0", StringComparison.Ordinal));
        Assert.Contains("'=cmd()", File.ReadAllText(Path.Combine(work.FullName, "out", "grades.csv")), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(work.FullName, "out"), "*.html"), path => File.ReadAllText(path).Contains("<b>", StringComparison.Ordinal));

        var first = Stamps("out");
        var second = Grade("out");
        Assert.Equal(0, second.ExitCode);
        Assert.Equal(first, Stamps("out"));
        Assert.Equal(200, second.Output.Split('\n').Count(line => line.Contains("(as before)", StringComparison.Ordinal)));

        Interrupt("again", lines: 70);
        Interrupt("again", lines: 120);
        Assert.Equal(0, Grade("again").ExitCode);
        Assert.Equal(Snapshot(Path.Combine(work.FullName, "out")), Snapshot(Path.Combine(work.FullName, "again")));
        Assert.Equal(Untouched, File.ReadAllText(canary));
        NothingRuns();
    }

    private static void Check(string learner, JsonObject grade, Dictionary<string, JsonObject> exercises)
    {
        var (first, problems) = (SubmittedClass.Typed[0].Id, grade["problems"]!.AsArray().Select(p => (string)p!).ToList());
        string Verdict(string id) => (string)exercises[id]["verdict"]!;
        void Broken(string why)
        {
            Assert.Equal("broken", (string)grade["status"]!);
            Assert.Contains(problems, p => p.Contains(why, StringComparison.Ordinal));
        }

        // What stands in the file counts, whatever the code does; what runs afterwards counts if the code lets it.
        void Harmed(string why, string? function)
        {
            Assert.Equal("graded", (string)grade["status"]!);
            Assert.True(problems.Any(p => p.Contains(why, StringComparison.Ordinal)), $"{learner}: {string.Join(" ", problems)}");
            Assert.True(Verdict(first) == "accepted", learner);
            if (function is not null)
            {
                Assert.True(Verdict(SubmittedClass.Sign) == function, $"{learner}: {Verdict(SubmittedClass.Sign)} {string.Join(" ", problems)}");
            }
        }

        switch (learner)
        {
            case "loop":
                Harmed("cell 1 fails: the cell does not end", "accepted");
                break;
            case "allocation":
                Harmed("cell 2 fails: System.OutOfMemoryException", "accepted");
                break;
            case "processes":
                Assert.Equal(("accepted", "accepted"), (Verdict(first), Verdict(SubmittedClass.Sign)));
                break;
            case "deletion" or "network":
                Harmed("cell 1 fails", "accepted");
                break;
            case "exit" or "fail-fast":
                Harmed("cell 1 ends the process; what follows was not run", "unanswered");
                break;
            case "overflow":
                Harmed("cell 1 fails: System.InsufficientExecutionStackException", "accepted");
                break;
            case "finished":
                Assert.Equal("accepted", Verdict(first));
                break;
            case "reading":
                Harmed("cell 2 fails", "accepted");
                Assert.Equal("unanswered", Verdict("linear-algebra/rank"));
                break;
            case "forged":
                Harmed("are no messages", "accepted");
                Assert.Equal("unanswered", Verdict(SubmittedClass.Typed[1].Id));
                Assert.True((decimal)exercises[SubmittedClass.Typed[1].Id]["points"]! == 0);
                break;
            case "flood":
                Harmed("prints more than 16 MiB", null);
                break;
            case "flood-raw":
                Harmed("writes more than 16 MiB", "unanswered");
                break;
            case "wrong-code":
                Harmed("cell 3 fails: System.Exception.", "accepted");
                break;
            case "malformed":
                Broken("it is no JSON");
                break;
            case "nested":
                Broken("nested too deeply");
                break;
            case "no-cells":
                Broken("no list of cells");
                break;
            case "half-character":
                Broken("text is broken");
                break;
            case "empty":
                Broken("is empty");
                break;
            case "link":
                Broken("is a link");
                break;
            case "pipe":
                Broken("is no plain file");
                break;
            case "no-notebook":
                Broken("There is no notebook");
                break;
            case "two-notebooks":
                Assert.Equal("accepted", Verdict(first));
                Assert.Equal("2.ipynb is no notebook: it is no JSON.", Assert.Single(problems));
                break;
            case "doubled":
                Assert.Equal("rejected", Verdict(first));
                Assert.Contains(problems, p => p.Contains("the last answer in the document counts", StringComparison.Ordinal));
                break;
            case "moved":
                Assert.Equal(("accepted", 3), (Verdict(first), (int)exercises[first]["attempt"]!));
                break;
            case "missing" or "strange-cells" or "=cmd()" or "<b>":
                Assert.All(exercises.Values, e => Assert.Equal("unanswered", (string)e["verdict"]!));
                break;
            default:
                Assert.Empty(problems);
                var misconception = learner.StartsWith("wrong-", StringComparison.Ordinal) ? int.Parse(learner[6..], CultureInfo.InvariantCulture) : -1;
                Assert.All(SubmittedClass.Typed, e => Assert.Equal(
                    (e.Id, misconception < 0 ? "accepted" : "rejected", misconception < 0 ? null : e.Tags[misconception % e.Tags.Count]),
                    (e.Id, Verdict(e.Id), (string?)exercises[e.Id]["tag"])));
                Assert.All(exercises.Values, e => Assert.Equal((string)e["verdict"]! == "accepted" ? (decimal)e["of"]! : 0, (decimal)e["points"]!));
                break;
        }
    }

    [Fact]
    public void Function_is_called_where_it_is_and_judged_where_the_solution_is()
    {
        void Save(string name, params string[] cells) => File.WriteAllText(Path.Combine(folder, $"{name}.ipynb"), SubmittedClass.Notebook([$"#!exercise {SubmittedClass.Sign}", .. cells]));
        Save("right", SubmittedClass.RightSign);
        Save("counts", "Answer((IReadOnlyList<int> p) => p.Select((x, j) => p.Take(j).Count(y => y > x)).Sum())");
        Save("throws", "Answer((IReadOnlyList<int> p) => p[0])");
        Save("endless", "Answer((IReadOnlyList<int> p) => { while (p.Count > 2) { } return 1; })");
        Save("exits", "Answer((IReadOnlyList<int> p) => { Environment.Exit(0); return 1; })");
        Save("other", "Answer((string s) => s.Length)");
        Save("text", "Answer(\"1\")");
        Save("strange", "Answer(new object())");
        Save("general", "int Sign(IEnumerable<int> q) { var p = q.ToList(); return 1 - 2 * (p.Select((x, j) => p.Take(j).Count(y => y > x)).Sum() % 2); }\nAnswer(Sign)");
        Assert.Equal(0, Grade("out").ExitCode);
        Assert.Equal(("accepted", null), Of("right"));
        Assert.Equal(("accepted", null), Of("general"));
        Assert.Equal(("rejected", "counts-inversions"), Of("counts"));
        Assert.Equal(("rejected", null), Of("throws"));
        Assert.Contains("For [] yours throws ArgumentOutOfRangeException, and right is 1", Feedback("throws"), StringComparison.Ordinal);
        Assert.Contains("is not done after 2 seconds", Feedback("endless"), StringComparison.Ordinal);
        Assert.Contains("ends its process", Feedback("exits"), StringComparison.Ordinal);
        Assert.All(new[] { "other", "text", "strange" }, learner => Assert.Equal(("invalid", null), Of(learner)));
        NothingRuns();

        JsonNode Exercise(string learner) => JsonNode.Parse(File.ReadAllText(Path.Combine(work.FullName, "out", $"{learner}.json")))!["exercises"]!.AsArray().Single(e => (string)e!["id"]! == SubmittedClass.Sign)!;
        (string, string?) Of(string learner) => ((string)Exercise(learner)["verdict"]!, (string?)Exercise(learner)["tag"]);
        string Feedback(string learner) => (string)Exercise(learner)["feedback"]!;
    }

    [Fact]
    public void Greed_ends_with_its_sandbox()
    {
        SubmittedClass.WriteGreedy(folder);
        Assert.Equal(0, Grade("out").ExitCode);
        var grades = Adjoint.Exercises.GradeBook.Read(Path.Combine(work.FullName, "out", "grades.json")).Submissions;
        Assert.Equal(6, grades.Count);
        Assert.All(grades, grade =>
        {
            Assert.NotEmpty(grade.Problems);
            Assert.Equal("accepted", grade.Exercises.Single(e => e.Id == SubmittedClass.Typed[0].Id).Verdict);
        });
        NothingRuns();
    }

    [Fact]
    public void Answer_that_is_left_open_is_none()
    {
        var (first, second) = (SubmittedClass.Typed[0], SubmittedClass.Typed[1]);
        File.WriteAllText(Path.Combine(folder, "ada.ipynb"), SubmittedClass.Notebook(
            $"#!exercise {first.Id}", $"#!answer {SubmittedClass.Answer(first, "ada")}", "#!answer ?", $"#!exercise {second.Id}", "#!answer ?"));
        Assert.Equal(0, Grade("out").ExitCode);
        var grade = Adjoint.Exercises.GradeBook.Read(Path.Combine(work.FullName, "out", "grades.json")).Submissions.Single();
        Assert.Equal("accepted", grade.Exercises.Single(e => e.Id == first.Id).Verdict);
        Assert.Equal("unanswered", grade.Exercises.Single(e => e.Id == second.Id).Verdict);
        Assert.DoesNotContain("answered more than once", File.ReadAllText(Path.Combine(work.FullName, "out", "ada.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Notebook_that_was_made_under_another_name_says_so()
    {
        var exercise = SubmittedClass.Typed[0];
        var made = Path.Combine(work.FullName, "made.ipynb");
        File.WriteAllText(made, SubmittedClass.Notebook("#!lesson linear-algebra --learner ada", $"#!exercise {exercise.Id}", $"#!answer {SubmittedClass.Answer(exercise, "ada")}"));
        Assert.Equal(0, Repository.Adjoint("run", made, "--output", Path.Combine(work.FullName, "ran")).ExitCode);
        foreach (var learner in new[] { "ada", "grace" })
        {
            File.Copy(Path.Combine(work.FullName, "ran", "made.ipynb"), Path.Combine(folder, $"{learner}.ipynb"));
        }

        Assert.Equal(0, Grade("out").ExitCode);
        string Problems(string learner) => File.ReadAllText(Path.Combine(work.FullName, "out", $"{learner}.json"));
        Assert.DoesNotContain("was made with another variant", Problems("ada"), StringComparison.Ordinal);
        Assert.Contains($"was made with another variant of {exercise.Id} than grace is dealt", Problems("grace"), StringComparison.Ordinal);
    }

    [Fact]
    public void Points_for_nobody_and_nothing_are_doubted()
    {
        var exercise = SubmittedClass.Typed[0];
        File.WriteAllText(Path.Combine(folder, "ada.ipynb"), SubmittedClass.Notebook($"#!exercise {exercise.Id}", "#!answer ?"));
        Directory.CreateDirectory(Path.Combine(work.FullName, "out"));
        File.WriteAllText(Path.Combine(work.FullName, "out", "manual.csv"), $"learner,exercise,points,comment\nnobody,{exercise.Id},1,\nada,linear-algebra/none,1,\nada,{exercise.Id},99,\n");
        var graded = Grade("out");
        Assert.Equal(0, graded.ExitCode);
        Assert.Contains("nobody handed nothing in", graded.Output, StringComparison.Ordinal);
        Assert.Contains("linear-algebra/none is no exercise that is graded", graded.Output, StringComparison.Ordinal);
        Assert.Contains("ada gets 99 points", graded.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_of_a_person_win_and_stay()
    {
        var exercise = SubmittedClass.Typed[0];
        File.WriteAllText(Path.Combine(folder, "ada.ipynb"), SubmittedClass.Notebook($"#!exercise {exercise.Id}", $"#!answer {SubmittedClass.Answer(exercise, "ada", 0)}"));
        Assert.Equal(0, Grade("out").ExitCode);
        var manual = Path.Combine(work.FullName, "out", "manual.csv");
        var text = $"learner,exercise,points,comment\nada,{exercise.Id},0.5,\"half, for the idea\"\n";
        File.WriteAllText(manual, text);
        Assert.Equal(0, Grade("out").ExitCode);
        Assert.Equal(0, Grade("out").ExitCode);
        Assert.Equal(text, File.ReadAllText(manual));
        var graded = Adjoint.Exercises.GradeBook.Read(Path.Combine(work.FullName, "out", "grades.json")).Submissions.Single().Exercises.Single(e => e.Id == exercise.Id);
        Assert.Equal((0.5m, true), (graded.Points, graded.Manual));
        Assert.Contains("half, for the idea", File.ReadAllText(Path.Combine(work.FullName, "out", "ada.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Course_of_nbgrader_is_graded_by_the_lecturers_tests()
    {
        JsonObject Cell(string source, bool grade, bool solution, string id)
        {
            var cell = SubmittedClass.Cell(source);
            cell["metadata"] = new JsonObject { ["nbgrader"] = new JsonObject { ["grade"] = grade, ["solution"] = solution, ["grade_id"] = id, ["points"] = grade ? 2 : null, ["schema_version"] = 3 } };
            return cell;
        }

        string Notebook(string answer, string test) => SubmittedClass.Notebook([Cell(answer, false, true, "twice"), Cell(test, true, false, "test-twice"), Cell("// in words", true, true, "words")]);
        var course = work.CreateSubdirectory("course").FullName;
        File.WriteAllText(Path.Combine(course, "course.json"), """{"title": "T", "id": "t", "lessons": [{"title": "L", "notebook": "a.ipynb", "exercises": []}]}""");
        File.WriteAllText(Path.Combine(course, "a.ipynb"), Notebook("int Twice(int n) => 2 * n;", "### BEGIN HIDDEN TESTS\nif (Twice(21) != 42) throw new Exception();\n### END HIDDEN TESTS"));
        foreach (var (learner, answer) in new[] { ("ada", "int Twice(int n) => n + n;"), ("bob", "int Twice(int n) => n;"), ("cy", "Environment.Exit(0);") })
        {
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "submitted", learner, "week1")).FullName, "a.ipynb"), Notebook(answer, "// no test"));
        }

        var output = Path.Combine(work.FullName, "out");
        var run = Repository.Run(Repository.Tool, ["grade", folder, "--course", course, "--out", output, "--assignment", "week1"], seconds: 300);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(
            [("ada", 2m, "accepted"), ("bob", 0m, "rejected"), ("cy", 0m, "unanswered")],
            Adjoint.Exercises.GradeBook.Read(Path.Combine(output, "grades.json")).Submissions.Select(s => (s.Learner, s.Exercises[0].Points, s.Exercises[0].Verdict)));
        Assert.All(Adjoint.Exercises.GradeBook.Read(Path.Combine(output, "grades.json")).Submissions, s => Assert.Equal(("a/words", "undecided"), (s.Exercises[1].Id, s.Exercises[1].Verdict)));
    }

    [Fact]
    public void Without_a_sandbox_nothing_is_graded()
    {
        File.WriteAllText(Path.Combine(folder, "ada.ipynb"), SubmittedClass.Notebook($"File.WriteAllText(\"{canary}\", \"changed\")"));
        var run = Repository.Run("/usr/bin/env", [$"PATH={work.FullName}", Repository.Tool, "grade", folder, "--course", SubmittedClass.Course.Folder]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("there is no bwrap on the PATH; install it", run.Error, StringComparison.Ordinal);
        Assert.Equal((string.Empty, Untouched), (run.Output, File.ReadAllText(canary)));
        Assert.False(Directory.Exists($"{folder}.grades"));
    }

    private Repository.Result Grade(string output) => Repository.Run(Repository.Tool, Arguments(output), seconds: 900);

    private string[] Arguments(string output) => ["grade", folder, "--course", SubmittedClass.Course.Folder, "--out", Path.Combine(work.FullName, output), "--time", "45", "--memory", "1024"];

    // Killed, not asked, when so many submissions are graded.
    private void Interrupt(string output, int lines)
    {
        using var process = Repository.Start(Repository.Tool, Arguments(output));
        for (var i = 0; i < lines; i++)
        {
            Assert.NotNull(process.StandardOutput.ReadLine());
        }

        process.Kill();
        process.WaitForExit();
    }

    // The last process of a sandbox is ended with its grader, not before.
    private static void NothingRuns() => Assert.True(
        SpinWait.SpinUntil(() => Process.GetProcessesByName("bwrap").Length == 0, TimeSpan.FromSeconds(10)), "sandboxes are left");

    private static string[] Snapshot(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.LinkTarget is not null || file.Name != "pipe.ipynb").OrderBy(file => file.FullName, StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(folder, file.FullName)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file.FullName)))}"),
    ];

    private string[] Stamps(string output) =>
        [.. Snapshot(Path.Combine(work.FullName, output)), .. new DirectoryInfo(Path.Combine(work.FullName, output)).EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => $"{f.Name} {f.LastWriteTimeUtc:O}")];
}
