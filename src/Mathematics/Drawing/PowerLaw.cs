namespace Adjoint.Drawing;

/// <summary>The law y = C·xᵏ that is nearest to data: a straight line on logarithmic axes.</summary>
/// <param name="Factor">C.</param>
/// <param name="Exponent">k, the slope of the line.</param>
public sealed record PowerLaw(double Factor, double Exponent)
{
    /// <summary>Least squares in log y, over the points with x and y positive and finite; null for fewer than two different x.</summary>
    /// <exception cref="ArgumentException">There are more than 10 million points.</exception>
    public static PowerLaw? Fit(IEnumerable<(double X, double Y)> points)
    {
        var logs = Figure.Collect(points).Where(IsDrawable).Select(p => (X: Math.Log(p.X), Y: Math.Log(p.Y))).ToList();
        if (logs.Select(p => p.X).Distinct().Count() < 2)
        {
            return null;
        }

        var (meanX, meanY) = (logs.Average(p => p.X), logs.Average(p => p.Y));
        var exponent = logs.Sum(p => (p.X - meanX) * (p.Y - meanY)) / logs.Sum(p => (p.X - meanX) * (p.X - meanX));
        return new(Math.Exp(meanY - (exponent * meanX)), exponent);
    }

    /// <summary>C·xᵏ.</summary>
    public double At(double x) => Factor * Math.Pow(x, Exponent);

    /// <summary>The picture of <see cref="Plot.Convergence"/>.</summary>
    internal static Figure Draw(List<double> steps, List<double> errors, string label)
    {
        if (steps.Count != errors.Count)
        {
            throw new ArgumentException($"Each step has one error, and there are {steps.Count} steps and {errors.Count} errors.", nameof(errors));
        }

        var points = steps.Zip(errors).Select(p => (X: p.First, Y: p.Second)).ToList();
        var drawn = points.Where(IsDrawable).OrderBy(p => p.X).ToList();
        var figure = Figure.Empty.LogLog().Points(drawn, label).Axes("h", "error");
        if (drawn.Count < points.Count)
        {
            figure = figure.Title($"{points.Count - drawn.Count} of {points.Count} points are not positive and finite, so they are not drawn");
        }

        return Fit(drawn) is { } law && double.IsFinite(law.Factor)
            ? figure.Curve([(drawn[0].X, law.At(drawn[0].X)), (drawn[^1].X, law.At(drawn[^1].X))], FormattableString.Invariant($"{law.Factor:G3}·h^{law.Exponent:0.00}"))
            : figure;
    }

    private static bool IsDrawable((double X, double Y) p) => p.X > 0 && p.Y > 0 && double.IsFinite(p.X) && double.IsFinite(p.Y);
}
