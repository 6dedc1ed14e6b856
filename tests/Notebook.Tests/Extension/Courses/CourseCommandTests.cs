using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.Extension;
using Adjoint.Extension.Courses;
using Adjoint.Formatters;
using Adjoint.LinearAlgebra;
using Adjoint.Tests.Formatters;
using Microsoft.DotNet.Interactive.Formatting;
using Xunit;

namespace Adjoint.Tests.Extension.Courses;

/// <summary>The commands of a course, on a course of its own.</summary>
[Collection(nameof(FormatterState))]
public sealed class CourseCommandTests : IDisposable
{
    private const string Source = """"
        using Adjoint.Algebra;
        using Adjoint.Exercises;
        using Adjoint.LinearAlgebra;

        namespace Course;

        public static class All
        {
            public static Exercise Trace { get; } = new Exercise<ExactMatrix<Rational>, Rational>("tiny/trace")
            {
                Generate = draw => draw.Matrix(2, 2, 1, 9),
                Statement = a => $"What is the trace of $A = {a}$?",
                Answer = _ => Answers.ExactNumber,
                Solution = a => a.Trace(),
                Misconceptions =
                [
                    new("product", a => a[0, 0] * a[1, 1], "They are added, not multiplied."),
                    new("other-diagonal", a => a[1, 0] + a[0, 1], "From the top left to the bottom right."),
                ],
                Hints = [_ => $"Look at the diagonal.", a => $"One of the two is ${a[0, 0]}$."],
                Explanation = a => $"${a[0, 0]} + {a[1, 1]}$.",
                Points = 2,
            };

            public static Exercise Even { get; } = new Exercise<bool, Func<int, bool>>("tiny/even")
            {
                Generate = _ => true,
                Statement = _ => $"Write a function that says whether a number is even.",
                Answer = _ => Answers.Function<int, bool>("a function from int to bool", draw => draw.Integer(-100, 100)),
                Solution = _ => n => n % 2 == 0,
                Misconceptions =
                [
                    new("odd", _ => n => n % 2 != 0, "Those are the odd ones."),
                    new("positive-only", _ => n => n > 0 && n % 2 == 0, "Negative numbers and zero can be even, too."),
                ],
                Variants = VariantPolicy.EachLearner,
            };
        }
        """";

    private readonly string folder = Directory.CreateTempSubdirectory("adjoint-course-").FullName;
    private readonly string learner = Guid.NewGuid().ToString("N");
    private readonly RecordingNotebook notebook = new();

    public CourseCommandTests()
    {
        NotebookDisplay.Current = new();
        Directory.CreateDirectory(Path.Combine(folder, "exercises"));
        File.WriteAllText(Path.Combine(folder, "exercises", "All.cs"), Source);
        File.WriteAllText(Path.Combine(folder, Course.FileName), """
            {"title": "Tiny & small", "id": "tiny", "solutions": {"after": "tries", "tries": 2}, "lessons": [{"title": "Traces", "notebook": "01 traces.ipynb", "exercises": ["tiny/trace"]}]}
            """);
        Session.Folder = folder;
        Session.Become(learner);
    }

    private static LearnerSession Session => LearnerSession.Current;

    private static Exercise Trace => Session.OpenCourse().Find("trace")!;

    private static Question Question => Session.Question(Trace);

    private static string Right => Question.TypedSolution!;

    private static string Wrong => Question.TypedMisconceptions[0].Answer!;

    public void Dispose()
    {
        NotebookDisplay.Current = null!;
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Right_answer_earns_its_points_once()
    {
        await notebook.RunAsync("#!exercise trace");
        var first = await Judged($"#!answer {Right}");
        var second = await Judged($"#!answer {Right}");
        Assert.IsType<Verdict.Accepted>(first.Verdict);
        Assert.Contains("+2 points", Text(first), StringComparison.Ordinal);
        Assert.Contains("already", Text(second), StringComparison.Ordinal);
        Assert.Equal([0], Session.State(Trace).SolvedAttempts);
    }

    [Fact]
    public async Task Wrong_answer_gets_the_feedback_of_its_misconception_and_costs_a_try()
    {
        var judged = await Judged($"#!answer --exercise tiny/trace {Wrong}");
        Assert.Equal("product", Assert.IsType<Verdict.Rejected>(judged.Verdict).Tag);
        Assert.Contains("They are added, not multiplied.", Text(judged), StringComparison.Ordinal);
        Assert.Equal(1, Session.State(Trace).Tries);
    }

    [Fact]
    public async Task What_cannot_be_read_costs_nothing_and_shows_where()
    {
        await notebook.RunAsync("#!exercise trace");
        var judged = await Judged("#!answer 2 +");
        Assert.IsType<Verdict.Invalid>(judged.Verdict);
        Assert.Contains("^", Text(judged), StringComparison.Ordinal);
        Assert.Equal(0, Session.State(Trace).Tries);
        Assert.Equal(1, Session.State(Trace).Invalid);
    }

    [Fact]
    public async Task Answer_that_is_left_open_says_what_is_expected_and_is_no_try()
    {
        await notebook.RunAsync("#!exercise trace");
        Assert.Contains("There is no answer yet; expected an integer", Text(await Judged("#!answer ?")), StringComparison.Ordinal);
        Assert.Equal([ProgressEvent.Dealt], Session.Log.Entries.Select(entry => entry.Event));
        Func<int, bool> stub = _ => throw new NotImplementedException();
        Assert.Contains("not written yet", Assert.IsType<Verdict.Invalid>(ExerciseAnswer.Judge("even", stub).Verdict).Problem, StringComparison.Ordinal);
        Assert.Equal(0, Session.State(Session.OpenCourse().Find("even")!).Tries);
    }

    [Fact]
    public async Task Hints_come_one_after_the_other_and_the_last_stays()
    {
        await notebook.RunAsync("#!exercise trace");
        foreach (var number in new[] { 1, 2, 2 })
        {
            await notebook.RunAsync("#!hint");
            Assert.Equal(number, Assert.IsType<HintCard>(notebook.Shown[^1]).Number);
        }
    }

    [Fact]
    public async Task Solution_opens_after_two_wrong_answers_and_then_the_variant_earns_nothing()
    {
        await notebook.RunAsync("#!exercise trace");
        Assert.Contains("there is none yet", (await Assert.ThrowsAsync<CommandException>(() => notebook.RunAsync("#!solution"))).Message, StringComparison.Ordinal);
        await notebook.RunAsync($"#!answer {Wrong}");
        Assert.Contains("there is 1", (await Assert.ThrowsAsync<CommandException>(() => notebook.RunAsync("#!solution"))).Message, StringComparison.Ordinal);
        await notebook.RunAsync($"#!answer {Wrong}");
        await notebook.RunAsync("#!solution");
        Assert.Contains(Right, Text(Assert.IsType<SolutionCard>(notebook.Shown[^1])), StringComparison.Ordinal);
        Assert.Contains("no points", Text(await Judged($"#!answer {Right}")), StringComparison.Ordinal);
        Assert.False(Session.State(Trace).Solved);

        await notebook.RunAsync("#!exercise trace --another");
        Assert.Contains("+2 points", Text(await Judged($"#!answer {Right}")), StringComparison.Ordinal);
        Assert.True(Session.State(Trace).Solved);
    }

    [Fact]
    public async Task Variant_stays_until_another_is_asked_for()
    {
        await notebook.RunAsync("#!exercise trace");
        var first = Shown();
        await notebook.RunAsync("#!exercise trace");
        Assert.Equal(first.Question.Statement.Markdown, Shown().Question.Statement.Markdown);
        await notebook.RunAsync("#!exercise --another");
        Assert.NotEqual(first.Question.Statement.Markdown, Shown().Question.Statement.Markdown);
        Assert.Equal(1, Shown().State.Attempt);

        // A new notebook goes on where the learner was.
        NotebookDisplay.Current = new();
        Session.Folder = folder;
        Session.Become(learner);
        await notebook.RunAsync("#!exercise trace");
        Assert.Equal(1, Shown().State.Attempt);
    }

    [Fact]
    public async Task Exercise_with_one_variant_for_each_learner_has_no_other() =>
        Assert.Contains("each learner has one", (await Assert.ThrowsAsync<CommandException>(() => notebook.RunAsync("#!exercise even --another"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Same_learner_has_the_same_variant_in_another_notebook_and_others_have_theirs()
    {
        await notebook.RunAsync("#!exercise trace");
        var mine = Shown().Question.Seed;
        Session.Become("somebody else");
        await notebook.RunAsync("#!exercise trace");
        Assert.NotEqual(mine, Shown().Question.Seed);
        Assert.Equal(VariantSeed.Of("tiny"u8, learner, "tiny/trace", 0), mine);
    }

    [Fact]
    public void Function_and_objects_are_answers_in_CSharp()
    {
        Func<int, bool> right = n => n % 2 == 0;
        Func<int, bool> odd = n => n % 2 != 0;
        Assert.IsType<Verdict.Accepted>(ExerciseAnswer.Judge("even", right).Verdict);
        Assert.Equal("odd", Assert.IsType<Verdict.Rejected>(ExerciseAnswer.Judge("even", odd).Verdict).Tag);
        Assert.IsType<Verdict.Accepted>(ExerciseAnswer.Judge("trace", Rational.Parse(Right)).Verdict);
        Assert.IsType<Verdict.Invalid>(ExerciseAnswer.Judge("trace", ExactMatrix.Parse("1 2; 3 4")).Verdict);
        Assert.IsType<Verdict.Invalid>(ExerciseAnswer.Judge("trace", null).Verdict);
        Assert.Equal("(a function in C#)", Session.Log.Entries[0].Answer);
    }

    [Fact]
    public async Task Cell_metadata_goes_before_what_was_shown_last_and_an_option_before_both()
    {
        await notebook.RunAsync("#!exercise even");
        Session.CellExercise = "tiny/trace";
        Assert.Equal("tiny/trace", (await Judged("#!answer 1")).Question.Exercise.Id);
        Assert.Equal("tiny/even", (await Judged("#!answer --exercise even 1")).Question.Exercise.Id);
        Session.CellExercise = null;
        Assert.Equal("tiny/even", (await Judged("#!answer 1")).Question.Exercise.Id);
    }

    [Theory]
    [InlineData("#!answer 3", "Which exercise?")]
    [InlineData("#!exercise trcae", "did you mean trace?")]
    [InlineData("#!exercise tiny/trcae", "did you mean trace?")]
    [InlineData("#!exercise 🦊", "has no exercise 🦊")]
    [InlineData("#!lesson nowhere", "nowhere is no course")]
    [InlineData("#!exercise trace --preview -1", "--preview must be an integer from 0")]
    [InlineData("#!progress --merge nothing.jsonl", "nothing.jsonl")]
    public async Task Mistake_in_a_call_is_one_sentence(string cell, string part)
    {
        var error = await Assert.ThrowsAsync<CommandException>(() => notebook.RunAsync(cell));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contents_link_the_lessons_and_say_where_we_are()
    {
        Session.Notebook = Path.Combine(folder, "01 traces.ipynb");
        await notebook.RunAsync("#!exercise trace");
        await notebook.RunAsync($"#!answer {Right}");
        await notebook.RunAsync("#!lesson");
        var contents = notebook.Shown[^1];
        var markdown = contents.ToDisplayString("text/markdown");
        Assert.Contains("[Traces](01%20traces.ipynb)", markdown, StringComparison.Ordinal);
        Assert.Contains("← you are here", markdown, StringComparison.Ordinal);
        Assert.Contains("1 of 1", markdown, StringComparison.Ordinal);
        Assert.Contains("Tiny &amp; small", markdown, StringComparison.Ordinal);
        Assert.Contains("✓ trace", contents.ToDisplayString(PlainTextFormatter.MimeType), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_is_a_picture_that_loads_nothing_and_a_table()
    {
        Session.Become("<b>Eve & \"co\"</b>");
        await notebook.RunAsync("#!exercise trace");
        await notebook.RunAsync($"#!answer {Right}");
        await notebook.RunAsync("#!progress");
        var html = notebook.Shown[^1].ToDisplayString(HtmlFormatter.MimeType);
        Assert.StartsWith("<img alt=\"", html, StringComparison.Ordinal);
        Assert.Contains("1 of 2 exercises solved, 2 of 3 points", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        var svg = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(html.Split("base64,")[1].Split('"')[0]));
        var picture = System.Xml.Linq.XDocument.Parse(svg);
        Assert.Equal(["tiny/trace", "tiny/even"], picture.Descendants().Where(e => e.Name.LocalName == "title").Select(e => e.Value).Where(t => t.StartsWith("tiny/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Preview_shows_the_solution_and_is_not_recorded()
    {
        await notebook.RunAsync("#!exercise trace --preview 3");
        var preview = Assert.IsType<PreviewCard>(notebook.Shown[^1]);
        Assert.Equal(Trace.Preview(3).Statement.Markdown, preview.Question.Statement.Markdown);
        var text = Text(preview);
        Assert.Contains(preview.Question.TypedSolution!, text, StringComparison.Ordinal);
        Assert.All(preview.Question.TypedMisconceptions, m => Assert.Contains(m.Tag, text, StringComparison.Ordinal));
        Assert.Empty(Session.Log.Entries);
    }

    [Fact]
    public async Task Answer_that_is_shown_says_to_programs_what_was_answered()
    {
        var judged = await Judged($"#!answer --exercise trace {Wrong}");
        using var json = System.Text.Json.JsonDocument.Parse(judged.ToDisplayString(AdjointFormatters.JsonMimeType));
        Assert.Equal(
            $$"""{"type":"answer","exercise":"tiny/trace","attempt":0,"variant":"{{Question.Seed.ToString()[..16]}}","verdict":"rejected","tag":"product"}""",
            json.RootElement.GetRawText());
    }

    [Fact]
    public async Task Host_that_takes_answers_needs_no_course()
    {
        NotebookDisplay.Current = new();
        var taken = new List<(string?, object?)>();
        Session.Folder = Path.GetTempPath();
        Session.Collector = (exercise, answer) => taken.Add((exercise, answer));
        await notebook.RunAsync("#!lesson\n#!exercise any/thing\n#!answer 1/2\n#!hint\n#!solution\n#!progress");
        ExerciseAnswer.Give(notebook, "other", 3);
        Assert.Equal([("any/thing", "1/2"), ("other", 3)], taken);
        Assert.Empty(notebook.Shown);
    }

    [Fact]
    public async Task Course_that_one_is_in_may_be_called_by_its_name()
    {
        await notebook.RunAsync("#!lesson tiny");
        Assert.Equal("tiny", Assert.IsType<LessonContents>(notebook.Shown[^1]).Course.Id);
    }

    [Fact]
    public async Task Exercise_whose_code_throws_is_told_in_one_sentence()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "exercises", "All.cs"), Source.Replace("Solution = a => a.Trace(),", "Solution = a => throw new InvalidTimeZoneException(\"hm\"),", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<CommandException>(() => notebook.RunAsync("#!exercise trace"));
        Assert.Contains("The code of the exercise tiny/trace throws InvalidTimeZoneException where it makes a variant: hm (seed ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tiny/qqqq")]
    [InlineData("qqqq")]
    public async Task Nothing_far_away_is_guessed(string id) =>
        Assert.Equal($"Tiny & small has no exercise {id}; #!lesson lists them.", (await Assert.ThrowsAsync<CommandException>(() => notebook.RunAsync($"#!exercise {id}"))).Message);

    [Fact]
    public void Sources_that_do_not_compile_say_where()
    {
        File.WriteAllText(Path.Combine(folder, "exercises", "All.cs"), Source.Replace("a.Trace()", "a.Trase()", StringComparison.Ordinal));
        var error = Assert.Throws<CourseException>(() => CourseFolder.Open(folder));
        Assert.Contains("All.cs(14,", error.Message, StringComparison.Ordinal);
        Assert.Contains("Trase", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_sources_are_compiled_again_and_unchanged_ones_give_the_same()
    {
        Assert.Equal(2, CourseFolder.Open(folder).Find("trace")!.Points);
        Assert.Equal(2, CourseFolder.Open(folder).Find("trace")!.Points);
        File.WriteAllText(Path.Combine(folder, "exercises", "All.cs"), Source.Replace("Points = 2", "Points = 5", StringComparison.Ordinal));
        Assert.Equal(5, CourseFolder.Open(folder).Find("trace")!.Points);
    }

    [Fact]
    public void Hidden_exercises_are_part_of_the_lecturers_course()
    {
        Directory.CreateDirectory(Path.Combine(folder, "hidden"));
        File.WriteAllText(Path.Combine(folder, "hidden", "Exam.cs"), Source.Replace("tiny/", "tiny/exam-", StringComparison.Ordinal));
        var course = CourseFolder.Open(folder);
        Assert.Equal(["tiny/exam-even", "tiny/exam-trace"], course.HiddenIds.Order());
        Assert.Equal(4, course.Exercises.Count);
    }

    [Fact]
    public async Task Release_shows_a_solution_to_whom_has_found_it()
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, Course.FileName), """{"title": "Tiny", "id": "tiny", "pool": 3, "solutions": {"after": "always"}}""", TestContext.Current.CancellationToken);
        var source = CourseFolder.Open(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, SealedCourse.FileName), SealedCourse.Seal(source, 1).ToJson(), TestContext.Current.CancellationToken);
        Directory.Delete(Path.Combine(folder, "exercises"), recursive: true);
        var question = source.Deal(source.Find("trace")!, learner, 0);

        Assert.Contains("is sealed", (await Assert.ThrowsAsync<CommandException>(() => notebook.RunAsync("#!solution --exercise trace"))).Message, StringComparison.Ordinal);
        Assert.Equal("product", Assert.IsType<Verdict.Rejected>((await Judged($"#!answer --exercise trace {question.TypedMisconceptions[0].Answer}")).Verdict).Tag);
        Assert.Contains("is sealed", (await Assert.ThrowsAsync<CommandException>(() => notebook.RunAsync("#!solution --exercise trace"))).Message, StringComparison.Ordinal);
        Assert.IsType<Verdict.Accepted>((await Judged($"#!answer --exercise trace {question.TypedSolution}")).Verdict);
        await notebook.RunAsync("#!solution --exercise trace");
        Assert.Equal(question.Explanation.Markdown, Assert.IsType<SolutionCard>(notebook.Shown[^1]).Question.Explanation.Markdown);
        Assert.Contains("is not part of this release", (await Assert.ThrowsAsync<CommandException>(() => notebook.RunAsync("#!solution --exercise even"))).Message, StringComparison.Ordinal);
    }

    private static string Text(object card) => card.ToDisplayString(PlainTextFormatter.MimeType);

    private ExerciseCard Shown() => Assert.IsType<ExerciseCard>(notebook.Shown[^1]);

    private async Task<JudgedAnswer> Judged(string cell)
    {
        await notebook.RunAsync(cell);
        return Assert.IsType<JudgedAnswer>(notebook.Shown[^1]);
    }
}
