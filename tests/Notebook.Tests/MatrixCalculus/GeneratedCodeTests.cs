using System.Reflection;
using Adjoint.MatrixCalculus;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Adjoint.Tests.MatrixCalculus;

/// <summary>Generated methods are compiled and run, and give what the expression gives.</summary>
public sealed class GeneratedCodeTests
{
    private static readonly (string Text, string Variable)[] Examples =
    [
        ("log(det(X)) + tr(A*X) where X: n×n, A: n×n symmetric", "X"), ("x'*A*x", "x"), ("norm2(A*x-b)^2", "x"), ("tr(inv(X)*A)", "X"), ("sum(log(1+exp(-y.*(X*w))))", "w"),
        ("-y'*log(softmax(W*x))", "W"), ("det(X'*A*X)", "X"), ("(x*x')*sin(x)", "x"), ("tr(inv(A*diag(x)*A'))", "x"), ("tr(inv(A*diag(x)*A'))", "A"), ("x'*inv(A)*y", "A"), ("norm2(x)", "x"),
        ("normF(X)", "X"), ("norm1(X*y)", "y"), ("sum(relu(W*x + b))", "W"), ("softmax(A*x)", "x"), ("logsumexp(A*x)", "x"), ("det(A + t*B)", "t"), ("X^2", "X"), ("inv(X)", "X"), ("X' where X: m×n", "X"),
        ("exp(X).*A", "X"), ("tr(X^3)", "X"), ("sum(kron(A, X).*B) where A: 2×3, X: 2×2, B: 4×6", "X"), ("kron(A, X) where A: 2×3, X: 3×2", "X"), ("sum(arcsin(x).*arctan(x)) where x: n positive", "x"),
        ("sum(sqrt(x)./(1 + x)) where x: n positive", "x"), ("max(x)", "x"), ("sum(piecewise(x > 1, x.^2, 2*x - 1))", "x"), ("sum(tanh(W*x + b).^2)", "W"), ("t^3 + exp(t)*sin(t) where t: scalar", "t"),
        ("sum(x.^y) where x: n positive, y: n", "y"), ("diag(X*A)", "X"), ("sum(sigmoid(x) + softplus(x))", "x"), ("logdet(X'*X)", "X"), ("a'*X*b + c where a: m, b: n, c: scalar", "X"),
    ];

    [Fact]
    public void Derivatives_as_MathNet_code_compile_and_agree()
    {
        var derivatives = Examples.Select(e => MatrixDerivative.Of(e.Text, e.Variable)).ToArray();
        var sources = Array.ConvertAll(derivatives, d => d.Value.ToCSharp($"F{Array.IndexOf(derivatives, d)}").Source);
        var type = Compile(string.Join("\n\n", sources));
        for (var i = 0; i < derivatives.Length; i++)
        {
            var (method, variables) = (type.GetMethod($"F{i}")!, derivatives[i].Value.Variables);
            GeneratedMethods.AssertAgrees(
                derivatives[i].Value, (ulong)i, sources[i], point => Entries(method.Invoke(null, [.. method.GetParameters().Select(p => Value(p, variables, point))])!));
        }
    }

    [Fact]
    public void Equal_parts_are_computed_once_and_systems_are_solved()
    {
        var code = MatrixExpression.Parse("inv(A)*x + exp(B*x).*sin(exp(B*x)) where A: n×n, B: n×n, x: n").ToCSharp().Source;
        Assert.Contains("A.Solve(x)", code, StringComparison.Ordinal);
        Assert.Equal(2, code.Split("(B * x)").Length);
    }

    [Fact]
    public void Products_are_computed_in_the_cheapest_order()
    {
        var code = MatrixExpression.Parse("A*B*x where A: n×n, B: n×n, x: n").ToCSharp();
        Assert.Contains("A * (B * x)", code.Source, StringComparison.Ordinal);
        Assert.Equal("4*n^2", code.Operations);
    }

    [Fact]
    public void Names_that_C_sharp_reserves_are_escaped() =>
        Assert.NotNull(Compile(MatrixExpression.Parse("class*base where class: scalar, base: n").ToCSharp("F").Source).GetMethod("F"));

    [Fact]
    public void What_the_library_lacks_is_said() =>
        Assert.Contains("MathNet has nothing for logm(X)", Assert.Throws<NotSupportedException>(() => MatrixExpression.Parse("logm(X)").ToCSharp()).Message, StringComparison.Ordinal);

    private static object Value(ParameterInfo parameter, IReadOnlyList<MatrixVariable> variables, EvaluationPoint point)
    {
        if (parameter.ParameterType == typeof(int))
        {
            return point.Sizes[parameter.Name!];
        }

        var entries = point.Values[parameter.Name!];
        var rows = variables.First(v => v.Name == parameter.Name).Shape.Rows.At(point.Sizes);
        return parameter.ParameterType == typeof(double) ? entries[0]
            : parameter.ParameterType == typeof(Vector<double>) ? Vector<double>.Build.DenseOfArray(entries)
            : Matrix<double>.Build.DenseOfColumnMajor(rows, entries.Length / rows, entries);
    }

    private static double[] Entries(object value) => value switch
    {
        double number => [number],
        Vector<double> vector => vector.ToArray(),
        _ => ((Matrix<double>)value).ToColumnMajorArray(),
    };

    private static Type Compile(string methods) => GeneratedMethods.Compile(methods, "using MathNet.Numerics.LinearAlgebra;", typeof(Matrix<double>).Assembly);
}
