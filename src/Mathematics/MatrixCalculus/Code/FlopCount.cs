using System.Globalization;

namespace Adjoint.MatrixCalculus;

/// <summary>A number of floating-point operations, as a polynomial in the dimensions.</summary>
internal sealed class FlopCount
{
    private readonly Dictionary<Dimension, double> terms = [];

    /// <summary>Adds count·d₁·d₂·….</summary>
    public void Add(double count, params ReadOnlySpan<Dimension> dimensions)
    {
        var product = Dimension.One;
        foreach (var dimension in dimensions)
        {
            product *= dimension;
        }

        var monomial = Dimension.Quotient(product, Dimension.Of(product.Factor))!;
        terms[monomial] = terms.GetValueOrDefault(monomial) + (count * product.Factor);
    }

    /// <summary>The value for all names equal to a number.</summary>
    public double At(double size) => terms.Sum(t => t.Value * Math.Pow(size, t.Key.Names.Count));

    /// <summary><c>2*m*n^2 + 3*n</c>, highest degree first.</summary>
    public override string ToString() => terms.Count == 0 ? "0" : string.Join(
        " + ",
        terms.OrderByDescending(t => t.Key.Names.Count).ThenBy(t => t.Key.ToString(), StringComparer.Ordinal).Select(t => string.Join('*', (IEnumerable<string>)[
            .. t.Value == 1 && t.Key.Names.Count > 0 ? Array.Empty<string>() : [t.Value.ToString("0.##", CultureInfo.InvariantCulture)],
            .. t.Key.Names.GroupBy(n => n).Select(g => g.Count() == 1 ? g.Key : $"{g.Key}^{g.Count().ToString(CultureInfo.InvariantCulture)}")])));
}
