using System.Numerics;
using Adjoint.Algebra;
using Adjoint.Formatters;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using Adjoint.Numbers;
using Adjoint.Tests.Notation;
using CsCheck;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Adjoint.Tests.Formatters;

/// <summary>What the front ends make of our bundles, by their own code.</summary>
[Collection(nameof(FormatterState))]
public sealed class FrontEndTests
{
    [Fact]
    public void KaTeX_compiles_the_LaTeX_of_every_tree_in_strict_mode()
    {
        var corpus = new List<string>();
        NodeGen.Trees.Sample(tree => { lock (corpus) { corpus.Add(Latex.Of(tree)); } }, iter: 3000);
        AssertCompiles(corpus);
    }

    [Fact]
    public void KaTeX_compiles_the_LaTeX_of_every_kind_of_value() =>
        AssertCompiles([.. Formulas.Select(f => MimeBundle.Of(f)[0].Content["$\\displaystyle ".Length..^1])]);

    [Fact]
    public void Sanitiser_has_nothing_to_take_from_the_text_or_the_tables_of_any_value()
    {
        var bundles = Others.Select(MimeBundle.Of).ToList();
        var html = bundles.Select(b => Assert.Single(b, r => r.MimeType == "text/html").Content).ToList();
        var left = FrontEnds.Sanitise(html);
        for (var i = 0; i < html.Count; i++)
        {
            Assert.Equal(Count(html[i], "<td"), Count(left[i], "<td"));
            Assert.Equal(Count(html[i], "<details"), Count(left[i], "<details"));
            Assert.DoesNotContain("<script", left[i], StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<script", html[i], StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<style", left[i], StringComparison.OrdinalIgnoreCase);

            // The rules of the style sheet go as well: nothing of it is shown as text.
            Assert.DoesNotContain("dni-code-hint {", left[i], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1 0; 0 1", "[1 0; 0 1]")]
    [InlineData("1/2 -3; 12 4", "[1/2 −3; 12 4]")]
    [InlineData("1 2 3", "[1 2 3]")]
    public void Matrix_within_a_value_stays_readable_where_MathML_is_stripped(string literal, string left)
    {
        var html = MimeBundle.Of(new { Matrix = ExactMatrix.Parse(literal) })[0].Content;
        Assert.Contains($">{left}</td>", FrontEnds.Sanitise([html])[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Powers_fractions_and_gaps_stay_readable_where_MathML_is_stripped()
    {
        var x = Node.Identifier("x");
        var formula = Node.Row(Node.Superscript(x, Node.Number("2")), Node.Operator("+"), Node.Fraction(Node.Row(x, Node.Operator("-"), Node.Number("1")), Node.Number("3")), Node.Phantom(x));
        Assert.Equal("x^2+(x−1)/3", Assert.Single(FrontEnds.Sanitise([MathMl.Of(formula, block: false)])));
    }

    [Fact]
    public void Formula_has_no_HTML_that_a_sanitiser_could_ruin() =>
        Assert.All(Formulas, f => Assert.DoesNotContain(MimeBundle.Of(f), r => r.MimeType == "text/html"));

    [Fact]
    public void Plain_text_of_every_formula_fits_a_terminal_but_for_a_single_long_number()
    {
        object[] wide = [Matrix<double>.Build.Dense(100, 100, (i, j) => -Math.Exp(i - j)), Matrix<Complex>.Build.Dense(20, 20, (i, j) => new Complex(-1.0 / (i + 3), 1.0 / (j + 7)))];
        Assert.All(Formulas.Concat(wide).Where(f => f is not BigInteger), f => Assert.All(
            MimeBundle.Of(f).Single(r => r.MimeType == "text/plain").Content.Split('\n'),
            line => Assert.True(line.Length <= PlainText.Columns, line)));
    }

    private static IEnumerable<object> Formulas =>
    [
        ExactMatrix.Parse("1 2; 3 4").Inverse(), ExactMatrix.Parse("1 2; 3 4").RowReduceStepwise(), ExactMatrix.Parse("1 2 3; 4 5 6").Solve(ExactMatrix.Parse("1; 2")),
        ExactMatrix.Build(30, 30, (i, j) => i - j), ExactMatrix.Build(0, 3, (_, _) => 0),
        Matrix<double>.Build.Dense(20, 3, (i, j) => Math.Pow(10, i - j)), Matrix<double>.Build.Dense(0, 0), Matrix<double>.Build.Dense(2, 2, double.NaN),
        Matrix<float>.Build.Dense(2, 2, (i, j) => 0.1f * (i + j)), Matrix<double>.Build.SparseIdentity(100), Matrix<double>.Build.DiagonalIdentity(5),
        Matrix<Complex>.Build.Dense(3, 3, (i, j) => new Complex(i - 1, j * 1.5)), Matrix<Complex32>.Build.Dense(3, 3, (i, j) => new Complex32(i, -j)),
        MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense([1, double.PositiveInfinity, double.NegativeInfinity]),
        MathNet.Numerics.LinearAlgebra.Vector<Complex>.Build.Sparse(50), new double[,] { { 1.2e8, 3e-7 } }, new double[][] { [1], [2, 3], [] }, new int[,] { { 1 } }, new Complex(1, -1),
        new Complex(double.NaN, double.NegativeInfinity), BigInteger.Pow(7, 5000), BigInteger.MinusOne,
        Hilbert(4).LU(), Hilbert(20).LU(), Hilbert(4).QR(), Hilbert(13).Svd(), Hilbert(5).Evd(), Hilbert(3).Cholesky(), Hilbert(4).Check(Hilbert(4).Svd()), Matrix<Complex>.Build.Dense(3, 3, (i, j) => new Complex(i, j)).Evd(),
        new Permutation([2, 0, 1]), new Permutation([.. Enumerable.Range(1, 99), 0]), ExactMatrix.Parse("1 2; 3 4").Blocks([1], [1]).Highlight((0, 0)), Hilbert(30).Blocks([10, 20], [10, 20]),
        new RealInterval(1, 2), new RealInterval[,] { { new(0.1, 0.2), 1 } }, new UncertainReal(1.2e8, 3e4), new UncertainReal[,] { { new(1, 0.1) } },
        ExactMatrix.Build(12, 12, (i, j) => i == j ? 2 : 1).RowReduceStepwise(), ExactMatrix.Zero(2, 9).Solve(0, 0), ((SolutionSet<Rational>.Affine)ExactMatrix.Parse("1 1").Solve(2)).AsSet(),
    ];

    private static Matrix<double> Hilbert(int n) => Matrix<double>.Build.Dense(n, n, (i, j) => 1.0 / (i + j + 1));

    private static IEnumerable<object> Others =>
    [
        new[] { 1, 2, 3 }, new[] { "<script>alert(1)</script>" }, new { Name = "</td><script>", Matrix = new double[,] { { 1 } } }, (1, "two"),
        new Dictionary<string, object> { ["</table><script>"] = 1, ["b"] = new[] { 1.5 } }, Enumerable.Range(0, 100), new InvalidOperationException("<script>"),
    ];

    private static void AssertCompiles(List<string> corpus)
    {
        var answers = FrontEnds.Katex(corpus);
        Assert.Equal(corpus.Count, answers.Count);
        var refused = corpus.Zip(answers).Where(p => p.Second is not null).OrderBy(p => p.First.Length).Take(3).ToList();
        Assert.True(refused.Count == 0, string.Join("\n", refused.Select(p => $"{p.First}\n    {p.Second}")));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
