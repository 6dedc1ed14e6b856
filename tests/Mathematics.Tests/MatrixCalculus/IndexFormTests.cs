using Adjoint.MatrixCalculus;
using Xunit;
using static Adjoint.Tests.MatrixCalculus.IndexExamples;

namespace Adjoint.Tests.MatrixCalculus;

public sealed class IndexFormTests
{
    private static readonly EvaluationPoint[] Points = [Point(4, 3, 2, 1), Point(3, 2, 4, 2), Point(2, 2, 3, 4)];

    [Fact]
    public void Lowered_expression_has_the_values_of_the_expression() => ForAll(All, term =>
    {
        foreach (var point in Points)
        {
            AssertClose(DenseEvaluator.Evaluate(term, point), FormEvaluator.Evaluate(IndexForm.Of(term), point), term, 1e-9);
        }
    });

    [Fact]
    public void Expanded_form_has_the_same_values() => ForAll(All, term =>
    {
        foreach (var point in Points)
        {
            AssertClose(DenseEvaluator.Evaluate(term, point), FormEvaluator.Evaluate(IndexForm.Of(term).Expanded(), point), term, 1e-8);
        }
    });

    [Fact]
    public void Derivative_is_the_limit_of_difference_quotients() => ForAll(All, term =>
    {
        foreach (var variable in Variables(term))
        {
            var derivative = IndexForm.Of(term).Differentiate(variable);
            foreach (var point in Points)
            {
                AssertClose(Quotient(term, variable, point), FormEvaluator.Evaluate(derivative, point), term, 1e-6, variable);
            }
        }
    });

    // Every test goes over all expressions, and says all that fail.
    private static void ForAll(IEnumerable<MatrixTerm> terms, Action<MatrixTerm> law)
    {
        var failures = new List<string>();
        foreach (var term in terms)
        {
            try
            {
                law(term);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures.Add($"{term}: {e.GetType().Name} {e.Message}\n{(e is Xunit.Sdk.XunitException ? string.Empty : e.StackTrace)}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    internal static List<MatrixVariable> Variables(MatrixTerm term)
    {
        var variables = new List<MatrixVariable>();
        _ = term.Any(t =>
        {
            if (t.Operation == Operation.Variable && !variables.Contains(t.Symbol))
            {
                variables.Add(t.Symbol);
            }

            return false;
        });
        return variables;
    }

    // Richardson's extrapolation of central differences, along δ projected on what the variable may be.
    private static double[] Quotient(MatrixTerm term, MatrixVariable variable, EvaluationPoint point)
    {
        var entries = point.Values[variable.Name];
        var rows = variable.Shape.Rows.At(point.Sizes);
        var all = new List<double>();
        for (var e = 0; e < entries.Length; e++)
        {
            var direction = new double[entries.Length];
            direction[e] += 0.5;
            direction[variable.IsSymmetric ? (e / rows) + (e % rows * rows) : e] += 0.5;
            if (variable.Traits.HasFlag(VariableTraits.Diagonal) && e % rows != e / rows)
            {
                direction = new double[entries.Length];
            }

            double[] At(double h) => DenseEvaluator.Evaluate(term, point.With(variable.Name, [.. entries.Zip(direction, (x, d) => x + (h * d))]));
            const double H = 1e-3;
            var (near, nearBack, far, farBack) = (At(H), At(-H), At(2 * H), At(-2 * H));
            for (var i = 0; i < near.Length; i++)
            {
                all.Add(((8 * (near[i] - nearBack[i])) - far[i] + farBack[i]) / (12 * H));
            }
        }

        return [.. all];
    }

    private static void AssertClose(double[] expected, double[] actual, MatrixTerm term, double tolerance, MatrixVariable? variable = null)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = expected.Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty().Max();
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, scale) || !double.IsFinite(expected[i]), $"{term} by {variable}: entry {i} is {expected[i]:R}, not {actual[i]:R}");
        }
    }
}
