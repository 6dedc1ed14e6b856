using System.Collections;
using System.Globalization;

namespace Adjoint.Exercises;

/// <summary>Inputs and values of functions as text, and their equality.</summary>
internal static class ValueText
{
    private const int MostItems = 20;
    private const int MostCharacters = 200;

    /// <summary>Numbers in the invariant culture, text in quotes, lists in brackets.</summary>
    public static string Of(object? value)
    {
        var text = value switch
        {
            null => "null",
            string s => $"\"{s}\"",
            bool b => b ? "true" : "false",
            IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
            IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Take(MostItems + 1).Select((x, i) => i < MostItems ? Of(x) : "…"))}]",
            _ => value.ToString() ?? string.Empty,
        };
        return text.Length <= MostCharacters ? text : $"{text[..(MostCharacters - 1)]}…";
    }

    /// <summary>Equality of values, and of sequences element by element.</summary>
    public static bool Equal(object? a, object? b) => a is IEnumerable x and not string && b is IEnumerable y and not string && !a.Equals(b)
        ? x.Cast<object?>().SequenceEqual(y.Cast<object?>(), Comparer.Instance)
        : Equals(a, b);

    private sealed class Comparer : IEqualityComparer<object?>
    {
        public static Comparer Instance { get; } = new();

        public new bool Equals(object? x, object? y) => Equal(x, y);

        public int GetHashCode(object? obj) => 0;
    }
}
