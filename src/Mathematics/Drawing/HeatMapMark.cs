namespace Adjoint.Drawing;

/// <summary>A rectangle of cells of equal size, each coloured by its value. A value that is not finite is hatched.</summary>
public sealed record HeatMapMark : FigureMark
{
    private readonly double[] values;

    /// <summary>Values by rows; row 0 is at the side y.From.</summary>
    internal HeatMapMark(string label, int rows, int columns, double[] values, (double From, double To) x, (double From, double To) y)
        : base(MarkShape.HeatMap, label, [])
    {
        (Rows, Columns, this.values, X, Y) = (rows, columns, values, x, y);
        Framed = values.Length == 0 ? [] : [(x.From, y.From), (x.To, y.To)];
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (double.IsFinite(value))
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
            else
            {
                Missing++;
            }
        }

        Values = low <= high ? (low, high) : null;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The sides at the outer edges of the first and the last column.</summary>
    public (double From, double To) X { get; }

    /// <summary>The sides at the outer edges of the first and the last row; From may be above To.</summary>
    public (double From, double To) Y { get; }

    /// <summary>How many values are not finite.</summary>
    public int Missing { get; }

    /// <summary>The value of a cell; rows and columns count from 0.</summary>
    public double this[int row, int column] => values[(row * Columns) + column];

    /// <summary>The mean of the finite values in a block of cells, sides To not included; null where there is none.</summary>
    internal double? Mean((int From, int To) rows, (int From, int To) columns)
    {
        var (mean, n) = (0.0, 0);
        for (var i = rows.From; i < rows.To; i++)
        {
            for (var j = columns.From; j < columns.To; j++)
            {
                if (this[i, j] is var value && double.IsFinite(value))
                {
                    n++;
                    mean += (value / n) - (mean / n);
                }
            }
        }

        return n == 0 ? null : mean;
    }

    internal override IEnumerable<(double X, double Y)> Placed => Framed;

    internal override ((double From, double To) X, (double From, double To) Y)? Filled => values.Length == 0 ? null : (X, (Math.Min(Y.From, Y.To), Math.Max(Y.From, Y.To)));

    internal override (double Low, double High)? Values { get; }
}
