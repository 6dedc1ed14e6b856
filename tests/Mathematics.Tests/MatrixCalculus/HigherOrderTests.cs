using Adjoint.MatrixCalculus;
using Xunit;

namespace Adjoint.Tests.MatrixCalculus;

public sealed class HigherOrderTests
{
    public static TheoryData<string, string, int> Scalars { get; } = new()
    {
        { "x'*A*x*(x'*x)", "x", 3 }, { "sum(x.^4)", "x", 4 }, { "log(det(X))", "X", 3 }, { "tr(X^4)", "X", 4 }, { "tr(inv(X))", "X", 3 }, { "logsumexp(x)", "x", 4 }, { "norm2(x)", "x", 3 },
        { "sum(log(1+exp(-y.*(X*w))))", "w", 3 }, { "det(X)", "X", 3 }, { "tr(expm(X))", "X", 3 }, { "tr(A*expm(X))", "X", 2 }, { "exp(x'*x)", "x", 4 }, { "tr(X'*X*X'*X)", "X", 4 },
        { "tr(inv(X)*A) where X: n×n symmetric, A: n×n", "X", 2 }, { "sum(tanh(A*x))", "x", 3 }, { "sum[i,j](x[i]^2*A[i,j]*x[j]^2)", "x", 4 },
    };

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Higher_derivatives_are_symmetric_in_their_directions(string text, string name, int order)
    {
        var (form, slots) = Derivative(text, name, order);
        for (var a = 0; a < order; a++)
        {
            for (var b = a + 1; b < order; b++)
            {
                int[] map = [.. Enumerable.Range(0, form.Ranges.Length)];
                for (var s = 0; s < slots; s++)
                {
                    (map[(a * slots) + s], map[(b * slots) + s]) = (map[(b * slots) + s], map[(a * slots) + s]);
                }

                Assert.True(IndexForm.AreEqual(form, form.Renamed(map, form.Ranges)), $"{form}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Higher_derivatives_are_written_and_keep_their_values(string text, string name, int order)
    {
        var (form, _) = Derivative(text, name, order);
        var term = Recognition.ToMatrix(form);
        Assert.True(IndexForm.AreEqual(IndexForm.Of(term), form), $"{term}");
    }

    [Theory]
    [InlineData("tr(X^3)", "X", 2, "tensor[i, j, k, l](3*(X[l, i]*eye(m)[j, k] + X[j, k]*eye(m)[i, l]))")]
    [InlineData("sum(x.^4)", "x", 4, "tensor[i, j, k, l](24*eye(m)[i, j]*eye(m)[i, k]*eye(m)[i, l])")]
    [InlineData("x'*A*x", "x", 2, "A + A'")]
    [InlineData("log(det(X)) where X: n×n", "X", 2, "tensor[i, j, k, l](-inv(X)[j, k]*inv(X)[l, i])")]
    [InlineData("sum(exp(A*x)) where A: n×n", "x", 2, "A'*diag(exp(A*x))*A")]
    public void Higher_derivatives_read_well(string text, string name, int order, string expected) =>
        Assert.Equal(expected, Recognition.ToMatrix(Derivative(text, name, order).Form).ToString());

    private static (IndexForm Form, int Slots) Derivative(string text, string name, int order)
    {
        var (expression, variable) = TwoRoadsTests.Read(text, name);
        var form = IndexForm.Of(expression.Term);
        for (var d = 0; d < order; d++)
        {
            form = form.Differentiate(variable);
        }

        return (form, form.Ranges.Length / order);
    }
}
