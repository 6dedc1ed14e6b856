using System.Globalization;
using Adjoint.Notation;

namespace Adjoint.Numbers;

/// <summary>A measured value with its standard uncertainty, x ± u. Arithmetic propagates the uncertainties of independent quantities to first order.</summary>
/// <remarks>
/// JCGM 100:2008, <i>Guide to the expression of uncertainty in measurement</i>, §5.1.2 (propagation) and §7.2 (how results are stated). A quantity is not independent of
/// itself: write 2·x, not x + x, and not x·x but <see cref="Power"/>.
/// </remarks>
public readonly record struct UncertainReal : IHasNotation
{
    private const int MostDigits = 17;

    /// <summary>value ± uncertainty.</summary>
    /// <exception cref="ArgumentException">The uncertainty is negative or not finite.</exception>
    public UncertainReal(double value, double uncertainty)
    {
        if (!(uncertainty >= 0) || !double.IsFinite(uncertainty))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"An uncertainty must be a finite number and not negative, and is {uncertainty}."));
        }

        (Value, Uncertainty) = (value, uncertainty);
    }

    /// <summary>x.</summary>
    public double Value { get; }

    /// <summary>u, the standard deviation.</summary>
    public double Uncertainty { get; }

    /// <summary>x ± 0.</summary>
    public static implicit operator UncertainReal(double x) => new(x, 0);

    /// <summary>x + y, with u² = uₓ² + u_y².</summary>
    public static UncertainReal operator +(UncertainReal x, UncertainReal y) => new(x.Value + y.Value, double.Hypot(x.Uncertainty, y.Uncertainty));

    /// <summary>−x.</summary>
    public static UncertainReal operator -(UncertainReal x) => new(-x.Value, x.Uncertainty);

    /// <summary>x − y, with u² = uₓ² + u_y².</summary>
    public static UncertainReal operator -(UncertainReal x, UncertainReal y) => x + -y;

    /// <summary>x·y, with u² = (y·uₓ)² + (x·u_y)².</summary>
    public static UncertainReal operator *(UncertainReal x, UncertainReal y) =>
        new(x.Value * y.Value, double.Hypot(y.Value * x.Uncertainty, x.Value * y.Uncertainty));

    /// <summary>x/y, with u² = (uₓ/y)² + (x·u_y/y²)².</summary>
    /// <exception cref="DivideByZeroException">The value of y is 0.</exception>
    public static UncertainReal operator /(UncertainReal x, UncertainReal y) => y.Value == 0
        ? throw new DivideByZeroException($"({x}) / ({y}): the value of the divisor is 0.")
        : new(x.Value / y.Value, double.Hypot(x.Uncertainty / y.Value, x.Value / y.Value * (y.Uncertainty / y.Value)));

    /// <summary>xⁿ, with u = |n·xⁿ⁻¹|·uₓ.</summary>
    public UncertainReal Power(int n) => n == 0 ? new(1, 0) : new(Math.Pow(Value, n), Math.Abs(n * Math.Pow(Value, n - 1)) * Uncertainty);

    /// <summary>x ± u, (x ± u)·10ⁿ where a power of ten helps: u to two digits, and x to the same place.</summary>
    public Node Describe(NotationOptions options)
    {
        if (!HasCommonPlace)
        {
            return Uncertainty == 0
                ? RealNotation.Number(Value, options)
                : Node.Row(RealNotation.Number(Value, options with { Digits = MostDigits }), Node.Operator("±"), RealNotation.Number(Uncertainty, options with { Digits = 2 }));
        }

        var (scale, decimals) = Layout(options);
        var sum = Node.Row(Digits(Value, scale, decimals), Node.Operator("±"), Digits(Uncertainty, scale, decimals));
        return scale == 0 ? sum : WithPower(Node.Parenthesised(sum), scale);
    }

    /// <summary>The concise form x(u), with the uncertainty in units of the last digits: 1.2345(67) for 1.2345 ± 0.0067.</summary>
    public Node DescribeConcisely(NotationOptions options)
    {
        if (!HasCommonPlace)
        {
            return Describe(options);
        }

        var (scale, decimals) = Layout(options);
        var digits = ShortestDecimal.Of(Uncertainty).ToFixed(scale, decimals);
        var units = digits.Contains('.', StringComparison.Ordinal) && digits[0] == '0' ? digits.Replace(".", string.Empty, StringComparison.Ordinal).TrimStart('0') : digits;
        var concise = Node.Row(Digits(Value, scale, decimals), Node.Parenthesised(Node.Number(units)));
        return scale == 0 ? concise : WithPower(concise, scale);
    }

    /// <summary>x ± u as plain text.</summary>
    public override string ToString() => PlainText.Of(this);

    // Past the last digit that a double has there is no place to round both to: 1 ± 10⁻³⁰⁰ would have three hundred zeros.
    private bool HasCommonPlace => double.IsFinite(Value) && Uncertainty > 0
        && (Value == 0 || ShortestDecimal.Of(Value).Magnitude - ShortestDecimal.Of(Uncertainty).Magnitude < MostDigits);

    // The digits of a zero say where it was rounded, too: 0.00(10) is not 0(10).
    private static Node Digits(double value, int scale, int decimals) =>
        Node.Number(value == 0 && decimals > 0 ? "0." + new string('0', decimals) : ShortestDecimal.Of(value).ToFixed(scale, decimals));

    private static Node WithPower(Node node, int scale) =>
        Node.Row(node, Node.Operator("·"), Node.Superscript(Node.Number("10"), Node.Number(scale.ToString(CultureInfo.InvariantCulture))));

    // The place of the second digit of the uncertainty, once it is rounded: 0.0996 is 0.10.
    private (int Scale, int Decimals) Layout(NotationOptions options)
    {
        var uncertainty = ShortestDecimal.Of(Uncertainty);
        var last = uncertainty.Magnitude - 1;
        var rounded = uncertainty.ToFixed(last, 0);
        last += rounded.Length > 2 ? 1 : 0;
        var largest = Math.Max(Value == 0 ? int.MinValue : ShortestDecimal.Of(Value).Magnitude, last + 1);
        var scale = options.NumberStyle switch
        {
            NumberStyle.Fixed when largest is >= -16 and < 16 && last >= -16 => 0,
            NumberStyle.Scientific => largest,
            NumberStyle.Engineering => largest - (((largest % 3) + 3) % 3),
            _ => largest >= -3 && last <= 0 && largest < 7 ? 0 : largest,
        };
        return (scale, Math.Max(0, scale - last));
    }
}
