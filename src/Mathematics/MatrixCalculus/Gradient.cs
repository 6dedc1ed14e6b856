using Adjoint.Notation;

namespace Adjoint.MatrixCalculus;

/// <summary>Gradients of scalar functions.</summary>
public static class Gradient
{
    /// <summary>G with df = ⟨G, dX⟩ = tr(Gᵀ·dX), of the shape of X, for a scalar f.</summary>
    /// <inheritdoc cref="MatrixDerivative.Of(string, string, int, DerivativeLayout)"/>
    public static MatrixDerivative Of(string expression, string variable) => Of(MatrixExpression.Parse(expression), variable);

    /// <inheritdoc cref="Of(string, string)"/>
    public static MatrixDerivative Of(MatrixExpression expression, string variable)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return expression.Shape.IsScalar
            ? MatrixDerivative.Of(expression, variable)
            : throw new NotationParseException(expression.Text, 0, $"A gradient is of a scalar; {NotationParseException.Quote(expression.Text)} is {expression.Shape}", "a scalar, or Jacobian.Of");
    }
}
