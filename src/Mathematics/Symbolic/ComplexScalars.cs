using System.Numerics;

namespace Adjoint.Symbolic;

/// <summary>Complex numbers, with principal values of logarithms and roots.</summary>
internal readonly struct ComplexScalars : IScalarArithmetic<Complex>
{
    /// <inheritdoc/>
    public Complex Constant(Term.Constant constant) => constant.Name switch
    {
        "i" => Complex.ImaginaryOne,
        "e" => Math.E,
        _ => Math.PI,
    };

    /// <inheritdoc/>
    public Complex Number(double value) => value;

    /// <inheritdoc/>
    public Complex Add(Complex a, Complex b) => a + b;

    /// <inheritdoc/>
    public Complex Subtract(Complex a, Complex b) => a - b;

    /// <inheritdoc/>
    public Complex Multiply(Complex a, Complex b) => a * b;

    /// <inheritdoc/>
    public Complex Divide(Complex a, Complex b) => a / b;

    /// <inheritdoc/>
    public Complex Negate(Complex a) => -a;

    /// <summary>aᵇ; by multiplication for integers up to 64, so that z² of a real z is real.</summary>
    public Complex Power(Complex a, Complex b)
    {
        const int Multiplied = 64;
        if (b.Imaginary != 0 || b.Real != Math.Truncate(b.Real) || Math.Abs(b.Real) > Multiplied)
        {
            return Complex.Pow(a, b);
        }

        var (power, square) = (Complex.One, a);
        for (var n = (int)Math.Abs(b.Real); n > 0; n >>= 1)
        {
            power = (n & 1) != 0 ? power * square : power;
            square *= square;
        }

        return b.Real < 0 ? 1 / power : power;
    }

    /// <inheritdoc/>
    public Func<Complex, Complex> Function(ScalarFunction function) => function.Complex;
}
