using Adjoint.Exercises;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>Every exercise of every course.</summary>
public sealed class CoursewareTests
{
    private static readonly IReadOnlyList<Exercise> All = Exercise.In(typeof(CoursewareTests).Assembly);

    public static TheoryData<string> Ids { get; } = [.. All.Select(exercise => exercise.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_exercise_obeys_the_laws(string id) => Assert.Empty(ExerciseLaws.Check(All.Single(exercise => exercise.Id == id)));

    [Fact]
    public void No_two_exercises_have_the_same_misconceptions() => Assert.Equal(All.Count, All.Select(exercise => string.Join(' ', exercise.Tags.Order(StringComparer.Ordinal))).Distinct().Count());

    [Fact]
    public void Every_exercise_has_hints()
    {
        Assert.NotEmpty(All);
        Assert.All(All, exercise => Assert.NotEmpty(exercise.Preview(0).Hints));
    }
}
