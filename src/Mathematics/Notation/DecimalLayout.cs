using System.Globalization;

namespace Adjoint.Notation;

/// <summary>How a family of real numbers is written so that it can be compared by eye: a common power of ten, and the same number of digits after the point.</summary>
/// <remarks>
/// Chosen from the numbers shown, as MATLAB's <c>format short</c> does, with these rules. Zero is <c>0</c>, and −0 is zero. A family of integers has no point, and is exact
/// below 10¹⁵. In any other family the largest number has <see cref="NotationOptions.Digits"/> significant digits, and all have as many digits after the point; where every
/// number is exact with fewer, these suffice, so that 0.5 is exactly a half while 1.0000 was rounded. A nonzero number too small for them keeps its point: <c>0.0000</c>.
/// </remarks>
public readonly record struct DecimalLayout
{
    private DecimalLayout(int scale, int decimals) => (Scale, Decimals) = (scale, decimals);

    /// <summary>The exponent of the common power of ten; 0 where none is pulled out.</summary>
    public int Scale { get; }

    /// <summary>Digits after the point.</summary>
    public int Decimals { get; }

    /// <summary>10^<see cref="Scale"/>, to stand before the family.</summary>
    public Node Factor => Node.Superscript(Node.Number("10"), Node.Number(Scale.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The layout of a family of doubles; what is not finite does not count.</summary>
    public static DecimalLayout Of(IEnumerable<double> family, NotationOptions options) => Of(family.Select(ShortestDecimal.Of), options);

    /// <summary>v / 10^<see cref="Scale"/>, written.</summary>
    public Node Describe(double value) => Describe(ShortestDecimal.Of(value));

    /// <summary>The layout of a family of decimals.</summary>
    internal static DecimalLayout Of(IEnumerable<ShortestDecimal> family, NotationOptions options)
    {
        var (largest, smallest, last) = (int.MinValue, int.MaxValue, int.MaxValue);
        foreach (var number in family)
        {
            if (number is { IsFinite: true, IsZero: false })
            {
                largest = Math.Max(largest, number.Magnitude);
                smallest = Math.Min(smallest, number.Magnitude);
                last = Math.Min(last, number.Exponent);
            }
        }

        return largest == int.MinValue ? default : last >= 0 ? OfIntegers(largest, last, options.Digits) : OfReals(largest, smallest, last, options.Digits);
    }

    /// <summary>v / 10^<see cref="Scale"/>, written.</summary>
    internal Node Describe(ShortestDecimal value) => Node.Number(Write(value));

    /// <inheritdoc cref="Describe(ShortestDecimal)"/>
    internal string Write(ShortestDecimal value) => value.ToFixed(Scale, Decimals);

    private static DecimalLayout OfIntegers(int largest, int last, int digits)
    {
        const int Readable = 7;
        const int Exact = 15;
        return largest < Readable ? default
            : largest - last < digits ? new(largest, largest - last)
            : largest < Exact ? default
            : new(largest, digits - 1);
    }

    private static DecimalLayout OfReals(int largest, int smallest, int last, int digits)
    {
        const int SmallestUnscaled = -3;
        const int Wide = 10;
        if (largest >= SmallestUnscaled && largest <= digits - 2)
        {
            return new(0, Math.Min(digits - 1 - largest, -last));
        }

        // A factor that would leave nothing of the smallest number is no help while all of them fit into ten digits.
        if (largest > 0 && smallest <= largest - digits && smallest > largest - Wide && largest < Wide - 1)
        {
            return new(0, Math.Min(Wide - 1 - largest, -last));
        }

        return new(largest, Math.Min(digits - 1, largest - last));
    }
}
