using System.Globalization;
using Adjoint.Algebra;
using Adjoint.Exercises;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>The generator of variants is the one that docs/variants.md specifies.</summary>
public sealed class VariantTests
{
    private static readonly Gen<VariantSeed> Seeds = Gen.Byte.Array[VariantSeed.Length].Select(bytes => VariantSeed.Parse(Convert.ToHexString(bytes)));

    [Fact]
    public void Seeds_are_those_of_the_page()
    {
        var lines = VariantVectors.Table("key, in hexadecimal");
        Assert.Equal(5, lines.Count);
        Assert.All(lines, line => Assert.Equal(
            line[4],
            VariantSeed.Of(Convert.FromHexString(line[0]), line[1], line[2], int.Parse(line[3], CultureInfo.InvariantCulture)).ToString()));
    }

    [Fact]
    public void Choices_are_those_of_the_page()
    {
        var seed = VariantSeed.Of([0], string.Empty, string.Empty, 0);
        Draw Fresh() => new(seed);
        string Ten(Func<Draw, long> choice) => string.Join(", ", Fresh().List(10, choice).Select(n => n.ToString(CultureInfo.InvariantCulture)));
        Dictionary<string, Func<string>> choices = new()
        {
            ["ten times Below(10)"] = () => Ten(d => d.Below(10)),
            ["ten times Below(2^63 - 1), each modulo 1000"] = () => Ten(d => d.Below(long.MaxValue) % 1000),
            ["ten times Below(2^62 + 1), each modulo 1000"] = () => Ten(d => d.Below((1L << 62) + 1) % 1000),
            ["ten times Integer(-5, 5)"] = () => Ten(d => d.Integer(-5, 5)),
            ["ten times NonZero(-1, 1)"] = () => Ten(d => d.NonZero(-1, 1)),
            ["Shuffle(0, …, 9)"] = () => VariantVectors.Text(Fresh().Shuffle<int>([.. Enumerable.Range(0, 10)])),
            ["Distinct(5, Integer(1, 6))"] = () => VariantVectors.Text(Fresh().Distinct(5, d => d.Integer(1, 6))),
            ["five times Rational(9, 6)"] = () => string.Join(", ", Fresh().List(5, d => d.Rational(9, 6))),
            ["Matrix(2, 3, -9, 9)"] = () => VariantVectors.Text(Fresh().Matrix(2, 3, -9, 9)),
            ["InvertibleMatrix(F_7, 3)"] = () => VariantVectors.Text(Fresh().InvertibleMatrix(new(7), 3)),
            ["UnimodularMatrix(3, 9)"] = () => VariantVectors.Text(Fresh().UnimodularMatrix(3)),
            ["UnimodularMatrix(4, 2)"] = () => VariantVectors.Text(Fresh().UnimodularMatrix(4, 2)),
            ["MatrixOfRank(4, 5, 2, 9)"] = () => VariantVectors.Text(Fresh().MatrixOfRank(4, 5, 2)),
            ["MatrixOfRank(F_5, 4, 5, 3)"] = () => VariantVectors.Text(Fresh().MatrixOfRank(new PrimeField(5), 4, 5, 3)),
            ["MatrixWithEigenvalues((-1, 2, 3), 9)"] = () => VariantVectors.Text(Fresh().MatrixWithEigenvalues([-1, 2, 3])),
        };
        var lines = VariantVectors.Table("choice | what it gives").Where(line => choices.ContainsKey(line[0])).ToList();
        Assert.Empty(choices.Keys.Except(lines.Select(line => line[0])));
        Assert.All(lines, line => Assert.Equal(line[1], choices[line[0]]()));
    }

    // Another program, in another language, that reads nothing but the page.
    [Fact]
    public async Task Python_draws_the_same()
    {
        var seeds = Enumerable.Range(0, 40).Select(i => VariantSeed.Of([1, 2, 3], $"learner {i} é𝔽", "exercise", i)).ToList();
        var output = await VariantVectors.Python(
            """
            text = lambda a: "; ".join(" ".join(str(x) for x in row) for row in a)
            for i in range(40):
                w = words(seed(bytes([1, 2, 3]), f"learner {i} \u00e9\U0001d53d", "exercise", i))
                print([integer(w, -100, 10**9) for _ in range(5)], shuffle(w, list(range(7))), distinct(w, 3, lambda w: below(w, 4)), rational(w, 30, 12),
                    text(unimodular(w, 3)), text(of_rank(w, 3, 4, 2)), text(invertible(w, 3, 3)), text(of_rank_modulo(w, 11, 3, 3, 1)), text(with_eigenvalues(w, [1, 2])), sep="|")
            """,
            TestContext.Current.CancellationToken);
        Assert.SkipWhen(output is null, "There is no python3.");
        Assert.Equal(seeds.Select(Line), output.Trim().Split('\n').Select(line => line.TrimEnd('\r')));

        static string Line(VariantSeed seed)
        {
            var draw = new Draw(seed);
            return string.Join('|', [
                $"[{VariantVectors.Text(draw.List(5, d => d.Integer(-100, 1_000_000_000)))}]",
                $"[{VariantVectors.Text(draw.Shuffle<int>([.. Enumerable.Range(0, 7)]))}]",
                $"[{VariantVectors.Text(draw.Distinct(3, d => (int)d.Below(4)))}]",
                draw.Rational(30, 12).ToString(),
                VariantVectors.Text(draw.UnimodularMatrix(3)),
                VariantVectors.Text(draw.MatrixOfRank(3, 4, 2)),
                VariantVectors.Text(draw.InvertibleMatrix(new(3), 3)),
                VariantVectors.Text(draw.MatrixOfRank(new PrimeField(11), 3, 3, 1)),
                VariantVectors.Text(draw.MatrixWithEigenvalues([1, 2]))]);
        }
    }

    [Fact]
    public void The_three_parts_of_a_seed_do_not_run_into_each_other() => Gen.Select(Gen.Int[0, 99], Gen.String, Gen.String).Sample((attempt, a, b) =>
    {
        var (first, second) = (Clean(a), Clean(b));
        var seeds = new[] { (first, second), (second, first), (first + second, string.Empty), (string.Empty, first + second) }.Distinct();
        Assert.Equal(seeds.Count(), seeds.Select(s => VariantSeed.Of([7], s.Item1, s.Item2, attempt)).Distinct().Count());
    });

    [Fact]
    public void Half_a_surrogate_pair_is_refused_and_a_negative_attempt_too()
    {
        Assert.Throws<ArgumentException>(() => VariantSeed.Of([], "\ud835", "x", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => VariantSeed.Of([], "a", "x", -1));
    }

    [Fact]
    public void Policies_forget_the_attempt_and_then_the_learner()
    {
        VariantSeed Of(string learner, int attempt, VariantPolicy policy) => VariantSeed.Of([1], learner, "x", attempt, policy);
        Assert.NotEqual(Of("a", 1, VariantPolicy.EachAttempt), Of("a", 2, VariantPolicy.EachAttempt));
        Assert.Equal(Of("a", 1, VariantPolicy.EachLearner), Of("a", 2, VariantPolicy.EachLearner));
        Assert.NotEqual(Of("a", 1, VariantPolicy.EachLearner), Of("b", 1, VariantPolicy.EachLearner));
        Assert.Equal(Of("a", 1, VariantPolicy.Shared), Of("b", 2, VariantPolicy.Shared));
    }

    [Fact]
    public void A_seed_is_read_from_what_it_writes() => Seeds.Sample(seed => VariantSeed.Parse(seed.ToString()).Equals(seed));

    // 99.99 % of uniform samples stay below these bounds (chi-square with n − 1 degrees of freedom); the seed is fixed, so the test always says the same.
    [Theory]
    [InlineData(2, 15.2)]
    [InlineData(3, 18.5)]
    [InlineData(10, 33.8)]
    [InlineData(1000, 1171.0)]
    public void Choices_are_uniform(int count, double bound)
    {
        const int PerCell = 200;
        var draw = new Draw(VariantSeed.Of([1], "uniform", "x", count));
        var counts = new int[count];
        for (var i = 0; i < PerCell * count; i++)
        {
            counts[draw.Below(count)]++;
        }

        Assert.InRange(counts.Sum(n => Math.Pow(n - PerCell, 2) / PerCell), 0, bound);
    }

    // The remainder of a word modulo 3·2⁶¹ is below 2⁶² for 3/4 of all words: 2⁶⁴ is two and two thirds of the modulus.
    [Fact]
    public void No_remainder_is_likelier_than_another()
    {
        const int Draws = 20_000;
        var draw = new Draw(VariantSeed.Of([1], "bias", "x", 0));
        var low = Enumerable.Range(0, Draws).Count(_ => draw.Below(3L << 61) < 1L << 62);
        Assert.InRange((double)low / Draws, (2.0 / 3) - 0.015, (2.0 / 3) + 0.015);
    }

    [Fact]
    public void Each_order_of_three_is_as_likely_as_any_other()
    {
        var draw = new Draw(VariantSeed.Of([1], "orders", "x", 0));
        var counts = Enumerable.Range(0, 6000).Select(_ => string.Concat(draw.Shuffle("a", "b", "c"))).CountBy(order => order).ToList();
        Assert.Equal(6, counts.Count);
        Assert.InRange(counts.Sum(c => Math.Pow(c.Value - 1000, 2) / 1000), 0, 25.7);
    }

    [Fact]
    public void Matrices_have_the_properties_that_they_are_drawn_for() => Seeds.Sample(
        seed =>
        {
            var draw = new Draw(seed);
            var u = draw.UnimodularMatrix(3, 4);
            var e = draw.MatrixWithEigenvalues([2, -3]);
            return Adjoint.Algebra.Rational.One.Equals(u.Determinant() * u.Determinant())
                && u.Inverse().Entries.ToArray().All(x => x.IsInteger && x <= 4 && x >= -4)
                && draw.MatrixOfRank(4, 3, 2).Rank() == 2
                && draw.MatrixOfRank(new PrimeField(2), 4, 4, 3).Rank() == 3
                && draw.InvertibleMatrix(new(5), 3).Rank() == 3
                && e.Trace() == -1 && e.Determinant() == -6;
        },
        iter: 200);

    [Fact]
    public void What_cannot_be_drawn_is_an_error_that_says_why()
    {
        var draw = new Draw(VariantSeed.Of([1], "none", "x", 0));
        Assert.Equal(
            "A generator: none of 1000 draws can be used; of the last one, it was drawn before.",
            Assert.Throws<NoVariantException>(() => draw.Distinct(3, d => d.Coin())).Message);
        Assert.Throws<NoVariantException>(() => draw.MatrixOfRank(2, 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => draw.Integer(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => draw.NonZero(0, 0));
        Assert.Throws<ArgumentException>(() => draw.Choice<int>());
    }

    private static string Clean(string text) => string.Concat(text.Where(c => !char.IsSurrogate(c)));
}
