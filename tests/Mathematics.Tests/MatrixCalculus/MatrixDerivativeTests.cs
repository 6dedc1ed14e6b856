using System.Globalization;
using Adjoint.MatrixCalculus;
using Adjoint.Notation;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Adjoint.Tests.MatrixCalculus;

/// <summary>Derivatives that texts print, and values computed elsewhere.</summary>
public sealed class MatrixDerivativeTests
{
    private static readonly Dictionary<string, Matrix<double>> At = new(StringComparer.Ordinal)
    {
        ["X"] = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 2 }, { 3, 4 } }),
        ["A"] = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 2 }, { 3, 4 } }),
        ["x"] = Matrix<double>.Build.DenseOfArray(new double[,] { { 1 }, { 1 } }),
    };

    // Computed with PARI/GP and SymPy.
    [Theory]
    [InlineData("det(X)", "X", "4 -3; -2 1")]
    [InlineData("logdet(X) where X: 2×2", "X", "-2 1.5; 1 -0.5")]
    [InlineData("tr(inv(X))", "X", "-5.5 3.75; 2.5 -1.75")]
    [InlineData("x'*A*x", "x", "7; 13")]
    public void Gradients_at_1234_are_those_of_the_table(string text, string variable, string expected)
    {
        var gradient = MatrixDerivative.Of(text, variable).Value;
        var rows = expected.Split(';').Select(r => r.Trim().Split(' ').Select(e => double.Parse(e, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        var value = Evaluate(gradient);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows[i].Length; j++)
            {
                Assert.Equal(rows[i][j], value[i, j], 12);
            }
        }
    }

    [Fact]
    public void Jacobian_of_the_square_has_determinant_4_det_X_tr_X_squared() =>
        Assert.Equal(-200, Evaluate(MatrixDerivative.Of("X^2 where X: 2×2", "X").Value).Determinant(), 9);

    [Fact]
    public void Jacobian_of_the_inverse_has_determinant_det_X_to_the_minus_4() =>
        Assert.Equal(1 / 16.0, Evaluate(MatrixDerivative.Of("inv(X) where X: 2×2", "X").Value).Determinant(), 12);

    [Fact]
    public void Exponential_at_E12_in_direction_E21_is_no_product()
    {
        var unit = new Dictionary<string, Matrix<double>>(StringComparer.Ordinal)
        {
            ["X"] = Matrix<double>.Build.DenseOfArray(new double[,] { { 0, 1 }, { 0, 0 } }),
            ["E"] = Matrix<double>.Build.DenseOfArray(new double[,] { { 0, 0 }, { 1, 0 } }),
        };
        var value = Evaluate(MatrixExpression.Parse("dexpm(X, E) where X: 2×2, E: 2×2"), unit);
        Assert.Equal([0.5, 1, 1 / 6.0, 0.5], value.ToColumnMajorArray().Select(v => Math.Round(v, 14)), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [InlineData("log(det(X))", "X", "inv(X)'")]
    [InlineData("logdet(X)", "X", "inv(X)'")]
    [InlineData("logdet(X) where X: n×n symmetric", "X", "inv(X)")]
    [InlineData("tr(A*X)", "X", "A'")]
    [InlineData("tr(A*X) where X: n×n symmetric, A: n×n", "X", "(A' + A)/2")]
    [InlineData("x'*A*x", "x", "(A + A')*x")]
    [InlineData("x'*A*x where A: n×n symmetric", "x", "2*A*x")]
    [InlineData("norm2(A*x-b)^2", "x", "2*A'*(A*x - b)")]
    [InlineData("tr(inv(X)*A)", "X", "-inv(X)'*A'*inv(X)'")]
    [InlineData("sum(log(1+exp(-y.*(X*w))))", "w", "-X'*(y.*sigmoid(-y.*(X*w)))")]
    [InlineData("-y'*log(softmax(W*x))", "W", "(sum(y)*softmax(W*x) - y)*x'")]
    [InlineData("det(X'*A*X)", "X", "det(X'*A*X)*(A*X*inv(X'*A*X) + A'*X*inv(X'*A*X)')")]
    [InlineData("tr(expm(X))", "X", "expm(X)'")]
    [InlineData("tr(X'*X)", "X", "2*X")]
    [InlineData("tr(F'*F)", "F", "2*F")]
    [InlineData("(x*x')*sin(x)", "x", "x*(sin(x) + cos(x).*x)' + x'*sin(x)*eye(m)")]
    [InlineData("tr(inv(A*diag(x)*A'))", "x", "-diag(A'*inv(A*diag(x)*A')^2*A)")]
    [InlineData("tr(inv(A*diag(x)*A'))", "A", "-2*inv(A*diag(x)*A')^2*A*diag(x)")]
    [InlineData("logdet(A) + tr(inv(A)*X)", "A", "inv(A)'*(eye(m) - X'*inv(A)')")]
    [InlineData("sum(relu(W*x + b))", "W", "step(W*x + b)*x'")]
    [InlineData("sum(abs(x))", "x", "sign(x)")]
    [InlineData("norm2(x)", "x", "x/norm2(x)")]
    [InlineData("normF(X)", "X", "X/normF(X)")]
    [InlineData("softmax(x)", "x", "diag(softmax(x)) - softmax(x)*softmax(x)'")]
    [InlineData("logsumexp(x)", "x", "softmax(x)")]
    [InlineData("det(A + t*B)", "t", "det(A + t*B)*tr(B*inv(A + t*B))")]
    [InlineData("X^2", "X", "kron(X', eye(m)) + kron(eye(m), X)")]
    [InlineData("inv(X)", "X", "-kron(inv(X)', inv(X))")]
    [InlineData("A*X*B", "X", "kron(B', A)")]
    [InlineData("X' where X: m×n", "X", "commutation(m, n)")]
    [InlineData("exp(X) where X: m×n", "X", "diag(vec(exp(X)))")]
    [InlineData("tr(A*X) where X: n×n diagonal", "X", "diag(diag(A))")]
    public void First_line_is_the_textbook_form_and_reads_back(string text, string variable, string expected)
    {
        var derivative = MatrixDerivative.Of(text, variable);
        var first = derivative.ToString().Split('\n')[0];
        Assert.Equal(expected, first);
        Assert.Equal(CertificateVerdict.Passed, derivative.Certificate.Verdict);
        var declared = text.Contains(" where ", StringComparison.Ordinal) ? text[text.IndexOf(" where ", StringComparison.Ordinal)..] : string.Empty;
        Assert.Equal(first, MatrixExpression.Parse(first + declared).ToString());
    }

    [Theory]
    [InlineData("x'*A*x", "x", "A + A'")]
    [InlineData("sum(log(1+exp(-y.*(X*w))))", "w", "X'*diag(y.^2.*sigmoid(-y.*(X*w)).*(1 - sigmoid(-y.*(X*w))))*X")]
    [InlineData("norm2(A*x-b)^2", "x", "2*A'*A")]
    [InlineData("tr(X*A*X) where X: n×n, A: n×n", "X", "(kron(eye(n), A') + kron(A, eye(n)))*commutation(n, n)")]
    public void Hessians(string text, string variable, string expected) => Assert.Equal(expected, Hessian.Of(text, variable).Value.ToString());

    [Theory]
    [InlineData("x'*A*x", "x", 1, @"\nabla_{x}f = ")]
    [InlineData("x'*A*x", "x", 2, @"\nabla_{x}^{2}f = ")]
    [InlineData("sum(x.^3)", "x", 3, @"\frac{\partial^{3}f}{\partial x^{3}} = ")]
    [InlineData("t^3 where t: scalar", "t", 2, @"\frac{\partial^{2}f}{\partial t^{2}} = ")]
    public void The_left_side_says_how_often_was_differentiated(string text, string variable, int order, string expected) =>
        Assert.StartsWith(expected, Latex.Of(MatrixDerivative.Of(text, variable, order).Formula), StringComparison.Ordinal);

    [Fact]
    public void Third_derivative_of_a_scalar_is_a_tensor()
    {
        var third = MatrixDerivative.Of("sum(x.^3)", "x", order: 3);
        Assert.Equal(DerivativeForm.Tensor, third.Form);
        Assert.Equal("m×m×m", third.Value.Shape.ToString());
        Assert.True(third.Certificate.IsPassed);
        Assert.True(MatrixDerivative.Of(third.Value, "x").Value.Text is "zeros(m, m, m, m)" or { Length: > 0 });
    }

    [Theory]
    [InlineData(DerivativeLayout.Mixed, "2*A'*(A*x - b)")]
    [InlineData(DerivativeLayout.Numerator, "2*(A*x - b)'*A")]
    [InlineData(DerivativeLayout.Denominator, "2*A'*(A*x - b)")]
    public void Layouts_of_a_gradient(DerivativeLayout layout, string expected) => Assert.Equal(expected, MatrixDerivative.Of("norm2(A*x-b)^2", "x", layout: layout).Value.ToString());

    [Theory]
    [InlineData(DerivativeLayout.Mixed, "A")]
    [InlineData(DerivativeLayout.Numerator, "A")]
    [InlineData(DerivativeLayout.Denominator, "A'")]
    public void Layouts_of_a_Jacobian(DerivativeLayout layout, string expected) => Assert.Equal(expected, MatrixDerivative.Of("A*x", "x", layout: layout).Value.ToString());

    [Fact]
    public void A_variable_that_does_not_occur_is_named()
    {
        var error = Assert.Throws<NotationParseException>(() => Gradient.Of("tr(A*X)", "Y"));
        Assert.Equal("There is no variable Y to differentiate by; expected A or X.", error.Message);
    }

    [Fact]
    public void A_gradient_of_a_vector_is_refused() =>
        Assert.Equal("A gradient is of a scalar; A*x is m×1; expected a scalar, or Jacobian.Of.", Assert.Throws<NotationParseException>(() => Gradient.Of("A*x", "x")).Message);

    [Fact]
    public void A_function_that_is_nowhere_finite_has_no_certificate_and_is_not_shown() =>
        Assert.Contains("cannot be certified", Assert.Throws<CertificateFailedException>(() => Gradient.Of("log(-x'*x)", "x")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("norm1(x)", "Not differentiable where an entry of x is 0; sign(0) = 0 stands there")]
    [InlineData("norm2(x)", "Not differentiable where x is 0")]
    [InlineData("max(x)", "Not differentiable where the largest entry of x is there twice")]
    public void Points_without_a_derivative_are_said(string text, string remark) => Assert.Contains(remark, MatrixDerivative.Of(text, "x").Remarks);

    [Fact]
    public void The_square_of_a_norm_is_differentiable_everywhere() => Assert.DoesNotContain(MatrixDerivative.Of("norm2(x)^2", "x").Remarks, r => r.StartsWith("Not", StringComparison.Ordinal));

    [Fact]
    public void Steps_name_their_rules_from_the_outside_in() => Assert.Equal(
        ["chain rule, entry by entry", "Jacobi's formula", "all together", "the factor beside dX: df = tr(G'*dX)"],
        MatrixDerivative.Of("log(det(X))", "X").Steps.Select(s => s.Reason));

    private static Matrix<double> Evaluate(MatrixExpression expression, IReadOnlyDictionary<string, Matrix<double>>? values = null)
    {
        var (sizes, point) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, double[]>(StringComparer.Ordinal));
        foreach (var variable in expression.Variables)
        {
            var value = (values ?? At)[variable.Name];
            point[variable.Name] = value.ToColumnMajorArray();
            foreach (var name in variable.Shape.Dimensions.SelectMany(d => d.Names))
            {
                sizes[name] = 2;
            }
        }

        var entries = ArrayEvaluator.Evaluate(expression.Term, new EvaluationPoint(sizes, point));
        var rows = expression.Shape.Rows.At(sizes);
        return Matrix<double>.Build.DenseOfColumnMajor(rows, entries.Length / rows, entries);
    }
}
