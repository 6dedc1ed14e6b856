using Adjoint.Drawing;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Drawing;

public sealed class ContourLaws
{
    private static readonly Gen<(double A, double B, double C)> Coefficients = Gen.Select(Gen.Double[-3, 3], Gen.Double[-3, 3], Gen.Double[-3, 3]);

    [Fact]
    public void Lines_of_an_affine_function_are_where_it_has_the_level() => Coefficients.Sample(k =>
    {
        double F(double x, double y) => (k.A * x) + (k.B * y) + k.C;
        var mark = Contours(Figure.Empty.Contours(F, (-2, 3), (-1, 4), 7));
        Assert.InRange(mark.Lines.SelectMany(line => line.Vertices.Select(p => Math.Abs(F(p.X, p.Y) - line.Level))).DefaultIfEmpty(0).Max(), 0, 1e-9);
    });

    // Linear interpolation over an edge of length h is off by at most h²/8 times the second derivative.
    [Fact]
    public void Lines_of_a_quadratic_function_are_where_it_has_the_level_up_to_the_error_of_the_grid() => Coefficients.Sample(k =>
    {
        double F(double x, double y) => (k.A * x * x) + (k.B * x * y) + (k.C * y * y);
        var mark = Contours(Figure.Empty.Contours(F, (-2, 3), (-1, 4), 7));
        var bound = 0.05 * 0.05 / 8 * 2 * Math.Max(Math.Abs(k.A), Math.Abs(k.C));
        Assert.InRange(mark.Lines.SelectMany(line => line.Vertices.Select(p => Math.Abs(F(p.X, p.Y) - line.Level))).DefaultIfEmpty(0).Max(), 0, bound + 1e-9);
    });

    [Fact]
    public void Line_ends_at_the_side_of_the_grid_or_closes() => Coefficients.Sample(k =>
    {
        double F(double x, double y) => Math.Sin(k.A * x) + Math.Cos((k.B * y) + (k.C * x));
        var mark = Contours(Figure.Empty.Contours(F, (-2, 3), (-1, 4), 7));
        Assert.All(mark.Lines, line => Assert.True(
            line.Vertices[0] == line.Vertices[^1] || new[] { line.Vertices[0], line.Vertices[^1] }.All(p => p.X is -2 or 3 || p.Y is -1 or 4), $"{line.Vertices[0]} {line.Vertices[^1]}"));
    });

    [Fact]
    public void Sign_changes_along_an_edge_are_crossings_of_the_zero_line() => Gen.Select(Gen.Double[0.1, 1], Gen.Bool).Select((v, isNegative) => isNegative ? -v : v).Array2D[Gen.Int[2, 7], Gen.Int[2, 7]].Sample(values =>
    {
        var (rows, columns) = (values.GetLength(0), values.GetLength(1));
        var grid = SampleGrid.Of(values, Enumerable.Range(0, columns).Select(j => (double)j), Enumerable.Range(0, rows).Select(i => (double)i));
        var changes = 0;
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                changes += j + 1 < columns && values[i, j] > 0 != values[i, j + 1] > 0 ? 1 : 0;
                changes += i + 1 < rows && values[i, j] > 0 != values[i + 1, j] > 0 ? 1 : 0;
            }
        }

        // The last vertex of a closed line is its first.
        Assert.Equal(changes, MarchingSquares.Lines(grid, 0).Sum(line => line.Vertices.Count - (line.Vertices[0] == line.Vertices[^1] ? 1 : 0)));
    });

    [Fact]
    public void Lines_at_a_saddle_do_not_cross()
    {
        // xy = ±1/100 has two branches, each in opposite quadrants.
        var lines = Contours(Figure.Empty.Contours((x, y) => x * y, (-1, 1), (-1, 1), [-0.0002, 0.0002])).Lines;
        Assert.Equal(4, lines.Count);
        Assert.All(lines, line => Assert.Single(line.Vertices.Select(p => Math.Sign(Math.Round(p.X, 3))).Where(s => s != 0).Distinct()));
    }

    [Fact]
    public void Levels_are_round_distinct_and_within_the_values() => Coefficients.Where(k => Math.Abs(k.A) + Math.Abs(k.B) > 0.1).Sample(k =>
    {
        var mark = Contours(Figure.Empty.Contours((x, y) => (k.A * x) + (k.B * y), (0, 1), (0, 1), 8));
        Assert.InRange(mark.Levels.Count, 4, 16);
        Assert.Equal(mark.Levels.Distinct().Order(), mark.Levels);
        Assert.All(mark.Levels, level => Assert.InRange(FigureText.Number(level).Trim('-').Replace(".", "", StringComparison.Ordinal).TrimStart('0').Length, 0, 5));
        Assert.Equal(mark.Levels.Count, mark.Lines.Select(line => line.Level).Distinct().Count());
    });

    [Fact]
    public void Where_the_function_is_not_a_number_there_is_no_line()
    {
        var mark = Contours(Figure.Empty.Contours((x, y) => Math.Sqrt(x) + y, (-1, 1), (-1, 1)));
        Assert.NotEmpty(mark.Lines);
        Assert.All(mark.Lines, line => Assert.All(line.Vertices, p => Assert.True(p.X >= -1e-12)));
        Assert.Empty(Contours(Figure.Empty.Contours((_, _) => double.NaN, (-1, 1), (-1, 1))).Lines);
        Assert.Empty(Contours(Figure.Empty.Contours((_, _) => 5, (-1, 1), (-1, 1))).Levels);
    }

    [Fact]
    public void Function_has_no_level_line_along_a_pole_or_jump()
    {
        double Pole(double x, double y) => 1 / ((x * x) + (y * y) - 1);
        var mark = Contours(Figure.Empty.Contours(Pole, (-2, 2), (-2, 2)));
        Assert.All(mark.Lines.Where(line => Math.Abs(line.Level) <= 4), line => Assert.All(line.Vertices, p => Assert.InRange(((p.X * p.X) + (p.Y * p.Y) - 1) * line.Level, 0.5, 1.5)));
        Assert.All(mark.Levels.Where(level => Math.Abs(level) <= 4), level => Assert.Contains(mark.Lines, line => line.Level == level || level == 0));
        Assert.Empty(Contours(Figure.Empty.Contours((x, y) => x + y > 0.123 ? 1 : 0, (-1, 1), (-1, 1), [0.25, 0.5])).Lines);
    }

    [Fact]
    public void Between_the_smallest_numbers_there_is_no_level() =>
        Assert.Empty(Contours(Figure.Empty.Contours((x, _) => x < 0.5 ? -double.Epsilon : double.Epsilon, (0, 1), (0, 1))).Levels);

    private static ContoursMark Contours(Figure figure) => Assert.IsType<ContoursMark>(Assert.Single(figure.Marks));
}
