using System.Numerics;
using MathNet.Numerics;

namespace Adjoint.Notation;

/// <summary>Floating-point numbers and matrices of them as notation, in one <see cref="DecimalLayout"/> per value.</summary>
/// <remarks>Only entries that are shown are asked for and choose the layout, so that a matrix of any size costs what its visible part costs.</remarks>
public static class RealNotation
{
    /// <summary>v, with a power of ten where that is shorter: 1.2346·10⁸.</summary>
    public static Node Number(double value, NotationOptions options) => Number(ShortestDecimal.Of(value), options);

    /// <summary>a + b·i, each part in its own power of ten; a part that is 0 is left out.</summary>
    public static Node Number(Complex value, NotationOptions options) =>
        Number(ShortestDecimal.Of(value.Real), ShortestDecimal.Of(value.Imaginary), options);

    /// <summary>a + b·i in single precision, each part in its own power of ten; a part that is 0 is left out.</summary>
    public static Node Number(Complex32 value, NotationOptions options) =>
        Number(ShortestDecimal.Of(value.Real), ShortestDecimal.Of(value.Imaginary), options);

    /// <summary>The matrix of doubles with entries <paramref name="entry"/>(i, j).</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="entry">Asked once for each visible entry; null is an entry that is not stored, a dot.</param>
    /// <param name="options">The limits.</param>
    public static Node Matrix(int rows, int columns, Func<int, int, double?> entry, NotationOptions options) =>
        Matrix(rows, columns, (i, j) => entry(i, j) is { } value ? new Entry(ShortestDecimal.Of(value), default) : null, options);

    /// <summary>The matrix of floats with entries <paramref name="entry"/>(i, j), in at most the 9 digits that a float has.</summary>
    /// <inheritdoc cref="Matrix(int, int, Func{int, int, double?}, NotationOptions)"/>
    public static Node Matrix(int rows, int columns, Func<int, int, float?> entry, NotationOptions options) =>
        Matrix(rows, columns, (i, j) => entry(i, j) is { } value ? new Entry(ShortestDecimal.Of(value), default) : null, options);

    /// <summary>The matrix of complex numbers with entries <paramref name="entry"/>(i, j); real parts and imaginary parts stand under each other.</summary>
    /// <inheritdoc cref="Matrix(int, int, Func{int, int, double?}, NotationOptions)"/>
    public static Node Matrix(int rows, int columns, Func<int, int, Complex?> entry, NotationOptions options) =>
        Matrix(rows, columns, (i, j) => entry(i, j) is { } z ? new Entry(ShortestDecimal.Of(z.Real), ShortestDecimal.Of(z.Imaginary)) : null, options);

    /// <summary>The matrix of complex numbers in single precision with entries <paramref name="entry"/>(i, j).</summary>
    /// <inheritdoc cref="Matrix(int, int, Func{int, int, double?}, NotationOptions)"/>
    public static Node Matrix(int rows, int columns, Func<int, int, Complex32?> entry, NotationOptions options) =>
        Matrix(rows, columns, (i, j) => entry(i, j) is { } z ? new Entry(ShortestDecimal.Of(z.Real), ShortestDecimal.Of(z.Imaginary)) : null, options);

    private static Node Number(ShortestDecimal value, NotationOptions options)
    {
        var layout = DecimalLayout.Of([value], options);
        return layout.Scale == 0 ? layout.Describe(value)
            : value is { Mantissa: 1, IsNegative: false } ? layout.Factor
            : Node.Row(layout.Describe(value), Node.Operator("·"), layout.Factor);
    }

    private static Node Number(ShortestDecimal re, ShortestDecimal im, NotationOptions options)
    {
        if (im.IsZero)
        {
            return Number(re, options);
        }

        var i = Node.Identifier("i");
        var imaginary = im.Absolute is { IsFinite: true, Mantissa: 1, Exponent: 0 } ? i
            : DecimalLayout.Of([im], options).Scale == 0 ? Node.Row(Number(im.Absolute, options), i)
            : Node.Row(Number(im.Absolute, options), Node.Operator("·"), i);
        return (re.IsZero, im.IsNegative) switch
        {
            (true, true) => Node.Row(Node.Operator("-"), imaginary),
            (true, false) => imaginary,
            (false, var negative) => Node.Row(Number(re, options), Node.Operator(negative ? "-" : "+"), imaginary),
        };
    }

    private static Node Matrix(int rows, int columns, Func<int, int, Entry?> entry, NotationOptions options)
    {
        var (shownRows, shownColumns) = (Elision.Of(rows, options.Limit), Elision.Of(columns, options.Limit));
        var visible = new Dictionary<(int, int), Entry>();
        for (var r = 0; r < shownRows.Visible; r++)
        {
            for (var c = 0; c < shownColumns.Visible; c++)
            {
                var (i, j) = (shownRows.IndexOf(r), shownColumns.IndexOf(c));
                if (i >= 0 && j >= 0 && entry(i, j) is { } shown)
                {
                    visible[(i, j)] = shown;
                }
            }
        }

        var isComplex = visible.Values.Any(z => !z.Im.IsZero);
        var layout = DecimalLayout.Of(isComplex ? visible.Values.SelectMany(z => new[] { z.Re, z.Im }) : visible.Values.Select(z => z.Re), options);
        var longest = isComplex ? Longest(visible, layout) : [];
        var matrix = Node.Matrix(
            shownRows,
            shownColumns,
            (i, j) => !visible.TryGetValue((i, j), out var z) ? Node.Operator("·") : isComplex ? Describe(z, longest[j], layout) : layout.Describe(z.Re),
            isComplex ? ColumnAlignment.Right : ColumnAlignment.DecimalPoint);
        return layout.Scale == 0 ? matrix : Node.Row(layout.Factor, Node.Operator("·"), matrix);
    }

    // Per column, the longest imaginary part, without its sign; empty where there is none.
    private static Dictionary<int, string> Longest(Dictionary<(int Row, int Column), Entry> visible, DecimalLayout layout)
    {
        var longest = new Dictionary<int, string>();
        foreach (var ((_, column), z) in visible)
        {
            var digits = z.Im.IsZero ? string.Empty : layout.Write(z.Im.Absolute);
            if (digits.Length >= longest.GetValueOrDefault(column, string.Empty).Length)
            {
                longest[column] = digits;
            }
        }

        return longest;
    }

    // Flush right, with the imaginary part filled up to the width of its column, real parts stand under each other, too.
    private static Node Describe(Entry z, string longest, DecimalLayout layout)
    {
        var i = Node.Identifier("i");
        if (z.Im.IsZero)
        {
            var blank = Node.Phantom(Node.Row(Node.Empty, Node.Operator("+"), Node.Number(longest), i));
            return longest.Length == 0 ? layout.Describe(z.Re) : Node.Row(layout.Describe(z.Re), blank);
        }

        var digits = layout.Write(z.Im.Absolute);
        var missing = longest.Length - digits.Length;
        var imaginary = Node.Number(digits);
        var sign = Node.Operator(z.Im.IsNegative ? "-" : "+");
        Node[] filled = missing > 0 ? [Node.Phantom(Node.Number(new string('0', missing))), imaginary, i] : [imaginary, i];
        return z.Re.IsZero
            ? z.Im.IsNegative ? Node.Row([.. filled[..^2], sign, .. filled[^2..]]) : Node.Row(filled)
            : Node.Row([layout.Describe(z.Re), sign, .. filled]);
    }

    // A real entry has imaginary part 0.
    private readonly record struct Entry(ShortestDecimal Re, ShortestDecimal Im);
}
