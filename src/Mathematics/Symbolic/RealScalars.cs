namespace Adjoint.Symbolic;

/// <summary>Floating-point numbers: what has no real value is NaN.</summary>
internal readonly struct RealScalars : IScalarArithmetic<double>
{
    /// <inheritdoc/>
    public double Constant(Term.Constant constant) => constant.Name switch
    {
        "i" => throw new ArgumentException("The expression contains i, so it has no real values; a function of a complex variable does."),
        "e" => Math.E,
        _ => Math.PI,
    };

    /// <inheritdoc/>
    public double Number(double value) => value;

    /// <inheritdoc/>
    public double Add(double a, double b) => a + b;

    /// <inheritdoc/>
    public double Subtract(double a, double b) => a - b;

    /// <inheritdoc/>
    public double Multiply(double a, double b) => a * b;

    /// <inheritdoc/>
    public double Divide(double a, double b) => a / b;

    /// <inheritdoc/>
    public double Negate(double a) => -a;

    /// <inheritdoc/>
    public double Power(double a, double b) => b == 2 ? a * a : Math.Pow(a, b);

    /// <inheritdoc/>
    public Func<double, double> Function(ScalarFunction function) => function.Real;
}
