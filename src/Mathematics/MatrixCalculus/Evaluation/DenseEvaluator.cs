using System.Globalization;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Adjoint.MatrixCalculus;

/// <summary>Evaluates a term at a point by walking down the tree with MathNet's matrices; what is shared is computed once.</summary>
/// <remarks>
/// The other evaluator is <see cref="ArrayEvaluator"/>; the two share no code. A tensor of order 3 or more is unfolded: its first dimension are the rows, and the others, the second
/// fastest, the columns. Outside the domain of a real function the result is NaN or infinite.
/// </remarks>
internal sealed class DenseEvaluator
{
    private static readonly MatrixBuilder<double> Build = Matrix<double>.Build;

    private readonly EvaluationPoint point;
    private readonly Dictionary<string, int> indices = [];
    private readonly Dictionary<MatrixTerm, string[]> indexNames = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<MatrixTerm, (Matrix<double> Value, int[] At)> known = new(ReferenceEqualityComparer.Instance);

    private DenseEvaluator(EvaluationPoint point) => this.point = point;

    /// <summary>The entries of the value by columns, first index fastest.</summary>
    /// <exception cref="NotSupportedException">A differential that is still to be replaced, or an index that nothing binds.</exception>
    public static double[] Evaluate(MatrixTerm term, EvaluationPoint point) => new DenseEvaluator(point).Value(term).ToColumnMajorArray();

    // The value is kept until an index changes on which it depends.
    private Matrix<double> Value(MatrixTerm term)
    {
        var names = IndexNames(term);
        if (known.TryGetValue(term, out var found) && IsCurrent(names, found.At))
        {
            return found.Value;
        }

        var value = Compute(term);
        known[term] = (value, Array.ConvertAll(names, name => indices.GetValueOrDefault(name, -1)));
        return value;
    }

    private bool IsCurrent(string[] names, int[] at)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (indices.GetValueOrDefault(names[i], -1) != at[i])
            {
                return false;
            }
        }

        return true;
    }

    // The indices that occur, bound ones counted too: a value is then computed too often, never too seldom.
    private string[] IndexNames(MatrixTerm term)
    {
        if (indexNames.TryGetValue(term, out var names))
        {
            return names;
        }

        var found = term.Operation == Operation.Entry ? term.Indices.ToArray().Where(static index => !char.IsAsciiDigit(index[0])) : [];
        foreach (var argument in term.Arguments)
        {
            found = IndexNames(argument) is { Length: > 0 } more ? [.. found.Union(more)] : found;
        }

        indexNames.Add(term, names = [.. found.Distinct()]);
        return names;
    }

    private Matrix<double> Compute(MatrixTerm term) => term.Operation switch
    {
        Operation.Number => Scalar((double)term.Value),
        Operation.Pi => Scalar(Constants.Pi),
        Operation.Size => Scalar(term.Dimension.At(point.Sizes)),
        Operation.Variable => Build.Dense(Rows(term), Columns(term), (double[])point.Values[EvaluationPoint.Key(term.Symbol)].Clone()),
        Operation.Eye => Build.Dense(Rows(term), Rows(term), static (i, j) => i == j ? 1 : 0),
        Operation.Ones => Build.Dense(Rows(term), Columns(term), 1.0),
        Operation.Zero => Build.Dense(Rows(term), Columns(term)),
        Operation.Commutation => Commutation(Dimension(term, 0), Dimension(term, 1)),
        Operation.Differential => throw new NotSupportedException("A differential that is still to be replaced has no value."),
        Operation.Sum => Fold(term, static (a, b) => a + b),
        Operation.Times or Operation.Scale => Fold(term, static (a, b) => a[0, 0] * b),
        Operation.Chain => Fold(term, static (a, b) => a * b),
        Operation.Hadamard => Fold(term, static (a, b) => a.PointwiseMultiply(b)),
        Operation.Power => Power(Value(term.First), Value(term.Second)),
        Operation.MatrixPower => Power(Value(term.First), term.Order),
        Operation.Transpose => Value(term.First).Transpose(),
        Operation.Elementwise => Value(term.First).Map(Function(term.Function), Zeros.Include),
        Operation.Determinant => Scalar(Value(term.First).Determinant()),
        Operation.LogDeterminant => Scalar(Math.Log(Value(term.First).Determinant())),
        Operation.Trace => Scalar(Value(term.First).Trace()),
        Operation.Total => Scalar(Value(term.First).ColumnSums().Sum()),
        Operation.Norm => Scalar(Vector<double>.Build.Dense(Value(term.First).ToColumnMajorArray()).L2Norm()),
        Operation.MaxEntry => Scalar(Value(term.First).Enumerate().Aggregate(Math.Max)),
        Operation.MaxPlace => MaxPlace(Value(term.First)),
        Operation.Diagonal => Diagonal(Value(term.First)),
        Operation.DiagonalPart => Value(term.First).Diagonal().ToColumnMatrix(),
        Operation.Vec or Operation.Unvec => Reshape(Value(term.First), Rows(term), Columns(term)),
        Operation.Kron => Value(term.First).KroneckerProduct(Value(term.Second)),
        Operation.Rearrange => Rearrange(term),
        Operation.Unarrange => Unarrange(term),
        Operation.Softmax => Softmax(Value(term.First)),
        Operation.LogSumExp => Scalar(LogSumExp(Value(term.First))),
        Operation.MatrixFunction => DenseMatrixFunctions.Apply(term.Function, [.. term.Arguments.ToArray().Select(Value)]),
        Operation.Select => Select(term),
        Operation.Entry => Scalar(Entry(term)),
        Operation.IndexSum => Scalar(Loop(term).Sum()),
        Operation.Tensor => Build.Dense(Rows(term), Columns(term), Loop(term)),
        _ => throw new NotSupportedException($"{term.Operation} is not evaluated."),
    };

    private static Matrix<double> Scalar(double value) => Build.Dense(1, 1, value);

    private int Dimension(MatrixTerm term, int k) => term.Dimensions[k].At(point.Sizes);

    private int Rows(MatrixTerm term) => term.Shape.Rows.At(point.Sizes);

    private int Columns(MatrixTerm term) => term.Shape.Dimensions.Skip(1).Aggregate(1, (product, d) => checked(product * d.At(point.Sizes)));

    private Matrix<double> Fold(MatrixTerm term, Func<Matrix<double>, Matrix<double>, Matrix<double>> join)
    {
        var value = Value(term.First);
        foreach (var argument in term.Arguments[1..])
        {
            value = join(value, Value(argument));
        }

        return value;
    }

    // K·vec(X) = vec(Xᵀ), column by column of K: X runs over the matrices with a single 1.
    private static Matrix<double> Commutation(int m, int n)
    {
        var k = Build.Dense(m * n, m * n);
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var x = Build.Dense(m, n);
                x[i, j] = 1;
                k.SetColumn(i + (m * j), x.Transpose().ToColumnMajorArray());
            }
        }

        return k;
    }

    private static Matrix<double> Power(Matrix<double> x, Matrix<double> exponent) => Build.Dense(x.RowCount, x.ColumnCount, (i, j) =>
    {
        var e = exponent.RowCount == 1 && exponent.ColumnCount == 1 ? exponent[0, 0] : exponent[i, j];
        return double.IsNaN(x[i, j] + e) ? double.NaN : Math.Pow(x[i, j], e);
    });

    private static Matrix<double> Power(Matrix<double> a, int k)
    {
        var factor = k < 0 ? a.Inverse() : a;
        var product = factor;
        for (var i = 1; i < Math.Abs(k); i++)
        {
            product *= factor;
        }

        return product;
    }

    private static Func<double, double> Function(EntryFunction function) => function switch
    {
        EntryFunction.Exp => Math.Exp,
        EntryFunction.Log => static x => Math.Log2(x) * Constants.Ln2,
        EntryFunction.Sqrt => static x => Math.Pow(x, 0.5),
        EntryFunction.Sin => Trig.Sin,
        EntryFunction.Cos => Trig.Cos,
        EntryFunction.Tan => Trig.Tan,
        EntryFunction.Arcsin => static x => Math.Atan2(x, Math.Sqrt((1 - x) * (1 + x))),
        EntryFunction.Arccos => static x => Math.Atan2(Math.Sqrt((1 - x) * (1 + x)), x),
        EntryFunction.Arctan => static x => Math.Atan2(x, 1),
        EntryFunction.Sinh => static x => (Math.Exp(x) - Math.Exp(-x)) / 2,
        EntryFunction.Cosh => static x => (Math.Exp(x) + Math.Exp(-x)) / 2,
        EntryFunction.Tanh => static x => 1 - (2 / (Math.Exp(2 * x) + 1)),
        EntryFunction.Sigmoid => static x => (1 + Math.Tanh(x / 2)) / 2,
        EntryFunction.Softplus => static x => x > 40 ? x : Math.Log(1 + Math.Exp(x)),
        EntryFunction.Relu => static x => (x + Math.Abs(x)) / 2,
        EntryFunction.Abs => static x => x < 0 ? -x : x,
        EntryFunction.Sign => static x => double.IsNaN(x) ? x : x.CompareTo(0),
        EntryFunction.Step => static x => double.IsNaN(x) ? x : x.CompareTo(0) > 0 ? 1 : 0,
        _ => throw new NotSupportedException($"{function} is not evaluated."),
    };

    private static Matrix<double> MaxPlace(Matrix<double> x)
    {
        var most = x.Enumerate().Aggregate(Math.Max);
        var entries = x.ToColumnMajorArray();
        var first = Array.IndexOf(entries, most);
        return Build.Dense(x.RowCount, x.ColumnCount, [.. entries.Select((_, i) => double.IsNaN(most) ? double.NaN : i == first ? 1 : 0)]);
    }

    private static Matrix<double> Diagonal(Matrix<double> x)
    {
        var entries = x.ToColumnMajorArray();
        return Build.Dense(entries.Length, entries.Length, (i, j) => i == j ? entries[i] : 0);
    }

    private static Matrix<double> Reshape(Matrix<double> x, int rows, int columns) => Build.Dense(rows, columns, x.ToColumnMajorArray());

    private Matrix<double> Rearrange(MatrixTerm term)
    {
        var (g, m, n, p, q) = (Value(term.First), Dimension(term, 0), Dimension(term, 1), Dimension(term, 2), Dimension(term, 3));
        return Build.DenseOfRowArrays(from j in Enumerable.Range(0, n) from i in Enumerable.Range(0, m) select g.SubMatrix(i * p, p, j * q, q).ToColumnMajorArray());
    }

    private Matrix<double> Unarrange(MatrixTerm term)
    {
        var (r, m, n, p, q) = (Value(term.First), Dimension(term, 0), Dimension(term, 1), Dimension(term, 2), Dimension(term, 3));
        var g = Build.Dense(m * p, n * q);
        for (var row = 0; row < m * n; row++)
        {
            g.SetSubMatrix(row % m * p, row / m * q, Build.Dense(p, q, r.Row(row).ToArray()));
        }

        return g;
    }

    // Of differences, so that nothing overflows.
    private static Matrix<double> Softmax(Matrix<double> x)
    {
        var most = x.Enumerate().Aggregate(Math.Max);
        var powers = (x - most).PointwiseExp();
        return powers / powers.ColumnSums().Sum();
    }

    private static double LogSumExp(Matrix<double> x) => x.Enumerate().Aggregate(static (a, b) => Math.Max(a, b) + SpecialFunctions.Log1p(Math.Exp(-Math.Abs(a - b))));

    private Matrix<double> Select(MatrixTerm term)
    {
        var (test, a, b) = (Value(term.Arguments[0]), Value(term.Arguments[1]), Value(term.Arguments[2]));
        return Build.Dense(a.RowCount, a.ColumnCount, (i, j) => double.IsNaN(test[i, j]) ? double.NaN : test[i, j] > 0 || (term.Order == 0 && test[i, j] == 0) ? a[i, j] : b[i, j]);
    }

    private double Entry(MatrixTerm term)
    {
        var tensor = Value(term.First);
        var numbers = term.Indices.ToArray().Select(index => int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number - 1
            : indices.TryGetValue(index, out var bound) ? bound : throw new NotSupportedException($"The index {index} is bound by no sum and no tensor.")).ToArray();
        if (numbers.Length == 1)
        {
            numbers = tensor.RowCount == 1 ? [0, numbers[0]] : [numbers[0], 0];
        }

        var (column, isInside) = (0, numbers[0] < tensor.RowCount);
        for (var k = numbers.Length - 1; k >= 1; k--)
        {
            var range = term.First.Shape.Dimensions[k].At(point.Sizes);
            column = (column * range) + numbers[k];
            isInside &= numbers[k] < range;
        }

        return isInside ? tensor[numbers[0], column] : double.NaN;
    }

    // The values of the body for all values of the indices, the first fastest.
    private double[] Loop(MatrixTerm term)
    {
        var names = term.Indices.ToArray();
        var ranges = names.Select((_, k) => Dimension(term, k)).ToArray();
        var outer = names.Select(name => indices.TryGetValue(name, out var value) ? value : -1).ToArray();
        var entries = new double[ranges.Aggregate(1, static (a, b) => a * b)];
        for (var place = 0; place < entries.Length; place++)
        {
            var rest = place;
            for (var k = 0; k < names.Length; k++)
            {
                indices[names[k]] = rest % ranges[k];
                rest /= ranges[k];
            }

            entries[place] = Value(term.First)[0, 0];
        }

        for (var k = names.Length - 1; k >= 0; k--)
        {
            if (outer[k] < 0)
            {
                indices.Remove(names[k]);
            }
            else
            {
                indices[names[k]] = outer[k];
            }
        }

        return entries;
    }
}
