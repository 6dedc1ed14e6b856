namespace Adjoint.MatrixCalculus;

/// <summary>Jacobians.</summary>
public static class Jacobian
{
    /// <summary>J with d vec(F) = J·vec(dX): a row for every entry of F, a column for every entry of X. For a scalar F it is the transposed gradient: a row for a vector X, Xᵀ's shape for a matrix.</summary>
    /// <inheritdoc cref="MatrixDerivative.Of(string, string, int, DerivativeLayout)"/>
    public static MatrixDerivative Of(string expression, string variable) => Of(MatrixExpression.Parse(expression), variable);

    /// <inheritdoc cref="Of(string, string)"/>
    public static MatrixDerivative Of(MatrixExpression expression, string variable)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return MatrixDerivative.Of(expression, variable, layout: expression.Shape.IsScalar ? DerivativeLayout.Numerator : DerivativeLayout.Mixed);
    }
}
