using System.Globalization;

namespace Adjoint.MatrixCalculus;

/// <summary>Gives names to unknown dimensions: m, n, k, p, q, r, then n1, n2, …</summary>
internal sealed class DimensionNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> taken = new(taken, StringComparer.Ordinal);
    private readonly Dictionary<string, Dimension> given = new(StringComparer.Ordinal);

    /// <summary>The dimension of a name: itself, or the name given to an unknown.</summary>
    public Dimension Of(string name)
    {
        if (!DimensionUnifier.IsUnknown(name))
        {
            return Dimension.Of(name);
        }

        if (!given.TryGetValue(name, out var dimension))
        {
            given[name] = dimension = Dimension.Of(Next());
        }

        return dimension;
    }

    /// <summary>A shape in words of a message.</summary>
    public static string Show(SymbolicShape shape, IEnumerable<string> taken) => Show(shape, new DimensionNames(taken));

    /// <summary>Two shapes in one message.</summary>
    public static (string First, string Second) Show(SymbolicShape first, SymbolicShape second, IEnumerable<string> taken)
    {
        var names = new DimensionNames(taken);
        return (Show(first, names), Show(second, names));
    }

    private static string Show(SymbolicShape shape, DimensionNames names) =>
        shape.IsScalar ? "a scalar" : shape.Replace(names.Of).ToString();

    private string Next()
    {
        foreach (var letter in "mnkpqr")
        {
            if (taken.Add(letter.ToString()))
            {
                return letter.ToString();
            }
        }

        for (var i = 1; ; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"n{i}");
            if (taken.Add(name))
            {
                return name;
            }
        }
    }
}
