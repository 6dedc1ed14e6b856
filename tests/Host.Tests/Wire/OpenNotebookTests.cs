using System.Text.Json;
using Adjoint.Extension.Courses;
using Adjoint.Jupyter.Wire;

namespace Adjoint.Tests.Wire;

/// <summary>Which exercise a running cell belongs to, as the notebook's file says.</summary>
public sealed class OpenNotebookTests : IDisposable
{
    private const string Cell = """{"id": "a1", "cell_type": "code", "metadata": {"adjoint": {"exercise": "c/one"}}, "source": "#!answer 2"}""";

    private readonly string folder = Directory.CreateTempSubdirectory("adjoint-open-").FullName;

    private string Notebook => Path.Combine(folder, "lesson.ipynb");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("[CELL]")]
    [InlineData("""[{"id": "x", "metadata": {}}, CELL]""")]
    [InlineData("""[CELL, {"id": "copy", "metadata": {"adjoint": {"exercise": "c/one"}}}]""")]
    [InlineData("""[3, null, {"metadata": 7}, {"id": 5}, CELL]""")]
    public void Cell_keeps_its_exercise_wherever_it_stands(string cells)
    {
        Save(cells);
        Assert.Equal("c/one", new OpenNotebook(Notebook).ExerciseOf("a1"));
        Assert.Null(new OpenNotebook(Notebook).ExerciseOf("another"));
    }

    [Fact]
    public void What_is_saved_later_is_seen()
    {
        var notebook = new OpenNotebook(Notebook);
        Assert.Null(notebook.ExerciseOf("a1"));
        Save("[CELL]");
        Assert.Equal("c/one", notebook.ExerciseOf("a1"));
        Save("[CELL]", "c/two");
        File.SetLastWriteTimeUtc(Notebook, DateTime.UtcNow.AddMinutes(1));
        Assert.Equal("c/two", notebook.ExerciseOf("a1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("null")]
    [InlineData("""{"cells": {}}""")]
    [InlineData("""{"cells": [{"id": "a1", "metadata": {"adjoint": {"exercise": 3}}}]}""")]
    public void What_is_no_notebook_binds_nothing(string text)
    {
        File.WriteAllText(Notebook, text);
        Assert.Null(new OpenNotebook(Notebook).ExerciseOf("a1"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("kernel-1234")]
    public void Front_end_that_does_not_say_where_the_notebook_is_binds_nothing(string? path) => Assert.Null(new OpenNotebook(path).ExerciseOf("a1"));

    [Theory]
    [InlineData("""{"cellId": "a1", "deletedCells": []}""", "a1")]
    [InlineData("{}", null)]
    [InlineData("[]", null)]
    [InlineData("""{"cellId": 5}""", null)]
    public void Message_says_which_cell_runs(string metadata, string? expected)
    {
        var frames = new[] { """{"msg_type": "execute_request", "msg_id": "1"}""", "{}", metadata, "{}" }.Select(System.Text.Encoding.UTF8.GetBytes).ToArray();
        Assert.Equal(expected, Message.Read([], frames, 0).CellId);
    }

    [Fact]
    public void Long_names_are_no_ids()
    {
        using var metadata = JsonDocument.Parse($$$"""{"adjoint": {"exercise": "{{{new string('x', 1000)}}}"}}""");
        Assert.Null(CellExercises.OfMetadata(metadata.RootElement));
    }

    private void Save(string cells, string exercise = "c/one") =>
        File.WriteAllText(Notebook, $$"""{"cells": {{cells.Replace("CELL", Cell.Replace("c/one", exercise, StringComparison.Ordinal), StringComparison.Ordinal)}}, "nbformat": 4, "nbformat_minor": 5}""");
}
