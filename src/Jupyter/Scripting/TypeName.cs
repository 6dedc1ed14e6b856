using System.Text;

namespace Adjoint.Jupyter.Scripting;

/// <summary>Writes run-time types as C# source.</summary>
internal static class TypeName
{
    /// <summary>The type as it can be written in a cell: itself if public, else its nearest public base class or, for a hidden sequence, the interface.</summary>
    public static string Visible(Type type)
    {
        if (IsVisible(type))
        {
            return Write(type);
        }

        for (var ancestor = type.BaseType; ancestor is not null && ancestor != typeof(object); ancestor = ancestor.BaseType)
        {
            if (IsVisible(ancestor))
            {
                return Write(ancestor);
            }
        }

        return type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>) && IsVisible(i)) is { } sequence
            ? Write(sequence)
            : "object";
    }

    private static bool IsVisible(Type type) => type.HasElementType
        ? IsVisible(type.GetElementType()!)
        : type.IsVisible && type.GetGenericArguments().All(IsVisible) && type.FullName?.Contains('<', StringComparison.Ordinal) != true;

    private static string Write(Type type)
    {
        if (type.IsArray)
        {
            // C# writes the outermost rank first: int[][,] is an array of two-dimensional arrays.
            var ranks = new StringBuilder();
            var element = type;
            for (; element.IsArray; element = element.GetElementType()!)
            {
                ranks.Append('[').Append(',', element.GetArrayRank() - 1).Append(']');
            }

            return Write(element) + ranks;
        }

        if (type.IsPointer || type.IsByRef)
        {
            return "object";
        }

        var arguments = new Queue<Type>(type.GetGenericArguments());
        var chain = new Stack<Type>();
        for (var t = type; t is not null; t = t.DeclaringType)
        {
            chain.Push(t);
        }

        // A type that a cell declared is nested in its submission class, which source cannot name.
        if (chain.Peek().FullName?.StartsWith("Submission#", StringComparison.Ordinal) == true)
        {
            chain.Pop();
        }

        var output = new StringBuilder(chain.Peek().DeclaringType is null && chain.Peek().Namespace is { } space ? $"global::{space}." : string.Empty);
        foreach (var t in chain)
        {
            var tick = t.Name.IndexOf('`', StringComparison.Ordinal);
            output.Append('@').Append(tick < 0 ? t.Name : t.Name[..tick]);
            if (tick >= 0)
            {
                var own = int.Parse(t.Name.AsSpan(tick + 1), System.Globalization.CultureInfo.InvariantCulture);
                output.Append('<').AppendJoin(", ", Enumerable.Range(0, own).Select(_ => Write(arguments.Dequeue()))).Append('>');
            }

            output.Append('.');
        }

        return output.ToString(0, output.Length - 1);
    }
}
