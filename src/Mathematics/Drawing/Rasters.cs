namespace Adjoint.Drawing;

/// <summary>Makes the marks that fill a rectangle with cells.</summary>
internal static class Rasters
{
    private const int MostCells = 16_000_000;
    private const int MostPixels = 4_000_000;
    private const int Columns = 200;
    private const int Rows = 150;

    /// <summary>A matrix; row 0 is at the side y.From.</summary>
    public static HeatMapMark Of(double[,] values, (double From, double To) x, (double From, double To) y, string label) => values.Length <= MostCells
        ? new(label, values.GetLength(0), values.GetLength(1), [.. values.Cast<double>()], x, y)
        : throw new ArgumentException($"A heat map has at most {MostCells} cells, and this one has {values.GetLength(0)}×{values.GetLength(1)}.", nameof(values));

    /// <summary>f in the middle of each cell.</summary>
    public static HeatMapMark Of(Func<double, double, double> f, (double From, double To) x, (double From, double To) y, string label)
    {
        SampleGrid.CheckSides(x, y);
        var values = new double[Rows * Columns];
        for (var k = 0; k < values.Length; k++)
        {
            Cancellation.Poll();
            values[k] = f(Middle(x, k % Columns, Columns), Middle(y, k / Columns, Rows));
        }

        return new(label, Rows, Columns, values, x, y);
    }

    /// <summary>Pixels; row 0 is on top.</summary>
    public static ImageMark Of((double From, double To) x, (double From, double To) y, int columns, int rows, Func<int, int, (byte R, byte G, byte B)> colour, string label)
    {
        SampleGrid.CheckSides(x, y);
        if (columns < 1 || rows < 1 || (long)columns * rows > MostPixels)
        {
            throw new ArgumentException($"An image has from 1 to {MostPixels} pixels, and this one has {columns} columns and {rows} rows.", nameof(columns));
        }

        var pixels = new byte[3 * columns * rows];
        for (var k = 0; k < columns * rows; k++)
        {
            Cancellation.Poll();
            (pixels[3 * k], pixels[(3 * k) + 1], pixels[(3 * k) + 2]) = colour(k % columns, k / columns);
        }

        return new(label, rows, columns, pixels, x, y);
    }

    private static double Middle((double From, double To) side, int k, int n) => side.From + ((k + 0.5) * ((side.To / n) - (side.From / n)));
}
