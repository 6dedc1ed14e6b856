using Adjoint.Exercises;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary><c>course.json</c>, and who is dealt what.</summary>
public sealed class CourseTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("adjoint-course-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("""{"title": "T", "lessons": [""", "is no JSON")]
    [InlineData("[]", "an object")]
    [InlineData("""{"lessons": []}""", "a course needs a title")]
    [InlineData("""{"title": "T", "solutoins": {"after": "never"}}""", "\"solutoins\" is none of title, id, key, lessons")]
    [InlineData("""{"title": "T", "solutions": {"after": "sometimes"}}""", "\"sometimes\" is none of")]
    [InlineData("""{"title": "T", "solutions": {"from": "31.1.2027"}}""", "no day such as")]
    [InlineData("""{"title": "T", "solutions": {}}""", "is expected")]
    [InlineData("""{"title": "T", "pool": 0}""", "an integer from 1 to 1000")]
    [InlineData("""{"title": "T", "variants": "each"}""", "\"each\" is none of")]
    [InlineData("""{"title": "T", "id": "../x"}""", "no name for a course")]
    [InlineData("""{"title": "T", "lessons": [{"title": "L", "notebook": "../../etc/passwd"}]}""", "a path within the course")]
    [InlineData("""{"title": "T", "lessons": [{"title": "L", "notebook": "/etc/passwd"}]}""", "a path within the course")]
    [InlineData("""{"title": "T", "lessons": [{"title": "L", "notebook": "a.ipynb", "exercises": [1]}]}""", "a list of ids")]
    [InlineData("""{"title": 3}""", "a text that is not empty")]
    public void Mistake_in_the_file_is_one_sentence_that_says_where(string json, string part)
    {
        File.WriteAllText(Path.Combine(folder, Course.FileName), json);
        var error = Assert.Throws<CourseException>(() => Course.Read(folder));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Contains(Course.FileName, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Folder_without_the_file_is_no_course() => Assert.Contains("has no course.json", Assert.Throws<CourseException>(() => Course.Read(folder)).Message, StringComparison.Ordinal);

    [Fact]
    public void Lesson_with_an_unknown_exercise_is_refused() =>
        Assert.Contains("nowhere", Assert.Throws<CourseException>(() => Written("""{"title": "T", "id": "c", "lessons": [{"title": "L", "notebook": "a.ipynb", "exercises": ["nowhere"]}]}""")).Message, StringComparison.Ordinal);

    [Fact]
    public void Exercises_of_lessons_come_first_and_in_their_order()
    {
        var course = Written("""{"title": "T", "id": "first", "lessons": [{"title": "L", "notebook": "a.ipynb", "exercises": ["first/inverse"]}]}""");
        Assert.Equal("first/inverse", course.Exercises[0].Id);
        Assert.Equal(FirstIds.Length, course.Exercises.Count);
        Assert.Same(course.Find("inverse"), course.Find("first/inverse"));
    }

    [Theory]
    [InlineData("each attempt", 3, 3)]
    [InlineData("each learner", 3, 1)]
    [InlineData("shared", 1, 1)]
    public void Variants_of_a_course_are_dealt_to_whom_it_says(string variants, int learners, int attempts)
    {
        var course = Written($$"""{"title": "T", "id": "first", "variants": "{{variants}}"}""");
        var exercise = course.Find("inverse")!;
        var seeds = from learner in new[] { "ada", "emmy", "sofia" } from attempt in Enumerable.Range(0, 3) select (learner, Seed: course.SeedOf(exercise, learner, attempt).ToString());
        Assert.Equal(learners, seeds.GroupBy(s => s.learner).Select(g => string.Join(' ', g.Select(s => s.Seed))).Distinct().Count());
        Assert.All(seeds.GroupBy(s => s.learner), g => Assert.Equal(attempts, g.Select(s => s.Seed).Distinct().Count()));
    }

    [Fact]
    public void Pool_has_no_more_variants_than_it_says_and_uses_all()
    {
        var course = Written("""{"title": "T", "id": "first", "pool": 5}""");
        var exercise = course.Find("inverse")!;
        var dealt = Enumerable.Range(0, 200).Select(attempt => course.SeedOf(exercise, "ada", attempt)).ToHashSet();
        Assert.Equal(dealt, Enumerable.Range(0, 5).Select(number => course.PoolSeed(exercise, number)).ToHashSet());
    }

    [Fact]
    public void Pool_is_what_its_page_says()
    {
        var vectors = VariantVectors.Table("course");
        Assert.NotEmpty(vectors);
        Assert.All(vectors, vector =>
        {
            var course = Written($$"""{"title": "T", "id": "first", "key": "{{vector[0]}}", "pool": {{vector[4]}}}""");
            var exercise = course.Find(vector[2])!;
            Assert.Equal(vector[6], course.SeedOf(exercise, vector[1], int.Parse(vector[3], System.Globalization.CultureInfo.InvariantCulture)).ToString());
            Assert.Equal(vector[6], course.PoolSeed(exercise, int.Parse(vector[5], System.Globalization.CultureInfo.InvariantCulture)).ToString());
        });
    }

    [Fact]
    public void Key_decides_which_variants_are_dealt()
    {
        string Dealt(string key) => string.Join(' ', Enumerable.Range(0, 5).Select(attempt => Written($$"""{"title": "T", "id": "first", "key": "{{key}}"}""") is var course ? course.SeedOf(course.Find("inverse")!, "ada", attempt).ToString() : string.Empty));
        Assert.Equal(Dealt("2026"), Dealt("2026"));
        Assert.NotEqual(Dealt("2026"), Dealt("2027"));
    }

    [Theory]
    [InlineData(SolutionUnlock.Solved, 3, null, false, 99, false)]
    [InlineData(SolutionUnlock.Solved, 3, null, true, 0, true)]
    [InlineData(SolutionUnlock.Tries, 3, null, false, 2, false)]
    [InlineData(SolutionUnlock.Tries, 3, null, false, 3, true)]
    [InlineData(SolutionUnlock.Tries, 3, "2027-01-02", false, 3, false)]
    [InlineData(SolutionUnlock.Tries, 3, "2027-01-01", false, 3, true)]
    [InlineData(SolutionUnlock.Always, 3, "2027-01-02", false, 0, false)]
    [InlineData(SolutionUnlock.Always, 3, null, false, 0, true)]
    [InlineData(SolutionUnlock.Never, 3, null, false, 99, false)]
    public void Solution_opens_when_the_rule_says(SolutionUnlock after, int tries, string? from, bool isSolved, int wrong, bool isOpen)
    {
        var rule = new SolutionRule(after, tries, from is null ? null : DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(isOpen, rule.Refusal(isSolved, wrong, new DateOnly(2027, 1, 1)) is null);
    }

    private static string[] FirstIds => [.. FirstCourse().Select(exercise => exercise.Id)];

    private static List<Exercise> FirstCourse() => [FirstExercises.Determinant, FirstExercises.Inverse];

    private Course Written(string json)
    {
        File.WriteAllText(Path.Combine(folder, Course.FileName), json);
        return Course.Read(folder).With(FirstCourse(), []);
    }
}
