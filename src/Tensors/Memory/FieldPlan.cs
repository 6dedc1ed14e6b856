using System.Numerics;
using System.Reflection;
using TorchSharp;

namespace Adjoint.Tensors.Memory;

/// <summary>Which fields of a type can lead to a tensor. Found once per type and walk or ledger.</summary>
internal sealed class FieldPlan
{
    private static readonly string[] Closed =
    [
        "Adjoint.Jupyter", "Adjoint.Extension", "Adjoint.Formatters", "Adjoint.Cli", "Adjoint.Mathematics", "MathNet.Numerics", "Microsoft.", "NetMQ", "AsyncIO", "SkiaSharp", "XPlot.", "FSharp.", "Newtonsoft.", "Google.", "xunit.",
    ];

    private readonly Dictionary<Type, FieldInfo[]> fields = [];
    private readonly Dictionary<Type, bool> leads = [];

    /// <summary>The instance fields of the type and its ancestors that can lead to a tensor.</summary>
    public FieldInfo[] Fields(Type type)
    {
        if (fields.TryGetValue(type, out var known))
        {
            return known;
        }

        var found = new List<FieldInfo>();
        for (var t = type; t is not null && t != typeof(object) && t != typeof(torch.nn.Module); t = t.BaseType)
        {
            found.AddRange(t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(f => Leads(f.FieldType)));
        }

        return fields[type] = [.. found];
    }

    /// <summary>Whether a value declared as of this type can be or lead to a tensor.</summary>
    public bool Leads(Type type)
    {
        if (leads.TryGetValue(type, out var known))
        {
            return known;
        }

        // While its own fields are looked at, a type is taken to lead to tensors: one field too many costs less than one too few.
        leads[type] = true;
        return leads[type] = Decide(type);
    }

    private bool Decide(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || type.IsPointer || type.IsByRef || type.IsByRefLike || type == typeof(string) || type == typeof(decimal)
            || type == typeof(BigInteger) || type == typeof(Complex) || type == typeof(Guid) || typeof(MemberInfo).IsAssignableFrom(type) || typeof(Assembly).IsAssignableFrom(type)
            || type == typeof(Thread) || typeof(Stream).IsAssignableFrom(type) || type == typeof(nint) || type == typeof(nuint))
        {
            return false;
        }

        if (type.IsArray)
        {
            return Leads(type.GetElementType()!);
        }

        if (typeof(torch.Tensor).IsAssignableFrom(type) || typeof(Delegate).IsAssignableFrom(type))
        {
            return true;
        }

        if (IsClosed(type))
        {
            return false;
        }

        // What a reference of an open type holds is known only when it is there.
        return !type.IsSealed || type.IsInterface || Fields(type).Length > 0;
    }

    private static bool IsClosed(Type type) => !type.IsGenericType && type.Assembly.GetName().Name is { } name && Array.Exists(Closed, c => name.StartsWith(c, StringComparison.Ordinal));
}
