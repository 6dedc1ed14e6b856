using Adjoint.Graphs;
using Adjoint.Notation;
using Adjoint.Tests.Notation;
using CsCheck;

namespace Adjoint.Tests.Graphs;

/// <summary>Random graphs: with loops, several edges between two vertices, isolated vertices and labels of all kinds.</summary>
internal static class DiagramGen
{
    private static readonly Gen<Node> Labels = Gen.OneOf(
        Gen.Int[0, 999].Select(n => Node.Number($"{n}")), Gen.Const(Node.Fraction(Node.Identifier("α"), Node.Number("12"))),
        Gen.Const(Node.Matrix(Elision.Of(2, 12), Elision.Of(2, 12), (i, j) => Node.Number($"{i - j}"))), NodeGen.AnyText.Select(Node.Text), Gen.Int[1, 60].Select(n => Node.Text(new string('w', n))));

    /// <summary>Any graph with up to 14 vertices, drawn in any way.</summary>
    public static Gen<Diagram> Any { get; } =
        Gen.Select(Gen.Int[0, 14], Gen.Enum<VertexShape>(), Gen.Int[0, 3]).SelectMany((count, shape, layout) => Graphs(count, shape).Select(d => Draw(d, layout)));

    /// <summary>Acyclic graphs without loops, whose edges lead from vertices to later ones.</summary>
    public static Gen<Diagram> Acyclic { get; } = Gen.Select(Gen.Int[1, 16], Gen.Enum<VertexShape>(), Gen.Enum<FlowDirection>()).SelectMany((count, shape, direction) =>
        Gen.Select(Vertices(count, shape), Edges(count)).Select((vertices, edges) => edges.Where(e => e.From != e.To)
            .Aggregate(vertices, (d, e) => d.Arrow($"{Math.Min(e.From, e.To)}", $"{Math.Max(e.From, e.To)}", e.Label)).Layered(direction)));

    /// <summary>Pairs a ≤ b with a &lt; b as numbers, on up to 12 elements.</summary>
    public static Gen<(int Count, (int Lower, int Upper)[] Pairs)> Relations { get; } = Gen.Int[2, 12].SelectMany(count =>
        Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1]).Where((a, b) => a < b).Array[0, 30].Select(pairs => (count, pairs)));

    private static Gen<Diagram> Graphs(int count, VertexShape shape) => count == 0 ? Gen.Const(Diagram.Empty) : Gen.Select(Vertices(count, shape), Edges(count)).Select((vertices, edges) =>
        edges.Aggregate(vertices, (d, e) => e.IsDirected ? d.Arrow($"{e.From}", $"{e.To}", e.Label) : d.Edge($"{e.From}", $"{e.To}", e.Label)));

    private static Gen<Diagram> Vertices(int count, VertexShape shape) => Labels.Array[count].Select(labels =>
        labels.Index().Aggregate(Diagram.Empty.Outline(shape), (d, l) => d.Vertex($"{l.Index}", l.Item)));

    private static Gen<(int From, int To, bool IsDirected, Node? Label)[]> Edges(int count) =>
        Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1], Gen.Bool, Gen.Frequency((3, Gen.Const(() => (Node?)null)), (1, Labels.Select(l => (Node?)l)))).Array[0, 20];

    private static Diagram Draw(Diagram diagram, int layout) => layout switch
    {
        0 => diagram.Layered(),
        1 => diagram.Layered(FlowDirection.Right),
        2 => diagram.ByStress(),
        _ => diagram.Circular(diagram.Vertices.Take(2).Select(v => new[] { v.Id })),
    };
}
