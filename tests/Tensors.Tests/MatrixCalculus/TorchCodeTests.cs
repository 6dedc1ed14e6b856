using System.Reflection;
using Adjoint.MatrixCalculus;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.MatrixCalculus;

/// <summary>Derivatives as TorchSharp code are compiled and run, and give what the expression gives.</summary>
public sealed class TorchCodeTests
{
    private static readonly (string Text, string Variable)[] Examples =
    [
        ("log(det(X)) + tr(A*X) where X: n×n, A: n×n symmetric", "X"), ("x'*A*x", "x"), ("norm2(A*x-b)^2", "x"), ("tr(inv(X)*A)", "X"), ("sum(log(1+exp(-y.*(X*w))))", "w"),
        ("-y'*log(softmax(W*x))", "W"), ("det(X'*A*X)", "X"), ("(x*x')*sin(x)", "x"), ("x'*inv(A)*y", "A"), ("norm2(x)", "x"), ("normF(X)", "X"), ("norm1(X*y)", "y"), ("sum(relu(W*x + b))", "W"),
        ("softmax(A*x)", "x"), ("logsumexp(A*x)", "x"), ("det(A + t*B)", "t"), ("X^2", "X"), ("inv(X)", "X"), ("X' where X: m×n", "X"), ("exp(X).*A", "X"), ("tr(X^3)", "X"), ("tr(expm(X))", "X"),
        ("sum(kron(A, X).*B) where A: 2×3, X: 2×2, B: 4×6", "X"), ("kron(A, X) where A: 2×3, X: 3×2", "X"), ("sum(sqrt(x)./(1 + x)) where x: n positive", "x"), ("sum(tanh(W*x + b).^2)", "W"),
        ("sum(piecewise(x > 1, x.^2, 2*x - 1))", "x"), ("t^3 + exp(t)*sin(t) where t: scalar", "t"), ("diag(X*A)", "X"), ("sum(sigmoid(x) + softplus(x))", "x"), ("a'*X*b + c where a: m, b: n, c: scalar", "X"),
    ];

    [Fact]
    public void Derivatives_as_torch_code_compile_and_agree()
    {
        var derivatives = Examples.Select(e => MatrixDerivative.Of(e.Text, e.Variable)).ToArray();
        var sources = Array.ConvertAll(derivatives, d => d.Value.ToTorch($"F{Array.IndexOf(derivatives, d)}").Source);
        var type = GeneratedMethods.Compile(string.Join("\n\n", sources), "using TorchSharp;", typeof(torch).Assembly);
        using var scope = torch.NewDisposeScope();
        for (var i = 0; i < derivatives.Length; i++)
        {
            var (method, variables) = (type.GetMethod($"F{i}")!, derivatives[i].Value.Variables);
            GeneratedMethods.AssertAgrees(
                derivatives[i].Value, (ulong)i, sources[i], point => Entries((torch.Tensor)method.Invoke(null, [.. method.GetParameters().Select(p => Value(p, variables, point))])!));
        }
    }

    [Fact]
    public void What_the_library_lacks_is_said() =>
        Assert.Contains("TorchSharp has nothing for logm(X)", Assert.Throws<NotSupportedException>(() => MatrixExpression.Parse("logm(X)").ToTorch()).Message, StringComparison.Ordinal);

    private static object Value(ParameterInfo parameter, IReadOnlyList<MatrixVariable> variables, EvaluationPoint point)
    {
        if (parameter.ParameterType == typeof(int))
        {
            return point.Sizes[parameter.Name!];
        }

        var shape = variables.First(v => v.Name == parameter.Name).Shape;
        var entries = torch.tensor(point.Values[parameter.Name!], dtype: torch.float64);
        var rows = shape.Rows.At(point.Sizes);
        return shape.IsScalar ? entries[0] : shape.IsVector ? entries : entries.reshape(-1, rows).mT;
    }

    private static double[] Entries(torch.Tensor value) => (value.dim() == 2 ? value.mT.reshape(-1) : value.reshape(-1)).data<double>().ToArray();
}
