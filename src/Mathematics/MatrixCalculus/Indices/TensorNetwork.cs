using System.Globalization;

namespace Adjoint.MatrixCalculus;

/// <summary>
/// A term in index notation as a network of matrices and vectors, which is contracted as far as matrix language goes: an index met in one vector and one matrix is their product, in two
/// matrices theirs, in several vectors an entrywise product, in one alone a sum. What meets otherwise stays, and is written with indices.
/// </summary>
internal sealed class TensorNetwork
{
    private const int None = int.MinValue;

    private readonly Recognition recognition;
    private readonly Dimension[] ranges;
    private readonly IndexTerm term;
    private readonly string[]? names;
    private readonly int firstFixed;
    private readonly List<Node> nodes = [];
    private readonly List<IndexFactor> opaque = [];
    private readonly List<MatrixTerm> scalars = [];

    /// <summary>Contracts a term; where its free indices have names, directions of derivatives may be unit matrices. Those from <paramref name="firstFixed"/> on are fixed, as numbers are.</summary>
    public TensorNetwork(Recognition recognition, IndexTerm term, Dimension[] ranges, string[]? names = null, int firstFixed = IndexFactor.FirstBound)
    {
        (this.recognition, this.term, this.ranges, this.names, this.firstFixed) = (recognition, term, ranges, names, firstFixed);
        var factors = new List<IndexFactor>(term.Factors);
        TakeSoftmax(factors);
        TakeSigmoid(factors);
        foreach (var factor in factors)
        {
            AddFactor(factor);
        }

        Contract();
    }

    /// <summary>The value as a scalar, vector or matrix over the free indices 0, 1; null if matrix language has no words for it.</summary>
    public MatrixTerm? ToMatrix()
    {
        if (opaque.Count > 0 || nodes.Exists(static n => IndexFactor.IsBound(n.Row) || IndexFactor.IsBound(n.Column)))
        {
            return null;
        }

        var scalar = Scalar();
        var order = Math.Min(ranges.Length, firstFixed);
        if (order == 0)
        {
            return scalar;
        }

        var (rows, columns, matrix) = (default(MatrixTerm), default(MatrixTerm), default(MatrixTerm));
        foreach (var node in nodes)
        {
            if (node.Column != None)
            {
                matrix = Oriented(node, 0);
            }
            else if (node.Row == 0)
            {
                rows = node.Matrix;
            }
            else
            {
                columns = node.Matrix;
            }
        }

        if (order == 1)
        {
            return MatrixAlgebra.Scale(scalar, rows ?? MatrixAlgebra.Ones(SymbolicShape.Vector(ranges[0])));
        }

        if (matrix is not null)
        {
            matrix = rows is null ? matrix : MatrixProduct.Of(LinearMaps.Diagonal(rows), matrix);
            return MatrixAlgebra.Scale(scalar, columns is null ? matrix : MatrixProduct.Of(matrix, LinearMaps.Diagonal(columns)));
        }

        return MatrixAlgebra.Scale(scalar, rows is null && columns is null
            ? MatrixAlgebra.Ones(SymbolicShape.Matrix(ranges[0], ranges[1]))
            : MatrixAlgebra.Multiply(rows ?? MatrixAlgebra.Ones(SymbolicShape.Vector(ranges[0])), MatrixAlgebra.Transpose(columns ?? MatrixAlgebra.Ones(SymbolicShape.Vector(ranges[1])))));
    }

    /// <summary>The value at named free indices, with sums over what is left.</summary>
    public MatrixTerm ToScalar(ISet<string> taken)
    {
        var summed = new Dictionary<int, string>();
        var (bound, sizes) = (new List<string>(), new List<Dimension>());
        string Name(int index)
        {
            if (index < 0)
            {
                return (-index).ToString(CultureInfo.InvariantCulture);
            }

            if (!IndexFactor.IsBound(index))
            {
                return names![index];
            }

            if (!summed.TryGetValue(index, out var name))
            {
                summed[index] = name = IndexAlgebra.Fresh(taken);
                bound.Add(name);
                sizes.Add(term.Bound[index - IndexFactor.FirstBound]);
            }

            return name;
        }

        var product = new List<MatrixTerm>(scalars);
        foreach (var node in nodes)
        {
            product.Add(IndexAlgebra.Entry(node.Matrix, node.Column == None ? [Name(node.Row)] : [Name(node.Row), Name(node.Column)]));
        }

        foreach (var factor in opaque)
        {
            product.Add(EntrywiseAlgebra.Power(recognition.Entry(factor.Head, [.. factor.Indices.Select(Name)], taken), MatrixAlgebra.Number(factor.Exponent)));
        }

        var sum = IndexAlgebra.Sum([.. bound], [.. sizes], EntrywiseAlgebra.Product(SymbolicShape.Scalar, [.. product]));
        return MatrixAlgebra.Multiple(term.Coefficient, sum);
    }

    private MatrixTerm Scalar() => MatrixAlgebra.Multiple(term.Coefficient, EntrywiseAlgebra.Product(SymbolicShape.Scalar, [.. scalars]));

    // exp(u)[i]/Σ exp(u)[j] is softmax(u)[i].
    private void TakeSoftmax(List<IndexFactor> factors)
    {
        for (var s = 0; s < factors.Count; s++)
        {
            var sum = factors[s];
            if (sum.Head.Kind != HeadKind.Closed || !sum.Exponent.IsInteger || sum.Exponent.Sign >= 0
                || sum.Head.Term!.Factors is not [{ Head: { Kind: HeadKind.Function, Function: EntryFunction.Exp, Ranges.Length: 1 } exp } only] || only.Exponent != 1)
            {
                continue;
            }

            for (var i = 0; i < factors.Count && sum.Exponent.Sign < 0; i++)
            {
                var factor = factors[i];
                if (factor.Head.IsSame(exp) && factor.Exponent.IsInteger && factor.Exponent.Sign > 0)
                {
                    var times = factor.Exponent < -sum.Exponent ? factor.Exponent : -sum.Exponent;
                    factors[i] = new(factor.Head, factor.Indices, factor.Exponent - times);
                    factors[s] = sum = new(sum.Head, sum.Indices, sum.Exponent + times);
                    Add(EntrywiseAlgebra.Power(LinearMaps.Softmax(recognition.Matrix(exp.Forms[0])), MatrixAlgebra.Number(times)), factor.Indices[0], None);
                }
            }
        }

        factors.RemoveAll(static f => f.Exponent.IsZero);
    }

    // exp(u)/(1 + exp(u)) is sigmoid(u).
    private void TakeSigmoid(List<IndexFactor> factors)
    {
        for (var s = 0; s < factors.Count; s++)
        {
            var sum = factors[s];
            if (sum.Head.Kind != HeadKind.Group || sum.Head.Ranges.Length > 2 || !sum.Exponent.IsInteger || sum.Exponent.Sign >= 0
                || sum.Head.Forms[0].Terms is not [var a, var b] || a.Coefficient != 1 || b.Coefficient != 1 || a.IsNumber == b.IsNumber
                || (a.IsNumber ? b : a).Factors is not [{ Head: { Kind: HeadKind.Function, Function: EntryFunction.Exp } exp } only] || only.Exponent.Sign <= 0 || (a.IsNumber ? b : a).Bound.Length > 0)
            {
                continue;
            }

            int[] indices = [.. only.Indices.Select(i => i < 0 ? i : sum.Indices[i])];
            var i = factors.FindIndex(f => f.Head.IsSame(exp) && f.Indices.AsSpan().SequenceEqual(indices) && (f.Exponent / only.Exponent).IsInteger && f.Exponent.Sign > 0);
            if (i >= 0 && only.Exponent == 1 && exp.Ranges.Length > 0)
            {
                var factor = factors[i];
                var times = factor.Exponent < -sum.Exponent ? factor.Exponent : -sum.Exponent;
                factors[i] = new(factor.Head, factor.Indices, factor.Exponent - times);
                factors[s] = new(sum.Head, sum.Indices, sum.Exponent + times);
                var sigmoid = EntrywiseAlgebra.Power(EntrywiseAlgebra.Apply(EntryFunction.Sigmoid, recognition.Matrix(exp.Forms[0])), MatrixAlgebra.Number(times));
                Add(sigmoid, indices[0], indices.Length == 1 ? None : indices[1]);
            }
        }

        factors.RemoveAll(static f => f.Exponent.IsZero);
    }

    private void AddFactor(IndexFactor factor)
    {
        var (head, indices, exponent) = (factor.Head, factor.Indices, factor.Exponent);
        if (indices.Length == 0)
        {
            scalars.Add(recognition.Scalar(head, exponent));
            return;
        }

        if (head.Kind == HeadKind.Delta && IsFixed(indices[0]))
        {
            Add(IndexAlgebra.Unit(head.Ranges[0], Fixed(indices[0])), indices[1], None);
            return;
        }

        if (head.Kind == HeadKind.Delta && IsFixed(indices[1]))
        {
            Add(IndexAlgebra.Unit(head.Ranges[0], Fixed(indices[1])), indices[0], None);
            return;
        }

        // The inverse of a matrix that depends on a named index is a matrix.
        var isNamed = names is not null && indices.Length > 2 && head.Own == 2 && Array.TrueForAll(indices[2..], static i => !IndexFactor.IsBound(i));
        var found = indices.Length <= 2 ? recognition.Matrix(head)
            : isNamed ? recognition.Matrix(head, [.. indices[2..].Select(i => i < 0 ? Fixed(i) : names![i])], new HashSet<string>(names!, StringComparer.Ordinal))
            : null;
        if (found is not { } matrix)
        {
            opaque.Add(factor);
            return;
        }

        indices = indices.Length > 2 ? indices[..2] : indices;

        // Σ x[i]² is xᵀx rather than the sum of x.^2.
        var isSquare = exponent == 2 && indices.All(i => IndexFactor.IsBound(i) && term.Factors.Sum(f => f.Indices.Count(other => other == i)) == 1);
        for (var copy = 0; copy < (isSquare ? 2 : 1); copy++)
        {
            var power = exponent == 1 || isSquare ? matrix : EntrywiseAlgebra.Power(matrix, MatrixAlgebra.Number(exponent));
            Add(power, indices[0], indices.Length == 1 ? None : indices[1]);
        }
    }

    private void Add(MatrixTerm matrix, int row, int column)
    {
        var isRow = IsFixed(row);
        if (IsFixed(column))
        {
            matrix = MatrixProduct.Of(matrix, IndexAlgebra.Unit(matrix.Shape.Columns, Fixed(column)));
            column = None;
        }

        if (isRow && column == None)
        {
            scalars.Add(IndexAlgebra.Entry(matrix, [Fixed(row)]));
        }
        else if (isRow)
        {
            nodes.Add(new(MatrixProduct.Of(MatrixAlgebra.Transpose(matrix), IndexAlgebra.Unit(matrix.Shape.Rows, Fixed(row))), column, None));
        }
        else
        {
            nodes.Add(row == column ? new(LinearMaps.DiagonalPart(matrix), row, None) : new(matrix, row, column));
        }
    }

    private bool IsFixed(int index) => index != None && (index < 0 || (index >= firstFixed && !IndexFactor.IsBound(index)));

    private string Fixed(int index) => index < 0 ? (-index).ToString(CultureInfo.InvariantCulture) : names![index];

    private void Contract()
    {
        while (SumVector() || MergeVectors() || MultiplyVector() || MergeParallel() || SumRows() || MultiplyMatrices() || ContractKernel() || ScaleRows())
        {
        }
    }

    private int Degree(int index)
    {
        var count = 0;
        foreach (var node in nodes)
        {
            count += node.Row == index || node.Column == index ? 1 : 0;
        }

        foreach (var factor in opaque)
        {
            count += factor.Indices.Contains(index) ? 1 : 0;
        }

        return count;
    }

    private static MatrixTerm Oriented(Node node, int row) => node.Row == row ? node.Matrix : MatrixAlgebra.Transpose(node.Matrix);

    private bool SumVector()
    {
        var place = nodes.FindIndex(n => n.Column == None && IndexFactor.IsBound(n.Row) && Degree(n.Row) == 1);
        if (place < 0)
        {
            return false;
        }

        scalars.Add(LinearMaps.Total(nodes[place].Matrix));
        nodes.RemoveAt(place);
        return true;
    }

    private bool MergeVectors()
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            for (var j = i + 1; j < nodes.Count; j++)
            {
                if (nodes[i].Column != None || nodes[j].Column != None || nodes[i].Row != nodes[j].Row)
                {
                    continue;
                }

                var (a, b, index) = (nodes[i].Matrix, nodes[j].Matrix, nodes[i].Row);
                if (IndexFactor.IsBound(index) && Degree(index) == 2)
                {
                    scalars.Add(MatrixAlgebra.Multiply(MatrixAlgebra.Transpose(a), b));
                    nodes.RemoveAt(j);
                    nodes.RemoveAt(i);
                }
                else
                {
                    nodes.RemoveAt(j);
                    nodes[i] = new(EntrywiseAlgebra.Product(a, b), index, None);
                }

                return true;
            }
        }

        return false;
    }

    private bool MultiplyVector()
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var vector = nodes[i];
            if (vector.Column != None || !IndexFactor.IsBound(vector.Row) || Degree(vector.Row) != 2)
            {
                continue;
            }

            var j = nodes.FindIndex(n => n.Column != None && (n.Row == vector.Row || n.Column == vector.Row));
            if (j >= 0)
            {
                var other = nodes[j].Row == vector.Row ? nodes[j].Column : nodes[j].Row;
                nodes[j] = new(MatrixAlgebra.Multiply(Oriented(nodes[j], other), vector.Matrix), other, None);
                nodes.RemoveAt(i);
                return true;
            }
        }

        return false;
    }

    private bool MergeParallel()
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            for (var j = i + 1; j < nodes.Count; j++)
            {
                var (a, b) = (nodes[i], nodes[j]);
                if (a.Column == None || b.Column == None || !((a.Row == b.Row && a.Column == b.Column) || (a.Row == b.Column && a.Column == b.Row)))
                {
                    continue;
                }

                var endsRow = IndexFactor.IsBound(a.Row) && Degree(a.Row) == 2;
                var endsColumn = IndexFactor.IsBound(a.Column) && Degree(a.Column) == 2;
                nodes.RemoveAt(j);
                nodes.RemoveAt(i);
                if (endsRow && endsColumn)
                {
                    scalars.Add(LinearMaps.Trace(MatrixAlgebra.Multiply(Oriented(a, a.Row), Oriented(b, a.Column))));
                }
                else if (endsRow || endsColumn)
                {
                    var (kept, summed) = endsRow ? (a.Column, a.Row) : (a.Row, a.Column);
                    nodes.Add(new(LinearMaps.DiagonalPart(MatrixAlgebra.Multiply(Oriented(a, kept), Oriented(b, summed))), kept, None));
                }
                else
                {
                    nodes.Add(new(EntrywiseAlgebra.Product(a.Matrix, Oriented(b, a.Row)), a.Row, a.Column));
                }

                return true;
            }
        }

        return false;
    }

    private bool SumRows()
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var node = nodes[i];
            if (node.Column == None)
            {
                continue;
            }

            for (var side = 0; side < 2; side++)
            {
                var (summed, kept) = side == 0 ? (node.Row, node.Column) : (node.Column, node.Row);
                if (IndexFactor.IsBound(summed) && Degree(summed) == 1)
                {
                    var matrix = Oriented(node, kept);
                    if (IndexFactor.IsBound(kept) && Degree(kept) == 1)
                    {
                        scalars.Add(LinearMaps.Total(node.Matrix));
                        nodes.RemoveAt(i);
                    }
                    else
                    {
                        nodes[i] = new(MatrixAlgebra.Multiply(matrix, MatrixAlgebra.Ones(SymbolicShape.Vector(matrix.Shape.Columns))), kept, None);
                    }

                    return true;
                }
            }
        }

        return false;
    }

    private bool MultiplyMatrices()
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            for (var j = i + 1; j < nodes.Count; j++)
            {
                var (a, b) = (nodes[i], nodes[j]);
                if (a.Column == None || b.Column == None)
                {
                    continue;
                }

                var shared = a.Row == b.Row || a.Row == b.Column ? a.Row : a.Column == b.Row || a.Column == b.Column ? a.Column : None;
                if (shared == None || !IndexFactor.IsBound(shared) || Degree(shared) != 2)
                {
                    continue;
                }

                var (left, right) = (a.Row == shared ? a.Column : a.Row, b.Row == shared ? b.Column : b.Row);
                nodes.RemoveAt(j);
                nodes.RemoveAt(i);
                nodes.Add(new(MatrixAlgebra.Multiply(Oriented(a, left), Oriented(b, shared)), left, right));
                return true;
            }
        }

        return false;
    }

    // f⁽¹⁾(A)[i,r; c,j]·E[r,c] is the Fréchet derivative at A in the direction E, and so on.
    private bool ContractKernel()
    {
        for (var i = 0; i < opaque.Count; i++)
        {
            var (head, isPlain) = (opaque[i].Head, opaque[i].Exponent == 1);
            if (head.Kind != HeadKind.Kernel || !isPlain || head.Rows != 1 || head.Ranges.Length != head.Own)
            {
                continue;
            }

            var (indices, best) = (opaque[i].Indices, -1);
            foreach (var symmetry in (int[][])[[.. Enumerable.Range(0, head.Own)], .. head.Symmetries])
            {
                int[] trial = [.. symmetry.Select(s => opaque[i].Indices[s])];
                var score = 0;
                for (var k = 0; k < head.Order && score >= 0; k++)
                {
                    var value = Rate(trial[(2 * k) + 1], trial[(2 * k) + 2]);
                    score = value == 0 ? -1 : score + value;
                }

                if (score > best)
                {
                    (indices, best) = (trial, score);
                }
            }

            if (best >= 0)
            {
                var (used, directions) = (new List<Node>(), new List<MatrixTerm>());
                for (var k = 0; k < head.Order; k++)
                {
                    directions.Add(Direction(indices[(2 * k) + 1], indices[(2 * k) + 2], used)!);
                }

                opaque.RemoveAt(i);
                nodes.RemoveAll(used.Contains);
                var (a, row, column) = (recognition.Matrix(head.Forms[0]), indices[0], indices[^1]);
                if (directions.TrueForAll(MatrixAlgebra.IsTransposed))
                {
                    (a, row, column) = (MatrixAlgebra.Transpose(a), column, row);
                    directions = [.. directions.Select(MatrixAlgebra.Transpose)];
                }

                directions.Sort(CanonicalOrder.Compare);
                scalars.Add(MatrixAlgebra.Number(recognition.Share(head.Order)));
                Add(SquareAlgebra.Function(head.Function, [a, .. directions]), row, column);
                return true;
            }
        }

        return false;
    }

    // How well two indices are those of a direction: not at all, as a unit matrix, as one whose indices follow each other, as a matrix that is there.
    private int Rate(int row, int column) => Direction(row, column, []) is null ? 0 : IndexFactor.IsBound(row) ? 3 : row + 1 == column ? 2 : 1;

    private MatrixTerm? Direction(int row, int column, List<Node> used)
    {
        if (names is not null && firstFixed == IndexFactor.FirstBound && !IndexFactor.IsBound(row) && !IndexFactor.IsBound(column) && row >= 0 && column >= 0)
        {
            return MatrixAlgebra.Multiply(IndexAlgebra.Unit(ranges[row], names[row]), MatrixAlgebra.Transpose(IndexAlgebra.Unit(ranges[column], names[column])));
        }

        if (!IndexFactor.IsBound(row) || !IndexFactor.IsBound(column))
        {
            return null;
        }

        if (row == column)
        {
            var vector = nodes.Find(n => n.Row == row && n.Column == None);
            if (Degree(row) != (vector is null ? 1 : 2))
            {
                return null;
            }

            if (vector is null)
            {
                return MatrixAlgebra.Eye(term.Bound[row - IndexFactor.FirstBound]);
            }

            used.Add(vector);
            return LinearMaps.Diagonal(vector.Matrix);
        }

        if (Degree(row) != 2 || Degree(column) != 2)
        {
            return null;
        }

        foreach (var node in nodes)
        {
            if (node.Column != None && ((node.Row == row && node.Column == column) || (node.Row == column && node.Column == row)))
            {
                used.Add(node);
                return Oriented(node, row);
            }
        }

        var (left, right) = (nodes.Find(n => n.Row == row && n.Column == None), nodes.Find(n => n.Row == column && n.Column == None));
        if (left is null || right is null)
        {
            return null;
        }

        used.Add(left);
        used.Add(right);
        return MatrixAlgebra.Multiply(left.Matrix, MatrixAlgebra.Transpose(right.Matrix));
    }

    private bool ScaleRows()
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var vector = nodes[i];
            if (vector.Column != None || !IndexFactor.IsBound(vector.Row))
            {
                continue;
            }

            var j = nodes.FindIndex(n => n.Column != None && (n.Row == vector.Row || n.Column == vector.Row));
            if (j >= 0)
            {
                var node = nodes[j];
                var diagonal = LinearMaps.Diagonal(vector.Matrix);
                nodes[j] = node with { Matrix = node.Row == vector.Row ? MatrixProduct.Of(diagonal, node.Matrix) : MatrixProduct.Of(node.Matrix, diagonal) };
                nodes.RemoveAt(i);
                return true;
            }
        }

        return false;
    }

    private sealed record Node(MatrixTerm Matrix, int Row, int Column);
}
