using Adjoint.Notation;

namespace Adjoint.Formatters;

/// <summary>The notation of a value while one bundle of it is written: it is described once for all MIME types.</summary>
internal sealed class SharedNotation
{
    private static readonly AsyncLocal<SharedNotation?> Ambient = new();

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
}
