using Adjoint.Graphs;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Graphs;

public sealed class PartialOrderLaws
{
    // The oracle: close the relation by Warshall's algorithm; a covers b if nothing is between.
    [Fact]
    public void Covers_are_the_pairs_with_nothing_between() => DiagramGen.Relations.Sample(r =>
    {
        var less = new bool[r.Count, r.Count];
        foreach (var (a, b) in r.Pairs)
        {
            less[a, b] = true;
        }

        var all = Enumerable.Range(0, r.Count).ToList();
        all.ForEach(k => all.ForEach(i => all.ForEach(j => less[i, j] |= less[i, k] && less[k, j])));
        var expected = all.SelectMany(a => all.Where(b => less[a, b] && !all.Exists(c => less[a, c] && less[c, b])), (a, b) => (a, b));
        Assert.Equal(expected, PartialOrder.Covers(r.Count, r.Pairs, i => $"{i}"));
    });

    [Fact]
    public void More_than_64_elements_are_ordered_as_few_are()
    {
        var covers = PartialOrder.Covers(150, Enumerable.Range(0, 150).SelectMany(a => Enumerable.Range(a, 150 - a).Select(b => (a, b))), i => $"{i}");
        Assert.Equal(Enumerable.Range(0, 149).Select(i => (i, i + 1)), covers);
    }

    [Fact]
    public void Elements_go_up_and_equal_ranks_are_level() => DiagramGen.Relations.Sample(r =>
    {
        var diagram = HasseDiagram.Of(Enumerable.Range(0, r.Count), (a, b) => r.Pairs.Contains((a, b)));
        var drawing = DiagramDrawing.Of(diagram);
        Assert.All(diagram.Edges, e => Assert.True(drawing.Vertices[diagram.PlaceOf(e.From)].Top > drawing.Vertices[diagram.PlaceOf(e.To)].Bottom));
        foreach (var level in diagram.Vertices.Index().GroupBy(v => v.Item.Level))
        {
            Assert.Single(level.Select(v => drawing.Vertices[v.Index].Y).Distinct());
        }
    });

    [Fact]
    public void Cycle_is_named()
    {
        var error = Assert.Throws<CyclicOrderException>(() => HasseDiagram.Of(("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")));
        Assert.Equal("An order has no cycle, and this relation has b ≤ c ≤ b.", error.Message);
        Assert.Equal(["b", "c"], error.Cycle);
    }

    [Fact]
    public void Rank_that_does_not_grow_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => HasseDiagram.Of([1, 2, 4], (a, b) => b % a == 0, rank: n => n == 4 ? 1 : n));
        Assert.StartsWith("Greater elements have a greater rank, and here 2 < 4 with the ranks 2 and 1.", error.Message, StringComparison.Ordinal);
    }
}
