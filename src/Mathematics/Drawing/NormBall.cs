namespace Adjoint.Drawing;

/// <summary>The boundary of the unit ball of a norm of the plane.</summary>
internal static class NormBall
{
    // A multiple of 8, so that the corners of the balls for p = 1 and p = ∞ are among the directions.
    private const int Directions = 720;

    /// <summary>The norm ‖·‖ₚ.</summary>
    /// <exception cref="ArgumentException">p &lt; 1 or NaN.</exception>
    public static IReadOnlyList<(double X, double Y)> OfP(double p) => p >= 1
        ? Of((x, y) => Norm(Math.Abs(x), Math.Abs(y), p))
        : throw new ArgumentException(FormattableString.Invariant($"‖·‖ₚ is a norm for p ≥ 1, and p is {p}: for p < 1 the triangle inequality fails."), nameof(p));

    /// <summary>Points x with ‖x‖ = 1, one in each of many directions.</summary>
    /// <exception cref="ArgumentException">The function is not positive and finite, or not homogeneous, or its ball is not convex.</exception>
    public static IReadOnlyList<(double X, double Y)> Of(Func<double, double, double> norm)
    {
        const double Tolerance = 1e-9;
        var boundary = new (double X, double Y)[Directions];
        for (var k = 0; k < Directions; k++)
        {
            Cancellation.Poll();
            var (sin, cos) = double.SinCosPi(2.0 * k / Directions);
            var length = norm(cos, sin);
            if (!double.IsFinite(length) || length <= 0)
            {
                throw Refuse(cos, sin, FormattableString.Invariant($"it is {length:G6} there, and must be positive"));
            }

            if (Math.Abs(norm(-2 * cos, -2 * sin) - (2 * length)) > Tolerance * length)
            {
                throw Refuse(cos, sin, FormattableString.Invariant($"at −2x it is {norm(-2 * cos, -2 * sin):G6}, and must be 2·‖x‖ = {2 * length:G6}"));
            }

            boundary[k] = (cos / length, sin / length);
        }

        for (var k = 0; k < Directions; k++)
        {
            var (a, b, c) = (boundary[k], boundary[(k + 1) % Directions], boundary[(k + 2) % Directions]);
            var turn = ((b.X - a.X) * (c.Y - b.Y)) - ((b.Y - a.Y) * (c.X - b.X));
            var scale = double.Hypot(b.X - a.X, b.Y - a.Y) * double.Hypot(c.X - b.X, c.Y - b.Y);
            if (turn < -1e-6 * scale)
            {
                throw Refuse(b.X, b.Y, "its ball bends inwards there, so the triangle inequality fails");
            }
        }

        return boundary;
    }

    private static double Norm(double x, double y, double p)
    {
        var most = Math.Max(x, y);
        return double.IsInfinity(p) || most == 0 ? most : most * Math.Pow(Math.Pow(x / most, p) + Math.Pow(y / most, p), 1 / p);
    }

    private static ArgumentException Refuse(double x, double y, string why) =>
        new(FormattableString.Invariant($"The function is no norm at x = ({x:G4}, {y:G4}): {why}."));
}
