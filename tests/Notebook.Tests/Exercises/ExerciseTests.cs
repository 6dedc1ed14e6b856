using System.Globalization;
using System.Text.RegularExpressions;
using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using Adjoint.Symbolic;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>Exercises, their variants and verdicts.</summary>
public sealed class ExerciseTests
{
    private static readonly Gen<VariantSeed> Seeds = Gen.Byte.Array[VariantSeed.Length].Select(bytes => VariantSeed.Parse(Convert.ToHexString(bytes)));

    public static TheoryData<string> First { get; } = [nameof(FirstExercises.Determinant), nameof(FirstExercises.Nullspace), nameof(FirstExercises.Inverse), nameof(FirstExercises.Derivative), nameof(FirstExercises.Eigenvector), nameof(FirstExercises.IsDivisible)];

    [Theory]
    [MemberData(nameof(First))]
    public void First_exercises_obey_all_laws(string name) => Assert.Empty(ExerciseLaws.Check(FirstExercises.Of(name)));

    // Each exercise breaks one law, and the harness finds that one.
    [Fact]
    public void Each_law_finds_the_exercise_that_breaks_it()
    {
        var (x, y) = (Wrong("x", n => n + 1), Wrong("y", n => n + 2));
        Breaks(ExerciseLaw.IsWellNamed, Sound("Bad Id", x, y));
        Breaks(ExerciseLaw.IsWellNamed, Sound("a", Wrong("Bad tag", n => n + 1), y));
        Breaks(ExerciseLaw.HasTwoMisconceptions, Sound("a", x));
        Breaks(ExerciseLaw.VariantIsFound, Sound("a", x, Wrong("y", n => n + 1)));
        Breaks(ExerciseLaw.VariantIsFound, Sound("a", x, Wrong("right", n => n)));
        Breaks(ExerciseLaw.VariantIsFound, Sound("a", x, Wrong("throws", n => 1 / (n - n))));
        Breaks(ExerciseLaw.VariantsDiffer, Numbers("a", _ => 7, n => $"What is ${n}$?", null, x, y));
        Breaks(ExerciseLaw.SolutionIsAccepted, Numbers("a", draw => draw.Integer(0, 99), n => $"What is ${n}$?", (_, _) => Verdict.Wrong("Never."), x, y));
        Breaks(ExerciseLaw.VariantIsFound, Numbers("a", draw => draw.Integer(0, 99), n => $"What is ${n}$?", (n, a) => a == n ? Verdict.Right : new Verdict.Undecided("Who knows?"), x, y));
        var turns = 0;
        Breaks(ExerciseLaw.MisconceptionHasItsTag, Sound("a", x, new("y", n => n + 2, "That is wrong.") { Recognises = (n, a) => a == n + 2 && turns++ % 2 == 0 }));
        Breaks(ExerciseLaw.Renders, Numbers("a", draw => draw.Integer(0, 99), n => n % 2 == 0 ? string.Empty : $"What is ${n}$?", null, x, y));
        Breaks(ExerciseLaw.Renders, Sound("a", x, new("y", n => n + 2, string.Empty)));
        var calls = 0;
        Breaks(ExerciseLaw.SeedDecidesVariant, Numbers("a", _ => calls++, n => $"What is ${n}$?", null, x, y));
        Assert.Empty(ExerciseLaws.Check(Sound("a", x, y)));
    }

    [Fact]
    public void A_variant_where_a_misconception_is_right_is_never_dealt() => Seeds.Sample(seed =>
    {
        // 2n = n² for n = 0 and 2, and n + 2 = n² for n = −1 and 2; 1 and 3 are left.
        var exercise = new Exercise<int, Rational>("square")
        {
            Generate = draw => draw.Integer(-1, 3),
            Statement = n => $"What is ${n}^2$?",
            Answer = _ => Answers.ExactNumber,
            Solution = n => n * n,
            Misconceptions = [new("doubles", n => 2 * n, "No."), new("adds-two", n => n + 2, "No.")],
        };
        return exercise.Deal(seed).TypedSolution is "1" or "9";
    });

    [Fact]
    public void An_exercise_without_a_usable_variant_says_why()
    {
        var exercise = Sound("a", Wrong("x", n => n + 1), Wrong("never-wrong", n => n));
        Assert.Equal(
            "The exercise a: none of 1000 draws can be used; of the last one, the misconception never-wrong gives the right answer.",
            Assert.Throws<NoVariantException>(() => exercise.Preview(0)).Message);
    }

    [Fact]
    public void The_same_seed_gives_the_same_variant_in_any_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var here = FirstExercises.Inverse.Deal([1], "ada", 3).Statement.Markdown;
        try
        {
            var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (odd.NumberFormat.NegativeSign, odd.NumberFormat.NumberDecimalSeparator) = ("~", ",");
            CultureInfo.CurrentCulture = odd;
            Assert.Equal(here, FirstExercises.Inverse.Deal([1], "ada", 3).Statement.Markdown);
            Assert.Equal(Value(FirstExercises.Derivative), Value(FirstExercises.Derivative));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static string Value(Exercise exercise) => exercise.Deal([1], "ada", 3).TypedSolution!;
    }

    // What is dealt is fixed for ever: a change of these lines is a change of every course.
    [Fact]
    public void Dealt_variants_are_those_of_the_first_version() => Assert.Equal(
        ["-5 -4; -5 5", "1 1; 1 0"],
        new[] { FirstExercises.Determinant.Deal([1], "ada", 0), FirstExercises.Inverse.Deal([1], "ada", 0) }.Select(Shown));

    [Fact]
    public void An_equivalent_way_of_writing_the_solution_is_accepted() => Gen.Select(Seeds, Gen.Int[0, 5], Gen.Int[1, 9]).Sample((seed, way, k) =>
    {
        var question = FirstExercises.Derivative.Deal(seed);
        var s = question.TypedSolution!;
        var rewritten = way switch
        {
            0 => $"({s}) + {k}*x - x*{k}",
            1 => $"(({s})*(x^2 + {k}))/(x*x + {k})",
            2 => $"{k} + ({s}) - sqrt({k})^2",
            3 => $"({s})*(sin({k}x)^2 + cos({k}x)^2)",
            4 => $"-(0 - ({s}))",
            _ => $"(({s})^2 - {k}^2)/(({s}) + {k}) + {k}",
        };
        return question.Judge(rewritten) is Verdict.Accepted;
    });

    [Fact]
    public void A_perturbed_solution_is_rejected_with_a_counterexample_that_is_one() => Gen.Select(Seeds, Gen.Int[0, 4], Gen.Int[1, 9]).Sample((seed, way, k) =>
    {
        var question = FirstExercises.Derivative.Deal(seed);
        var (s, c) = (question.TypedSolution!, $"1/{1000 * k}");
        var perturbed = way switch { 0 => $"({s}) + {c}", 1 => $"({s}) + {c}*x", 2 => $"({s})*(1 + {c})", 3 => $"({s}) + {c}*sin({k}x)", _ => $"({s}) - {c}*x^{k}" };
        if (question.Judge(perturbed) is not Verdict.Rejected { Counterexample: { } counterexample })
        {
            return false;
        }

        // What the learner reads is evaluated here by floating point, with no code of the judge.
        var match = Regex.Match(counterexample.ToString(), "^At x = (.+) yours is ([^, ]+), (?:and right is|which differs)");
        var at = (double)Rational.Parse(match.Groups[1].Value.Replace('−', '-'), CultureInfo.InvariantCulture);
        double At(string text) => ScalarExpression.Parse(text).AsFunction()(at);
        return counterexample.Holds() && At(perturbed) != At(s)
            && Math.Abs(At(perturbed) - (double)Rational.Parse(match.Groups[2].Value.Replace('−', '-'), CultureInfo.InvariantCulture)) < 1e-4 * Math.Max(1, Math.Abs(At(perturbed)));
    });

    [Fact]
    public void A_subspace_is_accepted_in_any_basis_and_rejected_with_a_vector_outside() => Gen.Select(Seeds, Gen.Int[1, 4], Gen.Int[0, 4]).Sample((seed, a, b) =>
    {
        var question = FirstExercises.Nullspace.Deal(seed);
        var field = new PrimeField(5);
        var basis = ExactMatrix.Parse(question.TypedSolution!, field);
        var other = ExactMatrix.FromRows(field, [a, b], [0, 1]) * basis;
        var wrong = ExactMatrix.Build(field, 2, 4, (i, j) => i == 0 && j == 0 ? basis[0, 0] + field[a] : basis[i, j]);
        if (wrong.Rank() == 2 && wrong.Stack(basis).Rank() == 2)
        {
            wrong = other;
        }

        var verdict = question.Judge(wrong.ToString());
        return question.Judge(other.ToString()) is Verdict.Accepted
            && (wrong == other ? verdict is Verdict.Accepted
                : verdict is Verdict.Rejected rejected && (rejected.Counterexample is null ? wrong.Stack(basis).Rank() == 2 : rejected.Counterexample.Holds()));
    });

    [Fact]
    public void Evidence_of_the_author_is_shown_for_any_wrong_answer()
    {
        var question = FirstExercises.Inverse.Deal([1], "ada", 0);
        var rejected = Assert.IsType<Verdict.Rejected>(question.Judge("1 1; 1 1"));
        Assert.Null(rejected.Tag);
        Assert.Equal("With your answer AB is [2 2; 1 1], and should be [1 0; 0 1]", PlainText.LineOf(rejected.Counterexample!.Describe(NotationOptions.Default)));
    }

    [Fact]
    public void A_counterexample_that_does_not_hold_is_not_shown()
    {
        var exercise = Numbers("a", draw => draw.Integer(0, 9), n => $"What is ${n}$?", (n, a) => a == n ? Verdict.Right : Verdict.Wrong("No.", new("This is false", () => false)), Wrong("x", n => n + 1), Wrong("y", n => n + 2));
        Assert.Null(Assert.IsType<Verdict.Rejected>(exercise.Preview(0).Judge("77")).Counterexample);
    }

    [Fact]
    public void Any_object_with_the_property_is_right()
    {
        var question = FirstExercises.Eigenvector.Preview(0);
        var v = ExactMatrix.Parse(question.TypedSolution!).Transpose();
        Assert.IsType<Verdict.Accepted>(question.JudgeValue((Rational)(-7) * v));
        Assert.Equal("zero-vector", Assert.IsType<Verdict.Rejected>(question.Judge("0; 0")).Tag);
        Assert.IsType<Verdict.Invalid>(question.Judge("1; 2; 3"));
        Assert.IsType<Verdict.Invalid>(question.JudgeValue(v.Transpose()));
        Assert.IsType<Verdict.Invalid>(question.JudgeValue(new PrimeField(5)));
    }

    [Fact]
    public void Numbers_of_any_type_are_answers()
    {
        var question = Numbers("a", draw => draw.Integer(40, 40), n => $"What is ${n}$?", null, Wrong("x", n => n + 1), Wrong("y", n => n + 2)).Preview(0);
        Assert.All(new object[] { 40, 40L, new System.Numerics.BigInteger(40), 40m, 40.0, (Rational)40, "40" }, answer => Assert.IsType<Verdict.Accepted>(question.JudgeValue(answer)));
        Assert.All(new object?[] { null, double.NaN, 'x', new object() }, answer => Assert.IsType<Verdict.Invalid>(question.JudgeValue(answer)));
    }

    [Fact]
    public void Code_that_cannot_judge_an_answer_says_so()
    {
        var exercise = Numbers("a", draw => draw.Integer(1, 9), n => $"What is ${n}$?", (n, a) => (Rational)n / a == 1 ? Verdict.Right : Verdict.Wrong("No."), Wrong("x", n => n + 1), Wrong("y", n => n + 2));
        Assert.Equal(
            new Verdict.Undecided("The code of the exercise cannot judge this answer: 0 has no inverse in Q."),
            exercise.Preview(0).Judge("0"));
    }

    [Fact]
    public void An_invalid_answer_has_a_caret_at_its_place()
    {
        var invalid = Assert.IsType<Verdict.Invalid>(FirstExercises.Derivative.Preview(0).Judge("2*x + zz"));
        Assert.Equal((6, "2*x + zz\n      ^"), (invalid.Position, invalid.Caret));
        Assert.Equal("zz is no variable of this exercise; expected x.", invalid.Problem);
        var empty = Assert.IsType<Verdict.Invalid>(FirstExercises.Determinant.Preview(0).Judge(null));
        Assert.Equal("There is no answer yet; expected an integer, a fraction such as 1/2 or a decimal such as 2.5.", empty.Problem);
        Assert.Equal(
            "The matrix is 1×2; expected 2×2.",
            Assert.IsType<Verdict.Invalid>(FirstExercises.Inverse.Preview(0).Judge("1 2")).Problem);
        Assert.StartsWith("This answer is written in C#", Assert.IsType<Verdict.Invalid>(FirstExercises.IsDivisible.Preview(0).Judge("n => n")).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(First))]
    public void Any_text_has_a_verdict_and_nothing_throws(string name)
    {
        var question = FirstExercises.Of(name).Preview(0);
        foreach (var text in new[] { new string('1', 10_000_000), new('(', 100_000), string.Concat(Enumerable.Repeat("{[(", 33_000)), "\ud835\udd3d", "\ud835", new('\0', 50) })
        {
            Assert.IsType<Verdict.Invalid>(question.Judge(text));
        }

        Gen.String.Select(Gen.Char["0123456789+-*/^()[]{};, xyzeπ."].Array.Select(c => new string(c)), (a, b) => a + b)
            .Sample(text => question.Judge(text) is not null && question.JudgeValue(text) is not null, iter: 1000);
    }

    private static string Shown(Question question) => Regex.Match(PlainText.LineOf(question.Statement.Describe(NotationOptions.Default)), @"\[(.*)\]").Groups[1].Value;

    private static void Breaks(ExerciseLaw law, Exercise exercise)
    {
        var defects = ExerciseLaws.Check(exercise, 20);
        Assert.Contains(defects, defect => defect.Law == law);
        Assert.All(defects, defect => Assert.NotEmpty(defect.ToString()));
    }

    private static Misconception<int, Rational> Wrong(string tag, Func<int, Rational> answer) => new(tag, answer, "That is wrong.");

    private static Exercise<int, Rational> Sound(string id, params Misconception<int, Rational>[] misconceptions) =>
        Numbers(id, draw => draw.Integer(0, 99), n => $"What is ${n}$?", null, misconceptions);

    private static Exercise<int, Rational> Numbers(
        string id, Func<Draw, int> generate, Func<int, Statement> statement, Func<int, Rational, Verdict>? check, params Misconception<int, Rational>[] misconceptions) => new(id)
        {
            Generate = generate,
            Statement = statement,
            Answer = _ => Answers.ExactNumber,
            Solution = n => n,
            Misconceptions = misconceptions,
            Check = check,
        };
}
