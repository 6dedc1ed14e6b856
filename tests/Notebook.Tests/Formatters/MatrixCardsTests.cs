using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Adjoint.Formatters;
using Adjoint.LinearAlgebra;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Adjoint.Tests.Formatters;

[Collection(nameof(FormatterState))]
public sealed partial class MatrixCardsTests
{
    private static readonly object[] Cards =
    [
        Matrix<double>.Build.SparseIdentity(30).Spy(), Matrix<float>.Build.Dense(3, 500, (i, j) => i == j ? 1 : 0).Spy(), Matrix<double>.Build.Sparse(1, 1).Spy(),
        Matrix<double>.Build.Dense(4, 4, (i, j) => i - j).WithHeatMap(), Matrix<double>.Build.Dense(80, 90, (i, j) => Math.Sin(i + j) * 1e9).WithHeatMap(),
        Matrix<double>.Build.DenseOfArray(new[,] { { double.NaN, double.PositiveInfinity }, { 0, -1 } }).WithHeatMap(), Matrix<double>.Build.Dense(2, 2).WithHeatMap(), ExactMatrix.Parse("1/2 -3").WithHeatMap(),
        Matrix<double>.Build.Dense(2, 2, double.NaN).WithHeatMap(), ExactMatrix.Zero(0, 3).WithHeatMap(),
    ];

    [Fact]
    public void Card_has_HTML_and_text() => Assert.All(Cards, c => Assert.Equal(["text/html", "text/plain"], MimeBundle.Of(c).Select(r => r.MimeType)));

    [Fact]
    public void Picture_says_what_it_shows_and_survives_the_sanitiser()
    {
        var html = Cards.Select(c => MimeBundle.Of(c)[0].Content).ToList();
        Assert.All(html.Zip(FrontEnds.Sanitise(html)), pair =>
        {
            Assert.Matches(Alternative(), pair.Second);
            Assert.Equal(pair.First.Split("<td").Length, pair.Second.Split("<td").Length);
            var svg = XDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(Data().Match(pair.Second).Groups[1].Value)));
            Assert.Equal("svg", svg.Root!.Name.LocalName);
            Assert.Equal(WebUtility.HtmlDecode(Alternative().Match(pair.Second).Groups[1].Value), svg.Descendants().First(e => e.Name.LocalName == "title").Value);
            Assert.DoesNotContain("<script", pair.First, StringComparison.OrdinalIgnoreCase);
            Assert.True(pair.First.Length < 150_000);
        });
    }

    [Fact]
    public void Heat_map_has_the_numbers_and_the_common_factor()
    {
        var html = MimeBundle.Of(Matrix<double>.Build.DenseOfArray(new[,] { { 1.25e8, -5e7 } }).WithHeatMap())[0].Content;
        Assert.Contains("10⁸ ·<table>", html, StringComparison.Ordinal);
        Assert.Contains(">1.25</td>", html, StringComparison.Ordinal);
        Assert.Contains("entries from -5·10⁷ to 1.25·10⁸", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Equal("10⁸·[1.25  -0.50]", MimeBundle.Of(Matrix<double>.Build.DenseOfArray(new[,] { { 1.25e8, -5e7 } }).WithHeatMap())[1].Content);
    }

    [Fact]
    public void Factorisations_and_permutations_are_formulas()
    {
        var a = Matrix<double>.Build.DenseOfArray(new double[,] { { 4, 2 }, { 2, 3 } });
        object[] formulas = [a.LU(), a.QR(), a.GramSchmidt(), a.Svd(), a.Evd(), a.Cholesky(), a.Check(a.LU()), new Permutation([1, 0]), a.Blocks([1], []), a.ToComplex().LU(), a.ToSingle().QR()];
        Assert.All(formulas, f => Assert.Equal(["text/latex", "text/plain"], MimeBundle.Of(f).Select(r => r.MimeType)));
        Assert.Contains(@"\underbrace", MimeBundle.Of(a.LU())[0].Content, StringComparison.Ordinal);
        Assert.Contains("det A = 8", MimeBundle.Of(a.LU())[1].Content, StringComparison.Ordinal);
    }

    [GeneratedRegex("src=\"data:image/svg\\+xml;base64,([A-Za-z0-9+/=]+)\"")]
    private static partial Regex Data();

    [GeneratedRegex("alt=\"([^\"]+)\"")]
    private static partial Regex Alternative();
}
