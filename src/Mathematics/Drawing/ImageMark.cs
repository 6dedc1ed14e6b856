namespace Adjoint.Drawing;

/// <summary>A rectangle of pixels. Row 0 is on top.</summary>
public sealed record ImageMark : FigureMark
{
    private readonly byte[] pixels;

    /// <summary>Three bytes for each pixel, by rows.</summary>
    internal ImageMark(string label, int rows, int columns, byte[] pixels, (double From, double To) x, (double From, double To) y)
        : base(MarkShape.Image, label, [])
    {
        (Rows, Columns, this.pixels, X, Y) = (rows, columns, pixels, x, y);
        Framed = [(x.From, y.From), (x.To, y.To)];
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The left and the right side.</summary>
    public (double From, double To) X { get; }

    /// <summary>The lower and the upper side.</summary>
    public (double From, double To) Y { get; }

    /// <summary>The colour of a pixel; rows and columns count from 0.</summary>
    public (byte R, byte G, byte B) this[int row, int column]
    {
        get
        {
            var at = 3 * ((row * Columns) + column);
            return (pixels[at], pixels[at + 1], pixels[at + 2]);
        }
    }

    internal override IEnumerable<(double X, double Y)> Placed => Framed;

    internal override ((double From, double To) X, (double From, double To) Y)? Filled => (X, Y);
}
