using System.Numerics;
using MathNet.Numerics;

namespace Adjoint.Notation;

/// <summary>Floating-point numbers and matrices of them as notation, in one <see cref="DecimalLayout"/> per value.</summary>
/// <remarks>Only entries that are shown are asked for and choose the layout, so that a matrix of any size costs what its visible part costs.</remarks>
public static class RealNotation
{
    private const int DoublePrecision = 15;
    private const int SinglePrecision = 7;

    private static readonly Node I = Node.Identifier("i");
    private static readonly Node Plus = Node.Operator("+");
    private static readonly Node Minus = Node.Operator("-");
    private static readonly Node Times = Node.Operator("·");

    /// <summary>v, with a power of ten where that is shorter, 1.2346·10⁸, or as <see cref="NotationOptions.NumberStyle"/> says.</summary>
    public static Node Number(double value, NotationOptions options) => Number(ShortestDecimal.Of(value), options);

    /// <summary>v in the digits of a float. No overload of Number, which an int would prefer to that of double.</summary>
    internal static Node Single(float value, NotationOptions options) => Number(ShortestDecimal.Of(value), options);

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
    /// <param name="options">The limits, and how numbers are written.</param>
    /// <param name="style">Lines, boxes and fences.</param>
    public static Node Matrix(int rows, int columns, Func<int, int, double?> entry, NotationOptions options, MatrixStyle? style = null) =>
        Matrix(rows, columns, (i, j) => entry(i, j) is { } value ? new Entry(ShortestDecimal.Of(value), default) : null, options, style, DoublePrecision);

    /// <summary>The matrix of floats with entries <paramref name="entry"/>(i, j), in at most the 9 digits that a float has.</summary>
    /// <inheritdoc cref="Matrix(int, int, Func{int, int, double?}, NotationOptions, MatrixStyle?)"/>
    public static Node Matrix(int rows, int columns, Func<int, int, float?> entry, NotationOptions options, MatrixStyle? style = null) =>
        Matrix(rows, columns, (i, j) => entry(i, j) is { } value ? new Entry(ShortestDecimal.Of(value), default) : null, options, style, SinglePrecision);

    /// <summary>The matrix of complex numbers with entries <paramref name="entry"/>(i, j); real parts and imaginary parts stand under each other.</summary>
    /// <inheritdoc cref="Matrix(int, int, Func{int, int, double?}, NotationOptions, MatrixStyle?)"/>
    public static Node Matrix(int rows, int columns, Func<int, int, Complex?> entry, NotationOptions options, MatrixStyle? style = null) =>
        Matrix(rows, columns, (i, j) => entry(i, j) is { } z ? new Entry(ShortestDecimal.Of(z.Real), ShortestDecimal.Of(z.Imaginary)) : null, options, style, DoublePrecision);

    /// <summary>The matrix of complex numbers in single precision with entries <paramref name="entry"/>(i, j).</summary>
    /// <inheritdoc cref="Matrix(int, int, Func{int, int, double?}, NotationOptions, MatrixStyle?)"/>
    public static Node Matrix(int rows, int columns, Func<int, int, Complex32?> entry, NotationOptions options, MatrixStyle? style = null) =>
        Matrix(rows, columns, (i, j) => entry(i, j) is { } z ? new Entry(ShortestDecimal.Of(z.Real), ShortestDecimal.Of(z.Imaginary)) : null, options, style, SinglePrecision);

    private static Node Number(ShortestDecimal value, NotationOptions options)
    {
        var layout = DecimalLayout.Of([value], options);
        return layout.Scale == 0 ? layout.Describe(value)
            : value is { Mantissa: 1, IsNegative: false } ? layout.Factor
            : Node.Row(layout.Describe(value), Times, layout.Factor);
    }

    private static Node Number(ShortestDecimal re, ShortestDecimal im, NotationOptions options)
    {
        if (im.IsZero)
        {
            return Number(re, options);
        }

        var imaginary = Number(im.Absolute, options) switch
        {
            Node.NumberNode when im is { Mantissa: 1, Exponent: 0 } => I,
            Node.NumberNode number when im.IsFinite => Node.Row(number, I),
            Node.RowNode { Items: var factors } => Node.Row([.. factors, Times, I]),
            var factor => Node.Row(factor, Times, I),
        };
        return Sum(re.IsZero ? null : Number(re, options), im.IsNegative, imaginary);
    }

    // The first term is left out where it is null.
    private static Node Sum(Node? re, bool isNegative, Node imaginary) => (re, isNegative) switch
    {
        (null, true) => Node.Row(Minus, imaginary),
        (null, false) => imaginary,
        _ => Node.Row(re, isNegative ? Minus : Plus, imaginary),
    };

    private static Node Matrix(int rows, int columns, Func<int, int, Entry?> entry, NotationOptions options, MatrixStyle? style, int precision)
    {
        var visible = new VisibleEntries(Elision.Of(rows, options.Limit), Elision.Of(columns, options.Limit), entry);
        var layout = DecimalLayout.Of(visible.Parts, options, precision);
        var longest = visible.IsComplex ? visible.LongestImaginary(layout) : [];
        var dressed = style ?? MatrixStyle.Default;
        var next = 0;
        var matrix = Node.Matrix(
            visible.Rows,
            visible.Columns,
            (_, _) =>
            {
                // Asked in the order in which they were read.
                var at = next++;
                return !visible.IsStored(at) ? dressed.Absent
                    : visible.IsComplex ? Describe(visible.Re(at), visible.Im(at), longest[at % visible.Across], layout)
                    : layout.Describe(visible.Re(at));
            },
            visible.IsComplex || !layout.IsAligned ? ColumnAlignment.Right : ColumnAlignment.DecimalPoint,
            dressed);
        return layout.Scale == 0 ? matrix : Node.Row(layout.Factor, Times, matrix);
    }

    // Flush right, with the imaginary part filled up to the width of its column, real parts stand under each other, too.
    private static Node Describe(in ShortestDecimal re, in ShortestDecimal im, string longest, DecimalLayout layout)
    {
        if (im.IsZero)
        {
            var blank = Node.Phantom(Node.Row(Node.Empty, Plus, Node.Number(longest), I));
            return longest.Length == 0 ? layout.Describe(re) : Node.Row(layout.Describe(re), blank);
        }

        if (!im.IsFinite || layout.IsOwn(im) || layout.IsOwn(re))
        {
            return Sum(re.IsZero ? null : layout.Describe(re), im.IsNegative, Node.Row(layout.Describe(im.Absolute), Times, I));
        }

        var digits = layout.Write(im.Absolute);
        var missing = longest.Length - digits.Length;
        var imaginary = Node.Number(digits);
        var sign = im.IsNegative ? Minus : Plus;
        Node[] filled = missing > 0 ? [Node.Phantom(Node.Number(new string('0', missing))), imaginary, I] : [imaginary, I];
        return re.IsZero
            ? im.IsNegative ? Node.Row([.. filled[..^2], sign, .. filled[^2..]]) : Node.Row(filled)
            : Node.Row([layout.Describe(re), sign, .. filled]);
    }

    // A real entry has imaginary part 0.
    private readonly record struct Entry(ShortestDecimal Re, ShortestDecimal Im);

    // What is shown of a matrix, row by row, in one array: the real parts, then the imaginary ones.
    private readonly struct VisibleEntries
    {
        private readonly ShortestDecimal[] parts;
        private readonly bool[] stored;

        public VisibleEntries(Elision rows, Elision columns, Func<int, int, Entry?> entry)
        {
            (Rows, Columns, Across) = (rows, columns, columns.Visible - (columns.IsElided ? 1 : 0));
            var count = (rows.Visible - (rows.IsElided ? 1 : 0)) * Across;
            parts = new ShortestDecimal[2 * count];
            stored = new bool[count];
            var at = 0;
            for (var r = 0; r < rows.Visible; r++)
            {
                var i = rows.IndexOf(r);
                for (var c = 0; c < columns.Visible && i >= 0; c++)
                {
                    if (columns.IndexOf(c) is not (>= 0 and var j))
                    {
                        continue;
                    }

                    if (entry(i, j) is { } shown)
                    {
                        (parts[at], parts[count + at], stored[at]) = (shown.Re, shown.Im, true);
                        IsComplex |= !shown.Im.IsZero;
                    }

                    at++;
                }
            }
        }

        public Elision Rows { get; }

        public Elision Columns { get; }

        // Shown columns without the dots.
        public int Across { get; }

        public bool IsComplex { get; }

        public ReadOnlySpan<ShortestDecimal> Parts => IsComplex ? parts : parts.AsSpan(0, stored.Length);

        public bool IsStored(int at) => stored[at];

        public ref readonly ShortestDecimal Re(int at) => ref parts[at];

        public ref readonly ShortestDecimal Im(int at) => ref parts[stored.Length + at];

        // Per column, the longest imaginary part, without its sign; empty where there is none.
        public string[] LongestImaginary(DecimalLayout layout)
        {
            var longest = new string[Across];
            Array.Fill(longest, string.Empty);
            for (var at = 0; at < stored.Length; at++)
            {
                ref readonly var im = ref Im(at);
                if (!im.IsZero && im.IsFinite && !layout.IsOwn(im) && layout.Write(im.Absolute) is var digits && digits.Length >= longest[at % Across].Length)
                {
                    longest[at % Across] = digits;
                }
            }

            return longest;
        }
    }
}
