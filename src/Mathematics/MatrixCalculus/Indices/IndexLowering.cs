using System.Globalization;
using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>
/// From matrices to indices. The expression is read from outside in, with an index for its rows and one for its columns; where vec, kron and their like meet, indices fall into pairs.
/// When all pairs are known, the forms are built.
/// </summary>
internal sealed class IndexLowering
{
    private const int LargestPower = 64;

    private readonly Dictionary<string, RawIndex?> named = [];
    private readonly Dictionary<MatrixVariable, List<RawIndex[]>> variables = [];
    private readonly List<(RawIndex A, RawIndex B)> equal = [];

    public static IndexForm Lower(MatrixTerm term) => new IndexLowering().Build([(term, 1)]);

    /// <summary>The same, where the axes are known to be pairs: for each axis the ranges, the fastest first.</summary>
    public static IndexForm LowerPairs(MatrixTerm term, IReadOnlyList<Dimension[]> axes) => new IndexLowering().Build([(term, 1)], axes);

    /// <summary>a − b.</summary>
    public static IndexForm LowerDifference(MatrixTerm a, MatrixTerm b) => new IndexLowering().Build([(a, 1), (b, -1)]);

    private IndexForm Build((MatrixTerm Term, int Sign)[] summands, IReadOnlyList<Dimension[]>? parts = null)
    {
        var axes = new List<RawIndex>();
        foreach (var dimension in summands[0].Term.Shape.Dimensions)
        {
            if (!dimension.IsOne)
            {
                axes.Add(new(dimension));
            }
        }

        for (var a = 0; a < (parts?.Count ?? 0); a++)
        {
            _ = axes[a].Split(parts![a]);
        }

        var raw = new List<RawTerm>();
        foreach (var (term, sign) in summands)
        {
            foreach (var part in Lower(term, [.. axes]))
            {
                raw.Add(sign == 1 ? part : part * new RawTerm { Coefficient = sign });
            }
        }

        AlignAll();
        var free = new List<RawIndex>();
        var counts = new int[axes.Count];
        for (var a = 0; a < counts.Length; a++)
        {
            var before = free.Count;
            axes[a].AddLeaves(free);
            counts[a] = free.Count - before;
        }

        return BuildForm(raw, free, counts);
    }

    // Occurrences of a variable have the same pairs everywhere.
    private void AlignAll()
    {
        bool isCut;
        do
        {
            isCut = false;
            foreach (var (a, b) in equal)
            {
                isCut |= RawIndex.Align(a, b);
            }

            foreach (var occurrences in variables.Values)
            {
                foreach (var occurrence in occurrences)
                {
                    for (var s = 0; s < occurrence.Length; s++)
                    {
                        isCut |= RawIndex.Align(occurrences[0][s], occurrence[s]);
                    }
                }
            }
        }
        while (isCut);
    }

    private static IndexForm BuildForm(List<RawTerm> raw, List<RawIndex> free, int[]? axes)
    {
        // The same index may have another number outside.
        var outer = new int[free.Count];
        var ranges = new Dimension[free.Count];
        for (var i = 0; i < outer.Length; i++)
        {
            (outer[i], free[i].Number, ranges[i]) = (free[i].Number, i, free[i].Range);
        }

        var terms = new List<IndexTerm>(raw.Count);
        var leaves = new List<RawIndex>();
        foreach (var term in raw)
        {
            var product = new ProductBuilder { Coefficient = term.Coefficient };
            foreach (var index in term.Bound)
            {
                leaves.Clear();
                index.AddLeaves(leaves);
                foreach (var leaf in leaves)
                {
                    leaf.Number = product.AddBound(leaf.Range);
                }
            }

            foreach (var factor in term.Factors)
            {
                BuildFactor(product, factor);
            }

            if (product.Finish() is { } finished)
            {
                terms.Add(finished);
            }
        }

        for (var i = 0; i < outer.Length; i++)
        {
            free[i].Number = outer[i];
        }

        return new(ranges, terms, axes);
    }

    private static void BuildFactor(ProductBuilder product, RawFactor factor)
    {
        var own = new List<RawIndex>();
        var counts = new int[factor.Indices.Length];
        for (var s = 0; s < counts.Length; s++)
        {
            var before = own.Count;
            factor.Indices[s].AddLeaves(own);
            counts[s] = own.Count - before;
        }

        int[] slots = [.. own.Select(NumberOf)];
        switch (factor.Kind)
        {
            case HeadKind.Pi:
                product.Multiply(IndexHead.Pi, [], factor.Exponent);
                return;
            case HeadKind.Size:
                product.MultiplySize(factor.Dimension!, factor.Exponent);
                return;
            case HeadKind.Variable:
                product.Multiply(IndexHead.Variable(factor.Symbol!, [.. own.Select(i => i.Range)], factor.Symbol!.Shape.Rows.IsOne ? 0 : counts[0]), slots, factor.Exponent);
                return;
            case HeadKind.Diagonal:
                product.Multiply(IndexHead.Diagonal(factor.Symbol!, [.. own.Select(i => i.Range)]), slots, factor.Exponent);
                return;
            case HeadKind.Delta:
                for (var s = 0; s < counts[0]; s++)
                {
                    product.Multiply(IndexHead.Delta(own[s].Range), [slots[s], slots[s + counts[0]]], Rational.One);
                }

                return;
        }

        var inner = new List<RawIndex>();
        foreach (var index in factor.Inner)
        {
            index.AddLeaves(inner);
        }

        var rows = 0;
        if (factor.Inner.Length > 0)
        {
            var first = new List<RawIndex>();
            factor.Inner[0].AddLeaves(first);
            rows = factor.Kind is HeadKind.Maximum or HeadKind.MaximumPlace ? inner.Count : first.Count;
        }

        var parameters = Parameters(factor, inner);
        int[] outside = [.. parameters.Select(NumberOf)];
        List<RawIndex> free = [.. inner, .. parameters];
        IndexForm[] forms = [.. factor.Forms.Select(f => BuildForm(f, free, null))];
        switch (factor.Kind)
        {
            case HeadKind.Group:
                Powers.Multiply(product, forms[0], outside, factor.Exponent);
                break;
            case HeadKind.Function:
                HeadAlgebra.MultiplyFunction(product, factor.Function, forms[0], outside, factor.Exponent);
                break;
            case HeadKind.Power:
                HeadAlgebra.MultiplyPower(product, forms[0], forms[1], outside, factor.Exponent);
                break;
            case HeadKind.Select:
                HeadAlgebra.MultiplySelect(product, factor.Order == 1, forms, outside, factor.Exponent);
                break;
            case HeadKind.Determinant:
                HeadAlgebra.MultiplyDeterminant(product, forms[0], rows, inner.Count - rows, outside, factor.Exponent);
                break;
            case HeadKind.Inverse:
                HeadAlgebra.MultiplyInverse(product, forms[0], rows, inner.Count - rows, slots, outside, factor.Exponent);
                break;
            case HeadKind.Kernel:
                HeadAlgebra.MultiplyKernel(product, factor.Function, factor.Order, forms[0], rows, slots, outside, factor.Exponent);
                break;
            default:
                HeadAlgebra.MultiplyMaximum(product, factor.Kind, forms[0], inner.Count, slots, outside, factor.Exponent);
                break;
        }
    }

    private static int NumberOf(RawIndex index) => index.Literal > 0 ? -index.Literal : index.Number;

    // What occurs inside and is neither summed there nor the factor's own.
    private static List<RawIndex> Parameters(RawFactor factor, List<RawIndex> inner)
    {
        var (met, declared) = (new List<RawIndex>(), new HashSet<RawIndex>(inner));
        foreach (var form in factor.Forms)
        {
            Collect(form, met, declared);
        }

        var parameters = new List<RawIndex>();
        foreach (var index in met)
        {
            if (index.Literal == 0 && declared.Add(index))
            {
                parameters.Add(index);
            }
        }

        return parameters;
    }

    private static void Collect(List<RawTerm> form, List<RawIndex> met, HashSet<RawIndex> declared)
    {
        var leaves = new List<RawIndex>();
        foreach (var term in form)
        {
            leaves.Clear();
            foreach (var index in term.Bound)
            {
                index.AddLeaves(leaves);
            }

            declared.UnionWith(leaves);
            foreach (var factor in term.Factors)
            {
                foreach (var index in factor.Indices)
                {
                    index.AddLeaves(met);
                }

                leaves.Clear();
                foreach (var index in factor.Inner)
                {
                    index.AddLeaves(leaves);
                }

                declared.UnionWith(leaves);
                foreach (var inner in factor.Forms)
                {
                    Collect(inner, met, declared);
                }
            }
        }
    }

    /// <summary>The entry at the indices, one for each dimension that is not 1.</summary>
    private List<RawTerm> Lower(MatrixTerm term, RawIndex[] axes)
    {
        RawIndex? row = null, column = null;
        if (!term.Shape.IsTensor)
        {
            row = term.Shape.Rows.IsOne ? null : axes[0];
            column = term.Shape.Columns.IsOne ? null : axes[^1];
        }

        switch (term.Operation)
        {
            case Operation.Number:
                return term.Value.IsZero ? [] : [new() { Coefficient = term.Value }];
            case Operation.Pi:
                return One(new(HeadKind.Pi, [], [], []));
            case Operation.Size:
                return One(new(HeadKind.Size, [], [], []) { Dimension = term.Dimension });
            case Operation.Variable:
                return Variable(term.Symbol, axes, row, column);
            case Operation.Eye:
                return Delta(row, column);
            case Operation.Ones:
                return [new()];
            case Operation.Zero:
                return [];
            case Operation.Commutation:
                return Commutation(term, row, column);
            case Operation.Sum:
                var sum = new List<RawTerm>();
                foreach (var argument in term.Arguments)
                {
                    sum.AddRange(Lower(argument, axes));
                }

                return sum;
            case Operation.Times:
                return Product(term.Arguments, static _ => [], isShort: false);
            case Operation.Scale:
                return Multiply(Lower(term.First, []), Lower(term.Second, axes));
            case Operation.Chain:
                return Chain(term.Arguments, row, column);
            case Operation.Hadamard:
                return Product(term.Arguments, _ => axes, isShort: true);
            case Operation.Power:
                return Power(term, axes);
            case Operation.MatrixPower:
                return MatrixPower(term, row, column);
            case Operation.Transpose:
                return Lower(term.First, Axes(column, row));
            case Operation.Elementwise:
                return One(new(HeadKind.Function, [], [Lower(term.First, axes)], []) { Function = term.Function });
            case Operation.Determinant:
                return Determinant(term.First);
            case Operation.LogDeterminant:
                return One(new(HeadKind.Function, [], [Determinant(term.First)], []) { Function = EntryFunction.Log });
            case Operation.Trace:
                return Summed([term.First.Shape.Rows], s => Lower(term.First, Axes(s[0], s[0])));
            case Operation.Total:
                return Summed(term.First.Shape.Dimensions, s => Lower(term.First, s));
            case Operation.Norm:
                return One(new(HeadKind.Group, [], [Summed(term.First.Shape.Dimensions, s => One(new(HeadKind.Group, [], [Lower(term.First, s)], []) { Exponent = 2 }))], []) { Exponent = new Rational(1, 2) });
            case Operation.MaxEntry:
                var inside = Fresh(term.First.Shape);
                return inside.Length == 0 ? Lower(term.First, []) : One(new(HeadKind.Maximum, [], [Lower(term.First, inside)], inside));
            case Operation.MaxPlace:
                var places = Fresh(term.First.Shape);
                for (var s = 0; s < places.Length; s++)
                {
                    equal.Add((places[s], axes[s]));
                }

                return places.Length == 0 ? [new()] : One(new(HeadKind.MaximumPlace, axes, [Lower(term.First, places)], places));
            case Operation.Diagonal:
                return Multiply(Delta(row, column), Lower(term.First, row is null ? [] : [row]));
            case Operation.DiagonalPart:
                return Lower(term.First, Axes(row, row));
            case Operation.Vec:
                return Lower(term.First, NotNull((row ?? column)?.Split(term.First.Shape.Rows, term.First.Shape.Columns)));
            case Operation.Unvec:
                return Lower(term.First, NotNull([RawIndex.Join(row, column)]));
            case Operation.Kron:
                return Kron(term.First, term.Second, row, column);
            case Operation.Rearrange:
                return Rearrange(term, row, column);
            case Operation.Unarrange:
                return Unarrange(term, row, column);
            case Operation.Softmax:
                return Multiply(Exp(term.First, axes), One(new(HeadKind.Group, [], [Summed(term.First.Shape.Dimensions, s => Exp(term.First, s))], []) { Exponent = -1 }));
            case Operation.LogSumExp:
                return One(new(HeadKind.Function, [], [Summed(term.First.Shape.Dimensions, s => Exp(term.First, s))], []) { Function = EntryFunction.Log });
            case Operation.MatrixFunction:
                return MatrixFunction(term, row, column);
            case Operation.Select:
                return One(new(HeadKind.Select, [], [Lower(term.Arguments[0], axes), Lower(term.Arguments[1], axes), Lower(term.Arguments[2], axes)], []) { Order = term.Order });
            case Operation.Entry:
                return Entry(term);
            case Operation.IndexSum:
                return Named(term, [.. term.Dimensions.ToArray().Select(d => d.IsOne ? null : new RawIndex(d))], isSum: true);
            case Operation.Tensor:
                var next = 0;
                return Named(term, [.. term.Dimensions.ToArray().Select(d => d.IsOne ? null : axes[next++])], isSum: false);
            default:
                throw new NotSupportedException($"{term.Operation} has no index notation.");
        }
    }

    private static List<RawTerm> One(RawFactor factor)
    {
        var term = new RawTerm();
        term.Factors.Add(factor);
        return [term];
    }

    private static RawIndex[] Axes(RawIndex? row, RawIndex? column) => row is null ? column is null ? [] : [column] : column is null ? [row] : [row, column];

    private static RawIndex[] NotNull(RawIndex?[]? indices) => indices is null ? [] : [.. indices.OfType<RawIndex>()];

    private static RawIndex[] Fresh(SymbolicShape shape) => [.. shape.Dimensions.Where(d => !d.IsOne).Select(d => new RawIndex(d))];

    private List<RawTerm> Delta(RawIndex? a, RawIndex? b)
    {
        if (a is null || b is null)
        {
            return [new()];
        }

        equal.Add((a, b));
        return One(new(HeadKind.Delta, [a, b], [], []));
    }

    private List<RawTerm> Variable(MatrixVariable symbol, RawIndex[] axes, RawIndex? row, RawIndex? column)
    {
        if (!variables.TryGetValue(symbol, out var occurrences))
        {
            variables[symbol] = occurrences = [];
        }

        if (symbol.Traits.HasFlag(VariableTraits.Diagonal) && row is not null && column is not null)
        {
            occurrences.Add([row]);
            return Multiply(Delta(row, column), One(new(HeadKind.Diagonal, [row], [], []) { Symbol = symbol }));
        }

        occurrences.Add(axes);
        if (symbol.IsSymmetric && row is not null && column is not null)
        {
            equal.Add((row, column));
        }

        return One(new(HeadKind.Variable, axes, [], []) { Symbol = symbol });
    }

    private static List<RawTerm> Multiply(List<RawTerm> a, List<RawTerm> b)
    {
        if (a.Count == 0 || b.Count == 0)
        {
            return [];
        }

        return [Single(a) * Single(b)];
    }

    // A sum as a factor stands in brackets.
    private static RawTerm Single(List<RawTerm> sum) => sum.Count == 1 ? sum[0] : One(new(HeadKind.Group, [], [sum], []))[0];

    // With isShort, factors are also kept together that have sums of their own.
    private List<RawTerm> Product(ReadOnlySpan<MatrixTerm> arguments, Func<MatrixTerm, RawIndex[]> axes, bool isShort)
    {
        RawTerm? product = null;
        foreach (var argument in arguments)
        {
            var factor = Lower(argument, axes(argument));
            if (factor.Count == 0)
            {
                return [];
            }

            var single = isShort && factor[0].Bound.Count > 0 ? One(new(HeadKind.Group, [], [factor], []))[0] : Single(factor);
            product = product is null ? single : product * single;
        }

        return [product!];
    }

    private List<RawTerm> Chain(ReadOnlySpan<MatrixTerm> arguments, RawIndex? row, RawIndex? column)
    {
        var product = new RawTerm();
        var left = row;
        for (var i = 0; i < arguments.Length; i++)
        {
            var inner = arguments[i].Shape.Columns;
            var right = i == arguments.Length - 1 ? column : inner.IsOne ? null : product.Sum(inner);
            var factor = Lower(arguments[i], Axes(left, right));
            if (factor.Count == 0)
            {
                return [];
            }

            product *= Single(factor);
            left = right;
        }

        return [product];
    }

    private static List<RawTerm> Summed(IReadOnlyList<Dimension> ranges, Func<RawIndex[], List<RawTerm>> body)
    {
        RawIndex[] indices = [.. ranges.Where(d => !d.IsOne).Select(d => new RawIndex(d))];
        var sum = body(indices);
        foreach (var term in sum)
        {
            term.Bound.AddRange(indices);
        }

        return sum;
    }

    private List<RawTerm> Exp(MatrixTerm x, RawIndex[] axes) => One(new(HeadKind.Function, [], [Lower(x, axes)], []) { Function = EntryFunction.Exp });

    private List<RawTerm> Power(MatrixTerm term, RawIndex[] axes)
    {
        var number = term.Second.IsNumber ? term.Second : term.Second.Operation == Operation.Scale && term.Second.Second.Operation == Operation.Ones && term.Second.First.IsNumber ? term.Second.First : null;
        var a = Lower(term.First, axes);
        return number is not null
            ? One(new(HeadKind.Group, [], [a], []) { Exponent = number.Value })
            : One(new(HeadKind.Power, [], [a, Lower(term.Second, term.Second.IsScalar ? [] : axes)], []));
    }

    private List<RawTerm> MatrixPower(MatrixTerm term, RawIndex? row, RawIndex? column)
    {
        var k = Math.Abs(term.Order);
        if (k > LargestPower)
        {
            throw new NotSupportedException($"A product of {k.ToString(CultureInfo.InvariantCulture)} matrices is too long for index notation.");
        }

        if (row is null || column is null)
        {
            return One(new(HeadKind.Group, [], [Lower(term.First, [])], []) { Exponent = term.Order });
        }

        var product = new RawTerm();
        var left = row;
        for (var i = 0; i < k; i++)
        {
            var right = i == k - 1 ? column : product.Sum(term.Shape.Columns);
            var factor = term.Order > 0 ? Lower(term.First, [left, right]) : Inverse(term.First, left, right);
            if (factor.Count == 0)
            {
                return [];
            }

            product *= Single(factor);
            left = right;
        }

        return [product];
    }

    // Inverses of products of square matrices are products of inverses.
    private List<RawTerm> Inverse(MatrixTerm a, RawIndex row, RawIndex column)
    {
        switch (a.Operation)
        {
            case Operation.Transpose:
                return Inverse(a.First, column, row);
            case Operation.MatrixPower:
                return MatrixPower(new(Operation.MatrixPower, a.Shape, [a.First], new(Order: -a.Order)), row, column);
            case Operation.Chain when a.Arguments.ToArray().All(f => f.Shape.IsSquare && !f.IsScalar):
                var product = new RawTerm();
                var left = row;
                for (var i = a.Arguments.Length - 1; i >= 0; i--)
                {
                    var right = i == 0 ? column : product.Sum(a.Shape.Rows);
                    product *= Single(Inverse(a.Arguments[i], left, right));
                    left = right;
                }

                return [product];
            case Operation.Kron when a.First.Shape.IsSquare && a.Second.Shape.IsSquare:
                var (rows, columns) = (row.Split(a.Second.Shape.Rows, a.First.Shape.Rows), column.Split(a.Second.Shape.Rows, a.First.Shape.Rows));
                return Multiply(
                    a.First.IsScalar ? One(new(HeadKind.Group, [], [Lower(a.First, [])], []) { Exponent = -1 }) : Inverse(a.First, rows[1]!, columns[1]!),
                    a.Second.IsScalar ? One(new(HeadKind.Group, [], [Lower(a.Second, [])], []) { Exponent = -1 }) : Inverse(a.Second, rows[0]!, columns[0]!));
        }

        RawIndex[] inner = [new(a.Shape.Rows), new(a.Shape.Columns)];
        equal.Add((row, inner[1]));
        equal.Add((column, inner[0]));
        return One(new(HeadKind.Inverse, [row, column], [Lower(a, inner)], inner));
    }

    private List<RawTerm> Determinant(MatrixTerm a)
    {
        switch (a.Operation)
        {
            case var _ when a.IsScalar:
                return Lower(a, []);
            case Operation.Transpose:
                return Determinant(a.First);
            case Operation.MatrixPower:
                return One(new(HeadKind.Group, [], [Determinant(a.First)], []) { Exponent = a.Order });
            case Operation.Chain when a.Arguments.ToArray().All(f => f.Shape.IsSquare && !f.IsScalar):
                var product = new RawTerm();
                foreach (var factor in a.Arguments)
                {
                    product *= Single(Determinant(factor));
                }

                return [product];
            case Operation.Scale:
                var n = a.Shape.Rows;
                var power = n.IsNumber
                    ? One(new(HeadKind.Group, [], [Lower(a.First, [])], []) { Exponent = n.Factor })
                    : One(new(HeadKind.Power, [], [Lower(a.First, []), One(new(HeadKind.Size, [], [], []) { Dimension = n })], []));
                return Multiply(power, Determinant(a.Second));
            default:
                var inner = Fresh(a.Shape);
                return One(new(HeadKind.Determinant, [], [Lower(a, inner)], inner));
        }
    }

    private List<RawTerm> MatrixFunction(MatrixTerm term, RawIndex? row, RawIndex? column)
    {
        if (row is null || column is null)
        {
            throw new NotSupportedException("A matrix function of a 1×1 matrix is a function of a number.");
        }

        var k = term.Arguments.Length - 1;
        var sum = new List<RawTerm>();
        foreach (var order in Orders(k))
        {
            // f⁽ᵏ⁾[row, r₁; c₁, r₂; …; cₖ, column]·E₁[r₁, c₁]·…
            var product = new RawTerm();
            var own = new List<RawIndex> { row };
            foreach (var e in order)
            {
                var (r, c) = (product.Sum(term.Shape.Rows), product.Sum(term.Shape.Columns));
                own.Add(r);
                own.Add(c);
                product *= Single(Lower(term.Arguments[e + 1], [r, c]));
            }

            own.Add(column);
            RawIndex[] inner = [new(term.Shape.Rows), new(term.Shape.Columns)];
            foreach (var index in own)
            {
                equal.Add((index, inner[0]));
            }

            equal.Add((inner[0], inner[1]));
            sum.Add(product * One(new(HeadKind.Kernel, [.. own], [Lower(term.First, inner)], inner) { Function = term.Function, Order = k })[0]);
        }

        return sum;
    }

    private static IEnumerable<int[]> Orders(int k)
    {
        if (k == 0)
        {
            yield return [];
            yield break;
        }

        foreach (var shorter in Orders(k - 1))
        {
            for (var place = 0; place < k; place++)
            {
                yield return [.. shorter[..place], k - 1, .. shorter[place..]];
            }
        }
    }

    private List<RawTerm> Commutation(MatrixTerm term, RawIndex? row, RawIndex? column)
    {
        var (m, n) = (term.Dimensions[0], term.Dimensions[1]);
        if (row is null || column is null)
        {
            return [new()];
        }

        var (rows, columns) = (row.Split(n, m), column.Split(m, n));
        return Multiply(Delta(rows[0], columns[1]), Delta(rows[1], columns[0]));
    }

    private List<RawTerm> Kron(MatrixTerm a, MatrixTerm b, RawIndex? row, RawIndex? column)
    {
        var rows = row?.Split(b.Shape.Rows, a.Shape.Rows) ?? [null, null];
        var columns = column?.Split(b.Shape.Columns, a.Shape.Columns) ?? [null, null];
        return Multiply(Lower(a, Axes(rows[1], columns[1])), Lower(b, Axes(rows[0], columns[0])));
    }

    private List<RawTerm> Rearrange(MatrixTerm term, RawIndex? row, RawIndex? column)
    {
        var (m, n, p, q) = (term.Dimensions[0], term.Dimensions[1], term.Dimensions[2], term.Dimensions[3]);
        var (block, inside) = (row?.Split(m, n) ?? [null, null], column?.Split(p, q) ?? [null, null]);
        return Lower(term.First, Axes(RawIndex.Join(inside[0], block[0]), RawIndex.Join(inside[1], block[1])));
    }

    private List<RawTerm> Unarrange(MatrixTerm term, RawIndex? row, RawIndex? column)
    {
        var (m, n, p, q) = (term.Dimensions[0], term.Dimensions[1], term.Dimensions[2], term.Dimensions[3]);
        var (rows, columns) = (row?.Split(p, m) ?? [null, null], column?.Split(q, n) ?? [null, null]);
        return Lower(term.First, Axes(RawIndex.Join(rows[1], columns[1]), RawIndex.Join(rows[0], columns[0])));
    }

    private List<RawTerm> Entry(MatrixTerm term)
    {
        var shape = term.First.Shape;
        var (axes, next) = (new List<RawIndex>(), 0);
        foreach (var dimension in shape.Dimensions)
        {
            if (dimension.IsOne && term.Indices.Length < shape.Dimensions.Count)
            {
                continue;
            }

            var index = term.Indices[next++];
            if (dimension.IsOne)
            {
                continue;
            }

            axes.Add(int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new(dimension) { Literal = number }
                : named.TryGetValue(index, out var bound) && bound is not null ? bound
                : throw new NotSupportedException($"The index {index} is bound by no sum and no tensor."));
        }

        return Lower(term.First, [.. axes]);
    }

    private List<RawTerm> Named(MatrixTerm term, RawIndex?[] indices, bool isSum)
    {
        var outer = new RawIndex?[indices.Length];
        for (var i = 0; i < outer.Length; i++)
        {
            outer[i] = named.GetValueOrDefault(term.Indices[i]);
            named[term.Indices[i]] = indices[i];
        }

        var body = Lower(term.First, []);
        for (var i = 0; i < outer.Length; i++)
        {
            named[term.Indices[i]] = outer[i];
        }

        if (isSum)
        {
            foreach (var part in body)
            {
                part.Bound.AddRange(indices.OfType<RawIndex>());
            }
        }

        return body;
    }
}
