using System.Numerics;
using Adjoint.Algebra;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Algebra;

/// <summary>The field axioms and what every field promises beside them. A new field inherits this class and gives a generator; it writes no test of its own.</summary>
public abstract class FieldLaws<T>(IField<T> field, Gen<T> element)
    where T : IEquatable<T>
{
    private readonly Gen<(T A, T B, T C)> triple = Gen.Select(element, element, element);

    [Fact]
    public void Addition_is_associative() => triple.Sample(t =>
        field.Add(field.Add(t.A, t.B), t.C).Equals(field.Add(t.A, field.Add(t.B, t.C))));

    [Fact]
    public void Addition_is_commutative() => triple.Sample(t => field.Add(t.A, t.B).Equals(field.Add(t.B, t.A)));

    [Fact]
    public void Zero_is_neutral_for_addition() => element.Sample(a => field.Add(field.Zero, a).Equals(a));

    [Fact]
    public void Every_element_has_a_negative() => element.Sample(a => field.Add(a, field.Negate(a)).Equals(field.Zero));

    [Fact]
    public void Multiplication_is_associative() => triple.Sample(t =>
        field.Multiply(field.Multiply(t.A, t.B), t.C).Equals(field.Multiply(t.A, field.Multiply(t.B, t.C))));

    [Fact]
    public void Multiplication_is_commutative() => triple.Sample(t => field.Multiply(t.A, t.B).Equals(field.Multiply(t.B, t.A)));

    [Fact]
    public void One_is_neutral_for_multiplication() => element.Sample(a => field.Multiply(field.One, a).Equals(a));

    [Fact]
    public void One_is_not_zero() => Assert.NotEqual(field.Zero, field.One);

    [Fact]
    public void Multiplication_distributes_over_addition() => triple.Sample(t =>
        field.Multiply(t.A, field.Add(t.B, t.C))
            .Equals(field.Add(field.Multiply(t.A, t.B), field.Multiply(t.A, t.C))));

    [Fact]
    public void Every_nonzero_element_has_an_inverse() => element
        .Where(a => !a.Equals(field.Zero))
        .Sample(a => field.Multiply(a, field.Invert(a)).Equals(field.One));

    [Fact]
    public void Zero_has_no_inverse() => Assert.Throws<NotInvertibleException>(() => field.Invert(field.Zero));

    [Fact]
    public void Division_undoes_multiplication() => triple.Where(t => !t.B.Equals(field.Zero)).Sample(t =>
        field.Divide(field.Multiply(t.A, t.B), t.B).Equals(t.A) && field.Subtract(field.Add(t.A, t.B), t.B).Equals(t.A));

    [Fact]
    public void Equal_elements_have_equal_hashes() => triple.Where(t => !t.B.Equals(field.Zero)).Sample(t =>
        field.Divide(field.Multiply(t.A, t.B), t.B).GetHashCode() == t.A.GetHashCode());

    [Fact]
    public void Integers_map_homomorphically() => Gen.Select(Gen.Long, Gen.Long).Sample((n, m) =>
        field.FromInteger((BigInteger)n + m).Equals(field.Add(field.FromInteger(n), field.FromInteger(m)))
        && field.FromInteger((BigInteger)n * m).Equals(field.Multiply(field.FromInteger(n), field.FromInteger(m)))
        && field.FromInteger(1).Equals(field.One));

    [Fact]
    public void Characteristic_times_one_is_zero() => Assert.Equal(field.Zero, field.FromInteger(field.Characteristic));

    [Fact]
    public void Powers_multiply() => Gen.Select(element, Gen.Int[-6, 6], Gen.Int[-6, 6]).Where((a, _, _) => !a.Equals(field.Zero)).Sample((a, n, m) =>
        field.Power(a, n + m).Equals(field.Multiply(field.Power(a, n), field.Power(a, m))));

    [Fact]
    public void What_is_formatted_parses_back() => element.Sample(a => field.TryParse(field.Format(a), out var b) && a.Equals(b));

    [Fact]
    public void Name_of_the_field_parses_back() => Assert.Equal(field, Field.Parse(field.ToString()!));

    [Fact]
    public void Own_elements_belong_to_the_field() => element.Sample(field.Contains);
}

public sealed class RationalsLaws() : FieldLaws<Rational>(Rationals.Field, Generators.AnyRational);

public sealed class F2Laws() : FieldLaws<Residue>(new PrimeField(2), Generators.Residue(2));

public sealed class F101Laws() : FieldLaws<Residue>(new PrimeField(101), Generators.Residue(101));

public sealed class LargestPrimeFieldLaws() : FieldLaws<Residue>(new PrimeField(int.MaxValue), Generators.Residue(int.MaxValue));
