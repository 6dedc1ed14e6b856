using Adjoint.Tensors;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.Gradients;

public sealed class AutogradGraphTests
{
    public AutogradGraphTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The graph can be read on Linux only.");

    [Fact]
    public void Operations_and_leaves_are_those_of_the_expression()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, 3, requires_grad: true);
        var y = torch.ones(2, 3, requires_grad: true);
        var z = ((x * y) + x.exp()).sum();
        var graph = z.AutogradGraph(("x", x), ("y", y));
        Assert.Equal(["SumBackward0", "AddBackward0", "MulBackward0", "ExpBackward0", "x [2×3]", "y [2×3]"], graph.Steps.Select(s => s.Label));
        Assert.Equal([4, 5], graph.Steps.Index().Where(s => s.Item.IsLeaf).Select(s => s.Index));
        Assert.Equal([4, 5], graph.Steps[2].Inputs);
        Assert.Equal([4], graph.Steps[3].Inputs);
    }

    [Fact]
    public void Shared_part_is_one_node()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, requires_grad: true);
        for (var i = 0; i < 20; i++)
        {
            x = x * x;
        }

        var graph = x.AutogradGraph();
        Assert.Equal(21, graph.Steps.Count);
        Assert.All(graph.Steps.SkipLast(1), s => Assert.Equal(2, s.Inputs.Count));
    }

    [Fact]
    public void Long_chain_is_cut_and_says_so()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, requires_grad: true);
        for (var i = 0; i < 2000; i++)
        {
            x = x.sin();
        }

        var graph = x.AutogradGraph();
        Assert.True(graph.IsCut);
        Assert.Equal(AutogradGraph.MostNodes, graph.Steps.Count);
        Assert.NotEmpty(graph.ToDiagram().ToSvg());
    }

    [Fact]
    public void Tensor_without_gradient_or_a_leaf_has_no_operations()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Empty(torch.ones(2).AutogradGraph().Steps);
        Assert.Empty(torch.ones(2, requires_grad: true).AutogradGraph().Steps);
        using (torch.no_grad())
        {
            Assert.Empty(torch.ones(2, requires_grad: true).sin().AutogradGraph().Steps);
        }
    }

    [Fact]
    public void Disposed_tensor_is_refused_in_one_sentence()
    {
        var x = torch.ones(2);
        x.Dispose();
        Assert.StartsWith("A disposed tensor has no graph", Assert.Throws<ArgumentException>(() => x.AutogradGraph()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_of_a_module_are_named()
    {
        using var scope = torch.NewDisposeScope();
        var model = torch.nn.Sequential(("first", torch.nn.Linear(3, 4)), ("relu", torch.nn.ReLU()), ("last", torch.nn.Linear(4, 1)));
        var graph = model.call(torch.ones(5, 3)).mean().AutogradGraph(model);
        Assert.Equal(
            ["first.bias [4]", "first.weight [4×3]", "last.bias [1]", "last.weight [1×4]"],
            graph.Steps.Where(s => s.IsLeaf).Select(s => s.Label).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Reading_a_graph_leaves_no_tensor_and_no_gradient_behind()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, requires_grad: true);
        var y = x.sin().sum();
        y.AutogradGraph();
        var before = LiveTensors.Count;
        y.AutogradGraph(("x", x));
        Assert.Equal(before, LiveTensors.Count);
        y.backward();
        Assert.Equal(Math.Cos(1), x.grad![0].item<float>(), 1e-6);
    }
}
