using Adjoint.MatrixCalculus;
using Adjoint.Notation;
using BenchmarkDotNet.Attributes;

namespace Adjoint.Benchmarks;

/// <summary>Derivatives of matrix expressions: reading and differentiating alone, the certificate alone, typesetting alone.</summary>
[MemoryDiagnoser]
public class MatrixCalculusBenchmarks
{
    // 20 nodes.
    private const string Gradient = "log(det(X)) + tr(A*X*B) + norm2(X*c - d)^2 where X: n×n, A: n×n, B: n×n symmetric, c: n, d: n";
    private const string Logistic = "sum(log(1 + exp(-y.*(X*w)))) where X: m×n, y: m, w: n";

    private SymbolicDerivative gradient = Derive(Gradient, "X");
    private SymbolicDerivative hessian = DeriveTwice();
    private MatrixDerivative shown = MatrixDerivative.Of(Logistic, "w", order: 2);

    [Benchmark]
    public object Reading_an_expression_of_20_nodes() => MatrixExpression.Parse(Gradient);

    [Benchmark]
    public object Gradient_of_20_nodes() => gradient = Derive(Gradient, "X");

    [Benchmark]
    public object Certificate_of_the_gradient() => Certificate.Of(gradient.Function, gradient.Value, gradient.Variable, gradient.Form);

    [Benchmark]
    public object Hessian_of_logistic_regression() => hessian = DeriveTwice();

    [Benchmark]
    public object Certificate_of_the_Hessian() => Certificate.Of(hessian.Function, hessian.Value, hessian.Variable, hessian.Form);

    [Benchmark]
    public object Hessian_of_logistic_regression_with_steps_and_certificates() => shown = MatrixDerivative.Of(Logistic, "w", order: 2);

    [Benchmark]
    public string Typesetting_the_Hessian() => Latex.Of(shown);

    private static SymbolicDerivative Derive(string text, string variable)
    {
        var expression = MatrixExpression.Parse(text);
        return SymbolicDerivative.Of(expression.Term, expression.Variables.First(v => v.Name == variable));
    }

    private static SymbolicDerivative DeriveTwice()
    {
        var first = Derive(Logistic, "w");
        return SymbolicDerivative.Of(first.Value, first.Variable);
    }
}
