using System.Globalization;
using Adjoint.Notation;

namespace Adjoint.Algebra;

/// <summary>A residue class modulo p, by its representative 0 ≤ r &lt; p. Only a <see cref="PrimeField"/> makes one.</summary>
public readonly record struct Residue : IHasNotation
{
    internal Residue(int value, int modulus) => (Value, Modulus) = (value, modulus);

    /// <summary>r.</summary>
    public int Value { get; }

    /// <summary>p; 0 in <c>default</c>, which belongs to no field.</summary>
    public int Modulus { get; }

    /// <summary>a + b.</summary>
    /// <exception cref="ForeignElementException">The moduli differ.</exception>
    public static Residue operator +(Residue a, Residue b)
    {
        var sum = (uint)a.Value + (uint)Same(a, b).Value;
        return new((int)(sum >= a.Modulus ? sum - (uint)a.Modulus : sum), a.Modulus);
    }

    /// <summary>a − b.</summary>
    /// <exception cref="ForeignElementException">The moduli differ.</exception>
    public static Residue operator -(Residue a, Residue b)
    {
        var difference = a.Value - Same(a, b).Value;
        return new(difference < 0 ? difference + a.Modulus : difference, a.Modulus);
    }

    /// <summary>−a.</summary>
    public static Residue operator -(Residue a) => new(a.Value == 0 ? 0 : a.Modulus - a.Value, a.Modulus);

    /// <summary>a·b.</summary>
    /// <exception cref="ForeignElementException">The moduli differ.</exception>
    public static Residue operator *(Residue a, Residue b) => new((int)((long)a.Value * Same(a, b).Value % a.Modulus), a.Modulus);

    /// <summary>a·b⁻¹.</summary>
    /// <exception cref="ForeignElementException">The moduli differ.</exception>
    /// <exception cref="NotInvertibleException">b = 0.</exception>
    public static Residue operator /(Residue a, Residue b) => a * Same(a, b).Invert();

    /// <summary>Writes the class, for example <c>3 mod 7</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value} mod {Modulus}");

    /// <summary>r mod p. Inside a matrix, where the field is known, <see cref="PrimeField.Describe(Residue, NotationOptions)"/> writes r alone.</summary>
    public Node Describe(NotationOptions options) => Node.Row(Node.Number(Value, options), Node.Text(" mod "), Node.Number(Modulus, options));

    // Extended Euclid keeps r = s·a (mod p); it stops at r = gcd(a, p) = 1.
    internal Residue Invert()
    {
        var (r, rNext) = ((long)Modulus, (long)Value);
        var (s, sNext) = (0L, 1L);
        while (rNext != 0)
        {
            var q = r / rNext;
            (r, rNext) = (rNext, r - (q * rNext));
            (s, sNext) = (sNext, s - (q * sNext));
        }

        return r == 1
            ? new((int)(s < 0 ? s + Modulus : s), Modulus)
            : throw new NotInvertibleException(ToString(), string.Create(CultureInfo.InvariantCulture, $"F_{Modulus}"));
    }

    // A default residue has modulus 0 and belongs to no field, so it is refused too.
    private static Residue Same(Residue a, Residue b) => a.Modulus == b.Modulus && a.Modulus != 0
        ? b
        : throw new ForeignElementException((a.Modulus == 0 ? a : b).ToString(), string.Create(CultureInfo.InvariantCulture, $"F_{(a.Modulus == 0 ? b : a).Modulus}"));
}
