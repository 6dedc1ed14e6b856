using System.Numerics;
using Adjoint.Notation;

namespace Adjoint.Algebra;

/// <summary>The field ℚ.</summary>
public sealed class Rationals : IField<Rational>
{
    private Rationals()
    {
    }

    /// <summary>ℚ; there is one.</summary>
    public static Rationals Field { get; } = new();

    /// <inheritdoc/>
    public Rational Zero => Rational.Zero;

    /// <inheritdoc/>
    public Rational One => Rational.One;

    /// <inheritdoc/>
    public Node Symbol => Node.Identifier("ℚ");

    /// <inheritdoc/>
    public BigInteger Characteristic => 0;

    /// <inheritdoc/>
    public string ElementName => "rational number";

    /// <inheritdoc/>
    public string ElementSyntax => Rational.Syntax;

    /// <inheritdoc/>
    public Rational Add(Rational a, Rational b) => a + b;

    /// <inheritdoc/>
    public Rational Negate(Rational a) => -a;

    /// <inheritdoc/>
    public Rational Multiply(Rational a, Rational b) => a * b;

    /// <inheritdoc/>
    public Rational Invert(Rational a) => a.Invert();

    /// <inheritdoc/>
    public Rational FromInteger(BigInteger n) => n;

    /// <inheritdoc/>
    public bool Contains(Rational a) => true;

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<char> text, out Rational a) => Rational.TryParse(text, out a);

    /// <inheritdoc/>
    public string Format(Rational a) => a.ToString();

    /// <inheritdoc/>
    public Node Describe(Rational a, NotationOptions options) => a.Describe(options);

    /// <summary>The field's <see cref="Symbol"/>.</summary>
    public Node Describe(NotationOptions options) => Symbol;

    /// <inheritdoc/>
    public TResult Accept<TResult>(IFieldVisitor<TResult> visitor) => visitor.Visit(this);

    /// <inheritdoc/>
    public bool Equals(IField? other) => other is Rationals;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rationals;

    /// <inheritdoc/>
    public override int GetHashCode() => typeof(Rationals).GetHashCode();

    /// <summary><c>Q</c>, which <see cref="Algebra.Field.Parse"/> reads.</summary>
    public override string ToString() => "Q";
}
