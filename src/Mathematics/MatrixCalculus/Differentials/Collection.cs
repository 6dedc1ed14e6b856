namespace Adjoint.MatrixCalculus;

/// <summary>Collects a differential: from df, linear in dX, to the gradient G with df = ⟨G, dX⟩, to the Jacobian J with d vec(F) = J·vec(dX), or to a tensor.</summary>
/// <remarks>The gradient is found by moving every factor to the other side of the inner product: ⟨G, A·Y·B⟩ = ⟨Aᵀ·G·Bᵀ, Y⟩, ⟨g, tr Y⟩ = ⟨g·I, Y⟩, and so on.</remarks>
internal static class Collection
{
    /// <summary>⟨A, B⟩ = tr(AᵀB); aᵀb of vectors.</summary>
    public static MatrixTerm Inner(MatrixTerm a, MatrixTerm b) => a.Shape.Columns.IsOne ? MatrixAlgebra.Multiply(MatrixAlgebra.Transpose(a), b)
        : a.Shape.IsRow ? MatrixAlgebra.Multiply(a, MatrixAlgebra.Transpose(b))
        : a.Operation == Operation.Ones ? LinearMaps.Total(b)
        : b.Operation == Operation.Ones ? LinearMaps.Total(a)
        : LinearMaps.Trace(MatrixAlgebra.Multiply(MatrixAlgebra.Transpose(a), b));

    /// <summary>G with df = ⟨G, dX⟩, for a scalar df.</summary>
    public static MatrixTerm Gradient(MatrixTerm differential, MatrixVariable variable)
    {
        var gradient = new Pulled(variable.Shape);
        gradient.Pull(differential, MatrixAlgebra.One, [], []);
        return gradient.Sum();
    }

    /// <summary>J with d vec(F) = J·vec(dX); null where index notation is needed.</summary>
    public static MatrixTerm? Jacobian(MatrixTerm differential, MatrixVariable variable)
    {
        if (differential.IsZero)
        {
            return MatrixAlgebra.Zero(SymbolicShape.Matrix(differential.Shape.Size, variable.Shape.Size));
        }

        var rows = new List<MatrixTerm>();
        return Rows(differential, null, variable, rows)
            ? MatrixAlgebra.Sum(SymbolicShape.Matrix(differential.Shape.Size, variable.Shape.Size), [.. rows])
            : null;
    }

    /// <summary>The tensor with the indices of F and then those of X: the differential in the direction of each unit matrix.</summary>
    public static MatrixTerm Tensor(MatrixTerm differential, MatrixVariable variable)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        IndexAlgebra.Collect(differential, taken);
        var (own, ownRanges) = IndicesOf(differential.Shape, taken);
        var (others, otherRanges) = IndicesOf(variable.Shape, taken);
        var direction = others.Length == 0 ? MatrixAlgebra.One : IndexAlgebra.Unit(otherRanges[0], others[0]);
        if (others.Length == 2)
        {
            direction = MatrixAlgebra.Multiply(direction, MatrixAlgebra.Transpose(IndexAlgebra.Unit(otherRanges[1], others[1])));
        }

        return IndexAlgebra.Tensor([.. own, .. others], [.. ownRanges, .. otherRanges], IndexAlgebra.Entry(InDirection(differential, direction), own));
    }

    /// <summary>The differential with something for dX.</summary>
    public static MatrixTerm InDirection(MatrixTerm differential, MatrixTerm direction) =>
        !differential.ContainsDifferential ? differential
        : differential.Operation == Operation.Variable ? direction
        : TermRebuilder.Rebuild(differential, t => InDirection(t, direction));

    private static (string[] Names, Dimension[] Ranges) IndicesOf(SymbolicShape shape, HashSet<string> taken)
    {
        var ranges = shape.IsScalar ? [] : shape.IsVector ? [shape.Rows] : shape.Dimensions.ToArray();
        return (ranges.Select(_ => IndexAlgebra.Fresh(taken)).ToArray(), ranges);
    }

    private static MatrixTerm Product(ReadOnlySpan<MatrixTerm> factors, Dimension size) => factors.IsEmpty ? MatrixAlgebra.Eye(size) : MatrixProduct.Of(factors);

    private static int Linear(MatrixTerm term)
    {
        for (var i = 0; i < term.Arguments.Length; i++)
        {
            if (term.Arguments[i].ContainsDifferential)
            {
                return i;
            }
        }

        throw new NotSupportedException($"{term} has no differential.");
    }

    private static MatrixTerm[] Without(MatrixTerm term, int place) => [.. term.Arguments[..place], .. term.Arguments[(place + 1)..]];

    // Adds the matrices M with vec(lin) = M·vec(dX), each with L in front; L = null is the identity.
    private static bool Rows(MatrixTerm lin, MatrixTerm? left, MatrixVariable variable, List<MatrixTerm> rows)
    {
        if (!lin.ContainsDifferential)
        {
            return lin.IsZero;
        }

        MatrixTerm After(MatrixTerm map) => left is null ? map : MatrixAlgebra.Multiply(left, map);
        if (lin.IsScalar)
        {
            rows.Add(After(MatrixAlgebra.Transpose(LinearMaps.Vec(Gradient(lin, variable)))));
            return true;
        }

        switch (lin.Operation)
        {
            case Operation.Variable:
                rows.Add(left ?? MatrixAlgebra.Eye(lin.Shape.Size));
                return true;
            case Operation.Sum:
                foreach (var part in lin.Arguments)
                {
                    if (!Rows(part, left, variable, rows))
                    {
                        return false;
                    }
                }

                return true;
            case Operation.Scale when lin.First.ContainsDifferential:
                rows.Add(MatrixAlgebra.Multiply(After(LinearMaps.Vec(lin.Second)), MatrixAlgebra.Transpose(LinearMaps.Vec(Gradient(lin.First, variable)))));
                return true;
            case Operation.Scale:
                return Rows(lin.Second, After(MatrixAlgebra.Scale(lin.First, MatrixAlgebra.Eye(lin.Shape.Size))), variable, rows);
            case Operation.Chain:
                var place = Linear(lin);
                var (y, a, b) = (lin.Arguments[place], Product(lin.Arguments[..place], lin.Arguments[place].Shape.Rows), Product(lin.Arguments[(place + 1)..], lin.Arguments[place].Shape.Columns));
                return Rows(y, After(LinearMaps.Kron(MatrixAlgebra.Transpose(b), a)), variable, rows);
            case Operation.Hadamard:
                var factor = Linear(lin);
                return Rows(lin.Arguments[factor], After(LinearMaps.Diagonal(LinearMaps.Vec(EntrywiseAlgebra.Product(lin.Shape, Without(lin, factor))))), variable, rows);
            case Operation.Transpose:
                return Rows(lin.First, After(SquareAlgebra.Commutation(lin.First.Shape.Rows, lin.First.Shape.Columns)), variable, rows);
            case Operation.Diagonal:
                return Rows(lin.First, After(Selection(lin.Shape.Rows)), variable, rows);
            case Operation.DiagonalPart:
                return Rows(lin.First, After(MatrixAlgebra.Transpose(Selection(lin.Shape.Rows))), variable, rows);
            case Operation.Vec or Operation.Unvec:
                return Rows(lin.First, left, variable, rows);
            case Operation.Kron:
                var (m, n, p, q) = (lin.First.Shape.Rows, lin.First.Shape.Columns, lin.Second.Shape.Rows, lin.Second.Shape.Columns);
                var map = lin.First.ContainsDifferential
                    ? LinearMaps.Kron(MatrixAlgebra.Eye(m * n), LinearMaps.Vec(lin.Second))
                    : LinearMaps.Kron(LinearMaps.Vec(lin.First), MatrixAlgebra.Eye(p * q));
                return Rows(lin.First.ContainsDifferential ? lin.First : lin.Second, After(MatrixAlgebra.Multiply(Interleave(m, n, p, q), map)), variable, rows);
            case Operation.Rearrange:
                return Rows(lin.First, After(MatrixAlgebra.Multiply(
                    SquareAlgebra.Commutation(lin.Dimensions[2] * lin.Dimensions[3], lin.Dimensions[0] * lin.Dimensions[1]),
                    MatrixAlgebra.Transpose(Interleave(lin.Dimensions[0], lin.Dimensions[1], lin.Dimensions[2], lin.Dimensions[3])))), variable, rows);
            case Operation.Unarrange:
                return Rows(lin.First, After(MatrixAlgebra.Multiply(
                    Interleave(lin.Dimensions[0], lin.Dimensions[1], lin.Dimensions[2], lin.Dimensions[3]),
                    SquareAlgebra.Commutation(lin.Dimensions[0] * lin.Dimensions[1], lin.Dimensions[2] * lin.Dimensions[3]))), variable, rows);
            case Operation.Select:
                var (one, zero) = (MatrixAlgebra.Ones(lin.Shape), MatrixAlgebra.Zero(lin.Shape));
                var isTrue = EntrywiseAlgebra.Select(lin.First, one, zero, lin.Order == 1);
                var isFalse = EntrywiseAlgebra.Select(lin.First, zero, one, lin.Order == 1);
                return Rows(lin.Arguments[1], After(LinearMaps.Diagonal(LinearMaps.Vec(isTrue))), variable, rows)
                    && Rows(lin.Arguments[2], After(LinearMaps.Diagonal(LinearMaps.Vec(isFalse))), variable, rows);
            default:
                return false;
        }
    }

    // S of n²×n with vec(diag(y)) = S·y.
    private static MatrixTerm Selection(Dimension n) => MatrixAlgebra.Multiply(
        LinearMaps.Diagonal(LinearMaps.Vec(MatrixAlgebra.Eye(n))), LinearMaps.Kron(MatrixAlgebra.Ones(SymbolicShape.Vector(n)), MatrixAlgebra.Eye(n)));

    // P with vec(A ⊗ B) = P·(vec(A) ⊗ vec(B)): I ⊗ K ⊗ I (Magnus and Neudecker, chapter 3, theorem 10).
    private static MatrixTerm Interleave(Dimension m, Dimension n, Dimension p, Dimension q) =>
        LinearMaps.Kron(LinearMaps.Kron(MatrixAlgebra.Eye(n), SquareAlgebra.Commutation(q, m)), MatrixAlgebra.Eye(p));

    // Gathers what stands beside dX on the other side of the inner product.
    private sealed class Pulled(SymbolicShape shape)
    {
        private readonly List<MatrixTerm> parts = [];

        public MatrixTerm Sum() => MatrixAlgebra.Sum(shape, [.. parts]);

        // ⟨g, lin⟩, summed over the bound indices.
        public void Pull(MatrixTerm lin, MatrixTerm g, string[] bound, Dimension[] ranges)
        {
            if (!lin.ContainsDifferential || g.IsZero)
            {
                return;
            }

            if (bound.Length > 0 && lin.IsScalar && !Array.Exists(bound, i => IndexAlgebra.Uses(lin, i)))
            {
                (g, bound, ranges) = (IndexAlgebra.Sum(bound, ranges, g), [], []);
            }

            switch (lin.Operation)
            {
                case Operation.Variable:
                    parts.Add(Summed(g, bound, ranges));
                    break;
                case Operation.Sum:
                    foreach (var part in lin.Arguments)
                    {
                        Pull(part, g, bound, ranges);
                    }

                    break;
                case Operation.Times or Operation.Hadamard:
                    var place = Linear(lin);
                    Pull(lin.Arguments[place], EntrywiseAlgebra.Product(lin.Shape, [.. lin.Arguments[..place], g, .. lin.Arguments[(place + 1)..]]), bound, ranges);
                    break;
                case Operation.Scale when lin.First.ContainsDifferential:
                    Pull(lin.First, Inner(g, lin.Second), bound, ranges);
                    break;
                case Operation.Scale:
                    Pull(lin.Second, MatrixAlgebra.Scale(lin.First, g), bound, ranges);
                    break;
                case Operation.Chain:
                    place = Linear(lin);
                    Pull(lin.Arguments[place], Moved(lin, place, g), bound, ranges);
                    break;
                case Operation.Transpose:
                    Pull(lin.First, MatrixAlgebra.Transpose(g), bound, ranges);
                    break;
                case Operation.Trace:
                    Pull(lin.First, MatrixAlgebra.Scale(g, MatrixAlgebra.Eye(lin.First.Shape.Rows)), bound, ranges);
                    break;
                case Operation.Total:
                    Pull(lin.First, MatrixAlgebra.Fill(g, lin.First.Shape), bound, ranges);
                    break;
                case Operation.Diagonal:
                    Pull(lin.First, LinearMaps.DiagonalPart(g), bound, ranges);
                    break;
                case Operation.DiagonalPart:
                    Pull(lin.First, LinearMaps.Diagonal(g), bound, ranges);
                    break;
                case Operation.Vec:
                    Pull(lin.First, LinearMaps.Unvec(g, lin.First.Shape.Rows, lin.First.Shape.Columns), bound, ranges);
                    break;
                case Operation.Unvec:
                    Pull(lin.First, LinearMaps.Vec(g), bound, ranges);
                    break;
                case Operation.Kron:
                    PullKron(lin, g, bound, ranges);
                    break;
                case Operation.Rearrange:
                    Pull(lin.First, LinearMaps.Unarrange(g, lin.Dimensions[0], lin.Dimensions[1], lin.Dimensions[2], lin.Dimensions[3]), bound, ranges);
                    break;
                case Operation.Unarrange:
                    Pull(lin.First, LinearMaps.Rearrange(g, lin.Dimensions[0], lin.Dimensions[1], lin.Dimensions[2], lin.Dimensions[3]), bound, ranges);
                    break;
                case Operation.MatrixFunction:
                    place = Linear(lin);
                    var arguments = new MatrixTerm[lin.Arguments.Length];
                    for (var i = 0; i < arguments.Length; i++)
                    {
                        arguments[i] = i == place ? g : MatrixAlgebra.Transpose(lin.Arguments[i]);
                    }

                    Pull(lin.Arguments[place], SquareAlgebra.Function(lin.Function, arguments), bound, ranges);
                    break;
                case Operation.Select:
                    var zero = MatrixAlgebra.Zero(lin.Shape);
                    Pull(lin.Arguments[1], EntrywiseAlgebra.Select(lin.First, g, zero, lin.Order == 1), bound, ranges);
                    Pull(lin.Arguments[2], EntrywiseAlgebra.Select(lin.First, zero, g, lin.Order == 1), bound, ranges);
                    break;
                case Operation.IndexSum:
                    var sum = Apart(lin, g, bound);
                    Pull(sum.First, g, [.. bound, .. sum.Indices], [.. ranges, .. sum.Dimensions]);
                    break;
                case Operation.Tensor:
                    var tensor = Apart(lin, g, bound);
                    Pull(tensor.First, IndexAlgebra.Entry(g, tensor.Indices), [.. bound, .. tensor.Indices], [.. ranges, .. tensor.Dimensions]);
                    break;
                case Operation.Entry:
                    PullEntry(lin, g, bound, ranges);
                    break;
                default:
                    throw new NotSupportedException($"{lin.Operation} is not linear.");
            }
        }

        // An index that is bound here may have the name of one that is bound around it, or occurs in g.
        private static MatrixTerm Apart(MatrixTerm lin, MatrixTerm g, string[] bound)
        {
            var taken = new HashSet<string>(bound, StringComparer.Ordinal);
            IndexAlgebra.Collect(g, taken);
            return IndexAlgebra.Renamed(lin, [.. taken]);
        }

        // ⟨G, A·Y·B⟩ = ⟨Aᵀ·G·Bᵀ, Y⟩.
        private static MatrixTerm Moved(MatrixTerm chain, int place, MatrixTerm g)
        {
            var moved = g;
            if (place > 0)
            {
                moved = MatrixAlgebra.Multiply(MatrixAlgebra.Transpose(MatrixProduct.Of(chain.Arguments[..place])), moved);
            }

            return place + 1 < chain.Arguments.Length
                ? MatrixAlgebra.Multiply(moved, MatrixAlgebra.Transpose(MatrixProduct.Of(chain.Arguments[(place + 1)..])))
                : moved;
        }

        // With the rearrangement R: ⟨G, A ⊗ B⟩ = vec(A)ᵀ·R(G)·vec(B).
        private void PullKron(MatrixTerm kron, MatrixTerm g, string[] bound, Dimension[] ranges)
        {
            var (a, b) = (kron.First, kron.Second);
            var arranged = LinearMaps.Rearrange(g, a.Shape.Rows, a.Shape.Columns, b.Shape.Rows, b.Shape.Columns);
            if (a.ContainsDifferential)
            {
                Pull(a, LinearMaps.Unvec(MatrixAlgebra.Multiply(arranged, LinearMaps.Vec(b)), a.Shape.Rows, a.Shape.Columns), bound, ranges);
            }
            else
            {
                Pull(b, LinearMaps.Unvec(MatrixAlgebra.Multiply(MatrixAlgebra.Transpose(arranged), LinearMaps.Vec(a)), b.Shape.Rows, b.Shape.Columns), bound, ranges);
            }
        }

        // Σ g·Y[i, j] = ⟨G, Y⟩ with G[p, q] = Σ g·δ[i, p]·δ[j, q].
        private void PullEntry(MatrixTerm entry, MatrixTerm g, string[] bound, Dimension[] ranges)
        {
            var taken = new HashSet<string>([.. bound, .. ranges.SelectMany(static r => r.Names)], StringComparer.Ordinal);
            IndexAlgebra.Collect(g, taken);
            IndexAlgebra.Collect(entry, taken);
            var target = entry.First.Shape;
            var sizes = target.IsVector ? [target.Rows] : target.Dimensions.ToArray();
            var indices = new string[sizes.Length];
            for (var i = 0; i < sizes.Length; i++)
            {
                indices[i] = IndexAlgebra.Fresh(taken);
                g = EntrywiseAlgebra.Product(SymbolicShape.Scalar, [g, IndexAlgebra.Entry(MatrixAlgebra.Eye(sizes[i]), [entry.Indices[i], indices[i]])]);
            }

            // What is also inside the tensor stays bound.
            var inside = Enumerable.Range(0, bound.Length).ToLookup(i => IndexAlgebra.Uses(entry.First, bound[i]));
            var sum = IndexAlgebra.Sum([.. inside[false].Select(i => bound[i])], [.. inside[false].Select(i => ranges[i])], g);
            Pull(entry.First, IndexAlgebra.Tensor(indices, sizes, sum), [.. inside[true].Select(i => bound[i])], [.. inside[true].Select(i => ranges[i])]);
        }

        // Σ G, entry by entry where an index of the sum is in G.
        private static MatrixTerm Summed(MatrixTerm g, string[] bound, Dimension[] ranges)
        {
            if (bound.Length == 0)
            {
                return g;
            }

            var taken = new HashSet<string>(bound, StringComparer.Ordinal);
            IndexAlgebra.Collect(g, taken);
            var (indices, sizes) = IndicesOf(g.Shape, taken);
            return IndexAlgebra.Tensor(indices, sizes, IndexAlgebra.Sum(bound, ranges, IndexAlgebra.Entry(g, indices)));
        }
    }
}
