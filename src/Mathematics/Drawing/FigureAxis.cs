using System.Globalization;

namespace Adjoint.Drawing;

/// <summary>One axis: the interval it shows, where a number stands on it, and its ticks.</summary>
/// <remarks>Linear ticks are multiples of 1, 2 or 5 times a power of ten; logarithmic ones are powers of ten, where there are fewer than three of them also 2 and 5 times such.</remarks>
internal sealed class FigureAxis
{
    // More than a picture can be enlarged, less than what overflows in the arithmetic of clipping.
    private const double Farthest = 1e6;
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private static readonly int[] Strides = [1, 2, 3, 5, 10, 20, 50, 100];
    private static readonly int[] Leading = [1, 2, 5];

    private readonly double low;
    private readonly double high;

    /// <summary>The axis from a to b, a ≤ b; an interval too short for the precision of numbers is made longer. Linear ticks are as far apart as on an axis of length <paramref name="span"/>, if that is longer.</summary>
    public FigureAxis(double from, double to, bool isLogarithmic, double span = 0)
    {
        IsLogarithmic = isLogarithmic;
        (low, high) = isLogarithmic ? Widen(Math.Log10(from), Math.Log10(to), 1e-9) : Widen(from, to, 1e-300);

        // Rounding may put a tick beside an end: what cannot be seen stays.
        Ticks = [.. (isLogarithmic ? LogarithmicTicks() : LinearTicks(low, high, span)).Where(t => Place(t.Value) is >= -1e-4 and <= 1 + 1e-4)];
    }

    /// <summary>The axis with the places 0, 1, 2, … of categories, named.</summary>
    public FigureAxis(IReadOnlyList<string> categories, (double From, double To)? window)
    {
        (low, high) = window ?? (-0.6, categories.Count - 0.4);
        Ticks = [.. categories.Select((name, i) => (Value: (double)i, Label: FigureText.Shorten(name, 24))).Where(t => t.Value >= low && t.Value <= high)];
        IsCategories = true;
    }

    /// <summary>Whether the ticks are names.</summary>
    public bool IsCategories { get; }

    /// <summary>The number at the beginning of the axis.</summary>
    public double From => IsLogarithmic ? Power(low) : low;

    /// <summary>The number at its end.</summary>
    public double To => IsLogarithmic ? Power(high) : high;

    /// <summary>Whether equal lengths are equal factors.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>The length of the axis in its own unit: 1, or a factor of ten.</summary>
    public double Span => (high / 2) - (low / 2) is var half && half < double.MaxValue / 2 ? 2 * half : double.MaxValue;

    /// <summary>The ticks in increasing order, with their labels.</summary>
    public IReadOnlyList<(double Value, string Label)> Ticks { get; }

    /// <summary>The power of ten that all labels are to be multiplied by, as <c>×10⁵</c>; empty for 1.</summary>
    public string Factor { get; private set; } = "";

    /// <summary>The axis that shows the numbers from a to b and a little more.</summary>
    public static FigureAxis Around(double from, double to, bool isLogarithmic)
    {
        if (isLogarithmic)
        {
            var (a, b) = (Math.Log10(from), Math.Log10(to));
            var margin = b - a < 1e-9 ? 0.5 : 0.05 * (b - a);
            return new(Power(a - margin), Power(b + margin), isLogarithmic);
        }

        var half = (to / 2) - (from / 2);
        var more = half > 0 ? 0.1 * half : from == 0 ? 1 : Math.Abs(from) / 2;
        return new(Math.Max(from - more, -double.MaxValue), Math.Min(to + more, double.MaxValue), isLogarithmic);
    }

    /// <summary>The same axis, longer by a factor ≥ 1 about its middle.</summary>
    public FigureAxis Stretch(double factor)
    {
        var middle = (low / 2) + (high / 2);
        var half = Math.Min(((high / 2) - (low / 2)) * factor, double.MaxValue / 4);
        var (a, b) = (Math.Max(middle - half, -double.MaxValue), Math.Min(middle + half, double.MaxValue));
        return IsLogarithmic ? new(Power(a), Power(b), true) : new(a, b, false);
    }

    /// <summary>The same axis with the ticks of a longer one.</summary>
    public FigureAxis SpacedAs(FigureAxis other) => IsLogarithmic || other.IsLogarithmic ? this : new(low, high, false, other.Span);

    /// <summary>The place of a number: 0 at the beginning of the axis, 1 at its end.</summary>
    public double Place(double value)
    {
        var v = IsLogarithmic ? Math.Log10(value) : value;
        return Math.Clamp(((v / 2) - (low / 2)) / ((high / 2) - (low / 2)), -Farthest, Farthest);
    }

    /// <summary>The number at a place.</summary>
    public double Value(double place) => ((1 - place) * low) + (place * high) is var v && IsLogarithmic ? Power(v) : v;

    /// <summary>The axis from a to b with a margin, except at an end that <paramref name="filled"/> reaches.</summary>
    public static FigureAxis Around(double from, double to, bool isLogarithmic, (double From, double To)? filled, double span)
    {
        var loose = Around(from, to, isLogarithmic);
        var (start, end) = filled is { } side ? (side.From <= from ? from : loose.From, side.To >= to ? to : loose.To) : (loose.From, loose.To);
        return start < end && filled is not null ? new(start, end, isLogarithmic, span) : loose;
    }

    // The smallest positive number with full precision, not 0, stands for all that are smaller.
    private static double Power(double exponent) => Math.Clamp(Math.Pow(10, exponent), double.Epsilon, double.MaxValue);

    private static (double Low, double High) Widen(double low, double high, double shortest)
    {
        var half = Math.Max(1e-10 * Math.Max(Math.Abs(low), Math.Abs(high)), shortest);
        return (high / 2) - (low / 2) >= half / 2 ? (low, high) : (Math.Max(low - half, -double.MaxValue), Math.Min(high + half, double.MaxValue));
    }

    private List<(double Value, string Label)> LinearTicks(double from, double to, double span = 0)
    {
        var raw = Math.Max((to / 6) - (from / 6), span / 6);
        if (!(raw > 0))
        {
            // The least of all positive numbers alone.
            return [];
        }

        var exponent = (int)Math.Floor(Math.Log10(raw));
        var digit = (raw * Math.Pow(10, -exponent)) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        if (digit == 10)
        {
            (digit, exponent) = (1, exponent + 1);
        }

        // Counted in steps, so that ticks are exact decimals: n·digit·10^exponent.
        var step = Scale(digit, exponent);
        var (first, last) = ((long)Math.Ceiling((from / step) - 1e-9), (long)Math.Floor((to / step) + 1e-9));
        var largest = Math.Max(Math.Abs(first), Math.Abs(last)) * digit;
        var magnitude = largest == 0 ? 0 : exponent + largest.ToString(CultureInfo.InvariantCulture).Length - 1;
        var common = magnitude is >= -3 and <= 5 ? 0 : magnitude;
        Factor = common == 0 ? "" : $"×10{Superscript(common)}";
        var ticks = new List<(double, string)>();
        for (var n = first; n <= last; n++)
        {
            ticks.Add((Scale(n * digit, exponent), Decimal(n * digit, exponent - common)));
        }

        return ticks;
    }

    private List<(double Value, string Label)> LogarithmicTicks()
    {
        var (first, last) = ((int)Math.Ceiling(low - 1e-9), (int)Math.Floor(high + 1e-9));
        var stride = Strides.First(s => (last - first) / s <= 8);
        if (last - first >= 2)
        {
            var decades = Enumerable.Range(first, last - first + 1).Where(k => k % stride == 0).ToList();
            return decades.ConvertAll(k => (Power(k), $"10{Superscript(k)}"));
        }

        var within = Enumerable.Range(first - 1, last - first + 3)
            .SelectMany(k => Leading.Select(d => (Place: k + Math.Log10(d), Value: Scale(d, k), Label: k is >= -3 and <= 4 ? Decimal(d, k) : $"{(d == 1 ? "" : $"{d}·")}10{Superscript(k)}")))
            .Where(t => t.Place >= low - 1e-9 && t.Place <= high + 1e-9).Select(t => (t.Value, t.Label)).ToList();
        return within.Count >= 3 ? within : [.. LinearTicks(Power(low), Power(high)).Where(t => t.Value > 0)];
    }

    // Division by a power of ten that is a double itself rounds once.
    internal static double Scale(long n, int exponent) => exponent < 0 && exponent >= -22 ? n / Math.Pow(10, -exponent) : n * Math.Pow(10, exponent);

    private static string Decimal(long n, int exponent)
    {
        var digits = Math.Abs(n).ToString(CultureInfo.InvariantCulture);
        var text = exponent >= 0 ? (n == 0 ? "0" : digits + new string('0', exponent)) : digits.PadLeft(1 - exponent, '0').Insert(Math.Max(digits.Length, 1 - exponent) + exponent, ".");
        return n < 0 ? "−" + text : text;
    }

    private static string Superscript(int n) =>
        (n < 0 ? "⁻" : "") + string.Concat(Math.Abs(n).ToString(CultureInfo.InvariantCulture).Select(c => Superscripts[c - '0']));
}
