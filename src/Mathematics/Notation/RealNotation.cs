using System.Numerics;
using MathNet.Numerics;

namespace Adjoint.Notation;

/// <summary>Floating-point numbers and matrices of them as notation, in one <see cref="DecimalLayout"/> per value.</summary>
/// <remarks>Only entries that are shown are asked for, so that a matrix of any size costs what its visible part costs.</remarks>
public static class RealNotation
{
    /// <summary>v, with a power of ten where that is shorter: 1.2346·10⁸.</summary>
    public static Node Number(double value, NotationOptions options) => Number(ShortestDecimal.Of(value), options);

    /// <summary>a + b·i, each part with its own power of ten; a part that is 0 is left out.</summary>
    public static Node Number(Complex value, NotationOptions options)
    {
        var (re, im) = (ShortestDecimal.Of(value.Real), ShortestDecimal.Of(value.Imaginary));
        if (im.IsZero)
        {
            return Number(re, options);
        }

        var imaginary = im is { IsFinite: true, Mantissa: 1, Exponent: 0 } ? Node.Identifier("i") : Node.Row(Number(im.Absolute, options), Node.Identifier("i"));
        return (re.IsZero, im.IsNegative) switch
        {
            (true, true) => Node.Row(Node.Operator("-"), imaginary),
            (true, false) => imaginary,
            (false, var negative) => Node.Row(Number(re, options), Node.Operator(negative ? "-" : "+"), imaginary),
        };
    }

    /// <summary>The matrix of doubles with entries <paramref name="entry"/>(i, j).</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="entry">Asked for visible entries only; null is an entry that is not stored, a dot.</param>
    /// <param name="options">The limits.</param>
    public static Node Matrix(int rows, int columns, Func<int, int, double?> entry, NotationOptions options) =>
        Matrix(rows, columns, (i, j) => entry(i, j) is { } value ? (ShortestDecimal.Of(value), null) : null, options);

    /// <summary>The matrix of floats with entries <paramref name="entry"/>(i, j), in at most the 9 digits that a float has.</summary>
    /// <inheritdoc cref="Matrix(int, int, Func{int, int, double?}, NotationOptions)"/>
    public static Node Matrix(int rows, int columns, Func<int, int, float?> entry, NotationOptions options) =>
        Matrix(rows, columns, (i, j) => entry(i, j) is { } value ? (ShortestDecimal.Of(value), null) : null, options);

    /// <summary>The matrix of complex numbers with entries <paramref name="entry"/>(i, j).</summary>
    /// <inheritdoc cref="Matrix(int, int, Func{int, int, double?}, NotationOptions)"/>
    public static Node Matrix(int rows, int columns, Func<int, int, Complex?> entry, NotationOptions options) =>
        Matrix(rows, columns, (i, j) => entry(i, j) is { } z ? (ShortestDecimal.Of(z.Real), ShortestDecimal.Of(z.Imaginary)) : null, options);

    /// <summary>The matrix of complex numbers in single precision with entries <paramref name="entry"/>(i, j).</summary>
    /// <inheritdoc cref="Matrix(int, int, Func{int, int, double?}, NotationOptions)"/>
    public static Node Matrix(int rows, int columns, Func<int, int, Complex32?> entry, NotationOptions options) =>
        Matrix(rows, columns, (i, j) => entry(i, j) is { } z ? (ShortestDecimal.Of(z.Real), ShortestDecimal.Of(z.Imaginary)) : null, options);

    private static Node Number(ShortestDecimal value, NotationOptions options)
    {
        var layout = DecimalLayout.Of([value], options);
        return layout.Scale == 0 ? layout.Describe(value) : Node.Row(layout.Describe(value), Node.Operator("·"), layout.Factor);
    }

    private static Node Matrix(int rows, int columns, Func<int, int, (ShortestDecimal Re, ShortestDecimal? Im)?> entry, NotationOptions options)
    {
        var (shownRows, shownColumns) = (Elision.Of(rows, options.Limit), Elision.Of(columns, options.Limit));
        var visible = new Dictionary<(int, int), (ShortestDecimal Re, ShortestDecimal? Im)?>();
        for (var r = 0; r < shownRows.Visible; r++)
        {
            for (var c = 0; c < shownColumns.Visible; c++)
            {
                if ((shownRows.IndexOf(r), shownColumns.IndexOf(c)) is ( >= 0 and var i, >= 0 and var j))
                {
                    visible[(i, j)] = entry(i, j);
                }
            }
        }

        var parts = visible.Values.OfType<(ShortestDecimal Re, ShortestDecimal? Im)>();
        var layout = DecimalLayout.Of(parts.SelectMany(p => p.Im is { } im ? [p.Re, im] : new[] { p.Re }), options);
        var isComplex = parts.Any(p => p.Im is { IsZero: false });
        var matrix = Node.Matrix(
            shownRows,
            shownColumns,
            (i, j) => visible[(i, j)] is { } z ? isComplex ? Entry(z.Re, z.Im ?? default, layout) : layout.Describe(z.Re) : Node.Operator("·"),
            isComplex ? ColumnAlignment.Right : ColumnAlignment.DecimalPoint);
        return layout.Scale == 0 ? matrix : Node.Row(layout.Factor, Node.Operator("·"), matrix);
    }

    private static Node Entry(ShortestDecimal re, ShortestDecimal im, DecimalLayout layout)
    {
        var imaginary = Node.Row(layout.Describe(im.Absolute), Node.Identifier("i"));
        return (re.IsZero, im.IsZero, im.IsNegative) switch
        {
            (_, true, _) => layout.Describe(re),
            (true, _, true) => Node.Row(Node.Operator("-"), imaginary),
            (true, _, false) => imaginary,
            (_, _, var negative) => Node.Row(layout.Describe(re), Node.Operator(negative ? "-" : "+"), imaginary),
        };
    }
}
