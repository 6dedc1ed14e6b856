using Adjoint.Algebra;
using Adjoint.Notation;
using Xunit;

namespace Adjoint.Tests.Algebra;

public sealed class FieldTests
{
    [Theory]
    [InlineData("Q")]
    [InlineData(" q ")]
    [InlineData("QQ")]
    [InlineData("ℚ")]
    public void Names_of_the_rationals_are_read(string name) => Assert.Equal(Rationals.Field, Field.Parse(name));

    [Theory]
    [InlineData("F_7")]
    [InlineData("F7")]
    [InlineData("f_7")]
    [InlineData("F_{7}")]
    [InlineData("GF(7)")]
    [InlineData("gf7")]
    [InlineData("𝔽_7")]
    [InlineData("𝔽₇")]
    [InlineData("Z/7")]
    public void Names_of_a_prime_field_are_read(string name) => Assert.Equal(new PrimeField(7), Field.Parse(name));

    [Theory]
    [InlineData("F_6", 2, "F_6 is no field that can be computed in here: 6 is divisible by 2; expected Q, or F_p with a prime p < 2³¹ such as F_7.")]
    [InlineData("GF(0)", 3, "GF(0) is no field that can be computed in here: 0 is no prime; expected Q, or F_p with a prime p < 2³¹ such as F_7.")]
    [InlineData("F_99999999999999999999", 2, "F_99999999999999999999 is no field that can be computed in here: the prime must be below 2³¹; expected Q, or F_p with a prime p < 2³¹ such as F_7.")]
    [InlineData("  x", 2, "x is no field known here; expected Q, or F_p with a prime p < 2³¹ such as F_7.")]
    [InlineData("F_", 0, "F_ is no field known here; expected Q, or F_p with a prime p < 2³¹ such as F_7.")]
    [InlineData("F_-7", 0, "F_-7 is no field known here; expected Q, or F_p with a prime p < 2³¹ such as F_7.")]
    [InlineData("", 0, "There is no name of a field; expected Q, or F_p with a prime p < 2³¹ such as F_7.")]
    public void Other_names_are_refused_with_the_reason(string name, int position, string message)
    {
        var error = Assert.Throws<NotationParseException>(() => Field.Parse(name));
        Assert.Equal(message, error.Message);
        Assert.Equal(position, error.Position);
    }

    [Fact]
    public void Visitor_gets_the_type_of_the_elements() => Assert.Equal("Residue", Field.Parse("F_7").Accept(new TypeName()));

    [Theory]
    [InlineData("Q", @"\mathbb{Q}")]
    [InlineData("F_7", @"\mathbb{F}_{7}")]
    public void Symbols_are_blackboard_letters(string name, string latex) => Assert.Equal(latex, Latex.Of(Field.Parse(name).Symbol));

    private sealed class TypeName : IFieldVisitor<string>
    {
        public string Visit<T>(IField<T> field) => typeof(T).Name;
    }
}
