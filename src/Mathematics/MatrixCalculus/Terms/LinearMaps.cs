namespace Adjoint.MatrixCalculus;

/// <summary>Makes traces, sums, norms, and the linear maps that move entries: diag, vec, Kronecker products.</summary>
internal static class LinearMaps
{
    /// <summary>tr A: linear, cyclic, and the same for Aᵀ.</summary>
    public static MatrixTerm Trace(MatrixTerm a)
    {
        switch (a.Operation)
        {
            case var _ when a.IsScalar:
                return a;
            case Operation.Zero:
                return MatrixAlgebra.Nothing;
            case Operation.Sum:
                return Each(a, Trace);
            case Operation.Scale:
                return MatrixAlgebra.Scale(a.First, Trace(a.Second));
            case Operation.Eye or Operation.Ones:
                return MatrixAlgebra.Size(a.Shape.Rows);
            case Operation.Transpose:
                return Trace(a.First);
            case Operation.Diagonal:
                return Total(a.First);
            case Operation.Kron when a.First.Shape.IsSquare:
                return MatrixAlgebra.Scale(Trace(a.First), Trace(a.Second));
            case Operation.Chain:
                return Cyclic(a);
            default:
                return new(Operation.Trace, SymbolicShape.Scalar, a);
        }
    }

    /// <summary>The sum of all entries.</summary>
    public static MatrixTerm Total(MatrixTerm a) => a.Operation switch
    {
        _ when a.IsScalar => a,
        Operation.Zero => MatrixAlgebra.Nothing,
        Operation.Ones => MatrixAlgebra.Size(a.Shape.Size),
        Operation.Eye => MatrixAlgebra.Size(a.Shape.Rows),
        Operation.Sum => Each(a, Total),
        Operation.Scale => MatrixAlgebra.Scale(a.First, Total(a.Second)),
        Operation.Transpose or Operation.Diagonal or Operation.Vec or Operation.Unvec or Operation.Rearrange or Operation.Unarrange => Total(a.First),
        Operation.DiagonalPart => Trace(a.First),
        Operation.Softmax or Operation.MaxPlace => MatrixAlgebra.One,
        Operation.Kron => MatrixAlgebra.Scale(Total(a.First), Total(a.Second)),
        Operation.Chain when a.First.Shape.Columns.IsOne => MatrixAlgebra.Scale(Total(a.First), Total(MatrixProduct.Of(a.Arguments[1..]))),
        Operation.Hadamard when a.Shape.IsVector && a.Arguments.Length == 2 && a.First.Operation != Operation.Power && a.Second.Operation != Operation.Power => MatrixAlgebra.Multiply(MatrixAlgebra.Transpose(a.First), a.Second),
        _ => new(Operation.Total, SymbolicShape.Scalar, a),
    };

    /// <summary>√(sum of squares).</summary>
    public static MatrixTerm Norm(MatrixTerm a)
    {
        if (a.IsScalar)
        {
            return EntrywiseAlgebra.Apply(EntryFunction.Abs, a);
        }

        switch (a.Operation)
        {
            case Operation.Zero:
                return MatrixAlgebra.Nothing;
            case Operation.Transpose or Operation.Diagonal or Operation.Vec or Operation.Unvec:
                return Norm(a.First);
            case Operation.Ones:
                return EntrywiseAlgebra.Power(MatrixAlgebra.Size(a.Shape.Size), MatrixAlgebra.Half);
            case Operation.Eye:
                return EntrywiseAlgebra.Power(MatrixAlgebra.Size(a.Shape.Rows), MatrixAlgebra.Half);
            case Operation.Scale:
                return MatrixAlgebra.Scale(EntrywiseAlgebra.Apply(EntryFunction.Abs, a.First), Norm(a.Second));
            default:
                return new(Operation.Norm, SymbolicShape.Scalar, a);
        }
    }

    /// <summary>The largest entry.</summary>
    public static MatrixTerm MaxEntry(MatrixTerm a) => a.IsScalar ? a : new(Operation.MaxEntry, SymbolicShape.Scalar, a.Operation == Operation.Transpose ? a.First : a);

    /// <summary>1 at the first largest entry.</summary>
    public static MatrixTerm MaxPlace(MatrixTerm a) => a.IsScalar ? MatrixAlgebra.One : new(Operation.MaxPlace, a.Shape, a);

    /// <summary>The diagonal matrix of a vector.</summary>
    public static MatrixTerm Diagonal(MatrixTerm x) => x.Operation switch
    {
        _ when x.IsScalar => x,
        Operation.Zero => MatrixAlgebra.Zero(SymbolicShape.Matrix(x.Shape.Rows, x.Shape.Rows)),
        Operation.Ones => MatrixAlgebra.Eye(x.Shape.Rows),
        Operation.Scale => MatrixAlgebra.Scale(x.First, Diagonal(x.Second)),
        Operation.DiagonalPart when x.First.Operation == Operation.Variable && x.First.Symbol.Traits.HasFlag(VariableTraits.Diagonal) => x.First,
        _ => new(Operation.Diagonal, SymbolicShape.Matrix(x.Shape.Rows, x.Shape.Rows), x),
    };

    /// <summary>The vector of the diagonal entries.</summary>
    public static MatrixTerm DiagonalPart(MatrixTerm a)
    {
        var shape = SymbolicShape.Vector(a.Shape.Rows);
        switch (a.Operation)
        {
            case var _ when a.IsScalar:
                return a;
            case Operation.Zero:
                return MatrixAlgebra.Zero(shape);
            case Operation.Eye or Operation.Ones:
                return MatrixAlgebra.Ones(shape);
            case Operation.Scale:
                return MatrixAlgebra.Scale(a.First, DiagonalPart(a.Second));
            case Operation.Sum:
                return Each(a, DiagonalPart);
            case Operation.Transpose:
                return DiagonalPart(a.First);
            case Operation.Diagonal:
                return a.First;
            case Operation.Hadamard:
                var factors = new MatrixTerm[a.Arguments.Length];
                for (var i = 0; i < factors.Length; i++)
                {
                    factors[i] = DiagonalPart(a.Arguments[i]);
                }

                return EntrywiseAlgebra.Product(shape, factors);
            case Operation.Elementwise:
                return EntrywiseAlgebra.Apply(a.Function, DiagonalPart(a.First));
            case Operation.Power when a.Second.IsScalar:
                return EntrywiseAlgebra.Power(DiagonalPart(a.First), a.Second);
            case Operation.Chain when a.First.Shape.Columns.IsOne:
                return EntrywiseAlgebra.Product(shape, [a.First, MatrixAlgebra.Transpose(MatrixProduct.Of(a.Arguments[1..]))]);
            default:
                return new(Operation.DiagonalPart, shape, a);
        }
    }

    /// <summary>The columns under each other.</summary>
    public static MatrixTerm Vec(MatrixTerm a) => a.Operation switch
    {
        _ when a.Shape.Columns.IsOne => a,
        _ when a.Shape.IsRow => MatrixAlgebra.Transpose(a),
        Operation.Zero => MatrixAlgebra.Zero(SymbolicShape.Vector(a.Shape.Size)),
        Operation.Ones => MatrixAlgebra.Ones(SymbolicShape.Vector(a.Shape.Size)),
        Operation.Scale => MatrixAlgebra.Scale(a.First, Vec(a.Second)),
        Operation.Sum => Each(a, Vec),
        Operation.Unvec => a.First,
        _ => new(Operation.Vec, SymbolicShape.Vector(a.Shape.Size), a),
    };

    /// <summary>The matrix of m×n whose columns stand under each other in a vector.</summary>
    public static MatrixTerm Unvec(MatrixTerm x, Dimension m, Dimension n)
    {
        var shape = SymbolicShape.Matrix(m, n);
        return x.Operation switch
        {
            _ when n.IsOne => x,
            _ when m.IsOne => MatrixAlgebra.Transpose(x),
            Operation.Zero => MatrixAlgebra.Zero(shape),
            Operation.Ones => MatrixAlgebra.Ones(shape),
            Operation.Scale => MatrixAlgebra.Scale(x.First, Unvec(x.Second, m, n)),
            Operation.Sum => Each(x, t => Unvec(t, m, n)),
            Operation.Vec when x.First.Shape.Equals(shape) => x.First,
            _ => new(Operation.Unvec, shape, [x], new(Dimensions: [m, n])),
        };
    }

    /// <summary>A ⊗ B.</summary>
    public static MatrixTerm Kron(MatrixTerm a, MatrixTerm b)
    {
        var shape = SymbolicShape.Matrix(a.Shape.Rows * b.Shape.Rows, a.Shape.Columns * b.Shape.Columns);
        return (a.Operation, b.Operation) switch
        {
            _ when a.IsScalar => MatrixAlgebra.Scale(a, b),
            _ when b.IsScalar => MatrixAlgebra.Scale(b, a),
            _ when a.IsZero || b.IsZero => MatrixAlgebra.Zero(shape),
            (Operation.Scale, _) => MatrixAlgebra.Scale(a.First, Kron(a.Second, b)),
            (_, Operation.Scale) => MatrixAlgebra.Scale(b.First, Kron(a, b.Second)),
            (Operation.Eye, Operation.Eye) => MatrixAlgebra.Eye(shape.Rows),
            (Operation.Ones, Operation.Ones) => MatrixAlgebra.Ones(shape),
            _ when a.Shape.IsVector && b.Shape.IsRow => MatrixProduct.Of(a, b),
            _ when a.Shape.IsRow && b.Shape.IsVector => MatrixProduct.Of(b, a),
            _ when a.Shape.IsRow && b.Shape.IsRow => new(Operation.Transpose, shape, Kron(MatrixAlgebra.Transpose(a), MatrixAlgebra.Transpose(b))),
            _ => new(Operation.Kron, shape, a, b),
        };
    }

    /// <summary>The rearrangement of blocks that turns A ⊗ B into vec(A)·vec(B)ᵀ, for A of m×n and B of p×q.</summary>
    public static MatrixTerm Rearrange(MatrixTerm g, Dimension m, Dimension n, Dimension p, Dimension q)
    {
        var shape = SymbolicShape.Matrix(m * n, p * q);
        return g.Operation switch
        {
            Operation.Zero => MatrixAlgebra.Zero(shape),
            Operation.Ones => MatrixAlgebra.Ones(shape),
            Operation.Scale => MatrixAlgebra.Scale(g.First, Rearrange(g.Second, m, n, p, q)),
            Operation.Sum => Each(g, t => Rearrange(t, m, n, p, q)),
            Operation.Kron when g.First.Shape.Equals(SymbolicShape.Matrix(m, n)) && g.Second.Shape.Equals(SymbolicShape.Matrix(p, q)) =>
                MatrixProduct.Of(Vec(g.First), MatrixAlgebra.Transpose(Vec(g.Second))),
            Operation.Unarrange when g.Dimensions.SequenceEqual([m, n, p, q]) => g.First,
            _ => new(Operation.Rearrange, shape, [g], new(Dimensions: [m, n, p, q])),
        };
    }

    /// <summary>The inverse of <see cref="Rearrange"/>.</summary>
    public static MatrixTerm Unarrange(MatrixTerm r, Dimension m, Dimension n, Dimension p, Dimension q)
    {
        var shape = SymbolicShape.Matrix(m * p, n * q);
        return r.Operation switch
        {
            Operation.Zero => MatrixAlgebra.Zero(shape),
            Operation.Ones => MatrixAlgebra.Ones(shape),
            Operation.Scale => MatrixAlgebra.Scale(r.First, Unarrange(r.Second, m, n, p, q)),
            Operation.Sum => Each(r, t => Unarrange(t, m, n, p, q)),
            Operation.Rearrange when r.Dimensions.SequenceEqual([m, n, p, q]) => r.First,
            _ => new(Operation.Unarrange, shape, [r], new(Dimensions: [m, n, p, q])),
        };
    }

    /// <summary>exp(xᵢ)/Σ exp(xⱼ).</summary>
    public static MatrixTerm Softmax(MatrixTerm x) =>
        x.IsScalar ? MatrixAlgebra.One : x.Shape.IsRow ? MatrixAlgebra.Transpose(Softmax(MatrixAlgebra.Transpose(x))) : new(Operation.Softmax, x.Shape, x);

    /// <summary>log Σ exp(xⱼ).</summary>
    public static MatrixTerm LogSumExp(MatrixTerm x) => x.IsScalar ? x : new(Operation.LogSumExp, SymbolicShape.Scalar, x.Operation == Operation.Transpose ? x.First : x);

    private static MatrixTerm Each(MatrixTerm sum, Func<MatrixTerm, MatrixTerm> map)
    {
        var parts = new MatrixTerm[sum.Arguments.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = map(sum.Arguments[i]);
        }

        return MatrixAlgebra.Sum(parts[0].Shape, parts);
    }

    // Of all rotations of a product and of its transpose one is taken, so that tr(ABC), tr(BCA) and tr(CᵀBᵀAᵀ) are the same term.
    private static MatrixTerm Cyclic(MatrixTerm chain)
    {
        var factors = chain.Arguments;
        for (var i = 1; i < factors.Length; i++)
        {
            if (factors[i].Shape.Rows.IsOne)
            {
                return MatrixAlgebra.Multiply(MatrixProduct.Of(factors[i..]), MatrixProduct.Of(factors[..i]));
            }
        }

        // The last factor may cancel or join the first.
        var rotated = MatrixProduct.Of([factors[^1], .. factors[..^1]]);
        if (rotated.Operation != Operation.Chain || rotated.Arguments.Length < factors.Length)
        {
            return Trace(rotated);
        }

        var best = factors.ToArray();
        foreach (var direction in new[] { chain, MatrixAlgebra.Transpose(chain) })
        {
            if (direction.Operation != Operation.Chain)
            {
                continue;
            }

            var own = direction.Arguments.ToArray();
            for (var i = 0; i < own.Length; i++)
            {
                MatrixTerm[] turned = [.. own[i..], .. own[..i]];
                best = CanonicalOrder.Compare(turned, best) < 0 ? turned : best;
            }
        }

        return new(Operation.Trace, SymbolicShape.Scalar, MatrixProduct.Of(best));
    }
}
