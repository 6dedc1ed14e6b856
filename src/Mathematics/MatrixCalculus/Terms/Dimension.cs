using System.Collections.Immutable;
using System.Globalization;

namespace Adjoint.MatrixCalculus;

/// <summary>A number of rows or columns: a number, a name, or a product such as m·n, which vec and kron make.</summary>
public sealed class Dimension : IEquatable<Dimension>
{
    private readonly ImmutableArray<string> names;

    private Dimension(int factor, ImmutableArray<string> names) => (Factor, this.names) = (factor, names);

    /// <summary>1.</summary>
    public static Dimension One { get; } = new(1, []);

    /// <summary>The number in front of the names.</summary>
    public int Factor { get; }

    /// <summary>The names that are multiplied, in alphabetical order, each as often as it occurs.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Whether this is 1.</summary>
    public bool IsOne => Factor == 1 && names.Length == 0;

    /// <summary>Whether this is a number.</summary>
    public bool IsNumber => names.Length == 0;

    /// <summary>A number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public static Dimension Of(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        return number == 1 ? One : new(number, []);
    }

    /// <summary>A name: n.</summary>
    public static Dimension Of(string name) => new(1, [name]);

    /// <summary>a·b.</summary>
    /// <exception cref="OverflowException">The numbers multiply to 2³¹ or more.</exception>
    public static Dimension operator *(Dimension a, Dimension b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return a.IsOne ? b : b.IsOne ? a : new(checked(a.Factor * b.Factor), [.. a.names.Concat(b.names).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The dimension c with a = b·c; null if there is none.</summary>
    internal static Dimension? Quotient(Dimension a, Dimension b)
    {
        if (a.Factor % b.Factor != 0)
        {
            return null;
        }

        var rest = a.names.ToList();
        return b.names.All(rest.Remove) ? new(a.Factor / b.Factor, [.. rest]) : null;
    }

    /// <summary>The number, where each name has the value given.</summary>
    internal int At(IReadOnlyDictionary<string, int> sizes)
    {
        var product = Factor;
        foreach (var name in names)
        {
            product = checked(product * sizes[name]);
        }

        return product;
    }

    /// <summary>With each name replaced.</summary>
    internal Dimension Replace(Func<string, Dimension> value) =>
        names.Length == 0 ? this : names.Aggregate(Of(Factor), (product, name) => product * value(name));

    /// <inheritdoc/>
    public bool Equals(Dimension? other) =>
        ReferenceEquals(this, other) || (other is not null && Factor == other.Factor && names.AsSpan().SequenceEqual(other.names.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Dimension);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = Factor;
        foreach (var name in names)
        {
            hash = HashCode.Combine(hash, name.GetHashCode(StringComparison.Ordinal));
        }

        return hash;
    }

    /// <summary>In the grammar of expressions: <c>2*m*n</c>.</summary>
    public override string ToString() => names.Length == 0
        ? Factor.ToString(CultureInfo.InvariantCulture)
        : string.Join('*', Factor == 1 ? names : [Factor.ToString(CultureInfo.InvariantCulture), .. names]);
}
