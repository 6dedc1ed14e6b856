using System.Text;
using System.Text.Json.Nodes;
using Adjoint.Cli.Grading;
using CsCheck;

namespace Adjoint.Tests.Grading;

/// <summary>What is handed in, read without running it.</summary>
public sealed class SubmissionTests
{
    [Fact]
    public void Answer_is_to_the_exercise_that_it_names_or_that_its_cell_belongs_to_or_that_was_shown_last()
    {
        var bound = SubmittedClass.Cell("#!answer 3");
        bound["metadata"] = new JsonObject { ["adjoint"] = new JsonObject { ["exercise"] = "bound" } };
        var notebook = Read(SubmittedClass.Notebook([SubmittedClass.Cell("#!answer 0"), SubmittedClass.Cell("#!exercise shown\n\n#!answer 1"), SubmittedClass.Cell("#!answer --exercise named 2"), bound, SubmittedClass.Cell("#!answer\n4\n5")]));
        Assert.Equal(
            [(1, null, "0"), (2, "shown", "1"), (3, "named", "2"), (4, "bound", "3"), (5, "shown", "4\n5")],
            notebook.Answers.Select(a => (a.Cell, a.Exercise, a.Text.Trim())));
        Assert.Empty(notebook.Cells);
    }

    [Fact]
    public void Answer_is_never_code()
    {
        var notebook = Read(SubmittedClass.Notebook("#!answer Environment.Exit(0)", "// #!answer 1\nvar s = @\"\n#!answer 2\n\";"));
        Assert.Equal("Environment.Exit(0)", Assert.Single(notebook.Answers).Text);
        Assert.Equal(2, Assert.Single(notebook.Cells).Number);
    }

    [Fact]
    public void Variant_is_the_one_last_shown_above()
    {
        var notebook = Read(SubmittedClass.Notebook([SubmittedClass.Cell("#!exercise a", "a", 2), SubmittedClass.Cell("#!answer 1"), SubmittedClass.Cell("#!exercise a --another", "a", 3), SubmittedClass.Cell("x", "a", 1000), SubmittedClass.Cell("x", "a", -1)]));
        Assert.Equal([0, 2, 2, 3, 3], new[] { 0, 1, 2, 3, 5 }.Select(cell => notebook.Attempt(cell, id => id == "a")));
        Assert.Equal(0, notebook.Attempt(5, id => id == "b"));
    }

    [Fact]
    public void Any_bytes_are_a_notebook_or_a_report() => Gen.OneOf(
        Gen.Byte.Array[0, 200],
        Gen.Select(Gen.Int[0, 400], Gen.Char).Select((at, c) => Encoding.UTF8.GetBytes(SubmittedClass.Notebook("#!answer 1", "2").Insert(Math.Min(at, 100), c.ToString())))).Sample(bytes =>
    {
        try
        {
            Read(bytes);
        }
        catch (InvalidDataException report)
        {
            Assert.StartsWith("a.ipynb is no notebook", report.Message, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Any_line_of_a_worker_is_read() => Gen.OneOf(Gen.String, Gen.Select(Gen.String, Gen.Int, (text, n) => $"{{\"event\":\"{text}\",\"cell\":{n},\"text\":{n}}}")).Sample(line => Assert.NotNull(WorkerEvent.Read(line)));

    [Fact]
    public void Line_of_a_worker_reads_back() => Gen.Select(Gen.Int, Gen.String.Where(IsWhole), Gen.String[0, 100].Where(IsWhole)).Sample(t =>
    {
        Assert.Equal(new WorkerEvent.Answered(t.Item1, t.Item2, t.Item3), WorkerEvent.Read(new WorkerEvent.Answered(t.Item1, t.Item2, t.Item3).ToLine().Trim('\n')));
        Assert.Equal(new WorkerEvent.Failed(t.Item1, t.Item3), WorkerEvent.Read(new WorkerEvent.Failed(t.Item1, t.Item3).ToLine().Trim('\n')));
    });

    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("ada.lovelace@example.org", "ada.lovelace@example.org")]
    [InlineData("grades", "grades-")]
    [InlineData("manual", "manual-")]
    [InlineData("../../x", "_.._x-")]
    [InlineData("<b>", "_b_-")]
    [InlineData("", "-")]
    public void File_name_of_a_learner_is_harmless(string learner, string start)
    {
        var name = new Submission(learner, []).FileName;
        Assert.StartsWith(start, name, StringComparison.Ordinal);
        Assert.Equal(name == learner, start == learner);
        Assert.DoesNotContain('/', name);
    }

    [Fact]
    public void Different_learners_have_different_files() => Gen.Select(Gen.String[0, 5], Gen.String[0, 5]).Where(t => t.Item1 != t.Item2 && IsWhole(t.Item1) && IsWhole(t.Item2))
        .Sample(t => Assert.NotEqual(new Submission(t.Item1, []).FileName, new Submission(t.Item2, []).FileName));

    [Fact]
    public void Test_of_the_lecturer_runs_in_the_place_of_the_learners()
    {
        var cell = SubmittedClass.Cell("// nothing is tested");
        cell["metadata"] = new JsonObject { ["nbgrader"] = new JsonObject { ["grade"] = true, ["solution"] = false, ["grade_id"] = "t1", ["points"] = 2 } };
        AutogradedCell[] graded = [new("a.ipynb", "t1", 2, "if (x != 1) throw new Exception();")];
        var notebook = SubmittedNotebook.Read(new("a.ipynb", Encoding.UTF8.GetBytes(SubmittedClass.Notebook([SubmittedClass.Cell("var x = 1;"), cell])), null), graded);
        Assert.Equal(["var x = 1;", "if (x != 1) throw new Exception();"], notebook.Cells.Select(c => c.Source));
        Assert.Equal(graded[0], Assert.Single(notebook.Tests, t => t.Key == 2).Value);
    }

    private static bool IsWhole(string text) => !text.Any(char.IsSurrogate);

    private static SubmittedNotebook Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static SubmittedNotebook Read(byte[] bytes) => SubmittedNotebook.Read(new("a.ipynb", bytes, null), []);
}
