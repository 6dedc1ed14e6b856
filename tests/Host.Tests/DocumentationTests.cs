using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Adjoint.Exercises;
using Adjoint.Extension.Courses;

namespace Adjoint.Tests;

/// <summary>The documents say what is there.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Documents() =>
        [.. new[] { "README.md", "CONTRIBUTING.md" }.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(p => Path.GetRelativePath(Repository.Root, p)))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_linked_file_exists(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        Assert.All(
            Link().Matches(Code().Replace(File.ReadAllText(Path.Combine(Repository.Root, document)), string.Empty)).Select(m => m.Groups[1].Value).Where(t => !t.Contains("://", StringComparison.Ordinal)),
            target => Assert.True(Path.Exists(Path.Combine(folder, target.Split('#')[0])), $"{document} links to {target}."));
    }

    [Fact]
    public void Concept_index_lists_every_folder_of_Mathematics()
    {
        var index = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Select(m => m.Groups[1].Value).Order();
        var folders = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src", "Mathematics"))
            .Select(d => Path.GetFileName(d)!)
            .Where(n => n is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal);
        Assert.Equal(folders, index);
    }

    [Theory]
    [MemberData(nameof(Clients.JupyterTests.Notebooks), MemberType = typeof(Clients.JupyterTests))]
    public void Notebook_carries_no_outputs_and_names_the_kernel(string path)
    {
        var notebook = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, path)))!;
        Assert.Equal("adjoint", (string)notebook["metadata"]!["kernelspec"]!["name"]!);
        Assert.All(notebook["cells"]!.AsArray().Where(c => (string?)c!["cell_type"] == "code"), c => Assert.Empty(c!["outputs"]!.AsArray()));
    }

    [Fact]
    public void Every_course_lists_its_lessons_in_order() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "courseware"), "course.json", SearchOption.AllDirectories),
        file =>
        {
            var listed = JsonNode.Parse(File.ReadAllText(file))!["lessons"]!.AsArray().Select(l => l is JsonValue ? (string)l! : (string)l!["notebook"]!).ToList();
            Assert.Equal(Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "*.ipynb").Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal), listed);
        });

    public static TheoryData<string> Courses() =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "courseware"), "course.json", SearchOption.AllDirectories).Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Courses))]
    public void Every_exercise_of_a_course_stands_in_one_lesson(string course)
    {
        var opened = CourseFolder.Open(Path.Combine(Repository.Root, "courseware", course));
        Assert.Equal(opened.Exercises.Select(e => e.Id).Order(StringComparer.Ordinal), opened.Lessons.SelectMany(l => l.Exercises).Order(StringComparer.Ordinal));
    }

    // What is dealt, and answered, and to which exercise the cells say that they belong.
    [Theory]
    [MemberData(nameof(Courses))]
    public void Every_lesson_deals_its_exercises_in_order(string course) => Assert.All(Course.Read(Path.Combine(Repository.Root, "courseware", course)).Lessons, lesson =>
    {
        var cells = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "courseware", course, lesson.Notebook)))!["cells"]!.AsArray()
            .Select(c => (Text: string.Concat(c!["source"]!.AsArray().Select(line => (string)line!)), Exercise: (string?)c["metadata"]!["adjoint"]?["exercise"])).ToList();
        Assert.Equal(lesson.Exercises, cells.Where(c => c.Text.StartsWith("#!exercise ", StringComparison.Ordinal)).Select(c => $"{course}/{c.Text["#!exercise ".Length..]}"));
        Assert.Equal(lesson.Exercises.SelectMany(id => new[] { id, id }), cells.Where(c => c.Exercise is not null).Select(c => c.Exercise));
    });

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    // Code links to nothing, whatever brackets it has.
    [GeneratedRegex(@"^```.*?^```|^    .*?$|`[^`\n]+`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| \[(\w+)\]\(src/Mathematics/\w+\)", RegexOptions.Multiline)]
    private static partial Regex Row();
}
