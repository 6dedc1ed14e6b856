using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>Makes the terms of the ring of matrices, simplified: numbers, sums, multiples, products, transposes.</summary>
/// <remarks>
/// Kept by all constructors: a sum has no sum and no two multiples of one term in it; a multiple is of no multiple and, if by a number, of no sum; a product has no product, no multiple and no
/// identity in it and no 1 between two factors (xyᵀz is (yᵀz)x); a transpose is only of what has none of its own; rows are transposes of columns.
/// </remarks>
internal static class MatrixAlgebra
{
    /// <summary>0.</summary>
    public static MatrixTerm Nothing { get; } = Number(0);

    /// <summary>1.</summary>
    public static MatrixTerm One { get; } = Number(1);

    /// <summary>−1.</summary>
    public static MatrixTerm MinusOne { get; } = Number(-1);

    /// <summary>½.</summary>
    public static MatrixTerm Half { get; } = Number(new Rational(1, 2));

    /// <summary>π.</summary>
    public static MatrixTerm Pi { get; } = new(Operation.Pi, SymbolicShape.Scalar);

    /// <summary>A number.</summary>
    public static MatrixTerm Number(Rational value) => new(Operation.Number, SymbolicShape.Scalar, [], new(Value: value));

    /// <summary>A dimension as a number.</summary>
    public static MatrixTerm Size(Dimension dimension) => dimension.IsNumber
        ? Number(dimension.Factor)
        : dimension.Factor == 1 && dimension.Names.Count == 1
        ? new(Operation.Size, SymbolicShape.Scalar, [], new(Dimensions: [dimension]))
        : EntrywiseAlgebra.Product(SymbolicShape.Scalar, [Number(dimension.Factor), .. dimension.Names.Select(n => Size(Dimension.Of(n)))]);

    /// <summary>A variable.</summary>
    public static MatrixTerm Variable(MatrixVariable variable) => new(Operation.Variable, variable.Shape, [], new(Symbol: variable));

    /// <summary>I of n×n; 1 for n = 1.</summary>
    public static MatrixTerm Eye(Dimension n) => n.IsOne ? One : new(Operation.Eye, SymbolicShape.Matrix(n, n));

    /// <summary>All entries 1.</summary>
    public static MatrixTerm Ones(SymbolicShape shape) => shape.IsScalar ? One : shape.IsRow ? Transpose(Ones(shape.Transpose())) : new(Operation.Ones, shape);

    /// <summary>All entries 0.</summary>
    public static MatrixTerm Zero(SymbolicShape shape) => shape.IsScalar ? Nothing : new(Operation.Zero, shape);

    /// <summary>The number s in every entry.</summary>
    public static MatrixTerm Fill(MatrixTerm s, SymbolicShape shape) => s.IsScalar ? Scale(s, Ones(shape)) : s;

    /// <summary>A + B.</summary>
    public static MatrixTerm Add(MatrixTerm a, MatrixTerm b) => a.IsZero ? b : b.IsZero ? a : Sum(a.Shape, [a, b]);

    /// <summary>A − B.</summary>
    public static MatrixTerm Subtract(MatrixTerm a, MatrixTerm b) => Add(a, Negate(b));

    /// <summary>−A.</summary>
    public static MatrixTerm Negate(MatrixTerm a) => Multiple(-1, a);

    /// <summary>c·A for a number c.</summary>
    public static MatrixTerm Multiple(Rational c, MatrixTerm a)
    {
        if (c == 1)
        {
            return a;
        }

        if (c.IsZero || a.IsZero)
        {
            return Zero(a.Shape);
        }

        if (a.Operation == Operation.Sum)
        {
            var parts = new MatrixTerm[a.Arguments.Length];
            for (var i = 0; i < parts.Length; i++)
            {
                parts[i] = Multiple(c, a.Arguments[i]);
            }

            return new(Operation.Sum, a.Shape, parts);
        }

        var (own, core) = Coefficient(a);
        return Joined(c * own, core);
    }

    /// <summary>The sum; like terms are counted together.</summary>
    public static MatrixTerm Sum(SymbolicShape shape, ReadOnlySpan<MatrixTerm> terms)
    {
        var (cores, coefficients) = (new List<MatrixTerm>(terms.Length + 4), new List<Rational>(terms.Length + 4));
        foreach (var term in terms)
        {
            Collect(term, cores, coefficients);
        }

        var parts = new List<MatrixTerm>(cores.Count);
        JoinDiagonals(cores, coefficients);
        for (var i = 0; i < cores.Count; i++)
        {
            if (!coefficients[i].IsZero)
            {
                parts.Add(Joined(coefficients[i], cores[i]));
            }
        }

        return parts.Count switch { 0 => Zero(shape), 1 => parts[0], _ => new(Operation.Sum, shape, [.. parts]) };
    }

    /// <summary>The number in front of a term, and the rest.</summary>
    public static (Rational Coefficient, MatrixTerm Core) Coefficient(MatrixTerm term)
    {
        switch (term.Operation)
        {
            case Operation.Number:
                return (term.Value, One);
            case Operation.Times when term.First.IsNumber:
                return (term.First.Value, term.Arguments.Length == 2 ? term.Second : new(Operation.Times, term.Shape, term.Arguments[1..].ToArray()));
            case Operation.Scale:
                var (coefficient, scalar) = Coefficient(term.First);
                return coefficient == 1 ? (1, term) : (coefficient, scalar.Is(1) ? term.Second : new(Operation.Scale, term.Shape, scalar, term.Second));
            default:
                return (1, term);
        }
    }

    /// <summary>The number that stands in front of all summands, negative if all are; 1 if they have several.</summary>
    public static Rational Content(MatrixTerm sum)
    {
        var content = Rational.Abs(Coefficient(sum.First).Coefficient);
        var isNegative = true;
        foreach (var part in sum.Arguments)
        {
            var own = Coefficient(part).Coefficient;
            isNegative &= own.Sign < 0;
            content = content == Rational.Abs(own) ? content : 1;
        }

        foreach (var part in sum.Arguments)
        {
            content = Rational.Abs(Coefficient(part).Coefficient) == content ? content : 1;
        }

        return isNegative ? -content : content;
    }

    /// <summary>s·A for a scalar s and any A.</summary>
    public static MatrixTerm Scale(MatrixTerm s, MatrixTerm a)
    {
        if (a.IsScalar)
        {
            return EntrywiseAlgebra.Product(SymbolicShape.Scalar, [s, a]);
        }

        return s.IsNumber ? Multiple(s.Value, a)
            : a.IsZero ? a
            : a.Operation == Operation.Scale ? Scale(EntrywiseAlgebra.Product(SymbolicShape.Scalar, [s, a.First]), a.Second)
            : new(Operation.Scale, a.Shape, s, a);
    }

    /// <summary>A·B, where one may be a scalar.</summary>
    public static MatrixTerm Multiply(MatrixTerm a, MatrixTerm b) =>
        a.IsScalar ? Scale(a, b)
        : !b.IsScalar ? MatrixProduct.Of(a, b)
        : a.Operation == Operation.Scale ? Scale(EntrywiseAlgebra.Product(SymbolicShape.Scalar, [a.First, b]), a.Second)
        : Scale(b, a);

    /// <summary>A·B·C.</summary>
    public static MatrixTerm Multiply(MatrixTerm a, MatrixTerm b, MatrixTerm c) =>
        a.IsScalar || b.IsScalar || c.IsScalar ? Multiply(Multiply(a, b), c) : MatrixProduct.Of(a, b, c);

    /// <summary>Aᵀ.</summary>
    public static MatrixTerm Transpose(MatrixTerm a)
    {
        switch (a.Operation)
        {
            case Operation.Eye or Operation.Diagonal:
                return a;
            case Operation.Variable when a.IsScalar || (a.Symbol.IsSymmetric && a.Shape.IsSquare):
                return a;
            case var _ when a.IsScalar:
                return a;
            case Operation.Zero:
                return Zero(a.Shape.Transpose());
            case Operation.Ones when !a.Shape.IsVector:
                return Ones(a.Shape.Transpose());
            case Operation.Commutation:
                return SquareAlgebra.Commutation(a.Dimensions[1], a.Dimensions[0]);
            case Operation.Transpose:
                return a.First;
            case Operation.Sum:
                return Sum(a.Shape.Transpose(), TransposeEach(a.Arguments));
            case Operation.Scale:
                return Scale(a.First, Transpose(a.Second));
            case Operation.Chain:
                var factors = TransposeEach(a.Arguments);
                Array.Reverse(factors);
                return MatrixProduct.Of(factors);
            case Operation.Hadamard when !a.Shape.IsVector:
                return EntrywiseAlgebra.Product(a.Shape.Transpose(), TransposeEach(a.Arguments));
            case Operation.Kron:
                return LinearMaps.Kron(Transpose(a.First), Transpose(a.Second));
            case Operation.Tensor when !a.Shape.IsTensor && a.Indices.Length == 2:
                return IndexAlgebra.Tensor([a.Indices[1], a.Indices[0]], [a.Dimensions[1], a.Dimensions[0]], a.First);
            case Operation.MatrixPower or Operation.Elementwise or Operation.MatrixFunction or Operation.Power or Operation.Select when a.Shape.IsSquare && IsSymmetric(a):
                return a;
            default:
                return new(Operation.Transpose, a.Shape.Transpose(), a);
        }
    }

    /// <summary>Whether a term is known to equal its transpose.</summary>
    public static bool IsSymmetric(MatrixTerm a)
    {
        if (!a.Shape.IsSquare)
        {
            return false;
        }

        switch (a.Operation)
        {
            case Operation.MatrixPower or Operation.Elementwise:
                return IsSymmetric(a.First);
            case Operation.MatrixFunction or Operation.Power or Operation.Select:
                foreach (var argument in a.Arguments)
                {
                    if (!argument.IsScalar && !IsSymmetric(argument))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return Transpose(a).Equals(a);
        }
    }

    /// <summary>Whether a term looks more like the transpose of something than like itself: AᵀBᵀ, Aᵀ + Bᵀ, f(Aᵀ).</summary>
    public static bool IsTransposed(MatrixTerm a)
    {
        if (a.Operation is Operation.Transpose)
        {
            return true;
        }

        if (a.Operation is Operation.Scale)
        {
            return IsTransposed(a.Second);
        }

        if (a.Operation is not (Operation.Sum or Operation.Hadamard or Operation.Chain or Operation.Kron))
        {
            return false;
        }

        foreach (var argument in a.Arguments)
        {
            if (!IsTransposed(argument))
            {
                return false;
            }
        }

        return true;
    }

    private static MatrixTerm[] TransposeEach(ReadOnlySpan<MatrixTerm> terms)
    {
        var transposed = new MatrixTerm[terms.Length];
        for (var i = 0; i < terms.Length; i++)
        {
            transposed[i] = Transpose(terms[i]);
        }

        return transposed;
    }

    private static void Collect(MatrixTerm term, List<MatrixTerm> cores, List<Rational> coefficients)
    {
        if (term.IsZero)
        {
            return;
        }

        if (term.Operation == Operation.Sum)
        {
            foreach (var part in term.Arguments)
            {
                Collect(part, cores, coefficients);
            }

            return;
        }

        var (coefficient, core) = Coefficient(term);
        var place = cores.IndexOf(core);
        if (place < 0)
        {
            cores.Add(core);
            coefficients.Add(coefficient);
        }
        else
        {
            coefficients[place] += coefficient;
        }
    }

    // diag(x) + 2·diag(y) = diag(x + 2y).
    private static void JoinDiagonals(List<MatrixTerm> cores, List<Rational> coefficients)
    {
        var first = cores.FindIndex(c => c.Operation == Operation.Diagonal);
        var next = first < 0 ? -1 : cores.FindIndex(first + 1, c => c.Operation == Operation.Diagonal);
        if (next < 0)
        {
            return;
        }

        var diagonal = Add(Multiple(coefficients[first], cores[first].First), Multiple(coefficients[next], cores[next].First));
        var (coefficient, core) = Coefficient(LinearMaps.Diagonal(diagonal));
        cores.RemoveAt(next);
        coefficients.RemoveAt(next);
        (cores[first], coefficients[first]) = (core, core.IsZero ? 0 : coefficient);
        JoinDiagonals(cores, coefficients);
    }

    private static MatrixTerm Joined(Rational c, MatrixTerm core) =>
        c == 1 ? core
        : core.Is(1) ? Number(c)
        : core.Operation == Operation.Times ? new(Operation.Times, core.Shape, [Number(c), .. core.Arguments])
        : core.IsScalar ? new(Operation.Times, core.Shape, Number(c), core)
        : core.Operation == Operation.Scale ? new(Operation.Scale, core.Shape, Joined(c, core.First), core.Second)
        : new(Operation.Scale, core.Shape, Number(c), core);
}
