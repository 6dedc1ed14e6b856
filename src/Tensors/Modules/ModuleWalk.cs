using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;

namespace Adjoint.Tensors.Modules;

/// <summary>Walks modules without recursion: TorchSharp's own <c>named_parameters()</c>, <c>modules()</c> and <c>eval()</c> end the process where a module holds itself.</summary>
internal static class ModuleWalk
{
    /// <summary>The module and all in it, each once, with the path that leads to it first: empty, <c>layers.0</c>.</summary>
    public static IEnumerable<(string Path, torch.nn.Module Module)> Of(torch.nn.Module root)
    {
        var seen = new HashSet<torch.nn.Module>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<(string, torch.nn.Module)>([(string.Empty, root)]);
        while (waiting.TryPop(out var next))
        {
            var (path, module) = next;
            if (!seen.Add(module))
            {
                continue;
            }

            yield return (path, module);
            foreach (var (name, child) in Children(module).Reverse())
            {
                waiting.Push((path.Length == 0 ? name : $"{path}.{name}", child));
            }
        }
    }

    /// <summary>The modules that a module holds, by their names. A <c>ModuleList</c> and a <c>ModuleDict</c> register theirs only when the module that they are in registers its components.</summary>
    public static IEnumerable<(string Name, torch.nn.Module Module)> Children(torch.nn.Module parent)
    {
        var (registered, type) = (parent.named_children().ToList(), parent.GetType());
        return registered.Count > 0 ? registered
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ModuleDict<>) ? Items((IEnumerator)type.GetMethod("items")!.Invoke(parent, [])!)
            : parent is IEnumerable<torch.nn.Module> list && type.Assembly == typeof(torch).Assembly ? list.Select((module, i) => (i.ToString(CultureInfo.InvariantCulture), module))
            : [];
    }

    // Pairs of a name and a module; its IEnumerable is not implemented.
    private static IEnumerable<(string Name, torch.nn.Module Module)> Items(IEnumerator items)
    {
        while (items.MoveNext())
        {
            var pair = (ITuple)items.Current!;
            yield return ((string)pair[0]!, (torch.nn.Module)pair[1]!);
        }
    }

    /// <summary>The parameters of the module and of all in it, with their paths.</summary>
    public static IEnumerable<(string Path, torch.Tensor Parameter)> Parameters(torch.nn.Module root) => Of(root).SelectMany(
        m => m.Module.named_parameters(recurse: false), (m, p) => (m.Path.Length == 0 ? p.name : $"{m.Path}.{p.name}", (torch.Tensor)p.parameter));

    /// <summary>Whether a module is, through any number of others, in itself.</summary>
    public static bool HasCycle(torch.nn.Module root)
    {
        var (done, open) = (new HashSet<torch.nn.Module>(ReferenceEqualityComparer.Instance), new HashSet<torch.nn.Module>(ReferenceEqualityComparer.Instance));
        var waiting = new Stack<(torch.nn.Module Module, bool IsLeft)>([(root, false)]);
        while (waiting.TryPop(out var next))
        {
            if (next.IsLeft)
            {
                open.Remove(next.Module);
                done.Add(next.Module);
            }
            else if (open.Contains(next.Module))
            {
                return true;
            }
            else if (!done.Contains(next.Module))
            {
                open.Add(next.Module);
                waiting.Push((next.Module, true));
                foreach (var (_, child) in Children(next.Module))
                {
                    waiting.Push((child, false));
                }
            }
        }

        return false;
    }
}
