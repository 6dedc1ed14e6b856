using Adjoint.Algebra;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Algebra;

public sealed class PrimeFieldTests
{
    private static readonly PrimeField F101 = new(101);

    [Fact]
    public void Element_of_another_field_is_refused()
    {
        var error = Assert.Throws<ForeignElementException>(() => F101.Add(F101.One, new PrimeField(7).One));
        Assert.Equal("1 mod 7 is no element of F_101.", error.Message);
    }

    [Fact]
    public void Default_residue_belongs_to_no_field()
    {
        Assert.Throws<ForeignElementException>(() => F101.Negate(default));
        Assert.Throws<ForeignElementException>(() => F101.One + default(Residue));
        Assert.Throws<ForeignElementException>(() => default(Residue) + default(Residue));
    }

    [Theory]
    [InlineData(91, "𝔽ₚ needs a prime p, and 91 is divisible by 7.")]
    [InlineData(2147483646, "𝔽ₚ needs a prime p, and 2147483646 is divisible by 2.")]
    [InlineData(2147117569, "𝔽ₚ needs a prime p, and 2147117569 is divisible by 46337.")]
    [InlineData(1, "𝔽ₚ needs a prime p, and 1 is none.")]
    [InlineData(-7, "𝔽ₚ needs a prime p, and -7 is none.")]
    public void Composite_modulus_is_refused_with_its_smallest_factor(int p, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new PrimeField(p)).Message, StringComparison.Ordinal);

    [Fact]
    public void Primality_agrees_with_trial_division() => Gen.UInt[0, 2_000_000].Sample(n => Primes.IsPrime(n) == IsPrimeByDivision(n), iter: 2000);

    [Fact]
    public void Primes_below_a_bound_are_listed_without_gaps()
    {
        var listed = new List<uint>();
        for (var p = Primes.Below(1000); p > 2; p = Primes.Below(p))
        {
            listed.Add(p);
        }

        Assert.Equal(Enumerable.Range(3, 997).Select(n => (uint)n).Where(IsPrimeByDivision).Reverse(), listed);
    }

    [Fact]
    public void Residues_of_negative_numbers_are_not_negative() => Gen.Long.Sample(n => F101[n].Value is >= 0 and < 101 && ((Int128)n - F101[n].Value) % 101 == 0);

    [Fact]
    public void Fractions_are_read_as_quotients() => Assert.Equal(F101[51], F101.Parse("1/2"));

    [Fact]
    public void Fraction_whose_denominator_p_divides_is_refused() => Assert.False(F101.TryParse("1/202", out _));

    private static bool IsPrimeByDivision(uint n)
    {
        for (var d = 2u; d * d <= n; d++)
        {
            if (n % d == 0)
            {
                return false;
            }
        }

        return n >= 2;
    }
}
