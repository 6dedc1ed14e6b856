using System.Numerics;
using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>Makes terms that work entry by entry: products, powers, functions of numbers, choices. Scalars are the case of one entry.</summary>
internal static class EntrywiseAlgebra
{
    private const int LargestExponent = 64;

    /// <summary>The entrywise product of terms of one shape, where scalars may be among them.</summary>
    public static MatrixTerm Product(SymbolicShape shape, ReadOnlySpan<MatrixTerm> factors)
    {
        if (shape.IsRow)
        {
            var columns = new MatrixTerm[factors.Length];
            for (var i = 0; i < columns.Length; i++)
            {
                columns[i] = MatrixAlgebra.Transpose(factors[i]);
            }

            return MatrixAlgebra.Transpose(Product(shape.Transpose(), columns));
        }

        var collected = new Factors(shape);
        foreach (var factor in factors)
        {
            if (factor.IsZero)
            {
                return MatrixAlgebra.Zero(shape);
            }

            collected.Take(factor);
        }

        return collected.ToTerm();
    }

    /// <summary>A ∘ B; a scalar multiplies.</summary>
    public static MatrixTerm Product(MatrixTerm a, MatrixTerm b) =>
        a.IsScalar ? MatrixAlgebra.Scale(a, b) : b.IsScalar ? MatrixAlgebra.Scale(b, a) : Product(a.Shape, [a, b]);

    /// <summary>aᵇ entry by entry; b is a scalar or has the shape of a.</summary>
    public static MatrixTerm Power(MatrixTerm a, MatrixTerm b)
    {
        if (a.Shape.IsRow)
        {
            return MatrixAlgebra.Transpose(Power(MatrixAlgebra.Transpose(a), b.IsScalar ? b : MatrixAlgebra.Transpose(b)));
        }

        if (b.IsZero)
        {
            return MatrixAlgebra.Ones(a.Shape);
        }

        if (b.Is(1))
        {
            return a;
        }

        if (b is { Operation: Operation.Scale, Second.Operation: Operation.Ones })
        {
            return Power(a, b.First);
        }

        var isInteger = b.IsNumber && b.Value.IsInteger && BigInteger.Abs(b.Value.Numerator) <= LargestExponent;
        switch (a.Operation)
        {
            case Operation.Number when a.Is(1):
                return a;
            case Operation.Number when isInteger && !a.IsZero:
                return MatrixAlgebra.Number(Power(a.Value, (int)b.Value.Numerator));
            case Operation.Number when b.IsNumber && b.Value.Denominator == 2 && Root(a.Value) is { } root:
                return Power(MatrixAlgebra.Number(root), MatrixAlgebra.Number(b.Value * 2));
            case Operation.Ones:
                return b.IsScalar ? a : MatrixAlgebra.Ones(a.Shape);
            case Operation.Power when isInteger:
                return Power(a.First, Times(a.Second, b));
            case Operation.Times when isInteger:
            case Operation.Hadamard when isInteger:
                var powers = new MatrixTerm[a.Arguments.Length];
                for (var i = 0; i < powers.Length; i++)
                {
                    powers[i] = Power(a.Arguments[i], b);
                }

                return Product(a.Shape, powers);
            case Operation.Scale when isInteger:
                return MatrixAlgebra.Scale(Power(a.First, b), Power(a.Second, b));
            case Operation.Elementwise when a.Function == EntryFunction.Exp:
                return Apply(EntryFunction.Exp, Product(a.First, b));
            case Operation.Elementwise when a.Function == EntryFunction.Abs && isInteger && b.Value.Numerator.IsEven:
                return Power(a.First, b);
            case Operation.Sum when isInteger && b.Value.Sign < 0 && LogisticArgument(a) is { } u:
                // 1/(1 + eᵘ) is the logistic function at −u.
                return Power(Apply(EntryFunction.Sigmoid, MatrixAlgebra.Negate(u)), MatrixAlgebra.Number(-b.Value));
            case Operation.Diagonal or Operation.Eye when isInteger && b.Value.Sign > 0:
                return a.Operation == Operation.Eye ? a : LinearMaps.Diagonal(Power(a.First, b));
            case Operation.Zero when b.IsNumber && b.Value.Sign > 0:
                return a;
            default:
                return b.IsScalar && MatrixAlgebra.IsTransposed(a)
                    ? MatrixAlgebra.Transpose(Power(MatrixAlgebra.Transpose(a), b))
                    : new(Operation.Power, a.Shape, a, b);
        }
    }

    /// <summary>A function of numbers, entry by entry.</summary>
    public static MatrixTerm Apply(EntryFunction function, MatrixTerm x)
    {
        if (function == EntryFunction.Sqrt)
        {
            return Power(x, MatrixAlgebra.Half);
        }

        if (x.Shape.IsRow)
        {
            return MatrixAlgebra.Transpose(Apply(function, MatrixAlgebra.Transpose(x)));
        }

        if (x.IsZero && AtZero(function) is { } constant)
        {
            return MatrixAlgebra.Fill(constant, x.Shape);
        }

        if (x.IsNumber && AtNumber(function, x.Value) is { } value)
        {
            return MatrixAlgebra.Number(value);
        }

        if (x.Operation == Operation.Ones)
        {
            return MatrixAlgebra.Fill(Apply(function, MatrixAlgebra.One), x.Shape);
        }

        if (x is { Operation: Operation.Scale, Second.Operation: Operation.Ones })
        {
            return MatrixAlgebra.Fill(Apply(function, x.First), x.Shape);
        }

        if (x.Operation == Operation.Elementwise)
        {
            switch (function, x.Function)
            {
                case (EntryFunction.Exp, EntryFunction.Log) or (EntryFunction.Log, EntryFunction.Exp):
                    return x.First;
                case (EntryFunction.Abs, EntryFunction.Abs or EntryFunction.Exp or EntryFunction.Relu or EntryFunction.Sigmoid or EntryFunction.Softplus or EntryFunction.Step):
                    return x;
                case (EntryFunction.Relu, EntryFunction.Relu or EntryFunction.Abs or EntryFunction.Exp or EntryFunction.Sigmoid or EntryFunction.Softplus or EntryFunction.Step):
                    return x;
                default:
                    break;
            }
        }

        var parity = Parity(function);
        if (parity != 0 && MatrixAlgebra.Coefficient(x.Operation == Operation.Sum ? x.First : x).Coefficient.Sign < 0 && (x.Operation != Operation.Sum || MatrixAlgebra.Content(x).Sign < 0))
        {
            var value2 = Apply(function, MatrixAlgebra.Negate(x));
            return parity > 0 ? value2 : MatrixAlgebra.Negate(value2);
        }

        return MatrixAlgebra.IsTransposed(x)
            ? MatrixAlgebra.Transpose(Apply(function, MatrixAlgebra.Transpose(x)))
            : new(Operation.Elementwise, x.Shape, [x], new(Function: function));
    }

    /// <summary>a where test &gt; 0 (≥ 0 if not strict), else b, entry by entry; scalars fill.</summary>
    public static MatrixTerm Select(MatrixTerm test, MatrixTerm a, MatrixTerm b, bool strict)
    {
        var shape = !test.IsScalar ? test.Shape : !a.IsScalar ? a.Shape : b.Shape;
        (test, a, b) = (MatrixAlgebra.Fill(test, shape), MatrixAlgebra.Fill(a, shape), MatrixAlgebra.Fill(b, shape));
        if (shape.IsRow)
        {
            return MatrixAlgebra.Transpose(Select(MatrixAlgebra.Transpose(test), MatrixAlgebra.Transpose(a), MatrixAlgebra.Transpose(b), strict));
        }

        return a.Equals(b) ? a
            : strict && b.IsZero && (a.Is(1) || a.Operation == Operation.Ones) ? Apply(EntryFunction.Step, test)
            : test.IsNumber ? (test.Value.Sign > 0 || (!strict && test.Value.IsZero) ? a : b)
            : new(Operation.Select, shape, [test, a, b], new(Order: strict ? 1 : 0));
    }

    /// <summary>The larger of two, entry by entry: b + max(0, a − b).</summary>
    public static MatrixTerm Max(MatrixTerm a, MatrixTerm b)
    {
        var shape = a.IsScalar ? b.Shape : a.Shape;
        (a, b) = a.IsZero ? (b, a) : (a, b);
        (a, b) = (MatrixAlgebra.Fill(a, shape), MatrixAlgebra.Fill(b, shape));
        return MatrixAlgebra.Add(b, Apply(EntryFunction.Relu, MatrixAlgebra.Subtract(a, b)));
    }

    /// <summary>The derivative of a function of numbers, at x.</summary>
    public static MatrixTerm Derivative(EntryFunction function, MatrixTerm x)
    {
        var one = MatrixAlgebra.Ones(x.Shape);
        MatrixTerm At(EntryFunction f) => Apply(f, x);
        MatrixTerm Squared(MatrixTerm t) => Power(t, MatrixAlgebra.Number(2));
        MatrixTerm Inverse(MatrixTerm t, int power = 1) => Power(t, MatrixAlgebra.Number(new Rational(-1, power)));
        return function switch
        {
            EntryFunction.Exp => At(EntryFunction.Exp),
            EntryFunction.Log => Inverse(x),
            EntryFunction.Sin => At(EntryFunction.Cos),
            EntryFunction.Cos => MatrixAlgebra.Negate(At(EntryFunction.Sin)),
            EntryFunction.Tan => MatrixAlgebra.Add(one, Squared(At(EntryFunction.Tan))),
            EntryFunction.Arcsin => Inverse(MatrixAlgebra.Subtract(one, Squared(x)), 2),
            EntryFunction.Arccos => MatrixAlgebra.Negate(Inverse(MatrixAlgebra.Subtract(one, Squared(x)), 2)),
            EntryFunction.Arctan => Inverse(MatrixAlgebra.Add(one, Squared(x))),
            EntryFunction.Sinh => At(EntryFunction.Cosh),
            EntryFunction.Cosh => At(EntryFunction.Sinh),
            EntryFunction.Tanh => MatrixAlgebra.Subtract(one, Squared(At(EntryFunction.Tanh))),
            EntryFunction.Sigmoid => Product(At(EntryFunction.Sigmoid), MatrixAlgebra.Subtract(one, At(EntryFunction.Sigmoid))),
            EntryFunction.Softplus => At(EntryFunction.Sigmoid),
            EntryFunction.Relu => At(EntryFunction.Step),
            EntryFunction.Abs => At(EntryFunction.Sign),
            EntryFunction.Sign or EntryFunction.Step => MatrixAlgebra.Zero(x.Shape),
            _ => throw new NotSupportedException($"{function} has no derivative here."),
        };
    }

    private static MatrixTerm Times(MatrixTerm a, MatrixTerm b) => a.IsNumber && b.IsNumber ? MatrixAlgebra.Number(a.Value * b.Value) : Product(a, b);

    private static Rational Power(Rational a, int n)
    {
        var power = Rational.One;
        for (var i = 0; i < Math.Abs(n); i++)
        {
            power *= a;
        }

        return n < 0 ? power.Invert() : power;
    }

    // The square root, if it is rational.
    private static Rational? Root(Rational a)
    {
        if (a.Sign < 0 || a.Numerator.GetBitLength() > 50 || a.Denominator.GetBitLength() > 50)
        {
            return null;
        }

        var root = new Rational((BigInteger)Math.Round(Math.Sqrt((double)a.Numerator)), (BigInteger)Math.Round(Math.Sqrt((double)a.Denominator)));
        return root * root == a ? root : null;
    }

    private static MatrixTerm? LogisticArgument(MatrixTerm sum)
    {
        if (sum.Arguments.Length != 2)
        {
            return null;
        }

        var (one, exponential) = sum.First.Operation == Operation.Elementwise ? (sum.Second, sum.First) : (sum.First, sum.Second);
        return exponential.Operation == Operation.Elementwise && exponential.Function == EntryFunction.Exp && (one.Is(1) || one.Operation == Operation.Ones) ? exponential.First : null;
    }

    private static MatrixTerm? AtZero(EntryFunction function) => function switch
    {
        EntryFunction.Exp or EntryFunction.Cos or EntryFunction.Cosh => MatrixAlgebra.One,
        EntryFunction.Sin or EntryFunction.Tan or EntryFunction.Arcsin or EntryFunction.Arctan or EntryFunction.Sinh or EntryFunction.Tanh
            or EntryFunction.Relu or EntryFunction.Abs or EntryFunction.Sign or EntryFunction.Step => MatrixAlgebra.Nothing,
        EntryFunction.Sigmoid => MatrixAlgebra.Half,
        _ => null,
    };

    private static Rational? AtNumber(EntryFunction function, Rational x) => function switch
    {
        EntryFunction.Log when x == 1 => 0,
        EntryFunction.Abs => Rational.Abs(x),
        EntryFunction.Sign => x.Sign,
        EntryFunction.Step => x.Sign > 0 ? 1 : 0,
        EntryFunction.Relu => x.Sign > 0 ? x : 0,
        _ => null,
    };

    // 1 for even functions, −1 for odd ones.
    private static int Parity(EntryFunction function) => function switch
    {
        EntryFunction.Cos or EntryFunction.Cosh or EntryFunction.Abs => 1,
        EntryFunction.Sin or EntryFunction.Tan or EntryFunction.Arcsin or EntryFunction.Arctan or EntryFunction.Sinh or EntryFunction.Tanh or EntryFunction.Sign => -1,
        _ => 0,
    };

    // Collects powers of equal bases: x·x² = x³, eᵃ·eᵇ = eᵃ⁺ᵇ.
    private sealed class Factors(SymbolicShape shape)
    {
        private readonly List<(MatrixTerm Base, MatrixTerm Exponent)> powers = [];
        private readonly List<MatrixTerm> scalars = [];
        private Rational coefficient = 1;
        private MatrixTerm? exponent;

        public void Take(MatrixTerm factor)
        {
            switch (factor.Operation)
            {
                case Operation.Number:
                    coefficient *= factor.Value;
                    break;
                case Operation.Times or Operation.Hadamard:
                    foreach (var part in factor.Arguments)
                    {
                        Take(part);
                    }

                    break;
                case Operation.Scale:
                    scalars.Add(factor.First);
                    Take(factor.Second);
                    break;
                case Operation.Ones:
                    break;
                case Operation.Sum when MatrixAlgebra.Content(factor) is var content && content != 1:
                    coefficient *= content;
                    Take(MatrixAlgebra.Multiple(content.Invert(), factor));
                    break;
                case Operation.Power:
                    Add(factor.First, factor.Second);
                    break;
                case Operation.Elementwise when factor.Function == EntryFunction.Exp && factor.Shape.Equals(shape):
                    exponent = exponent is null ? factor.First : MatrixAlgebra.Add(exponent, factor.First);
                    break;
                case var _ when factor.IsScalar && !shape.IsScalar:
                    scalars.Add(factor);
                    break;
                default:
                    Add(factor, MatrixAlgebra.One);
                    break;
            }
        }

        public MatrixTerm ToTerm()
        {
            var factors = new List<MatrixTerm>();
            if (exponent is not null && !exponent.IsZero)
            {
                TakeLogistic();
                if (exponent is not null)
                {
                    factors.Add(Apply(EntryFunction.Exp, exponent));
                }
            }

            foreach (var (@base, power) in powers)
            {
                var factor = Power(@base, power);
                if (factor.IsNumber)
                {
                    coefficient *= factor.Value;
                }
                else if (factor.Operation is Operation.Times or Operation.Hadamard or Operation.Scale)
                {
                    // What was simplified by its power is taken once more.
                    var again = new Factors(shape) { coefficient = coefficient };
                    again.scalars.AddRange(scalars);
                    factors.ForEach(again.Take);
                    again.Take(factor);
                    foreach (var (rest, order) in powers.SkipWhile(p => !ReferenceEquals(p.Base, @base)).Skip(1))
                    {
                        again.Add(rest, order);
                    }

                    return again.ToTerm();
                }
                else if (factor.Operation != Operation.Ones)
                {
                    factors.Add(factor);
                }
            }

            return shape.IsScalar ? Scalar(factors) : Matrix(factors);
        }

        private MatrixTerm Scalar(List<MatrixTerm> factors)
        {
            if (coefficient.IsZero || factors.Count == 0)
            {
                return MatrixAlgebra.Number(coefficient);
            }

            if (factors.Count == 1)
            {
                return MatrixAlgebra.Multiple(coefficient, factors[0]);
            }

            if (coefficient != 1)
            {
                factors.Insert(0, MatrixAlgebra.Number(coefficient));
            }

            return new(Operation.Times, shape, [.. factors]);
        }

        private MatrixTerm Matrix(List<MatrixTerm> factors)
        {
            var scale = EntrywiseAlgebra.Product(SymbolicShape.Scalar, [MatrixAlgebra.Number(coefficient), .. scalars]);
            if (factors.FindIndex(f => f.Operation is Operation.Diagonal or Operation.Eye) is >= 0 and var place && factors.Count > 1)
            {
                // A diagonal factor leaves nothing but the diagonal of the others.
                var diagonal = factors.Select(LinearMaps.DiagonalPart).ToArray();
                return MatrixAlgebra.Scale(scale, LinearMaps.Diagonal(EntrywiseAlgebra.Product(diagonal[place].Shape, diagonal)));
            }

            return MatrixAlgebra.Scale(scale, factors.Count switch { 0 => MatrixAlgebra.Ones(shape), 1 => factors[0], _ => new(Operation.Hadamard, shape, [.. factors]) });
        }

        // eᶻ·σ(−z) = σ(z).
        private void TakeLogistic()
        {
            for (var i = 0; i < powers.Count && exponent is not null; i++)
            {
                var (@base, power) = powers[i];
                if (@base.Operation == Operation.Elementwise && @base.Function == EntryFunction.Sigmoid && power.IsNumber && power.Value.IsInteger && power.Value.Sign > 0
                    && @base.First.Equals(MatrixAlgebra.Negate(exponent)))
                {
                    powers[i] = (@base, MatrixAlgebra.Number(power.Value - 1));
                    Add(Apply(EntryFunction.Sigmoid, exponent), MatrixAlgebra.One);
                    exponent = null;
                }
            }
        }

        private void Add(MatrixTerm @base, MatrixTerm power)
        {
            for (var i = 0; i < powers.Count; i++)
            {
                if (powers[i].Base.Equals(@base))
                {
                    var wide = power.IsScalar ? powers[i].Exponent.Shape : power.Shape;
                    powers[i] = (@base, MatrixAlgebra.Add(MatrixAlgebra.Fill(powers[i].Exponent, wide), MatrixAlgebra.Fill(power, wide)));
                    return;
                }
            }

            powers.Add((@base, power));
        }
    }
}
