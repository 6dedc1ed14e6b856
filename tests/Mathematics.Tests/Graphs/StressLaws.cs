using Adjoint.Graphs;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Graphs;

public sealed class StressLaws
{
    [Fact]
    public void No_step_increases_the_stress() => Gen.Int[1, 12].SelectMany(n => Gen.Double[20, 300].Array[n * n].Select(d => (n, d))).Sample((n, d) =>
    {
        var distance = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                distance[i, j] = distance[j, i] = d[(i * n) + j];
            }
        }

        var majorisation = new StressMajorisation(distance);
        for (var (step, before) = (0, majorisation.Stress()); step < 20; step++)
        {
            majorisation.Step();
            var after = majorisation.Stress();
            Assert.True(after <= before * (1 + 1e-9) + 1e-9, $"{before} -> {after}");
            before = after;
        }
    });

    // Distances that points in the plane have are met.
    [Fact]
    public void Points_of_the_plane_are_found_again_up_to_a_motion() => Gen.Select(Gen.Double[-200, 200], Gen.Double[-200, 200]).Array[3, 8].Sample(points =>
    {
        var n = points.Length;
        double Apart(int i, int j) => Math.Sqrt(Math.Pow(points[i].Item1 - points[j].Item1, 2) + Math.Pow(points[i].Item2 - points[j].Item2, 2));
        var distance = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                distance[i, j] = Apart(i, j);
                if (i != j && distance[i, j] < 5)
                {
                    return;
                }
            }
        }

        var majorisation = new StressMajorisation(distance);
        majorisation.Run();
        Assert.InRange(majorisation.Stress(), 0, 0.01 * n * n);
    });

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(12)]
    public void Complete_graph_is_a_regular_polygon(int n)
    {
        var centres = DiagramDrawing.Of(Diagram.OfEdges(Enumerable.Range(10, n).SelectMany(i => Enumerable.Range(10, i - 10).Select(j => ($"{j}", $"{i}"))))).Vertices.Select(b => b.Centre).ToList();
        var mean = 1.0 / n * centres.Aggregate((a, b) => a + b);
        var radii = centres.Select(c => (c - mean).Length).ToList();
        Assert.InRange(radii.Max() / radii.Min(), 1, 1.01);
        Assert.Equal(0, centres.IndexOf(centres.MinBy(c => c.Y)));
    }

    [Fact]
    public void Parts_stand_side_by_side() => Assert.Equal(
        DiagramDrawing.Of(Diagram.OfEdges(("a", "b"), ("c", "d"))).Vertices[0].Y,
        DiagramDrawing.Of(Diagram.OfEdges(("a", "b"), ("c", "d"))).Vertices[2].Y, 6);

    [Fact]
    public void Long_path_bends_so_that_it_fits_a_page()
    {
        var extent = DiagramDrawing.Of(Diagram.OfEdges(Enumerable.Range(0, 60).Select(i => ($"{i}", $"{i + 1}")))).Extent;
        Assert.InRange(extent.Width / extent.Height, 0.3, 5);
    }
}
