using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Adjoint.Cli.Commands;
using Adjoint.Cli.Release;
using Adjoint.Exercises;
using Adjoint.Extension.Courses;

namespace Adjoint.Tests.Release;

/// <summary>What a learner gets, and where it is written.</summary>
public sealed class ReleaseTests : IDisposable
{
    private readonly LeakyCourse course = new();
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("adjoint-released");

    public void Dispose()
    {
        course.Dispose();
        root.Delete(recursive: true);
    }

    [Fact]
    public void Release_has_the_lessons_what_they_refer_to_and_nothing_else()
    {
        Write("out");
        Assert.Equal(["01-inverses.ipynb", "course.json", "data.csv", "pictures/solution-space.png", "sealed.json"], Files("out"));
    }

    [Fact]
    public void Same_course_gives_the_same_bytes()
    {
        Write("one");
        Write("two");
        Assert.All(Files("one"), file => Assert.Equal(File.ReadAllBytes(Path.Combine(root.FullName, "one", file)), File.ReadAllBytes(Path.Combine(root.FullName, "two", file))));
    }

    [Fact]
    public void Lesson_has_places_for_answers_and_nothing_that_was_run_or_is_hidden()
    {
        Write("out");
        var json = JsonNode.Parse(Text("out", "01-inverses.ipynb"))!;
        var cells = json["cells"]!.AsArray();
        Assert.Equal(6, cells.Count);
        Assert.Equal("// Invert it.\n    // Your answer here\ninverse", (string)cells[2]!["source"]!);
        Assert.Equal("// Is it right?", (string)cells[3]!["source"]!);
        Assert.Equal("*Your answer here.*", (string)cells[4]!["source"]!);
        Assert.All(cells.Where(cell => (string)cell!["cell_type"]! == "code"), cell => Assert.True(cell!["outputs"] is JsonArray { Count: 0 } && cell["execution_count"] is null));
        Assert.Equal(["kept.png"], cells[0]!["attachments"]!.AsObject().Select(attachment => attachment.Key));
        Assert.Null(json["metadata"]!["widgets"]);
        Assert.Equal("leaky/inverse", (string)cells[5]!["metadata"]!["adjoint"]!["exercise"]!);
        Assert.Equal(JsonNode.Parse(LeakyCourse.Lesson)!["cells"]!.AsArray().Take(6).Select(cell => (string)cell!["id"]!), cells.Select(cell => (string)cell!["id"]!));
    }

    // md5(source, cell_type, grade, solution, locked, grade_id, points) with booleans and numbers as Python writes them: nbgrader/utils.py, compute_checksum.
    [Theory]
    [InlineData(2, "// Invert it.\n    // Your answer here\ninversecodeFalseTrueFalseinv")]
    [InlineData(3, "// Is it right?codeTrueFalseTruetest2.0")]
    [InlineData(4, "*Your answer here.*markdownTrueTrueFalsewhy2.0")]
    public void Metadata_of_nbgrader_is_kept_with_the_checksum_of_what_is_released(int cell, string hashed)
    {
        Write("out");
        var (before, after) = (Nbgrader(LeakyCourse.Lesson), Nbgrader(Text("out", "01-inverses.ipynb")));
        JsonObject Nbgrader(string text) => JsonNode.Parse(text)!["cells"]![cell]!["metadata"]!["nbgrader"]!.AsObject();
#pragma warning disable CA5351 // nbgrader's own choice
        Assert.Equal(Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(hashed))), (string)after["checksum"]!);
#pragma warning restore CA5351
        before.Remove("checksum");
        after.Remove("checksum");
        Assert.True(JsonNode.DeepEquals(before, after));
    }

    [Fact]
    public void Released_course_deals_and_judges_as_the_course_does()
    {
        Write("out");
        var (source, released) = (CourseFolder.Open(course.Source), CourseFolder.Open(Path.Combine(root.FullName, "out")));
        Assert.Equal(source.HiddenIds, released.HiddenIds);
        Assert.Equal(source.Exercises.Select(exercise => exercise.Id), released.Exercises.Select(exercise => exercise.Id));
        var (inverse, sealedInverse) = (source.Find("inverse")!, released.Find("inverse")!);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var (question, dealt) = (source.Deal(inverse, "ada", attempt), released.Deal(sealedInverse, "ada", attempt));
            Assert.Equal(question.Statement.Markdown, dealt.Statement.Markdown);
            Assert.IsType<Verdict.Accepted>(dealt.Judge(question.TypedSolution));
            Assert.All(question.TypedMisconceptions, wrong => Assert.Equal(wrong.Tag, Assert.IsType<Verdict.Rejected>(dealt.Judge(wrong.Answer)).Tag));
        }

        Assert.IsType<Verdict.Undecided>(released.Deal(released.Find("signature")!, "ada", 0).Judge("3"));
    }

    [Fact]
    public void Course_that_says_a_secret_in_a_lesson_is_not_released()
    {
        LeakyCourse.Write(course.Source, "01-inverses.ipynb", LeakyCourse.Lesson.Replace("# Inverses", LeakyCourse.Explanation, StringComparison.Ordinal));
        Assert.Contains(Write("out"), leak => leak.ToString().StartsWith("01-inverses.ipynb: cell 1, line 1: the explanation of leaky/inverse", StringComparison.Ordinal));
        Assert.Empty(root.EnumerateFileSystemInfos());
    }

    [Fact]
    public void Earlier_release_is_replaced_and_anything_else_is_left_alone()
    {
        Write("out");
        File.Delete(Path.Combine(root.FullName, "out", "data.csv"));
        Write("out");
        Assert.Contains("data.csv", Files("out"));
        LeakyCourse.Write(root.FullName, "out/notes.txt", "mine");
        Assert.Contains("notes.txt", Assert.Throws<UsageException>(() => Write("out")).Message, StringComparison.Ordinal);
        Assert.Equal("mine", Text("out", "notes.txt"));
        LeakyCourse.Write(root.FullName, "other/notes.txt", "mine");
        Assert.Contains("is not empty", Assert.Throws<UsageException>(() => Write("other")).Message, StringComparison.Ordinal);
        Assert.Equal(["other", "out"], root.EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Release_does_not_go_over_its_course()
    {
        Assert.Contains("is the course itself", Assert.Throws<UsageException>(() => ReleaseFolder.Write(CourseRelease.Open(course.Source), course.Source, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("is the course itself", Assert.Throws<UsageException>(() => ReleaseFolder.Write(CourseRelease.Open(course.Source), Path.GetDirectoryName(course.Source)!, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Release_of_a_release_is_refused()
    {
        Write("out");
        Assert.Contains("is a release itself", Assert.Throws<UsageException>(() => CourseRelease.Open(Path.Combine(root.FullName, "out"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Course_without_pool_is_told_to_have_one()
    {
        LeakyCourse.Write(course.Source, Course.FileName, File.ReadAllText(Path.Combine(course.Source, Course.FileName)).Replace("\"pool\": 3,", string.Empty, StringComparison.Ordinal));
        Assert.Contains("add \"pool\": 24 to course.json", Assert.Throws<UsageException>(() => Write("out")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hidden/Exam.cs", "hidden stays with you")]
    [InlineData("exercises/Practice.cs", "exercises stays with you")]
    [InlineData("other.ipynb", "it is a notebook, and no lesson")]
    [InlineData("model.dll", "it is code")]
    [InlineData(".secret.png", "begins with a dot")]
    public void Lesson_that_refers_to_what_is_not_released_says_so(string file, string why)
    {
        LeakyCourse.Write(course.Source, "other.ipynb", "{}");
        LeakyCourse.Write(course.Source, "model.dll", "x");
        LeakyCourse.Write(course.Source, ".secret.png", "x");
        LeakyCourse.Write(course.Source, "01-inverses.ipynb", LeakyCourse.Lesson.Replace("pictures/solution-space.png", file, StringComparison.Ordinal));
        Assert.Contains(why, Assert.Throws<UsageException>(() => Write("out")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("### BEGIN SOLUTION\nx", "BEGIN SOLUTION has no END SOLUTION")]
    [InlineData("x\n### END SOLUTION", "END SOLUTION has no BEGIN SOLUTION")]
    [InlineData("# BEGIN HIDDEN TESTS\n# BEGIN HIDDEN TESTS\n# END HIDDEN TESTS", "stands within a region")]
    public void Region_that_does_not_end_is_refused_by_its_cell(string source, string why)
    {
        LeakyCourse.Write(course.Source, "01-inverses.ipynb", LeakyCourse.Lesson.Replace("#!exercise inverse", source.Replace("\n", "\\n", StringComparison.Ordinal), StringComparison.Ordinal));
        var message = Assert.Throws<UsageException>(() => CourseRelease.Open(course.Source)).Message;
        Assert.StartsWith("01-inverses.ipynb, cell 6: ", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linear-algebra")]
    [InlineData("matrix-calculus")]
    [InlineData("automatic-differentiation")]
    public void Courses_of_the_repository_are_released_without_a_finding(string name)
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "courseware")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        Assert.Empty(ReleaseFolder.Write(CourseRelease.Open(Path.Combine(folder, "courseware", name)), Path.Combine(root.FullName, "out"), iterations: 1).Leaks);
    }

    private IReadOnlyList<Leak> Write(string folder) => ReleaseFolder.Write(CourseRelease.Open(course.Source), Path.Combine(root.FullName, folder), iterations: 1).Leaks;

    private string Text(string folder, string file) => File.ReadAllText(Path.Combine(root.FullName, folder, file));

    private IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Path.Combine(root.FullName, folder), "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Path.Combine(root.FullName, folder), file).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
