using System.Globalization;
using System.Numerics;
using Adjoint.Notation;

namespace Adjoint.Algebra;

/// <summary>The prime field 𝔽ₚ = ℤ/pℤ.</summary>
public sealed class PrimeField : IField<Residue>, IEquatable<PrimeField>
{
    /// <summary>𝔽ₚ for a prime p &lt; 2³¹.</summary>
    /// <exception cref="ArgumentException"><paramref name="p"/> is not prime; the message gives its smallest factor.</exception>
    public PrimeField(int p) => P = p < 2
        ? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"𝔽ₚ needs a prime p, and {p} is none."), nameof(p))
        : Primes.SmallestFactor((uint)p) is var q && q == p
            ? p
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"𝔽ₚ needs a prime p, and {p} is divisible by {q}."), nameof(p));

    /// <summary>The characteristic p, which is also the number of elements.</summary>
    public int P { get; }

    /// <inheritdoc/>
    public Residue Zero => new(0, P);

    /// <inheritdoc/>
    public Residue One => new(1, P);

    /// <inheritdoc/>
    public Node Symbol => Node.Subscript(Node.Identifier("𝔽"), Node.Number(P, NotationOptions.Default));

    /// <inheritdoc/>
    public BigInteger Characteristic => P;

    /// <inheritdoc/>
    public string ElementName => $"element of {this}";

    /// <inheritdoc/>
    public string ElementSyntax => string.Create(CultureInfo.InvariantCulture, $"an integer, or a fraction whose denominator {P} does not divide");

    /// <summary>The class of <paramref name="n"/> modulo p.</summary>
    public Residue this[long n] => new((int)(n % P is var r && r < 0 ? r + P : n % P), P);

    /// <inheritdoc/>
    public Residue Add(Residue a, Residue b) => this.Own(a) + b;

    /// <inheritdoc/>
    public Residue Negate(Residue a) => -this.Own(a);

    /// <inheritdoc/>
    public Residue Multiply(Residue a, Residue b) => this.Own(a) * b;

    /// <inheritdoc/>
    public Residue Invert(Residue a) => this.Own(a).Invert();

    /// <inheritdoc/>
    public Residue FromInteger(BigInteger n) => this[(long)(n % P)];

    /// <summary>The class of n/d, n·d⁻¹.</summary>
    /// <exception cref="NotInvertibleException">p divides the denominator.</exception>
    public Residue FromRational(Rational a) => FromInteger(a.Numerator) / FromInteger(a.Denominator);

    /// <inheritdoc/>
    public bool Contains(Residue a) => a.Modulus == P;

    /// <summary>Reads an integer, a fraction or a decimal as <see cref="FromRational"/>; false also if p divides the denominator.</summary>
    public bool TryParse(ReadOnlySpan<char> text, out Residue a)
    {
        a = Zero;
        if (!Rational.TryParse(text, out var rational) || FromInteger(rational.Denominator) == Zero)
        {
            return false;
        }

        a = FromRational(rational);
        return true;
    }

    /// <summary>The representative 0 ≤ r &lt; p.</summary>
    public string Format(Residue a) => a.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The representative 0 ≤ r &lt; p.</summary>
    public Node Describe(Residue a, NotationOptions options) => Node.Number(a.Value, options);

    /// <summary>The field's <see cref="Symbol"/>.</summary>
    public Node Describe(NotationOptions options) => Symbol;

    /// <inheritdoc/>
    public TResult Accept<TResult>(IFieldVisitor<TResult> visitor) => visitor.Visit(this);

    /// <summary>Whether both have the same p.</summary>
    public bool Equals(PrimeField? other) => other is not null && other.P == P;

    /// <inheritdoc/>
    public bool Equals(IField? other) => Equals(other as PrimeField);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PrimeField);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(typeof(PrimeField), P);

    /// <summary>Writes the field, for example 𝔽₇ as <c>F_7</c>, which <see cref="Field.Parse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"F_{P}");
}
