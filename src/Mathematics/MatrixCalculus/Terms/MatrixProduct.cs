namespace Adjoint.MatrixCalculus;

/// <summary>Makes products of matrices.</summary>
internal static class MatrixProduct
{
    /// <summary>The product of matrices, in this order; none is a scalar.</summary>
    public static MatrixTerm Of(params ReadOnlySpan<MatrixTerm> factors)
    {
        var shape = SymbolicShape.Matrix(factors[0].Shape.Rows, factors[^1].Shape.Columns);
        var product = new List<MatrixTerm>(factors.Length + 4);
        var scalars = new List<MatrixTerm>();
        foreach (var factor in factors)
        {
            if (factor.IsZero)
            {
                return MatrixAlgebra.Zero(shape);
            }

            Push(factor, product, scalars);
        }

        var rest = Split(product, scalars, shape);
        return MatrixAlgebra.Scale(EntrywiseAlgebra.Product(SymbolicShape.Scalar, [.. scalars]), rest);
    }

    /// <summary>The factors of a product, or the one of something else.</summary>
    public static ReadOnlySpan<MatrixTerm> Factors(MatrixTerm term) => term.Operation == Operation.Chain ? term.Arguments : new[] { term };

    // Takes the factors from the left and reduces the last two as long as something is known of them.
    private static void Push(MatrixTerm factor, List<MatrixTerm> product, List<MatrixTerm> scalars)
    {
        switch (factor.Operation)
        {
            case Operation.Chain:
                foreach (var part in factor.Arguments)
                {
                    Push(part, product, scalars);
                }

                return;
            case Operation.Scale:
                scalars.Add(factor.First);
                Push(factor.Second, product, scalars);
                return;
            case Operation.Eye:
                // Kept if it is alone: the product of nothing has no size.
                if (product.Count == 0)
                {
                    product.Add(factor);
                }

                return;
            case Operation.Sum when MatrixAlgebra.Content(factor) is var content && content != 1:
                scalars.Add(MatrixAlgebra.Number(content));
                Push(MatrixAlgebra.Multiple(content.Invert(), factor), product, scalars);
                return;
            case Operation.Number or Operation.Times:
                scalars.Add(factor);
                return;
            default:
                break;
        }

        if (product.Count > 0)
        {
            var last = product[^1];
            if (last.Operation == Operation.Eye)
            {
                product.RemoveAt(product.Count - 1);
                Push(factor, product, scalars);
                return;
            }

            if (Pair(last, factor) is { } reduced)
            {
                product.RemoveAt(product.Count - 1);
                Push(reduced, product, scalars);
                return;
            }

            // K·(A ⊗ B)·K = B ⊗ A.
            if (factor.Operation == Operation.Commutation && last.Operation == Operation.Kron && product.Count > 1 && product[^2].Operation == Operation.Commutation
                && Swapped(product[^2], last, factor) is { } swapped)
            {
                product.RemoveRange(product.Count - 2, 2);
                Push(swapped, product, scalars);
                return;
            }
        }

        product.Add(factor);
    }

    // The product of two neighbours, where it is something simpler than a product.
    private static MatrixTerm? Pair(MatrixTerm a, MatrixTerm b)
    {
        var (baseA, orderA) = Run(a);
        var (baseB, orderB) = Run(b);
        if (a.Shape.IsSquare && b.Shape.IsSquare && baseA.Equals(baseB))
        {
            return SquareAlgebra.Power(baseA, orderA + orderB);
        }

        return (a.Operation, b.Operation) switch
        {
            (Operation.Variable, Operation.Transpose) when IsOrthogonal(a) && b.First.Equals(a) => MatrixAlgebra.Eye(a.Shape.Rows),
            (Operation.Transpose, Operation.Variable) when IsOrthogonal(b) && a.First.Equals(b) => MatrixAlgebra.Eye(b.Shape.Rows),
            (Operation.Diagonal, Operation.Diagonal) => LinearMaps.Diagonal(EntrywiseAlgebra.Product(a.First.Shape, [a.First, b.First])),
            (Operation.Diagonal, _) when b.Shape.IsVector => EntrywiseAlgebra.Product(b.Shape, [a.First, b]),
            (_, Operation.Diagonal) when a.Shape.IsRow => MatrixAlgebra.Transpose(EntrywiseAlgebra.Product(b.First.Shape, [MatrixAlgebra.Transpose(a), b.First])),
            (Operation.Ones, Operation.Ones) => MatrixAlgebra.Scale(MatrixAlgebra.Size(a.Shape.Columns), MatrixAlgebra.Ones(SymbolicShape.Matrix(a.Shape.Rows, b.Shape.Columns))),
            (Operation.Commutation, Operation.Vec) => LinearMaps.Vec(MatrixAlgebra.Transpose(b.First)),
            (Operation.Commutation, Operation.Commutation) when a.Dimensions[0].Equals(b.Dimensions[1]) && a.Dimensions[1].Equals(b.Dimensions[0]) => MatrixAlgebra.Eye(a.Shape.Rows),
            (Operation.Kron, Operation.Kron) when a.First.Shape.Columns.Equals(b.First.Shape.Rows) && a.Second.Shape.Columns.Equals(b.Second.Shape.Rows) =>
                LinearMaps.Kron(MatrixAlgebra.Multiply(a.First, b.First), MatrixAlgebra.Multiply(a.Second, b.Second)),
            (Operation.Kron, Operation.Vec) when a.Second.Shape.Columns.Equals(b.First.Shape.Rows) && a.First.Shape.Columns.Equals(b.First.Shape.Columns) =>
                LinearMaps.Vec(MatrixAlgebra.Multiply(a.Second, b.First, MatrixAlgebra.Transpose(a.First))),
            (Operation.MatrixFunction, Operation.MatrixFunction) when a.Arguments.Length == 1 && b.Arguments.Length == 1 && a.Function == EntryFunction.Exp && b.Function == EntryFunction.Exp
                && a.First.Equals(MatrixAlgebra.Negate(b.First)) => MatrixAlgebra.Eye(a.Shape.Rows),
            _ => null,
        };
    }

    private static bool IsOrthogonal(MatrixTerm variable) => variable.Symbol.Traits.HasFlag(VariableTraits.Orthogonal);

    private static (MatrixTerm Base, int Order) Run(MatrixTerm term) => term.Operation switch
    {
        Operation.MatrixPower => (term.First, term.Order),
        Operation.Transpose when term.First.Operation == Operation.MatrixPower => (MatrixAlgebra.Transpose(term.First.First), term.First.Order),
        _ => (term, 1),
    };

    // A of m×n and B of p×q: K(p,m)·(A ⊗ B)·K(n,q) = B ⊗ A.
    private static MatrixTerm? Swapped(MatrixTerm left, MatrixTerm kron, MatrixTerm right)
    {
        var (a, b) = (kron.First.Shape, kron.Second.Shape);
        return left.Dimensions[0].Equals(b.Rows) && left.Dimensions[1].Equals(a.Rows) && right.Dimensions[0].Equals(a.Columns) && right.Dimensions[1].Equals(b.Columns)
            ? LinearMaps.Kron(kron.Second, kron.First)
            : null;
    }

    // Where the columns of one factor and the rows of the next are 1, the product falls apart: x·yᵀ·z = (yᵀz)·x.
    private static MatrixTerm Split(List<MatrixTerm> product, List<MatrixTerm> scalars, SymbolicShape shape)
    {
        var outer = new List<MatrixTerm>();
        var start = 0;
        for (var i = 1; i <= product.Count; i++)
        {
            if (i == product.Count || product[i].Shape.Rows.IsOne)
            {
                var segment = product[start..i];
                start = i;
                if (segment[0].Shape.Rows.IsOne && segment[^1].Shape.Columns.IsOne)
                {
                    scalars.Add(Scalar(segment));
                }
                else
                {
                    outer.AddRange(segment);
                }
            }
        }

        return outer.Count switch { 0 => MatrixAlgebra.One, 1 => outer[0], _ => new(Operation.Chain, shape, [.. outer]) };
    }

    private static bool IsEntrywise(MatrixTerm term) => term.Operation is Operation.Hadamard or Operation.Power;

    // xᵀAy, written from the side with fewer transposes; 1ᵀx is a sum.
    private static MatrixTerm Scalar(List<MatrixTerm> segment)
    {
        if (segment.Count == 1)
        {
            return segment[0];
        }

        if (segment[0] is { Operation: Operation.Transpose, First.Operation: Operation.Ones })
        {
            return LinearMaps.Total(Of([.. segment[1..]]));
        }

        // aᵀeᵢ = aᵢ.
        if (IndexAlgebra.UnitIndex(segment[^1]) is { } column)
        {
            return IndexAlgebra.Entry(MatrixAlgebra.Transpose(Of([.. segment[..^1]])), [column]);
        }

        if (segment[0].Operation == Operation.Transpose && IndexAlgebra.UnitIndex(segment[0].First) is { } row)
        {
            return IndexAlgebra.Entry(Of([.. segment[1..]]), [row]);
        }

        if (segment[^1].Operation == Operation.Ones)
        {
            return LinearMaps.Total(MatrixAlgebra.Transpose(Of([.. segment[..^1]])));
        }

        if (segment.Count == 2 && segment[0] is { Operation: Operation.Transpose, First.Operation: Operation.Vec } && segment[1].Operation == Operation.Vec
            && segment[0].First.First.Shape.Equals(segment[1].First.Shape))
        {
            return LinearMaps.Trace(MatrixAlgebra.Multiply(MatrixAlgebra.Transpose(segment[0].First.First), segment[1].First));
        }

        if (segment.Count == 2 && segment[0].Operation == Operation.Transpose && IsEntrywise(segment[0].First) | IsEntrywise(segment[1]))
        {
            // (y ∘ 1/s)ᵀs = Σ yᵢ.
            var product = EntrywiseAlgebra.Product(segment[1].Shape, [segment[0].First, segment[1]]);
            if (product.Weight < segment[0].First.Weight + segment[1].Weight - 1)
            {
                return LinearMaps.Total(product);
            }
        }

        var own = segment.ToArray();
        var other = new MatrixTerm[own.Length];
        for (var i = 0; i < own.Length; i++)
        {
            other[i] = MatrixAlgebra.Transpose(own[^(i + 1)]);
        }

        return new(Operation.Chain, SymbolicShape.Scalar, CanonicalOrder.Compare(own, other) <= 0 ? own : other);
    }
}
