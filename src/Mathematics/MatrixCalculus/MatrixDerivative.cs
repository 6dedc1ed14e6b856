using Adjoint.Notation;

namespace Adjoint.MatrixCalculus;

/// <summary>The derivative of an expression by a variable, with its derivation and its certificate.</summary>
public sealed class MatrixDerivative : IHasNotation
{
    private readonly SymbolicDerivative derivative;

    private MatrixDerivative(MatrixExpression function, SymbolicDerivative derivative, DerivativeLayout layout, int order, Certificate certificate)
    {
        this.derivative = derivative;
        (Function, Layout, Order, Certificate) = (function, layout, order, certificate);
        var value = (layout, derivative.Form) switch
        {
            (DerivativeLayout.Numerator, DerivativeForm.Gradient) or (DerivativeLayout.Denominator, DerivativeForm.Jacobian or DerivativeForm.Entrywise) when !derivative.Value.Shape.IsTensor =>
                MatrixAlgebra.Transpose(derivative.Value),
            _ => derivative.Value,
        };
        Value = new(value, function.Variables);
    }

    /// <summary>What was differentiated; of a second derivative, the first one.</summary>
    public MatrixExpression Function { get; }

    /// <summary>The variable.</summary>
    public MatrixVariable Variable => derivative.Variable;

    /// <summary>The derivative, which can be differentiated again.</summary>
    public MatrixExpression Value { get; }

    /// <summary>The number of times that was differentiated.</summary>
    public int Order { get; }

    /// <summary>How the derivative acts on directions.</summary>
    public DerivativeForm Form => derivative.Form;

    /// <summary>How it is laid out.</summary>
    public DerivativeLayout Layout { get; }

    /// <summary>The comparison with difference quotients; passed, or there would be no such object.</summary>
    public Certificate Certificate { get; }

    /// <summary>The differential of the function, linear in dX.</summary>
    public MatrixExpression Differential => new(derivative.Differential, Function.Variables);

    /// <summary>The rules, from the outside in, and what follows from the differential.</summary>
    public IReadOnlyList<DerivationLine> Steps { get; private init; } = [];

    /// <summary>What was assumed of the variables, and what the derivative is, in sentences without their full stop.</summary>
    public IReadOnlyList<string> Remarks { get; private init; } = [];

    /// <summary>Differentiates.</summary>
    /// <param name="expression">The function: <c>log(det(X)) where X: n×n</c>.</param>
    /// <param name="variable">The name of the variable.</param>
    /// <param name="order">How often.</param>
    /// <param name="layout">The layout of the result; derivatives of order 3 and more are in index notation.</param>
    /// <exception cref="NotationParseException">The text is no expression, or has no such variable.</exception>
    /// <exception cref="CertificateFailedException">No certificate was passed.</exception>
    /// <exception cref="NotSupportedException">A derivative cannot be written down.</exception>
    public static MatrixDerivative Of(string expression, string variable, int order = 1, DerivativeLayout layout = DerivativeLayout.Mixed) =>
        Of(MatrixExpression.Parse(expression), variable, order, layout);

    /// <inheritdoc cref="Of(string, string, int, DerivativeLayout)"/>
    public static MatrixDerivative Of(MatrixExpression expression, string variable, int order = 1, DerivativeLayout layout = DerivativeLayout.Mixed)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        var by = expression.Variables.FirstOrDefault(v => v.Name == variable) ?? throw new NotationParseException(
            expression.Text, 0, $"There is no variable {NotationParseException.Quote(variable)} to differentiate by", expression.Variables.Count == 0 ? "an expression with variables" : string.Join(" or ", expression.Variables.Select(v => v.Name)));
        var function = expression;
        List<string> remarks = expression.Assumptions.Count == 0 ? [] : [string.Join("; ", expression.Assumptions)];
        for (var i = 1; ; i++)
        {
            var asTensor = layout == DerivativeLayout.Index || IsTensorNext(expression.Term, by, i);
            var derivative = SymbolicDerivative.Of(function.Term, by, withSteps: i == order, asTensor);
            var certificate = Certificate.Of(derivative.Function, derivative.Value, by, derivative.Form);
            if (!certificate.IsPassed)
            {
                throw new CertificateFailedException(function.ToString(), variable, certificate);
            }

            if (i == order)
            {
                remarks.AddRange(Differentiability.Remarks(expression.Term, by));
                return new(function, derivative, layout, order, certificate) { Steps = DerivationText.Lines(derivative, order), Remarks = [.. DerivationText.Meaning(derivative, order), .. remarks] };
            }

            function = new(derivative.Value, expression.Variables);
        }
    }

    /// <summary>Whether the steps are shown.</summary>
    public bool ShowsSteps { get; private init; }

    /// <summary>The code that is shown with it; null if none is.</summary>
    public GeneratedCode? Code { get; private init; }

    /// <summary>The same, showing its steps.</summary>
    public MatrixDerivative WithSteps() => Shown(withSteps: true, Code);

    /// <summary>The same, showing it as code too.</summary>
    public MatrixDerivative WithCode(GeneratedCode code) => Shown(ShowsSteps, code);

    /// <summary>The derivative of the derivative.</summary>
    public MatrixDerivative Again(string variable) => Of(Value, variable);

    /// <summary>∂f/∂X = the derivative, typeset.</summary>
    public Node Formula => DerivationText.Formula(this, derivative);

    /// <summary>The derivative, typeset; or, if they are shown, its steps.</summary>
    public Node Describe(NotationOptions options) => DerivationText.Describe(this);

    /// <summary>The derivative in the grammar of expressions; below it, if they are shown, the steps, then what it is and its certificate.</summary>
    public override string ToString() => DerivationText.Write(this);

    private MatrixDerivative Shown(bool withSteps, GeneratedCode? code) =>
        new(Function, derivative, Layout, Order, Certificate) { Steps = Steps, Remarks = Remarks, ShowsSteps = withSteps, Code = code };

    // A scalar's third derivative by a vector has three indices, its second one by a matrix four; that one is a Hessian of vec(X).
    private static bool IsTensorNext(MatrixTerm f, MatrixVariable by, int order) =>
        order > 2 && !by.Shape.IsScalar || order == 2 && !by.Shape.IsScalar && !f.IsScalar;
}
