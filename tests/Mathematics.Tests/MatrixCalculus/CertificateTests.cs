using Adjoint.Algebra;
using Adjoint.MatrixCalculus;
using Xunit;
using static Adjoint.Tests.MatrixCalculus.TestTerms;

namespace Adjoint.Tests.MatrixCalculus;

public sealed class CertificateTests
{
    private static readonly MatrixTerm X = Variable("X", N, N);
    private static readonly MatrixTerm R = Variable("X", M, N);
    private static readonly MatrixTerm S = Variable("X", N, N, VariableTraits.Symmetric);
    private static readonly MatrixTerm A = Variable("A", N, N);
    private static readonly MatrixTerm B = Variable("B", N, M);
    private static readonly MatrixTerm V = Variable("x", N);
    private static readonly MatrixTerm W = Variable("b", N);
    private static readonly MatrixTerm T = Variable("t");
    private static readonly MatrixTerm Orthogonal = Variable("Q", N, N, VariableTraits.Orthogonal);
    private static readonly MatrixTerm LogDeterminantOfX = Scalar(Operation.LogDeterminant, X);
    private static readonly MatrixTerm Quadratic = Chain(Transpose(V), A, V);
    private static readonly MatrixTerm Distance = Scalar(Operation.Norm, Minus(V, W));

    // f, a right derivative and its form.
    private static readonly Dictionary<string, (MatrixTerm F, MatrixTerm D, MatrixTerm X, DerivativeForm? Form)> Right = new()
    {
        ["x'Ax"] = (Quadratic, Chain(Sum(A, Transpose(A)), V), V, DerivativeForm.Gradient),
        ["tr(BX)"] = (Scalar(Operation.Trace, Chain(B, R)), Transpose(B), R, DerivativeForm.Gradient),
        ["logdet X"] = (LogDeterminantOfX, Transpose(Inverse(X)), X, DerivativeForm.Gradient),
        ["det X"] = (Scalar(Operation.Determinant, X), Times(Scalar(Operation.Determinant, X), Transpose(Inverse(X))), X, DerivativeForm.Gradient),
        ["tr inv X"] = (Scalar(Operation.Trace, Inverse(X)), Times(Number(-1), Transpose(MatrixPower(X, -2))), X, DerivativeForm.Gradient),
        ["tr exp X"] = (Scalar(Operation.Trace, MatrixFunction(EntryFunction.Exp, X)), Transpose(MatrixFunction(EntryFunction.Exp, X)), X, DerivativeForm.Gradient),
        ["tr log X"] = (Scalar(Operation.Trace, MatrixFunction(EntryFunction.Log, X)), Transpose(Inverse(X)), X, DerivativeForm.Gradient),
        ["tr sqrt X"] = (Scalar(Operation.Trace, MatrixFunction(EntryFunction.Sqrt, X)), Times(Number(new Rational(1, 2)), Transpose(Inverse(MatrixFunction(EntryFunction.Sqrt, X)))), X, DerivativeForm.Gradient),
        ["|x - b|"] = (Distance, Times(Power(Distance, -1), Minus(V, W)), V, DerivativeForm.Gradient),
        ["relu"] = (Scalar(Operation.Total, Map(EntryFunction.Relu, Minus(V, W))), Map(EntryFunction.Step, Minus(V, W)), V, DerivativeForm.Gradient),
        ["max"] = (Scalar(Operation.MaxEntry, V), Same(Operation.MaxPlace, V), V, DerivativeForm.Gradient),
        ["log sum exp"] = (Scalar(Operation.LogSumExp, V), Same(Operation.Softmax, V), V, DerivativeForm.Gradient),
        ["exp(exp(x))"] = (Map(EntryFunction.Exp, Map(EntryFunction.Exp, T)), Times(Map(EntryFunction.Exp, Map(EntryFunction.Exp, T)), Map(EntryFunction.Exp, T)), T, DerivativeForm.Gradient),
        ["10^8 + t"] = (Sum(Number(100_000_000), T), Number(1), T, DerivativeForm.Gradient),
        ["10^-9 t"] = (Times(Number(new Rational(1, 1_000_000_000)), T), Number(new Rational(1, 1_000_000_000)), T, DerivativeForm.Gradient),
        ["10^30 t^2"] = (Times(Number(Rational.Pow(10, 30)), Power(T, 2)), Times(Number(2 * Rational.Pow(10, 30)), T), T, DerivativeForm.Gradient),
        ["tr X - tr X'"] = (Minus(Scalar(Operation.Trace, X), Scalar(Operation.Trace, Transpose(X))), Zero(X.Shape), X, DerivativeForm.Gradient),
        ["arcsin t log t"] = (Times(Map(EntryFunction.Arcsin, T), Map(EntryFunction.Log, T)),
            Sum(Times(Power(Minus(Number(1), Power(T, 2)), new Rational(-1, 2)), Map(EntryFunction.Log, T)), Times(Map(EntryFunction.Arcsin, T), Power(T, -1))), T, DerivativeForm.Gradient),
        ["log(-t) log(t + 1)"] = (Times(Map(EntryFunction.Log, Times(Number(-1), T)), Map(EntryFunction.Log, Sum(T, Number(1)))),
            Sum(Times(Power(T, -1), Map(EntryFunction.Log, Sum(T, Number(1)))), Times(Map(EntryFunction.Log, Times(Number(-1), T)), Power(Sum(T, Number(1)), -1))), T, DerivativeForm.Gradient),
        ["tr AX, symmetric"] = (Scalar(Operation.Trace, Chain(A, S)), Times(Number(new Rational(1, 2)), Sum(A, Transpose(A))), S, DerivativeForm.Gradient),
        ["exp(tA)"] = (MatrixFunction(EntryFunction.Exp, Times(T, A)), Chain(A, MatrixFunction(EntryFunction.Exp, Times(T, A))), T, DerivativeForm.Entrywise),
        ["x^2, entrywise"] = (Hadamard(V, V), Times(Number(2), Diagonal(V)), V, DerivativeForm.Jacobian),
        ["vec(AXB)"] = (Chain(Variable("A", M, N), X, B), Kron(Transpose(B), Variable("A", M, N)), X, DerivativeForm.Jacobian),
        ["X'"] = (Transpose(R), Commutation(M, N), R, DerivativeForm.Jacobian),
        ["x*x'"] = (Chain(V, Transpose(V)), Tensor(Sum(Times(Entry(Eye(N), "i", "k"), Entry(V, "j")), Times(Entry(V, "i"), Entry(Eye(N), "j", "k"))), ("i", N), ("j", N), ("k", N)), V, DerivativeForm.Tensor),
        ["inv X, differential"] = (Inverse(X), Times(Number(-1), Chain(Inverse(X), Differential(X), Inverse(X))), X, null),
        ["exp X, differential"] = (MatrixFunction(EntryFunction.Exp, X), MatrixFunction(EntryFunction.Exp, X, Differential(X)), X, null),
        ["tr AQ, orthogonal"] = (Scalar(Operation.Trace, Chain(A, Orthogonal)), Times(Number(new Rational(1, 2)), Minus(Transpose(A), Chain(Orthogonal, A, Orthogonal))), Orthogonal, DerivativeForm.Gradient),
    };

    private static readonly Dictionary<string, (MatrixTerm F, MatrixTerm D, MatrixTerm X, DerivativeForm? Form)> Wrong = new()
    {
        ["x'Ax as if A were symmetric"] = (Quadratic, Times(Number(2), Chain(A, V)), V, DerivativeForm.Gradient),
        ["x'Ax, a term dropped"] = (Quadratic, Chain(A, V), V, DerivativeForm.Gradient),
        ["tr(AX), no transpose"] = (Scalar(Operation.Trace, Chain(A, X)), A, X, DerivativeForm.Gradient),
        ["logdet X, no transpose"] = (LogDeterminantOfX, Inverse(X), X, DerivativeForm.Gradient),
        ["logdet X, the sign"] = (LogDeterminantOfX, Times(Number(-1), Transpose(Inverse(X))), X, DerivativeForm.Gradient),
        ["logdet X is 0"] = (LogDeterminantOfX, Zero(X.Shape), X, DerivativeForm.Gradient),
        ["det X, a factor"] = (Scalar(Operation.Determinant, X), Times(Number(2), Times(Scalar(Operation.Determinant, X), Transpose(Inverse(X)))), X, DerivativeForm.Gradient),
        ["det X, a small factor"] = (Scalar(Operation.Determinant, X), Times(Number(new Rational(1001, 1000)), Times(Scalar(Operation.Determinant, X), Transpose(Inverse(X)))), X, DerivativeForm.Gradient),
        ["d inv X = -X^-2 dX"] = (Inverse(X), Times(Number(-1), Chain(MatrixPower(X, -2), Differential(X))), X, null),
        ["d X^2 = 2X dX"] = (MatrixPower(X, 2), Times(Number(2), Chain(X, Differential(X))), X, null),
        ["d exp X = exp X dX"] = (MatrixFunction(EntryFunction.Exp, X), Chain(MatrixFunction(EntryFunction.Exp, X), Differential(X)), X, null),
        ["d exp X entry by entry"] = (MatrixFunction(EntryFunction.Exp, X), Hadamard(Map(EntryFunction.Exp, X), Differential(X)), X, null),
        ["entrywise for the product"] = (MatrixPower(X, 2), Times(Number(2), Hadamard(X, Differential(X))), X, null),
        ["no diag"] = (Map(EntryFunction.Sin, V), Chain(Map(EntryFunction.Cos, V), Ones(SymbolicShape.Matrix(Dimension.One, N))), V, DerivativeForm.Jacobian),
        ["relu everywhere"] = (Scalar(Operation.Total, Map(EntryFunction.Relu, V)), Ones(V.Shape), V, DerivativeForm.Gradient),
        ["one branch"] = (Select(T, Power(T, 2), Power(T, 3)), Times(Number(2), T), T, DerivativeForm.Gradient),
        ["symmetric as matrixbook's"] = (Scalar(Operation.Trace, Chain(A, S)), Minus(Sum(A, Transpose(A)), Diagonal(DiagonalPart(A))), S, DerivativeForm.Gradient),
        ["Jacobian without commutation"] = (Transpose(R), Eye(M * N), R, DerivativeForm.Jacobian),
        ["Kronecker the other way round"] = (Chain(A, X, A), Kron(A, Transpose(A)), X, DerivativeForm.Jacobian),
        ["0 for a constant of 10^8"] = (Sum(Number(100_000_000), T), Number(0), T, DerivativeForm.Gradient),
        ["exp(exp(t))"] = (Map(EntryFunction.Exp, Map(EntryFunction.Exp, T)), Map(EntryFunction.Exp, Map(EntryFunction.Exp, T)), T, DerivativeForm.Gradient),
        ["transposed shape"] = (Scalar(Operation.Trace, Chain(B, R)), B, R, DerivativeForm.Gradient),
        ["orthogonal"] = (Scalar(Operation.Trace, Chain(A, Orthogonal)), A, Orthogonal, DerivativeForm.Gradient),
        ["orthogonal, not projected"] = (Scalar(Operation.Trace, Chain(A, Orthogonal)), Transpose(A), Orthogonal, DerivativeForm.Gradient),
        ["symmetric, not projected"] = (Scalar(Operation.Trace, Chain(A, S)), Transpose(A), S, DerivativeForm.Gradient),
        ["1/n forgotten"] = (Times(Power(Size(N), -1), Scalar(Operation.Total, V)), Ones(V.Shape), V, DerivativeForm.Gradient),
        ["tr is n"] = (Times(Number(3), Scalar(Operation.Trace, X)), Times(Size(N), Eye(N)), X, DerivativeForm.Gradient),
    };

    public static TheoryData<string> RightNames => [.. Right.Keys];

    public static TheoryData<string> WrongNames => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(RightNames))]
    public void Right_derivative_passes(string name)
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var certificate = Check(Right[name], seed);
            Assert.True(certificate.IsPassed, certificate.ToString());
            Assert.Equal(3, Math.Min(certificate.Points, 3));
            Assert.InRange(certificate.Error, 0, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(WrongNames))]
    public void Wrong_derivative_fails_with_a_counterexample(string name)
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var certificate = Check(Wrong[name], seed);
            Assert.True(certificate.Verdict == CertificateVerdict.Failed, certificate.ToString());
            Assert.Contains("derivative", certificate.Explanation, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_corruption_of_a_right_derivative_fails()
    {
        foreach (var (name, (f, d, x, form)) in Right.Where(static pair => !pair.Value.D.IsZero))
        {
            foreach (var corrupted in Corruptions(d))
            {
                var certificate = Check((f, corrupted, x, form));
                Assert.True(certificate.Verdict == CertificateVerdict.Failed, $"{name}: {corrupted}: {certificate}");
            }
        }
    }

    [Fact]
    public void Passed_certificate_says_the_error_the_points_and_the_sizes() => Assert.Matches(
        @"^Certificate: passed; error \d\.\de-\d+ against central differences at 3 random points, with \(m, n\) = \(2, 3\), \(3, 2\), \(4, 5\)\.$", Check(Right["tr(BX)"]).ToString());

    [Fact]
    public void Without_names_of_dimensions_no_sizes_are_said() => Assert.Matches(@"^Certificate: passed; error \S+ against central differences at 3 random points\.$", Check(Right["exp(exp(x))"]).ToString());

    [Fact]
    public void Counterexample_has_small_integers() => Assert.Matches(
        @"^Certificate: failed; at A = \[\[-?\d, -?\d\], \[-?\d, -?\d\]\], x = \[-?\d, -?\d\] in direction \[\d, \d\] the derivative gives -?\d+, and the difference quotient -?\d+\.$",
        Check(Wrong["x'Ax as if A were symmetric"]).ToString());

    [Fact]
    public void Wrong_shape_is_said() => Assert.Equal("Certificate: failed; the derivative is n×m, and must be m×n.", Check(Wrong["transposed shape"]).ToString());

    [Fact]
    public void Function_that_is_nowhere_defined_is_undecided() => Assert.Equal(
        "Certificate: undecided; no point was found at which the function is finite and differentiable.",
        Certificate.Of(Map(EntryFunction.Log, Times(Number(-1), Power(T, 2))), Times(Number(2), Power(T, -1)), T.Symbol, DerivativeForm.Gradient).ToString());

    [Fact]
    public void Branch_that_is_not_taken_need_not_be_defined()
    {
        var f = Select(T, Map(EntryFunction.Log, T), Power(T, 2));
        Assert.True(Certificate.Of(f, Select(T, Power(T, -1), Times(Number(2), T)), T.Symbol, DerivativeForm.Gradient).IsPassed);
        Assert.Equal(CertificateVerdict.Failed, Certificate.Of(f, Select(T, Power(T, -1), Times(Number(3), T)), T.Symbol, DerivativeForm.Gradient).Verdict);
    }

    [Fact]
    public void Function_of_a_part_that_is_infinite_is_undecided() => Assert.Equal(
        CertificateVerdict.Undecided,
        Certificate.Of(Plus(Map(EntryFunction.Sigmoid, IndexSum(Power(Entry(Eye(N), "i", "1"), -1), ("i", N))), T), Number(1), T.Symbol, DerivativeForm.Gradient).Verdict);

    [Fact]
    public void Norm_of_zero_is_undecided() => Assert.Equal(
        CertificateVerdict.Undecided,
        Certificate.Of(Scalar(Operation.Norm, Minus(V, V)), Times(Power(Scalar(Operation.Norm, Minus(V, V)), -1), Minus(V, V)), V.Symbol, DerivativeForm.Gradient).Verdict);

    [Fact]
    public void Derivative_that_is_nowhere_finite_is_undecided() => Assert.Equal(
        CertificateVerdict.Undecided, Certificate.Of(T, Map(EntryFunction.Log, Times(Number(-1), Power(T, 2))), T.Symbol, DerivativeForm.Gradient).Verdict);

    [Fact]
    public void Kinks_that_are_everywhere_are_no_counterexample()
    {
        // |sin(10⁶t)| has a kink in every interval that is longer than π·10⁻⁶.
        var angle = Times(Number(1_000_000), T);
        var certificate = Certificate.Of(
            Map(EntryFunction.Abs, Map(EntryFunction.Sin, angle)),
            Times(Number(1_000_000), Times(Map(EntryFunction.Sign, Map(EntryFunction.Sin, angle)), Map(EntryFunction.Cos, angle))), T.Symbol, DerivativeForm.Gradient);
        Assert.NotEqual(CertificateVerdict.Failed, certificate.Verdict);
    }

    [Fact]
    public void Same_seed_gives_the_same_text()
    {
        foreach (var (name, right) in Right)
        {
            Assert.Equal(Check(right, 7).ToString(), Check(right, 7).ToString());
        }

        Assert.NotEqual(Check(Wrong["logdet X, no transpose"], 1).ToString(), Check(Wrong["logdet X, no transpose"], 2).ToString());
    }

    [Fact]
    public void Interruption_stops_it()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Cancellation.Current = source.Token;
        Assert.Throws<OperationCanceledException>(() => Check(Right["logdet X"]));
        Cancellation.Current = CancellationToken.None;
    }

    private static Certificate Check((MatrixTerm F, MatrixTerm D, MatrixTerm X, DerivativeForm? Form) claim, ulong seed = 1) =>
        claim.Form is { } form ? Certificate.Of(claim.F, claim.D, claim.X.Symbol, form, seed) : Certificate.OfDifferential(claim.F, claim.D, claim.X.Symbol, seed);

    private static MatrixTerm Differential(MatrixTerm x) => TestTerms.Of(x.Symbol with { IsDifferential = true });

    private static MatrixTerm Plus(MatrixTerm a, MatrixTerm b) => Sum(a, b);

    private static MatrixTerm Size(Dimension n) => new(Operation.Size, SymbolicShape.Scalar, [], new(Dimensions: [n]));

    // A sign, a factor, a dropped term, a transpose where it fits and matters.
    private static IEnumerable<MatrixTerm> Corruptions(MatrixTerm d)
    {
        yield return new MatrixTerm(Operation.Sum, d.Shape, d, d);
        yield return d.Shape.IsTensor ? Tripled(d) : Times(Number(-1), d);
        if (d.Operation == Operation.Sum)
        {
            yield return d.First;
            yield return d.Second;
        }

        if (d.Operation == Operation.Transpose)
        {
            if (d.First.Shape.IsSquare)
            {
                yield return d.First;
            }
        }
    }

    private static MatrixTerm Tripled(MatrixTerm d) => new(Operation.Sum, d.Shape, d, d, d);
}
