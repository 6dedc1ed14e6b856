using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Adjoint.Extension;
using TorchSharp;

namespace Adjoint.Tensors.Memory;

/// <summary>A walk, nearest first, from the variables of a notebook through arrays, lists, dictionaries, tuples, closures, modules, optimizers and the fields of all other objects.</summary>
/// <remarks>It runs no code of the user: properties and indexers of their types are not called. It ends after so many objects or so much time, and says so.</remarks>
internal sealed class Reachability(FieldPlan plan, int mostObjects, TimeSpan mostTime)
{
    /// <summary>What follows the name of a variable that a later cell has declared anew.</summary>
    public const string Shadowed = " (declared anew since)";

    private const int LongestCollection = 20_000;

    private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<Step> steps = [];
    private readonly List<int> tensors = [];

    /// <summary>Whether the walk ended before it had seen everything.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The tensors, those with the shortest paths first.</summary>
    public IEnumerable<torch.Tensor> Tensors => tensors.Select(i => (torch.Tensor)steps[i].Value);

    /// <summary>The tensors and the paths to them.</summary>
    public IEnumerable<(torch.Tensor Tensor, string Path)> Paths => tensors.Select(i => ((torch.Tensor)steps[i].Value, Path(i)));

    /// <summary>Walks from the variables of a notebook.</summary>
    public void Walk(INotebook notebook)
    {
        foreach (var name in notebook.Names)
        {
            // Out is a second name for what has one already, as a rule.
            if (name != "Out" && notebook.TryGet(name, out var value))
            {
                Add(value, -1, name);
            }
        }

        if (notebook.TryGet("Out", out var last))
        {
            Add(last, -1, "Out");
        }

        if (notebook is IShadowedVariables more)
        {
            foreach (var (name, value) in more.ShadowedVariables)
            {
                Add(value, -1, name + Shadowed);
            }
        }

        var start = Stopwatch.GetTimestamp();
        var nextLook = 64;
        for (var i = 0; i < steps.Count; i++)
        {
            // A look at the clock for each 64 objects expanded, or some hundreds found.
            if (steps.Count >= mostObjects || (i + (steps.Count / 8) >= nextLook && Stopwatch.GetElapsedTime(start) > mostTime))
            {
                IsCut = true;
                return;
            }

            nextLook = i + (steps.Count / 8) >= nextLook ? i + (steps.Count / 8) + 64 : nextLook;
            Expand(i, steps[i].Value);
        }
    }

    private void Add(object? value, int parent, string label)
    {
        if (value is null || steps.Count >= mostObjects || !plan.Leads(value.GetType()) || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return;
        }

        if (value is torch.Tensor)
        {
            tensors.Add(steps.Count);
        }

        steps.Add(new(value, parent, label));
    }

    private void Expand(int at, object value)
    {
        switch (value)
        {
            case torch.Tensor:
                break;
            case Array array:
                Elements(at, array);
                break;
            case Delegate function:
                Function(at, function);
                break;
            case torch.nn.Module module:
                Members(at, module);
                break;
            case DisposeScope scope:
                Disposables(at, scope);
                break;
            case ITuple tuple when value.GetType().FullName!.StartsWith("System.", StringComparison.Ordinal):
                for (var i = 0; i < tuple.Length; i++)
                {
                    Add(tuple[i], at, string.Create(CultureInfo.InvariantCulture, $".Item{i + 1}"));
                }

                break;
            case IList list when Is(value, typeof(List<>)):
                if (!value.GetType().GenericTypeArguments.Any(plan.Leads))
                {
                    break;
                }

                for (var i = 0; i < Math.Min(list.Count, LongestCollection); i++)
                {
                    Add(At(list, i), at, Index(i));
                }

                IsCut |= list.Count > LongestCollection;
                break;
            case IDictionary dictionary when Is(value, typeof(Dictionary<,>)):
                if (!value.GetType().GenericTypeArguments.Any(plan.Leads))
                {
                    break;
                }

                Entries(at, dictionary);
                break;
            default:
                Fields(at, value);
                break;
        }
    }

    private void Elements(int at, Array array)
    {
        if (!plan.Leads(array.GetType().GetElementType()!))
        {
            return;
        }

        var i = 0;
        foreach (var element in array)
        {
            if (i == LongestCollection)
            {
                IsCut = true;
                return;
            }

            Add(element, at, array.Rank == 1 ? Index(i) : Index(array, i));
            i++;
        }
    }

    private void Function(int at, Delegate function)
    {
        foreach (var one in function.HasSingleTarget ? [function] : function.GetInvocationList())
        {
            Add(one.Target, at, ".Target");
        }
    }

    // What is registered goes by its registered name, as in state_dict; a number is an index.
    private void Members(int at, torch.nn.Module module)
    {
        foreach (var (name, parameter) in Registered(() => module.named_parameters(recurse: false).Select(p => (p.name, (torch.Tensor)p.parameter))))
        {
            Add(parameter, at, Member(name));
        }

        foreach (var (name, buffer) in Registered(() => module.named_buffers(recurse: false)))
        {
            Add(buffer, at, Member(name));
        }

        foreach (var (name, child) in Registered(module.named_children))
        {
            Add(child, at, Member(name));
        }

        Fields(at, module);
    }

    private static List<(string Name, T Value)> Registered<T>(Func<IEnumerable<(string Name, T Value)>> read)
    {
        try
        {
            return [.. read()];
        }
        catch (Exception error) when (error is InvalidOperationException or ObjectDisposedException or NullReferenceException)
        {
            // A module that is disposed or is being changed.
            return [];
        }
    }

    private void Disposables(int at, DisposeScope scope)
    {
        try
        {
            foreach (var (i, kept) in scope.DisposablesView.Index())
            {
                Add(kept, at, Index(i));
            }
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // Disposed, or in use by another thread.
        }
    }

    private void Entries(int at, IDictionary dictionary)
    {
        try
        {
            var i = 0;
            foreach (DictionaryEntry entry in dictionary)
            {
                if (i++ == LongestCollection)
                {
                    IsCut = true;
                    return;
                }

                Add(entry.Key, at, ".Keys");
                Add(entry.Value, at, entry.Key switch
                {
                    string text => $"[\"{(text.Length <= 40 ? text : text[..40] + "…")}\"]",
                    IConvertible key => $"[{key.ToString(CultureInfo.InvariantCulture)}]",
                    _ => "[…]",
                });
            }
        }
        catch (InvalidOperationException)
        {
            IsCut = true;
        }
    }

    private void Fields(int at, object value)
    {
        foreach (var field in plan.Fields(value.GetType()))
        {
            Add(Value(field, value), at, Label(field));
        }
    }

    private static object? Value(FieldInfo field, object instance)
    {
        try
        {
            return field.GetValue(instance);
        }
        catch (Exception error) when (error is NotSupportedException or FieldAccessException or TypeLoadException)
        {
            return null;
        }
    }

    private string Path(int at)
    {
        var labels = new List<string>();
        for (var i = at; i >= 0; i = steps[i].Parent)
        {
            labels.Add(steps[i].Label);
            if (steps[i].Label.StartsWith('\0'))
            {
                // A variable of a cell, reached through a function of it: the function is beside the point.
                labels[^1] = steps[i].Label[1..];
                break;
            }
        }

        labels.Reverse();
        return string.Concat(labels);
    }

    private static bool Is(object value, Type generic) => value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == generic;

    private static object? At(IList list, int i)
    {
        try
        {
            return list[i];
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static string Member(string name) => name.All(char.IsAsciiDigit) ? $"[{name}]" : $".{name}";

    private static string Index(int i) => string.Create(CultureInfo.InvariantCulture, $"[{i}]");

    private static string Index(Array array, int i)
    {
        var indices = new int[array.Rank];
        for (var axis = array.Rank - 1; axis >= 0; axis--)
        {
            (i, indices[axis]) = Math.DivRem(i, array.GetLength(axis));
        }

        return $"[{string.Join(", ", indices)}]";
    }

    // A captured variable has its own name, a property's field the property's; what the base library and TorchSharp call their own fields says nothing.
    private static string Label(FieldInfo field)
    {
        var name = field.Name;
        if (field.DeclaringType!.Name.StartsWith("Submission#", StringComparison.Ordinal))
        {
            return name.StartsWith('<') ? ".Target" : $"\0{name}{Shadowed}";
        }

        if (name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end)
        {
            return $".{name[1..end]}";
        }

        var theirs = field.DeclaringType.Assembly == typeof(torch).Assembly || field.DeclaringType.Assembly == typeof(object).Assembly || field.DeclaringType.Assembly == typeof(HashSet<>).Assembly;
        return name.StartsWith('<') || (theirs && name.StartsWith('_')) ? string.Empty : $".{name}";
    }

    private readonly record struct Step(object Value, int Parent, string Label);
}
