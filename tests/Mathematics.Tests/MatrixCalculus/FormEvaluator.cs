using Adjoint.MatrixCalculus;

namespace Adjoint.Tests.MatrixCalculus;

/// <summary>Values of forms straight from the definition: loops over all indices. Functions of matrices are left to an evaluator of terms.</summary>
internal sealed class FormEvaluator(EvaluationPoint point)
{
    private readonly Dictionary<(IndexHead Head, string Indices), double> known = [];

    /// <summary>The entries, the first free index fastest.</summary>
    public static double[] Evaluate(IndexForm form, EvaluationPoint point) => new FormEvaluator(point).All(form, []);

    private int Size(Dimension range) => range.At(point.Sizes);

    private double[] All(IndexForm form, int[] last)
    {
        var count = form.Ranges.Length - last.Length;
        return [.. Places([.. form.Ranges.Take(count).Select(Size)]).Select(free => Value(form, [.. free, .. last]))];
    }

    private static IEnumerable<int[]> Places(int[] sizes)
    {
        var place = new int[sizes.Length];
        for (var left = sizes.Aggregate(1, static (a, b) => a * b); left > 0; left--)
        {
            yield return [.. place];
            for (var s = 0; s < place.Length && ++place[s] == sizes[s]; s++)
            {
                place[s] = 0;
            }
        }
    }

    private double Value(IndexForm form, int[] free) => form.Terms.Sum(t => Value(t, free));

    private double Value(IndexTerm term, int[] free)
    {
        var sum = 0.0;
        foreach (var bound in Places([.. term.Bound.Select(Size)]))
        {
            var product = (double)term.Coefficient;
            foreach (var factor in term.Factors)
            {
                int[] indices = [.. factor.Indices.Select(i => IndexFactor.IsBound(i) ? bound[i - IndexFactor.FirstBound] : i < 0 ? -i - 1 : free[i])];
                product *= factor.Exponent == 1 ? Entry(factor.Head, indices) : Math.Pow(Entry(factor.Head, indices), (double)factor.Exponent);
            }

            sum += product;
        }

        return sum;
    }

    private double Entry(IndexHead head, int[] indices)
    {
        var key = (head, string.Join(',', indices));
        if (!known.TryGetValue(key, out var value))
        {
            known[key] = value = Compute(head, indices);
        }

        return value;
    }

    private double Compute(IndexHead head, int[] indices)
    {
        var (own, parameters) = (indices[..head.Own], indices[head.Own..]);
        switch (head.Kind)
        {
            case HeadKind.Constant:
                return (double)head.Number;
            case HeadKind.Pi:
                return Math.PI;
            case HeadKind.Size:
                return Size(head.Dimension!);
            case HeadKind.Variable:
                return point.Values[EvaluationPoint.Key(head.Symbol!)][Place(head.Ranges, indices)];
            case HeadKind.Diagonal:
                var rows = head.Ranges.Select(Size).Aggregate(1, static (a, b) => a * b);
                return point.Values[EvaluationPoint.Key(head.Symbol!)][Place(head.Ranges, indices) * (rows + 1)];
            case HeadKind.Delta:
                return indices[0] == indices[1] ? 1 : 0;
            case HeadKind.Closed:
                return Value(head.Term!, []);
            case HeadKind.Group:
                return Value(head.Forms[0], parameters);
            case HeadKind.Power:
                return Math.Pow(Value(head.Forms[0], parameters), Value(head.Forms[1], parameters));
            case HeadKind.Select:
                var test = Value(head.Forms[0], parameters);
                return Value(head.Forms[test > 0 || (test == 0 && head.Order == 0) ? 1 : 2], parameters);
            case HeadKind.Function:
                return Number(new(Operation.Elementwise, SymbolicShape.Scalar, [Argument(1, 1)], new(Function: head.Function)), 1, 1, [Value(head.Forms[0], parameters)], 0);
            default:
                break;
        }

        var matrix = All(head.Forms[0], parameters);
        var inner = head.Forms[0].Ranges[..head.Inner];
        switch (head.Kind)
        {
            case HeadKind.Maximum:
                return matrix.Max();
            case HeadKind.MaximumPlace:
                return Array.IndexOf(matrix, matrix.Max()) == Place(inner, own) ? 1 : 0;
            case HeadKind.Determinant:
                var n = (int)Math.Sqrt(matrix.Length);
                return Number(new(Operation.Determinant, SymbolicShape.Scalar, Argument(n, n)), n, n, matrix, 0);
            case HeadKind.Inverse:
                n = (int)Math.Sqrt(matrix.Length);
                return Number(new(Operation.MatrixPower, SymbolicShape.Matrix(Dimension.Of(n), Dimension.Of(n)), [Argument(n, n)], new(Order: -1)), n, n, matrix,
                    Place(inner[head.Rows..], own[..head.Columns]) + (n * Place(inner[..head.Rows], own[head.Columns..])));
            default:
                return Kernel(head, matrix, inner, own);
        }
    }

    // f of the block matrix with A on the diagonal and E₁, E₂, … above it has Σ aₙ A^p₀·E₁·A^p₁·E₂ … in its last block above.
    private static double Kernel(IndexHead head, double[] matrix, Dimension[] inner, int[] own)
    {
        if (head.Rows != 1)
        {
            throw new NotSupportedException($"Pairs of indices {inner.Length}.");
        }

        var n = (int)Math.Sqrt(matrix.Length);
        var size = n * (head.Order + 1);
        var blocks = new double[size * size];
        for (var b = 0; b <= head.Order; b++)
        {
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    blocks[(b * n) + i + (((b * n) + j) * size)] = matrix[i + (j * n)];
                }
            }

            if (b > 0)
            {
                blocks[((b - 1) * n) + own[(2 * b) - 1] + (((b * n) + own[2 * b]) * size)] = 1;
            }
        }

        return Number(new(Operation.MatrixFunction, SymbolicShape.Matrix(Dimension.Of(size), Dimension.Of(size)), [Argument(size, size)], new(Function: head.Function)), size, size, blocks, own[0] + (((head.Order * n) + own[^1]) * size));
    }

    private int Place(Dimension[] ranges, int[] indices)
    {
        var place = 0;
        for (var s = indices.Length - 1; s >= 0; s--)
        {
            place = (place * Size(ranges[s])) + indices[s];
        }

        return place;
    }

    private static MatrixTerm Argument(int rows, int columns) => TestTerms.Variable("argument", Dimension.Of(rows), Dimension.Of(columns));

    private static double Number(MatrixTerm term, int rows, int columns, double[] argument, int place) =>
        argument.Length == rows * columns ? ArrayEvaluator.Evaluate(term, new(new Dictionary<string, int>(), new Dictionary<string, double[]> { ["argument"] = argument }))[place] : double.NaN;
}
