using System.Globalization;
using System.Text;
using Adjoint.MatrixCalculus;
using Adjoint.Notation;
using Xunit;

namespace Adjoint.Tests.MatrixCalculus;

/// <summary>Derivatives of random expressions: none is wrong, few are refused.</summary>
/// <remarks>ADJOINT_EXPRESSIONS=10000 runs as many instead of a few hundred, and writes the counts.</remarks>
public sealed class RandomDerivativeTests
{
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("ADJOINT_EXPRESSIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 300;
    private static readonly ulong First = ulong.TryParse(Environment.GetEnvironmentVariable("ADJOINT_FIRST_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first : 1;

    [Fact]
    public void Same_seed_gives_the_same_expression() => Assert.All(Enumerable.Range(1, 50), seed => Assert.Equal(RandomExpressions.Of((ulong)seed).Text, RandomExpressions.Of((ulong)seed).Text));

    [Fact]
    public void Two_evaluators_agree_on_random_expressions()
    {
        var compared = 0;
        for (var seed = 1UL; seed <= 300; seed++)
        {
            var expression = RandomExpressions.Of(seed);
            if (Difference(expression.Term, expression.Term, seed) is { } difference)
            {
                Assert.True(difference < 1e-6, $"{expression.Text}: {difference}");
                compared++;
            }
        }

        Assert.InRange(compared, 200, 300);
    }

    [Fact]
    public void Expressions_are_read_as_what_they_mean()
    {
        for (var seed = 1UL; seed <= 300; seed++)
        {
            var expression = RandomExpressions.Of(seed);
            var read = MatrixExpression.Parse(expression.Text).Term;
            Assert.Equal(expression.Term.Shape, read.Shape);
            Assert.True(!(Difference(expression.Term, read, seed) > 1e-6), $"{expression.Text} is read as {read}");
        }
    }

    [Fact]
    public void Corrupted_derivatives_of_random_expressions_fail()
    {
        var (failed, missed, hidden) = (0, new List<string>(), 0);
        for (var seed = 1UL; seed <= (ulong)Count / 2; seed++)
        {
            var expression = RandomExpressions.Of(seed);
            var variable = expression.Variables[0];
            var derivative = SymbolicDerivative.Of(MatrixExpression.Parse(expression.Text).Term, variable);
            var random = new SplitMix64(seed);
            for (var i = 0; i < 4 && derivative.Value.Weight < 200; i++)
            {
                var corrupted = Corrupted(derivative.Value, random.Below(derivative.Value.Weight), random);

                // What vanishes where the function is defined, or is equal after all, is no corruption.
                if (corrupted.Equals(derivative.Value) || !(Difference(derivative.Value, corrupted, seed) > 1e-3)
                    || !Certificate.Of(expression.Term, derivative.Value, variable, derivative.Form, seed).IsPassed)
                {
                    continue;
                }

                var certificate = Certificate.Of(expression.Term, corrupted, variable, derivative.Form, seed);
                failed += certificate.Verdict == CertificateVerdict.Failed ? 1 : 0;
                if (certificate.IsPassed && HasPieces(derivative.Value))
                {
                    hidden++;
                }
                else if (certificate.IsPassed)
                {
                    missed.Add($"{expression.Text} by {variable.Name}\n    right: {derivative.Value}\n    wrong: {corrupted}\n    {certificate}");
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{failed} failed, {missed.Count} missed, {hidden} hidden in pieces");

        // Another condition of a piecewise function shows only between the two.
        Assert.True(missed.Count == 0 && hidden <= failed / 50, $"{failed} failed, {hidden} hidden, {missed.Count} missed:\n{string.Join('\n', missed)}");
        Assert.InRange(failed, Count / 2, int.MaxValue);
    }

    /// <summary>What random expressions have found: (−2 − a)/(2 + a) factored for ever, indices with the name of a dimension or twice the same, zeros of order 3.</summary>
    [Theory]
    [InlineData("Y", "inv(X.*X + Y'*Y)*max(A[1, 2], 2) where X: m×m orthogonal, Y: k×m, A: m×m posdef")]
    [InlineData("x", "sum(tensor[i, j](X[j, j] + Y[i, i] + x[j])) where X: 3×3, Y: k×k, x: 3")]
    [InlineData("x", "sum[i: k, j](x[j]*sum[l: k](x[j]^k)) where x: n, y: k")]
    [InlineData("y", "logdet(tensor[i, j](x[i] + y[j])'*tensor[i, j](x[i] + y[j]) + eye(k)) where x: m, y: k")]
    [InlineData("X", "sum[i, j](sum[l](X[j, l]*x[i])) where X: m×m, x: 2")]
    [InlineData("X", "tr(diag(tensor[i: n](sum[j: m](sum[l](X[j, l]*X[j, i]))))) where X: m×n")]
    [InlineData("X", "(x.*x)'*sqrtm(X + X) + x' where x: k, X: k×k posdef")]
    [InlineData("y", "tensor[i, j, l](X[i, j]*step(y[l])) where X: k×m, y: n")]
    public void Derivative_of_an_expression_that_was_difficult_passes_and_is_read_back(string variable, string text)
    {
        var expression = MatrixExpression.Parse(text);
        var derivative = SymbolicDerivative.Of(expression.Term, expression.Variables.First(v => v.Name == variable));
        Assert.True(Certificate.Of(expression.Term, derivative.Value, derivative.Variable, derivative.Form).IsPassed);
        Assert.Null(ReadBack(derivative.Value, text[text.IndexOf(" where ", StringComparison.Ordinal)..]));
    }

    [Fact]
    public void No_derivative_of_a_random_expression_is_wrong()
    {
        var outcomes = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        for (var i = 0; i < Count; i++)
        {
            var seed = First + (ulong)i;
            var (outcome, text) = Outcome(seed);
            if (!outcomes.TryGetValue(outcome, out var texts))
            {
                outcomes.Add(outcome, texts = []);
            }

            texts.Add($"{seed}: {text}");
        }

        var report = new StringBuilder();
        foreach (var (outcome, texts) in outcomes)
        {
            report.Append(CultureInfo.InvariantCulture, $"{texts.Count,6} {outcome}\n");
            foreach (var text in outcome == "passed" ? [] : texts.Take(outcome[0] == '!' ? 25 : Count > 1000 ? 40 : 4))
            {
                report.Append(CultureInfo.InvariantCulture, $"         {text}\n");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        Assert.True(outcomes.Keys.All(o => o[0] != '!'), report.ToString());
        Assert.True(outcomes.Where(o => o.Key.StartsWith("refused", StringComparison.Ordinal)).Sum(o => o.Value.Count) <= Count / 100, report.ToString());
    }

    // What begins with ! must not be.
    private static (string Outcome, string Text) Outcome(ulong seed)
    {
        var expression = RandomExpressions.Of(seed);
        var text = expression.Text;
        var variable = expression.Variables[(int)(seed % (ulong)expression.Variables.Count)];
        text = $"by {variable.Name}: {text}";
        try
        {
            var function = MatrixExpression.Parse(expression.Text).Term;
            var derivative = SymbolicDerivative.Of(function, variable);
            var certificate = Certificate.Of(expression.Term, derivative.Value, variable, derivative.Form, seed);
            if (certificate.Verdict == CertificateVerdict.Failed && !DependsOnRounding(expression, function, derivative, variable, seed))
            {
                return ("! failed", $"{text}\n            {derivative.Value}\n            {certificate}");
            }

            if (certificate.IsPassed && derivative.Form == DerivativeForm.Gradient && derivative.Value.Weight < 150 && seed % 4 == 0 && SecondDerivative(derivative.Value, variable) is { } second)
            {
                return ("! second derivative failed", $"{text}\n            {derivative.Value}\n            {second}");
            }

            if (derivative.Value.Weight < 1500 && KnowsItsSizes(derivative.Value, expression) && ReadBack(derivative.Value, expression.Declarations) is { } mistake)
            {
                return ("! not read back", $"{text}\n            {derivative.Value}\n            {mistake}");
            }

            return certificate.IsPassed ? ("passed", text)
                : certificate.Verdict == CertificateVerdict.Failed ? ("depends on rounding", $"{text}\n            {derivative.Value}\n            {certificate}") : ($"undecided: {certificate.Explanation}", $"{text}\n            {derivative.Value}");
        }
        catch (NotationParseException error)
        {
            return ("! not read", $"{text}\n            {error.Message}");
        }
        catch (NotSupportedException refusal)
        {
            return ($"refused: {refusal.Message}", text);
        }
    }

    private static string? SecondDerivative(MatrixTerm gradient, MatrixVariable variable)
    {
        var second = SymbolicDerivative.Of(gradient, variable);
        return Certificate.Of(gradient, second.Value, variable, second.Form) is { Verdict: CertificateVerdict.Failed } certificate ? $"{second.Value}\n            {certificate}" : null;
    }

    // All entries of x./x are equal, and which of them is the largest depends on rounding; det(expm(A)*B) has no right digit where expm(A) has large entries. Simplified, both are something else.
    private static bool DependsOnRounding(RandomExpression expression, MatrixTerm function, SymbolicDerivative derivative, MatrixVariable variable, ulong seed) =>
        Certificate.Of(function, derivative.Value, variable, derivative.Form).IsPassed
        && (expression.Term.Any(static t => t.Operation is Operation.MaxEntry or Operation.MaxPlace or Operation.Select) || !(Difference(expression.Term, function, seed) > 1e-6));

    private static bool HasPieces(MatrixTerm term) => term.Any(static t => t.Operation is Operation.Select or Operation.MaxPlace or Operation.MaxEntry
        || (t.Operation == Operation.Elementwise && t.Function is EntryFunction.Step or EntryFunction.Sign or EntryFunction.Abs or EntryFunction.Relu));

    // The tree with one node, counted from the root, changed: a sign, a factor, a dropped summand or factor, a transpose, a power, another function.
    private static MatrixTerm Corrupted(MatrixTerm term, int place, SplitMix64 random)
    {
        if (place == 0)
        {
            return Changed(term, random);
        }

        place--;
        var arguments = term.Arguments.ToArray();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (place < arguments[i].Weight)
            {
                arguments[i] = Corrupted(arguments[i], place, random);
                return term.With(term.Shape, arguments);
            }

            place -= arguments[i].Weight;
        }

        return term;
    }

    private static MatrixTerm Changed(MatrixTerm term, SplitMix64 random) => term.Operation switch
    {
        Operation.Sum when random.Below(2) == 0 => term.With(term.Shape, term.Arguments[1..].ToArray()),
        Operation.Transpose when term.First.Shape.IsSquare => term.First,
        Operation.MatrixPower when term.Order == -1 => TestTerms.MatrixPower(term.First, random.Below(2) == 0 ? -2 : 2),
        Operation.Times or Operation.Hadamard when random.Below(2) == 0 => term.With(term.Shape, term.Arguments[1..].ToArray()),
        Operation.MatrixFunction when term.Arguments.Length == 1 => TestTerms.Map(term.Function, term.First),
        Operation.MatrixFunction => term.With(term.Shape, [TestTerms.Transpose(term.First), .. term.Arguments[1..]]),
        Operation.Elementwise when term.Function == EntryFunction.Sin => TestTerms.Map(EntryFunction.Cos, term.First),
        _ when term.Shape.IsTensor => term,
        _ when term.Shape.IsSquare && !term.IsScalar && random.Below(2) == 0 => TestTerms.Transpose(term),
        _ => TestTerms.Times(TestTerms.Number(new[] { -1, 2, 3 }[random.Below(3)]), term),
    };

    // A size such as m is no dimension in a text in which nothing has m rows or columns.
    private static bool KnowsItsSizes(MatrixTerm derivative, RandomExpression expression)
    {
        var names = expression.Variables.SelectMany(static v => v.Shape.Dimensions).SelectMany(static d => d.Names).ToHashSet();
        return !derivative.Any(t => t.Operation == Operation.Size && !names.Contains(t.Dimension.Names[0]));
    }

    private static string? ReadBack(MatrixTerm derivative, string declarations)
    {
        try
        {
            var read = MatrixExpression.Parse(derivative + declarations).Term;
            return Difference(derivative, read, 1) > 1e-6 && Difference(derivative, derivative, 1) < 1e-8 ? $"read as {read}" : null;
        }
        catch (NotationParseException error)
        {
            return error.Message;
        }
    }

    // The largest relative difference of the values at a few points; null if they are finite at none.
    private static double? Difference(MatrixTerm one, MatrixTerm other, ulong seed)
    {
        var random = new SplitMix64(seed);
        var sampler = new PointSampler(one, other);
        double? worst = null;
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var point = sampler.Point(sampler.Sizes(attempt), attempt, random);
            var evaluator = new ArrayEvaluator(one, point.Sizes);
            var (a, b) = (evaluator.Evaluate(point.Values), DenseEvaluator.Evaluate(other, point));
            var scale = a.Concat(b).Max(Math.Abs);
            if (a.Length != b.Length)
            {
                return double.PositiveInfinity;
            }

            if (double.IsFinite(scale) && evaluator.Magnitude < 1e6)
            {
                worst = Math.Max(worst ?? 0, a.Zip(b, static (x, y) => Math.Abs(x - y)).Max() / Math.Max(scale, 1e-6 * evaluator.Magnitude));
            }
        }

        return worst;
    }
}
