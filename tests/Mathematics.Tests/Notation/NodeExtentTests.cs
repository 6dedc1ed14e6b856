using Adjoint.Notation;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Notation;

public sealed class NodeExtentTests
{
    private static readonly Node X = Node.Identifier("x");

    [Fact]
    public void Extent_of_every_tree_is_finite_and_not_negative() => NodeGen.Trees.Sample(tree =>
    {
        var extent = NodeExtent.Of(tree);
        Assert.True(double.IsFinite(extent.Width) && double.IsFinite(extent.Height) && extent.Width >= 0 && extent.Height >= 0 && extent.Height < 1e4);
    });

    [Fact]
    public void Tree_needs_at_least_the_room_of_its_parts() => Gen.Select(NodeGen.Trees, NodeGen.Trees).Sample((a, b) =>
    {
        var (wide, tall) = (NodeExtent.Of(a), NodeExtent.Of(Node.Fraction(a, b)));
        Assert.True(NodeExtent.Of(Node.Row(a, b)).Width >= wide.Width - 1e-9);
        Assert.True(NodeExtent.Of(Node.Parenthesised(a)).Height >= wide.Height - 1e-9);
        Assert.True(NodeExtent.Of(Node.Parenthesised(a)).Width > wide.Width);
        Assert.True(tall.Height >= Math.Max(0, wide.Height * 0.4));
        Assert.True(NodeExtent.Of(Node.Superscript(a, b)).Width >= wide.Width);
    });

    // Measured in Chromium 156 with Latin Modern Math, in em.
    [Fact]
    public void Estimates_hold_what_a_browser_sets()
    {
        var one = Node.Number("1");
        AssertHolds(0.5, 0.67, one);
        AssertHolds(1.28, 0.67, Node.Number("-1"));
        AssertHolds(2.22, 0.76, Node.Row(one, Node.Operator("+"), one));
        AssertHolds(2.33, 0.67, Node.Row(one, Node.Operator("="), one));
        AssertHolds(0.52, 2.03, Node.Fraction(one, Node.Number("2")));
        AssertHolds(0.98, 0.83, Node.Superscript(X, Node.Number("2")));
        AssertHolds(0.98, 1.1, Node.Scripts(X, Node.Number("2"), Node.Number("2")));
        AssertHolds(2.25, 1, Node.Parenthesised(one));
        AssertHolds(3.93, 2.4, Node.Matrix(Elision.Of(2, 12), Elision.Of(2, 12), (_, _) => one));
        AssertHolds(1.5, 1.64, Node.Row(Node.Operator("√"), Node.Number("2")));
    }

    [Fact]
    public void Picture_has_its_own_size() => Assert.Equal(10, NodeExtent.Of(Node.Picture("<svg xmlns='http://www.w3.org/2000/svg' width='160' height='32'/>", "a")).Width);

    // A tenth of an em of air does not show; half as much again as needed would.
    private static void AssertHolds(double width, double height, Node node)
    {
        var extent = NodeExtent.Of(node);
        Assert.InRange(extent.Width, width - 0.05, (1.5 * width) + 0.3);
        Assert.InRange(extent.Height, height - 0.15, (1.5 * height) + 0.3);
    }
}
