using TorchSharp;

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
            foreach (var (name, child) in module.named_children().Reverse())
            {
                waiting.Push((path.Length == 0 ? name : $"{path}.{name}", child));
            }
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
                foreach (var (_, child) in next.Module.named_children())
                {
                    waiting.Push((child, false));
                }
            }
        }

        return false;
    }
}
