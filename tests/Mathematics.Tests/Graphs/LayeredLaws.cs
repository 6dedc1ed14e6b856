using Adjoint.Graphs;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Graphs;

/// <summary>What holds for layered drawings.</summary>
public sealed class LayeredLaws
{
    [Fact]
    public void Every_edge_of_an_acyclic_graph_leads_to_a_later_level() => DiagramGen.Acyclic.Sample(diagram =>
    {
        var drawing = DiagramDrawing.Of(diagram);
        foreach (var edge in diagram.Edges)
        {
            var (a, b) = (drawing.Vertices[diagram.PlaceOf(edge.From)], drawing.Vertices[diagram.PlaceOf(edge.To)]);
            var gap = diagram.Format.Direction switch { FlowDirection.Down => b.Top - a.Bottom, FlowDirection.Up => a.Top - b.Bottom, _ => b.Left - a.Right };
            Assert.True(gap > 10, $"{edge}: {gap}");
        }
    });

    [Fact]
    public void Every_edge_runs_in_one_direction() => DiagramGen.Acyclic.Sample(diagram => Assert.All(DiagramDrawing.Of(diagram).Edges, curve =>
    {
        var along = curve.Samples().Select(p => diagram.Format.Direction switch { FlowDirection.Down => p.Y, FlowDirection.Up => -p.Y, _ => p.X }).ToList();
        Assert.All(along.Zip(along.Skip(1)), step => Assert.True(step.First <= step.Second + 1e-6));
    }));

    [Fact]
    public void No_edge_runs_through_a_vertex() => DiagramGen.Acyclic.Sample(diagram =>
    {
        var drawing = DiagramDrawing.Of(diagram);
        foreach (var (e, edge) in diagram.Edges.Index())
        {
            foreach (var (v, box) in drawing.Vertices.Index())
            {
                var isEnd = v == diagram.PlaceOf(edge.From) || v == diagram.PlaceOf(edge.To);
                Assert.False(!isEnd && drawing.Edges[e].Meets(box), $"Edge {e} runs through vertex {v}.");
            }
        }
    });

    [Fact]
    public void Labels_of_edges_cover_no_vertex_and_no_other_label() => DiagramGen.Acyclic.Sample(diagram =>
    {
        var drawing = DiagramDrawing.Of(diagram);
        var labels = drawing.Labels.OfType<Box>().ToList();
        Assert.All(labels, l => Assert.DoesNotContain(drawing.Vertices, l.Overlaps));
        Assert.All(labels.Index(), l => Assert.DoesNotContain(labels.Take(l.Index), l.Item.Overlaps));
    });

    [Fact]
    public void Arrow_of_a_cycle_keeps_its_direction()
    {
        var diagram = Diagram.OfArrows(("a", "b"), ("b", "c"), ("c", "a")).Layered();
        var drawing = DiagramDrawing.Of(diagram);
        Assert.True(drawing.Vertices[0].Y < drawing.Vertices[1].Y && drawing.Vertices[1].Y < drawing.Vertices[2].Y);
        Assert.True(drawing.Edges[2].Start.Y > drawing.Edges[2].End.Y);
    }

    [Fact]
    public void Turning_the_feedback_edges_around_leaves_no_cycle_and_they_are_at_most_half() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]).Array[0, 40].Sample(pairs =>
        {
            (int From, int To)[] edges = [.. pairs.Select(p => (p.Item1, p.Item2)).Where(p => p.Item1 != p.Item2)];
            var backward = CycleBreaking.Feedback(10, edges);
            Assert.InRange(backward.Count(b => b), 0, CycleBreaking.Cycle(10, edges) is null ? 0 : edges.Length / 2);
            Assert.Null(CycleBreaking.Cycle(10, [.. edges.Select((e, i) => backward[i] ? (e.To, e.From) : e)]));
        });

    [Fact]
    public void Cycle_that_is_found_is_one() => Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]).Array[0, 20].Sample(pairs =>
    {
        (int From, int To)[] edges = [.. pairs.Select(p => (p.Item1, p.Item2))];
        if (CycleBreaking.Cycle(10, edges) is { } cycle)
        {
            Assert.All(cycle.Index(), v => Assert.Contains((v.Item, cycle[(v.Index + 1) % cycle.Count]), edges));
            Assert.Distinct(cycle);
        }
    });

    [Fact]
    public void Ordering_leaves_at_most_as_many_crossings() => Layerings.Sample(layering =>
    {
        var before = CrossingReduction.Crossings(layering);
        CrossingReduction.Apply(layering);
        Assert.InRange(CrossingReduction.Crossings(layering), 0, before);
    });

    // By the definition: two edges between the same levels cross if their ends are in different order.
    [Fact]
    public void Crossings_are_counted_by_their_definition() => Layerings.Sample(layering =>
    {
        var place = new Dictionary<int, int>(layering.Levels.SelectMany(level => level.Select((p, i) => KeyValuePair.Create(p, i))));
        var edges = Enumerable.Range(0, layering.Points.Count).SelectMany(p => layering.Points[p].Below, (p, q) => (layering.Points[p].Level, Above: place[p], Below: place[q])).ToList();
        var crossings = edges.Index().Sum(a => edges.Take(a.Index).Count(b => b.Level == a.Item.Level && (b.Above - a.Item.Above) * (b.Below - a.Item.Below) < 0));
        Assert.Equal(crossings, CrossingReduction.Crossings(layering));
    });

    // A tree needs none, and a cycle of 2n vertices on two levels n − 1.
    [Fact]
    public void Fewest_crossings_are_found_where_they_are_known()
    {
        Assert.Equal(0, PairsThatCross(DiagramDrawing.Of(Diagram.OfArrows(Enumerable.Range(2, 60).Select(i => ($"{i / 2}", $"{i}"))))));
        Assert.Equal(2, PairsThatCross(DiagramDrawing.Of(Diagram.OfArrows(("a", "d"), ("a", "e"), ("b", "d"), ("c", "e"), ("c", "f"), ("b", "f")))));
        Assert.Equal(4, PairsThatCross(DiagramDrawing.Of(Diagram.OfArrows(Enumerable.Range(0, 5).SelectMany(i => new[] { ($"a{i}", $"b{i}"), ($"a{i}", $"b{(i + 1) % 5}") })))));
    }

    private static Gen<Layering> Layerings { get; } = Gen.Int[2, 12].SelectMany(count => Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1]).Array[0, 20].Select(pairs =>
    {
        (int From, int To)[] edges = [.. pairs.Where(p => p.Item1 != p.Item2).Select(p => (Math.Min(p.Item1, p.Item2), Math.Max(p.Item1, p.Item2)))];
        return new Layering([.. Enumerable.Repeat((10.0, 10.0, 20.0), count)], LevelAssignment.Short(count, edges), edges, (_, _) => (3, 3, 0));
    }));

    private static int PairsThatCross(DiagramDrawing drawing)
    {
        var count = 0;
        for (var i = 0; i < drawing.Edges.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (drawing.Edges[i].Samples(), drawing.Edges[j].Samples());
                count += a.Zip(a.Skip(1)).Any(s => b.Zip(b.Skip(1)).Any(t => Cross(s.First, s.Second, t.First, t.Second))) ? 1 : 0;
            }
        }

        return count;
    }

    private static bool Cross(Point a, Point b, Point c, Point d)
    {
        static double Side(Point p, Point q, Point r) => ((q.X - p.X) * (r.Y - p.Y)) - ((q.Y - p.Y) * (r.X - p.X));
        return Side(a, b, c) * Side(a, b, d) < -1e-6 && Side(c, d, a) * Side(c, d, b) < -1e-6;
    }
}
