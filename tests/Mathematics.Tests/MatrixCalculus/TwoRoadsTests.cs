using Adjoint.MatrixCalculus;
using Xunit;

namespace Adjoint.Tests.MatrixCalculus;

/// <summary>Differentials of whole matrices and index calculus share no rule; that they agree is what makes either believable.</summary>
public sealed class TwoRoadsTests
{
    /// <summary>Expression and variable: the answers of the course, and what else differentiates differently.</summary>
    public static TheoryData<string, string> Expressions { get; } = new()
    {
        // Traces and determinants
        { "log(det(X))", "X" }, { "tr(A*X)", "X" }, { "tr(X'*A*X*B)", "X" }, { "tr(inv(X))", "X" }, { "tr(inv(X)*A)", "X" }, { "tr(X^3)", "X" }, { "tr(X^(-2))", "X" }, { "det(X)", "X" }, { "det(X)^2", "X" },
        { "det(A*X*B) where X: n×n", "X" }, { "det(X'*A*X) where X: n×k", "X" }, { "log(det(X'*X))", "X" }, { "logdet(A + X'*X) where A: n×n symmetric", "X" }, { "log(det(A)) + tr(inv(A)*X)", "A" }, { "det(X)*tr(X)", "X" },
        { "tr((A*diag(x)*A')^-1) where A: n×m", "x" }, { "tr((A*diag(x)*A')^-1) where A: n×m", "A" }, { "tr(kron(X, A)) where A: m×m, X: n×n", "X" }, { "tr(X)^2", "X" }, { "det(inv(X))", "X" }, { "tr(A*inv(X)*B*inv(X))", "X" },
        { "tr(inv(A + X*B))", "X" }, { "det(X)^(1/2)", "X" }, { "tr((X'*X)^2)", "X" },

        // Quadratic forms and norms
        { "x'*A*x", "x" }, { "x'*A*x", "A" }, { "norm2(A*x-b)^2 where b: n", "x" }, { "norm2(A*x-b)^2 where b: n", "A" }, { "norm2(A*x-b) where b: n", "x" }, { "normF(X)", "X" }, { "normF(A*X-B)^2", "X" }, { "norm2(x)^3", "x" },
        { "norm2(inv(A)*b)^2 where b: n", "A" }, { "1/(x'*A*x)", "x" }, { "(x'*A*x)/(x'*x) where A: n×n symmetric", "x" }, { "x'*inv(A+x*x')*x where A: n×n symmetric", "x" }, { "(a'*x)*(b'*x) where a: n, b: n", "x" },
        { "x*x'*sin(x)", "x" }, { "x/norm2(x)", "x" }, { "tr(A*x*x'*B)", "x" }, { "(X*b+c)'*D*(X*b+c) where b: n, c: m", "X" }, { "b'*X'*X*c where b: n, c: n", "X" }, { "sum(A.*(X*B*X'))", "X" },

        // Machine learning
        { "sum(log(1+exp(-y.*(X*w))))", "w" }, { "sum(log(1+exp(-y.*(X*w))))", "X" }, { "-y'*log(softmax(W*x))", "W" }, { "-y'*log(softmax(W*x))", "x" }, { "logsumexp(A*x)", "x" }, { "softmax(A*x)", "x" }, { "softmax(W*x)", "W" },
        { "sum(relu(W*x - b)) where b: n", "W" }, { "sum(relu(W*x - b)) where b: n", "b" }, { "sum(softplus(X*w)) - y'*(X*w)", "w" }, { "norm2(V*tanh(W*x+b)-y)^2 where b: n", "W" }, { "norm2(V*tanh(W*x+b)-y)^2 where b: n", "V" },
        { "norm2(V*tanh(W*x+b)-y)^2 where b: n", "b" }, { "tanh(W*x+b) where b: n", "x" }, { "sum(sigmoid(A*x))", "x" }, { "max(A*x)", "x" }, { "sum(abs(x))", "x" }, { "norm2(X*w-y)^2 + t*norm2(w)^2", "w" },
        { "sum(exp(-(x-y).^2))", "x" }, { "x./(1+exp(-x))", "x" }, { "sum(x.^p) where p: scalar, x: n positive", "x" }, { "sum(x.^p) where p: scalar, x: n positive", "p" }, { "(x'*x)^p where p: scalar", "x" }, { "sum(sqrt(x)) where x: n positive", "x" },

        // Jacobians
        { "A*x", "x" }, { "X^2", "X" }, { "inv(X)", "X" }, { "A*X*B", "X" }, { "A*X'*B", "X" }, { "X'*X", "X" }, { "X'", "X" }, { "diag(A*x)", "x" }, { "diag(X) where X: n×n", "X" }, { "kron(X, A)", "X" }, { "kron(A, X)", "X" },
        { "X.*A", "X" }, { "exp(X)", "X" }, { "X*tr(X)", "X" }, { "vec(X*A)", "X" }, { "X^3", "X" }, { "x*x'", "x" }, { "X*diag(x)", "x" }, { "diag(x)*X", "x" }, { "inv(A+x*x')", "x" }, { "relu(W*X)", "X" }, { "relu(W*X)", "W" },
        { "tr(X)*X' where X: n×n", "X" }, { "det(X)*inv(X)", "X" }, { "x.*(A*x)", "x" }, { "(A*x).*(B*x)", "x" }, { "inv(X'*X)*X'", "X" }, { "X*A*inv(X)", "X" },

        // Matrix functions
        { "tr(expm(X))", "X" }, { "tr(A*expm(X))", "X" }, { "tr(A*expm(t*X)) where t: scalar", "t" }, { "x'*logm(A)*x", "A" }, { "tr(sqrtm(X))", "X" }, { "tr(logm(X))", "X" }, { "expm(X)*b where b: n", "X" }, { "tr(expm(X*A))", "X" },

        // Structured variables
        { "tr(X'*X) where X: n×n symmetric", "X" }, { "log(det(X)) where X: n×n posdef", "X" }, { "tr(A*X) where X: n×n symmetric", "X" }, { "tr(D*A*D) where D: n×n diagonal", "D" }, { "log(det(D)) where D: n×n diagonal", "D" },
        { "inv(X) where X: n×n symmetric", "X" }, { "X*A*X where X: n×n symmetric, A: n×n", "X" }, { "tr(X'*A) where X: n×n orthogonal", "X" }, { "tr(X'*A*X*B) where X: n×n orthogonal", "X" }, { "x'*inv(X)*x where X: n×n posdef", "X" },

        // Indices, cases
        { "sum[i](x[i]^2*A[i,i])", "x" }, { "sum[i,j](x[i]*A[i,j]*x[j])", "x" }, { "sum[i,j](x[i]*A[i,j]*x[j])", "A" }, { "sum[i](exp(x[i]*x[1]))", "x" }, { "sum[i,j](exp(x[i]-x[j]))", "x" }, { "sum[i](tr(inv(P + v[i]^2*eye(n)))) where P: n×n posdef, v: n", "P" },
        { "sum[i]((A*x*x[i])[i])", "x" }, { "sum[i]((A*x*x[i])[i])", "A" }, { "sum[i](v[i]*tr(A*X)) where v: n", "X" },
        { "sum[i, j](x[j]*X[i, j]*exp(sum[l](Y[l, i] + X[i, j]))) where x: k, X: n×k, Y: m×n", "Y" }, { "sum[i]((x[i]*A*X*b)[i]) where X: n×n, b: n", "X" }, { "sum(piecewise(x > 0, x.^2, -x))", "x" },
    };

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Roads_lead_to_one_place(string text, string name)
    {
        var (expression, variable) = Read(text, name);
        var form = IndexForm.Of(expression.Term).Differentiate(variable);
        var derivative = SymbolicDerivative.Of(expression.Term, variable);
        Assert.True(IndexForm.AreEqual(Lowered(derivative, form), form), $"{derivative.Value} and {form}");
    }

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Matrix_that_is_recognised_has_the_form_again(string text, string name)
    {
        var (expression, variable) = Read(text, name);
        var function = IndexForm.Of(expression.Term);
        Assert.True(IndexForm.AreEqual(IndexForm.Of(Recognition.ToMatrix(function, function.Axes.Length < 3 ? expression.Shape : null)), function), $"{Recognition.ToMatrix(function)} and {function}");
        var derivative = function.Differentiate(variable);
        var matrix = Recognition.ToMatrix(derivative.WithAxes([.. derivative.Ranges.Select(static _ => 1)]));
        Assert.True(IndexForm.AreEqual(IndexForm.Of(matrix), derivative), $"{matrix} and {derivative}");
    }

    [Fact]
    public void Roads_agree_on_all_examples_or_at_a_random_point()
    {
        var (decided, failures) = (0, new List<string>());
        var all = 0;
        foreach (var term in IndexExamples.All)
        {
            foreach (var variable in IndexFormTests.Variables(term))
            {
                all++;
                var form = IndexForm.Of(term).Differentiate(variable);
                var derivative = SymbolicDerivative.Of(term, variable);
                if (IndexForm.AreEqual(Lowered(derivative, form), form))
                {
                    decided++;
                    continue;
                }

                var point = IndexExamples.Point(4, 3, 2, 1);
                var (one, two) = (DenseEvaluator.Evaluate(derivative.Value, point), FormEvaluator.Evaluate(form, point));
                if (!one.Zip(two).All(static p => Math.Abs(p.First - p.Second) <= 1e-7 * Math.Max(1, Math.Abs(p.First))))
                {
                    failures.Add($"{term} by {variable.Name}: {derivative.Value} and {form}");
                }
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(decided >= all * 95 / 100, $"{decided} of {all} are decided.");
    }

    internal static (MatrixExpression Expression, MatrixVariable Variable) Read(string text, string name)
    {
        var expression = MatrixExpression.Parse(text);
        return (expression, expression.Variables.First(v => v.Name == name));
    }

    // Road 1's answer with the axes that the form has.
    private static IndexForm Lowered(SymbolicDerivative derivative, IndexForm form)
    {
        var axes = new List<Dimension[]>();
        var next = 0;
        foreach (var count in form.Axes)
        {
            axes.Add(form.Ranges[next..(next + count)]);
            next += count;
        }

        if (derivative.Form == DerivativeForm.Jacobian)
        {
            var outputs = derivative.Function.Shape.Dimensions.Count(static d => !d.IsOne);
            axes = [[.. axes.Take(outputs).SelectMany(static a => a)], [.. axes.Skip(outputs).SelectMany(static a => a)]];
            axes.RemoveAll(static a => a.Length == 0);
        }

        return IndexLowering.LowerPairs(derivative.Value, axes);
    }
}
