using System.Globalization;

namespace Adjoint.Notation;

/// <summary>How a family of real numbers is written so that it can be compared by eye: a common power of ten, and the same number of digits after the point.</summary>
/// <remarks>
/// Chosen from the numbers shown, as MATLAB's <c>format short</c> does. The rules of <see cref="NumberStyle.Automatic"/>:
/// <list type="number">
/// <item>Zero is <c>0</c>, and −0 is zero. What is not finite is a word and counts for nothing.</item>
/// <item>A family of integers has no point. It is exact below 2⁵³, beyond which a double does not tell an integer from its neighbours; a common power of ten is pulled out where all
/// end in zeros.</item>
/// <item>In any other family the largest number has <see cref="NotationOptions.Digits"/> significant digits, and all have as many digits after the point; where every number is
/// exact with fewer, these suffice, so that 0.5 is exactly a half while 1.0000 was rounded. Up to three digits more where every double is exact with them, so that 1.0000001 as it was
/// typed is not rounded.</item>
/// <item>The power of ten of the largest number is pulled out if it is below 10⁻³, or has more digits before the point than are shown. All get up to ten digits instead where the
/// smallest would otherwise vanish and that is enough to save it.</item>
/// <item>A nonzero number that the common digits would write as 0.0000 has a power of ten of its own, 3.2·10⁻⁷: it alone while such numbers are at most half of the family (a tenth
/// under a common factor), else every number. Not so what is most likely rounding error of the largest, 10⁻¹⁴ to 10⁻⁴⁰ of it (from 10⁻⁶ on for a float) and no integer: it stays <c>0.0000</c>, which
/// differs from the <c>0</c> of an exact zero.</item>
/// <item>Without <see cref="NotationOptions.CommonFactor"/> every number has its own power where one would have been pulled out.</item>
/// </list>
/// </remarks>
public readonly record struct DecimalLayout
{
    private const int DoublePrecision = 15;
    private const int NoiseDepth = 40;

    private readonly NotationOptions? options;
    private readonly bool isOwn;
    private readonly int precision;
    private readonly int largest;
    private readonly int exponentWidth;

    private DecimalLayout(NotationOptions options, int precision, int largest, int scale, int decimals, bool isOwn = false, int exponentWidth = 0) =>
        (this.options, this.precision, this.largest, Scale, Decimals, this.isOwn, this.exponentWidth) = (options, precision, largest, scale, decimals, isOwn, exponentWidth);

    /// <summary>The exponent of the common power of ten; 0 where none is pulled out.</summary>
    public int Scale { get; }

    /// <summary>Digits after the point.</summary>
    public int Decimals { get; }

    /// <summary>10^<see cref="Scale"/>, to stand before the family.</summary>
    public Node Factor => Power(Scale);

    /// <summary>Whether all are decimals that stand under each other, none with a power of ten of its own.</summary>
    internal bool IsAligned => !isOwn;

    /// <summary>The layout of a family of doubles; what is not finite does not count.</summary>
    public static DecimalLayout Of(IEnumerable<double> family, NotationOptions options) => Of([.. family.Select(ShortestDecimal.Of)], options);

    /// <summary>v / 10^<see cref="Scale"/>, written.</summary>
    public Node Describe(double value) => Describe(ShortestDecimal.Of(value));

    /// <summary>The layout of a family of decimals, each known to <paramref name="precision"/> digits.</summary>
    internal static DecimalLayout Of(ReadOnlySpan<ShortestDecimal> family, NotationOptions options, int precision = DoublePrecision)
    {
        var (largest, smallest, last, nonzero) = (int.MinValue, int.MaxValue, int.MaxValue, 0);
        var isExact = true;
        foreach (ref readonly var number in family)
        {
            if (number is { IsFinite: true, IsZero: false })
            {
                largest = Math.Max(largest, number.Magnitude);
                smallest = Math.Min(smallest, number.Magnitude);
                last = Math.Min(last, number.Exponent);
                isExact &= number.IsExactInteger;
                nonzero++;
            }
        }

        if (nonzero == 0)
        {
            return new(options, precision, 0, 0, 0);
        }

        var (scale, decimals) = (options.NumberStyle, last >= 0) switch
        {
            (NumberStyle.Fixed, _) when largest is >= -16 and < 16 => (0, Math.Clamp(options.Digits - 1 - largest, 0, Math.Max(0, -last))),
            (NumberStyle.Scientific or NumberStyle.Engineering, _) => (0, 0),
            (_, true) => OfIntegers(largest, last, options.Digits, isExact),
            _ => OfReals(largest, smallest, last, precision == DoublePrecision ? WithTyped(largest, smallest, last, options.Digits) : options.Digits),
        };
        var common = new DecimalLayout(options, precision, largest, scale, decimals);
        return options.NumberStyle switch
        {
            NumberStyle.Fixed when scale == 0 => common,
            NumberStyle.Scientific or NumberStyle.Engineering => Own(family, options, precision, largest),
            _ when scale != 0 && !options.CommonFactor && family.Length > 1 => Own(family, options, precision, largest),
            _ => common.WithoutLost(family, nonzero) ?? Own(family, options, precision, largest),
        };
    }

    /// <summary>v / 10^<see cref="Scale"/>, written.</summary>
    internal Node Describe(in ShortestDecimal value)
    {
        if (!value.IsFinite || value.IsZero)
        {
            return Node.Number(value.ToFixed(0, 0));
        }

        return isOwn ? WithOwnPower(value) : IsLost(value) ? Lone(value.Shifted(-Scale)) : Node.Number(Write(value));
    }

    /// <inheritdoc cref="Describe(in ShortestDecimal)"/>
    internal string Write(in ShortestDecimal value) => value.ToFixed(Scale, Decimals);

    /// <summary>Whether the number has a power of ten of its own.</summary>
    internal bool IsOwn(in ShortestDecimal value) => value is { IsFinite: true, IsZero: false } && (isOwn || IsLost(value));

    private static DecimalLayout Own(ReadOnlySpan<ShortestDecimal> family, NotationOptions options, int precision, int largest)
    {
        var (decimals, width) = (0, 0);
        foreach (ref readonly var number in family)
        {
            if (number is { IsFinite: true, IsZero: false })
            {
                var (scale, places) = OwnPower(number, options);
                decimals = Math.Max(decimals, places);
                width = Math.Max(width, scale == 0 && options.NumberStyle is NumberStyle.Automatic or NumberStyle.Fixed ? 0 : Invariant(scale).Length);
            }
        }

        return new(options, precision, largest, 0, decimals, isOwn: true, width);
    }

    // The exponent, and the digits after the point that the number needs with it.
    private static (int Scale, int Decimals) OwnPower(in ShortestDecimal value, NotationOptions options)
    {
        var magnitude = value.Magnitude;
        var isPlain = options.NumberStyle is NumberStyle.Automatic or NumberStyle.Fixed && magnitude >= -3 && magnitude <= options.Digits - 2;
        var scale = isPlain ? 0 : options.NumberStyle == NumberStyle.Engineering ? magnitude - (((magnitude % 3) + 3) % 3) : magnitude;
        return (scale, Math.Clamp(options.Digits - 1 - (magnitude - scale), 0, Math.Max(0, scale - value.Exponent)));
    }

    private Node WithOwnPower(in ShortestDecimal value)
    {
        var isScientific = options!.NumberStyle is NumberStyle.Scientific or NumberStyle.Engineering;
        var (scale, decimals) = OwnPower(value, options);
        if (scale == 0 && !isScientific)
        {
            return Node.Number(value.ToFixed(0, decimals));
        }

        // In a family the powers stand under each other, and of scientific numbers the points, too.
        decimals = options.NumberStyle == NumberStyle.Scientific ? Math.Max(decimals, Decimals) : decimals;
        var items = new List<Node>();
        if (isScientific || value is not { Mantissa: 1, IsNegative: false })
        {
            items.Add(Node.Number(value.ToFixed(scale, decimals)));
            items.Add(Node.Operator("·"));
        }

        items.Add(Power(scale));
        if (isScientific && exponentWidth - Invariant(scale).Length is > 0 and var narrow)
        {
            items.Add(Node.Phantom(Node.Superscript(Node.Empty, Node.Number(new string('0', narrow)))));
        }

        return Node.Row(items);
    }

    // As few digits as its neighbours of that size would have.
    private Node Lone(in ShortestDecimal value)
    {
        const int Digits = 2;
        return new DecimalLayout(options! with { Digits = Math.Min(Digits, options.Digits) }, precision, largest, 0, 0, isOwn: true).WithOwnPower(value);
    }

    // The layout with no more decimals than the numbers need that keep to it; null where too many do not.
    private DecimalLayout? WithoutLost(ReadOnlySpan<ShortestDecimal> family, int nonzero)
    {
        var (lost, last) = (0, Scale);
        foreach (ref readonly var number in family)
        {
            var isLost = IsLost(number);
            lost += isLost ? 1 : 0;
            last = isLost || !number.IsFinite || number.IsZero ? last : Math.Min(last, number.Exponent);
        }

        return lost * (Scale == 0 ? 2 : 10) > nonzero ? null
            : lost == 0 ? this
            : new DecimalLayout(options!, precision, largest, Scale, Math.Min(Decimals, Scale - last));
    }

    // Written as 0.0000 although it is neither zero nor so small that it is most likely rounding error.
    private bool IsLost(in ShortestDecimal value) => value.IsFinite && !value.IsZero && value.Magnitude < Scale - Decimals && options is { NumberStyle: not NumberStyle.Fixed }
        && !(!value.IsExactInteger && value.Magnitude <= largest - precision + 1 && value.Magnitude > largest - NoiseDepth) && value.RoundsToZero(Scale, Decimals);

    private static (int Scale, int Decimals) OfIntegers(int largest, int last, int digits, bool isExact)
    {
        const int Readable = 7;
        return largest < Readable ? default
            : largest - last < digits ? (largest, largest - last)
            : isExact ? default
            : (largest, digits - 1);
    }

    // What was typed has few digits, what was computed has sixteen.
    private static int WithTyped(int largest, int smallest, int last, int digits)
    {
        const int More = 3;
        var needed = largest - last + 1;
        return needed > digits && needed <= digits + More && smallest > largest - digits ? needed : digits;
    }

    private static (int Scale, int Decimals) OfReals(int largest, int smallest, int last, int digits)
    {
        const int SmallestUnscaled = -3;
        const int Wide = 10;
        if (largest >= SmallestUnscaled && largest <= digits - 2)
        {
            return (0, Math.Min(digits - 1 - largest, -last));
        }

        // A factor that would leave nothing of the smallest number is no help while all of them fit into ten digits.
        if (largest > 0 && smallest <= largest - digits && smallest > largest - Wide && largest < Wide - 1)
        {
            return (0, Math.Min(Wide - 1 - largest, -last));
        }

        return (largest, Math.Min(digits - 1, largest - last));
    }

    private static Node Power(int exponent) => Node.Superscript(Node.Number("10"), Node.Number(Invariant(exponent)));

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
