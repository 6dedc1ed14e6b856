namespace Adjoint.MatrixCalculus;

/// <summary>Takes out what all summands have in common: A·x + Aᵀ·x = (A + Aᵀ)·x, s·A + s·B = s·(A + B).</summary>
internal static class Factoring
{
    /// <summary>The term with common factors of its sums taken out, from the inside.</summary>
    public static MatrixTerm Of(MatrixTerm term)
    {
        var factored = TermRebuilder.Rebuild(term, Of);
        return factored.Operation == Operation.Sum ? Factor(factored) : factored;
    }

    private static MatrixTerm Factor(MatrixTerm sum)
    {
        var terms = sum.Arguments.ToArray();
        var common = Scalars(terms[0]);
        foreach (var term in terms.AsSpan(1))
        {
            var own = Scalars(term);
            common.RemoveAll(s => !own.Contains(s));
        }

        if (common.Count > 0)
        {
            var scalar = EntrywiseAlgebra.Product(SymbolicShape.Scalar, [.. common]);
            var rest = MatrixAlgebra.Sum(sum.Shape, Array.ConvertAll(terms, t => Without(t, common)));
            return MatrixAlgebra.Scale(scalar, rest.Operation == Operation.Sum ? Factor(rest) : rest);
        }

        if (sum.IsScalar)
        {
            return sum;
        }

        if (Taken(terms, fromLeft: true) is var (left, leftRest))
        {
            return MatrixAlgebra.Multiply(left, Sum(leftRest));
        }

        return Taken(terms, fromLeft: false) is var (right, rightRest) ? MatrixAlgebra.Multiply(Sum(rightRest), right) : sum;
    }

    private static MatrixTerm Sum(MatrixTerm[] parts) => MatrixAlgebra.Sum(parts[0].Shape, parts) is { Operation: Operation.Sum } sum ? Factor(sum) : MatrixAlgebra.Sum(parts[0].Shape, parts);

    // The scalar factors in front, numbers not counted.
    private static List<MatrixTerm> Scalars(MatrixTerm term)
    {
        var scalar = term.Operation == Operation.Scale ? term.First : term.IsScalar ? term : null;
        var factors = new List<MatrixTerm>();
        foreach (var factor in scalar is null ? [] : scalar.Operation == Operation.Times ? scalar.Arguments : new[] { scalar })
        {
            if (!factor.IsNumber)
            {
                factors.Add(factor);
            }
        }

        return factors;
    }

    // Removed, not divided by: (−2 − a)·(2 + a)⁻¹ is not known to be −1, and would be factored for ever.
    private static MatrixTerm Without(MatrixTerm term, List<MatrixTerm> common)
    {
        var (scalar, matrix) = term.Operation == Operation.Scale ? (term.First, term.Second) : (term, MatrixAlgebra.One);
        var factors = new List<MatrixTerm>(scalar.Operation == Operation.Times ? scalar.Arguments.ToArray() : [scalar]);
        foreach (var factor in common)
        {
            factors.Remove(factor);
        }

        return MatrixAlgebra.Scale(EntrywiseAlgebra.Product(SymbolicShape.Scalar, [.. factors]), matrix);
    }

    // The first or last matrix factor, if all terms have it.
    private static (MatrixTerm Common, MatrixTerm[] Others)? Taken(MatrixTerm[] terms, bool fromLeft)
    {
        var rest = new MatrixTerm[terms.Length];
        MatrixTerm? common = null;
        for (var i = 0; i < terms.Length; i++)
        {
            var (scalar, matrix) = terms[i].Operation == Operation.Scale ? (terms[i].First, terms[i].Second) : (MatrixAlgebra.One, terms[i]);
            var factors = MatrixProduct.Factors(matrix);
            var end = fromLeft ? factors[0] : factors[^1];
            if (end.Operation is Operation.Eye or Operation.Kron or Operation.Hadamard || (common is not null && !end.Equals(common)))
            {
                return null;
            }

            common = end;
            var others = fromLeft ? factors[1..] : factors[..^1];
            if (others.IsEmpty && !end.Shape.IsSquare)
            {
                return null;
            }

            rest[i] = MatrixAlgebra.Scale(scalar, others.IsEmpty ? MatrixAlgebra.Eye(end.Shape.Rows) : MatrixProduct.Of(others));
        }

        return (common!, rest);
    }
}
