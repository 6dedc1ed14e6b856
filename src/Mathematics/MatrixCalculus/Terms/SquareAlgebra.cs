using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>Makes terms of square matrices: powers and inverses, determinants, matrix functions, commutation matrices.</summary>
internal static class SquareAlgebra
{
    /// <summary>Aᵏ for an integer k.</summary>
    public static MatrixTerm Power(MatrixTerm a, int k)
    {
        if (a.IsScalar)
        {
            return EntrywiseAlgebra.Power(a, MatrixAlgebra.Number(k));
        }

        switch (a.Operation)
        {
            case var _ when k == 0:
                return MatrixAlgebra.Eye(a.Shape.Rows);
            case var _ when k == 1:
            case Operation.Eye:
            case Operation.Zero when k > 0:
                return a;
            case Operation.Scale:
                return MatrixAlgebra.Scale(EntrywiseAlgebra.Power(a.First, MatrixAlgebra.Number(k)), Power(a.Second, k));
            case Operation.MatrixPower:
                return Power(a.First, checked(a.Order * k));
            case Operation.Transpose:
                return MatrixAlgebra.Transpose(Power(a.First, k));
            case Operation.Diagonal:
                return LinearMaps.Diagonal(EntrywiseAlgebra.Power(a.First, MatrixAlgebra.Number(k)));
            case Operation.Variable when a.Symbol.Traits.HasFlag(VariableTraits.Orthogonal) && k < 0:
                return MatrixAlgebra.Transpose(Power(a, -k));
            case Operation.Commutation when k == -1:
                return MatrixAlgebra.Transpose(a);
            case Operation.Kron when a.First.Shape.IsSquare:
                return LinearMaps.Kron(Power(a.First, k), Power(a.Second, k));
            case Operation.MatrixFunction when a.Arguments.Length == 1 && a.Function == EntryFunction.Exp:
                return Function(EntryFunction.Exp, MatrixAlgebra.Multiple(k, a.First));
            case Operation.MatrixFunction when a.Arguments.Length == 1 && a.Function == EntryFunction.Sqrt && k % 2 == 0:
                return Power(a.First, k / 2);
            case Operation.Sum when MatrixAlgebra.IsTransposed(a):
                return MatrixAlgebra.Transpose(Power(MatrixAlgebra.Transpose(a), k));
            case Operation.Chain when k == -1 && AreSquare(a.Arguments):
                var inverses = new MatrixTerm[a.Arguments.Length];
                for (var i = 0; i < inverses.Length; i++)
                {
                    inverses[i] = Power(a.Arguments[^(i + 1)], -1);
                }

                return MatrixProduct.Of(inverses);
            default:
                return new(Operation.MatrixPower, a.Shape, [a], new(Order: k));
        }
    }

    /// <summary>A⁻¹.</summary>
    public static MatrixTerm Inverse(MatrixTerm a) => Power(a, -1);

    /// <summary>det A.</summary>
    public static MatrixTerm Determinant(MatrixTerm a)
    {
        switch (a.Operation)
        {
            case var _ when a.IsScalar:
                return a;
            case Operation.Eye:
                return MatrixAlgebra.One;
            case Operation.Zero:
                return MatrixAlgebra.Nothing;
            case Operation.Transpose:
                return Determinant(a.First);
            case Operation.Scale:
                return MatrixAlgebra.Scale(EntrywiseAlgebra.Power(a.First, MatrixAlgebra.Size(a.Shape.Rows)), Determinant(a.Second));
            case Operation.MatrixPower:
                return EntrywiseAlgebra.Power(Determinant(a.First), MatrixAlgebra.Number(a.Order));
            case Operation.MatrixFunction when a.Arguments.Length == 1 && a.Function == EntryFunction.Exp:
                return EntrywiseAlgebra.Apply(EntryFunction.Exp, LinearMaps.Trace(a.First));
            case Operation.Chain when AreSquare(a.Arguments):
                var factors = new MatrixTerm[a.Arguments.Length];
                for (var i = 0; i < factors.Length; i++)
                {
                    factors[i] = Determinant(a.Arguments[i]);
                }

                return EntrywiseAlgebra.Product(SymbolicShape.Scalar, factors);
            default:
                return new(Operation.Determinant, SymbolicShape.Scalar, a);
        }
    }

    /// <summary>log det A.</summary>
    public static MatrixTerm LogDeterminant(MatrixTerm a) => a.Operation switch
    {
        _ when a.IsScalar => EntrywiseAlgebra.Apply(EntryFunction.Log, a),
        Operation.Eye => MatrixAlgebra.Nothing,
        Operation.Transpose => LogDeterminant(a.First),
        Operation.MatrixPower when a.Order % 2 != 0 => MatrixAlgebra.Multiple(a.Order, LogDeterminant(a.First)),
        Operation.MatrixFunction when a.Arguments.Length == 1 && a.Function == EntryFunction.Exp => LinearMaps.Trace(a.First),
        _ => new(Operation.LogDeterminant, SymbolicShape.Scalar, a),
    };

    /// <summary>f(A), or its Fréchet derivative in the directions that follow A.</summary>
    public static MatrixTerm Function(EntryFunction function, params ReadOnlySpan<MatrixTerm> arguments)
    {
        var a = arguments[0];
        var directions = arguments[1..];
        if (a.IsScalar)
        {
            if (directions.IsEmpty)
            {
                return EntrywiseAlgebra.Apply(function, a);
            }

            return directions.Length == 1 ? MatrixAlgebra.Scale(directions[0], Slope(function, a))
                : function == EntryFunction.Exp ? EntrywiseAlgebra.Product(SymbolicShape.Scalar, [EntrywiseAlgebra.Apply(function, a), .. directions])
                : throw new NotSupportedException($"A derivative of order {directions.Length} of a matrix function at a number is written with the function of numbers.");
        }

        for (var i = 1; i < arguments.Length; i++)
        {
            if (arguments[i].IsZero)
            {
                return MatrixAlgebra.Zero(a.Shape);
            }

            if (arguments[i].Operation == Operation.Scale)
            {
                var scalar = arguments[i].First;
                MatrixTerm[] others = [.. arguments];
                others[i] = arguments[i].Second;
                return MatrixAlgebra.Scale(scalar, Function(function, others));
            }

            // In the direction of the identity the derivative is the one of numbers.
            if (arguments[i].Operation == Operation.Eye && (function == EntryFunction.Exp || arguments.Length == 2))
            {
                return function switch
                {
                    EntryFunction.Exp => Function(function, [.. arguments[..i], .. arguments[(i + 1)..]]),
                    EntryFunction.Log => Inverse(a),
                    _ => MatrixAlgebra.Multiple(new Rational(1, 2), Inverse(Function(EntryFunction.Sqrt, a))),
                };
            }
        }

        if (directions.IsEmpty)
        {
            switch (function, a.Operation)
            {
                case (EntryFunction.Exp, Operation.Zero):
                    return MatrixAlgebra.Eye(a.Shape.Rows);
                case (EntryFunction.Log, Operation.Eye):
                    return MatrixAlgebra.Zero(a.Shape);
                case (EntryFunction.Sqrt, Operation.Eye):
                    return a;
                case (EntryFunction.Exp, Operation.MatrixFunction) when a.Function == EntryFunction.Log && a.Arguments.Length == 1:
                    return a.First;
                case (_, Operation.Diagonal):
                    return LinearMaps.Diagonal(EntrywiseAlgebra.Apply(function, a.First));
                default:
                    break;
            }
        }

        if (MatrixAlgebra.IsTransposed(a))
        {
            var transposed = new MatrixTerm[arguments.Length];
            for (var i = 0; i < transposed.Length; i++)
            {
                transposed[i] = MatrixAlgebra.Transpose(arguments[i]);
            }

            return MatrixAlgebra.Transpose(Function(function, transposed));
        }

        return new(Operation.MatrixFunction, a.Shape, arguments.ToArray(), new(Function: function));
    }

    /// <summary>K of mn×mn with K·vec(X) = vec(Xᵀ), X of m×n.</summary>
    public static MatrixTerm Commutation(Dimension m, Dimension n) =>
        m.IsOne || n.IsOne ? MatrixAlgebra.Eye(m * n) : new(Operation.Commutation, SymbolicShape.Matrix(m * n, m * n), [], new(Dimensions: [m, n]));

    private static MatrixTerm Slope(EntryFunction function, MatrixTerm a) => function == EntryFunction.Sqrt
        ? MatrixAlgebra.Multiple(new Rational(1, 2), EntrywiseAlgebra.Power(a, MatrixAlgebra.Number(new Rational(-1, 2))))
        : EntrywiseAlgebra.Derivative(function, a);

    private static bool AreSquare(ReadOnlySpan<MatrixTerm> factors)
    {
        foreach (var factor in factors)
        {
            if (!factor.Shape.IsSquare)
            {
                return false;
            }
        }

        return true;
    }
}
