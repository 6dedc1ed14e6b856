using System.Globalization;
using System.Text;
using Adjoint.Drawing;
using Adjoint.Notation;

namespace Adjoint.LinearAlgebra;

/// <summary>A matrix with a picture of its values beside the numbers: red above zero, blue below, darker with the distance from it, and the sign written where there is room.</summary>
/// <remarks>Past 60 rows or columns a field of the picture is the entry of the largest absolute value among several neighbours.</remarks>
public sealed class MatrixHeatMap : IHasNotation
{
    private const int MostFields = 60;
    private const int MostSigns = 16;
    private const int MostDrawn = 400;
    private const int Side = 216;

    private readonly Func<NotationOptions, Node> describe;
    private readonly double[,] fields;

    internal MatrixHeatMap(Shape shape, Func<int, int, double> entry, Func<NotationOptions, Node> describe)
    {
        (Shape, this.describe) = (shape, describe);
        fields = new double[Math.Min(shape.Rows, MostFields), Math.Min(shape.Columns, MostFields)];
        (Least, Greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < shape.Rows; i++)
        {
            Cancellation.Poll();
            var r = (int)((long)i * fields.GetLength(0) / shape.Rows);
            for (var j = 0; j < shape.Columns; j++)
            {
                var value = entry(i, j);
                (Least, Greatest) = double.IsNaN(value) ? (Least, Greatest) : (Math.Min(Least, value), Math.Max(Greatest, value));
                ref var field = ref fields[r, (int)((long)j * fields.GetLength(1) / shape.Columns)];
                field = double.IsNaN(value) || Math.Abs(value) > Math.Abs(field) ? value : field;
            }
        }
    }

    /// <summary>m×n.</summary>
    public Shape Shape { get; }

    /// <summary>The least entry; +∞ where there is none that is a number.</summary>
    public double Least { get; }

    /// <summary>The greatest entry; −∞ where there is none that is a number.</summary>
    public double Greatest { get; }

    /// <summary>What the picture shows, in a sentence.</summary>
    public string Description => Least > Greatest
        ? $"Heat map of a {Shape} matrix without numbers."
        : $"Heat map of a {Shape} matrix with entries from {Text(Least)} to {Text(Greatest)}{(Shape.Rows > MostFields || Shape.Columns > MostFields ? $", {fields.GetLength(0)}×{fields.GetLength(1)} fields, each the largest of several entries" : string.Empty)}.";

    /// <summary>The matrix itself.</summary>
    public Node Describe(NotationOptions options) => describe(options);

    /// <summary>The entries shown, as texts, row by row; and the factor that they have in common, empty for none.</summary>
    public (IReadOnlyList<IReadOnlyList<string>> Rows, string Factor) Cells(NotationOptions options)
    {
        var (node, factor) = describe(options) is Node.RowNode { Items: [Node.ScriptsNode power, Node.OperatorNode, var inner, ..] } ? (inner, PlainText.LineOf(power)) : (describe(options), string.Empty);
        var matrix = node as Node.MatrixNode ?? (node as Node.ScriptsNode)?.Body as Node.MatrixNode;
        return matrix is null
            ? ([], factor)
            : ([.. Enumerable.Range(0, matrix.Rows).Select(r => (IReadOnlyList<string>)[.. Enumerable.Range(0, matrix.Columns).Select(c => PlainText.LineOf(matrix[r, c]))])], factor);
    }

    /// <summary>The picture with its scale.</summary>
    public string ToSvg()
    {
        var (rows, columns) = (fields.GetLength(0), fields.GetLength(1));
        var size = Math.Min(24, (double)Side / Math.Max(1, Math.Max(rows, columns)));
        var (width, height) = (Math.Max(size * columns, 12), Math.Max(size * rows, 12));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 240 {height + 54:0.##}\" font-family=\"sans-serif\" font-size=\"12\">");
        svg.Append("<title>").Append(Description).Append("</title>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"11\" y=\"7\" width=\"{width + 2:0.##}\" height=\"{height + 2:0.##}\" fill=\"#fff\" stroke=\"#7a7a7a\"/>");
        var scale = Scale();
        if (rows * columns > MostDrawn)
        {
            WriteRaster(svg, scale, width, height);
        }

        for (var r = 0; r < rows && rows * columns <= MostDrawn; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                WriteField(svg, fields[r, c], scale, 12 + (c * size), 8 + (r * size), size, rows <= MostSigns && columns <= MostSigns);
            }
        }

        WriteScale(svg, scale, height + 20);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>The matrix as plain text.</summary>
    public override string ToString() => PlainText.Of(this);

    // The largest finite absolute value, which has the full colour.
    private double Scale()
    {
        var scale = 0.0;
        foreach (var field in fields)
        {
            scale = double.IsFinite(field) ? Math.Max(scale, Math.Abs(field)) : scale;
        }

        return scale;
    }

    private static void WriteField(StringBuilder svg, double value, double scale, double x, double y, double size, bool hasRoom)
    {
        if (value == 0)
        {
            return;
        }

        var t = double.IsNaN(value) ? 0 : double.IsInfinity(value) ? Math.Sign(value) : value / scale;
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{size:0.##}\" height=\"{size:0.##}\" fill=\"{(double.IsNaN(value) ? "#bbb" : Colour(t))}\"/>");
        if (hasRoom)
        {
            var ink = Math.Abs(t) > 0.6 ? "#fff" : "#222";
            var sign = double.IsNaN(value) ? "?" : double.IsInfinity(value) ? "∞" : value < 0 ? "−" : "+";
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + (size / 2):0.##}\" y=\"{y + (size / 2) + 4:0.##}\" text-anchor=\"middle\" fill=\"{ink}\">{sign}</text>");
        }
    }

    // Fifteen colours from −scale to scale, and grey for what is no number.
    private void WriteRaster(StringBuilder svg, double scale, double width, double height)
    {
        const int Half = 7;
        var (rows, columns) = (fields.GetLength(0), fields.GetLength(1));
        var pixels = new byte[rows * columns];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                var value = fields[r, c];
                pixels[(r * columns) + c] = (byte)(double.IsNaN(value) ? (2 * Half) + 1 : Half + Math.Round(Half * (value == 0 ? 0 : Math.Clamp(value / scale, -1, 1))));
            }
        }

        var palette = Enumerable.Range(-Half, (2 * Half) + 1).Select(k => Mixed((double)k / Half)).Append(((byte)187, (byte)187, (byte)187)).ToList();
        var png = Convert.ToBase64String(Raster.Png(columns, rows, pixels, palette));
        svg.Append(CultureInfo.InvariantCulture, $"<image x=\"12\" y=\"8\" width=\"{width:0.##}\" height=\"{height:0.##}\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{png}\"/>");
    }

    // Five fields from −scale to scale, and the numbers under the outer and the middle one.
    private static void WriteScale(StringBuilder svg, double scale, double y)
    {
        for (var k = -2; k <= 2; k++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{120 + (40 * k) - 20}\" y=\"{y:0.##}\" width=\"40\" height=\"12\" fill=\"{Colour(k / 2.0)}\" stroke=\"#7a7a7a\"/>");
        }

        foreach (var (k, value) in new[] { (-2, -scale), (0, 0.0), (2, scale) })
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{120 + (40 * k)}\" y=\"{y + 26:0.##}\" text-anchor=\"middle\" fill=\"#7a7a7a\">{Text(value)}</text>");
        }
    }

    private static string Colour(double t)
    {
        var (r, g, b) = Mixed(t);
        return $"#{r:x2}{g:x2}{b:x2}";
    }

    // Diverging from white to blue for t = −1 and to red for t = 1; both are as dark, and told apart by those who see no red or green.
    private static (byte R, byte G, byte B) Mixed(double t)
    {
        var (r, g, b) = t < 0 ? (33, 102, 172) : (178, 24, 43);
        var a = Math.Abs(t);
        return (Mix(r), Mix(g), Mix(b));

        byte Mix(int full) => (byte)Math.Round(255 + ((full - 255) * a));
    }

    private static string Text(double value) => PlainText.Of(RealNotation.Number(value, NotationOptions.Default));
}
