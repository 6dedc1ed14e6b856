using Adjoint.Graphs;
using Adjoint.Notation;
using Xunit;

namespace Adjoint.Tests.Graphs;

public sealed class HasseDiagramTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Boolean_lattice_is_symmetric_from_left_to_right_and_from_top_to_bottom(int n)
    {
        var places = Places(HasseDiagram.Of(Enumerable.Range(0, 1 << n), (a, b) => (a & b) == a, label: k => Node.Text($"{k}")));
        AssertSymmetric(places, p => p with { X = -p.X });
        AssertSymmetric(places, p => p with { Y = -p.Y });
    }

    [Fact]
    public void Subgroups_of_D4_are_symmetric_and_cross_nowhere()
    {
        string[] names = ["1", "s", "r²s", "r²", "rs", "r³s", "⟨r², s⟩", "⟨r⟩", "⟨r², rs⟩", "D4"];
        (int, int)[] covers = [(0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (1, 6), (2, 6), (3, 6), (3, 7), (3, 8), (4, 8), (5, 8), (6, 9), (7, 9), (8, 9)];
        var diagram = HasseDiagram.Of(names, (a, b) => covers.Contains((Array.IndexOf(names, a), Array.IndexOf(names, b))));
        Assert.Equal(15, diagram.Edges.Count);
        var places = Places(diagram);
        AssertSymmetric(places, p => p with { X = -p.X });
        Assert.Equal(4, places.Select(p => p.Y).Distinct().Count());

        // ⟨r²⟩ stands over 1 and under ⟨r⟩, which stands under D4.
        Assert.Single(new[] { 0, 3, 7, 9 }.Select(v => Math.Round(places[v].X, 3)).Distinct());
    }

    [Fact]
    public void M3_is_symmetric_and_the_edges_of_N5_are_straight_between_ends_above_each_other()
    {
        AssertSymmetric(Places(HasseDiagram.Of(("0", "a"), ("0", "b"), ("0", "c"), ("a", "1"), ("b", "1"), ("c", "1"))), p => p with { X = -p.X });
        var n5 = HasseDiagram.Of(("0", "a"), ("a", "b"), ("b", "1"), ("0", "c"), ("c", "1"));
        Assert.All(DiagramDrawing.Of(n5).Edges, e => Assert.True(e.IsStraight));
        Assert.Equal(DiagramDrawing.Of(n5).Vertices[n5.PlaceOf("0")].X, DiagramDrawing.Of(n5).Vertices[n5.PlaceOf("1")].X, 1.0);
    }

    [Fact]
    public void Divisors_of_60_stand_at_the_number_of_their_prime_factors()
    {
        var diagram = HasseDiagram.Of(Enumerable.Range(1, 60).Where(n => 60 % n == 0), (a, b) => b % a == 0);
        Assert.Equal([0, 1, 1, 2, 1, 2, 2, 3, 2, 3, 3, 4], diagram.Vertices.Select(v => v.Level!.Value));
        Assert.Equal(
            """
            Hasse diagram with 12 elements and 20 covers
              60
              12   20   30
              4   6   10   15
              2   3   5
              1
            """.ReplaceLineEndings("\n"),
            diagram.ToText());
    }

    [Fact]
    public void Levels_are_labelled_by_rank_on_request()
    {
        var diagram = HasseDiagram.Of([1, 2, 4, 12], (a, b) => b % a == 0, rank: n => n, rankLabel: n => Node.Text($"order {n}"));
        var drawing = DiagramDrawing.Of(diagram);
        Assert.Equal(4, drawing.Levels.Count);
        Assert.All(drawing.Levels.Index(), l => Assert.Equal(drawing.Vertices[l.Index].Y, l.Item.Box.Y));
        Assert.All(drawing.Levels, l => Assert.DoesNotContain(drawing.Vertices, l.Box.Overlaps));
        Assert.Contains("order 12:  12", diagram.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_of_any_kind_are_drawn()
    {
        Assert.Empty(HasseDiagram.Of(Array.Empty<int>(), (_, _) => true).Vertices);
        Assert.Empty(HasseDiagram.Of([1, 2, 3], (_, _) => false).Edges);
        Assert.Equal(["1", "1′"], HasseDiagram.Of(["1", "1"], (_, _) => false).Vertices.Select(v => v.Id));
        Assert.Equal(299, HasseDiagram.Of(Enumerable.Range(0, 300), (a, b) => a <= b).Edges.Count);
        Assert.StartsWith("A Hasse diagram has at most 1000 elements", Assert.Throws<ArgumentException>(() => HasseDiagram.Of(Enumerable.Range(0, int.MaxValue), (_, _) => false)).Message, StringComparison.Ordinal);
    }

    private static List<Point> Places(Diagram diagram)
    {
        var boxes = DiagramDrawing.Of(diagram).Vertices;
        var middle = Box.Around(boxes.Select(b => b with { Width = 0, Height = 0 })).Centre;
        return [.. boxes.Select(b => b.Centre - middle)];
    }

    private static void AssertSymmetric(List<Point> places, Func<Point, Point> map) =>
        Assert.All(places, p => Assert.Contains(places, q => (q - map(p)).Length < 0.5));
}
