namespace Adjoint.MatrixCalculus;

/// <summary>Equations between dimensions, solved as they come. Names that begin with <c>?</c> are unknown; an unknown is never 1, so that what is a matrix stays one.</summary>
internal sealed class DimensionUnifier
{
    private readonly Dictionary<string, Dimension> values = new(StringComparer.Ordinal);
    private int unknowns;

    /// <summary>A new unknown.</summary>
    public Dimension Fresh() => Dimension.Of($"?{unknowns++}");

    /// <summary>Whether a name is that of an unknown.</summary>
    public static bool IsUnknown(string name) => name[0] == '?';

    /// <summary>The dimension, as far as it is known.</summary>
    public Dimension Resolve(Dimension dimension) =>
        dimension.IsNumber ? dimension : dimension.Replace(n => IsUnknown(n) && values.TryGetValue(n, out var value) ? Resolve(value) : Dimension.Of(n));

    /// <summary>The shape, as far as it is known.</summary>
    public SymbolicShape Resolve(SymbolicShape shape) => SymbolicShape.Tensor([.. shape.Dimensions.Select(Resolve)]);

    /// <summary>Gives an unknown its value.</summary>
    public void Name(string unknown, Dimension value) => values[unknown] = value;

    /// <summary>Asks for a = b; false if that cannot be.</summary>
    public bool Equate(Dimension a, Dimension b)
    {
        (a, b) = (Resolve(a), Resolve(b));
        if (a.Equals(b))
        {
            return true;
        }

        // m·? = m·n asks for ? = n.
        foreach (var name in a.Names.Intersect(b.Names).ToArray())
        {
            (a, b) = (Dimension.Quotient(a, Dimension.Of(name))!, Dimension.Quotient(b, Dimension.Of(name))!);
        }

        var common = Math.Max(1, (int)System.Numerics.BigInteger.GreatestCommonDivisor(a.Factor, b.Factor));
        (a, b) = (Dimension.Quotient(a, Dimension.Of(common))!, Dimension.Quotient(b, Dimension.Of(common))!);
        return Bind(a, b) || Bind(b, a) || BindInOrder(a, b) || BindInOrder(b, a);
    }

    // ?₁·?₂ = m·n has more than one solution; the one in order is taken.
    private bool BindInOrder(Dimension unknown, Dimension value)
    {
        if (unknown.Factor != 1 || value.Factor != 1 || unknown.Names.Count != value.Names.Count || !unknown.Names.All(IsUnknown))
        {
            return false;
        }

        var pairs = unknown.Names.Zip(value.Names).Distinct().ToArray();
        if (pairs.DistinctBy(p => p.First).Count() < pairs.Length)
        {
            return false;
        }

        foreach (var (name, known) in pairs)
        {
            values[name] = Dimension.Of(known);
        }

        return true;
    }

    /// <summary>Asks for two shapes to be one.</summary>
    public bool Equate(SymbolicShape a, SymbolicShape b)
    {
        if (a.Dimensions.Count != b.Dimensions.Count)
        {
            return false;
        }

        for (var i = 0; i < a.Dimensions.Count; i++)
        {
            if (!Equate(a.Dimensions[i], b.Dimensions[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool Bind(Dimension unknown, Dimension value)
    {
        if (unknown.Factor != 1 || unknown.Names.Count != 1 || !IsUnknown(unknown.Names[0]) || value.IsOne || value.Names.Contains(unknown.Names[0]))
        {
            return false;
        }

        values[unknown.Names[0]] = value;
        return true;
    }
}
