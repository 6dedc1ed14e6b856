using System.Numerics;

namespace Adjoint.Exercises;

/// <summary>Elementary functions of balls: the argument is reduced, and a Taylor series summed with 96 more binary places than are kept.</summary>
/// <remarks>
/// Rounding errors of the extra places: at most 300 operations of one unit each, magnified by at most 2¹⁰ when a reduction is undone, and by 2¹⁷ for trigonometric arguments, hence below 2⁴⁰ units
/// of 2⁻³⁵², which is less than 2⁻⁵⁰ units of what is kept. Each result is widened by 2 units of what is kept.
/// </remarks>
internal static class Elementary
{
    private const int Extra = 96;
    private const int Work = Ball.Places + Extra;
    private const int LargestTurns = 1 << 16;
    private const int LargestExponent = 350;

    private static readonly BigInteger One = BigInteger.One << Work;

    // Machin: π/4 = 4·arctan(1/5) − arctan(1/239). And log 2 = 2·artanh(1/3).
    private static readonly BigInteger WorkPi = 4 * ((4 * InverseSeries(5, -1)) - InverseSeries(239, -1));
    private static readonly BigInteger WorkLog2 = 2 * InverseSeries(3, 1);

    private static readonly BigInteger E = ExpWork(One);

    public static Ball Pi => Kept(WorkPi);

    public static Ball EulersNumber => Kept(E);

    /// <summary>eˣ; null if it is too large, or nearly nothing.</summary>
    public static Ball? Exp(Ball x)
    {
        var (low, high) = (x.Middle - x.Radius, x.Middle + x.Radius);
        var limit = (BigInteger)LargestExponent << Ball.Places;
        if (high > limit || low < -limit)
        {
            return null;
        }

        // Relative error below 2⁻³⁰⁰.
        var (a, b) = (ExpWork(low << Extra) >> Extra, ExpWork(high << Extra) >> Extra);
        return Ball.Hull(a, b, (b >> (Ball.Places + 44)) + 2);
    }

    /// <summary>The natural logarithm of a positive ball.</summary>
    public static Ball Log(Ball x) => Ball.Hull(LogWork((x.Middle - x.Radius) << Extra) >> Extra, LogWork((x.Middle + x.Radius) << Extra) >> Extra, 2);

    /// <summary>The root of a ball that is positive or zero.</summary>
    public static Ball Sqrt(Ball x) =>
        x.IsZero ? x : Ball.Hull(Root((x.Middle - x.Radius) << Ball.Places), Root((x.Middle + x.Radius) << Ball.Places), 2);

    /// <summary>Sine and cosine; null if the argument is too large. Neither grows faster than its argument.</summary>
    public static (Ball Sin, Ball Cos)? SinCos(Ball x)
    {
        var quarter = WorkPi >> 1;
        var argument = x.Middle << Extra;
        var turns = Floor(argument + (quarter >> 1), quarter);
        if (BigInteger.Abs(turns) > LargestTurns)
        {
            return null;
        }

        var r = argument - (turns * quarter);
        var (sin, cos) = (Taylor(r, r, 2), Taylor(r, One, 1));
        var (s, c) = (int)(turns & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
        return (new(s >> Extra, x.Radius + 2), new(c >> Extra, x.Radius + 2));
    }

    /// <summary>The arc tangent, which grows no faster than its argument.</summary>
    public static Ball Arctan(Ball x) => new(ArctanWork(x.Middle << Extra) >> Extra, x.Radius + 2);

    private static Ball Kept(BigInteger work) => new(work >> Extra, 2);

    // Σ ±1/((2k+1)·n^(2k+1)): arctan(1/n) with sign −1, artanh(1/n) with sign 1.
    private static BigInteger InverseSeries(int n, int sign)
    {
        var (sum, power) = (BigInteger.Zero, (BigInteger.One << Work) / n);
        for (var k = 0; !power.IsZero; k++)
        {
            sum += (sign < 0 && (k & 1) != 0 ? -power : power) / ((2 * k) + 1);
            power /= n * n;
        }

        return sum;
    }

    private static BigInteger ExpWork(BigInteger x)
    {
        const int Halvings = 8;
        var twos = Floor(x, WorkLog2);
        var r = (x - (twos * WorkLog2)) >> Halvings;
        var (sum, term) = (One, One);
        for (var k = 1; !term.IsZero; k++)
        {
            term = (term * r >> Work) / k;
            sum += term;
        }

        for (var i = 0; i < Halvings; i++)
        {
            sum = sum * sum >> Work;
        }

        return twos.Sign >= 0 ? sum << (int)twos : sum >> (int)-twos;
    }

    // x = m·2ᵏ with 1/2 ≤ m < 1, and log m = 2·artanh((m − 1)/(m + 1)).
    private static BigInteger LogWork(BigInteger x)
    {
        var k = (int)x.GetBitLength() - Work;
        var m = k >= 0 ? x >> k : x << -k;
        var t = ((m - One) << Work) / (m + One);
        var (square, power, sum) = (t * t >> Work, t, BigInteger.Zero);
        for (var n = 1; !power.IsZero && power != -1; n += 2)
        {
            sum += power / n;
            power = power * square >> Work;
        }

        return (2 * sum) + (k * WorkLog2);
    }

    // first·Σ (−1)ᵏ·r²ᵏ/(start·(start + 1)·…): the sine for first = r and start = 2, the cosine for first = 1 and start = 1.
    private static BigInteger Taylor(BigInteger r, BigInteger first, int start)
    {
        var square = r * r >> Work;
        var (sum, term) = (first, first);
        for (var k = start; !term.IsZero && term != -1; k += 2)
        {
            term = -(term * square >> Work) / (k * (k + 1));
            sum += term;
        }

        return sum;
    }

    private static BigInteger ArctanWork(BigInteger x)
    {
        if (x.Sign < 0)
        {
            return -ArctanWork(-x);
        }

        if (x > One)
        {
            return (WorkPi >> 1) - ArctanWork((One << Work) / x);
        }

        // arctan x = 2·arctan(x/(1 + √(1 + x²))).
        const int Halvings = 4;
        for (var i = 0; i < Halvings; i++)
        {
            x = (x << Work) / (One + Root((One + (x * x >> Work)) << Work));
        }

        var (square, power, sum) = (x * x >> Work, x, BigInteger.Zero);
        for (var n = 0; !power.IsZero; n++)
        {
            sum += ((n & 1) != 0 ? -power : power) / ((2 * n) + 1);
            power = power * square >> Work;
        }

        return sum << Halvings;
    }

    private static BigInteger Floor(BigInteger a, BigInteger b)
    {
        var q = BigInteger.DivRem(a, b, out var rest);
        return rest.Sign < 0 ? q - 1 : q;
    }

    // Newton's iteration from above ends at ⌊√n⌋.
    private static BigInteger Root(BigInteger n)
    {
        if (n.Sign <= 0)
        {
            return BigInteger.Zero;
        }

        var root = BigInteger.One << (int)((n.GetBitLength() + 1) / 2);
        while ((root + (n / root)) >> 1 is var next && next < root)
        {
            root = next;
        }

        return root;
    }
}
