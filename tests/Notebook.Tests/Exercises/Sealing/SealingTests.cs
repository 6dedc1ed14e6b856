using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using CsCheck;
using MathNet.Numerics;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>A sealed exercise judges as the exercise itself does, and holds no solution.</summary>
public sealed class SealingTests
{
    private const int Variants = 6;

    private static readonly IReadOnlyList<Exercise> All =
        [.. Exercise.In(typeof(SealingTests).Assembly), FirstExercises.Determinant, FirstExercises.Nullspace, FirstExercises.Inverse, FirstExercises.Derivative];

    public static TheoryData<string> Ids { get; } = [.. All.Select(exercise => exercise.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Sealed_verdict_is_the_verdict(string id)
    {
        var exercise = Find(id);
        var released = Released(exercise);
        Assert.Equal(IsExact(released.Pool[0].Answer) && exercise.GetType().GetProperty("Check")!.GetValue(exercise) is null, released.IsJudged);
        for (var i = 0; i < Variants; i++)
        {
            var (question, hidden) = Both(exercise, released, i);
            Assert.Equal(question.IsTyped, hidden.IsTyped);
            foreach (var text in ExerciseLaws.Nonsense.Take(20).Concat(question.TypedMisconceptions.Select(m => m.Answer)).Append(question.TypedSolution).Append(null))
            {
                AssertSame(released.IsJudged, question.Judge(text), hidden.Judge(text));
            }

            foreach (var value in (object?[])[null, new object(), 3, 2.5, ExactMatrix.Identity(7), new PrimeField(11)[2], ExactMatrix.Identity(new PrimeField(11), 3), Math.PI])
            {
                AssertSame(released.IsJudged, question.JudgeValue(value), hidden.JudgeValue(value));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Released_question_asks_the_same(string id)
    {
        var exercise = Find(id);
        var released = Released(exercise);
        Assert.Equal((exercise.Id, exercise.Points, exercise.Variants), (released.Id, released.Points, released.Variants));
        for (var i = 0; i < Variants; i++)
        {
            var (question, hidden) = Both(exercise, released, i);
            AssertSame(question.Statement, hidden.Statement);
            Assert.Equal(question.AnswerSyntax, hidden.AnswerSyntax);
            Assert.Equal(question.Options.Select(o => o.Markdown), hidden.Options.Select(o => o.Markdown));
            Assert.Equal(question.Hints.Count, hidden.Hints.Count);
            Assert.All(question.Hints.Zip(hidden.Hints), hint => AssertSame(hint.First, hint.Second));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Only_the_right_answer_opens_the_solution(string id)
    {
        var exercise = Find(id);
        var released = Released(exercise);
        for (var i = 0; i < Variants; i++)
        {
            var (question, hidden) = Both(exercise, released, i);
            foreach (var wrong in question.TypedMisconceptions.Select(m => m.Answer).Append("?").Append(null))
            {
                Assert.True(hidden.Unlock(wrong).IsLocked);
            }

            Assert.True(hidden.IsLocked);
            Assert.Empty(hidden.TypedMisconceptions);
            Assert.Null(hidden.TypedSolution);
            var opened = hidden.Unlock(question.TypedSolution);
            Assert.Equal(released.IsJudged, !opened.IsLocked);
            if (released.IsJudged)
            {
                AssertSame(question.Explanation, opened.Explanation);
                Assert.Equal(Latex.Of(question.Solution), Latex.Of(opened.Solution));
                Assert.Equal(question.TypedSolution, opened.TypedSolution);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Sealed_file_has_no_explanation_no_feedback_and_no_tag(string id)
    {
        var exercise = Find(id);
        var file = SealedCourse.Seal(Of([exercise]), 1).ToJson();
        for (var i = 0; i < Variants; i++)
        {
            var question = exercise.Deal(Of([exercise]).PoolSeed(exercise, i));
            var asked = question.Hints.Append(question.Statement).SelectMany(Texts).ToList();
            var told = question.Feedback().Select(f => f.Text).Append(question.Explanation).SelectMany(Texts).Where(text => !asked.Exists(open => open.Contains(text, StringComparison.Ordinal)));
            Assert.All(told, text => Assert.DoesNotContain(text, file, StringComparison.Ordinal));
        }

        Assert.All(exercise.Tags, tag => Assert.DoesNotContain($"\"{tag}\"", file, StringComparison.Ordinal));
    }

    [Fact]
    public void Hidden_exercise_is_recorded_and_seals_nothing()
    {
        var released = Assert.Single(SealedCourse.Seal(Of([], [FirstExercises.Determinant]), 1).Exercises);
        var (question, hidden) = Both(FirstExercises.Determinant, released, 0);
        Assert.True(released is { IsJudged: false, IsHidden: true });
        Assert.IsType<Verdict.Undecided>(hidden.Judge(question.TypedSolution));
        Assert.IsType<Verdict.Undecided>(hidden.Judge(question.TypedMisconceptions[0].Answer));
        Assert.IsType<Verdict.Invalid>(hidden.Judge("1 2"));
        Assert.True(hidden.Unlock(question.TypedSolution).IsLocked);
        Assert.All(released.Pool, variant => Assert.True(variant is { Right: null, Salt: null, Wrong: [] }));
    }

    [Fact]
    public void What_is_sealed_is_as_long_in_every_variant() => Assert.All(SealedCourse.Seal(Of(All), 1).Exercises, exercise =>
    {
        Assert.True(exercise.Pool.Select(variant => variant.Right?.Data.Length).Distinct().Count() == 1);
        Assert.True(exercise.Pool.SelectMany(variant => variant.Wrong).Select(wrong => wrong.Data.Length).Distinct().Count() <= 1);
        Assert.True(exercise.Pool.Select(variant => variant.Wrong.Count).Distinct().Count() == 1);
    });

    [Fact]
    public void Same_key_gives_the_same_file_and_another_key_another()
    {
        static string Written(string key) => SealedCourse.Seal(Of([FirstExercises.Determinant], key: key), 1).ToJson();
        Assert.Equal(Written("one"), Written("one"));
        Assert.NotEqual(Written("one"), Written("another"));
        Assert.Equal(Written("one"), SealedCourse.Parse(Written("one")).ToJson());
    }

    [Fact]
    public void Shared_exercise_has_one_variant()
    {
        var course = Of([FirstExercises.Determinant], variants: VariantPolicy.Shared);
        var released = Assert.Single(SealedCourse.Seal(course, 1).Exercises);
        Assert.Equal(1, released.Count);
        AssertSame(course.Deal(FirstExercises.Determinant, "ada", 0).Statement, course.Deal(released, "bob", 3).Statement);
    }

    [Fact]
    public void Course_without_pool_is_not_sealed() => Assert.Throws<ArgumentException>(() => SealedCourse.Seal(Of([FirstExercises.Determinant], pool: null)));

    [Fact]
    public void Learner_is_dealt_the_same_variant_by_both_forms()
    {
        var course = Of([FirstExercises.Determinant]);
        var released = Released(FirstExercises.Determinant);
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var (question, dealt) = (course.Deal(FirstExercises.Determinant, "ada", attempt), course.Deal(released, "ada", attempt));
            Assert.Equal(question.Seed, dealt.Seed);
            AssertSame(question.Statement, dealt.Statement);
        }
    }

    [Fact]
    public void Changed_file_judges_nothing()
    {
        var course = Of([FirstExercises.Determinant], pool: 1);
        var file = SealedCourse.Seal(course, 1).ToJson();
        var data = Convert.ToBase64String(Assert.Single(SealedCourse.Parse(file).Exercises).Pool[0].Right!.Data);
        var changed = Assert.Single(SealedCourse.Parse(file.Replace(data, (data[0] == 'A' ? 'B' : 'A') + data[1..], StringComparison.Ordinal)).Exercises);
        var question = course.Deal(FirstExercises.Determinant, "ada", 0);
        Assert.IsType<Verdict.Undecided>(course.Deal(changed, "ada", 0).Judge(question.TypedSolution));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"format":"adjoint-sealed","version":2,"course":"c","iterations":1,"exercises":[]}""")]
    [InlineData("""{"format":"adjoint-sealed","version":1,"course":"c","iterations":0,"exercises":[]}""")]
    [InlineData("""{"format":"adjoint-sealed","version":1,"course":"c","iterations":1,"exercises":[{"id":"x","points":1,"variants":"shared","isHidden":false,"pool":[]}]}""")]
    [InlineData("""{"format":"adjoint-sealed","version":1,"course":"c","iterations":1,"exercises":[{"id":"x","points":1,"variants":"shared","isHidden":false,"pool":[{"seed":"0000000000000000000000000000000000000000000000000000000000000000","statement":[],"hints":[],"answer":{"kind":"element","field":"F_4"},"salt":null,"right":null,"wrong":[]}]}]}""")]
    [InlineData("""{"format":"adjoint-sealed","version":1,"course":"c","iterations":1,"exercises":[{"id":"x","points":1,"variants":"shared","isHidden":false,"pool":[{"seed":"0000000000000000000000000000000000000000000000000000000000000000","statement":[],"hints":[],"answer":{"kind":"riddle"},"salt":null,"right":null,"wrong":[]}]}]}""")]
    [InlineData("""{"format":"adjoint-sealed","version":1,"course":"c","iterations":1,"exercises":[{"id":"x","points":1,"variants":"shared","isHidden":false,"pool":[{}]}]}""")]
    [InlineData("""{"format":"adjoint-sealed","version":1,"course":"c","iterations":1,"exercises":[{"id":"x","points":1,"variants":"shared","isHidden":false,"pool":[null]}]}""")]
    [InlineData("""{"format":"adjoint-sealed","version":1,"course":"c","iterations":1,"exercises":[null]}""")]
    public void What_is_no_sealed_course_is_refused_in_a_sentence(string json) => Assert.DoesNotContain('\n', Assert.Throws<InvalidDataException>(() => SealedCourse.Parse(json)).Message);

    [Fact]
    public void Canonical_texts_are_equal_exactly_where_answers_are()
    {
        var f = new PrimeField(5);
        var entry = Gen.Int[-2, 2];
        AssertCanonical(Answers.ExactNumber, Gen.Select(entry, Gen.Int[1, 3], (n, d) => new Rational(n, d)));
        AssertCanonical(Answers.Element(f), Gen.Int[-7, 7].Select(n => f[n]));
        AssertCanonical(Answers.Matrix(), Gen.Select(Gen.Int[1, 2], Gen.Int[1, 2], Gen.Int[0, 1].Array[4], (m, n, e) => ExactMatrix.Build(m, n, (i, j) => e[(2 * i) + j])));
        AssertCanonical(Answers.Subspace(f, 3), Gen.Int[0, 4].Array[6].Select(e => ExactMatrix.Build(f, 3, 2, (i, j) => f[e[(2 * i) + j]]).ColumnSpace()));
        AssertCanonical(Answers.Permutation(3), Gen.Shuffle(new[] { 0, 1, 2 }).Select(images => new Permutation(images)));
        AssertCanonical(Answers.SetOf(Answers.ExactNumber), entry.List[0, 3].Select(set => (IReadOnlyList<Rational>)[.. set.Select(n => (Rational)n)]));
        AssertCanonical(Answers.SetOf(Answers.SetOf(Answers.ExactNumber)), entry.List[0, 2].List[0, 2].Select(sets =>
            (IReadOnlyList<IReadOnlyList<Rational>>)[.. sets.Select(set => (IReadOnlyList<Rational>)[.. set.Select(n => (Rational)n)])]));
        AssertCanonical(Answers.Choice("one", "two"), Gen.Bool.Select(isFirst => isFirst ? "one" : "two"));
    }

    private static void AssertCanonical<T>(AnswerKind<T> kind, Gen<T> answers) => Gen.Select(answers, answers).Sample((a, b) =>
        Assert.Equal(kind.Compare(a, b) is AnswerComparison.Same, kind.Canonical(a) is { } text && text == kind.Canonical(b)));

    // Where any object with a property is right, or answers have no canonical text, nothing is judged here.
    private static bool IsExact(AnswerDescription answer) => answer switch
    {
        AnswerDescription.SetOf(var elements) => IsExact(elements),
        _ => answer is not (AnswerDescription.Number or AnswerDescription.Expression or AnswerDescription.MatrixExpression or AnswerDescription.Recorded),
    };

    private static Exercise Find(string id) => All.Single(exercise => exercise.Id == id);

    private static SealedExercise Released(Exercise exercise) => Assert.Single(SealedCourse.Parse(SealedCourse.Seal(Of([exercise]), 1).ToJson()).Exercises);

    private static Course Of(IReadOnlyList<Exercise> exercises, IReadOnlyList<Exercise>? hidden = null, string key = "a key", VariantPolicy? variants = null, int? pool = Variants) =>
        new Course("/course", "course", "A course", key, [], SolutionRule.Default, variants, pool).With(exercises, hidden ?? []);

    private static (Question Question, Question Sealed) Both(Exercise exercise, SealedExercise released, int place) =>
        Of([exercise]).PoolSeed(exercise, place) is var seed ? (exercise.Deal(seed), released.Deal(seed)) : default;

    private static IEnumerable<string> Texts(Statement statement) => statement.Parts(NotationOptions.Default).Where(part => !part.IsFormula).Select(part => part.Text.Trim()).Where(text => text.Length > 10);

    private static void AssertSame(Statement expected, Statement actual)
    {
        Assert.Equal(expected.Markdown, actual.Markdown);
        Assert.Equal(expected.Html, actual.Html);
        Assert.Equal(expected.ToString(), actual.ToString());
        Assert.Equal(Latex.Of(expected), Latex.Of(actual));
        Assert.Equal(expected.IsEmpty, actual.IsEmpty);
    }

    private static void AssertSame(bool isJudged, Verdict expected, Verdict actual)
    {
        // What cannot be read is invalid everywhere; what the exercise's code refuses is so where the code is.
        if (!isJudged && (expected is not Verdict.Invalid || actual is Verdict.Undecided))
        {
            Assert.IsType<Verdict.Undecided>(actual);
            Assert.False(expected is Verdict.Invalid { Position: >= 0 });
            return;
        }

        Assert.IsType(expected.GetType(), actual);
        if (!isJudged && expected is Verdict.Invalid { Position: < 0 })
        {
            return;
        }

        switch (expected, actual)
        {
            case (Verdict.Invalid or Verdict.Accepted, _):
                Assert.Equal(expected, actual);
                break;
            case (Verdict.Rejected { Tag: { } tag } rejected, Verdict.Rejected same):
                Assert.Equal(tag, same.Tag);
                AssertSame(rejected.Feedback, same.Feedback);
                Assert.Equal(rejected.Counterexample?.ToString(), same.Counterexample?.ToString());
                break;
            case (Verdict.Rejected, Verdict.Rejected unknown):
                Assert.Null(unknown.Tag);
                Assert.True(unknown.Feedback.IsEmpty);
                break;
        }
    }
}
