using System.Numerics;
using Adjoint.Drawing;
using Adjoint.Notation;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Drawing;

public sealed class PlotTests
{
    private static readonly (double From, double To) Side = (-2, 2);

    [Fact]
    public void Arrows_of_the_gradient_stand_perpendicular_on_level_lines() => Gen.Select(Gen.Double[0.5, 3], Gen.Double[0.5, 3], Gen.Double[-1, 1]).Sample((a, b, c) =>
    {
        // Of a quadratic form the gradient is known: (2ax + cy, cx + 2by).
        var arrows = FieldArrows.Of(FieldArrows.Gradient((x, y) => (a * x * x) + (c * x * y) + (b * y * y), Side, Side), Side, Side);
        Assert.NotEmpty(arrows);
        Assert.All(arrows, arrow =>
        {
            var ((x, y), (toX, toY)) = arrow;
            var (u, v) = ((2 * a * x) + (c * y), (c * x) + (2 * b * y));
            var (dx, dy) = (toX - x, toY - y);
            Assert.Equal(0, ((u * dy) - (v * dx)) / (double.Hypot(u, v) * double.Hypot(dx, dy)), 1e-5);
            Assert.True((u * dx) + (v * dy) > 0);
        });
    });

    [Fact]
    public void No_arrow_reaches_the_next_point_of_the_grid() => Gen.Select(Gen.Double[-3, 3], Gen.Double[-3, 3]).Sample((p, q) => Assert.All(
        FieldArrows.Of((x, y) => (Math.Exp(p * x), Math.Exp(q * y)), Side, Side),
        a => Assert.InRange(double.Hypot(a.To.X - a.From.X, a.To.Y - a.From.Y), 0, 4.0 / 17)));

    // Smaller than what the arithmetic of the grid can divide, larger than what it can add up.
    [Theory]
    [InlineData(0, double.Epsilon)]
    [InlineData(-1e308, 1e308)]
    public void Field_over_an_extreme_side_has_few_arrows(double from, double to) => Assert.InRange(FieldArrows.Of((_, _) => (1, 1), (from, to), (from, to)).Count, 0, 17 * 17);

    [Fact]
    public void Sequence_that_does_not_end_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Plot.Convergence(Endless(), [1]));
        Assert.Throws<ArgumentException>(() => PowerLaw.Fit(Endless().Select(x => (x, x))));
        Assert.Throws<ArgumentException>(() => SampleGrid.Of(new double[2, 2], Endless(), [0, 1]));

        static IEnumerable<double> Endless()
        {
            for (var i = 1.0; ; i++)
            {
                yield return i;
            }
        }
    }

    [Fact]
    public void Field_without_values_has_no_arrows() => Assert.Empty(FieldArrows.Of((_, _) => (double.NaN, 0), Side, Side));

    [Fact]
    public void Eigenvectors_are_kept_by_the_map_up_to_their_eigenvalue() => Gen.Double[-5, 5].Array[4].Sample(entries =>
    {
        var map = new PlaneMap(entries[0], entries[1], entries[2], entries[3]);
        foreach (var (x, y, value) in map.Eigenvectors)
        {
            var (imageX, imageY) = map.Apply((x, y));
            Assert.Equal(1, double.Hypot(x, y), 1e-12);
            Assert.Equal(value * x, imageX, 1e-6);
            Assert.Equal(value * y, imageY, 1e-6);
        }
    });

    [Theory]
    [InlineData(2, 1, 1, 2, "λ₁ = 3, λ₂ = 1")]
    [InlineData(0, -1, 1, 0, "λ = ± i: no real eigenvector")]
    [InlineData(1, 1, 0, 1, "λ = 1 twice, with one line of eigenvectors")]
    [InlineData(2, 0, 0, 2, "λ = 2 twice: every vector is an eigenvector")]
    [InlineData(0, 0, 0, 0, "λ = 0 twice: every vector is an eigenvector")]
    [InlineData(2e200, 1e200, 1e200, 2e200, "λ₁ = 3E+200, λ₂ = 1E+200")]
    [InlineData(1e-200, 0, 0, -1e-200, "λ₁ = 1E-200, λ₂ = -1E-200")]
    [InlineData(0, -1e-200, 1e-200, 0, "λ = ± 1E-200i: no real eigenvector")]
    public void Picture_of_a_map_says_its_eigenvalues(double a, double b, double c, double d, string caption) =>
        Assert.Contains(caption, Plot.Eigenvectors(new[,] { { a, b }, { c, d } }).Description, StringComparison.Ordinal);

    [Fact]
    public void Map_that_is_not_of_the_plane_is_refused() => Assert.StartsWith(
        "The picture of a map of the plane needs a 2×2 matrix, and this one is 2×3.", Assert.Throws<ArgumentException>(() => Plot.Eigenvectors(new double[2, 3])).Message, StringComparison.Ordinal);

    [Fact]
    public void Boundary_of_a_unit_ball_has_norm_1() => Gen.Double[1, 20].Sample(p => Assert.All(
        NormBall.OfP(p), x => Assert.Equal(1, Math.Pow(Math.Pow(Math.Abs(x.X), p) + Math.Pow(Math.Abs(x.Y), p), 1 / p), 1e-9)));

    [Fact]
    public void Ball_of_the_maximum_norm_is_the_square() =>
        Assert.Superset(new HashSet<(double, double)> { (1, 1), (-1, 1), (-1, -1), (1, -1) }, NormBall.OfP(double.PositiveInfinity).Select(p => (Math.Round(p.X, 12), Math.Round(p.Y, 12))).ToHashSet());

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    public void P_below_1_gives_no_norm(double p) => Assert.Contains("the triangle inequality fails", Assert.Throws<ArgumentException>(() => Plot.UnitBalls(2, p)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_no_norm_is_refused_with_the_place()
    {
        Assert.Contains("must be positive", Assert.Throws<ArgumentException>(() => Plot.UnitBall((x, y) => Math.Abs(x))).Message, StringComparison.Ordinal);
        Assert.Contains("must be 2·‖x‖", Assert.Throws<ArgumentException>(() => Plot.UnitBall((x, y) => (x * x) + (y * y))).Message, StringComparison.Ordinal);
        Assert.Contains("bends inwards", Assert.Throws<ArgumentException>(() => Plot.UnitBall((x, y) => Math.Pow(Math.Sqrt(Math.Abs(x)) + Math.Sqrt(Math.Abs(y)), 2))).Message, StringComparison.Ordinal);
    }

    // The oracle is how the function was made.
    [Fact]
    public void Zeros_and_poles_of_a_rational_function_are_found_where_they_are() =>
        Gen.Select(Gen.Int[-3, 3], Gen.Int[-3, 3]).Array[1, 4].Where(p => p.Distinct().Count() == p.Length).Sample(points =>
        {
            var places = points.Select(p => new Complex(0.5 * p.Item1, 0.5 * p.Item2)).ToList();
            Complex F(Complex z) => places.Select((p, k) => k % 2 == 0 ? z - p : 1 / ((z - p) * (z - p))).Aggregate(Complex.One, (a, b) => a * b);
            var found = new PhasePortrait(F, (-2, 2), (-2, 2)).Singularities().ToList();
            Assert.Equal(places.Count, found.Count);
            Assert.All(places.Index(), place => Assert.Contains(found, s => s.Order == (place.Index % 2 == 0 ? 1 : -2) && Complex.Abs(s.Place - place.Item) < 1e-3));
        });

    [Fact]
    public void Branch_cut_is_neither_zero_nor_pole() => Assert.Empty(new PhasePortrait(z => Complex.Sqrt(z - 3), (-2, 2), (-2, 2)).Singularities());

    [Fact]
    public void Exponential_has_neither_zeros_nor_poles() => Assert.Empty(new PhasePortrait(Complex.Exp, (-6, 6), (-6, 6)).Singularities());

    [Fact]
    public void Power_law_is_found_in_its_own_data() => Gen.Select(Gen.Double[-4, 4], Gen.Double[0.01, 100]).Sample((exponent, factor) =>
    {
        var law = PowerLaw.Fit(Enumerable.Range(1, 8).Select(k => (Math.Pow(0.5, k), factor * Math.Pow(Math.Pow(0.5, k), exponent))))!;
        Assert.Equal(exponent, law.Exponent, 1e-9);
        Assert.Equal(1, law.Factor / factor, 1e-9);
    });

    [Fact]
    public void Errors_that_have_no_logarithm_are_counted() => Assert.Contains(
        "2 of 4 points are not positive and finite", Plot.Convergence([1, 0.5, 0.25, 0.125], [1, 0, 0.06, double.NaN]).Description, StringComparison.Ordinal);

    [Fact]
    public void Graphs_share_their_variable()
    {
        Assert.Contains("curve \"sin(t)\"", Plot.Functions(0, 1, "sin(t)", "cos(t)").Description, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Plot.Functions(0, 1, "sin(t)", "cos(x)"));
        Assert.Throws<NotationParseException>(() => Plot.Function("sin(", 0, 1));
    }

    [Fact]
    public void Rectangle_without_length_is_refused_by_every_plot()
    {
        (double, double) none = (1, 1);
        Assert.Throws<ArgumentException>(() => Plot.Contours("x", none, Side));
        Assert.Throws<ArgumentException>(() => Plot.VectorField("x", "y", Side, none));
        Assert.Throws<ArgumentException>(() => Plot.Surface("x*y", Side, none));
        Assert.Throws<ArgumentException>(() => Plot.DomainColouring("z", Side, (double.NaN, 1)));
    }
}
