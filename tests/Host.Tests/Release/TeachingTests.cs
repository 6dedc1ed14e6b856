using System.CommandLine;
using System.Text.RegularExpressions;
using Adjoint.Cli.Commands;
using Adjoint.Cli.Release;

namespace Adjoint.Tests.Release;

/// <summary>What docs/teaching.md shows, done.</summary>
public sealed partial class TeachingTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("adjoint-teaching");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void Course_of_the_page_is_released_checked_and_answered()
    {
        var page = Document("teaching.md");
        var exercise = Block("csharp").Match(Document("writing-exercises.md")).Groups[1].Value;
        var course = Path.Combine(root.FullName, "my-course");
        LeakyCourse.Write(course, "course.json", Block("json").Match(page).Groups[1].Value);
        LeakyCourse.Write(course, "exercises/Matrices.cs", Class("Matrices", exercise.Replace("linear-algebra/trace", "my-course/trace", StringComparison.Ordinal)));
        LeakyCourse.Write(course, "hidden/Exam.cs", Class("Exam", exercise.Replace("linear-algebra/trace", "my-course/exam", StringComparison.Ordinal)));
        LeakyCourse.Write(course, "01-matrices.ipynb", """
            {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": null, "source": "#!exercise trace"}]}
            """);

        var release = CourseRelease.Open(course);
        var (files, leaks) = ReleaseFolder.Write(release, Path.Combine(root.FullName, "student"), iterations: 1);
        Assert.Empty(leaks);
        Assert.Equal(["01-matrices.ipynb", "course.json", "sealed.json"], files);
        var released = Extension.Courses.CourseFolder.Open(Path.Combine(root.FullName, "student"));
        Assert.IsType<Adjoint.Exercises.Verdict.Invalid>(released.Deal(released.Find("trace")!, "ada", 0).Judge("1 2"));
    }

    // Every command that the page shows is one of the tool's, with options that it has.
    [Fact]
    public void Every_command_of_the_page_is_understood()
    {
        var commands = Command().Matches(Document("teaching.md")).Select(match => match.Groups[1].Value).ToList();
        Assert.True(commands.Count >= 3);
        Assert.All(commands, command => Assert.Empty(new RootCommand { ReleaseCommand.Create(), GradeCommand.Create(), ReportCommand.Create() }.Parse(command).Errors));
    }

    private static Regex Block(string language) => new($"```{language}\n(.*?)```", RegexOptions.Singleline);

    private static string Class(string name, string exercise) => $"using Adjoint.Algebra;\nusing Adjoint.Exercises;\nusing Adjoint.LinearAlgebra;\n\npublic static class {name}\n{{\n{exercise}}}\n";

    private static string Document(string name)
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "docs")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return File.ReadAllText(Path.Combine(folder, "docs", name));
    }

    [GeneratedRegex(@"(?<=^|`)\./adjoint ([^`\n]+)", RegexOptions.Multiline)]
    private static partial Regex Command();
}
