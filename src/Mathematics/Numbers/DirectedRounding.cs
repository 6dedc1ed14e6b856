namespace Adjoint.Numbers;

/// <summary>Results of double arithmetic rounded down or up, found from the error of the result rounded to nearest.</summary>
/// <remarks>
/// T. J. Dekker, <i>A floating-point technique for extending the available precision</i>, 1971; S. Boldo, J.-M. Muller, <i>Exact and approximated error of the FMA</i>, 2011.
/// Near underflow, where the error itself is no double, the result is moved by one unit in any case.
/// </remarks>
internal static class DirectedRounding
{
    // Below this an error of a product or quotient may underflow.
    private const double Small = 1e-290;

    /// <summary>a + b, at most (down) or at least (up) the exact sum.</summary>
    public static double Add(double a, double b, bool up)
    {
        var sum = a + b;
        if (!double.IsFinite(sum))
        {
            return Overflow(sum, double.IsFinite(a) && double.IsFinite(b), up);
        }

        // From the larger one, as the other way round a step of it might overflow.
        var (large, small) = Math.Abs(a) >= Math.Abs(b) ? (a, b) : (b, a);
        return Move(sum, small - (sum - large), up);
    }

    /// <summary>a·b, at most or at least the exact product; 0·∞ is 0, as a bound of an unbounded interval times zero.</summary>
    public static double Multiply(double a, double b, bool up)
    {
        if (a == 0 || b == 0)
        {
            return 0;
        }

        var product = a * b;
        return !double.IsFinite(product) ? Overflow(product, double.IsFinite(a) && double.IsFinite(b), up)
            : Math.Abs(product) < Small ? (up ? Math.BitIncrement(product) : Math.BitDecrement(product))
            : Move(product, Math.FusedMultiplyAdd(a, b, -product), up);
    }

    /// <summary>a/b, at most or at least the exact quotient, for b ≠ 0; ∞/∞ is 0, for the quotients between unbounded intervals come as near to 0 as one likes.</summary>
    public static double Divide(double a, double b, bool up)
    {
        if (a == 0 || double.IsInfinity(b))
        {
            return a == 0 || double.IsInfinity(a) ? 0 : up == (a > 0 == b > 0) ? Math.CopySign(double.Epsilon, a * Math.Sign(b)) : 0;
        }

        var quotient = a / b;
        return !double.IsFinite(quotient) ? Overflow(quotient, double.IsFinite(a) && double.IsFinite(b), up)
            : Math.Abs(quotient) < Small || Math.Abs(a) < Small ? (up ? Math.BitIncrement(quotient) : Math.BitDecrement(quotient))
            : Move(quotient, -Math.FusedMultiplyAdd(quotient, b, -a) * Math.Sign(b), up);
    }

    // The exact value is the result plus something of the sign of the error.
    private static double Move(double result, double error, bool up) =>
        error == 0 || (error > 0) != up ? result : up ? Math.BitIncrement(result) : Math.BitDecrement(result);

    private static double Overflow(double result, bool isOverflow, bool up) =>
        !isOverflow || result > 0 == up ? result : Math.CopySign(double.MaxValue, result);
}
