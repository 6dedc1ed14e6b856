namespace Adjoint.Symbolic;

/// <summary>The numbers that an expression is evaluated in. Implemented by structs, so that evaluation is specialised to each.</summary>
internal interface IScalarArithmetic<T>
{
    /// <summary>The number that a constant stands for.</summary>
    /// <exception cref="ArgumentException">These numbers have none such: the message says why.</exception>
    T Constant(Term.Constant constant);

    /// <summary>A number as it was typed.</summary>
    T Number(double value);

    /// <summary>a + b.</summary>
    T Add(T a, T b);

    /// <summary>a − b.</summary>
    T Subtract(T a, T b);

    /// <summary>a·b.</summary>
    T Multiply(T a, T b);

    /// <summary>a/b.</summary>
    T Divide(T a, T b);

    /// <summary>−a.</summary>
    T Negate(T a);

    /// <summary>aᵇ.</summary>
    T Power(T a, T b);

    /// <summary>A function of one argument.</summary>
    Func<T, T> Function(ScalarFunction function);
}
