using System.Numerics;
using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.LinearAlgebra;

/// <summary>The modular algorithms against elimination over ℤ, which shares no code with them.</summary>
public sealed class RationalArithmeticTests
{
    // The first primes that the algorithms use: entries that they divide make pivots vanish modulo them, so that primes are left out or all starts anew.
    private static readonly long First = Primes.Below(1u << 31);

    private static readonly long Second = Primes.Below((uint)First);

    private static readonly Gen<Rational> Factor = Gen.OneOf(
        Gen.Const<Rational>(0), Gen.Const<Rational>(1), Gen.Const<Rational>(First), Gen.Const<Rational>(-Second), Gen.Const<Rational>(First * Second));

    private static readonly Gen<Rational> Unlucky = Gen.Select(Factor, Factor, Gen.Int[-2, 2]).Select((a, b, k) => (k * a) + b);

    private static readonly Gen<ExactMatrix<Rational>> Any = Gen.OneOf(
        Generators.Matrix(Rationals.Field, Unlucky, 6),
        Generators.Matrix(Rationals.Field, Generators.AnyRational, 6),
        Generators.Matrix(Rationals.Field, Generators.SmallRational, 14));

    [Fact]
    public void Modular_echelon_form_is_the_fraction_free_one() => Any.Sample(a =>
    {
        var (reduced, pivots) = RationalArithmetic.RowReduceModular(Integral(a));
        var (expected, expectedPivots) = RationalArithmetic.RowReduceFractionFree(Integral(a));
        Assert.Equal(expectedPivots, pivots);
        Assert.Equal(expected, reduced);
    }, iter: 400);

    [Fact]
    public void Modular_rank_is_the_fraction_free_one() => Any.Sample(a =>
        RationalArithmetic.RankModular(Integral(a)) == RationalArithmetic.RowReduceFractionFree(Integral(a)).Pivots.Length, iter: 400);

    [Fact]
    public void Modular_determinant_is_the_fraction_free_one() => Any.Sample(a =>
    {
        var n = Math.Min(a.Shape.Rows, a.Shape.Columns);
        var z = Integral(a[..n, ..n]);
        Assert.Equal(RationalArithmetic.DeterminantFractionFree(z), RationalArithmetic.DeterminantModular(z));
    }, iter: 400);

    [Fact]
    public void Minors_stay_below_their_bound() => Any.Sample(a =>
    {
        var n = Math.Min(a.Shape.Rows, a.Shape.Columns);
        var z = Integral(a[..n, ..n]);
        return BigInteger.Abs(RationalArithmetic.DeterminantFractionFree(z)) < BigInteger.One << (int)z.MinorBits(n);
    });

    [Fact]
    public void Product_through_residues_is_the_sum_of_products() => Gen.Select(
        Generators.Dense(Rationals.Field, Generators.AnyRational, 11, 12), Generators.Dense(Rationals.Field, Generators.AnyRational, 12, 10)).Sample((a, b) =>
        a * b == ExactMatrix.Build(11, 10, (i, j) => Enumerable.Range(0, 12).Aggregate(Rational.Zero, (sum, k) => sum + (a[i, k] * b[k, j]))), iter: 20);

    [Fact]
    public void Integers_come_back_from_their_residues() => Gen.Select(Generators.Integer.Array[1, 5], Gen.Int[8, 20]).Sample((integers, count) =>
    {
        var crt = new ChineseRemainder();
        for (var (p, k) = (Primes.Below(1u << 31), 0); k < count; p = Primes.Below(p), k++)
        {
            crt.Add(p, Array.ConvertAll(integers, x => (ulong)(((x % p) + p) % p)));
        }

        Assert.Equal(integers, crt.Reconstruct());
    });

    [Fact]
    public void Extreme_integers_come_back_from_their_residues()
    {
        var crt = new ChineseRemainder();
        uint[] primes = [2147483647, 2147483629, 2147483587];
        var half = primes.Aggregate(BigInteger.One, (product, p) => product * p) / 2;
        BigInteger[] integers = [0, 1, -1, half, -half, half - 1, 1 - half];
        foreach (var p in primes)
        {
            crt.Add(p, Array.ConvertAll(integers, x => (ulong)(((x % p) + p) % p)));
        }

        Assert.Equal(integers, crt.Reconstruct());
    }

    // The inverse of the Hilbert matrix has integer entries with a closed form (Choi, Tricks or treats with the Hilbert matrix, 1983).
    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public void Inverse_of_the_Hilbert_matrix_is_the_published_one(int n)
    {
        var hilbert = ExactMatrix.Build(n, n, (i, j) => new Rational(1, i + j + 1));
        Assert.Equal(
            ExactMatrix.Build(n, n, (i, j) => ((i + j) % 2 == 0 ? 1 : -1) * (i + j + 1) * Choose(n + i, n - j - 1) * Choose(n + j, n - i - 1) * Choose(i + j, i) * Choose(i + j, i)),
            hilbert.Inverse());
    }

    [Fact]
    public void Very_long_entries_are_eliminated_over_the_integers()
    {
        var huge = BigInteger.Pow(7, 60_000);
        var a = ExactMatrix.Build(5, 5, (i, j) => i == j ? huge + i : j);
        Assert.Equal(ExactMatrix.Identity(5), a * a.Inverse());
    }

    [Fact]
    public void Interrupted_elimination_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var a = ExactMatrix.Build(20, 20, (i, j) => (i * j) + (i == j ? 1 : 0));
        Cancellation.Current = source.Token;
        try
        {
            Assert.Throws<OperationCanceledException>(() => a.Inverse());
            Assert.Throws<OperationCanceledException>(() => a.Determinant());
            Assert.Throws<OperationCanceledException>(() => a.Rank());
            Assert.Throws<OperationCanceledException>(() => a * a);
            Assert.Throws<OperationCanceledException>(() => a.RowReduceStepwise());
            Assert.Throws<OperationCanceledException>(() => ExactMatrix.Identity(new PrimeField(7), 20).Inverse());
        }
        finally
        {
            Cancellation.Current = CancellationToken.None;
        }
    }

    private static BigInteger Choose(int n, int k)
    {
        var product = BigInteger.One;
        for (var i = 1; i <= k; i++)
        {
            product = product * (n - k + i) / i;
        }

        return product;
    }

    private static IntegerMatrix Integral(ExactMatrix<Rational> a) => new(a.Entries, a.Shape.Rows, a.Shape.Columns);
}
