using Adjoint.Algebra;
using Adjoint.MatrixCalculus;
using static Adjoint.Tests.MatrixCalculus.TestTerms;

namespace Adjoint.Tests.MatrixCalculus;

/// <summary>Expressions over the whole grammar, and the points that they are evaluated at.</summary>
internal static class IndexExamples
{
    public static MatrixTerm X { get; } = Variable("X", M, N);

    public static MatrixTerm Y { get; } = Variable("Y", N, K);

    public static MatrixTerm A { get; } = Variable("A", N, N);

    public static MatrixTerm B { get; } = Variable("B", N, N);

    public static MatrixTerm S { get; } = Variable("S", N, N, VariableTraits.Symmetric);

    public static MatrixTerm P { get; } = Variable("P", N, N, VariableTraits.PositiveDefinite);

    public static MatrixTerm D { get; } = Variable("D", N, N, VariableTraits.Diagonal);

    public static MatrixTerm V { get; } = Variable("v", N);

    public static MatrixTerm W { get; } = Variable("w", N);

    public static MatrixTerm U { get; } = Variable("u", M);

    public static MatrixTerm Z { get; } = Variable("z", N, VariableTraits.Positive);

    public static MatrixTerm T { get; } = Variable("t", VariableTraits.Positive);

    public static MatrixTerm E { get; } = Variable("E", N, N);

    private static MatrixTerm Half { get; } = Number(new Rational(1, 2));

    private static MatrixTerm Better { get; } = Sum(P, Chain(A, Transpose(A)));

    /// <summary>What each is called is what it is, so that a failing test says so.</summary>
    public static IEnumerable<MatrixTerm> All =>
    [
        // Scalars
        Chain(Transpose(V), A, V), Chain(Transpose(V), S, W), Scalar(Operation.Trace, Chain(A, B)), Scalar(Operation.Trace, Chain(Transpose(X), X)), Scalar(Operation.Trace, MatrixPower(A, 3)),
        Scalar(Operation.Trace, Inverse(A)), Scalar(Operation.Trace, Chain(Inverse(A), B)), Scalar(Operation.Determinant, A), Scalar(Operation.LogDeterminant, P), Scalar(Operation.Determinant, Chain(X, A, Transpose(X))),
        Scalar(Operation.LogDeterminant, Chain(Transpose(X), X)), Scalar(Operation.Norm, X), Scalar(Operation.Norm, Minus(Chain(X, V), U)), Power(Scalar(Operation.Norm, Minus(Chain(X, V), U)), 2),
        Scalar(Operation.Total, Map(EntryFunction.Log, Sum(Ones(U.Shape), Map(EntryFunction.Exp, Hadamard(Times(Number(-1), U), Chain(X, V)))))),
        Times(Number(-1), Chain(Transpose(W), Map(EntryFunction.Log, Same(Operation.Softmax, Chain(A, V))))), Scalar(Operation.LogSumExp, Chain(A, V)), Scalar(Operation.LogSumExp, X),
        Scalar(Operation.Total, Hadamard(X, X, X)), Scalar(Operation.MaxEntry, X), Scalar(Operation.MaxEntry, Chain(A, V)), Scalar(Operation.Total, Power(Z, T)), Power(T, Chain(Transpose(V), V)),
        Scalar(Operation.Trace, MatrixFunction(EntryFunction.Exp, A)), Scalar(Operation.Trace, Chain(B, MatrixFunction(EntryFunction.Exp, A))), Scalar(Operation.Trace, MatrixFunction(EntryFunction.Log, Better)),
        Scalar(Operation.Total, MatrixFunction(EntryFunction.Sqrt, Better)), Scalar(Operation.Trace, MatrixFunction(EntryFunction.Sqrt, Better)), Times(T, Times(Half, Chain(Transpose(V), V))),
        Scalar(Operation.Total, Select(V, Map(EntryFunction.Exp, V), W)), Scalar(Operation.Trace, Chain(D, A, D)), Scalar(Operation.LogDeterminant, D), Scalar(Operation.Trace, Inverse(Sum(D, Chain(A, Transpose(A))))),
        Chain(Transpose(V), Inverse(Better), V), Power(Chain(Transpose(V), V), new Rational(-3, 2)), Scalar(Operation.Trace, Kron(A, B)), Scalar(Operation.Total, Kron(A, V)),
        IndexSum(Times(Power(Entry(V, "i"), 2), Entry(A, "i", "i")), ("i", N)), IndexSum(Times(Entry(A, "i", "j"), Entry(A, "j", "1")), ("i", N), ("j", N)),
        IndexSum(Map(EntryFunction.Exp, Times(Entry(V, "i"), Entry(W, "j"))), ("i", N), ("j", N)), IndexSum(Scalar(Operation.Trace, Inverse(Sum(P, Times(Power(Entry(V, "i"), 2), Eye(N))))), ("i", N)),
        IndexSum(Times(Entry(V, "i"), Entry(Eye(K), "j", "j")), ("i", N), ("j", K)), Scalar(Operation.Determinant, Chain(A, B)), Scalar(Operation.Total, Map(EntryFunction.Relu, Minus(Chain(X, V), U))), Scalar(Operation.Norm, Chain(A, B)),
        Times(Chain(Transpose(V), W), Chain(Transpose(V), A, W)), Scalar(Operation.Total, Hadamard(Chain(A, V), Chain(B, V), Power(Map(EntryFunction.Exp, Chain(A, V)), -2))),

        // Vectors
        Chain(A, V), Hadamard(V, V), Map(EntryFunction.Sigmoid, Chain(X, V)), Same(Operation.Softmax, Chain(A, V)), Chain(V, Transpose(V), Map(EntryFunction.Sin, V)), Chain(Inverse(A), V), DiagonalPart(Chain(A, B)),
        Vec(Chain(X, A)), Chain(Kron(A, B), Vec(E)), Chain(Commutation(N, N), Vec(A)), Same(Operation.MaxPlace, V), Times(Scalar(Operation.Norm, V), V), Hadamard(V, Power(Sum(Ones(V.Shape), Hadamard(Chain(A, V), Chain(A, V))), -1)), Power(Hadamard(V, V), Half),

        // Matrices
        Chain(A, B), Chain(X, A, Y), MatrixPower(A, 2), Inverse(A), MatrixPower(A, -2), Transpose(X), Hadamard(A, Transpose(B)), Map(EntryFunction.Tanh, X), Diagonal(Chain(A, V)), Chain(A, Diagonal(V), Transpose(A)),
        Kron(A, V), Kron(X, Y), Unvec(Chain(Kron(Transpose(A), X), Vec(E)), M, N), Rearrange(Kron(X, Y), M, N, N, K), Unarrange(Chain(Vec(X), Transpose(Vec(Y))), M, N, N, K), MatrixFunction(EntryFunction.Exp, A),
        MatrixFunction(EntryFunction.Exp, A, E), MatrixFunction(EntryFunction.Exp, A, E, B), Inverse(Kron(A, P)), Times(Scalar(Operation.Trace, A), A), Inverse(Sum(Eye(N), A)), Chain(D, A), Inverse(D),
        Tensor(Times(Entry(A, "i", "j"), Entry(V, "j")), ("j", N), ("i", N)), Sum(Chain(V, Transpose(V)), Times(T, Eye(N))), Minus(Eye(N), Times(Number(2), Chain(V, Transpose(V)))), Commutation(M, N),
        Times(T, Hadamard(Ones(A.Shape), A)), Map(EntryFunction.Exp, MatrixPower(A, 2)), Power(Hadamard(X, X), Rational.One), Power(Map(EntryFunction.Cosh, X), new Rational(1, 3)),
    ];

    /// <summary>All entries between −1.5 and 1.5, where a variable's traits say nothing else.</summary>
    public static EvaluationPoint Point(int m, int n, int k, int seed)
    {
        var state = (uint)seed;
        double Next() => ((state = (state * 1664525) + 1013904223) >> 8) / (double)(1 << 24);
        var sizes = new Dictionary<string, int> { ["m"] = m, ["n"] = n, ["k"] = k };
        var values = new Dictionary<string, double[]>();
        foreach (var term in new[] { X, Y, A, B, S, P, D, V, W, U, Z, T, E })
        {
            var symbol = term.Symbol;
            var (rows, columns) = (symbol.Shape.Rows.At(sizes), symbol.Shape.Columns.At(sizes));
            var entries = new double[rows * columns];
            for (var i = 0; i < entries.Length; i++)
            {
                entries[i] = (3 * Next()) - 1.5;
                if (symbol.Traits.HasFlag(VariableTraits.Positive))
                {
                    entries[i] = 0.5 + Math.Abs(entries[i]);
                }
            }

            if (symbol.Traits.HasFlag(VariableTraits.PositiveDefinite))
            {
                entries = Build(n, (i, j) => (i == j ? 1 : 0) + Enumerable.Range(0, n).Sum(l => entries[i + (l * n)] * entries[j + (l * n)]));
            }
            else if (symbol.Traits.HasFlag(VariableTraits.Diagonal))
            {
                entries = Build(n, (i, j) => i == j ? 0.3 + Math.Abs(entries[i]) : 0);
            }
            else if (symbol.IsSymmetric)
            {
                entries = Build(n, (i, j) => entries[Math.Max(i, j) + (Math.Min(i, j) * n)]);
            }

            values[symbol.Name] = entries;
        }

        return new(sizes, values);
    }

    private static double[] Build(int n, Func<int, int, double> entry) => [.. Enumerable.Range(0, n * n).Select(i => entry(i % n, i / n))];
}
