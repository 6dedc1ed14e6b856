using Adjoint.MatrixCalculus;
using Adjoint.Notation;
using Xunit;

namespace Adjoint.Tests.MatrixCalculus;

public sealed class MatrixExpressionTests
{
    [Theory]
    [InlineData("log(det(X)) + tr(A*X) where X: n×n, A: n×n symmetric", "scalar")]
    [InlineData("A*x where A: m x n", "m×1")]
    [InlineData("A*x where A: mxn, x: n", "m×1")]
    [InlineData("x*y' where x: 3, y: 4", "3×4")]
    [InlineData("X*Y where X: 2x3, Y: 3×k", "2×k")]
    [InlineData("kron(A, B) where A: m×n, B: p×q", "m*p×n*q")]
    [InlineData("vec(A) where A: m×n", "m*n×1")]
    [InlineData("unvec(x, m, n) where x: m*n", "m×n")]
    [InlineData("diag(x) where x: n", "n×n")]
    [InlineData("diag(X) where X: n×n", "n×1")]
    [InlineData("eye(3)*x", "3×1")]
    [InlineData("ones(m, n)*x where x: n", "m×1")]
    [InlineData("tensor[i, j, k](x[i]*A[j, k]) where x: m, A: n×p", "m×n×p")]
    [InlineData("X symmetric + eye(n)", null)]
    [InlineData("X*X where X symmetric", "m×m")]
    public void Shapes_follow_from_declarations(string text, string? shape)
    {
        if (shape is null)
        {
            Assert.Throws<NotationParseException>(() => MatrixExpression.Parse(text));
        }
        else
        {
            Assert.Equal(shape, MatrixExpression.Parse(text).Shape.ToString());
        }
    }

    [Theory]
    [InlineData("A*x - b", "b is a vector of m, since the shapes fit so")]
    [InlineData("det(A + t*B)", "t is a scalar, since the shapes fit so")]
    [InlineData("1/(1 + exp(-t))", "t is a scalar, since the shapes fit so")]
    [InlineData("x'*A*x", "A is a matrix of m×m")]
    [InlineData("a'*X*b", "a is a vector of m, since the shapes fit so")]
    [InlineData("a'*X*b", "b is a vector of n, since the shapes fit so")]
    [InlineData("c*x'*A", "c is a scalar")]
    [InlineData("alpha*x", "alpha is a scalar")]
    [InlineData("c*X*x", "c is a scalar")]
    [InlineData("log(t + exp(x)) where t: scalar", "t is added to every entry")]
    public void What_is_not_declared_is_inferred_and_said(string text, string assumption) => Assert.Contains(assumption, MatrixExpression.Parse(text).Assumptions);

    [Theory]
    [InlineData("x + A", 2, "x is m×1 and A is m×n, which do not fit +; expected equal shapes.")]
    [InlineData("A*B where A: m×n, B: k×n", 1, "A is m×n and B is k×n, which do not fit *; expected as many columns on the left as rows on the right.")]
    [InlineData("x/A", 1, "A is m×n, and nothing can be divided by a matrix; expected a scalar, inv(…)* or ./ for entries.")]
    [InlineData("det(A*x)", 0, "det needs a square matrix; A*x is m×1; expected as many rows as columns.")]
    [InlineData("det(X) where X: 2x3", 0, "det needs a square matrix; X is 2×3; expected as many rows as columns.")]
    [InlineData("expp(x)", 0, "expp is no function here; expected exp, or another function.")]
    [InlineData("2 + nrom2(x)", 4, "nrom2 is no function here; expected norm2, or another function.")]
    [InlineData("((x)", 0, "( is not closed; expected ) before the end.")]
    [InlineData("x)", 1, ") closes nothing; expected an operator, where, or the end.")]
    [InlineData("", 0, "The expression ends too early; expected a number, a variable, a function such as det(X), or (.")]
    [InlineData("x +", 3, "The expression ends too early; expected a number, a variable, a function such as det(X), or (.")]
    [InlineData("x y", 2, "y follows a factor; expected an operator such as * between them.")]
    [InlineData("A^T", 1, "^T is no power; expected ' for the transpose.")]
    [InlineData("X^2 where X: 2x3", 1, "X is 2×3, and only square matrices have powers; expected .^ for the powers of entries.")]
    [InlineData("x*y' + A*B where x: m, A: 2x3, B: 4x2", 8, "A is 2×3 and B is 4×2, which do not fit *; expected as many columns on the left as rows on the right.")]
    [InlineData("X where X: n×n, X: m", 16, "X is declared twice; expected another name.")]
    [InlineData("X where X: 2x3 symmetric", 8, "X is 2×3, and only a square matrix can be that; expected a shape such as n×n.")]
    [InlineData("X where X: n×n huge", 15, "huge is nothing that can be assumed; expected symmetric, posdef, diagonal, orthogonal, positive, or a comma.")]
    [InlineData("X where X:", 10, "The shape of X is missing; expected a shape such as n×n, n or scalar.")]
    [InlineData("sum[i](x[j])", 9, "The index j is bound nowhere; expected a number, or sum[j](…) around it.")]
    [InlineData("sum[i](A[i,i]) where A: 2x3", 11, "The index i runs to 2 and is used where it runs to 3; expected one range.")]
    [InlineData("x[4] where x: 3", 2, "x is 3×1; index 4 is outside; expected 1 to 3.")]
    [InlineData("A[1] where A: m×n", 2, "A is m×n and has 2 indices; expected 2 of them.")]
    [InlineData("piecewise(x, 1, 2)", 10, "x is no condition; expected a comparison such as x > 0.")]
    [InlineData("tr(A, B)", 0, "tr has 2 arguments; expected 1.")]
    [InlineData("det + 1", 0, "det is a function; expected det( and its argument.")]
    [InlineData("x € y", 2, "€ follows a whole expression; expected an operator, where, or the end.")]
    public void What_is_wrong_is_said_and_pointed_at(string text, int position, string message)
    {
        var error = Assert.Throws<NotationParseException>(() => MatrixExpression.Parse(text));
        Assert.Equal((message, position), (error.Message, error.Position));
    }

    [Fact]
    public void Where_no_name_is_near_all_are_told() =>
        Assert.StartsWith("foo is no function here; expected one of exp, log, ", Assert.Throws<NotationParseException>(() => MatrixExpression.Parse("foo(x)")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1000, '(')]
    [InlineData(100_000, '(')]
    [InlineData(1000, '-')]
    [InlineData(100_000, '-')]
    [InlineData(100_000, '\'')]
    public void Deep_and_long_texts_are_refused_in_a_sentence(int count, char what)
    {
        var text = what == '\'' ? "X" + new string(what, count) : new string(what, count) + "x" + new string(what == '(' ? ')' : ' ', count);
        var error = Assert.Throws<NotationParseException>(() => MatrixExpression.Parse(text));
        Assert.Contains(what == '\'' ? "operations" : "nested", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sum_of_1500_summands_is_read() => Assert.Equal("1500*x", MatrixExpression.Parse(string.Join(" + ", Enumerable.Repeat("x", 1500))).ToString());

    // The left is what is typed, the right its simplest form in the grammar; both must read as the same term.
    [Theory]
    [InlineData("x'*A*x - x'*A'*x", "0")]
    [InlineData("tr(A*B) - tr(B*A)", "0")]
    [InlineData("tr(A*B*C) - tr(C*A*B)", "0")]
    [InlineData("tr(A*B) - tr(B'*A')", "0")]
    [InlineData("(A*B)' - B'*A'", "zeros(k, m)")]
    [InlineData("X*inv(X)", "eye(m)")]
    [InlineData("X*X*X - X^3", "zeros(m, m)")]
    [InlineData("inv(A*B) - inv(B)*inv(A) where A: n×n, B: n×n", "zeros(n, n)")]
    [InlineData("det(A*B) - det(A)*det(B) where A: n×n, B: n×n", "0")]
    [InlineData("log(exp(x))", "x")]
    [InlineData("kron(A, B)*vec(X) - vec(B*X*A') where A: m×n, B: p×q, X: q×n", "zeros(m*p)")]
    [InlineData("kron(A, B)*kron(C, D) - kron(A*C, B*D) where A: m×n, B: p×q, C: n×r, D: q×s", "zeros(m*p, r*s)")]
    [InlineData("vec(A)'*vec(B) - tr(A'*B)", "0")]
    [InlineData("commutation(m, n)*vec(X) - vec(X') where X: m×n", "zeros(m*n)")]
    [InlineData("diag(x)*y - x.*y", "zeros(m)")]
    [InlineData("tr(diag(x)) - sum(x)", "0")]
    [InlineData("Q'*Q where Q: n×n orthogonal", "eye(n)")]
    [InlineData("A' - A where A: n×n symmetric", "zeros(n, n)")]
    [InlineData("(x*y')*z", "y'*z*x")]
    [InlineData("exp(x)./(1 + exp(x))", "sigmoid(x)")]
    [InlineData("sum(ones(n))", "n")]
    [InlineData("tr(eye(n))", "n")]
    [InlineData("x.*x.^2", "x.^3")]
    [InlineData("sqrt(4)", "2")]
    [InlineData("x.^2 - x.*x", "zeros(m)")]
    [InlineData("softmax(x)'*ones(n)", "1")]
    [InlineData("sum[i](x[i]*eye(n)[i, j]) - x[1]", null)]
    [InlineData("sum[i](A[i, i]) - sum[k](A[k, k])", "0")]
    public void Identities_are_known(string text, string? simplest)
    {
        if (simplest is null)
        {
            Assert.Throws<NotationParseException>(() => MatrixExpression.Parse(text));
            return;
        }

        var simplified = MatrixExpression.Parse(text).ToString();
        Assert.Equal(simplest, simplified);
    }

    [Theory]
    [InlineData("2X", "2*X")]
    [InlineData("Aᵀ*x", "A'*x")]
    [InlineData("A ⊗ B", "kron(A, B)")]
    [InlineData("x ⊙ y", "x.*y")]
    [InlineData("X⁻¹", "inv(X)")]
    [InlineData("−x", "-x")]
    [InlineData("x^-1 where x: scalar", "1/x")]
    [InlineData("trace(A)", "tr(A)")]
    [InlineData("1e-2*x", "x/100")]
    [InlineData("0.5*x", "x/2")]
    [InlineData("X²", "X^2")]
    [InlineData("1./x", "1./x")]
    [InlineData("dot(x, y)", "x'*y")]
    public void Other_spellings_are_read(string text, string written) => Assert.Equal(written, MatrixExpression.Parse(text).ToString());

    [Fact]
    public void Powers_bind_tighter_than_signs_and_group_from_the_right() =>
        Assert.Equal(
            [MatrixExpression.Parse("-(x^2) where x: scalar").ToString(), MatrixExpression.Parse("2^(3^2)").ToString()],
            [MatrixExpression.Parse("-x^2 where x: scalar").ToString(), MatrixExpression.Parse("2^3^2").ToString()]);
}
