using Adjoint.Exercises;
using Adjoint.Notation;
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
    public void Every_exercise_has_two_hints_and_an_explanation()
    {
        Assert.NotEmpty(All);
        Assert.All(All, exercise => Assert.True(exercise.Preview(0) is { Hints.Count: >= 2, Explanation.IsEmpty: false }, exercise.Id));
    }

    [Fact]
    public void Front_ends_typeset_every_text()
    {
        List<string> texts = [.. All.SelectMany(exercise => Enumerable.Range(0, 5).Select(exercise.Preview)).SelectMany(question => (IEnumerable<IHasNotation>)
            [question.Statement, question.Solution, question.Explanation, .. question.Options, .. question.Hints, .. question.Feedback().Select(feedback => feedback.Text)]).Select(text => Latex.Of(text)).Distinct()];
        Assert.Empty(texts.Zip(FrontEnds.Katex(texts)).Where(answer => answer.Second is not null).Select(answer => $"{answer.First}: {answer.Second}"));
    }
}
