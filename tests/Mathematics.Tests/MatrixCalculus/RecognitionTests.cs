using Adjoint.MatrixCalculus;
using Xunit;

namespace Adjoint.Tests.MatrixCalculus;

public sealed class RecognitionTests
{
    [Theory]
    [InlineData("sum[i](x[i]^2*A[i,i])", "x", "2*diag(A).*x")]
    [InlineData("sum[i,j](x[i]*A[i,j]*x[j])", "x", "(A + A')*x")]
    [InlineData("sum[i,j](x[i]*A[i,j]*x[j])", "A", "x*x'")]
    [InlineData("sum[i](tr(inv(P + v[i]^2*eye(n)))) where P: n×n posdef, v: n", "v", "tensor[i](-2*tr(inv(v[i]^2*eye(n) + P)^2)*v[i])")]
    [InlineData("-y'*log(softmax(W*x))", "W", "(sum(y)*softmax(W*x) - y)*x'")]
    [InlineData("tr(A*expm(X))", "X", "dexpm(X, A)'")]
    [InlineData("norm2(A*x-b)^2 where b: n", "x", "2*A'*(A*x - b)")]
    public void Derivatives_are_written_with_matrices(string text, string name, string expected)
    {
        var (expression, variable) = TwoRoadsTests.Read(text, name);
        var form = IndexForm.Of(expression.Term).Differentiate(variable);
        var matrix = Recognition.ToMatrix(form);
        Assert.True(IndexForm.AreEqual(IndexForm.Of(matrix), form), matrix.ToString());
        Assert.Equal(expected, matrix.ToString());
    }

    [Theory]
    [InlineData("A*X*B", "X", "kron(B', A)")]
    [InlineData("A*X'*B", "X", "kron(B', A)*commutation(k, n)")]
    [InlineData("X.*A", "X", "diag(vec(A))")]
    [InlineData("inv(X)", "X", "-kron(inv(X)', inv(X))")]
    [InlineData("X*tr(X)", "X", "tr(X)*eye(m*m) + vec(X)*vec(eye(m))'")]
    [InlineData("relu(W*X)", "W", "diag(vec(step(W*X)))*kron(X', eye(m))")]
    [InlineData("X*diag(x)", "x", "diag(vec(X))*kron(eye(n), ones(m))")]
    public void Pairs_of_indices_are_written_with_vec_and_kron(string text, string name, string expected)
    {
        var (expression, variable) = TwoRoadsTests.Read(text, name);
        var form = IndexForm.Of(expression.Term).Differentiate(variable);
        form = form.Axes.Length == 4 ? form.WithAxes(2, 2) : form.WithAxes(2, 1);
        Assert.Equal(expected, Recognition.ToMatrix(form).ToString());
    }

    [Fact]
    public void Pairs_in_two_orders_are_refused()
    {
        var term = MatrixExpression.Parse("unvec(vec(X), n, m)*X where X: m×n").Term;
        Assert.Contains("in another order at once", Assert.Throws<NotSupportedException>(() => IndexForm.Of(term)).Message, StringComparison.Ordinal);
    }
}
