using System.Reflection;
using Adjoint.MatrixCalculus;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Adjoint.Tests.MatrixCalculus;

/// <summary>Generated methods, compiled, and the points at which they are compared with the expression.</summary>
internal static class GeneratedMethods
{
    /// <summary>The type that holds the methods.</summary>
    public static Type Compile(string methods, string usings, Assembly library)
    {
        var source = $"using System;\nusing System.Linq;\n{usings}\npublic static class Generated\n{{\n{methods.Replace("static ", "public static ", StringComparison.Ordinal)}\n}}";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Append(library.Location).Distinct()
            .Select(path => MetadataReference.CreateFromFile(path));
        using var assembly = new MemoryStream();
        var result = CSharpCompilation.Create("Generated", [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) + "\n" + source);
        return Assembly.Load(assembly.ToArray()).GetType("Generated")!;
    }

    /// <summary>Asks that a method gives the expression's entries, by columns, at three points or as many as 30 tries find.</summary>
    public static void AssertAgrees(MatrixExpression expression, ulong seed, string source, Func<EvaluationPoint, double[]> run)
    {
        var (term, compared) = (expression.Term, 0);
        var (sampler, random) = (new PointSampler(term), new SplitMix64(seed));
        for (var attempt = 0; attempt < 30 && compared < 3; attempt++)
        {
            var point = sampler.Point(sampler.Sizes(attempt), attempt, random);
            var expected = ArrayEvaluator.Evaluate(term, point);
            if (expected.Zip(DenseEvaluator.Evaluate(term, point)).Any(v => !(Math.Abs(v.First - v.Second) < 1e-9 * Math.Max(1, Math.Abs(v.First)))))
            {
                // A·diag(x)·Aᵀ has no inverse where A has more rows than columns: two evaluators of our own do not agree there either.
                continue;
            }

            compared++;
            var actual = run(point);
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.True(
                Math.Abs(pair.First - pair.Second) <= 1e-8 * Math.Max(1, Math.Abs(pair.First)), $"{expression}: {pair.First} and {pair.Second}\n{source}"));
        }

        Assert.True(compared > 0, expression.ToString());
    }
}
