using System.Globalization;
using Adjoint.Notation;

namespace Adjoint.Numbers;

/// <summary>The closed interval [a, b] of real numbers, with doubles as ends. Results of arithmetic enclose all results of its members: they are rounded outwards.</summary>
/// <remarks>R. E. Moore, R. B. Kearfott, M. J. Cloud, <i>Introduction to Interval Analysis</i>, SIAM 2009, §2. An end that is infinite stands for no bound.</remarks>
public readonly record struct RealInterval : IHasNotation
{
    /// <summary>[lower, upper].</summary>
    /// <exception cref="ArgumentException">lower ≤ upper does not hold, which it never does for NaN.</exception>
    public RealInterval(double lower, double upper)
    {
        if (!(lower <= upper) || double.IsPositiveInfinity(lower) || double.IsNegativeInfinity(upper))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"An interval needs lower ≤ upper with a number between them, and got {lower} and {upper}."));
        }

        (Lower, Upper) = (lower == 0 ? 0 : lower, upper == 0 ? 0 : upper);
    }

    /// <summary>a.</summary>
    public double Lower { get; }

    /// <summary>b.</summary>
    public double Upper { get; }

    /// <summary>b − a, rounded up.</summary>
    public double Width => DirectedRounding.Add(Upper, -Lower, up: true);

    /// <summary>[x, x].</summary>
    public static implicit operator RealInterval(double x) => new(x, x);

    /// <summary>{x + y : x ∈ X, y ∈ Y}, rounded outwards.</summary>
    public static RealInterval operator +(RealInterval x, RealInterval y) =>
        new(DirectedRounding.Add(x.Lower, y.Lower, up: false), DirectedRounding.Add(x.Upper, y.Upper, up: true));

    /// <summary>{−x : x ∈ X}, exactly.</summary>
    public static RealInterval operator -(RealInterval x) => new(-x.Upper, -x.Lower);

    /// <summary>{x − y : x ∈ X, y ∈ Y}, rounded outwards. X − X is not 0: the two are independent.</summary>
    public static RealInterval operator -(RealInterval x, RealInterval y) => x + -y;

    /// <summary>{x·y : x ∈ X, y ∈ Y}, rounded outwards.</summary>
    public static RealInterval operator *(RealInterval x, RealInterval y) => Hull(x, y, DirectedRounding.Multiply);

    /// <summary>{x/y : x ∈ X, y ∈ Y}, rounded outwards.</summary>
    /// <exception cref="DivideByZeroException">0 ∈ Y.</exception>
    public static RealInterval operator /(RealInterval x, RealInterval y) => y.Contains(0)
        ? throw new DivideByZeroException($"{x} / {y}: the divisor contains 0.")
        : Hull(x, y, DirectedRounding.Divide);

    /// <summary>Whether a ≤ x ≤ b.</summary>
    public bool Contains(double x) => Lower <= x && x <= Upper;

    /// <summary>
    /// [a, b] in common decimals, a rounded down and b rounded up, so that what is read encloses what is meant: exactly, in the value of the doubles. There are as many digits as
    /// <see cref="NotationOptions.Digits"/> asks for, and more where the width would otherwise be lost: two digits of it are kept.
    /// </summary>
    public Node Describe(NotationOptions options)
    {
        var lower = new OutwardDecimal(Lower, up: false);
        var upper = new OutwardDecimal(Upper, up: true);
        var (scale, decimals) = OutwardDecimal.Layout(lower, upper, Width, options);
        var interval = Node.Fenced("[", Node.Row(Node.Number(lower.ToFixed(scale, decimals)), Node.Operator(","), Node.Number(upper.ToFixed(scale, decimals))), "]");
        return scale == 0 ? interval : Node.Row(interval, Node.Operator("·"), Node.Superscript(Node.Number("10"), Node.Number(scale, options)));
    }

    /// <summary>The interval as plain text.</summary>
    public override string ToString() => PlainText.Of(this);

    // The extreme values lie at the corners of X × Y.
    private static RealInterval Hull(RealInterval x, RealInterval y, Func<double, double, bool, double> operation)
    {
        double Bound(bool up)
        {
            var (a, b, c, d) = (operation(x.Lower, y.Lower, up), operation(x.Lower, y.Upper, up), operation(x.Upper, y.Lower, up), operation(x.Upper, y.Upper, up));
            return up ? Math.Max(Math.Max(a, b), Math.Max(c, d)) : Math.Min(Math.Min(a, b), Math.Min(c, d));
        }

        return new(Bound(up: false), Bound(up: true));
    }
}
