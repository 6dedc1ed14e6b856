using Adjoint.Notation;

namespace Adjoint.Formatters;

/// <summary>The notation of a value, or what else its representations have in common, while one bundle of it is written: it is made once for all MIME types.</summary>
internal sealed class SharedNotation
{
    private static readonly AsyncLocal<SharedNotation?> Ambient = new();

    private const int MostShared = 64;

    private readonly Dictionary<object, object> shared = new(ReferenceEqualityComparer.Instance);
    private object? described;
    private Type? type;
    private Node? node;

    /// <summary>That of the bundle being written; null outside one. Values change between bundles, so each begins anew.</summary>
    public static SharedNotation? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>The notation of a value as one of a type, described at the first call.</summary>
    public Node Of(object value, Type describedAs, Func<Node> describe)
    {
        if (node is null || !ReferenceEquals(value, described) || describedAs != type)
        {
            node = describe();
            (described, type) = (value, describedAs);
        }

        return node;
    }

    /// <summary>What <paramref name="make"/> makes of a value, made once in the bundle being written; of the first 64 values within one.</summary>
    public static T Once<T>(object value, Func<T> make) where T : class
    {
        if (Current is not { } current)
        {
            return make();
        }

        if (current.shared.TryGetValue(value, out var found) && found is T made)
        {
            return made;
        }

        made = make();
        if (current.shared.Count < MostShared)
        {
            current.shared[value] = made;
        }

        return made;
    }
}
