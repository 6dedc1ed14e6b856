using System.Globalization;
using Adjoint.Tensors.Modules;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>A module of <c>torch.nn</c> and the modules in it, with the shapes of what they hold. A copy; it keeps nothing alive.</summary>
/// <param name="Name">The name under which its parent holds it; of the root its type.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Tensors">Its own parameters and buffers, those of its children not among them.</param>
/// <param name="Children">The modules in it.</param>
/// <param name="OutputShape">The shape of what it returned for a sample; null where none was given or it returned no tensor.</param>
public sealed record ModuleTree(string Name, string Kind, IReadOnlyList<ModuleTree.Entry> Tensors, IReadOnlyList<ModuleTree> Children, string? OutputShape)
{
    /// <summary>The most levels that are told apart: those below stand in one, by their paths.</summary>
    private const int Deepest = 24;

    /// <summary>How many numbers its parameters have, those of its children counted, shared ones once.</summary>
    public long Parameters => Distinct().Where(t => !t.IsBuffer).Sum(t => t.Count);

    /// <summary>Of these, how many an optimizer changes.</summary>
    public long TrainableParameters => Distinct().Where(t => t is { IsBuffer: false, IsTrainable: true }).Sum(t => t.Count);

    /// <summary>The bytes of all parameters and buffers, shared ones counted once.</summary>
    public long Bytes => Distinct().Sum(t => t.Bytes);

    /// <summary>The tree of a module.</summary>
    /// <param name="module">The module; it stays the caller's.</param>
    public static ModuleTree Of(torch.nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return Of(module, KindOf(module), new Dictionary<torch.nn.Module, string>(ReferenceEqualityComparer.Instance), []);
    }

    /// <summary>The tree of a module, with the shapes that its parts return for a sample. The module is run once, without gradients, in evaluation mode.</summary>
    /// <param name="module">The module; it stays the caller's.</param>
    /// <param name="sample">What it is run on; it stays the caller's.</param>
    /// <exception cref="ArgumentException">A module in it is in itself.</exception>
    public static ModuleTree Of(torch.nn.Module<torch.Tensor, torch.Tensor> module, torch.Tensor sample)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(sample);
        if (ModuleWalk.HasCycle(module))
        {
            throw new ArgumentException($"{KindOf(module)} cannot be run on a sample: a module in it is in itself.");
        }

        var shapes = new Dictionary<torch.nn.Module, string>(ReferenceEqualityComparer.Instance);
        var hooks = new List<Action>();

        // Parents before their children, for train(..) sets those, too.
        var training = module.modules().Prepend(module).Distinct().Select(m => (Module: m, m.training)).ToList();
        try
        {
            foreach (var part in training.Select(t => t.Module).OfType<torch.nn.Module<torch.Tensor, torch.Tensor>>())
            {
                hooks.Add(part.register_forward_hook((_, _, output) =>
                {
                    shapes[part] = Shaped(output);
                    return output;
                }).remove);
            }

            using var scope = torch.NewDisposeScope();
            using var quiet = torch.no_grad();
            module.eval();
            module.call(sample);
        }
        finally
        {
            hooks.ForEach(remove => remove());
            training.ForEach(t => t.Module.train(t.training));
        }

        return Of(module, KindOf(module), shapes, []);
    }

    /// <summary>The totals, in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kind}: {Parameters:N0} parameters{(TrainableParameters == Parameters ? string.Empty : $" ({TrainableParameters:N0} trainable)")}, {ByteCount.Written(Bytes)}");

    private static ModuleTree Of(torch.nn.Module module, string name, Dictionary<torch.nn.Module, string> shapes, IReadOnlyList<torch.nn.Module> parents)
    {
        // A module that is in itself stands there once more, and is not entered again.
        if (parents.Contains(module, ReferenceEqualityComparer.Instance))
        {
            return new(name, $"{KindOf(module)}, which it is in", [], [], shapes.GetValueOrDefault(module));
        }

        var isDeepest = parents.Count >= Deepest;
        return new(
            name,
            KindOf(module),
            [.. (isDeepest ? ModuleWalk.Of(module) : [(string.Empty, module)]).SelectMany(m => Own(m.Module, m.Path))],
            isDeepest ? [] : [.. ModuleWalk.Children(module).Select(c => Of(c.Module, c.Name, shapes, [.. parents, module]))],
            shapes.GetValueOrDefault(module));
    }

    private static IEnumerable<Entry> Own(torch.nn.Module module, string path)
    {
        var prefix = path.Length == 0 ? string.Empty : $"{path}.";
        return module.named_parameters(recurse: false).Select(p => Entry.Of(prefix + p.name, p.parameter, isBuffer: false))
            .Concat(module.named_buffers(recurse: false).Select(b => Entry.Of(prefix + b.name, b.buffer, isBuffer: true)));
    }

    internal static string Shaped(torch.Tensor tensor) => tensor.dim() == 0 ? "scalar" : string.Join('×', tensor.shape);

    private static string KindOf(torch.nn.Module module) => module.GetType().Name.Split('`')[0];

    private IEnumerable<Entry> Distinct() => All().DistinctBy(t => t.Identity);

    private IEnumerable<Entry> All() => Tensors.Concat(Children.SelectMany(c => c.All()));

    /// <summary>A parameter or a buffer.</summary>
    /// <param name="Name">Its name in its module.</param>
    /// <param name="Shape">Such as <c>64×32</c>.</param>
    /// <param name="Kind">Its element type and, if it is not the CPU, its device.</param>
    /// <param name="Count">How many numbers it has.</param>
    /// <param name="Bytes">How many bytes they take.</param>
    /// <param name="IsBuffer">Whether it is a buffer, which no optimizer changes.</param>
    /// <param name="IsTrainable">Whether it requires a gradient.</param>
    /// <param name="Identity">Equal for two that share their memory.</param>
    public sealed record Entry(string Name, string Shape, string Kind, long Count, long Bytes, bool IsBuffer, bool IsTrainable, long Identity)
    {
        internal static Entry Of(string name, torch.Tensor tensor, bool isBuffer) => tensor.IsInvalid
            ? new(name, "disposed", string.Empty, 0, 0, isBuffer, IsTrainable: false, name.GetHashCode(StringComparison.Ordinal))
            : new(
                name,
                Shaped(tensor),
                tensor.device_type == DeviceType.CPU ? EntryType.NameOf(tensor.dtype) : $"{EntryType.NameOf(tensor.dtype)} {tensor.device}",
                tensor.numel(),
                tensor.numel() * tensor.ElementSize,
                isBuffer,
                tensor.requires_grad,
                tensor.Handle);
    }
}
