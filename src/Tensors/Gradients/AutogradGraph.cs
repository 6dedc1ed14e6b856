using System.Globalization;
using Adjoint.Graphs;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>The graph that <c>backward()</c> walks from a tensor: the operations that made it, and the leaves that their gradients arrive at. A copy; it keeps no tensor alive.</summary>
public sealed class AutogradGraph
{
    /// <summary>The most operations and leaves that are read.</summary>
    public const int MostNodes = 300;

    private AutogradGraph(string result, IReadOnlyList<Step> steps, bool isCut) => (Result, Steps, IsCut) = (result, steps, isCut);

    /// <summary>What the graph leads to: a name, or a shape.</summary>
    public string Result { get; }

    /// <summary>The operations and leaves, the last operation first. Empty if the tensor was not computed from one that requires a gradient.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>Whether there are more than <see cref="MostNodes"/>, and the rest is left out.</summary>
    public bool IsCut { get; }

    /// <summary>The graph of a tensor.</summary>
    /// <param name="tensor">The tensor; it stays the caller's.</param>
    /// <param name="names">Names for leaves, such as the parameters of a module; others are called leaf.</param>
    /// <exception cref="ArgumentException">The tensor is disposed.</exception>
    /// <exception cref="PlatformNotSupportedException">libtorch does not show its graph on this platform.</exception>
    public static AutogradGraph Of(torch.Tensor tensor, params IEnumerable<(string Name, torch.Tensor Tensor)> names)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.IsInvalid)
        {
            throw new ArgumentException("A disposed tensor has no graph: its memory has been given back.");
        }

        var reader = Gradients.AutogradReader.Create()
            ?? throw new PlatformNotSupportedException("The graph of a tensor can be read on Linux only: TorchSharp does not show it, and on this platform libtorch does not either.");
        var known = new Dictionary<nint, (string Name, torch.Tensor Tensor)>();
        var own = $"result {Shape(tensor)}";
        foreach (var (name, named) in names.Where(n => !n.Tensor.IsInvalid))
        {
            known.TryAdd(Gradients.AutogradReader.IdentityOf(named), (name, named));
            own = Gradients.AutogradReader.IdentityOf(named) == Gradients.AutogradReader.IdentityOf(tensor) ? $"{name} {Shape(tensor)}" : own;
        }

        var places = new Dictionary<nint, int>();
        var waiting = new Queue<nint>();
        var steps = new List<Step>();
        if (reader.NodeOf(tensor) is not 0 and var first)
        {
            places.Add(first, 0);
            waiting.Enqueue(first);
        }

        while (waiting.TryDequeue(out var address))
        {
            Cancellation.Poll();
            var node = reader.Read(address);
            var next = new List<int>();
            foreach (var (target, _) in node.Next.Where(n => n.Node != 0))
            {
                if (!places.TryGetValue(target, out var place) && places.Count < MostNodes)
                {
                    places.Add(target, place = places.Count);
                    waiting.Enqueue(target);
                }
                else if (!places.ContainsKey(target))
                {
                    continue;
                }

                next.Add(place);
            }

            var isLeaf = node.Leaf != 0;
            var label = isLeaf ? known.TryGetValue(node.Leaf, out var leaf) ? $"{leaf.Name} {Shape(leaf.Tensor)}".TrimEnd() : "leaf" : node.Name;
            steps.Add(new(label, isLeaf, next));
        }

        GC.KeepAlive(tensor);
        foreach (var (_, named) in known.Values)
        {
            GC.KeepAlive(named);
        }

        return new(own.TrimEnd(), steps, places.Count >= MostNodes);
    }

    /// <summary>A layered drawing from the leaves to the result, in the direction of the computation. <c>backward()</c> goes against the arrows.</summary>
    public Diagram ToDiagram()
    {
        var diagram = Diagram.Empty.Title($"Autograd graph of {Result}: the arrows go with the computation, backward() goes against them{(IsCut ? $"; the first {MostNodes} nodes" : string.Empty)}");
        diagram = diagram.Vertex("result", Result, VertexShape.Ellipse);
        for (var i = 0; i < Steps.Count; i++)
        {
            diagram = diagram.Vertex(Id(i), Steps[i].Label, Steps[i].IsLeaf ? VertexShape.Ellipse : VertexShape.Box);
        }

        if (Steps.Count > 0)
        {
            diagram = diagram.Arrow(Id(0), "result");
        }

        for (var i = 0; i < Steps.Count; i++)
        {
            diagram = Steps[i].Inputs.Reverse().Aggregate(diagram, (d, input) => d.Arrow(Id(input), Id(i)));
        }

        return diagram.Highlight(Steps.Index().Where(s => s.Item.IsLeaf).Select(s => Id(s.Index))).Layered();
    }

    /// <summary>One line: how many operations, and the leaves.</summary>
    public override string ToString() => Steps.Count == 0
        ? $"{Result}: no graph; it was not computed from a tensor that requires a gradient"
        : string.Create(CultureInfo.InvariantCulture, $"{Result}: {Number(Steps.Count(s => !s.IsLeaf), "operation", "operations")} from {Number(Steps.Count(s => s.IsLeaf), "leaf", "leaves")} ({string.Join(", ", Steps.Where(s => s.IsLeaf).Select(s => s.Label).Take(8))}){(IsCut ? " and more" : string.Empty)}");

    private static string Number(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string Id(int place) => "n" + place.ToString(CultureInfo.InvariantCulture);

    private static string Shape(torch.Tensor tensor) => tensor.IsInvalid || tensor.dim() == 0 ? string.Empty : $"[{string.Join('×', tensor.shape)}]";

    /// <summary>A node of the graph.</summary>
    /// <param name="Label">The operation as libtorch calls it, such as <c>SinBackward0</c>; of a leaf its name and shape.</param>
    /// <param name="IsLeaf">Whether gradients arrive here.</param>
    /// <param name="Inputs">The places of the steps that it was computed from, in the order of its arguments.</param>
    public sealed record Step(string Label, bool IsLeaf, IReadOnlyList<int> Inputs);
}
