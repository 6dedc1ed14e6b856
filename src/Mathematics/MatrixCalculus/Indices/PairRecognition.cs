using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>Forms with pairs of indices: vec, kron, commutation, and weights of entries. A row index p = i + m·j is a pair (i, j), a column index a pair (k, l).</summary>
internal sealed class PairRecognition(Recognition recognition)
{
    public MatrixTerm ToMatrix(IndexForm form)
    {
        if (form.Axes is [2])
        {
            return LinearMaps.Vec(Factoring.Of(recognition.Matrix(new IndexForm(form.Ranges, [.. form.Terms]))));
        }

        if (form.Axes.Length != 2 || form.Axes[0] > 2 || form.Axes[1] > 2)
        {
            throw Unknown(form);
        }

        // Missing partners are −1.
        var rows = form.Axes[0] == 2 ? (0, 1) : (0, -1);
        var columns = form.Axes[1] == 2 ? (form.Axes[0], form.Axes[0] + 1) : (form.Axes[0], -1);
        var sum = new List<MatrixTerm>();
        foreach (var term in form.Terms)
        {
            sum.Add(Recognise(form, term, rows, columns) ?? throw Unknown(form));
        }

        int Size(int axis) => form.Axes[axis];
        var shape = SymbolicShape.Matrix(Product(form.Ranges[..Size(0)]), Product(form.Ranges[Size(0)..]));
        return Factoring.Of(MatrixAlgebra.Sum(shape, [.. sum]));
    }

    private MatrixTerm? Recognise(IndexForm form, IndexTerm term, (int Fast, int Slow) rows, (int Fast, int Slow) columns)
    {
        var groups = Groups(term, form.Ranges.Length);
        bool Together(int a, int b) => a >= 0 && b >= 0 && groups[a] == groups[b];
        bool Apart((int, int) first, (int, int) second) =>
            !Together(first.Item1, second.Item1) && !Together(first.Item1, second.Item2) && !Together(first.Item2, second.Item1) && !Together(first.Item2, second.Item2);

        // Q[i,k]·P[j,l] is P ⊗ Q.
        if (Apart((rows.Fast, columns.Fast), (rows.Slow, columns.Slow)))
        {
            var (fast, slow) = (Part(form, term, groups, rows.Fast, columns.Fast, true), Part(form, term, groups, rows.Slow, columns.Slow, false));
            return fast is null || slow is null ? null : LinearMaps.Kron(slow, fast);
        }

        // A single index as a slow one.
        if (rows.Slow < 0 && Apart((columns.Fast, -1), (rows.Fast, columns.Slow)))
        {
            var (fast, slow) = (Part(form, term, groups, -1, columns.Fast, true), Part(form, term, groups, rows.Fast, columns.Slow, false));
            return fast is null || slow is null ? null : LinearMaps.Kron(slow, fast);
        }

        if (columns.Slow < 0 && Apart((rows.Fast, -1), (rows.Slow, columns.Fast)))
        {
            var (fast, slow) = (Part(form, term, groups, rows.Fast, -1, true), Part(form, term, groups, rows.Slow, columns.Fast, false));
            return fast is null || slow is null ? null : LinearMaps.Kron(slow, fast);
        }

        // Q[i,l]·P[j,k] is (P ⊗ Q)·K.
        if (rows.Slow >= 0 && columns.Slow >= 0 && Apart((rows.Fast, columns.Slow), (rows.Slow, columns.Fast)))
        {
            var (fast, slow) = (Part(form, term, groups, rows.Fast, columns.Slow, true), Part(form, term, groups, rows.Slow, columns.Fast, false));
            return fast is null || slow is null ? null : MatrixAlgebra.Multiply(LinearMaps.Kron(slow, fast), SquareAlgebra.Commutation(form.Ranges[columns.Fast], form.Ranges[columns.Slow]));
        }

        // G[i,j]·H[k,l] is vec(G)·vec(H)ᵀ.
        if (Apart((rows.Fast, rows.Slow), (columns.Fast, columns.Slow)))
        {
            var (left, right) = (Part(form, term, groups, rows.Fast, rows.Slow, true), Part(form, term, groups, columns.Fast, columns.Slow, false));
            return left is null || right is null ? null : MatrixAlgebra.Multiply(LinearMaps.Vec(left), MatrixAlgebra.Transpose(LinearMaps.Vec(right)));
        }

        return Weighted(form, term, rows, columns, isRow: true) ?? Weighted(form, term, rows, columns, isRow: false);
    }

    // G[i,j] times something simpler is diag(vec(G)) times it.
    private MatrixTerm? Weighted(IndexForm form, IndexTerm term, (int Fast, int Slow) rows, (int Fast, int Slow) columns, bool isRow)
    {
        var (fast, slow) = isRow ? rows : columns;
        if (slow < 0)
        {
            return null;
        }

        var (weights, rest) = (new List<IndexFactor>(), new List<IndexFactor>());
        foreach (var factor in term.Factors)
        {
            var free = Reached(term, factor);
            (free.Count == 2 && free.Contains(fast) && free.Contains(slow) ? weights : rest).Add(factor);
        }

        if (weights.Count == 0)
        {
            return null;
        }

        var weight = Product(term, weights, 1, i => i - fast);
        var left = Product(term, rest, term.Coefficient, static i => i);
        if (weight is null || left is null || Recognise(form, left, rows, columns) is not { } matrix)
        {
            return null;
        }

        var diagonal = LinearMaps.Diagonal(LinearMaps.Vec(recognition.Matrix(new IndexForm([form.Ranges[fast], form.Ranges[slow]], [weight]))));
        return isRow ? MatrixAlgebra.Multiply(diagonal, matrix) : MatrixAlgebra.Multiply(matrix, diagonal);
    }

    private static IndexTerm? Product(IndexTerm term, List<IndexFactor> factors, Rational coefficient, Func<int, int> name)
    {
        var builder = new ProductBuilder { Coefficient = coefficient };
        var bound = new Dictionary<int, int>();
        foreach (var factor in factors)
        {
            builder.Multiply(
                factor.Head,
                [.. factor.Indices.Select(i => IndexFactor.IsBound(i) ? bound.TryGetValue(i, out var known) ? known : bound[i] = builder.AddBound(term.Bound[i - IndexFactor.FirstBound]) : i < 0 ? i : name(i))],
                factor.Exponent);
        }

        return builder.Finish();
    }

    // The factors that stand with two free indices (−1: none), as a matrix over them; scalars stand with the first part.
    private MatrixTerm? Part(IndexForm form, IndexTerm term, int[] groups, int row, int column, bool withScalars)
    {
        var used = new HashSet<int>();
        if (row >= 0)
        {
            used.Add(groups[row]);
        }

        if (column >= 0)
        {
            used.Add(groups[column]);
        }

        var (free, map) = (new List<Dimension>(), new Dictionary<int, int>());
        foreach (var index in new[] { row, column })
        {
            if (index >= 0)
            {
                map[index] = free.Count;
                free.Add(form.Ranges[index]);
            }
        }

        var own = new List<IndexFactor>();
        foreach (var factor in term.Factors)
        {
            var reached = Reached(term, factor);
            if (reached.Count == 0 ? withScalars : used.Contains(groups[reached.First()]))
            {
                own.Add(factor);
            }
        }

        var inner = new IndexForm([.. free], Product(term, own, withScalars ? term.Coefficient : 1, i => map[i]) is { } product ? [product] : []);
        var matrix = recognition.Matrix(inner);
        return row < 0 && column >= 0 ? MatrixAlgebra.Transpose(matrix) : matrix;
    }

    // Which free indices hang together: the least index of each group.
    private static int[] Groups(IndexTerm term, int free)
    {
        var parent = new int[free + term.Bound.Length];
        for (var i = 0; i < parent.Length; i++)
        {
            parent[i] = i;
        }

        int Place(int index) => IndexFactor.IsBound(index) ? free + index - IndexFactor.FirstBound : index;
        int Root(int i) => parent[i] == i ? i : Root(parent[i]);
        foreach (var factor in term.Factors)
        {
            var first = -1;
            foreach (var index in factor.Indices)
            {
                if (index < 0)
                {
                    continue;
                }

                if (first >= 0)
                {
                    var (a, b) = (Root(Place(first)), Root(Place(index)));
                    parent[Math.Max(a, b)] = Math.Min(a, b);
                }

                first = index;
            }
        }

        return [.. Enumerable.Range(0, free).Select(Root)];
    }

    // The free indices that a factor has, itself or through sums.
    private static HashSet<int> Reached(IndexTerm term, IndexFactor factor)
    {
        var (free, seen) = (new HashSet<int>(), new HashSet<int>());
        var open = new Queue<int>(factor.Indices);
        while (open.TryDequeue(out var index))
        {
            if (index < 0 || !seen.Add(index))
            {
                continue;
            }

            if (!IndexFactor.IsBound(index))
            {
                free.Add(index);
                continue;
            }

            foreach (var other in term.Factors)
            {
                if (other.Indices.Contains(index))
                {
                    foreach (var next in other.Indices)
                    {
                        open.Enqueue(next);
                    }
                }
            }
        }

        return free;
    }

    private static Dimension Product(Dimension[] ranges) => ranges.Aggregate(Dimension.One, static (a, b) => a * b);

    private static NotSupportedException Unknown(IndexForm form) => new($"No product of vec and kron was found for {form}.");
}
