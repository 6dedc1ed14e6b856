using Adjoint.Notation;

namespace Adjoint.MatrixCalculus;

/// <summary>Hessians of scalar functions.</summary>
public static class Hessian
{
    /// <summary>H with d vec(G) = H·vec(dX) for the gradient G of a scalar f; symmetric.</summary>
    /// <inheritdoc cref="MatrixDerivative.Of(string, string, int, DerivativeLayout)"/>
    public static MatrixDerivative Of(string expression, string variable) => Of(MatrixExpression.Parse(expression), variable);

    /// <inheritdoc cref="Of(string, string)"/>
    public static MatrixDerivative Of(MatrixExpression expression, string variable)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return expression.Shape.IsScalar
            ? MatrixDerivative.Of(expression, variable, order: 2)
            : throw new NotationParseException(expression.Text, 0, $"A Hessian is of a scalar; {NotationParseException.Quote(expression.Text)} is {expression.Shape}", "a scalar");
    }
}
