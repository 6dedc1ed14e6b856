using System.Numerics;

namespace Adjoint.Drawing;

/// <summary>A complex function over a rectangle, by the colours of its values, with its zeros and poles.</summary>
internal sealed class PhasePortrait(Func<Complex, Complex> f, (double From, double To) re, (double From, double To) im)
{
    private const int Pixels = 300;
    private const int Cells = 90;
    private const int MostMarked = 100;

    /// <summary>The picture.</summary>
    public Figure Draw(string label)
    {
        SampleGrid.CheckSides(re, im);
        var (width, height) = (re.To - re.From, im.To - im.From);
        var (columns, rows) = Size(width, height, Pixels);
        var figure = Figure.Empty.EqualAspect().Axes("Re z", "Im z").Image(re, im, columns, rows, (column, row) =>
        {
            Cancellation.Poll();
            return Colour(f(new(re.From + ((column + 0.5) / columns * width), im.To - ((row + 0.5) / rows * height))));
        });
        var found = Singularities().Take(MostMarked).ToList();
        figure = Mark(figure, [.. found.Where(s => s.Order > 0)], "zero", "zeros");
        figure = Mark(figure, [.. found.Where(s => s.Order < 0)], "pole", "poles");
        return figure.Title(label);
    }

    /// <summary>The zeros (positive orders) and poles (negative orders).</summary>
    /// <remarks>The argument principle: the change of arg f around a small circle is 2π times the order, and (1/2πi)∮ z·d(log f) is the place times the order.</remarks>
    internal IEnumerable<(Complex Place, int Order)> Singularities()
    {
        var (width, height) = (re.To - re.From, im.To - im.From);
        var (columns, rows) = Size(width, height, Cells);
        // Wider than a cell: what is near the edge of a circle is badly placed by it.
        var radius = 1.1 * Math.Max(width / columns, height / rows);
        var found = new List<(Complex Place, int Order)>();
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                Cancellation.Poll();
                var middle = new Complex(re.From + ((column + 0.5) / columns * width), im.From + ((row + 0.5) / rows * height));
                if (Around(middle, radius, 36) is not var (place, order))
                {
                    continue;
                }

                // A cut of a logarithm or a root can look like a turn; around a true zero or pole smaller circles see the same.
                for (var k = 0; k < 3 && order != 0; k++)
                {
                    var nearer = Around(place, radius / (4 << k), 48);
                    order = nearer?.Order == order ? order : 0;
                    place = nearer?.Place ?? place;
                }

                if (order != 0 && place.Real >= re.From && place.Real <= re.To && place.Imaginary >= im.From && place.Imaginary <= im.To
                    && !found.Exists(s => Complex.Abs(s.Place - place) < radius / 2))
                {
                    found.Add((place, order));
                }
            }
        }

        return found;
    }

    private static (int Columns, int Rows) Size(double width, double height, int most)
    {
        var unit = Math.Max(width, height) / most;
        return (Math.Max(2, (int)Math.Round(width / unit)), Math.Max(2, (int)Math.Round(height / unit)));
    }

    // What rounding left of a place on an axis is no number to read.
    private double Snap(double place)
    {
        var unit = 1e-11 * Math.Max(re.To - re.From, im.To - im.From);
        return Math.Abs(place) < unit ? 0 : place;
    }

    private Figure Mark(Figure figure, List<(Complex Place, int Order)> places, string one, string many)
    {
        foreach (var group in places.GroupBy(p => Math.Abs(p.Order)).OrderBy(g => g.Key))
        {
            var name = group.Count() == 1 ? one : many;
            figure = figure.Points(group.Select(p => (Snap(p.Place.Real), Snap(p.Place.Imaginary))), group.Key == 1 ? name : $"{name} of order {group.Key}");
        }

        return figure;
    }

    // Black is 0 and white infinity; what is no number is grey.
    private static (byte R, byte G, byte B) Colour(Complex value)
    {
        if (double.IsNaN(value.Real) || double.IsNaN(value.Imaginary))
        {
            return (128, 128, 128);
        }

        var modulus = Complex.Abs(value);
        if (modulus == 0 || double.IsInfinity(modulus))
        {
            return modulus == 0 ? ((byte)0, (byte)0, (byte)0) : ((byte)255, (byte)255, (byte)255);
        }

        var doubling = Math.Log2(modulus);
        return ColourScale.Wheel(value.Phase / (2 * Math.PI), 0.62 + (0.18 * (doubling - Math.Floor(doubling))));
    }

    private (Complex Place, int Order)? Around(Complex middle, double radius, int steps)
    {
        var (first, before) = (Complex.Zero, Complex.Zero);
        var (turn, moment) = (0.0, Complex.Zero);
        for (var k = 0; k <= steps; k++)
        {
            var z = middle + Complex.FromPolarCoordinates(radius, 2 * Math.PI * k / steps);
            var value = k == steps ? first : f(z);
            if (value == 0 || !Complex.IsFinite(value))
            {
                return null;
            }

            if (k == 0)
            {
                first = value;
            }
            else
            {
                var growth = Complex.Log(value / before);
                if (!Complex.IsFinite(growth) || Math.Abs(growth.Imaginary) > 2.2)
                {
                    return null;
                }

                turn += growth.Imaginary;
                moment += Complex.FromPolarCoordinates(radius, 2 * Math.PI * (k - 0.5) / steps) * growth;
            }

            before = value;
        }

        var order = (int)Math.Round(turn / (2 * Math.PI));
        return order == 0 ? null : (middle + (moment / (2 * Math.PI * Complex.ImaginaryOne * order)), order);
    }
}
