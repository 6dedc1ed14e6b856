using System.Xml.Linq;
using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>Text with formulas in it.</summary>
public sealed class StatementTests
{
    [Theory]
    [InlineData("$A x = b$", "A x=b")]
    [InlineData("$A^T$", @"A^{\top}")]
    [InlineData("$A^-1$", "A^{-1}")]
    [InlineData("$x_1 <= 2^(n+1)$", @"x_{1}\le 2^{n+1}")]
    [InlineData("$det(A)$", @"\operatorname{det}\left(A\right)")]
    [InlineData("$x_i^2$", "x_{i}^{2}")]
    public void Between_dollars_stands_a_formula(string text, string latex) =>
        Assert.Equal(latex.Replace(" ", string.Empty, StringComparison.Ordinal), new Statement(text).Markdown.Trim('$').Replace(" ", string.Empty, StringComparison.Ordinal));

    [Fact]
    public void Values_typeset_themselves_in_text_and_in_formulas()
    {
        var a = ExactMatrix.Parse("1 2; 3 4");
        Statement statement = $"Is $A = {a}$ over {new PrimeField(7)} <b>good</b>, {a}, or $$3 {"& *so*"}?";
        Assert.Equal("Is A = [1 2; 3 4] over 𝔽₇ <b>good</b>, [1 2; 3 4], or $3 & *so*?", PlainText.LineOf(statement.Describe(NotationOptions.Default)));
        Assert.Equal(
            @"Is $A = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}$ over $\mathbb{F}_{7}$ &lt;b&gt;good&lt;/b&gt;, $\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}$, or \$3 &amp; \*so\*?",
            statement.Markdown);
        Assert.Equal(3, XElement.Parse($"<p>{statement.Html}</p>").Elements().Count());
        Assert.Contains("&lt;b&gt;good", statement.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Statements_can_stand_in_statements()
    {
        Statement inner = $"$x = {2}$ here";
        Statement outer = $"At {inner}, and {1.5}.";
        Assert.Equal("At x = 2 here, and 1.5.", outer.ToString());
    }

    [Fact]
    public void Plain_text_is_broken_at_blanks_and_formulas_stay_where_they_belong()
    {
        Statement statement = $"{string.Join(' ', Enumerable.Repeat("word", 19))} ends with $A = {ExactMatrix.Parse("1 2; 3 4")}$, and the signs are $+$, $-$.";
        Assert.Equal(
            """
            word word word word word word word word word word word word word word word word word word word ends
            with A = ⎡1  2⎤, and the signs are +, -.
                     ⎣3  4⎦
            """,
            statement.ToString());
    }

    [Fact]
    public void Any_text_renders() => Gen.Select(Gen.String, Gen.Char["$^_{}()[]|<>=-.*xA1 \\\ue000\ud835"].Array.Select(c => new string(c)), (a, b) => a + b).Sample(text =>
    {
        var statement = new Statement(text);
        _ = XElement.Parse($"<p>{new string([.. statement.Html.Where(System.Xml.XmlConvert.IsXmlChar)])}</p>");
        return statement.ToString() is not null && Latex.Of(statement) is not null && statement.Markdown is not null;
    });

    [Fact]
    public void Deep_nesting_renders() => Assert.NotEmpty(new Statement($"${new string('(', 100)}x{new string(')', 100)}$").Markdown);
}
