using Adjoint.MatrixCalculus;
using Xunit;
using static Adjoint.Tests.MatrixCalculus.TestTerms;

namespace Adjoint.Tests.MatrixCalculus;

public sealed class PointSamplerTests
{
    private const int Size = 4;

    public static TheoryData<VariableTraits> AllTraits =>
    [
        VariableTraits.None, VariableTraits.Symmetric, VariableTraits.PositiveDefinite, VariableTraits.Diagonal, VariableTraits.Orthogonal, VariableTraits.Positive,
        VariableTraits.Symmetric | VariableTraits.Positive, VariableTraits.PositiveDefinite | VariableTraits.Positive, VariableTraits.PositiveDefinite | VariableTraits.Diagonal,
        VariableTraits.Orthogonal | VariableTraits.Symmetric, VariableTraits.Orthogonal | VariableTraits.Diagonal, VariableTraits.Orthogonal | VariableTraits.PositiveDefinite,
    ];

    // Vigna's splitmix64.c with seed 1234567.
    [Fact]
    public void Random_bits_are_the_published_ones()
    {
        var random = new SplitMix64(1234567);
        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821], Enumerable.Range(0, 5).Select(_ => random.Next()));
    }

    [Theory]
    [MemberData(nameof(AllTraits))]
    public void Points_and_curves_stay_in_the_domain(VariableTraits traits)
    {
        var domain = Domain(traits);
        foreach (var strategy in Enum.GetValues<SamplingStrategy>())
        {
            var random = new SplitMix64((ulong)strategy);
            var x = domain.Point(strategy, random);
            AssertInDomain(x, traits);
            AssertInDomain(domain.Move(x, domain.Direction(x, random), 0.001), traits);
        }
    }

    [Theory]
    [MemberData(nameof(AllTraits))]
    public void Direction_is_the_derivative_of_its_curve_and_at_right_angles_to_the_normal(VariableTraits traits)
    {
        var domain = Domain(traits);
        var random = new SplitMix64(5);
        var x = domain.Point(SamplingStrategy.Normal, random);
        var direction = domain.Direction(x, random);
        var quotient = DifferenceQuotient.Of(t => domain.Move(x, direction, t));
        Assert.All(quotient!.Value.Zip(direction.Tangent), static pair => Assert.Equal(pair.First, pair.Second, 1e-8));
        if (domain.Normal(x, random) is { } normal)
        {
            Assert.Equal(0, normal.Zip(direction.Tangent, static (a, b) => a * b).Sum(), 1e-12);
            Assert.NotEqual(0, normal.Sum(Math.Abs));
        }
        else
        {
            Assert.True((traits & ~VariableTraits.Positive) == 0 || traits.HasFlag(VariableTraits.Orthogonal));
        }
    }

    [Fact]
    public void Sizes_of_different_names_are_different_and_literals_are_kept()
    {
        var sampler = new PointSampler(Chain(Variable("A", M, N), Variable("B", N, Dimension.Of(3)), Variable("x", Dimension.Of(3))), Variable("C", K, Dimension.Of("p") * Dimension.Of("q")));
        Assert.Equal(["k", "m", "n", "p", "q"], sampler.Dimensions);
        for (var number = 0; number < 6; number++)
        {
            var sizes = sampler.Sizes(number);
            Assert.Equal(5, sizes.Values.Distinct().Count());
            Assert.Equal(3 * sizes["n"], sampler.Point(sizes, 0, new(1)).Values["B"].Length);
        }

        Assert.Equal([2, 3, 4, 5, 6], sampler.Dimensions.Select(name => sampler.Sizes(0)[name]));
    }

    [Fact]
    public void Sizes_reach_indices_that_are_numbers() => Assert.All(Enumerable.Range(0, 3), static number =>
    {
        var sizes = new PointSampler(Entry(Variable("X", M, N), "7", "1")).Sizes(number);
        Assert.True(sizes["m"] >= 7 && sizes["n"] != sizes["m"]);
    });

    [Fact]
    public void Large_tensors_have_small_sizes()
    {
        var large = Enumerable.Range(0, 12).Select(i => Dimension.Of($"d{i}")).Aggregate(static (a, b) => a * b);
        Assert.InRange(large.At(new PointSampler(Variable("x", large)).Sizes(0)), 1, 50_000);
    }

    [Fact]
    public void Every_strategy_is_tried() => Assert.Equal(
        (int)SamplingStrategy.Integers,
        Enumerable.Range(0, (int)SamplingStrategy.Integers).Select(attempt => new PointSampler(Variable("x", N)).Point(new Dictionary<string, int> { ["n"] = 3 }, attempt, new(1)).Values["x"][0]).Distinct().Count());

    private static VariableDomain Domain(VariableTraits traits) => new(new("X", SymbolicShape.Matrix(N, N), traits), new Dictionary<string, int> { ["n"] = Size });

    private static void AssertInDomain(double[] x, VariableTraits traits)
    {
        double At(int i, int j) => x[i + (j * Size)];
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                if ((traits & (VariableTraits.Symmetric | VariableTraits.PositiveDefinite | VariableTraits.Diagonal)) != 0)
                {
                    Assert.Equal(At(i, j), At(j, i), 1e-12);
                }

                if (traits.HasFlag(VariableTraits.Diagonal) && i != j)
                {
                    Assert.Equal(0, At(i, j));
                }

                if (traits.HasFlag(VariableTraits.Positive))
                {
                    Assert.True(At(i, j) > 0);
                }

                if (traits.HasFlag(VariableTraits.Orthogonal))
                {
                    Assert.Equal(i == j ? 1 : 0, Enumerable.Range(0, Size).Sum(k => At(k, i) * At(k, j)), 1e-12);
                }
            }
        }

        if (traits.HasFlag(VariableTraits.PositiveDefinite))
        {
            // Sylvester's criterion.
            Assert.All(Enumerable.Range(1, Size), n => Assert.True(ColumnMatrix.Determinant([.. from j in Enumerable.Range(0, n) from i in Enumerable.Range(0, n) select At(i, j)]) > 0));
        }
    }
}
