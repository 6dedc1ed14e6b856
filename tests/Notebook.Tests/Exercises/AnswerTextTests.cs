using Adjoint.Exercises;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>Answers that are objects, as text for another process.</summary>
public sealed class AnswerTextTests
{
    private const int Variants = 20;

    public static TheoryData<string> Ids => CoursewareTests.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public void Text_of_an_object_is_judged_as_the_object(string id)
    {
        var exercise = Exercise.In(typeof(CoursewareTests).Assembly).Single(e => e.Id == id);
        for (var i = 0; i < Variants; i++)
        {
            var question = exercise.Preview(i);
            foreach (var answer in question.Examples)
            {
                if (!question.IsTyped)
                {
                    Assert.Null(AnswerText.Of(answer));
                    continue;
                }

                var text = AnswerText.Of(answer);
                Assert.Equal(Outcome(question.JudgeValue(answer)), Outcome(question.Judge(text)));
            }
        }
    }

    [Fact]
    public void Real_matrices_and_vectors_are_rows_of_digits()
    {
        Assert.Equal("1 2; 3 0.1", AnswerText.Of(Matrix<double>.Build.DenseOfArray(new[,] { { 1, 2 }, { 3, 0.1 } })));
        Assert.Equal("1 -2.5", AnswerText.Of(Vector<double>.Build.Dense([1, -2.5])));
    }

    [Fact]
    public void Sequence_that_does_not_end_has_no_text() => Assert.Null(AnswerText.Of(Endless()));

    private static IEnumerable<int> Endless()
    {
        while (true)
        {
            yield return 1;
        }
    }

    private static (Type, string?) Outcome(Verdict verdict) => (verdict.GetType(), (verdict as Verdict.Rejected)?.Tag);
}
