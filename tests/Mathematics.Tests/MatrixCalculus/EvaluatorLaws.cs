using Adjoint.Algebra;
using Adjoint.MatrixCalculus;
using CsCheck;
using Xunit;
using static Adjoint.Tests.MatrixCalculus.TestTerms;

namespace Adjoint.Tests.MatrixCalculus;

/// <summary>What every operation means, by its definition. An evaluator inherits this and writes no test of its own.</summary>
public abstract class EvaluatorLaws
{
    private static readonly MatrixTerm X = Variable("X", M, N);
    private static readonly MatrixTerm Y = Variable("Y", N, K);
    private static readonly MatrixTerm A = Variable("A", N, N);
    private static readonly MatrixTerm E = Variable("E", N, N);
    private static readonly MatrixTerm F = Variable("F", N, N);
    private static readonly MatrixTerm G = Variable("G", N, N);
    private static readonly MatrixTerm V = Variable("v", N);
    private static readonly MatrixTerm T = Variable("t");

    private readonly Func<MatrixTerm, EvaluationPoint, double[]> evaluate;

    private protected EvaluatorLaws(Func<MatrixTerm, EvaluationPoint, double[]> evaluate) => this.evaluate = evaluate;

    // m, n, k of 1 to 4 and entries of all variables in (−2, 2).
    private static Gen<EvaluationPoint> Points { get; } = Gen.Select(Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[1, 4], Gen.Double[-2, 2].Array[16 * 8]).Select(static (m, n, k, x) => Point(m, n, k, x));

    [Fact]
    public void Entries_stand_by_columns() => Assert.Equal([1, 2, 3, 4, 5, 6], evaluate(X, Point(3, 2, 1, 1, 2, 3, 4, 5, 6)));

    [Fact]
    public void Constants_are_what_they_are_called()
    {
        var point = Point(2, 3, 1);
        Assert.Equal([0.75], evaluate(Number(new Rational(3, 4)), point));
        Assert.Equal([Math.PI], evaluate(new MatrixTerm(Operation.Pi, SymbolicShape.Scalar), point));
        Assert.Equal([12], evaluate(new MatrixTerm(Operation.Size, SymbolicShape.Scalar, [], new(Dimensions: [Dimension.Of(2) * M * N])), point));
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], evaluate(Eye(N), point));
        Assert.Equal([1, 1, 1, 1, 1, 1], evaluate(Ones(SymbolicShape.Matrix(M, N)), point));
        Assert.Equal([0, 0, 0, 0, 0, 0], evaluate(Zero(SymbolicShape.Matrix(M, N)), point));
    }

    [Fact]
    public void Sum_and_products_work_entry_by_entry() => Sample(point =>
    {
        var (x, t) = (point.Values["X"], point.Values["t"][0]);
        AssertClose(x.Select(a => 3 * a), Sum(X, X, X), point);
        AssertClose(x.Select(a => a * a * a), Hadamard(X, X, X), point);
        AssertClose(x.Select(a => t * a), Times(T, X), point);
        AssertClose([t * t * t], new MatrixTerm(Operation.Times, SymbolicShape.Scalar, T, T, T), point);
    });

    [Fact]
    public void Product_of_matrices_is_rows_times_columns() => Sample(point =>
    {
        var (m, n, k) = (point.Sizes["m"], point.Sizes["n"], point.Sizes["k"]);
        var (x, y) = (point.Values["X"], point.Values["Y"]);
        AssertClose(Build(m, k, (i, j) => Enumerable.Range(0, n).Sum(l => x[i + (l * m)] * y[l + (j * n)])), Chain(X, Y), point);
        AssertClose(evaluate(Chain(X, Chain(A, Y)), point), Chain(X, A, Y), point);
        AssertClose(evaluate(Chain(X, Chain(A, Chain(E, V))), point), Chain(X, A, E, V), point);
        AssertClose([point.Values["v"].Sum(a => a * a)], Chain(Transpose(V), V), point);
    });

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(-1, 1)]
    [InlineData(-2, 1)]
    [InlineData(1, 2)]
    [InlineData(-1, 2)]
    [InlineData(5, 3)]
    public void Power_with_a_number_is_entrywise(int n, int d) => Sample(point =>
    {
        var squares = Hadamard(X, X);
        AssertClose(point.Values["X"].Select(x => Math.Pow(x * x, (double)n / d)), Power(squares, new Rational(n, d)), point);
        AssertClose(point.Values["X"].Select(x => Math.Pow(2, x)), Power(Times(Number(2), Ones(X.Shape)), X), point);
    });

    [Fact]
    public void Transpose_swaps_indices() => Sample(point =>
    {
        var (m, n) = (point.Sizes["m"], point.Sizes["n"]);
        AssertClose(Build(n, m, (i, j) => point.Values["X"][j + (i * m)]), Transpose(X), point);
        AssertClose(point.Values["v"], Transpose(V), point);
    });

    [Fact]
    public void Determinant_is_the_sum_of_Leibniz() => Sample(point =>
    {
        var determinant = Leibniz(point.Values["A"], point.Sizes["n"]);
        AssertClose([determinant], Scalar(Operation.Determinant, A), point);
        if (Math.Abs(determinant) > 1e-6)
        {
            AssertClose([Math.Log(determinant)], Scalar(Operation.LogDeterminant, A), point);
        }
    });

    [Fact]
    public void Powers_of_a_matrix_multiply() => Sample(point =>
    {
        var better = Sum(A, Times(Number(7), Eye(N)));
        AssertClose(evaluate(Eye(N), point), Chain(better, Inverse(better)), point);
        AssertClose(evaluate(Chain(A, A, A, A, A), point), MatrixPower(A, 5), point);
        AssertClose(evaluate(Inverse(Chain(better, better, better)), point), MatrixPower(better, -3), point);
    });

    [Fact]
    public void Reductions_follow_their_definitions() => Sample(point =>
    {
        var (x, a, n) = (point.Values["X"], point.Values["A"], point.Sizes["n"]);
        AssertClose([Enumerable.Range(0, n).Sum(i => a[i * (n + 1)])], Scalar(Operation.Trace, A), point);
        AssertClose([x.Sum()], Scalar(Operation.Total, X), point);
        AssertClose([Math.Sqrt(x.Sum(b => b * b))], Scalar(Operation.Norm, X), point);
        AssertClose([x.Max()], Scalar(Operation.MaxEntry, X), point);
        AssertClose(x.Select((_, i) => i == Array.IndexOf(x, x.Max()) ? 1.0 : 0), Same(Operation.MaxPlace, X), point);
        AssertClose([Math.Log(x.Sum(Math.Exp))], Scalar(Operation.LogSumExp, X), point);
        var v = point.Values["v"];
        AssertClose(v.Select(b => Math.Exp(b) / v.Sum(Math.Exp)), Same(Operation.Softmax, V), point);
    });

    [Fact]
    public void Largest_of_equals_is_the_first() => Assert.Equal([0, 1, 0, 0], evaluate(Same(Operation.MaxPlace, X), Point(2, 2, 1, 1, 3, 3, 3)));

    [Fact]
    public void Softmax_and_its_logarithm_do_not_overflow()
    {
        var point = Point(1, 2, 1) with { Values = new Dictionary<string, double[]> { ["v"] = [1000, 1000] } };
        Assert.Equal([0.5, 0.5], evaluate(Same(Operation.Softmax, V), point));
        Assert.Equal(1000 + Math.Log(2), evaluate(Scalar(Operation.LogSumExp, V), point)[0], 1e-12);
    }

    [Fact]
    public void Diagonals_and_columns_move_entries() => Sample(point =>
    {
        var (a, v, n) = (point.Values["A"], point.Values["v"], point.Sizes["n"]);
        AssertClose(Build(n, n, (i, j) => i == j ? v[i] : 0), Diagonal(V), point);
        AssertClose(Enumerable.Range(0, n).Select(i => a[i * (n + 1)]), DiagonalPart(A), point);
        AssertClose(point.Values["X"], Vec(X), point);
        AssertClose(point.Values["X"], Unvec(Vec(X), M, N), point);
    });

    [Fact]
    public void Kronecker_product_has_blocks() => Sample(point =>
    {
        var (m, n, k) = (point.Sizes["m"], point.Sizes["n"], point.Sizes["k"]);
        var (x, y) = (point.Values["X"], point.Values["Y"]);
        AssertClose(Build(m * n, n * k, (i, j) => x[(i / n) + (j / k * m)] * y[(i % n) + (j % k * n)]), Kron(X, Y), point);
    });

    [Fact]
    public void Rearrangement_turns_a_Kronecker_product_into_an_outer_product() => Sample(point =>
    {
        AssertClose(evaluate(Chain(Vec(X), Transpose(Vec(Y))), point), Rearrange(Kron(X, Y), M, N, N, K), point);
        AssertClose(evaluate(Kron(X, Y), point), Unarrange(Chain(Vec(X), Transpose(Vec(Y))), M, N, N, K), point);
    });

    [Fact]
    public void Commutation_matrix_transposes_a_vec() => Sample(point =>
        AssertClose(evaluate(Vec(Transpose(X)), point), Chain(Commutation(M, N), Vec(X)), point));

    [Fact]
    public void Entrywise_functions_are_those_of_numbers()
    {
        double[] numbers = [-30, -2.5, -1, -0.75, -0.001, 0, 0.001, 0.3, 1, 2, 30];
        foreach (var function in Enum.GetValues<EntryFunction>())
        {
            foreach (var x in numbers)
            {
                var value = evaluate(Map(function, T), Scalars(x))[0];
                Assert.True(IsClose(Definition(function, x), value), $"{function}({x}) = {value}");
            }

            Assert.Equal(double.NaN, evaluate(Map(function, T), Scalars(double.NaN))[0]);
        }
    }

    [Fact]
    public void Selection_takes_one_branch()
    {
        var (log, minus) = (Map(EntryFunction.Log, T), Times(Number(-1), T));
        Assert.Equal([Math.Log(2)], evaluate(Select(T, log, minus), Scalars(2)));
        Assert.Equal([3], evaluate(Select(T, log, minus), Scalars(-3)));
        Assert.Equal([5], evaluate(Select(T, Number(4), Number(5)), Scalars(0)));
        Assert.Equal([4], evaluate(Select(T, Number(4), Number(5), isStrict: false), Scalars(0)));
        Assert.Equal([double.NaN], evaluate(Select(T, Number(4), Number(5)), Scalars(double.NaN)));
    }

    [Fact]
    public void Index_notation_is_a_sum_over_indices() => Sample(point =>
    {
        var product = Times(Entry(X, "i", "j"), Entry(Y, "j", "l"));
        AssertClose(evaluate(Chain(X, Y), point), Tensor(IndexSum(product, ("j", N)), ("i", M), ("l", K)), point);
        AssertClose(evaluate(Scalar(Operation.Total, Chain(X, Y)), point), IndexSum(product, ("l", K), ("j", N), ("i", M)), point);
        AssertClose(evaluate(Times(Scalar(Operation.Total, X), Scalar(Operation.Total, X)), point), IndexSum(Times(Entry(X, "i", "j"), IndexSum(Entry(X, "i", "j"), ("j", N), ("i", M))), ("i", M), ("j", N)), point);
    });

    [Fact]
    public void Tensors_have_the_first_index_fastest() => Sample(point =>
    {
        var tensor = Tensor(Times(Entry(X, "i", "j"), Entry(V, "l")), ("i", M), ("j", N), ("l", N));
        AssertClose(evaluate(Kron(V, Vec(X)), point), tensor, point);
        AssertClose(evaluate(Chain(X, V), point), Tensor(IndexSum(Entry(tensor, "i", "j", "j"), ("j", N)), ("i", M)), point);
        AssertClose(evaluate(Sum(tensor, tensor), point), Times(Number(2), tensor), point);
    });

    [Fact]
    public void Numbers_are_indices_from_1()
    {
        var point = Point(3, 2, 1, 1, 2, 3, 4, 5, 6);
        Assert.Equal([6], evaluate(Entry(X, "3", "2"), point));
        Assert.Equal([9], evaluate(IndexSum(Entry(X, "i", "2"), ("i", Dimension.Of(2))), point));
        Assert.Equal([double.NaN], evaluate(Entry(X, "4", "1"), point));
        Assert.Equal([double.NaN], evaluate(Entry(X, "1", "3"), point));
    }

    [Fact]
    public void Part_that_stands_below_two_sums_has_a_value_in_each()
    {
        var body = Times(Entry(X, "i", "j"), Entry(X, "i", "j"));
        var term = IndexSum(Times(IndexSum(body, ("i", M)), IndexSum(body, ("i", Dimension.Of(1)))), ("j", N));
        Assert.Equal([(5 * 1) + (25 * 9)], evaluate(term, Point(2, 2, 1, 1, 2, 3, 4)));
    }

    [Fact]
    public void Index_without_a_sum_is_refused() => Assert.Throws<NotSupportedException>(() => evaluate(Entry(V, "i"), Point(1, 2, 1)));

    [Fact]
    public void Differential_to_be_replaced_is_refused() => Assert.Throws<NotSupportedException>(() => evaluate(Same(Operation.Differential, X), Point(1, 2, 1)));

    [Fact]
    public void Exponential_is_its_power_series() => Sample(point =>
    {
        var series = Sum([.. Enumerable.Range(2, 50).Aggregate(new List<MatrixTerm> { Eye(N), A }, static (terms, k) =>
        {
            terms.Add(Times(Number(new Rational(1, k)), Chain(terms[^1], A)));
            return terms;
        })]);
        AssertClose(evaluate(series, point), MatrixFunction(EntryFunction.Exp, A), point, 1e-10);
        var threefold = Times(Number(3), A);
        AssertClose(evaluate(Inverse(MatrixFunction(EntryFunction.Exp, Times(Number(-3), A))), point), MatrixFunction(EntryFunction.Exp, threefold), point, 1e-7);
    });

    [Fact]
    public void Root_squares_and_logarithm_is_undone_by_the_exponential() => Sample(point =>
    {
        foreach (var matrix in new[] { MatrixFunction(EntryFunction.Exp, A), Sum(Chain(A, Transpose(A)), Times(Number(new Rational(1, 10)), Eye(N))) })
        {
            var root = MatrixFunction(EntryFunction.Sqrt, matrix);
            if (evaluate(root, point).All(double.IsFinite))
            {
                AssertClose(evaluate(matrix, point), Chain(root, root), point, 1e-7);
                AssertClose(evaluate(matrix, point), MatrixFunction(EntryFunction.Exp, MatrixFunction(EntryFunction.Log, matrix)), point, 1e-7);
            }
            else
            {
                Assert.Equal(Operation.MatrixFunction, matrix.Operation);
            }
        }
    });

    [Fact]
    public void Functions_of_a_rotation_are_principal()
    {
        var (c, s) = (Math.Cos(2), Math.Sin(2));
        var point = Point(1, 2, 1) with { Values = new Dictionary<string, double[]> { ["A"] = [c, s, -s, c] } };
        AssertClose([0, 2, -2, 0], MatrixFunction(EntryFunction.Log, A), point);
        AssertClose([Math.Cos(1), Math.Sin(1), -Math.Sin(1), Math.Cos(1)], MatrixFunction(EntryFunction.Sqrt, A), point);
    }

    [Theory]
    [InlineData(EntryFunction.Exp)]
    [InlineData(EntryFunction.Log)]
    [InlineData(EntryFunction.Sqrt)]
    internal void Frechet_derivatives_are_difference_quotients(EntryFunction function) => Sample(
        point =>
        {
            var matrix = function == EntryFunction.Exp ? A : Sum(Chain(A, Transpose(A)), Eye(N));
            MatrixTerm[] arguments = [matrix];
            foreach (var direction in new[] { E, F, G })
            {
                const int Denominator = 1024;
                MatrixTerm Shifted(int h) => MatrixFunction(function, [Sum(matrix, Times(Number(new Rational(h, Denominator)), direction)), .. arguments[1..]]);
                var (near, far) = (Difference(evaluate(Shifted(1), point), evaluate(Shifted(-1), point)), Difference(evaluate(Shifted(2), point), evaluate(Shifted(-2), point)));
                arguments = [.. arguments, direction];
                AssertClose(near.Zip(far, static (a, b) => ((8 * a) - b) * Denominator / 12), MatrixFunction(function, arguments), point, 1e-6);
                AssertClose(evaluate(MatrixFunction(function, [matrix, .. arguments[1..].Reverse()]), point), MatrixFunction(function, arguments), point, 1e-8);
                AssertClose(evaluate(Times(Number(1000), MatrixFunction(function, arguments)), point), MatrixFunction(function, [.. arguments[..^1], Times(Number(1000), direction)]), point, 1e-8);
            }
        },
        count: 20);

    [Fact]
    public void Frechet_derivative_in_direction_0_is_0()
    {
        var point = Point(1, 2, 1, 1, 2, 3, 4);
        var zero = Zero(A.Shape);
        Assert.All(evaluate(MatrixFunction(EntryFunction.Exp, A, zero, E), point), static x => Assert.Equal(0, x));
    }

    [Fact]
    public void Outside_the_domain_is_nothing_finite()
    {
        var point = Point(1, 2, 1) with { Values = new Dictionary<string, double[]> { ["A"] = [-1, 0, 0, 2], ["E"] = [1, 2, 2, 4], ["F"] = [0, 1, -1, 0], ["t"] = [-1] } };
        MatrixTerm[] undefined =
        [
            Map(EntryFunction.Log, T), Map(EntryFunction.Log, Number(0)), Power(T, new Rational(1, 2)), Map(EntryFunction.Arcsin, Number(2)), Power(Number(0), -1),
            Scalar(Operation.LogDeterminant, A), Scalar(Operation.LogDeterminant, E), Inverse(E), MatrixFunction(EntryFunction.Log, A), MatrixFunction(EntryFunction.Sqrt, A),
            MatrixFunction(EntryFunction.Log, E), MatrixFunction(EntryFunction.Log, MatrixPower(F, 2)), MatrixFunction(EntryFunction.Sqrt, A, E),
        ];
        Assert.All(undefined, term => Assert.False(evaluate(term, point).All(double.IsFinite), term.ToString()));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_goes_through_every_operation(double entry)
    {
        var point = Point(3, 3, 3, Enumerable.Repeat(entry, 64).ToArray());
        MatrixTerm[] terms =
        [
            Sum(X, X), Times(T, X), Chain(X, Y), Hadamard(X, X), Power(X, 3), Power(X, new Rational(1, 3)), MatrixPower(A, 3), Inverse(A), MatrixPower(A, -2), Transpose(X), Scalar(Operation.Determinant, A),
            Scalar(Operation.LogDeterminant, A), Scalar(Operation.Trace, A), Scalar(Operation.Total, X), Scalar(Operation.Norm, X), Scalar(Operation.MaxEntry, X), Diagonal(V),
            DiagonalPart(A), Vec(X), Kron(X, Y), Same(Operation.Softmax, V), Scalar(Operation.LogSumExp, V), MatrixFunction(EntryFunction.Exp, A), MatrixFunction(EntryFunction.Log, A),
            MatrixFunction(EntryFunction.Sqrt, A), MatrixFunction(EntryFunction.Sqrt, Eye(N), A), MatrixFunction(EntryFunction.Exp, A, A, A),
        ];
        foreach (var term in terms)
        {
            Assert.False(evaluate(term, point).All(double.IsFinite) && term.Operation != Operation.Softmax && double.IsNaN(entry), term.ToString());
        }

        Assert.All(evaluate(Same(Operation.MaxPlace, X), point), x => Assert.Equal(double.IsNaN(entry), double.IsNaN(x)));
    }

    [Fact]
    public void Value_that_is_shared_a_hundred_times_over_is_computed_once()
    {
        var term = T;
        for (var i = 0; i < 100; i++)
        {
            term = Times(Number(new Rational(1, 2)), Sum(term, term));
        }

        Assert.Equal([3], evaluate(term, Scalars(3)));
    }

    private static EvaluationPoint Scalars(double t) => Point(1, 1, 1) with { Values = new Dictionary<string, double[]> { ["t"] = [t] } };

    private static EvaluationPoint Point(int m, int n, int k, params double[] x)
    {
        var taken = 0;
        double[] Take(int count) => [.. Enumerable.Range(0, count).Select(i => x.Length == 0 ? 1 : x[(taken + i) % x.Length]).ToArray().Select(a => { taken++; return a; })];
        return new(
            new Dictionary<string, int> { ["m"] = m, ["n"] = n, ["k"] = k },
            new Dictionary<string, double[]>
            {
                ["X"] = Take(m * n), ["Y"] = Take(n * k), ["A"] = Take(n * n), ["E"] = Take(n * n), ["F"] = Take(n * n), ["G"] = Take(n * n), ["v"] = Take(n), ["t"] = Take(1),
            });
    }

    private static void Sample(Action<EvaluationPoint> law, int count = 100) => Points.Sample(law, iter: count);

    private static double[] Build(int rows, int columns, Func<int, int, double> entry) => [.. Enumerable.Range(0, rows * columns).Select(i => entry(i % rows, i / rows))];

    private static IEnumerable<double> Difference(double[] a, double[] b) => a.Zip(b, static (x, y) => x - y);

    private void AssertClose(IEnumerable<double> expected, MatrixTerm term, EvaluationPoint point, double tolerance = 1e-9)
    {
        var (wanted, actual) = (expected.ToArray(), evaluate(term, point));
        Assert.Equal(wanted.Length, actual.Length);
        var scale = wanted.Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty().Max();
        Assert.All(wanted.Zip(actual), pair => Assert.True(IsClose(pair.First, pair.Second, tolerance, scale), $"{term}: {pair.First:R} and {pair.Second:R}"));
    }

    private static bool IsClose(double expected, double actual, double tolerance = 1e-13, double scale = 1) =>
        expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Max(scale, Math.Abs(expected)));

    private static double Definition(EntryFunction function, double x) => function switch
    {
        EntryFunction.Exp => Math.Exp(x),
        EntryFunction.Log => Math.Log(x),
        EntryFunction.Sqrt => Math.Sqrt(x),
        EntryFunction.Sin => Math.Sin(x),
        EntryFunction.Cos => Math.Cos(x),
        EntryFunction.Tan => Math.Sin(x) / Math.Cos(x),
        EntryFunction.Arcsin => Math.Asin(x),
        EntryFunction.Arccos => Math.Acos(x),
        EntryFunction.Arctan => Math.Atan(x),
        EntryFunction.Sinh => Math.Sinh(x),
        EntryFunction.Cosh => Math.Cosh(x),
        EntryFunction.Tanh => Math.Sinh(x) / Math.Cosh(x),
        EntryFunction.Sigmoid => 1 / (1 + Math.Exp(-x)),
        EntryFunction.Softplus => Math.Log(1 + Math.Exp(x)),
        EntryFunction.Relu => Math.Max(0, x),
        EntryFunction.Abs => Math.Abs(x),
        EntryFunction.Sign => Math.Sign(x),
        _ => x > 0 ? 1 : 0,
    };

    // Σ over permutations of the sign times the product, by expansion along the first column.
    private static double Leibniz(double[] a, int n) => n == 1 ? a[0] : Enumerable.Range(0, n).Sum(row => (row % 2 == 0 ? 1 : -1) * a[row] * Leibniz(
        Build(n - 1, n - 1, (i, j) => a[(i < row ? i : i + 1) + ((j + 1) * n)]), n - 1));
}

public sealed class ArrayEvaluatorLaws() : EvaluatorLaws(ArrayEvaluator.Evaluate);

public sealed class DenseEvaluatorLaws() : EvaluatorLaws(DenseEvaluator.Evaluate);
