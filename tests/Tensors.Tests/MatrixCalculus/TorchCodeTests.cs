using System.Reflection;
using Adjoint.MatrixCalculus;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
        var type = Compile(string.Join("\n\n", derivatives.Select((d, i) => d.Value.ToTorch($"F{i}").Source)));
        using var scope = torch.NewDisposeScope();
        for (var i = 0; i < derivatives.Length; i++)
        {
            var (term, compared) = (derivatives[i].Value.Term, 0);
            var (sampler, random) = (new PointSampler(term), new SplitMix64((ulong)i));
            for (var attempt = 0; attempt < 30 && compared < 3; attempt++)
            {
                var point = sampler.Point(sampler.Sizes(attempt), attempt, random);
                var expected = ArrayEvaluator.Evaluate(term, point);
                if (expected.Zip(DenseEvaluator.Evaluate(term, point)).Any(v => !(Math.Abs(v.First - v.Second) < 1e-9 * Math.Max(1, Math.Abs(v.First)))))
                {
                    continue;
                }

                compared++;
                var method = type.GetMethod($"F{i}")!;
                var value = (torch.Tensor)method.Invoke(null, [.. method.GetParameters().Select(p => Value(p, derivatives[i].Value.Variables, point))])!;
                var actual = (value.dim() == 2 ? value.mT.reshape(-1) : value.reshape(-1)).data<double>().ToArray();
                Assert.Equal(expected.Length, actual.Length);
                Assert.All(expected.Zip(actual), pair => Assert.True(
                    Math.Abs(pair.First - pair.Second) <= 1e-8 * Math.Max(1, Math.Abs(pair.First)), $"{Examples[i].Text}: {pair.First} and {pair.Second}\n{derivatives[i].Value.ToTorch().Source}"));
            }

            Assert.True(compared > 0, Examples[i].Text);
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

    private static Type Compile(string methods)
    {
        var source = $"using System;\nusing TorchSharp;\npublic static class Generated\n{{\n{methods.Replace("static ", "public static ", StringComparison.Ordinal)}\n}}";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Append(typeof(torch).Assembly.Location).Distinct()
            .Select(path => MetadataReference.CreateFromFile(path));
        using var assembly = new MemoryStream();
        var result = CSharpCompilation.Create("Generated", [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) + "\n" + source);
        return Assembly.Load(assembly.ToArray()).GetType("Generated")!;
    }
}
